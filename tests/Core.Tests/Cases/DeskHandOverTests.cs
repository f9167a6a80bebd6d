using Shouwen.Cases;
using Shouwen.Chain;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>工作交接: nothing goes over that nobody accepted.</summary>
public class DeskHandOverTests
{
    private static readonly MatterKey List = DeskHandOver.Key(1);
    private readonly Story _story = new Story().Call();
    private DateTimeOffset _now;

    private Matter Case => _story.Case;

    public DeskHandOverTests() => _now = Case.Acts[^1].At;

    private static object Items(params (string Case, string To)[] items) => new { reason = "away", items = items.Select(item => new { what = "case", id = item.Case, text = "一件", to = item.To }).ToArray() };

    private Decision Do(Matter matter, string act, string by, object with, params Matter[] others) => Deciding.Do(_story.Regime, matter, new(act, by, _now = _now.AddMinutes(1), Fields.Of(with)), others);

    private Matter Done(Matter matter, string act, string by, object with, params Matter[] others) => Do(matter, act, by, with, others) switch
    {
        Decision.Accepted accepted => accepted.Matter,
        Decision.Refused refused => throw new Xunit.Sdk.XunitException(refused.Refusals[0].Sentence),
        _ => throw new InvalidOperationException(),
    };

    private string Refused(Matter matter, string act, string by, object with, params Matter[] others) => Assert.IsType<Decision.Refused>(Do(matter, act, by, with, others)).Refusals[0].Code;

    private Matter Opened(string by = "li", string to = "liu") => Done(new Matter(List), "open-hand-over", by, Items((Case.Key.Id, to)));

    private object Takes(string to = "liu") => new Dictionary<string, object> { ["from"] = "li", ["to"] = to, ["hand-over"] = List.Id, ["item"] = 1 };

    [Fact]
    public void Until_it_is_accepted_it_stays_with_the_giver_and_then_it_is_the_takers_in_the_chain_of_the_case()
    {
        var list = Opened();
        Assert.Equal(("li", DeskItemState.Offered), (Case.FirstContact.Id, DeskHandOver.Of(list)!.Items.Single().State));
        Assert.Equal("not-moved", Refused(list, "accept-hand-over", "liu", new { item = 1 }, Case));
        var moved = Done(Case, "hand-over-desk", "liu", Takes(), list);
        Assert.Equal(("liu", "liu"), (moved.FirstContact.Id, moved.Handler.Id));
        var accepted = Done(list, "accept-hand-over", "liu", new { item = 1 }, moved);
        Assert.Equal((DeskItemState.Accepted, "liu"), (DeskHandOver.Of(accepted)!.Items[0].State, DeskHandOver.Of(accepted)!.Items[0].By));
        Assert.Equal("item-settled", Refused(accepted, "decline-hand-over", "liu", new { item = 1, reason = "忙" }));
        Assert.Equal("not-offered", Refused(moved, "hand-over-desk", "liu", Takes(), accepted));
    }

    [Fact]
    public void What_is_declined_stays_with_the_giver_until_his_superior_takes_it_on_himself()
    {
        var list = Opened();
        Assert.Equal("not-taker", Refused(list, "decline-hand-over", "zhao", new { item = 1, reason = "忙" }));
        Assert.Equal("field-missing", Refused(list, "decline-hand-over", "liu", new { item = 1 }));
        list = Done(list, "decline-hand-over", "liu", new { item = 1, reason = "手上太多" });
        Assert.Equal("手上太多", DeskHandOver.Of(list)!.Items[0].Reason);
        Assert.Equal("not-taker", Refused(Case, "hand-over-desk", "liu", Takes(), list));
        var moved = Done(Case, "hand-over-desk", "zhao", Takes("zhao"), list);
        Assert.Equal("zhao", moved.FirstContact.Id);
        Assert.Equal(DeskItemState.Accepted, DeskHandOver.Of(Done(list, "accept-hand-over", "zhao", new { item = 1 }, moved))!.Items[0].State);
    }

    [Fact]
    public void Nobody_takes_what_was_offered_to_another_or_opens_a_list_for_a_stranger()
    {
        var list = Opened();
        Assert.Equal("not-taker", Refused(Case, "hand-over-desk", "xu", Takes("xu"), list));
        Assert.Equal("not-taker", Refused(Case, "hand-over-desk", "liu", Takes("xu"), list));
        Assert.Equal("not-offered", Refused(Case, "hand-over-desk", "liu", Takes()));
        Assert.Equal("not-own-desk", Refused(new Matter(List), "open-hand-over", "xu", new { from = "li", items = new[] { new { what = "case", id = Case.Key.Id, to = "xu" } } }));
        Assert.Equal("same-holder", Refused(new Matter(List), "open-hand-over", "li", Items((Case.Key.Id, "li"))));
        Assert.Equal("unknown-person", Refused(new Matter(List), "open-hand-over", "li", Items((Case.Key.Id, "niemand"))));
        Assert.Equal("nothing-to-hand-over", Refused(new Matter(List), "open-hand-over", "li", Items()));
        Assert.Equal("unknown-item", Refused(list, "withdraw-hand-over", "li", new { item = 7 }));
        Assert.Equal("not-giver", Refused(list, "withdraw-hand-over", "liu", new { item = 1 }));
        list = Done(list, "withdraw-hand-over", "li", new { item = 1 });
        Assert.Equal("not-offered", Refused(Case, "hand-over-desk", "liu", Takes(), list));
    }

    [Fact]
    public void Those_concerned_are_told()
    {
        Assert.Equal(["liu"], Told(Do(new Matter(List), "open-hand-over", "li", Items((Case.Key.Id, "liu")))));
        Assert.Equal(["li", "zhao"], Told(Do(Opened(), "decline-hand-over", "liu", new { item = 1, reason = "忙" })));

        static IReadOnlyList<string> Told(Decision decision) => Assert.IsType<Decision.Accepted>(decision).Events.OfType<Notified>().Single().People;
    }

    [Fact]
    public void Who_was_first_contact_when_stays_provable()
    {
        var list = Opened();
        var accepted = Assert.IsType<Decision.Accepted>(Do(Case, "hand-over-desk", "liu", Takes(), list));
        var before = Assert.IsType<Decision.Accepted>(Deciding.Open(_story.Regime, Case.Key, new("register", "li", Case.OpenedAt, Case.Acts[0].With)));
        var held = DeskHandOver.FirstContacts(Case.Key, [.. before.Events, .. accepted.Events]);
        Assert.Equal([("li", (DateTimeOffset?)_now), ("liu", null)], held.Select(one => (one.Who.Id, one.Until)));
    }
}
