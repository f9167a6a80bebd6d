using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Cases;
using Shouwen.Web.Cases;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.Projects;

/// <summary>The company of the demo with the departments that draw, reckon and approve, under the measures for service before a connection.</summary>
public class ProjectSite : WorldSite
{
    protected override async Task Seed()
    {
        await base.Seed();
        await Db(async db =>
        {
            await World.FoundProjects(db, Services.GetRequiredService<IPasswordHasher<Person>>(), Services.GetRequiredService<Offered>(), Packs, Clock.Now.AddDays(-10));
            return true;
        });
    }

    public void Later(double hours) => Clock.Now = Clock.Now.AddHours(hours);

    /// <summary>A project of hu's, as a lead.</summary>
    public async Task<(string Number, MatterKey Key)> Led(string user, string by = "hu")
    {
        var done = await Acting(async acting => Assert.IsType<Outcome.Done>(await acting.Lead(by, With(new { source = "registry", flow = 25, user, customer = new { name = "石经理", phone = "13900007001", segment = "commercial", address = "工业园" } }))));
        var name = done.Matter.Key.ToString();
        return (await Db(db => db.Projects.Where(row => row.Matter == name).Select(row => row.Number).SingleAsync()), done.Matter.Key);
    }

    public Task<Outcome> Try(MatterKey key, string act, string by, object with) => Acting(acting => acting.Do(key, null, act, by, With(with)));

    public async Task<Matter> Does(MatterKey key, string act, string by, object with)
    {
        Clock.Now = Clock.Now.AddMinutes(1);
        var outcome = await Try(key, act, by, with);
        return outcome is Outcome.Done done ? done.Matter : throw new Xunit.Sdk.XunitException($"{act}: {string.Join("; ", ((Outcome.Refused)outcome).Refusals.Select(refusal => refusal.Code))}");
    }

    /// <summary>Whoever may not is refused, under the clause if the rules name one.</summary>
    public async Task Refuses(MatterKey key, string act, string by, string? clause, object? with = null)
    {
        var refused = Assert.IsType<Outcome.Refused>(await Try(key, act, by, with ?? new { }));
        Assert.True(clause is null || refused.Refusals.Any(refusal => refusal.Clause == clause), $"{act} by {by}: {string.Join("; ", refused.Refusals.Select(refusal => $"{refusal.Code} {refusal.Clause}"))}");
    }
}

/// <summary>前置服务: from a lead to an approved budget on the pages, each step by whom the regulation names and by nobody else.</summary>
public sealed class ProjectTests(ProjectSite site) : IClassFixture<ProjectSite>
{
    /// <summary>Fills the form of an act on the project's page and sends it.</summary>
    private static async Task Does(Visitor visitor, string number, string act, params (string Key, string Value)[] typed)
    {
        await visitor.Open($"/projects/{number}");
        var form = visitor.Page.QuerySelector($"#act-{act} form") as IHtmlFormElement;
        Assert.True(form is not null, $"{act} is not offered on {visitor.Path}: {visitor.Text}");
        foreach (var (key, value) in typed)
            foreach (var field in form.QuerySelectorAll($"[name='{key}']"))
                switch (field)
                {
                    case IHtmlSelectElement select: select.Value = value; break;
                    case IHtmlTextAreaElement area: area.Value = value; break;
                    case IHtmlInputElement { Type: "checkbox" } box: box.IsChecked |= box.Value == value; break;
                    case IHtmlInputElement input: input.Value = value; break;
                }
        await visitor.Submit(form);
    }

    private static async Task Took(Visitor visitor, string number, string act, string stage, params (string Key, string Value)[] typed)
    {
        await Does(visitor, number, act, typed);
        Assert.True(visitor.Flash is not null, visitor.Text);
        Assert.Contains($"现在是“{stage}”", visitor.Flash);
    }

