using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouwen.Tests.Cases;
using Xunit;

namespace Shouwen.Tests.Desk;

public class DeskTests(WorldSite site) : IClassFixture<WorldSite>
{
    private static string Row(Visitor visitor, string block, string number, string verb) =>
        visitor.All($"{block} .duty").Single(row => row.Contains(number) && row.StartsWith(verb, StringComparison.Ordinal));

    [Fact]
    public async Task The_desk_says_what_I_owe_to_whom_by_when_and_on_what_ground()
    {
        var row = await site.Called();
        var li = await site.As("li");
        var duty = Row(li, "#owe", row.Number, "移交给运行部");
        Assert.Contains("陈女士 · 燃气表走得快", duty);
        Assert.Contains("对客户陈女士负责", duty);
        Assert.Contains("今天 14:00", duty);
        Assert.Contains("还有 2 小时", duty);
        Assert.DoesNotContain("快到期", duty);      // half of the two hours is left
        Assert.Contains("第八條(二)3 工作單上班時間2小時內轉交", duty);
        Assert.Contains($"/cases/{row.Number}?act=transfer#act-transfer", li.Page.QuerySelectorAll("#owe a").Select(a => a.GetAttribute("href")));
        await li.Open($"/cases/{row.Number}?act=transfer");
        Assert.True(li.Page.QuerySelector("#act-transfer")!.HasAttribute("open"));
        Assert.False(li.Page.QuerySelector("#act-answer")!.HasAttribute("open"));
        await li.Open("/desk");
        var dues = li.All("#owe .duty-due");
        Assert.True(dues.ToList().FindIndex(due => due.StartsWith("今天", StringComparison.Ordinal)) < dues.ToList().FindIndex(due => due.StartsWith("3月9日", StringComparison.Ordinal)));
        Assert.DoesNotContain("今天", dues[^1]);

        var hu = await site.As("hu");
        Assert.DoesNotContain(row.Number, hu.Text);
    }

