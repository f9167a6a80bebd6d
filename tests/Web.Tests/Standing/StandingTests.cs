using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Cases;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Xunit;

namespace Shouwen.Tests.Standing;

/// <summary>The company of the demo with the rules it wrote for itself; what they ask is raised.</summary>
public class UpkeepSite : WorldSite
{
    protected override async Task Seed()
    {
        await base.Seed();
        await Db(async db =>
        {
            await Adopting.Adopt(db, Services.GetRequiredService<Offered>(), World.Own(Packs, "upkeep"), Clock.Now.AddDays(-10), World.Administrator, "本单位自己的日常工作规定", Clock.Now.AddDays(-10));
            return true;
        });
        await Advance();
    }

    public Task<bool> Advance() => Acting(async acting =>
    {
        await acting.Advance();
        return true;
    });

    /// <summary>The page of a duty of the house that stands.</summary>
    public async Task<string> PageOf(string name, string bearer, string? period = null) => $"/standing/{await Db(db => db.Duties.Where(duty => duty.Matter == "organisation:organisation" && duty.Stands && duty.Name == name
        && (duty.BearerUnitId == bearer || duty.BearerPersonId == bearer) && (period == null || duty.Period == period)).OrderBy(duty => duty.No).Select(duty => duty.No).FirstAsync())}";
}

/// <summary>常设责任 as people do them: the year, what lies on whom, done with proof, refused with the clause.</summary>
public sealed class StandingTests(UpkeepSite site) : IClassFixture<UpkeepSite>
{
    [Fact]
    public async Task The_year_shows_what_is_due_when_and_what_the_rules_will_ask()
    {
        var qian = await site.As("qian");
        await qian.Open("/standing");
        Assert.Equal("常设责任", qian.Title);
        var months = qian.All(".duty-month");
        Assert.Equal(12, months.Count);
        Assert.Contains("22 个工作日", months[2]);
        Assert.Contains("抽查服务质量", months[2]);
        Assert.Contains("抽查服务质量 未到期间", months[5]);
        Assert.Contains(qian.All(".standing-list .list-row"), line => line.Contains("當月工作單交綜合管理部") && line.Contains("2026年3月"));
        Assert.Contains(qian.All("#kept + .list .list-row"), line => line.Contains("学习岗位职责"));
        await qian.Open("/standing?unit=market");
        Assert.Contains("编制市场调研报告", qian.Text);
        Assert.DoesNotContain("抽查服务质量", qian.Text);
        await qian.Open("/standing?year=2027");
        Assert.Contains("未到期间", qian.All(".duty-month")[11]);
    }

    [Fact]
    public async Task Work_orders_are_handed_in_by_the_unit_with_proof_and_by_no_other()
    {
        var page = await site.PageOf("hand-in", "safety", "2026-02");
        var li = await site.As("li");
        await li.Open(page);
        Assert.Null(li.Page.QuerySelector("#act-hand-in"));
        Assert.Contains("由安检部负责，您不能代办", li.Text);
        Assert.Contains("第八條(二)6", li.Text);

        var luo = await site.As("luo");
        Assert.Contains(luo.All("#owe .duty"), line => line.Contains("當月工作單交綜合管理部 · 2026年3月"));
        await luo.Open(page);
        luo.Attach("证明材料（附件）", "签收单.png", [0x89, 0x50, 0x4E, 0x47, 1, 2, 3]);
        await luo.Fill("交存多少份工作单", "42").Press("交存工单");
        Assert.Equal("交存工单：已记录。这项责任办完了。", luo.Flash);
        Assert.Contains("迟办", luo.Text);                          // February's, in March
        await luo.Follow("签收单.png");
        Assert.Equal(HttpStatusCode.OK, luo.Status);
        Assert.Contains("hand-in", await site.Db(db => db.Journal.Where(entry => entry.Matter == "organisation:organisation" && entry.Kind == "acted").OrderByDescending(entry => entry.Seq).Select(entry => entry.Body).FirstAsync()), StringComparison.Ordinal);
        Assert.Empty(await site.Db(db => new Web.Journal.Verifying(db, site.Services.GetRequiredService<Files>()).Look("organisation:organisation")));
    }