    [Fact]
    public async Task A_project_is_walked_from_the_lead_to_the_approved_budget_by_whom_the_regulation_names()
    {
        var (hu, wei, ding, lu, qian) = (await site.As("hu"), await site.As("wei"), await site.As("ding"), await site.As("lu"), await site.As("qian"));
        await hu.Open("/projects/new");
        await hu.Fill("小时流量（立方米）", "很多").Press("登录");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, hu.Status);
        Assert.Contains("请写明用户名称", hu.Text);
        Assert.Contains("小时流量写大于零的数", hu.Text);
        await hu.Fill("用户名称", "宏达食品厂").Fill("从哪里来", "registry").Fill("小时流量（立方米）", "60").Fill("联系电话", "13900007001").Press("登录");
        Assert.Contains("已登录，由您全程负责", hu.Flash);
        var number = hu.Path.Split('/')[^1];
        var key = MatterKey.Parse(await site.Db(db => db.Projects.Where(row => row.Number == number).Select(row => row.Matter).SingleAsync()));
        Assert.Contains("60 m³/h · 大中型非居民項目", hu.Text);
        Assert.Contains("139****7001", hu.Text);
        Assert.Contains(hu.All(".timeline-picture li"), line => line.Contains("與用戶建立聯系") && line.Contains("胡艳") && line.Contains("限 3 个工作日"));

        // Nobody else makes the first contact; who has no part does not even see it.
        await site.Refuses(key, "project-contact", "gao", "4.1.1", new { mode = "phone", text = "您好" });
        await wei.Open($"/projects/{number}");
        Assert.Equal(HttpStatusCode.NotFound, wei.Status);
        await Does(hu, number, "project-contact");
        Assert.Contains("请填写“怎样联系的”", hu.Text);
        await Took(hu, number, "project-contact", "已联系", ("mode", "phone"), ("text", "问了需求"));
        await site.Refuses(key, "state-need", "gao", null, new { need = "clear" });
        await Took(hu, number, "state-need", "需求不明", ("need", "unclear"));
        await Took(hu, number, "state-need", "暂无需求", ("need", "none"));
        await hu.Open($"/projects/{number}");
        Assert.Null(hu.Page.QuerySelector("#act-schedule-review"));
        await site.Refuses(key, "schedule-review", "hu", "4.2.1", new { time = "2026-03-10T09:00" });     // need, place and equipment come first
        await Took(hu, number, "progress", "暂无需求", ("text", "三月再问"), ("records", "dynamics"));
        await Took(hu, number, "state-need", "需求明确", ("need", "clear"), ("place", "fixed"), ("equipment", "clear"));
        Assert.Contains(hu.All(".duties .duty"), line => line.Contains("用戶有了需求，第一時間提供服務"));
        await site.Refuses(key, "visit", "gao", "4.1.3", new { materials = "服务指南", opinion = "无" });
        await Does(hu, number, "visit", ("text", "到店"));
        Assert.Contains("4.1.3", hu.Text);
        await Took(hu, number, "visit", "已上门", ("materials", "服务指南"), ("opinion", "怕贵"), ("checklist", "uniform"));
        await site.Refuses(key, "schedule-review", "gao", "4.2.1", new { time = "2026-03-10T09:00" });
        await Took(hu, number, "schedule-review", "已约评审", ("time", "2026-03-10T09:00"), ("units", "design"), ("units", "ops"));
        Assert.Contains("上门评审3月10日 周二 09:00，参加的有设计室、运行部", hu.Text.Replace(" 上门评审 ", "上门评审", StringComparison.Ordinal));

