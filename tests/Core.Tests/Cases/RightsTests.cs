using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>What packs open to people (rights, owners, visibility), levels of the chain, and people who come back or change office.</summary>
public class RightsTests
{
    private static Pack Opened { get; } = Story.Pack("opened", """
        rights:
          - {who: {unit: upstream}, may: [escalate, urge], towards: downstream, clause: 一}
          - {who: customer-service, may: [refer-up], to: [quality-inspection], if: {flag: sensitive}, clause: 一}
          - {owner: quality-inspection, if: {complaint-about: reception}, clause: 二}
        findings:
          - {finding: default, from: attribute, if: {level: first-contact}, main: true, against: accused, clause: 一}
          - {finding: default, from: attribute, if: {level: handler}, main: true, against: accused, clause: 二}
          - {finding: default, from: attribute, if: {level: next}, main: true, against: accused, clause: 三}
        duties:
          - {duty: report-back, bearer: taker, owed-to: upstream, from: take-over, clause: 一}
          - {duty: feed-back, bearer: handling-unit, owed-to: quality-inspection, from: register, clause: 二}
          - {duty: contact, id: after-return, bearer: wanted, owed-to: customer, from: back-at-post, within: prompt, clause: 三}
          - {duty: change-contact, id: named, keep: contact-named, bearer: each-unit, clause: 三}
          - {duty: escalate, bearer: actor, owed-to: {superior: wanted}, from: mark-unreachable, waived-by: instruct, clause: 三}
        """);

    private static Story Chain() => new Story(Opened).Call().Does("li", "transfer", new { person = "sun" }).Does("sun", "take-over").Does("sun", "ask-support", new { person = "xu" });

    [Fact]
    public void The_department_of_whoever_is_upstream_may_escalate_and_urge_those_below() => Chain()
        .Does("liu", "urge", new { to = "sun" }).Does("liu", "escalate", new { to = "sun" }).Refused("liu", "urge", "not-upstream", new { to = "fang" })
        .Refused("liu", "resolve", "not-handler", new { result = "x" }).At("2026-03-03T11:00").Expect("may-not: {ma: [urge]}, may: {liu: [urge]}");

    [Fact]
    public void What_ones_own_side_missed_opens_no_complaint_of_those_below()
    {
        var pack = Story.Pack("overdue", """
            duties:
              - {duty: contact, bearer: first-contact, owed-to: customer, from: register, within: {working-hours: 1}, clause: 一}
              - {duty: resolve, bearer: taker, owed-to: first-contact, from: transfer, within: {working-hours: 4}, clause: 二}
            gates:
              - {act: escalate, needs: [{holds: {downstream-overdue: true}}], code: not-overdue, clause: 三}
            """);
        new Story(pack).Call().Does("li", "transfer", new { person = "sun" }).Does("sun", "take-over")
            .At("2026-03-03T11:00").Expect("duties: [{duty: contact, state: breached}]").Refused("zhao", "escalate", "not-overdue", new { to = "quality" })
            .At("2026-03-03T16:00").Expect("duties: [{duty: resolve, bearer: sun, state: breached}]").Does("zhao", "escalate", new { to = "quality" });
    }

    [Fact]
    public void Whoever_is_owed_a_report_or_help_hears_of_it() => Chain().Does("xu", "assist").Does("sun", "report-back").Expect("notified: [li]")
        .Does("sun", "coordinate", new { lead = "lab", units = new[] { "lab", "people" } }).Expect("notified: [wu, gu]");

    [Fact]
    public void A_right_to_speak_to_somebody_reaches_nobody_else() => new Story(Opened).Call(new { flags = new[] { "sensitive" } }).Does("he", "refer-up", new { to = "quality-inspection", question = "怎么办" });

    [Fact]
    public void What_is_owed_up_the_chain_is_seen_from_its_bearer() => Chain().Expect("duties: [{duty: report-back, bearer: sun, owed-to: li}]");

    [Fact]
    public void Whoever_is_owed_something_may_urge_it_and_reaches_those_who_owe() => new Story(Opened).Call()
        .Does("fang", "urge").Expect("notified: [qian]").Refused("wu", "urge", "not-upstream");

    [Fact]
    public void Whoever_takes_a_place_answers_to_those_the_pack_names()
    {
        var pack = Story.Pack("owes", "ownership:\n  - {as: handler, who: taker, from: take-over, owes: [customer, general-administration], clause: 一}");
        new Story(pack).Call().Does("li", "transfer", new { unit = "ops" }).Refused("ma", "urge", "not-upstream").Does("sun", "take-over").Does("ma", "urge").Expect("notified: [sun]");
    }

    [Fact]
    public void A_pack_names_who_opens_a_finding()
    {
        var pack = Story.Pack("opens", "findings:\n  - {finding: manners, cites: [一], against: accused, by: quality-inspection, clause: 一}");
        new Story(pack).At("2026-03-03T09:00").Refused("sun", "open-finding", "not-judge", new { against = "li", clause = "一" }).Does("fang", "open-finding", new { against = "li", clause = "一" }).Expect("findings: [{against: li}]");
    }

    [Fact]
    public void Who_hands_over_a_desk_and_names_none_means_his_own() => new Story(Opened).Call().Does("li", "hand-over-desk", new { @case = "A", to = "liu" }).Expect("first-contact: liu, handler: liu, chain: [liu]");

