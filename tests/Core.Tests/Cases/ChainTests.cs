using Shouwen.Cases;
using Shouwen.Chain;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>The chain: never a gap, never two who hold the work, and the first contact stays.</summary>
public class ChainTests
{
    [Fact]
    public void The_giver_stays_handler_until_somebody_takes_over() =>
        new Story().Call().Expect("first-contact: li, handler: li, chain: [li], status: awaiting-transfer")
            .Does("li", "transfer", new { unit = "ops" }).Expect("handler: li, chain: [li], status: awaiting-takeover, notified: [qian]")
            .Does("zhou", "take-over").Expect("first-contact: li, handler: zhou, chain: [li, zhou], status: handling, notified: [li]");

    [Fact]
    public void What_a_hand_over_says_of_the_customer_stays_with_the_case()
    {
        var given = new Story().Call().Does("li", "transfer", new { unit = "ops", customer = new { address = "青山路 1 号" } }).Case.Facts;
        Assert.Equal("青山路 1 号", given.Text("customer.address"));
        Assert.NotNull(given.Text("customer.name"));
    }

    [Fact]
    public void A_return_on_the_way_or_after_taking_over_gives_the_work_back()
    {
        new Story().Call().Does("li", "transfer", new { unit = "ops" }).Does("qian", "return", new { opinion = "非本部门" }).Expect("handler: li, chain: [li], status: awaiting-transfer, notified: [li]")
            .Does("li", "transfer", new { unit = "lab" }).Does("xu", "take-over").Expect("handler: xu, chain: [li, xu]")
            .Does("xu", "return", new { opinion = "非本部门" }).Expect("handler: li, chain: [li], status: awaiting-transfer");
    }

    [Fact]
    public void A_forward_leaves_the_giver_handler_until_the_next_unit_takes_over() =>
        new Story().Call().Does("li", "transfer", new { unit = "ops" }).Does("qian", "forward", new { unit = "lab" }).Expect("handler: li, chain: [li], status: awaiting-takeover, notified: [wu]")
            .Refused("qian", "take-over", "not-taker").Does("xu", "take-over").Expect("handler: xu, chain: [li, xu]")
            .Does("xu", "forward", new { unit = "ops" }).Expect("handler: li, chain: [li]").Does("zhou", "take-over").Expect("chain: [li, zhou]");

    [Fact]
    public void Designating_includes_the_take_over() =>
        new Story().Call().Does("li", "transfer", new { unit = "ops" }).Does("qian", "designate", new { person = "zhou" }).Expect("handler: zhou, chain: [li, zhou], status: handling");

    [Fact]
    public void A_supporter_joins_the_chain_and_moves_nobody() =>
        new Story().Call().Does("li", "ask-support", new { person = "xu" }).Expect("first-contact: li, handler: li, chain: [li, xu], notified: [xu]")
            .Does("li", "ask-support", new { person = "xu" }).Expect("chain: [li, xu]").Refused("xu", "urge", "not-upstream").Does("li", "urge").Expect("notified: [xu]");

    [Fact]
    public void A_body_named_by_its_role_is_the_unit_it_is() =>
        new Story().Call().Does("li", "transfer", new { unit = "quality-inspection" }).Does("fang", "take-over").Expect("handler: fang, chain: [li, fang]");

    [Fact]
    public void Nine_links_and_back_again()
    {
        string[] hands = ["li", "sun", "xu", "he", "gu", "ma", "fang", "zhou", "wu"];
        var story = new Story().Call();
        foreach (var (giver, taker) in hands.Zip(hands.Skip(1)))
            story.Does(giver, "transfer", new { person = taker }).Does(taker, "take-over").Expect($"first-contact: li, handler: {taker}");
        story.At("2026-03-04T09:00").Expect($"chain: [{string.Join(", ", hands)}]").Does("li", "urge").Expect($"notified: [{string.Join(", ", hands[1..])}]")
            .At("2026-03-05T09:00").Does("fang", "urge").Expect("notified: [zhou, wu], not-notified: [li, sun, ma]").Refused("wu", "urge", "not-upstream");
        foreach (var (giver, taker) in hands.Zip(hands.Skip(1)).Reverse())
            story.Does(taker, "return").Expect($"handler: {giver}");
        story.Expect("chain: [li]").Refused("li", "return", "nothing-to-take");
        Assert.Equal(9, story.Case.Chain.Links.Count);
    }

