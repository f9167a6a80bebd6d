using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>From a breach, a verdict or a person's citation to the finding, its proposals, the decision of a person, and the ledger. No step is skipped.</summary>
public class AccountabilityTests
{
    private static Pack Measures { get; } = Story.Pack("measures", """
        duties:
          - {duty: transfer, bearer: first-contact, from: register, within: {working-hours: 2}, breach: {finding: delay}, clause: 一}
        findings:
          - {finding: delay, from: breached, against: handler, clause: 二}
          - {finding: manners, cites: [三], against: accused, clause: 三}
          - {finding: default, from: attribute, main: true, against: accused, clause: 二}
          - {finding: complaint, from: {when: determine, if: {verdict: valid}}, against: complained-unit, clause: 三}
        counts:
          - {count: demerits, of: sanction, if: {sanction: demerit}, by: person, clause: 二}
        consequences:
          - {if: {finding: delay}, propose: [criticism, {cash-fine: {from: 100, to: 200}}], choose: all, wording: must, against: accused, clause: 二}
          - {if: {finding: manners}, propose: [demerit], choose: one, wording: may, needs: [{holds: {verified: true}}], against: accused, clause: 三}
          - {if: {all: [{finding: manners}, {count: {demerits: {at-least: 2}}}]}, propose: [termination], choose: one, wording: may, against: accused, clause: 三}
          - {weigh: lighter-or-none, factors: [二], clause: 二}
          - {if: {against: unit}, deduct: 2, clause: 三}
        ledgers:
          - {ledger: fund, in: [cash-fine], out: [reward], clause: 三}
          - {ledger: wages, in: [cash-fine, reward], period: month, clause: 三}
        """);

    private static Story Late() => new Story(Measures).Call().At("2026-03-03T14:30");
    private static object Both(int fine) => new { sanctions = new object[] { "criticism", new Dictionary<string, int> { ["cash-fine"] = fine } } };

    [Fact]
    public void A_breach_opens_a_finding_and_nothing_else() => Late()
        .Expect("findings: [{against: li, duty: transfer, kind: delay, clause: 二, main: false}], proposals: [{person: li, sanction: criticism, wording: must}, {sanction: cash-fine, amount: 150}], wages: [], fund: 0, handler: li");

    [Fact]
    public void A_person_decides_and_only_what_was_approved_is_executed_and_posted() => Late()
        .Refused("gu", "execute", "not-approved", Both(150)).Refused("li", "approve", "own-matter", Both(150)).Refused("sun", "approve", "not-approver", Both(150))
        .Does("gu", "verify", new { finding = "x", ok = true }).Does("gu", "propose", Both(150)).Does("zhao", "approve", Both(150))
        .Refused("zhao", "execute", "not-judge", Both(150)).Refused("gu", "execute", "not-approved", Both(200)).Expect("fund: 0")
        .Does("gu", "execute", Both(150)).Expect("fund: 150, wages: [{person: li, month: 2026-03, amount: -150}]")
        .Refused("gu", "execute", "finding-ended", Both(150));

    [Theory]
    [InlineData("{}", "field-missing")]
    [InlineData("{\"sanctions\":[\"demotion\"]}", "not-proposed")]
    [InlineData("{\"sanctions\":[\"criticism\",{\"cash-fine\":300}]}", "not-proposed")]
    [InlineData("{\"sanctions\":[\"criticism\",{\"cash-fine\":-150}]}", "bad-amount, not-proposed")]
    [InlineData("{\"sanctions\":[\"criticism\",\"cash-fine\"]}", "not-proposed")]
    [InlineData("{\"sanctions\":[\"criticism\"]}", "all-together")]
    [InlineData("{\"sanctions\":[7]}", "not-proposed")]
    [InlineData("{\"sanctions\":{\"cash-fine\":\"ten\"}}", "not-proposed, all-together")]
    public void Only_what_the_clause_allows_may_be_approved(string with, string codes) => Late().Refused("zhao", "approve", codes, Fields.Parse(with));

    [Fact]
    public void Weighing_lifts_what_goes_together_and_a_finding_that_does_not_hold_costs_nothing()
    {
        Late().Does("gu", "weigh", new { factors = new[] { "二" } }).Does("zhao", "approve", new { sanctions = new[] { "criticism" } });
        Late().Does("gu", "verify", new { finding = "x", ok = false }).Expect("no-proposals: []").Refused("zhao", "approve", "finding-ended", Both(150));
    }

