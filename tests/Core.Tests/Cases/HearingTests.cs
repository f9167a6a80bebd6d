using Shouwen.Accountability;
using Shouwen.Duties;
using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>陈述、异议、整改、了结、冲销: what the platform asks of a finding beside the packs, and that an approval holds once.</summary>
public class HearingTests
{
    private static Pack Measures { get; } = Story.Pack("measures", """
        findings:
          - {finding: manners, cites: [三], against: accused, clause: 三}
        consequences:
          - {if: {finding: manners}, propose: [self-criticism, apology, {cash-fine: {from: 50, to: 200}}], choose: any, wording: must, against: accused, clause: 三}
          - {if: {against: unit}, deduct: 2, clause: 二}
        ledgers:
          - {ledger: fund, in: [cash-fine], out: [reward], clause: 三}
          - {ledger: wages, in: [cash-fine, reward], period: month, clause: 三}
          - {ledger: deductions, in: [deduct], period: year, clause: 二}
        """);

    private static readonly object Fine = new { sanctions = new object[] { new Dictionary<string, decimal> { ["cash-fine"] = 100.05m } } };
    private static readonly object Letter = new { sanctions = new object[] { "self-criticism" } };

    private static Story Opened(string set = "{}") => Story.With(set, Measures).At("2026-03-03T09:00").Does("gu", "open-finding", new { finding = "F", against = "li", clause = "三" });

    [Fact]
    public void Whoever_a_finding_is_against_is_told_answers_and_objects_and_nothing_is_decided_meanwhile()
    {
        var story = Opened().Expect("finding: F, notified: [li]").Refused("gu", "answer-finding", "not-accused", new { text = "x" }).Refused("li", "answer-finding", "field-missing")
            .Does("li", "answer-finding", new { text = "当天系统停了" }).Does("gu", "verify").Does("li", "object-finding", new { reason = "不是我接的电话" }).Expect("finding: F, notified: [gu]")
            .Refused("li", "object-finding", "already-objected", new { reason = "x" }).Refused("zhao", "approve", "objection-open", Fine).Refused("li", "decide-objection", "own-matter", new { ok = true, text = "x" })
            .Refused("sun", "decide-objection", "not-judge", new { ok = true, text = "x" });
        Assert.Equal(("decide-objection", DutyState.Open), (story.Finding.Duties[^1].Name, story.Finding.Duties[^1].State));
        story.Does("gu", "decide-objection", new { ok = true, text = "录音证实" });
        Assert.Equal(("opened", DutyState.Met), (story.Finding.Status, story.Finding.Duties[^1].State));
        story.Does("gu", "verify", new { ok = false }).Refused("gu", "decide-objection", "finding-ended", new { ok = true, text = "x" });
    }

    [Fact]
    public void One_proposal_is_approved_once()
    {
        var story = Opened().Does("zhao", "approve", Fine);
        foreach (var (by, act, with) in ((string, string, object?)[])[("zhao", "approve", Letter), ("gu", "verify", null), ("gu", "propose", Fine), ("gu", "classify", new { consequence = "none" })]) story.Refused(by, act, "already-approved", with);
        story.Does("li", "object-finding", new { reason = "太重" }).Refused("gu", "execute", "objection-open").Refused("zhao", "decide-objection", "own-matter", new { ok = true, text = "x" })
            .Does("gu", "decide-objection", new { ok = true, text = "情节较轻" }).Refused("gu", "execute", "not-approved").Does("zhao", "approve", Letter).Does("gu", "execute").Expect("fund: 0");
    }

    [Fact]
    public void Where_the_organisation_sets_a_window_nobody_is_judged_before_he_was_heard()
    {
        Opened("{house/finding-hearing: {working-days: 2}}").Refused("zhao", "approve", "not-heard", Fine).Does("li", "answer-finding", new { text = "属实" }).Does("zhao", "approve", Fine);
        Opened("{house/finding-hearing: {working-days: 2}}").At("2026-03-06T09:00").Does("zhao", "approve", Fine);
    }