    [Fact]
    public async Task What_is_late_is_said_first()
    {
        var early = new WorldSite();
        await early.InitializeAsync();
        try
        {
            var row = await early.Called();
            early.Clock.Now = early.Clock.Now.AddHours(5);
            var li = await early.As("li");
            var first = li.All("#owe .duty").First(line => !line.Contains("交存工单"));
            Assert.StartsWith("移交给运行部 已逾期", first, StringComparison.Ordinal);
            Assert.Contains("已超 1 小时 30 分", first);
            Assert.Contains(row.Number, first);
        }
        finally
        {
            await early.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_hand_over_waits_for_the_taker_who_takes_it_with_one_press_and_is_urged_with_one_press()
    {
        var row = await site.Called(content: "热水器点不着火");
        await site.Did(row, "transfer", "li", new { unit = Requests.Ops, reason = "需上门检修" });
        var li = await site.As("li");
        Assert.Contains("等运行部接手", Row(li, "#owe", row.Number, "告知客户结果"));

        var sun = await site.As("sun");
        Assert.Contains("热水器点不着火", sun.All("#offers .list-row").Single(offer => offer.Contains(row.Number)));
        await sun.Press("接手", row.Number);
        Assert.StartsWith($"已接手 {row.Number}", sun.Flash, StringComparison.Ordinal);
        Assert.DoesNotContain(sun.All("#offers .list-row"), offer => offer.Contains(row.Number));
        Assert.Contains("对客户陈女士负责", Row(sun, "#owe", row.Number, "办结填报"));

        await li.Open("/desk");
        Assert.Contains("运行部孙强 负责", Row(li, "#owed", row.Number, "办结填报"));
        Assert.Contains("等运行部孙强办理", Row(li, "#owe", row.Number, "告知客户结果"));
        await li.Press("催办", "办结填报");
        Assert.StartsWith("已催办", li.Flash, StringComparison.Ordinal);
        await sun.Open("/desk");
        var notice = sun.All("#inbox .notice").Single(text => text.Contains("催办"));
        Assert.StartsWith("未读", notice, StringComparison.Ordinal);
        await sun.Press("全部标为已读");
        Assert.DoesNotContain("未读", sun.All("#inbox")[0]);
    }

    [Fact]
    public async Task Whoever_is_owed_may_urge_even_from_above_the_chain()
    {
        var row = await site.Taken("wu", Fields.Of(new { channel = "visit", kind = "enquiry", scope = "unclear", content = "问老旧小区改造的补贴", customer = new { name = "吕女士", phone = "13912340000" } }));
        var zhao = await site.As("zhao");
        Assert.Contains("服务大厅吴晓燕 负责 对您负责", Row(zhao, "#owed", row.Number, "请示上报"));
        await zhao.Press("催办", "请示上报");
        Assert.StartsWith("已催办吴晓燕", zhao.Flash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hand_over_that_moved_on_meanwhile_is_looked_at_before_it_is_taken()
    {
        var row = await site.Called(content: "调压器结霜");
        await site.Did(row, "transfer", "li", new { unit = Requests.Ops, reason = "需检修" });
        var sun = await site.As("sun");
        var form = (AngleSharp.Html.Dom.IHtmlFormElement)sun.Page.QuerySelectorAll("#offers .list-row").Single(offer => offer.TextContent.Contains(row.Number)).QuerySelector("form")!;
        await site.Did(row, "urge", "li", new { to = Requests.Ops });
        await sun.Submit(form);
        Assert.Equal(HttpStatusCode.Conflict, sun.Status);
        Assert.Contains("请看一眼再接手", sun.All("#offers .list-row").Single(offer => offer.Contains(row.Number)));
        await sun.Press("接手", row.Number);
        Assert.StartsWith($"已接手 {row.Number}", sun.Flash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_urges_what_is_not_owed_to_him()
    {
        var row = await site.Called(content: "管道有点松");
        await site.Did(row, "transfer", "li", new { unit = Requests.Ops, reason = "需检修" });
        var duty = await site.Db(db => db.Duties.FirstAsync(one => one.CaseId == row.Id && one.BearerUnitId == Requests.Ops && one.Stands));
        var li = await site.As("li");
        var hu = await site.As("hu");
        var token = ((AngleSharp.Html.Dom.IHtmlInputElement)hu.Page.QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        await hu.Post("/desk?handler=Urge", ("matter", duty.Matter), ("no", duty.No.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("__RequestVerificationToken", token));
        Assert.Equal(HttpStatusCode.NotFound, hu.Status);
        Assert.Contains(li.All("#owed .duty"), line => line.Contains(row.Number));
    }

    [Fact]
    public async Task Notices_and_duties_go_on_where_a_page_ends()
    {
        var busy = new WorldSite();
        await busy.InitializeAsync();
        try
        {
            for (var i = 0; i < 60; i++)
            {
                var row = await busy.Called(content: $"第 {i:00} 件求助");
                await busy.Did(row, "transfer", "li", new { unit = Requests.Ops, reason = "需上门" });
            }
            var qian = await busy.As("qian");
            var told = new List<string>();
            var offered = qian.All("#offers .case-line b").ToList();
            for (var page = 0; page < 3; page++)
            {
                told.AddRange(qian.All("#inbox .notice p"));
                if (page < 2) await qian.Follow("更早的通知");
            }
            Assert.Equal((60, 60), (told.Count, told.Distinct().Count()));
            Assert.DoesNotContain("更早的通知", qian.All("a"));

            await qian.Open("/desk");
            while (qian.Page.QuerySelector("#offers .more-rows a") is { } more)
            {
                await qian.Open(more.GetAttribute("href")!);
                offered.AddRange(qian.All("#offers .case-line b"));
            }
            Assert.Equal([.. Enumerable.Range(0, 60).Select(i => $"第 {i:00} 件求助")], offered);

            await qian.Open("/desk");
            var owed = qian.All("#owe .duty .about").ToList();
            Assert.Equal("25+", qian.All(".jump b")[1]);
            while (qian.Page.QuerySelector("#owe .more-rows a") is { } more)
            {
                await qian.Open(more.GetAttribute("href")!);
                owed.AddRange(qian.All("#owe .duty .about"));
            }
            Assert.Equal(60, owed.Where(about => about.Contains("件求助")).Distinct().Count());
        }
        finally
        {
            await busy.DisposeAsync();
        }
    }
}