    [Fact]
    public void A_person_opens_a_finding_by_citing_a_clause_that_allows_it()
    {
        var story = new Story(Measures).At("2026-03-03T09:00")
            .Refused("sun", "open-finding", "not-judge", new { against = "li", clause = "三" }).Refused("gu", "open-finding", "clause-unknown", new { against = "li", clause = "九" })
            .Refused("gu", "open-finding", "unknown-person", new { against = "nobody", clause = "三" }).Refused("gu", "open-finding", "clause-unknown", new { against = "li", clause = "三", kind = "theft" })
            .Does("gu", "open-finding", new { against = "li", clause = "三", kind = "manners" }).Expect("findings: [{against: li, kind: manners, clause: 三}], proposals: [{person: li, sanction: demerit, wording: may}]")
            .Refused("zhao", "approve", "not-verified", new { sanctions = new[] { "demerit" } }).Does("gu", "verify", new { finding = "x" }).Does("zhao", "approve", new { sanctions = new[] { "demerit" } });
        Assert.Equal("approved", story.Finding.Status);
    }

    [Fact]
    public void The_second_of_its_kind_may_cost_more()
    {
        var story = new Story(Measures).At("2026-03-03T09:00");
        for (var time = 1; time <= 2; time++)
            story.Does("gu", "open-finding", new { finding = $"F{time}", against = "li", clause = "三", kind = "manners" }).Expect($"finding: F{time}, no-proposals: [{{sanction: termination}}]").Does("gu", "verify", new { finding = $"F{time}" })
                .Does("zhao", "approve", new { finding = $"F{time}", sanctions = new[] { "demerit" } }).Does("gu", "execute", new { finding = $"F{time}", sanctions = new[] { "demerit" } });
        story.Does("gu", "open-finding", new { finding = "F3", against = "li", clause = "三", kind = "manners" }).Expect("finding: F3, proposals: [{sanction: termination}], counts: {demerits: {li: 2, liu: 0}}")
            .Does("gu", "open-finding", new { finding = "F4", against = "liu", clause = "三", kind = "manners" }).Expect("finding: F4, no-proposals: [{sanction: termination}]");
    }

    [Fact]
    public void Findings_against_a_person_count_up_to_the_one_judged_and_dismissed_ones_not()
    {
        var pack = Story.Pack("twice", """
            findings:
              - {finding: manners, cites: [三], against: accused, clause: 三}
            counts:
              - {count: failings, of: open-finding, by: person, clause: 三}
            consequences:
              - {if: {count: {failings: {at-least: 2}}}, propose: [demerit], wording: must, against: accused, clause: 三}
            """);
        new Story(pack).At("2026-03-03T09:00").Does("gu", "open-finding", new { finding = "F1", against = "li", clause = "三" })
            .At("2026-03-03T09:10").Does("gu", "open-finding", new { finding = "F2", against = "li", clause = "三" }).Expect("finding: F2, proposals: [{person: li, sanction: demerit}], counts: {failings: {li: 2, gu: 0}}")
            .Expect("finding: F1, no-proposals: []")
            .Does("gu", "verify", new { finding = "F1", ok = false }).Expect("finding: F2, no-proposals: [], counts: {failings: {li: 1}}");
    }

    [Fact]
    public void What_an_execution_makes_somebody_owe_can_be_done_after_it()
    {
        var pack = Story.Pack("told", """
            duties:
              - {duty: inform, bearer: {head: accused-unit}, owed-to: customer, from: execute, clause: 二}
            findings:
              - {finding: manners, cites: [三], against: accused, clause: 三}
            consequences:
              - {if: {finding: manners}, propose: [criticism], wording: must, against: accused, clause: 三}
            """);
        var criticism = new { sanctions = new[] { "criticism" } };
        new Story(pack).At("2026-03-03T09:00").Does("gu", "open-finding", new { finding = "F", against = "li", clause = "三" })
            .Does("zhao", "approve", criticism).Does("gu", "execute", criticism).Expect("finding: F, duties: [{duty: inform, bearer: zhao, state: open}]")
            .Refused("qian", "inform", "finding-ended", new { finding = "F", reply = "已批评" }).Does("zhao", "inform", new { finding = "F", reply = "已批评" })
            .Expect("finding: F, duties: [{duty: inform, bearer: zhao, state: met}]").Refused("zhao", "inform", "finding-ended", new { finding = "F", reply = "再告知" });
    }

