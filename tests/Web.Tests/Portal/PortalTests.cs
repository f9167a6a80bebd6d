using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Portal;

public partial class PortalTests(RuledSite site) : IClassFixture<RuledSite>
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="[^"]*" ?/?>""")]
    private static partial Regex Token();

    [Fact]
    public async Task A_customer_asks_and_reads_number_code_promise_and_who_answers()
    {
        var (visitor, row) = await Ask("127.0.0.11", "厨房闻到燃气味", photo: true);
        Assert.Equal($"/portal/{row.Number}", visitor.Path);
        Assert.Contains(row.Code, visitor.Text);
        Assert.Contains("首问责任人周洁", visitor.Text);
        Assert.Contains("我们会在今天 14:00 前把您的事交给承办部门", visitor.Text);
        Assert.Contains("已受理", visitor.Text);
        Assert.Contains("139****5678", visitor.Text);
        Assert.DoesNotContain("13912345678", visitor.Page.DocumentElement.OuterHtml);
        Assert.Contains("表.png", visitor.Text);
        Assert.Equal(("website", "zhou", "unclear"), (row.Channel, row.FirstContactId, row.Scope));

        await visitor.Open(visitor.Path);
        Assert.DoesNotContain(row.Code, visitor.Page.DocumentElement.OuterHtml);
    }

    [Fact]
    public async Task Number_and_code_open_it_elsewhere_as_typed_or_as_a_printed_link()
    {
        var (_, row) = await Ask("127.0.0.12", "路灯杆旁的阀门井盖松了");
        var visitor = site.Visitor("127.0.0.13");
        await visitor.Open("/portal/follow");
        visitor.Fill("编号", $" {row.Number} ").Fill("查询码", row.Code.ToLowerInvariant());
        await visitor.Press("查看");
        Assert.Equal(($"/portal/{row.Number}", $"诉求 {row.Number}"), (visitor.Path, visitor.Title));

        var printed = site.Visitor("127.0.0.13");
        await printed.Open($"/p/{row.Number}/{row.Code}");
        Assert.Equal($"/portal/{row.Number}", printed.Path);
    }

    [Fact]
    public async Task A_wrong_code_and_an_unknown_number_get_the_very_same_answer()
    {
        var next = await NextNumber();
        var before = await Try("127.0.0.14", next, "AAAAAAAA");
        var (_, row) = await Ask("127.0.0.14", "发票什么时候能开");
        Assert.Equal(next, row.Number);
        var after = await Try("127.0.0.14", next, "AAAAAAAA");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, before.Status);
        Assert.Contains("编号或查询码不对", before.Body);
        Assert.Equal(before, after);

        var link = site.Visitor("127.0.0.14");
        await link.Open($"/p/{row.Number}/AAAAAAAA");
        var known = (link.Status, Token().Replace(link.Page.DocumentElement.OuterHtml, "").Replace($"value=\"{row.Number}\"", "N"));
        await link.Open("/p/20200101-0001/AAAAAAAA");
        Assert.Equal(known, (link.Status, Token().Replace(link.Page.DocumentElement.OuterHtml, "").Replace("value=\"20200101-0001\"", "N")));
    }

    [Fact]
    public async Task Without_having_shown_the_code_a_number_opens_nothing()
    {
        var (_, row) = await Ask("127.0.0.15", "想问过户要带什么");
        var stranger = site.Visitor("127.0.0.16");
        await stranger.Open($"/portal/{row.Number}");
        var known = stranger.Path.Replace(row.Number, "N");
        Assert.StartsWith("/portal/follow", known);
        await stranger.Open("/portal/20200101-0001");
        Assert.Equal(known, stranger.Path.Replace("20200101-0001", "N"));
    }

    [Fact]
    public async Task Ten_tries_a_minute_from_one_address_and_another_address_is_not_held_back()
    {
        (HttpStatusCode Status, string Body) last = default;
        for (var i = 0; i < 11; i++) last = await Try("127.0.0.17", "20200101-0001", "AAAAAAAA");
        Assert.Equal(HttpStatusCode.TooManyRequests, last.Status);
        Assert.Contains("试得太频繁了", last.Body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Try("127.0.0.18", "20200101-0001", "AAAAAAAA")).Status);
    }

    [Fact]
    public async Task Five_registrations_and_then_a_pause_with_the_text_kept()
    {
        var visitor = site.Visitor("127.0.0.19");
        for (var i = 0; i < 5; i++)
        {
            await visitor.Open("/portal");
            visitor.Fill("您的事情", $"第 {i} 件");
            await visitor.Press("提交");
            Assert.StartsWith("/portal/2", visitor.Path);
        }
        await visitor.Open("/portal");
        visitor.Fill("您的事情", "第六件");
        await visitor.Press("提交");
        Assert.Equal((HttpStatusCode.TooManyRequests, "第六件"), (visitor.Status, visitor.Value("您的事情")));
        Assert.Contains("请过十分钟再试", visitor.Text);
    }

    [Fact]
    public async Task What_is_missing_or_too_large_or_typed_by_a_machine_is_said_and_nothing_is_registered()
    {
        var count = await site.Db(db => db.Cases.CountAsync(one => one.CustomerName == "何先生"));
        var visitor = site.Visitor("127.0.0.20");
        await visitor.Open("/portal");
        visitor.Fill("怎么称呼您", "何先生").Fill("电话", "打我手机").Attach("附件", "大.png", [.. Png, .. new byte[20 * 1024 * 1024]]);
        await visitor.Press("提交");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        Assert.Equal(("请写下您的事情", "电话只能是数字", "何先生"), (visitor.Error("您的事情"), visitor.Error("电话"), visitor.Value("怎么称呼您")));
        Assert.Contains("每个附件最大 10 MB", visitor.Error("附件"));

        visitor.Fill("您的事情", "买药吗").Fill("电话", "").Fill("请不要填这一栏", "https://example.org");
        await visitor.Press("提交");
        Assert.Contains("没有收下", visitor.Text);
        Assert.Equal(count, await site.Db(db => db.Cases.CountAsync(one => one.CustomerName == "何先生")));
    }

    [Fact]
    public async Task Once_told_the_customer_rates_and_a_dissatisfied_one_says_why_and_gets_it_redone()
    {
        var (visitor, row) = await Ask("127.0.0.21", "燃气表不走字");
        Assert.DoesNotContain("您满意吗", visitor.Text);
        await site.Do(row.Number, "answer", "zhou", new { reply = "今天下午师傅上门更换" });
        await visitor.Open(visitor.Path);
        Assert.Contains("已答复", visitor.Text);
        Assert.Contains("今天下午师傅上门更换", visitor.Text);

        await visitor.Press("提交评价");
        Assert.Contains("请选择满意、基本满意或不满意", visitor.Text);
        visitor.Tick("不满意").Fill("想说的话", "没人来");
        await visitor.Press("提交评价");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "没人来"), (visitor.Status, visitor.Value("想说的话")));
        Assert.Contains("请选择不满意的原因", visitor.Error("不满意的原因"));
        visitor.Fill("不满意的原因", "事情没有办好");
        await visitor.Press("提交评价");
        Assert.Contains("我们会重新办理", visitor.Flash);
        Assert.Contains("您的评价：不满意", visitor.Text);
        Assert.DoesNotContain("提交评价", visitor.Text);
        var now = await site.Db(db => db.Cases.AsNoTracking().SingleAsync(one => one.Id == row.Id));
        Assert.Equal(("redo", false, 2), (now.Status, now.Satisfied, now.Round));
    }

    [Fact]
    public async Task The_portal_says_nothing_of_the_inner_work_and_has_no_staff_menu()
    {
        var (visitor, row) = await Ask("127.0.0.22", "小区调压箱有响声");
        await site.Do(row.Number, "transfer", "zhou", new { unit = "u03", reason = "属运行部，请钱伟安排" });
        await visitor.Open(visitor.Path);
        Assert.DoesNotContain("钱伟", visitor.Text);
        Assert.Empty(visitor.All(".menu"));
    }

    private async Task<(Visitor Visitor, CaseRow Row)> Ask(string from, string content, bool photo = false)
    {
        var visitor = site.Visitor(from);
        await visitor.Open("/portal");
        visitor.Fill("您的事情", content).Fill("属于哪一类", "报修").Fill("怎么称呼您", "陈女士").Fill("电话", "139 1234 5678");
        if (photo) visitor.Attach("附件", "表.png", Png);
        await visitor.Press("提交");
        Assert.True(visitor.Status == HttpStatusCode.OK, visitor.Text);
        return (visitor, await site.Db(db => db.Cases.AsNoTracking().SingleAsync(one => one.Content == content)));
    }

    private async Task<(HttpStatusCode Status, string Body)> Try(string from, string number, string code)
    {
        var visitor = site.Visitor(from);
        await visitor.Open("/portal/follow");
        visitor.Fill("编号", number).Fill("查询码", code);
        await visitor.Press("查看");
        return (visitor.Status, Token().Replace(visitor.Page.DocumentElement.OuterHtml, ""));
    }

    private Task<string> NextNumber() => site.Db(async db =>
    {
        var last = await db.Cases.OrderByDescending(one => one.Key).Select(one => one.Number).FirstOrDefaultAsync();
        return last is null ? "20260304-0001" : $"20260304-{int.Parse(last[9..]) + 1:0000}";
    });
}
