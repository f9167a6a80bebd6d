using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>The price of a finding: thresholds that an execution reaches, windows, factors, closed lists, grades, rankings, who approves.</summary>
public class ConsequenceTests
{
    private static Pack Prices { get; } = Story.Pack("prices", """
        findings:
          - {finding: manners, cites: [一], against: accused, clause: 一}
          - {finding: grave, cites: [二], against: accused, clause: 二}
          - {finding: complaint, from: {when: determine, if: {verdict: valid}}, against: complained-unit, clause: 三}
          - {finding: obstruction, from: obstruct, against: complained-unit, clause: 三}
        counts:
          - {count: demerits, of: sanction, if: {sanction: demerit}, by: person, window: {set: window}, clause: 一}
          - {count: times, of: open-finding, by: person, window: month, clause: 一}
        set:
          - {name: window, type: period, open: true, clause: 一, ask: 多久之内？}
          - {name: fine, type: amount, default: {from: 100, to: 200}, clause: 一, ask: 罚多少？}
        consequences:
          - {catalogue: [demerit, termination, expulsion, cash-fine, criticism, apology], closed: true, clause: 三}
          - {if: {finding: manners}, propose: [demerit, {cash-fine: {set: fine}}], choose: all, wording: must, against: accused, clause: 一}
          - {if: {finding: manners, count: {times: {at-least: 2}}}, propose: [apology], choose: one, wording: may, against: accused, clause: 一}
          - {if: {all: [{finding: manners}, {count: {demerits: {at-least: 2}}}]}, propose: [termination, expulsion], choose: one, wording: may, against: accused, clause: 二}
          - {if: {finding: grave}, propose: [criticism], choose: one, wording: must, approve: [{leader: accused-unit}], against: accused, clause: 二}
          - {if: {finding: complaint, causes: [attitude, delay]}, against: accused, rate: [C, D], period: [month], wording: must, clause: 三}
          - {if: {against: unit}, against: accused-unit, deduct: 2, wording: must, clause: 三}
          - {weigh: lighter-or-none, factors: [一①, 一②], clause: 一}
          - {weigh: heavier, factors: [二①], clause: 二}
          - {if: {rank: {at-most: 2}}, reward: [annual-merit, pay-grade-raise], wording: must, clause: 三}
        ledgers:
          - {ledger: fund, in: [cash-fine], out: [reward], clause: 三}
        """);

    private static readonly object Both = new { sanctions = new object[] { "demerit", new Dictionary<string, int> { ["cash-fine"] = 200 } } };
    private static object Labelled(string finding) => new { finding, sanctions = new object[] { "demerit", new Dictionary<string, int> { ["cash-fine"] = 200 } } };

    private static Story Opened(string clause = "一", string set = "{}") => Story.With(set, Prices).At("2026-03-03T09:00").Does("gu", "open-finding", new { finding = "F1", against = "li", clause });

    private static Story Twice(string set, string second)
    {
        var story = Opened(set: set).Does("zhao", "approve", Labelled("F1")).Does("gu", "execute", new { finding = "F1" });
        return story.At(second).Does("gu", "open-finding", new { finding = "F2", against = "li", clause = "一" }).Does("zhao", "approve", Labelled("F2")).Does("gu", "execute", new { finding = "F2" });
    }

    [Fact]
    public void The_execution_that_reaches_a_threshold_opens_a_further_decision_on_the_same_finding() => Twice("{}", "2026-04-03T09:00")
        .Expect("finding: F2, proposals: [{person: li, sanction: termination, wording: may}, {sanction: expulsion}], fund: 400")
        .Refused("zhao", "approve", "finding-ended", new { finding = "F2", sanctions = new[] { "demerit" } })
        .Does("zhao", "approve", new { finding = "F2", sanctions = new[] { "termination" } }).Does("gu", "execute", new { finding = "F2" }).Expect("fund: 400, counts: {demerits: {li: 2}}");

    [Theory]
    [InlineData("{window: month}", "2026-03-20T09:00", true)]
    [InlineData("{window: month}", "2026-04-03T09:00", false)]
    [InlineData("{window: year}", "2026-04-03T09:00", true)]
    public void A_window_forgets_what_lies_before_it(string set, string second, bool counted) =>
        Twice(set, second).Expect($"finding: F2, {(counted ? "proposals" : "no-proposals")}: [{{sanction: termination}}]");

