using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>认定改变: what becomes of a finding when the verdict it followed from gives way to another.</summary>
public class OverrulingTests
{
    private static Pack Measures { get; } = Story.Pack("measures", """
        findings:
          - {finding: valid-complaint, from: determine, if: {verdict: valid, not: {severity: major}}, against: complained-unit, clause: 一}
          - {finding: valid-complaint, from: determine, if: {verdict: valid, severity: major}, against: complained-unit, clause: 二}
          - {finding: manners, cites: [三], against: accused, clause: 三}
        consequences:
          - {if: {finding: valid-complaint, not: {severity: major}}, against: complained-unit, deduct: 2, clause: 一}
          - {if: {finding: valid-complaint, severity: major}, against: complained-unit, deduct: 5, clause: 二}
        ledgers:
          - {ledger: deductions, in: [deduct], period: year, clause: 一}
        """);

    private static readonly object Invalid = new { verdict = "invalid", reason = "unsubstantiated", grounds = "录音与所说不符" };
    private static readonly object Major = new { verdict = "valid", severity = "major", grounds = "上级督办" };

    /// <summary>A complaint of Sun found valid, with the finding against operations that followed.</summary>
    private static Story Judged() => Story.With("{house/appeal-within: {working-days: 5}}", Measures).Call(new { kind = "complaint", complainee = "sun" })
        .Does("he", "determine", new { verdict = "valid", severity = "ordinary" });

    private static Matter First(Story story) => story.Matters.First(matter => matter.Key.Kind == MatterKind.Finding);

    private static readonly object F = new { finding = "F" };

    [Fact]
    public void What_was_approved_is_void_and_the_office_and_the_accused_are_told()
    {
        var story = Judged().Does("gu", "verify", F).Does("wang", "approve", F).At("2026-03-04T09:00").Does("he", "determine", Invalid).Expect("notified: [qian, gu]");
        var finding = First(story);
        Assert.Equal("opened", finding.Status);
        Assert.Equal(("ordinary", "unsubstantiated", Act.System), (finding.Last(Overruling.Act)!.With.Text("was"), finding.Last(Overruling.Act)!.With.Text("becomes"), finding.Last(Overruling.Act)!.By));
        Assert.Null(Hearing.Approval(finding));
        story.Refused("gu", "execute", "verdict-changed", F).Refused("wang", "approve", "verdict-changed", F).Refused("gu", "propose", "verdict-changed", F).Refused("gu", "verdict-changed", "not-by-hand", F)
            .Does("gu", "verify", new { finding = "F", ok = false });
        Assert.Equal("dismissed", First(story).Status);
        Assert.Empty(Executing.Standing(First(story)));
    }

    [Fact]
    public void The_office_may_find_that_it_stands_all_the_same()
    {
        var story = Judged().Does("gu", "verify", F).At("2026-03-04T09:00").Does("he", "determine", Invalid).Does("gu", "verify", F);
        Assert.Null(Overruling.Open(First(story)));
        story.Does("wang", "approve", F).Does("gu", "execute", F);
        Assert.Equal("executed", First(story).Status);
    }

    [Fact]
    public void What_was_executed_stands_until_a_person_reverses_it()
    {
        var story = Judged().Does("gu", "verify", F).Does("wang", "approve", F).Does("gu", "execute", F).At("2026-03-04T09:00").Does("he", "determine", Invalid);
        Assert.Equal(("executed", 200L), (First(story).Status, Executing.Standing(First(story)).Sum(posted => posted.Amount)));
        Assert.NotNull(Overruling.Open(First(story)));
        story.Does("gu", "reverse", new { finding = "F", reason = "认定已改为不属实" });
        Assert.Equal(0, First(story).Postings.Sum(posted => posted.Amount));
        story.Refused("wang", "approve", "verdict-changed", F).Does("gu", "verify", new { finding = "F", ok = false });
        Assert.Equal("dismissed", First(story).Status);
    }

    [Fact]
    public void A_graver_verdict_opens_another_finding_and_the_same_said_again_nothing()
    {
        var story = Judged().At("2026-03-04T09:00").Does("he", "determine", new { verdict = "valid", severity = "ordinary", grounds = "补充证据" });
        Assert.Null(First(story).Last(Overruling.Act));
        story.Does("he", "determine", Major);
        var findings = story.Matters.Where(matter => matter.Key.Kind == MatterKind.Finding).ToList();
        Assert.Equal(["一", "二"], findings.Select(finding => finding.Finding!.Clause));
        Assert.Equal([true, false], findings.Select(finding => Overruling.Open(finding) is not null));
        story.Does("he", "determine", new { verdict = "valid", severity = "major", grounds = "再补充" });
        Assert.Single(First(story).ActsNamed(Overruling.Act));
    }

    [Fact]
    public void While_the_verdict_is_under_review_nothing_is_approved_or_executed()
    {
        var story = Judged().Does("gu", "verify", F).Does("qian", "appeal", new { reason = "录音不全" }).Refused("wang", "approve", "verdict-in-doubt", F);
        Assert.True(Overruling.IsInDoubt(First(story), story.Case));
    }

    [Fact]
    public void A_finding_that_somebody_opened_by_a_clause_rests_on_no_verdict()
    {
        var story = Judged().Does("gu", "open-finding", new { finding = "G", against = "sun", clause = "三", @case = "A" }).At("2026-03-04T09:00").Does("he", "determine", Invalid);
        Assert.Null(story.Finding.Last(Overruling.Act));
    }
}
