using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Where a matter lands, what is known of it by then, and small closed choices of a pack.</summary>
public class LandingTests
{
    private static readonly Shouwen.Packs.Pack Landing = Story.Pack("landing", """
        ownership:
          - {as: first-contact, who: taker, from: take-over, if: {asked-unit: other}, clause: 一}
        duties:
          - {duty: urge, bearer: first-contact, from: transfer, if: {asked-unit: first-contact-department}, clause: 二}
        """);

    [Fact]
    public void A_first_contact_who_landed_is_not_moved_on_by_the_same_rule() => new Story(Landing).Call()
        .Does("li", "amend", new Dictionary<string, object> { ["asked-unit"] = "other" })
        .Does("li", "transfer", new { person = "sun" }).Does("sun", "take-over").Expect("first-contact: sun")
        .Does("sun", "transfer", new { person = "xu" }).Does("xu", "take-over").Expect("first-contact: sun, handler: xu");

    [Fact]
    public void Without_a_first_contact_department_nobody_knows_whether_the_one_asked_belongs_to_it() => new Story(Landing).Call()
        .Does("li", "transfer", new { person = "sun" }).Does("sun", "take-over").Expect("first-contact: li, no-duties: [{duty: urge}]");

    [Fact]
    public void A_choice_of_one_admits_one()
    {
        var pack = Story.Pack("choice", """
            findings:
              - {finding: manners, cites: [一], against: accused, clause: 一}
            consequences:
              - {if: {finding: manners}, propose: [criticism, circular-criticism], choose: one, wording: must, against: accused, clause: 二}
            """);
        new Story(pack).At("2026-03-03T09:00").Does("gu", "open-finding", new { against = "li", clause = "一" })
            .Refused("zhao", "approve", "choose-one", new { sanctions = new[] { "criticism", "circular-criticism" } }).Does("zhao", "approve", new { sanctions = new[] { "criticism" } });
    }

    [Fact]
    public void An_amendment_is_judged_with_what_it_says() => new Story(Story.Pack("wish", """
        records:
          - {act: amend, fields: [customer.unit], if: {wish: relay}, clause: 一}
        """)).Call().Refused("li", "amend", "record-incomplete", new { wish = "relay" }).Does("li", "amend", new { wish = "relay", customer = new { unit = "宏远公司" } });

    [Fact]
    public void A_finding_about_a_complaint_was_complained_of()
    {
        var pack = Story.Pack("complained", """
            findings:
              - {finding: manners, cites: [一], against: accused, clause: 一}
            consequences:
              - {if: {finding: manners, complained: true}, propose: [criticism], wording: must, against: accused, clause: 二}
            """);
        new Story(pack).Call(new { kind = "complaint" }).Does("gu", "open-finding", new { against = "sun", clause = "一", finding = "F" }).Expect("no-proposals: []")
            .Does("gu", "open-finding", new { @case = "A", against = "li", clause = "一", finding = "G" }).Expect("proposals: [{person: li, sanction: criticism}]");
    }
}
