using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shouwen.Tests.Cases;
using Shouwen.Web.Callbacks;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Callbacks;

/// <summary>The call desk and the draws: published beforehand, computed again by an outsider, called by somebody who had no hand in it.</summary>
public class CallbackTests : IAsyncLifetime
{
    private static int phones;

    /// <summary>One each: every test goes through months of its own.</summary>
    private readonly WorldSite site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closed cases of this month, handled by ops' Sun, first asked at the counter.</summary>
    private async Task<List<CaseRow>> Closed(int count, string kind = "repair")
    {
        var rows = new List<CaseRow>();
        for (var i = 0; i < count; i++)
        {
            var phone = $"1371{Interlocked.Increment(ref phones):0000000}";
            var row = await site.Taken("li", Fields.Of(new { channel = "hotline", kind, scope = "other-unit", unit = "ops", content = $"燃气灶打不着火，第{i + 1}家", customer = new { name = "何先生", phone, address = "某处" } }));
            await Handed(row);
            await site.Done(row, "resolve", "sun", new { result = "已更换电池", reply = "已更换电池，可以打火了。" });
            await site.Done(row, "close", "li", new { });
            rows.Add(row);
        }
        return rows;
    }

    private async Task Handed(CaseRow row)
    {
        await site.Done(row, "transfer", "li", new { unit = "ops", mode = "slip", explained_to_customer = true });
        await site.Done(row, "take-over", "sun", new { });
        await site.Done(row, "contact", "sun", new { text = "已联系" });
    }

    private Task<CallbackDraw> Only(string period) => site.Db(db => db.CallbackDraws.AsNoTracking().SingleAsync(draw => draw.Period == period));

    private async Task<CallbackDraw> Drawn(string period, string share, int month)
    {
        var xie = await site.As("xie");
        await xie.Open("/callbacks/draws");
        xie.Fill("期间", period).Fill("抽取比例（%）", share);
        await xie.Press("公布承诺值");
        site.Clock.Now = new DateTimeOffset(2026, month + 1, 2, 1, 0, 0, TimeSpan.Zero);
        xie = await site.As("xie");
        await xie.Open($"/callbacks/draws/{(await Only(period)).Id}");
        xie.Fill("再加一段公开的字（可不填；如抽取当天的彩票开奖号，保管数据的人也无从预知）", "双色球 01 02 03");
        await xie.Press("抽取");
        Assert.True(xie.Flash?.Contains("已抽取", StringComparison.Ordinal) == true, xie.Text);
        Assert.Contains("与当时抽的一致", xie.Text);
        return await Only(period);
    }