    [Theory]
    [InlineData("li", "一")]
    [InlineData("sun", "二")]
    [InlineData("xu", "三")]
    public void An_attribution_goes_by_the_level_of_whom_it_names(string at, string clause) => Chain().Refused("qian", "attribute", "field-missing", new { reason = "未办" })
        .Does("zhao", "attribute", new { to = at, reason = "未办" }).Expect($"findings: [{{against: {at}, main: true, clause: {clause}}}]");

    [Fact]
    public void The_owner_of_a_complaint_is_told_and_may_look_into_it()
    {
        var complaint = new { kind = "complaint" };
        new Story(Opened).Call(Fields.Of(complaint).With(Fields.Parse("""{"complaint-about":"reception"}"""))).Expect("notified: [quality]").Does("fang", "investigate").Does("fang", "determine", new { verdict = "valid" });
        new Story(Opened).Call(complaint).Expect("not-notified: [quality]").Refused("fang", "determine", "not-supervision", new { verdict = "valid" });
    }

    [Fact]
    public void Whoever_was_wanted_owes_a_call_once_he_is_back_at_his_post()
    {
        var call = new Dictionary<string, string> { ["addressed-to"] = "sun" };
        new Story(Opened).At("2026-03-03T08:40").Does("sun", "whereabouts", new { status = "trip", until = "2026-03-04T12:00" }).Call(call).Expect("no-duties: [{duty: contact}]")
            .At("2026-03-04T12:00").Expect("duties: [{duty: contact, bearer: sun, owed-to: customer, state: open}]").Does("sun", "contact").Expect("duties: [{duty: contact, state: met}]");
        new Story(Opened).Call(call).Does("sun", "whereabouts", new { status = "at-post" }).Expect("duties: [{duty: contact, bearer: sun}]");
        new Story(Opened).Call().Does("li", "mark-unreachable", new { person = "zhou" }).Expect("duties: [{duty: escalate, bearer: li, owed-to: qian}]").Does("zhou", "whereabouts", new { status = "at-post" }).Expect("duties: [{duty: contact, bearer: zhou}]");
    }

    [Fact]
    public void Level_by_level_until_somebody_decides() => new Story(Opened).Call().Does("li", "mark-unreachable", new { person = "sun" }).Does("li", "escalate", new { to = "qian" })
        .Does("li", "mark-unreachable", new { person = "qian" }).Expect("duties: [{duty: escalate, owed-to: qian, state: met}, {duty: escalate, owed-to: wang, state: open}]")
        .Does("wang", "instruct", new { text = "由他人办理" }).Expect("duties: [{duty: escalate, owed-to: wang, state: waived}]");

    [Fact]
    public void A_contact_that_is_named_meets_what_keeps_it_named() => new Story(Opened).At("2026-03-03T09:00")
        .Expect("duties: [{duty: change-contact, bearer: ops, state: met}, {duty: change-contact, bearer: lab, state: open}]").Does("wu", "change-contact", new { unit = "lab", role = "contact", person = "xu" })
        .Expect("duties: [{duty: change-contact, bearer: lab, state: met}]").At("2026-03-04T09:00").Expect("no-duties: [{duty: change-contact, bearer: lab}]");

    [Theory]
    [InlineData("{what: hand-overs, to: customer, show: true", "已转交", true)]
    [InlineData("{what: hand-overs, to: customer, show: false", "已有人办理", false)]
    [InlineData("{what: misroute, to: customer, show: true", "转错", true)]
    [InlineData("{what: misroute, to: customer, show: false", "转错", false)]
    [InlineData("{what: verdict, to: customer, show: true", "投诉属实", true)]
    [InlineData("{what: leader-contact, to: customer, show: true", "王总", true)]
    [InlineData("{what: verdict, to: quality-inspection, show: true", "投诉属实", false)]
    public void A_pack_says_what_the_customer_sees(string rule, string words, bool seen) => new Story(Story.Pack("view", $"visibility:\n  - {rule}, clause: 一}}")).Call(new { kind = "complaint" })
        .Does("li", "transfer", new { unit = "ops" }).Does("sun", "take-over", new { misrouted = true }).Does("he", "determine", new { verdict = "valid" })
        .Expect($"{(seen ? "customer-sees" : "customer-does-not-see")}: [{words}]");

    [Fact]
    public void The_first_pack_that_says_so_decides_what_is_seen() => new Story(Story.Pack("hides", "visibility:\n  - {what: hand-overs, to: customer, show: false, clause: 一}"), Story.Pack("shows", "visibility:\n  - {what: hand-overs, to: customer, show: true, clause: 一}"))
        .Call().Does("li", "transfer", new { unit = "ops" }).Expect("customer-does-not-see: [已转交]");

    [Fact]
    public void A_pack_pulls_others_into_force_right_behind_it_each_once()
    {
        Pack Named(string id, string packs) => Story.Pack(id, $"about:\n  - {{what: notice, packs: [{packs}], clause: 一}}");
        Pack[] all = [Named("cover", "a, b"), Named("a", "c"), Named("b", "a, cover"), Named("c", "none"), Named("own", "")];
        string[] Ids(params string[] named) => [.. InForce.Of(named, id => all.FirstOrDefault(pack => pack.Id == id)).Select(pack => pack.Id)];
        Assert.Equal(["cover", "a", "c", "b", "own"], Ids("cover", "own"));
        Assert.Equal(["cover", "a", "b", "c"], Ids("cover", "c"));
        Assert.Equal(["b", "a", "c", "cover"], Ids("b"));
    }
}
