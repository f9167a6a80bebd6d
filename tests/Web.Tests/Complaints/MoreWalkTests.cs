using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Duties;
using Shouwen.Tests.Standing;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.Complaints;

/// <summary>The gas company under a regulation that says who was asked first, in what order, and when a third party may be named.</summary>
public sealed class FirstAskedSite : WorldSite
{
    protected override Task Seed() => Db(async db =>
    {
        await World.Found(db, Services.GetRequiredService<IPasswordHasher<Person>>(), Services.GetRequiredService<Offered>(), ["hongchang-gas"], Clock.Now.AddDays(-10), Clock.Now);
        return true;
    });

    public async Task<Walking> Registered(string by, string phone, bool third, params (string Label, string Value)[] with)
    {
        Clock.Now = Clock.Now.AddMinutes(1);
        var visitor = await As(by);
        await visitor.Open("/cases/new");
        foreach (var (label, value) in ((string, string)[])[("联系电话", phone), ("客户姓名", "计先生"), ("类别", "request"), ("诉求内容", "灶具打不着火，厂家不来维修"), ("地址", "东街 8 号"), .. with])
            if (label == "这件事归谁办") ((AngleSharp.Html.Dom.IHtmlInputElement)visitor.Page.QuerySelector($"input[name='Form.Scope'][value='{value}']")!).IsChecked = true;
            else visitor.Fill(label, value);
        if (third) visitor.Tick("涉及第三方（厂商、物业、其他单位）");
        await visitor.Press("登记");
        Assert.True(visitor.Path.EndsWith("/registered", StringComparison.Ordinal), visitor.Text);
        return new(this, visitor.Path.Split('/')[2]);
    }
}

/// <summary>Who was asked first and by which rule; the customer's consent to a third party; a bad first mark.</summary>
public sealed class FirstAskedWalkTests(FirstAskedSite site) : IClassFixture<FirstAskedSite>
{
    private const string Outside = "您不在这件诉求的责任链上";

    [Fact]
    public async Task The_rule_that_named_the_first_contact_stands_in_the_story()
    {
        // a2: whom the customer asks for comes before who took the call, and the clause that says so is kept.
        var asked = await site.Registered("li", "13700000041", false, ("渠道", "visit"), ("这件事归谁办", "other-unit"), ("承办部门", "ops"), ("客户要找的人", "sun"));
        Assert.Equal("sun", (await asked.Row()).FirstContactId);
        Assert.Contains((await asked.At("sun")).All(".story li"), line => line.Contains("孙强") && line.Contains("首问责任人") && line.Contains("三.2"));
        var taken = await site.Registered("li", "13700000042", false, ("渠道", "field"), ("这件事归谁办", "own-post"));
        Assert.Equal("li", (await taken.Row()).FirstContactId);
        Assert.Contains((await taken.At("li")).All(".story li"), line => line.Contains("李娟") && line.Contains("首问责任人") && line.Contains("三"));
        await taken.MayNot("jian", "answer", Outside, ("reply", "x"));
    }

    [Fact]
    public async Task A_customer_is_sent_to_a_third_party_only_with_his_consent_on_record()
    {
        // a15, a16.
        var walk = await site.Registered("li", "13700000043", true, ("渠道", "visit"), ("这件事归谁办", "own-post"));
        var owed = (await walk.Row()).Id;
        Assert.True(await site.Db(db => db.Duties.AnyAsync(duty => duty.CaseId == owed && duty.Stands && duty.Name == "coordinate" && duty.Clause == "五.7")));
        await walk.MayNot("li", "guide", "五.7", ("place", "厂家售后"), ("phone", "4000000000"));
        await walk.MayNot("jian", "consent-third-party", Outside, ("consented", "true"), ("third-party", "灶具厂家"));
        await walk.May("li", "consent-third-party", ("consented", "false"), ("third-party", "灶具厂家"), ("text", "客户要我们联系"));
        await walk.MayNot("li", "guide", "五.7", ("place", "厂家售后"), ("phone", "4000000000"));
        await walk.May("li", "consent-third-party", ("consented", "true"), ("third-party", "灶具厂家"), ("text", "客户愿意自己打电话"));
        Assert.False(await site.Db(db => db.Duties.AnyAsync(duty => duty.CaseId == owed && duty.Stands && duty.Name == "coordinate")));
        await walk.MayNot("jian", "guide", Outside, ("place", "厂家售后"));
        await walk.May("li", "guide", ("place", "厂家售后"), ("phone", "4000000000"), ("text", "已告知电话"));
        Assert.Contains((await walk.At("li")).All(".story li"), line => line.Contains("客户不同意直接联系第三方（灶具厂家）"));
        await walk.May("li", "resolve", ("result", "客户已联系厂家上门"), ("reply", "厂家今天上门，有问题再找我"));
    }

