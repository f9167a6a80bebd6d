using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Words of the language that only few regulations use: each has its effect, and its refusal where it has one.</summary>
public class LanguageTests
{
    private const string Lands = "ownership:\n  - {as: first-contact, who: taker, from: take-over, owes: [customer], clause: 二}";

    private static Story Taken(params Pack[] packs) => new Story(packs).Call().Does("li", "transfer", new { unit = "ops" }).Does("sun", "take-over");

    private static Pack Sticky(string until) => Story.Pack("sticky", $"ownership:\n  - {{as: first-contact, who: first-asked, owes: [customer, general-administration], {until}clause: 一}}");

    [Fact]
    public void A_first_contact_stays_until_he_may_be_released()
    {
        var lands = Story.Pack("lands", Lands);
        Taken(lands).Expect("first-contact: sun");
        Taken(lands, Sticky("until: told, ")).Expect("first-contact: sun");
        Taken(Story.Pack("own", $"{Lands}\n  - {{as: first-contact, who: first-asked, until: told, clause: 一}}")).Expect("first-contact: li");
        Taken(Sticky("until: told, "), lands).Expect("first-contact: li").Does("sun", "inform", new { reply = "已修" }).Does("sun", "transfer", new { unit = "lab" }).Does("wu", "take-over").Expect("first-contact: wu");
        Taken(Sticky("until: satisfied, "), lands).Does("sun", "resolve", new { result = "已修", reply = "已修" }).Does("sun", "transfer", new { unit = "lab" }).Does("wu", "take-over").Expect("first-contact: li")
            .Does("li", "callback", new { rating = "satisfied" }).Does("wu", "transfer", new { unit = "ops" }).Does("sun", "take-over").Expect("first-contact: sun");
    }

    [Fact]
    public void A_later_pack_does_not_move_the_first_contact_of_an_earlier_one() => Taken(Sticky(""), Story.Pack("lands", Lands)).Expect("first-contact: li").Does("sun", "inform", new { reply = "已修" }).Expect("first-contact: li");

    [Fact]
    public void Whoever_is_released_answers_to_nobody_any_more() => new Story(Sticky("until: told, ")).Call().Does("ma", "urge").Expect("notified: [li]")
        .Does("li", "answer", new { reply = "检修" }).Refused("ma", "urge", "not-upstream");

    private static Pack Answering { get; } = Story.Pack("answering", """
        ownership:
          - {as: link, who: {contact: handling-unit}, from: transfer, owes: [general-administration], clause: 一}
          - {as: link, who: {head: handling-unit}, from: declare-unsolvable, clause: 二}
        """);

    [Fact]
    public void A_contact_made_a_link_answers_for_the_taking_over()
    {
        var story = new Story(Answering).Call().Does("li", "transfer", new { unit = "ops" }).Expect("notified: [qian, sun], chain: [li]").Does("ma", "urge", new { to = "sun" }).Refused("ma", "urge", "not-upstream", new { to = "fang" });
        story.Does("sun", "take-over").Expect("chain: [li, sun], handler: sun");
        new Story(Answering).Call().Does("li", "transfer", new { unit = "ops" }).Does("qian", "return", new { reason = "不归运行部" }).Refused("ma", "urge", "not-upstream", new { to = "sun" });
    }

    [Fact]
    public void A_link_made_while_nothing_is_on_its_way_stands_by() => Taken(Answering)
        .Does("sun", "declare-unsolvable", new { reason = "要停气" }).Expect("chain: [li, sun, qian], handler: sun").Does("sun", "transfer", new { person = "qian" }).Does("qian", "take-over").Expect("chain: [li, sun, qian], handler: qian");

    [Fact]
    public void What_flows_out_of_a_fund_serves_its_purpose_alone()
    {
        var pack = Story.Pack("fund", """
            findings:
              - {finding: manners, cites: [一], against: accused, clause: 一}
            consequences:
              - {propose: [{cash-fine: 200}], wording: may, against: accused, clause: 二}
            ledgers:
              - {ledger: fund, in: [cash-fine], out: [special-commendation], clause: 三}
            """);
        new Story(pack).At("2026-03-03T09:00").Does("gu", "open-finding", new { finding = "F", against = "li", clause = "一" }).Does("gu", "verify", new { finding = "F", ok = true })
            .Does("zhao", "approve", new { finding = "F", sanctions = new object[] { new Dictionary<string, int> { ["cash-fine"] = 200 } } }).Does("gu", "execute", new { finding = "F" }).Expect("fund: 200")
            .Refused("gu", "reward", "purpose", new { person = "sun", amount = 100, reward = "performance-reward" }).Refused("gu", "reward", "purpose", new { person = "sun", amount = 100 })
            .Refused("gu", "reward", "fund-short", new { person = "sun", amount = 300, reward = "special-commendation" })
            .Does("gu", "reward", new { person = "sun", amount = 150, reward = "special-commendation" }).Expect("fund: 50");
    }

