using Shouwen.Packs;
using Shouwen.Tests.Cases;
using Xunit;

namespace Shouwen.Tests.Packs;

/// <summary>What is said before two packs are put in force together: where they differ, and whose word holds.</summary>
public class ConflictTests
{
    private static string Said(string first, string second) =>
        string.Join("\n", ConflictCheck.Of([Story.Pack("one", first), Story.Pack("two", second)]).Select(conflict => $"{conflict.About} {conflict.Wins?.Pack ?? "both"} {conflict.Example}"));

    private const string Tells = "duties:\n  - {duty: inform, bearer: handler, from: resolve, within: {working-days: 1}, clause: 一}";
    private const string TellsLater = "duties:\n  - {duty: inform, bearer: handler, from: [resolve, explain], within: {working-days: 3}, clause: 二}";
    private const string Silent = "gates:\n  - {act: inform, if: {flag: media}, never: true, code: silence, clause: 三}";
    private const string Asked = "ownership:\n  - {as: first-contact, who: first-asked, clause: 一}";
    private const string OnDuty = "ownership:\n  - {as: first-contact, who: on-duty, if: {channel: [hotline, phone]}, clause: 一}";

    [Theory]
    [InlineData(Tells, TellsLater, "义务 inform both ")]
    [InlineData(Tells, Tells, "")]
    [InlineData(Tells, Silent, "行为 inform one ")]
    [InlineData(Silent, Tells, "行为 inform one ")]
    [InlineData(Asked, OnDuty, "位置 first-contact one channel: hotline")]
    [InlineData("applies:\n  - {channels: [letter], clause: 一}\n" + Asked, OnDuty, "")]
    [InlineData(Asked, Asked, "")]
    [InlineData("rights:\n  - {who: handler, may: [forward], if: {scope: other-unit}, clause: 一}", "gates:\n  - {act: [forward], only: customer-service, code: only-service, clause: 一}", "行为 forward one scope: other-unit")]
    [InlineData("gates:\n  - {act: [forward], only: handler, code: only-handler, clause: 一}", "rights:\n  - {who: handler, may: [forward], clause: 一}", "")]
    [InlineData("visibility:\n  - {what: misroute, to: customer, show: true, clause: 一}", "visibility:\n  - {what: misroute, to: customer, show: false, clause: 一}", "可见 misroute one ")]
    [InlineData("retention:\n  - {what: work-order, years: 3, clause: 一}", "retention:\n  - {what: work-order, years: 5, clause: 一}", "保存 work-order two ")]
    public void Two_packs_that_differ_are_told_with_the_one_that_wins(string first, string second, string expected) => Assert.Equal(expected, Said(first, second));

    [Fact]
    public void Who_wins_on_paper_wins_in_the_case()
    {
        var (tells, silent) = (Story.Pack("one", Tells), Story.Pack("two", Silent));
        var media = new { flags = new[] { "media" } };
        new Story(tells, silent).Call(media).Does("li", "resolve", new { result = "好" }).Does("li", "inform", new { reply = "好" });
        new Story(silent, tells).Call(media).Does("li", "resolve", new { result = "好" }).Refused("li", "inform", "silence", new { reply = "好" });
    }

    [Fact]
    public void The_shipped_notice_and_its_four_packs_are_settled_by_their_order()
    {
        var packs = InForce.Of(["shangzhi-cover"], id => Shipped.Packs.GetValueOrDefault(id));
        Assert.Equal(5, packs.Count);
        Assert.NotEmpty(ConflictCheck.Of(packs));
        Assert.All(ConflictCheck.Of(packs), conflict => Assert.NotSame(conflict.Second, conflict.Wins));
    }

    [Theory]
    [InlineData("ledgers:\n  - {ledger: fund, in: [cash-fine], out: [demerit], clause: 一}", "demerit")]
    [InlineData("words:\n  - {word: calls, is: channel-class, says: 电话, of: [phone], clause: 一}", "calls")]
    public void What_nothing_feeds_or_uses_is_said(string sections, string about) =>
        Assert.Contains(PackChecker.Check([Story.Pack("odd", sections)]), problem => problem.Severity != Severity.Error && problem.Reason.Contains(about, StringComparison.Ordinal));
}
