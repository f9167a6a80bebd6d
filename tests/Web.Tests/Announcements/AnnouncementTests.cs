using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Cases;
using Shouwen.Web.Journal;
using Xunit;

namespace Shouwen.Tests.Announcements;

/// <summary>通报: told, read, shown to the clerk while he writes and after, said in a reply, ended.</summary>
public sealed class AnnouncementTests(WorldSite site) : IClassFixture<WorldSite>
{
    private async Task<Visitor> Made(string title = "东关片区抢修停气", string areas = "东关社区", string keywords = "停气、没气")
    {
        var head = await site.As("qian");
        await head.Open("/announcements/new?kind=emergency");
        await head.Fill("标题", title).Fill("对客户怎么说（口径）", "抢修队已到现场，预计今天十八点恢复供气").Fill("不能说的", "不猜测原因").Fill("客户的说法", keywords).Fill("影响范围", areas).Press("发布");
        Assert.Contains("已发布", head.Flash, StringComparison.Ordinal);
        return head;
    }

    [Fact]
    public async Task The_clerk_sees_the_wording_while_registering_after_it_and_in_the_reply()
    {
        var head = await Made();
        var clerk = await site.As("li");
        Assert.Contains("东关片区抢修停气", clerk.Text, StringComparison.Ordinal);
        await clerk.Open("/cases/new");
        clerk.Fill("联系电话", "13912345678").Fill("客户姓名", "陈女士").Fill("渠道", "hotline").Fill("类别", "enquiry").Fill("诉求内容", "家里停气了，什么时候来").Fill("地址", "东关社区3号楼").Tick("本岗位");
        await clerk.Press("查一下");
        Assert.Contains("预计今天十八点恢复供气", clerk.Text, StringComparison.Ordinal);
        Assert.Contains("不能说：不猜测原因", clerk.Text, StringComparison.Ordinal);
        await clerk.Fill("地址", "").Press("查一下");
        Assert.Contains("可能有关，请问清是不是在东关社区", clerk.Text, StringComparison.Ordinal);
        await clerk.Fill("地址", "东关社区3号楼").Press("登记");
        Assert.EndsWith("/registered", clerk.Path);
        Assert.Contains("预计今天十八点恢复供气", clerk.Text, StringComparison.Ordinal);
        await clerk.Open(clerk.Path.Replace("/registered", "", StringComparison.Ordinal));
        await clerk.Follow("用这段口径答复");
        Assert.Contains("抢修队已到现场", clerk.Page.QuerySelector("#answer-reply")!.TextContent, StringComparison.Ordinal);

        await head.Fill("怎么结束的", "已恢复供气").Press("结束");
        await clerk.Open("/desk");
        Assert.DoesNotContain("东关片区抢修停气", clerk.All("section.call").Append(""), StringComparer.Ordinal);
        var name = $"organisation:announcement-{head.Path.Split('/')[^1]}";
        Assert.Empty(await site.Db(db => new Verifying(db, site.Services.GetRequiredService<Files>()).Look(name)));
    }

    [Fact]
    public async Task Who_has_read_it_is_known_a_new_edition_is_to_be_read_again_and_who_has_not_is_reminded()
    {
        var head = await Made("河畔新城降压", "河畔新城", "火小");
        var reader = await site.As("hu");
        await reader.Open(head.Path);
        await reader.Press("我已阅");
        await head.Open(head.Path);
        Assert.Contains("已阅 1 人", head.Text, StringComparison.Ordinal);
        var page = head.Path;
        await head.Follow("更新");
        await head.Fill("对客户怎么说（口径）", "压力已恢复一半，预计二十点正常").Press("更新");
        Assert.Contains("已阅 0 人", head.Text, StringComparison.Ordinal);
        Assert.Equal(2, head.All(".timeline li").Count);
        var before = await site.Db(db => db.Notices.CountAsync(notice => notice.PersonId == "hu"));
        await head.Press(head.All("button").Single(text => text.StartsWith("提醒未阅", StringComparison.Ordinal)));
        Assert.Equal(before + 1, await site.Db(db => db.Notices.CountAsync(notice => notice.PersonId == "hu")));
        await reader.Open("/desk");
        await reader.Follow("请阅读通报：河畔新城降压。还没有您的已阅确认。");
        Assert.Equal(page, reader.Path);
    }