        // Those asked to the review may say what was seen; others not.
        await site.Refuses(key, "survey-done", "he", "4", new { equipment = "clear", text = "x" });
        await Took(qian, number, "survey-done", "已踏勘", ("equipment", "clear"), ("text", "调压箱靠东墙"));
        await site.Refuses(key, "materials-complete", "qian", null);
        await Took(hu, number, "materials-complete", "出图中", ("collected", "drawings"));
        await wei.Open("/desk");
        Assert.Contains(wei.All("#owe .duty"), line => line.Contains("宏达食品厂 · 完成出圖") && line.Contains(number));
        await site.Refuses(key, "deliver-drawings", "ding", "4.2.3.1");
        await site.Refuses(key, "deliver-drawings", "hu", "4.2.3.1");           // not the lead himself
        await site.Refuses(key, "hand-to-costing", "hu", "4.2.3.2");            // no drawings yet
        await Took(wei, number, "deliver-drawings", "图纸已出", ("text", "一套八张"));
        await wei.Open($"/projects/{number}");
        Assert.Null(wei.Page.QuerySelector("#act-hand-to-costing form"));
        await site.Refuses(key, "hand-to-costing", "wei", "4.2.3.2");
        await Took(hu, number, "hand-to-costing", "造价中");
        await site.Refuses(key, "deliver-costing", "wei", "4.2.3.2");
        await site.Refuses(key, "deliver-costing", "hu", "4.2.3.2");
        await Took(ding, number, "deliver-costing", "造价已出", ("amount", "486000"));
        await site.Refuses(key, "confirm-costing", "ding", "4.2.3.2");
        await Took(hu, number, "confirm-costing", "审批中");
        await site.Refuses(key, "approve-budget", "hu", "4.2.3.2");
        await Took(lu, number, "approve-budget", "预算已批", ("text", "同意"));
        await site.Refuses(key, "close", "lu", "5.1");
        await Took(hu, number, "key-project", "预算已批");
        await Took(hu, number, "negotiate", "预算已批", ("chair", "hu"), ("text", "付款分三期"));
        await Took(hu, number, "authority-contact", "预算已批", ("authority", "住建局"), ("text", "开挖许可"));
        await site.Refuses(key, "close", "hu", "第五條(五)");                    // the user is told first
        await Took(hu, number, "inform", "预算已批", ("reply", "预算已批，可以办理报装"));
        await Took(hu, number, "close", "已办结");
        Assert.Empty(await site.Db(db => new Web.Journal.Verifying(db, site.Services.GetRequiredService<Files>()).Look(key.ToString())));
    }

    [Fact]
    public async Task Only_the_user_stops_the_clocks_and_only_the_lead_says_so()
    {
        var (number, key) = await site.Led("东关大酒店");
        await site.Does(key, "project-contact", "hu", new { mode = "phone", text = "好" });
        await site.Does(key, "state-need", "hu", new { need = "clear", place = "fixed", equipment = "clear" });
        await site.Does(key, "schedule-review", "hu", new { time = "2026-03-10T09:00", units = (string[])["design"] });
        await site.Does(key, "survey-done", "wei", new { equipment = "clear", text = "好" });
        var begun = await site.Does(key, "materials-complete", "hu", new { });
        DateTimeOffset Due(Matter project, string rule) => project.Duties.Last(duty => duty.Rule == rule || duty.Name == rule).Due!.Value;
        await site.Refuses(key, "pause", "wei", null, new { cause = "customer", reason = "用户外出" });
        var hu = await site.As("hu");
        await Took(hu, number, "pause", "出图中", ("cause", "customer"), ("reason", "用户改主意"));
        Assert.Contains("暂停中", hu.Text);
        await site.Refuses(key, "resume", "wei", null);
        site.Later(48);
        hu = await site.As("hu");
        await hu.Open($"/projects/{number}");
        Assert.NotEmpty(hu.Page.QuerySelectorAll(".timeline-picture .stopped"));
        await Took(hu, number, "resume", "出图中");
        var resumed = await site.Acting(acting => acting.Load(key));
        Assert.True(Due(resumed!, "deliver-drawings") > Due(begun, "deliver-drawings"));
        Assert.True(Due(resumed!, "whole-review") > Due(begun, "whole-review"));
    }

    [Fact]
    public async Task The_lead_is_changed_with_a_reason_and_both_are_told()
    {
        var (number, key) = await site.Led("西郊啤酒厂");
        await site.Does(key, "project-contact", "hu", new { mode = "phone", text = "问了用气量" });
        await site.Refuses(key, "hand-over-desk", "gao", null, new { to = "gao", reason = "我来" });
        await site.Refuses(key, "hand-over-desk", "qian", null, new { to = "gao", reason = "我来" });
        var chen = await site.As("chen");
        await Does(chen, number, "hand-over-desk", ("to", "gao"));
        Assert.Contains("请填写“为什么更换”", chen.Text);
        await Does(chen, number, "hand-over-desk", ("to", "hu"), ("reason", "x"));
        Assert.Contains("已经由他负责", chen.Text);
        await Took(chen, number, "hand-over-desk", "已联系", ("to", "gao"), ("reason", "胡艳调去抄表组"));
        Assert.Contains("把项目负责人由胡艳换成高翔", chen.Text);
        Assert.Equal("gao", await site.Db(db => db.Projects.Where(row => row.Number == number).Select(row => row.LeadId).SingleAsync()));
        foreach (var who in (string[])["hu", "gao"])
            Assert.Contains(await site.Db(db => db.Notices.Where(notice => notice.PersonId == who).Select(notice => notice.Text).ToListAsync()), text => text.Contains("的负责人由胡艳换成高翔：胡艳调去抄表组"));
        await site.Refuses(key, "state-need", "hu", null, new { need = "clear" });
        await site.Does(key, "state-need", "gao", new { need = "clear" });
        // Whoever led it sees what becomes of it.
        var hu = await site.As("hu");
        await hu.Open($"/projects/{number}");
        Assert.Equal(HttpStatusCode.OK, hu.Status);
        Assert.Empty(await site.Db(db => new Web.Journal.Verifying(db, site.Services.GetRequiredService<Files>()).Look(key.ToString())));
    }

    [Fact]
    public async Task What_was_reported_of_the_market_is_listed_with_its_files_and_taken_along()
    {
        var hu = await site.As("hu");
        await hu.Open("/standing/do/submit-report");
        hu.Attach("证明材料（附件）", "调研.png", [0x89, 0x50, 0x4E, 0x47, 1, 2, 3]);
        await hu.Fill("哪一种报告", "market-survey").Fill("主要情况", "开发区三家食品厂明年投产").Fill("建议和措施", "提前铺中压管").Press("报送报告");
        await hu.Open("/standing/do/submit-report");
        await hu.Fill("哪一种报告", "tracking").Fill("主要情况", "跟踪情况").Press("报送报告");
        await hu.Open("/projects");
        await hu.Follow("市场信息、调研报告");
        var line = Assert.Single(hu.All(".ledger-line"));
        Assert.Contains("开发区三家食品厂明年投产", line);
        Assert.Contains("提前铺中压管", line);
        Assert.Contains("市场工程部 胡艳", line);
        var file = hu.Page.QuerySelector(".ledger-line a")!.GetAttribute("href")!;
        await hu.Open("/projects/reports?handler=Export");
        Assert.Contains("胡艳", hu.Page.DocumentElement.TextContent);
        await hu.Open(file);
        Assert.Equal(HttpStatusCode.OK, hu.Status);
        await hu.Open("/projects/reports?kind=market-information&year=今年");
        Assert.Contains("看不懂年份“今年”", hu.Text);
        Assert.Empty(hu.All(".ledger-line"));
    }

    [Fact]
    public async Task A_table_of_leads_comes_in_once_and_says_what_it_could_not_take()
    {
        var gao = await site.As("gao");
        const string table = "企业名称,联系人,联系电话,地址,小时流量,项目性质\n北苑物流园,黎先生,13900007007,北苑大道,45,新建\n,无名,1,,,\n河畔新材料,方女士,13900007008,河畔,很多,新建\n锦绣幼儿园,马园长,13900007009,锦绣路,8,拆除\n";
        await Bring("false");
        Assert.Contains("已导入 1", gao.Text);
        Assert.Contains("不能导入 3", gao.Text);
        Assert.Contains("请写明用户名称", gao.Text);
        Assert.Contains("不认识“拆除”", gao.Text);
        await Bring("false");
        Assert.Contains("已经导入过，是 P2026-", gao.Text);
        await Bring("true");
        Assert.Contains("可以导入 0", gao.Text);
        await gao.Open("/projects/import");
        await gao.Fill("这张表从哪里来", "other").Press("先看看");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, gao.Status);
        Assert.Contains("请选择一张 .xlsx 或 .csv 的表", gao.Text);

        await gao.Open("/projects");
        Assert.Contains(gao.All("#leads .project-card"), card => card.Contains("北苑物流园") && card.Contains("高翔"));
        await gao.Open("/projects/list?find=北苑&state=mine");
        Assert.Contains(gao.All(".projects .list-row"), line => line.Contains("北苑物流园") && line.Contains("新线索"));
        site.Later(24 * 8);
        gao = await site.As("gao");
        await gao.Open("/projects/list?state=late");
        Assert.Contains(gao.All(".projects .list-row"), line => line.Contains("北苑物流园") && line.Contains("逾期"));
        var li = await site.As("li");
        await li.Open("/projects/list");
        Assert.Contains("还没有您能看到的项目", li.Text);

        async Task Bring(string look)
        {
            await gao.Open("/projects/import");
            gao.Fill("这张表从哪里来", "registry").Attach("表格", "推送.csv", Encoding.UTF8.GetBytes(table));
            await gao.Press(look == "true" ? "先看看" : "导入，由我负责");
        }
    }

    [Fact]
    public async Task A_complaint_about_the_service_is_verified_by_the_hotline_and_by_nobody_else()
    {
        var row = await site.Acting(async acting => Assert.IsType<Outcome.Done>(await acting.Register("li", Fields.Parse("""
            {"channel":"hotline","kind":"complaint","scope":"other-unit","unit":"market","complaint-about":"pre-service","content":"报装人员迟迟不来","customer":{"name":"陈女士","phone":"13800001111","segment":"commercial"}}
            """))).Row!);
        var refused = Assert.IsType<Outcome.Refused>(await site.Try(row, "verify", "li", new { ok = true }));
        Assert.Contains(refused.Refusals, refusal => refusal.Clause == "6.1");
        Assert.Contains((await site.Done(row, "verify", "xie", new { ok = true })).Duties, duty => duty is { Name: "verify", Stands: false, Clause: "6.1" });
    }
}