    [Fact]
    public async Task A_meeting_s_measures_lie_on_those_it_names_until_they_say_what_became_of_them()
    {
        var page = await site.PageOf("hold-meeting", "service", "2026-03");
        var xie = await site.As("xie");
        await xie.Open(page);
        await xie.Fill("会议议题", "三月服务例会").Fill("议定的事", "上门前先打电话").Fill("措施 1", "规程里写明提前二十分钟电话告知").Press("召开会议");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, xie.Status);
        Assert.Contains("第 1 项措施：要写明做什么、由谁落实", xie.Text);
        Assert.Equal("上门前先打电话", xie.Value("议定的事"));
        await xie.Fill("由谁落实", "sun").Fill("什么时候之前", "2026-03-10T17:30").Press("召开会议");
        Assert.Contains("这项责任办完了", xie.Flash);
        Assert.Contains("规程里写明提前二十分钟电话告知", xie.Text);

        var measure = await site.PageOf("follow-measure", "sun");
        var feng = await site.As("feng");
        await feng.Open(measure);
        Assert.Contains("由孙强落实，您不能代办", feng.Text);
        var sun = await site.As("sun");
        Assert.Contains(sun.All("#owe .duty"), line => line.Contains("规程里写明提前二十分钟电话告知"));
        await sun.Open(measure);
        await sun.Fill("落实情况", "已写进规程，晨会宣读").Press("落实措施");
        Assert.Contains("这项责任办完了", sun.Flash);
    }

    [Fact]
    public async Task A_check_a_report_and_learning_are_done_by_whoever_owes_them()
    {
        var deng = await site.As("deng");
        await deng.Open(await site.PageOf("spot-check", "service"));
        await deng.Press("抽查");
        Assert.Contains("请填写“查了哪些”", deng.Text);
        deng.Tick("时间").Tick("数量");
        await deng.Fill("查到了什么", "抽 20 件，2 件没有写联系时间").Press("抽查");
        Assert.Contains("这项责任办完了", deng.Flash);

        var report = await site.PageOf("submit-report", "market");
        await deng.Open(report);
        Assert.Contains("由市场工程部负责", deng.Text);
        var hu = await site.As("hu");
        await hu.Open(report);
        Assert.DoesNotContain("哪一种报告", hu.Text);                 // the rule takes a market survey, nothing else
        await hu.Fill("主要情况", "商业用户新增 12 户").Press("报送报告");
        Assert.Contains("这项责任办完了", hu.Flash);

        await hu.Open(await site.PageOf("train", "hu"));
        await hu.Fill("学了什么", "首问负责制").Press("培训");
        Assert.Contains("这项责任办完了", hu.Flash);
        Assert.DoesNotContain(hu.All(".standing-list .list-row"), line => line.Contains("学习岗位职责"));
    }

    [Fact]
    public async Task A_contact_that_is_not_reached_is_put_right_within_a_limit()
    {
        var li = await site.As("li");
        await li.Open("/standing/contacts");
        Assert.Equal([], li.All("#unit-ops details"));
        var deng = await site.As("deng");
        await deng.Open("/standing/contacts");
        Assert.Equal([], deng.All("#unit-service details"));       // nobody checks his own unit
        await deng.Submit((AngleSharp.Html.Dom.IHtmlFormElement)deng.Page.QuerySelector("#unit-ops form")!);
        Assert.Contains("请选择联系上了没有", deng.Text);
        await Check(deng, "ops", "false", "三次无人接听");
        Assert.Contains("要限期恢复畅通", deng.Flash);
        Assert.Contains(deng.All("#unit-ops"), line => line.Contains("联系不上") && line.Contains("要在"));

        var qian = await site.As("qian");
        Assert.Contains(qian.All("#owe .duty"), line => line.Contains("恢复联络畅通"));
        await Check(deng, "ops", "false", "还是无人接听");
        Assert.Equal(1, await site.Db(db => db.Duties.CountAsync(duty => duty.Name == "restore-contact" && duty.Stands)));
        await qian.Open(await site.PageOf("restore-contact", "ops"));
        await qian.Fill("哪一项", "contact").Fill("改为谁", "feng").Press("变更联络人");
        Assert.Contains("这项责任办完了", qian.Flash);
        await Check(deng, "ops", "true", "冯涛接听");
        Assert.Contains(deng.All("#unit-ops"), line => line.Contains("冯涛") && line.Contains("联系得上"));
    }

    private static async Task Check(Visitor visitor, string unit, string ok, string said)
    {
        await visitor.Open("/standing/contacts");
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)visitor.Page.QuerySelector($"#unit-{unit} form")!;
        foreach (var radio in form.QuerySelectorAll("input[type=radio]").Cast<AngleSharp.Html.Dom.IHtmlInputElement>()) radio.IsChecked = radio.Value == ok;
        ((AngleSharp.Html.Dom.IHtmlInputElement)form.QuerySelector("[name='Form.Text']")!).Value = said;
        await visitor.Submit(form);
    }
}
