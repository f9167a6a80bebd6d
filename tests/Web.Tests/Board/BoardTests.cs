using System.Net;
using Shouwen.Tests.Cases;
using Xunit;

namespace Shouwen.Tests.Board;

public class BoardTests(WorldSite site) : IClassFixture<WorldSite>
{
    [Fact]
    public async Task Every_figure_opens_the_list_it_counts()
    {
        await site.Called(content: "燃气表不走字");
        var waiting = await site.Called(content: "阀门关不严");
        await site.Did(waiting, "transfer", "li", new { unit = Requests.Ops, reason = "需检修" });
        var bounced = await site.Called(content: "想开通燃气");
        await site.Did(bounced, "transfer", "li", new { unit = Requests.Ops, reason = "需检修" });
        await site.Did(bounced, "return", "qian", new { opinion = "属市场部" });
        var taken = await site.Called(content: "报警器一直响");
        await site.Did(taken, "transfer", "li", new { unit = Requests.Ops, reason = "需检修" });
        await site.Did(taken, "take-over", "sun", new { });
        await site.Did(taken, "urge", "li", new { text = "客户又来电了" });
        await site.Did(taken, "complain-of-unit", "zhao", new { unit = Requests.Ops, reason = "接手后没人联系" });

        foreach (var account in new[] { "zhao", "qian", "deng" })
        {
            var head = await site.As(account);
            await head.Open("/board");
            var figures = head.Page.QuerySelectorAll(".figure, .bars a").Select(a => (Path: a.GetAttribute("href")!, Text: a.TextContent, Count: Number(a))).ToList();
            Assert.True(figures.Count >= 7, $"{account}: {figures.Count} figures");
            foreach (var figure in figures)
            {
                await head.Open(figure.Path);
                Assert.True(figure.Count == head.All(".case-line").Count, $"{account}: {figure.Path} says {figure.Count}, lists {head.All(".case-line").Count}");
            }
        }
        var zhao = await site.As("zhao");
        await zhao.Open("/board");
        string Figure(string name) => zhao.All(".figure").Single(text => text.StartsWith(name, StringComparison.Ordinal));
        Assert.StartsWith("没人接手 1", Figure("没人接手"), StringComparison.Ordinal);
        Assert.StartsWith("被催办 1", Figure("被催办"), StringComparison.Ordinal);
        Assert.StartsWith("部门投诉 1", Figure("部门投诉"), StringComparison.Ordinal);
        Assert.StartsWith("退回过 1", Figure("退回过"), StringComparison.Ordinal);
        Assert.StartsWith("未办结 4", Figure("未办结"), StringComparison.Ordinal);
        Assert.Contains(zhao.All(".bars li"), bar => bar.StartsWith("孙强 1 件", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_board_is_for_those_who_answer_for_units()
    {
        var wu = await site.As("wu");
        Assert.DoesNotContain("部门看板", wu.All("nav a"));
        await wu.Open("/board");
        Assert.Equal(HttpStatusCode.Forbidden, wu.Status);
        Assert.Equal("没有权限", wu.Title);
    }

    private static int Number(AngleSharp.Dom.IElement link)
    {
        var text = (link.QuerySelector(".num") ?? link).TextContent;
        return int.Parse(new string([.. text.Where(char.IsAsciiDigit)]), System.Globalization.CultureInfo.InvariantCulture);
    }
}
