using Microsoft.EntityFrameworkCore;
using Shouwen.Tests.Cases;
using Shouwen.Web.Callbacks;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Callbacks;

/// <summary>抽查: a second body asks again some of those who were asked, drawn like every sample; and the message that asks for a mark.</summary>
public sealed class SpotCheckTests(WorldSite site) : IClassFixture<WorldSite>
{
    private async Task<CallbackDraw> Drawn(string purpose)
    {
        var xie = await site.As("xie");
        await xie.Open("/callbacks/draws");
        await xie.Fill("期间", "2026-04").Fill("抽什么", purpose).Fill("抽取比例（%）", "100").Press("公布承诺值");
        var draw = await site.Db(db => db.CallbackDraws.AsNoTracking().SingleAsync(one => one.Period == "2026-04" && one.Purpose == purpose));
        site.Clock.Now = new DateTimeOffset(2026, 5, purpose.Length == 0 ? 6 : 8, 1, 0, 0, TimeSpan.Zero);
        xie = await site.As("xie");
        await xie.Open($"/callbacks/draws/{draw.Id}");
        await xie.Press("抽取");
        Assert.Contains("已抽取", xie.Flash!);
        Assert.Contains("与当时抽的一致", xie.Text);
        return draw;
    }

    private static async Task Call(Visitor visitor, CaseRow row, int draw, string rating)
    {
        await visitor.Open($"/callbacks?number={row.Number}&draw={draw}");
        visitor.Tick("接通").Tick("解决了");
        visitor.Tick(rating);
        await visitor.Press("记下，打下一个");
    }

    [Fact]
    public async Task Another_body_asks_again_and_neither_call_stands_for_the_other()
    {
        site.Clock.Now = new DateTimeOffset(2026, 4, 8, 2, 0, 0, TimeSpan.Zero);
        var row = await site.Taken("li", Fields.Of(new { channel = "hotline", kind = "repair", scope = "other-unit", unit = "ops", content = "燃气灶打不着火", customer = new { name = "何先生", phone = "13710009001", address = "某处" } }));
        await site.Done(row, "transfer", "li", new { unit = "ops", mode = "slip", explained_to_customer = true });
        await site.Done(row, "take-over", "sun", new { });
        await site.Done(row, "contact", "sun", new { text = "已联系" });
        await site.Done(row, "resolve", "sun", new { result = "已更换电池", reply = "已更换电池" });
        await site.Done(row, "close", "li", new { });

        var first = await Drawn("");
        var xie = await site.As("xie");
        await Call(xie, row, first.Id, "满意");
        Assert.Equal(CallbackCall.Answered, (await Of(first)).State);

        var check = await Drawn(CallbackDraw.SpotCheck);
        Assert.Equal("service", (await Of(check)).Apart);
        // Who asked first is not given it and may not record it; another body is and may.
        xie = await site.As("xie");
        Assert.DoesNotContain("抽查", (await xie.Open("/callbacks")).Text);
        var refused = Assert.IsType<Outcome.Refused>(await site.Try(row, "callback", "deng", new { rating = "satisfied", kind = "spot-check", draw = check.Id })).Refusals;
        Assert.Contains(refused, refusal => refusal.Sentence.Contains("抽查由别的部门来打", StringComparison.Ordinal));
        var jian = await site.As("jian");
        Assert.Contains("2026-04 抽查", (await jian.Open("/callbacks")).Text);
        await Call(jian, row, check.Id, "基本满意");
        var (checkedCall, firstCall) = (await Of(check), await Of(first));
        Assert.Equal((CallbackCall.Answered, "basic", "jian"), (checkedCall.State, checkedCall.FirstRating, checkedCall.LastBy));
        Assert.Equal(("satisfied", "xie"), (firstCall.FirstRating, firstCall.LastBy));
        await xie.Open($"/callbacks/draws/{check.Id}");
        Assert.Contains("抽查", xie.Title);
        // Without a draw supervision asks nobody.
        Assert.IsType<Outcome.Refused>(await site.Try(row, "callback", "qiu", new { rating = "satisfied" }));

        Task<CallbackCall> Of(CallbackDraw draw) => site.Db(db => db.CallbackCalls.AsNoTracking().SingleAsync(call => call.DrawId == draw.Id && call.CaseId == row.Id));
    }

    [Fact]
    public async Task The_message_that_asks_for_a_mark_leads_to_the_customers_own_page()
    {
        var row = await site.Taken("li", Fields.Of(new { channel = "hotline", kind = "repair", scope = "other-unit", unit = "ops", content = "热水器不出热水", customer = new { name = "金女士", phone = "13710009002", address = "某处" } }));
        await site.Done(row, "transfer", "li", new { unit = "ops", mode = "slip", explained_to_customer = true });
        await site.Done(row, "take-over", "sun", new { });
        await site.Done(row, "contact", "sun", new { text = "已联系" });
        await site.Done(row, "resolve", "sun", new { result = "换电池", reply = "已换电池" });
        await site.Done(row, "callback", "deng", new { rating = "dissatisfied", cause = "own", text = "又坏了" });
        await site.Done(row, "resolve", "sun", new { result = "换主板", reply = "已换主板" });
        // The round's own callback is customer service's, with the rounds beside it.
        var xie = await site.As("xie");
        await xie.Open($"/callbacks?number={row.Number}");
        Assert.Contains("第 1 次重办：待再次回访", xie.Text);
        var text = xie.Value("复制发给客户；客户点开链接就能评价，不满意的转入重办");
        Assert.StartsWith("【清川县燃气有限公司】您反映的“热水器不出热水”", text);
        var link = text[text.IndexOf("http", StringComparison.Ordinal)..].Split(' ')[0];
        Assert.EndsWith($"/p/{row.Number}/{row.Code}", link);
        var customer = site.Visitor("127.0.0.9");
        await customer.Open(new Uri(link).PathAndQuery);
        Assert.Contains("热水器不出热水", customer.Text);
    }
}
