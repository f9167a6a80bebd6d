using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>考核等级: who grades whom for which period, and how a grade is changed.</summary>
public class GradingTests
{
    private static Pack Measures { get; } = Story.Pack("measures", """
        ledgers:
          - {ledger: annual-performance, in: [rate], period: year, clause: 一}
          - {ledger: monthly-performance, in: [rate], period: month, clause: 二}
        """);

    private static readonly Story Now = new Story(Measures).At("2026-03-20T09:00");

    private static Decision Rate(Matter before, string by, string person, string period, string? grade, string? reason = null) =>
        Deciding.Do(Now.Regime, before, new Act("rate", by, Now.Now, Fields.Of(new { person, period, grade, reason })), []);

    private static Matter Fresh(string person = "sun", string period = "2026-03") => new(Grading.Key(person, Period.Read(period)!.Value));

    private static string Codes(Decision decision) => string.Join(", ", ((Decision.Refused)decision).Refusals.Select(refusal => refusal.Code));

    [Fact]
    public void Head_leader_and_personnel_grade_and_nobody_else()
    {
        foreach (var by in (string[])["qian", "wang", "gu"]) Assert.IsType<Decision.Accepted>(Rate(Fresh(), by, "sun", "2026-03", "B"));
        foreach (var by in (string[])["zhou", "zhao", "he"]) Assert.Equal("not-superior", Codes(Rate(Fresh(), by, "sun", "2026-03", "B")));
        Assert.Equal("own-matter", Codes(Rate(Fresh("qian"), "qian", "qian", "2026-03", "A")));
        Assert.Equal("own-matter", Codes(Rate(Fresh("gu"), "gu", "gu", "2026-03", "A")));
    }

    [Fact]
    public void A_grade_is_of_the_scale_and_of_a_month_or_quarter_that_has_begun()
    {
        Assert.Equal("unknown-grade", Codes(Rate(Fresh(), "qian", "sun", "2026-03", "优")));
        Assert.Equal("field-missing", Codes(Rate(Fresh(), "qian", "sun", "2026-03", null)));
        Assert.Equal("too-early", Codes(Rate(Fresh(period: "2026-04"), "qian", "sun", "2026-04", "A")));
        Assert.Equal("bad-period", Codes(Rate(Fresh(period: "2026"), "qian", "sun", "2026", "A")));
        Assert.Equal("bad-period", Codes(Rate(Fresh(), "qian", "sun", "2026-02", "A")));
        Assert.IsType<Decision.Accepted>(Rate(Fresh(period: "2026-Q1"), "qian", "sun", "2026-Q1", "qualified"));
    }

    [Fact]
    public void A_grade_is_changed_with_a_reason_and_the_ledgers_keep_both()
    {
        var given = Assert.IsType<Decision.Accepted>(Rate(Fresh(), "qian", "sun", "2026-03", "A"));
        Assert.Equal(["sun"], Assert.Single(given.Events.OfType<Notified>()).People);
        Assert.Equal([("annual-performance", "rate:A", "2026"), ("monthly-performance", "rate:A", "2026-03")], given.Events.OfType<Posted>().Select(posted => (posted.Ledger, posted.Entry, posted.Period)));
        Assert.Equal("same-grade", Codes(Rate(given.Matter, "qian", "sun", "2026-03", "A", "x")));
        Assert.Equal("field-missing", Codes(Rate(given.Matter, "qian", "sun", "2026-03", "C")));
        var changed = Assert.IsType<Decision.Accepted>(Rate(given.Matter, "gu", "sun", "2026-03", "C", "查实有效投诉"));
        Assert.Equal([("rate:A", true), ("rate:A", true), ("rate:C", false), ("rate:C", false)], changed.Events.OfType<Posted>().Select(posted => (posted.Entry, posted.Reverses == true)));
        Assert.Equal(["rate:C", "rate:C"], Executing.Standing(changed.Matter).Select(posted => posted.Entry));
        Assert.Equal("C", Grading.Of(changed.Matter)!.With.Text("grade"));
        var again = Assert.IsType<Decision.Accepted>(Rate(changed.Matter, "gu", "sun", "2026-03", "B", "复核"));
        Assert.Equal(2, again.Events.OfType<Posted>().Count(posted => posted is { Entry: "rate:C", Reverses: true }));
    }

    [Fact]
    public void Nothing_but_a_grade_is_done_to_it() =>
        Assert.Contains("wrong-matter", Codes(Deciding.Do(Now.Regime, Fresh(), new Act("publish", "qian", Now.Now, Fields.None), [])));
}