    [Fact]
    public async Task A_bad_first_mark_opens_it_anew()
    {
        // a26.
        var walk = await site.Registered("li", "13700000044", false, ("渠道", "visit"), ("这件事归谁办", "own-post"));
        await walk.May("li", "answer", ("reply", "请换电池再试"));
        await walk.MayNot("jian", "callback", Outside, ("rating", "dissatisfied"));
        await walk.May("deng", "callback", ("rating", "dissatisfied"), ("cause", "own"), ("text", "换了还是打不着"));
        Assert.Equal(("redo", 2, false), ((await walk.Row()).Status, (await walk.Row()).Round, (await walk.Row()).Satisfied!.Value));
        await walk.MayNot("li", "close", "重办还没有结果");
        await walk.MayNot("jian", "resolve", "现由李娟办理", ("result", "x"));
        await walk.May("li", "resolve", ("result", "上门更换点火器"), ("reply", "已更换点火器"));
        await walk.May("deng", "callback", ("rating", "satisfied"), ("text", "好了"));
        await walk.May("li", "close");
    }
}

/// <summary>More time, by the forms: asked a day ahead, granted or not, silence is no consent; and the offices' changes of a branch.</summary>
public sealed class ExtensionWalkTests(BranchSite site) : IClassFixture<BranchSite>
{
    private async Task<Walking> Committed(string until) => new(site, (await site.Committed(until)).Number);

    [Fact]
    public async Task Asked_granted_refused_and_late()
    {
        // f1: by whoever handles it, with a reason, a day ahead.
        site.At(4, 11);
        var walk = await Committed("2026-03-10T17:30");
        await walk.MayNot("jian", "request-extension", "您不在这件诉求的责任链上", ("until", "2026-03-13T17:30"), ("reason", "x"));
        await walk.MayNot("sun", "request-extension", "第三十条", ("until", "2026-03-13T17:30"));
        await walk.May("sun", "request-extension", ("until", "2026-03-13T17:30"), ("reason", "设计变更需复核"));
        // f3: refused by customer service and by nobody else; the old end stays.
        await walk.MayNot("qian", "decide-extension", "第三十条", ("granted", "true"));
        await walk.MayNot("sun", "decide-extension", "本人的事项不能由本人审批", ("granted", "true"));
        var due = (await site.Owed(await walk.Row(), "inform")).Due;
        await walk.May("xie", "decide-extension", ("granted", "false"), ("text", "复核不影响先行答复"));
        Assert.Equal(due, (await site.Owed(await walk.Row(), "inform")).Due);
        // f2: granted; the new end holds. Silence on the other is no consent: f5.
        await walk.May("sun", "request-extension", ("until", "2026-03-13T17:30"), ("reason", "备件未到"));
        await walk.May("xie", "decide-extension", ("granted", "true"));
        var silent = await Committed("2026-03-10T17:30");
        await silent.May("sun", "request-extension", ("until", "2026-03-13T17:30"), ("reason", "等厂家"));
        var plain = await Committed("2026-03-10T17:30");
        site.At(10, 17, 31);
        // Days later everybody signs in anew.
        (silent, plain) = (new(site, silent.Number), new(site, plain.Number));
        await plain.MayNot("sun", "request-extension", "第三十条", ("until", "2026-03-13T17:30"), ("reason", "太晚"));
        await silent.MayNot("sun", "request-extension", "申请还在等审批", ("until", "2026-03-13T17:30"), ("reason", "太晚"));
        await site.Acting(acting => acting.Sound(50));
        Assert.Equal((DutyState.Breached, DutyState.Open), ((await site.Owed(await silent.Row(), "inform")).State, (await site.Owed(await walk.Row(), "inform")).State));
        Assert.Contains("逾期", (await silent.At("sun")).Text);
        // f4: the new end passes as well.
        site.At(13, 17, 31);
        await site.Acting(acting => acting.Sound(50));
        Assert.Equal(DutyState.Breached, (await site.Owed(await walk.Row(), "inform")).State);
        var ids = new[] { (await walk.Row()).Id, (await silent.Row()).Id };
        Assert.Equal(2, await site.Db(db => db.Findings.CountAsync(finding => ids.Contains(finding.CaseId!) && finding.Kind == "overdue" && finding.Clause == "第三十条")));
    }