/// <summary>The same company, which has set how often it asks its users, with a centre that asks.</summary>
public sealed class SurveySite : ProjectSite
{
    protected override async Task Seed()
    {
        await base.Seed();
        await Db(async db =>
        {
            await db.Units.Where(unit => unit.Id == "hotline").ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Role, "service-centre"));
            await Adopting.Set(db, "shangzhi-preservice", "survey-period", "month", World.Administrator, "每月问一次", Clock.Now.AddDays(-9));
            return true;
        });
        await Acting(async acting =>
        {
            await acting.Advance();
            return true;
        });
    }
}

public sealed class SurveyTests(SurveySite site) : IClassFixture<SurveySite>
{
    [Fact]
    public async Task The_centre_asks_the_users_and_the_market_department_does_not_rate_itself()
    {
        // h17.
        var page = $"/standing/{await site.Db(db => db.Duties.Where(duty => duty.Matter == "organisation:organisation" && duty.Stands && duty.Name == "survey" && duty.BearerUnitId == "hotline").Select(duty => duty.No).FirstAsync())}";
        var hu = await site.As("hu");
        await hu.Open(page);
        Assert.Null(hu.Page.QuerySelector("#act-survey"));
        Assert.Contains("您不能代办", hu.Text);
        Assert.Contains(hu.All("main .chip"), chip => chip == "6.2");
        var head = await site.As(await site.Db(db => db.Units.Where(unit => unit.Id == "hotline").Select(unit => unit.HeadId!).SingleAsync()));
        await head.Open(page);
        await head.Press("调研");
        Assert.Contains("请填写“主要情况”", head.Text);
        await head.Fill("调查了多少户", "40").Fill("满意率（%）", "95").Fill("主要情况", "两户嫌出图慢").Press("调研");
        Assert.Contains("这项责任办完了", head.Flash);
    }
}