    [Theory]
    [InlineData("inform", true)]
    [InlineData("late", true)]
    [InlineData("contact", false)]
    public void A_finding_names_a_duty_by_its_word_or_its_id(string duty, bool found)
    {
        var pack = Story.Pack("named", $$"""
            duties:
              - {duty: inform, id: late, bearer: first-contact, from: register, within: {hours: 1}, breach: {finding: delay}, clause: 一}
              - {duty: contact, id: other, bearer: first-contact, from: register, within: {hours: 90}, breach: {finding: delay}, clause: 一}
            findings:
              - {finding: delay, from: breached, if: {duty: {{duty}}}, against: first-contact, clause: 二}
            consequences:
              - {if: {finding: delay, duty: {{duty}}}, propose: [criticism], wording: may, against: accused, clause: 三}
            """);
        new Story(pack).Call().At("2026-03-03T11:00").Expect(found ? "findings: [{duty: inform, against: li}], proposals: [{sanction: criticism}]" : "no-findings: []");
        Assert.DoesNotContain(PackChecker.Check([pack]), problem => problem.Severity == Severity.Error);
    }

    [Fact]
    public void A_new_officer_of_a_unit_is_told_of_by_the_unit()
    {
        var pack = Story.Pack("told", "duties:\n  - {duty: change-contact, bearer: each-unit, owed-to: customer-service, from: appointed, within: {working-days: 1}, clause: 一}");
        var change = new { unit = "ops", role = "liaison", person = "zhou" };
        new Story(pack).At("2026-03-03T09:00").Does("gu", "change-contact", change).Expect("duties: [{duty: change-contact, bearer: ops, owed-to: service, due: 2026-03-04T17:30, state: open}], no-duties: [{duty: change-contact, bearer: lab}]")
            .Does("wu", "change-contact", new { unit = "lab", role = "liaison", person = "xu" }).Expect("duties: [{duty: change-contact, bearer: ops, state: open}], no-duties: [{bearer: lab}]")
            .Does("qian", "change-contact", change).Expect("duties: [{duty: change-contact, bearer: ops, state: met}]");
        new Story(pack).At("2026-03-03T09:00").Does("he", "change-contact", change).Expect("no-duties: [{duty: change-contact}]");
    }

    [Theory]
    [InlineData("new", 1)]
    [InlineData("increased", 0)]
    [InlineData(null, 1)]
    public void A_pack_for_certain_projects_leaves_the_others_alone(string? kind, int raised)
    {
        var pack = Story.Pack("projects", "applies:\n  - {projects: [new, rebuilt], clause: 一}\nduties:\n  - {duty: project-contact, bearer: lead, from: lead, within: {working-days: 1}, clause: 一}");
        var story = new Story(pack).At("2026-03-03T09:00").Does("li", "lead", kind is null ? new { project = "P" } : new Dictionary<string, string> { ["project"] = "P", ["project-kind"] = kind });
        Assert.Equal(raised, story.Matters.Sum(matter => matter.Duties.Count));
    }

    [Theory]
    [InlineData(12, "large")]
    [InlineData(10, "small")]
    public void A_class_of_projects_is_a_fact(int flow, string expected)
    {
        var pack = Story.Pack("classes", """
            words:
              - {word: large, is: project-class, says: 大型, if: {flow: {over: 10}}, clause: 一}
              - {word: small, is: project-class, says: 小型, if: {flow: {at-most: 10}}, clause: 一}
            duties:
              - {duty: survey, id: large-survey, bearer: lead, from: lead, if: {project-class: large}, clause: 一}
              - {duty: negotiate, bearer: lead, from: lead, if: {project-class: small}, clause: 一}
            """);
        new Story(pack).At("2026-03-03T09:00").Does("li", "lead", new { project = "P", flow }).Expect(expected == "large" ? "duties: [{duty: survey}], no-duties: [{duty: negotiate}]" : "duties: [{duty: negotiate}], no-duties: [{duty: survey}]");
    }

    [Fact]
    public void Who_complained_stays_unknown_to_whom_the_pack_says_and_leaders_numbers_too()
    {
        var pack = Story.Pack("discreet", """
            visibility:
              - {what: tip-off-person, to: [customer-service], show: true, clause: 一}
              - {what: tip-off-person, to: [accused, everyone], show: false, if: {kind: [tip-off, complaint]}, clause: 一}
              - {what: leader-contact, to: handler, show: false, clause: 二}
            """);
        var about = new { kind = "complaint", complainee = "zhou" };
        new Story(pack).Call(about).Does("li", "transfer", new { unit = "ops" }).Does("sun", "take-over").Expect("sees: {li: [陈女士, 13800000000], he: [陈女士]}, does-not-see: {zhou: [陈女士, 13800000000], sun: [陈女士]}");
        new Story(pack).Call().Expect("sees: {sun: [陈女士]}");
        Assert.Contains(PackChecker.Check([Story.Pack("odd", "visibility:\n  - {what: verdict, to: handler, show: false, clause: 一}")]), problem => problem.Severity == Severity.Error && problem.Reason.Contains("verdict", StringComparison.Ordinal));
    }
}