    [Fact]
    public async Task A_branch_that_changes_its_liaison_tells_customer_service()
    {
        site.At(16, 9);
        await site.Acting(async acting =>
        {
            await acting.Advance();
            return true;
        });
        // Named by another office: the branch owes customer service the notice.
        Assert.IsType<Web.Cases.Outcome.Done>(await site.Acting(acting => acting.Do(Web.Cases.Acting.Standing, null, "change-contact", "guo", WorldSite.With(new { unit = "ops", role = "liaison", person = "feng" }))));
        var page = await Owed("change-contact");
        var xie = await site.As("xie");
        Assert.NotNull(page);
        await xie.Open(page);
        Assert.Contains("谁负责运行部", xie.Text.Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains("第二十五条", xie.Text);
        var qian = await site.As("qian");
        await qian.Open("/desk");
        Assert.Contains(qian.All("#owe .duty"), duty => duty.Contains("通知责任人、联络员变动"));
        await qian.Open(page);
        await qian.Fill("哪一项", "liaison").Fill("改为谁", "feng").Fill("怎样通知的", "已书面通知客服").Press("变更联络人");
        Assert.Contains("这项责任办完了", qian.Flash);
        Assert.Equal("feng", await site.Db(db => db.Units.Where(unit => unit.Id == "ops").Select(unit => unit.LiaisonId).SingleAsync()));

        Task<string?> Owed(string name) => site.Db(async db => await db.Duties.Where(duty => duty.Matter == "organisation:organisation" && duty.Stands && duty.Name == name && duty.Clause == "第二十五条" && duty.BearerUnitId == "ops").Select(duty => (int?)duty.No).FirstOrDefaultAsync() is { } no ? $"/standing/{no}" : null);
    }
}

/// <summary>The gas company under the measures for asking customers afterwards.</summary>
public sealed class AskingSite : WorldSite
{
    protected override async Task Seed()
    {
        await Db(async db =>
        {
            await World.Found(db, Services.GetRequiredService<IPasswordHasher<Person>>(), Services.GetRequiredService<Offered>(), ["shangzhi-callback"], Clock.Now.AddDays(-10), Clock.Now);
            await db.Units.Where(unit => unit.Id == "safety").ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Role, "coordination"));
            return true;
        });
        await Acting(async acting =>
        {
            await acting.Advance();
            return true;
        });
    }

    public Task<string> PageOf(string name, string bearer, Func<string, bool> period) => Db(async db => $"/standing/{(await db.Duties.Where(duty => duty.Matter == "organisation:organisation" && duty.Stands && duty.Name == name && duty.BearerUnitId == bearer).ToListAsync()).First(duty => period(duty.Period ?? "")).No}");
}

/// <summary>Asking customers: the plan, the demand that comes of it, the month's analysis, the meeting on what is grave.</summary>
public sealed class AskingWalkTests(AskingSite site) : IClassFixture<AskingSite>
{
    [Fact]
    public async Task The_sample_is_planned_and_a_demand_becomes_a_request_whose_first_contact_is_whoever_asked()
    {
        // e3: only the departments that ask plan the sample.
        foreach (var other in (string[])["li", "qian"])
        {
            var visitor = await site.As(other);
            await visitor.Open("/callbacks/draws");
            Assert.Equal(HttpStatusCode.Forbidden, visitor.Status);
        }
        site.Clock.Now = new DateTimeOffset(2026, 5, 6, 1, 0, 0, TimeSpan.Zero);
        var (number, said) = await Walking.Register(site, "li", ("联系电话", "13700000051"), ("客户姓名", "何先生"), ("渠道", "phone"), ("类别", "request"), ("诉求内容", "灶具打不着火"), ("地址", "西街 2 号"), ("这件事归谁办", "own-post"));
        Assert.True(number is not null, said);
        var walk = new Walking(site, number);
        await walk.May("li", "resolve", ("result", "换了电池"), ("reply", "换了电池，可以打火了"));
        await walk.May("li", "close");
        var xie = await site.As("xie");
        await xie.Open("/callbacks/draws");
        await xie.Fill("期间", "2026-05").Fill("抽取比例（%）", "100").Press("公布承诺值");
        site.Clock.Now = new DateTimeOffset(2026, 6, 2, 1, 0, 0, TimeSpan.Zero);
        var draw = await site.Db(db => db.CallbackDraws.Select(one => one.Id).SingleAsync());
        xie = await site.As("xie");
        await xie.Open($"/callbacks/draws/{draw}");
        await xie.Fill("再加一段公开的字（可不填；如抽取当天的彩票开奖号，保管数据的人也无从预知）", "双色球 01 02 03").Press("抽取");

        // e4 to e6: called by somebody who had no hand in it; what the customer wants besides is registered at once by whoever called.
        var deng = await site.As("deng");
        await deng.Open($"/callbacks?number={number}&draw={draw}");
        await deng.Press("我来打");
        deng.Tick("接通").Tick("解决了").Tick("满意");
        foreach (var (part, answer) in ((string, string)[])[("Attitude", "好"), ("Policy", "合适"), ("Need", "有")])
            ((AngleSharp.Html.Dom.IHtmlInputElement)deng.Page.QuerySelector($"[name='Form.{part}'][value='{answer}']")!).IsChecked = true;
        deng.Fill("客户另外提的要求（记完接着登记成新的诉求，由您首问）", "想加装报警器");
        await deng.Press("记下，打下一个");
        Assert.True(deng.Path == $"/cases/new?from={number}", deng.Text);
        ((AngleSharp.Html.Dom.IHtmlInputElement)deng.Page.QuerySelector("input[name='Form.Scope'][value='own-post']")!).IsChecked = true;
        await deng.Fill("类别", "request").Press("登记");
        Assert.True(deng.Path.EndsWith("/registered", StringComparison.Ordinal), deng.Text);
        var demanded = deng.Path.Split('/')[2];
        Assert.Equal(("deng", "callback", "想加装报警器"), await site.Db(async db => await db.Cases.SingleAsync(row => row.Number == demanded) is var row ? (row.FirstContactId, row.Channel, row.Content) : default));
    }