    [Fact]
    public void What_was_asked_is_done_reviewed_and_only_then_the_finding_closed()
    {
        var story = Opened().Refused("gu", "close-finding", "not-executed").Does("zhao", "approve", Letter).Does("gu", "execute");
        Assert.Equal(("fulfil", "完成书面检查", Party.Person("li")), (story.Finding.Duties[^1].Name, story.Finding.Duties[^1].Text!, story.Finding.Duties[^1].Holder!.Value));
        story.Refused("gu", "close-finding", "not-fulfilled").Refused("gu", "fulfil", "not-accused", new { text = "x" }).Refused("gu", "review-fulfilment", "not-fulfilled", new { ok = true })
            .Does("li", "fulfil", new { text = "检查已交" }).Refused("li", "fulfil", "already-reported", new { text = "x" }).Does("gu", "review-fulfilment", new { ok = false, reason = "没有措施" });
        Assert.Equal([DutyState.Met, DutyState.Open], story.Finding.Duties.Select(duty => duty.State));
        story.Does("li", "fulfil", new { text = "补充了措施" }).Does("gu", "review-fulfilment", new { ok = true }).Refused("li", "fulfil", "nothing-to-fulfil", new { text = "x" }).Does("gu", "close-finding");
        Assert.Equal("closed", story.Finding.Status);
        story.Refused("li", "object-finding", "finding-ended", new { reason = "x" });
    }

    [Fact]
    public void A_mistake_is_reversed_with_the_other_sign_and_can_be_decided_anew()
    {
        var story = Opened().Does("zhao", "approve", Fine).Refused("gu", "reverse", "nothing-to-reverse", new { reason = "x" }).Does("gu", "execute").Expect("fund: 100.05, wages: [{person: li, amount: -100.05}]")
            .Refused("zhao", "reverse", "not-judge", new { reason = "x" }).Refused("gu", "reverse", "field-missing").Does("gu", "reverse", new { reason = "扣错了人" }).Expect("fund: 0");
        Assert.Equal([10005, -10005, -10005, 10005], story.Finding.Postings.Select(posted => posted.Amount));
        Assert.Equal("verified", story.Finding.Status);
        story.Refused("gu", "reverse", "nothing-to-reverse", new { reason = "x" }).Refused("gu", "execute", "not-approved").Does("zhao", "approve", Fine).Does("gu", "execute").Expect("fund: 100.05");
    }

    [Fact]
    public void What_was_paid_out_can_not_be_taken_back_from_the_fund()
    {
        Opened().Does("zhao", "approve", Fine).Does("gu", "execute").Refused("gu", "reward", "bad-amount", new { person = "sun", amount = 60.005, deed = "抢修" }).Does("gu", "reward", new { person = "sun", amount = 60.05, deed = "抢修" }).Expect("fund: 40")
            .Refused("gu", "reverse", "fund-short", new { finding = "F", reason = "扣错了人" });
    }

    [Fact]
    public void Nobody_of_the_unit_accused_judges_what_comes_after()
    {
        var story = Story.With("{}", Measures).At("2026-03-03T09:00").Does("gu", "open-finding", new { finding = "U", against = "unit:people", clause = "三" });
        story.Does("gu", "object-finding", new { reason = "x" }).Refused("gu", "decide-objection", "own-matter", new { ok = true, text = "x" });
        Assert.NotEqual(Party.Unit("people"), story.Finding.Duties[^1].Holder);
    }

    [Fact]
    public void Main_responsibility_lies_on_a_link_of_the_case_and_the_picture_of_then_is_frozen()
    {
        var story = new Story(Measures).Call().At("2026-03-03T09:10").Does("li", "transfer", new { @case = "A", unit = "ops" }).At("2026-03-03T09:20").Does("sun", "take-over", new { @case = "A" })
            .At("2026-03-03T10:00").Does("gu", "open-finding", new { finding = "F", against = "sun", clause = "三", @case = "A" }).At("2026-03-03T11:00").Does("sun", "transfer", new { @case = "A", unit = "lab" }).At("2026-03-03T11:10").Does("xu", "take-over", new { @case = "A" })
            .Refused("gu", "attribute", "not-a-link", new { finding = "F", to = "zhou" }).Does("gu", "attribute", new { finding = "F", to = "sun" });
        Assert.Equal(Party.Person("sun"), Attribution.Main(story.Finding));
        Assert.Equal(["xu"], story.Case.Chain.Holding.Holder is { Id: var now } ? [now] : []);
    }
}