    [Fact]
    public async Task A_clerk_does_not_announce_and_what_is_missing_is_said_with_the_rest_kept()
    {
        var clerk = await site.As("wu");
        await clerk.Open("/announcements");
        Assert.DoesNotContain("通报业务变更", clerk.All("a"), StringComparer.Ordinal);
        await clerk.Open("/announcements/new");
        Assert.NotEqual("通报业务变更", clerk.Page.QuerySelector("h1")?.TextContent);
        var head = await site.As("he");
        await head.Open("/announcements/new");
        await head.Fill("标题", "安检改到周末").Press("发布");
        Assert.Contains("还缺：口径", head.Text, StringComparison.Ordinal);
        Assert.Equal("安检改到周末", head.Page.QuerySelector("#form-title")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_matter_of_the_media_says_what_is_to_be_done_and_by_whom()
    {
        var row = await site.Registered();
        var clerk = await site.As("li");
        await clerk.Open($"/cases/{row.Number}");
        await clerk.Tick("媒体介入").Press("标记特殊情况");
        Assert.Contains("媒体介入", clerk.Page.QuerySelector(".incident")!.TextContent, StringComparison.Ordinal);
        var refused = Assert.IsType<Outcome.Refused>(await site.Try(row, "flag", "gao", new { flags = new[] { "media" } }));
        Assert.Equal("not-in-chain", refused.Refusals[0].Code);
    }

    [Fact]
    public async Task A_change_of_business_is_told_read_and_said_at_the_matching_request_and_an_emergency_says_when_it_is_over()
    {
        var head = await site.As("zhao");
        await head.Open("/announcements");
        await head.Follow("通报业务变更");
        await head.Fill("标题", "过户改为线上预约").Fill("对客户怎么说（口径）", "从今天起过户先在公众号预约，当天可办").Fill("客户的说法", "过户、改名").Press("发布");
        Assert.Contains("已发布", head.Flash, StringComparison.Ordinal);
        var page = head.Path;
        var clerk = await site.As("ma");
        await clerk.Open(page);
        await clerk.Press("我已阅");
        await head.Open(page);
        Assert.Contains("已阅 1 人", head.Text, StringComparison.Ordinal);
        Assert.Contains("马丽", head.Text, StringComparison.Ordinal);
        await clerk.Open("/cases/new");
        clerk.Fill("联系电话", "13912345611").Fill("客户姓名", "裴先生").Fill("渠道", "hotline").Fill("类别", "enquiry").Fill("诉求内容", "房子买了，燃气怎么过户").Tick("本岗位");
        await clerk.Press("登记");
        Assert.EndsWith("/registered", clerk.Path);
        Assert.Contains("从今天起过户先在公众号预约", clerk.Text, StringComparison.Ordinal);

        var ops = await site.As("qian");
        await ops.Open("/announcements/new?kind=emergency");
        await ops.Fill("标题", "北苑抢修").Fill("对客户怎么说（口径）", "正在抢修，先关好阀门").Fill("客户的说法", "漏气").Fill("影响范围", "北苑小区").Fill("预计恢复时间", "2026-03-05T18:00").Press("发布");
        Assert.Contains("已发布", ops.Flash, StringComparison.Ordinal);
        await clerk.Open("/cases/new");
        clerk.Fill("联系电话", "13912345612").Fill("客户姓名", "汪女士").Fill("渠道", "hotline").Fill("类别", "repair").Fill("诉求内容", "楼下好像漏气").Fill("地址", "北苑小区2号楼").Tick("本岗位");
        await clerk.Press("登记");
        Assert.Matches("预计 .*18:00 恢复", clerk.Text);
    }
}