    [Fact]
    public async Task The_month_s_analysis_and_the_check_of_it()
    {
        var xie = await site.As("xie");
        // e9: the month's analysis with proposals, by the department that owes it.
        var report = await site.PageOf("submit-report", "service", _ => true);
        var li = await site.As("li");
        await li.Open(report);
        Assert.Null(li.Page.QuerySelector("#act-submit-report"));
        Assert.Contains("您不能代办", li.Text);
        Assert.Contains(li.All("main .chip"), chip => chip == "7");
        await xie.Open(report);
        await xie.Press("报送报告");
        Assert.Contains("请填写“主要情况”", xie.Text);
        await xie.Fill("主要情况", "回访 32 户，不满意 2 户，都因上门超时").Fill("建议和措施", "高峰加派一组").Press("报送报告");
        Assert.Contains("这项责任办完了", xie.Flash);
        await xie.Open(report);
        Assert.Contains("高峰加派一组", xie.Text);

        // e8: general administration checks it once a quarter, in five aspects.
        var check = await site.PageOf("spot-check", "admin", _ => true);
        await xie.Open(check);
        Assert.Contains("您不能代办", xie.Text);
        var yao = await site.As("yao");
        await yao.Open(check);
        yao.Tick("时间").Tick("数量");
        await yao.Fill("查到了什么", "与计划一致").Press("抽查");
        Assert.Contains("这项责任办完了", yao.Flash);
    }

    [Fact]
    public async Task What_is_grave_is_put_before_a_meeting()
    {
        // e10.
        var (number, said) = await Walking.Register(site, "li", ("联系电话", "13700000052"), ("客户姓名", "何先生"), ("渠道", "phone"), ("类别", "request"), ("诉求内容", "全小区降压"), ("地址", "西街 2 号"), ("这件事归谁办", "own-post"));
        Assert.True(number is not null, said);
        var walk = new Walking(site, number);
        await walk.May("li", "answer", ("reply", "已查压力"));
        await site.Acting(acting => acting.Do(Web.Cases.Acting.Case(walk.Row().Result.Id), null, "amend", "li", WorldSite.With(new { flags = (string[])["major"] })));
        await walk.May("deng", "callback", [("rating", "basic"), .. await Sections(walk)]);
        var id = (await walk.Row()).Id;
        Assert.Equal(("safety", "9"), await site.Db(async db => await db.Duties.SingleAsync(duty => duty.CaseId == id && duty.Name == "hold-meeting" && duty.Stands) is var duty ? (duty.BearerUnitId, duty.Clause) : default));
        await walk.MayNot("jian", "hold-meeting", "您不在这件诉求的责任链上", ("matter", "降压"), ("text", "x"));
        await walk.May("he", "hold-meeting", ("matter", "晚高峰压力"), ("text", "调压箱出口压力调高，修订晚高峰巡检流程"));
        Assert.False(await site.Db(db => db.Duties.AnyAsync(duty => duty.CaseId == id && duty.Name == "hold-meeting" && duty.Stands)));
        Assert.Contains("修订晚高峰巡检流程", (await walk.At("deng")).Text);
    }

    /// <summary>What the record of a call asks besides, as the form shows it.</summary>
    private static async Task<(string, string)[]> Sections(Walking walk) =>
        (await walk.At("deng")).Page.QuerySelectorAll("#act-callback [name='sections']").Select(_ => ("sections", "态度、质量、时效都好")).Take(1).ToArray();
}