    [Fact]
    public async Task The_sample_is_computed_again_from_what_is_published()
    {
        site.Clock.Now = new DateTimeOffset(2026, 4, 8, 2, 0, 0, TimeSpan.Zero);
        var rows = await Closed(7);
        var draw = await Drawn("2026-04", "40", 4);
        var xie = await site.As("xie");
        await xie.Open($"/callbacks/draws/{draw.Id}");
        Assert.Contains(draw.Secret, xie.Text);

        // What an outsider does with what the page publishes.
        static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(draw.Commitment, Sha(draw.Secret));
        Assert.Equal(draw.Seed, Sha(draw.Secret + "\n双色球 01 02 03"));
        var list = Drawing.Text(draw.List!);
        Assert.Equal(draw.PopulationHash, Sha(list));
        var lines = list.TrimEnd('\n').Split('\n').Select(line => line.Split('\t')).ToList();
        Assert.All(rows, row => Assert.Contains(lines, line => line[1] == row.Number));
        var expected = lines.GroupBy(line => line[0], line => line[1]).SelectMany(stratum => stratum.OrderBy(number => Sha(draw.Seed + "\n" + number), StringComparer.Ordinal).Take((int)Math.Ceiling(stratum.Count() * 0.4m))).ToHashSet();
        var calls = await site.Db(db => db.CallbackCalls.Where(call => call.DrawId == draw.Id).Select(call => call.Case!.Number).ToListAsync());
        Assert.Equal(expected, calls.ToHashSet());

        // The journal says the same and nobody draws twice.
        var planned = await site.Acting(acting => acting.Load(Acting.Standing));
        Assert.Equal((draw.Seed, draw.PopulationHash, draw.Sample), (planned!.Last("plan-sample")!.With.Text("seed"), planned.Last("plan-sample")!.With.Text("population-hash"), (int)planned.Last("plan-sample")!.With.Number("sample")!));
        await xie.Open("/callbacks/draws");
        xie.Fill("期间", "2026-04").Fill("抽取比例（%）", "90");
        await xie.Press("公布承诺值");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, xie.Status);
        Assert.Contains("一期只抽一次", xie.Text);
        Assert.Equal("90", xie.Value("抽取比例（%）"));
    }

    [Fact]
    public async Task Somebody_without_a_hand_in_it_calls_and_the_first_bad_mark_stays()
    {
        site.Clock.Now = new DateTimeOffset(2026, 6, 3, 2, 0, 0, TimeSpan.Zero);
        var row = Assert.Single(await Closed(1));
        var draw = await Drawn("2026-06", "100", 6);

        // Neither who handled it nor who was asked first gets the call, nor may he record one.
        foreach (var own in new[] { "li", "sun" }) Assert.DoesNotContain(row.Number, (await (await site.As(own)).Open("/callbacks")).Text);
        Assert.Equal("own-matter", Assert.IsType<Outcome.Refused>(await site.Try(row, "callback", "sun", new { rating = "satisfied", draw = draw.Id })).Refusals[0].Code);

        var xie = await site.As("xie");
        await xie.Open($"/callbacks?number={row.Number}&draw={draw.Id}");
        Assert.DoesNotContain(row.CustomerPhone!, xie.Text);
        await xie.Press("我来打");
        Assert.Contains(row.CustomerPhone!, xie.Text);
        Assert.Equal(1, await site.Db(db => db.Reveals.CountAsync(reveal => reveal.CaseId == row.Id && reveal.PersonId == "xie")));

        xie.Tick("接通");
        xie.Tick("不满意");
        await xie.Press("记下，打下一个");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, xie.Status);
        Assert.Contains("请选问题解决了没有", xie.Text);
        xie.Tick("没解决");
        xie.Tick("我们没办好");
        xie.Fill("客户怎么说（不满意的必填）", "换了电池还是打不着").Fill("客户另外提的要求（记完接着登记成新的诉求，由您首问）", "想顺便检查一下热水器");
        await xie.Press("记下，打下一个");
        Assert.Equal($"/cases/new?from={row.Number}", xie.Path);
        Assert.Equal(("想顺便检查一下热水器", "何先生", "callback"), (xie.Value("诉求内容"), xie.Value("客户姓名"), xie.Value("渠道")));

        var call = await site.Db(db => db.CallbackCalls.AsNoTracking().SingleAsync(one => one.CaseId == row.Id));
        Assert.Equal((CallbackCall.Redo, "dissatisfied", false), (call.State, call.FirstRating, call.Solved!.Value));
        Assert.Equal("redo", (await site.Db(db => db.Cases.SingleAsync(one => one.Id == row.Id))).Status);

        // Done anew and told: the call comes back; the first word counts in the figures.
        await site.Done(row, "resolve", "sun", new { result = "已更换点火器", reply = "已更换点火器" });
        xie = await site.As("xie");
        await xie.Open($"/callbacks?number={row.Number}&draw={draw.Id}");
        Assert.Contains("换了电池还是打不着", xie.Text);
        xie.Tick("接通");
        xie.Tick("解决了");
        xie.Tick("满意");
        await xie.Press("记下，打下一个");
        Assert.Contains("已记录", xie.Flash);
        await xie.Open($"/callbacks/draws/{draw.Id}");
        Assert.Contains("满意（首次不满意）", xie.Text);
        Assert.Contains("0/1", xie.All(".total")[0]);
    }

    [Fact]
    public async Task Whoever_cannot_be_reached_is_not_satisfied_and_a_reserve_takes_the_place()
    {
        site.Clock.Now = new DateTimeOffset(2026, 8, 4, 2, 0, 0, TimeSpan.Zero);
        var rows = await Closed(5);
        var draw = await Drawn("2026-08", "20", 8);
        var first = await site.Db(db => db.CallbackCalls.Include(call => call.Case).SingleAsync(call => call.DrawId == draw.Id));
        var row = rows.Single(one => one.Id == first.CaseId);
        foreach (var hours in new[] { 0, 1, 7 })
        {
            site.Clock.Now = new DateTimeOffset(2026, 9, 3, 1 + hours, 0, 0, TimeSpan.Zero);
            await site.Done(row, "callback", "xie", new { rating = "unreachable", answered = false, draw = draw.Id });
        }
        var calls = await site.Db(db => db.CallbackCalls.AsNoTracking().Where(call => call.DrawId == draw.Id).OrderBy(call => call.Place).ToListAsync());
        Assert.Equal([(CallbackCall.Unreachable, false), (CallbackCall.Waiting, true)], calls.Select(call => (call.State, call.Reserve)));
        Assert.Equal(3, calls[0].Tried);
        var order = Drawing.Again(draw).Order(first.Stratum);
        Assert.Equal(order[1], rows.Single(one => one.Id == calls[1].CaseId).Number);
        var xie = await site.As("xie");
        await xie.Open($"/callbacks/draws/{draw.Id}");
        Assert.Contains("递补", xie.Text);
        Assert.Contains("与当时抽的一致", xie.Text);
    }

    [Fact]
    public async Task Those_left_out_are_counted_with_their_reason()
    {
        site.Clock.Now = new DateTimeOffset(2026, 10, 9, 2, 0, 0, TimeSpan.Zero);
        await Closed(1);
        var row = await site.Taken("li", Fields.Of(new { channel = "visit", kind = "enquiry", scope = "other-unit", unit = "ops", content = "来问停气时间", customer = new { name = "匿名", anonymous = true } }));
        await Handed(row);
        await site.Done(row, "resolve", "sun", new { result = "已说明", reply = "已说明" });
        await site.Done(row, "close", "li", new { });
        var draw = await Drawn("2026-10", "3", 10);
        Assert.Equal((1, 1, 1), (draw.Population, draw.Sample, draw.LeftOut));
        Assert.Equal($"没有留电话\t{row.Number}\n", Drawing.Text(draw.Others!));
    }

    [Fact]
    public async Task Who_has_no_business_there_draws_nothing()
    {
        var li = await site.As("li");
        await li.Open("/callbacks/draws");
        Assert.Equal(HttpStatusCode.Forbidden, li.Status);
        await li.Open("/callbacks");
        Assert.Equal(HttpStatusCode.OK, li.Status);
        Assert.DoesNotContain("抽样与结果", li.All("main a"));
        foreach (var (period, share, problem) in new[] { ("三月", "3", "期间请写成"), ("2026-12", "三", "比例请写"), ("2026-12", "0", "比例请写"), ("2026-12", "100.5", "比例请写") })
        {
            var xie = await site.As("xie");
            await xie.Open("/callbacks/draws");
            xie.Fill("期间", period).Fill("抽取比例（%）", share);
            await xie.Press("公布承诺值");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, xie.Status);
            Assert.Contains(problem, xie.Text);
            Assert.Equal(share, xie.Value("抽取比例（%）"));
        }
    }
}