    [Fact]
    public void What_is_owed_to_the_superior_of_the_one_sought_climbs_with_everybody_sought_in_vain()
    {
        var pack = Story.Pack("climb", "duties:\n  - {duty: escalate, bearer: first-contact, owed-to: {superior: wanted}, from: mark-unreachable, waived-by: [mark-unreachable], clause: 一}");
        new Story(pack).Call().Does("li", "mark-unreachable", new { person = "sun" }).Expect("duties: [{duty: escalate, owed-to: qian, state: open}]")
            .Does("li", "mark-unreachable", new { person = "qian" }).Expect("duties: [{duty: escalate, owed-to: qian, state: waived}, {duty: escalate, owed-to: wang, state: open}]");
    }

    [Fact]
    public void An_attribution_puts_main_responsibility_on_one_link_and_a_valid_verdict_on_the_unit()
    {
        new Story(Measures).Call().Does("li", "transfer", new { unit = "ops" }).Does("sun", "take-over").Does("li", "attribute", new { to = "sun", reason = "未处理" }).Expect("findings: [{against: sun, main: true, kind: default}]");
        new Story(Measures).Call(new { kind = "complaint", complainee = "sun" }).Refused("sun", "determine", "not-supervision", new { verdict = "valid" })
            .Does("he", "determine", new { verdict = "invalid" }).Expect("no-findings: []").Does("he", "determine", new { verdict = "valid", grounds = "录音证实" })
            .Expect("findings: [{against: ops, kind: complaint}], deductions: [{unit: ops, percent: 2, state: proposed}, {total: 2}]");
    }

    [Fact]
    public void Two_findings_of_one_act_are_two()
    {
        var pack = Story.Pack("twice", "findings:\n  - {finding: a, from: determine, against: complained-unit, clause: 一}\n  - {finding: b, from: determine, against: handler, clause: 二}");
        var story = new Story(pack).Call().Does("he", "determine", new { verdict = "valid" }).Expect("findings: [{kind: a, against: ops}, {kind: b, against: li}]");
        Assert.Equal(2, story.Case.Findings.Distinct().Count());
    }

    [Fact]
    public void A_reward_is_paid_from_what_the_fund_holds_to_somebody_else_and_never_negative()
    {
        Late().Does("zhao", "approve", Both(200)).Does("gu", "execute", Both(200)).Expect("fund: 200")
            .Refused("gu", "reward", "fund-short", new { person = "sun", amount = 300, deed = "抢修" }).Refused("gu", "reward", "bad-amount", new { person = "sun", amount = -100, deed = "抢修" })
            .Refused("gu", "reward", "own-matter", new { person = "gu", amount = 100, deed = "抢修" })
            .Does("gu", "reward", new { person = "sun", amount = 150, deed = "抢修" }).Expect("fund: 50, wages: [{person: sun, month: 2026-03, amount: 150}, {person: li, amount: -200}]")
            .Does("gu", "reward", new { person = "sun", deed = "抢修" }).Expect("fund: 50");
    }

    [Fact]
    public void Counts_every_organisation_has() => new Story().Call().Does("li", "transfer", new { unit = "ops" }).Does("li", "urge").Does("qian", "return", new { opinion = "不归我部" }).Does("li", "escalate", new { to = "wang" })
        .Expect("counts: {urges: {ops: 1, lab: 0}, returns: {ops: 1, front: 0}, escalations: {front: 1, ops: 0}}, notified: [wang]");

    [Fact]
    public void A_matter_without_a_chain_takes_no_act_of_the_chain()
    {
        var story = Late();
        foreach (var act in (string[])["take-over", "return", "callback", "close", "resume"])
            story.Refused("gu", act, "wrong-matter", new { finding = "x", rating = "satisfied", person = "sun" });
    }

    [Fact]
    public void The_platform_itself_decides_nothing_about_people()
    {
        Late().Refused("system", "approve", "not-for-system", Both(150));
        new Story().Call().Does("li", "transfer", new { unit = "ops" }).Refused("system", "take-over", "not-for-system");
    }

    [Fact]
    public void Proposals_are_the_same_whatever_the_order_of_other_matters()
    {
        var story = Late();
        Assert.Equal(Accountability.Proposals.Of(story.Regime, story.Finding, []), Accountability.Proposals.Of(story.Regime, story.Finding, [.. story.Matters.Reverse()]));
    }
}