    [Fact]
    public void The_second_finding_within_the_month_counts_the_first_that_was_not_dismissed()
    {
        Opened().Expect("finding: F1, no-proposals: [{sanction: apology}]").Does("gu", "open-finding", new { finding = "F2", against = "li", clause = "一" }).Expect("finding: F2, proposals: [{sanction: apology}]");
        Opened().Does("gu", "verify", new { finding = "F1", ok = false }).Does("gu", "open-finding", new { finding = "F2", against = "li", clause = "一" }).Expect("finding: F2, no-proposals: [{sanction: apology}]");
        Opened().At("2026-04-03T09:00").Does("gu", "open-finding", new { finding = "F2", against = "li", clause = "一" }).Expect("finding: F2, no-proposals: [{sanction: apology}]");
    }

    [Fact]
    public void A_closed_list_refuses_what_it_does_not_name() => Opened().Refused("zhao", "approve", "not-in-catalogue, all-together", new { sanctions = new[] { "demerit", "demotion" } })
        .Refused("zhao", "approve", "not-proposed", new { sanctions = new[] { "expulsion" } });

    [Fact]
    public void A_factor_that_lightens_may_lift_all_one_that_aggravates_lifts_only_what_goes_together()
    {
        object none = new { sanctions = Array.Empty<string>() };
        Opened().Refused("gu", "weigh", "factor-unknown", new { factors = new[] { "一⑨" } }).Refused("gu", "weigh", "field-missing").Refused("zhao", "approve", "field-missing", none)
            .Does("gu", "weigh", new { factors = new[] { "二①" } }).Refused("zhao", "approve", "field-missing", none).Does("zhao", "approve", new { sanctions = new[] { "demerit" } });
        Opened().Does("gu", "weigh", new { factors = new[] { "一①" } }).Does("zhao", "approve", none).Does("gu", "execute").Expect("fund: 0, counts: {demerits: {li: 0}}");
    }

    [Fact]
    public void A_consequence_names_who_approves_it() => Opened("二").Refused("zhao", "approve", "not-approver", new { sanctions = new[] { "criticism" } }).Does("wang", "approve", new { sanctions = new[] { "criticism" } });

    [Fact]
    public void The_amount_may_be_a_range_of_the_organisation() => Opened(set: "{fine: {from: 50, to: 60}}").Expect("proposals: [{sanction: cash-fine, amount: 55}], no-proposals: [{sanction: cash-fine, amount: 200}]").Refused("zhao", "approve", "not-proposed", Both);

    [Fact]
    public void A_finding_that_only_deducts_is_approved_without_a_sanction_and_posted_once() => new Story(Prices).Call(new { kind = "complaint" }).Does("li", "obstruct", new { unit = "lab" })
        .Expect("findings: [{against: lab, kind: obstruction}], deductions: [{unit: lab, percent: 2, state: proposed}]")
        .Does("wang", "approve", new { finding = "x" }).Does("gu", "execute", new { finding = "x" }).Expect("deductions: [{unit: lab, percent: 2, state: posted}]");

    [Fact]
    public void A_grade_that_a_finding_does_not_allow_is_refused() => new Story(Prices).Call(new { kind = "complaint", complainee = "sun" }).Does("he", "determine", new { verdict = "valid", causes = new[] { "attitude" } })
        .Expect("proposals: [{person: sun, sanction: C, wording: must}, {person: sun, sanction: D}]")
        .Refused("qian", "rate", "not-proposed", new { person = "sun", period = "2026-03", grade = "A" }).Does("qian", "rate", new { person = "sun", period = "2026-02", grade = "A" })
        .Does("qian", "rate", new { person = "zhou", period = "2026-03", grade = "A" }).Does("qian", "rate", new { person = "sun", period = "2026-03", grade = "C" });

    [Fact]
    public void The_first_of_the_annual_ranking_are_to_be_rewarded() => new Story(Prices).At("2026-12-31T09:00").Does("gu", "rank", new { year = 2026, ranking = new[] { "sun", "li", "zhou" } })
        .Expect("proposals: [{person: sun, sanction: annual-merit, wording: must, clause: 三}, {person: sun, sanction: pay-grade-raise}, {person: li, sanction: annual-merit}], no-proposals: [{person: zhou}]");
}