    [Fact]
    public void Whoever_leaves_is_replaced_everywhere_and_no_case_is_without_owner()
    {
        var pack = Story.Pack("p", "duties:\n  - {duty: contact, bearer: handler, from: register, within: {working-days: 1}, clause: 一}\n  - {duty: inform, bearer: first-asked, from: register, within: {working-days: 5}, clause: 二}");
        var story = new Story(pack).Call().Does("li", "transfer", new { unit = "ops" });
        story.Call().Does("sun", "register", new { channel = "visit", content = "查表" });
        story.At("2026-03-05T09:00").Does("zhao", "hand-over-desk", new { from = "li", to = "liu" });
        Assert.DoesNotContain(story.Matters.Where(matter => matter.Key.Kind == MatterKind.Case), matter => matter.Chain.Holders.Contains(Party.Person("li")) || matter.FirstContact == Party.Person("li") || matter.Handler == Party.Person("li"));
        Assert.Equal(2, story.Matters.Count(matter => matter.Key.Kind == MatterKind.Case && matter.FirstContact == Party.Person("liu")));
        story.Expect("duties: [{duty: inform, bearer: liu, state: open}, {duty: contact, bearer: li, state: breached}], notified: [liu]").Does("liu", "progress", new { text = "已接手" });
        story.At("2026-03-05T09:30").Refused("li", "hand-over-desk", "nothing-to-hand-over", new { to = "liu" });
    }

    [Fact]
    public void A_hand_over_on_its_way_follows_a_desk_that_goes_to_another() =>
        new Story().Call().Does("li", "transfer", new { person = "sun" }).Does("qian", "hand-over-desk", new { from = "sun", to = "zhou" })
            .Refused("sun", "take-over", "not-taker").Does("zhou", "take-over").Expect("handler: zhou, chain: [li, zhou]");

    [Fact]
    public void Ownership_comes_from_the_first_pack_with_a_matching_rule()
    {
        var leader = Story.Pack("leader", "ownership:\n  - {as: first-contact, who: {leader: {unit: first-asked}}, if: {urgency: urgent}, clause: 一}");
        var head = Story.Pack("head", "ownership:\n  - {as: first-contact, who: {head: first-asked}, clause: 二}\n  - {as: first-contact, who: taker, from: take-over, if: {kind: repair}, clause: 三}");
        new Story(leader, head).Call().Expect("first-contact: zhao");
        new Story(leader, head).Call(new { urgency = "urgent" }).Expect("first-contact: wang");
        new Story(head, leader).Call(new { urgency = "urgent" }).Expect("first-contact: zhao")
            .Does("zhao", "transfer", new { unit = "ops" }).Does("sun", "take-over").Expect("first-contact: zhao, handler: sun");
        var migrated = new Story(head).Call(new { kind = "repair" }).Does("zhao", "transfer", new { unit = "ops" }).Does("sun", "take-over").Expect("first-contact: sun, handler: sun, chain: [zhao, sun]");
        Assert.Equal(new Place(Party.Person("sun"), "head", "三"), migrated.Case.Places["first-contact"]);
    }

    [Fact]
    public void A_handler_by_rule_is_the_next_link_and_does_the_work()
    {
        var dual = Story.Pack("dual", "ownership:\n  - {as: handling-unit, by: [scope], clause: 一}\n  - {as: handler, who: {contact: handling-unit}, if: {kind: repair}, clause: 二}\n  - {as: handler, who: first-contact, from: defer, clause: 三}");
        new Story(dual).Call(new { kind = "repair" }).Expect("first-contact: li, handler: sun, chain: [li, sun]").Refused("li", "resolve", "not-handler", new { result = "好" })
            .Does("li", "urge").Does("sun", "defer", new { reason = "要停气" }).Expect("handler: li, chain: [li, sun, li]").Does("li", "resolve", new { result = "好" });
        new Story(dual).Call().Expect("first-contact: li, handler: li, chain: [li]");
    }

    [Fact]
    public void The_bare_chain_keeps_exactly_one_holder()
    {
        var at = new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.FromHours(8));
        var chain = ResponsibilityChain.Empty.Begin(Party.Person("a"), at).Send(Party.Unit("u"), at, "slip");
        Assert.Equal((Party.Person("a"), Party.Unit("u")), (chain.Holding.Holder, chain.Pending!.To));
        chain = chain.Take(Party.Person("b"), at, "take-over").Support(Party.Person("c"), 2, at).Send(Party.Person("a"), at, null);
        Assert.Equal(["a", "b", "c"], chain.Holders.Select(holder => holder.Id));
        chain = chain.Replace(Party.Person("b"), Party.Person("a"));
        Assert.Null(chain.Take(Party.Person("a"), at, "take-over").Pending);
        Assert.Single(chain.Links, link => link.State == LinkState.Holding);
        Assert.Same(chain.Links, chain.Return().Links);
    }
}
