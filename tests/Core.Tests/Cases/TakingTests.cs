using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Packs;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>接过责任: a decision that somebody waits for, a duty of the organisation's own and an order go over by their taker's own act, offered by a list.</summary>
public class TakingTests
{
    private static readonly Organisation Town = new(
        [new("front") { Name = "大厅", Head = "zhao" }, new("ops") { Name = "运行部", Head = "qian", Leader = "guo" }, new("watch") { Name = "监察室", Role = "supervision", Head = "jian" }],
        [new("li") { Unit = "front" }, new("zhao") { Unit = "front" }, new("sun") { Unit = "ops", Name = "孙强" }, new("feng") { Unit = "ops" }, new("qian") { Unit = "ops", Name = "钱明" }, new("jian") { Unit = "watch" }, new("qiu") { Unit = "watch" }, new("guo")]);

    private static readonly Regime Office = new(Town, Calendars.Office, [], new Dictionary<string, Node>());
    private static readonly DateTimeOffset Morning = Calendars.Office.At("2026-03-04T09:00");

    private static Decision Try(Matter matter, string act, string by, object with, params Matter[] others) => Deciding.Do(Office, matter, new(act, by, Morning.AddMinutes(matter.Version), with is Fields given ? given : Fields.Of(with)), others);
    private static Matter Done(Matter matter, string act, string by, object with, params Matter[] others) => Try(matter, act, by, with, others) is Decision.Accepted { Matter: var after } ? after
        : throw new Xunit.Sdk.XunitException(string.Join("; ", ((Decision.Refused)Try(matter, act, by, with, others)).Refusals.Select(one => one.Code)));
    private static string Refused(Matter matter, string act, string by, object with, params Matter[] others) => string.Join(", ", Assert.IsType<Decision.Refused>(Try(matter, act, by, with, others)).Refusals.Select(one => one.Code));

    private static Matter Offered(string from, params (string What, string Id, string To)[] items) =>
        Done(new(DeskHandOver.Key(1)), "open-hand-over", from, new { reason = "away", items = items.Select(item => new { what = item.What, id = item.Id, text = "x", to = item.To }) });
    private static Fields With(string from, int item, int? duty = null) =>
        Fields.Of(new Dictionary<string, object> { ["from"] = from, ["hand-over"] = "hand-over-1", ["item"] = item }.Concat(duty is { } no ? [new("duty", (object)no)] : []).ToDictionary());

    /// <summary>The worker asks his head for more time.</summary>
    private static Matter Asked()
    {
        var begun = Assert.IsType<Decision.Accepted>(Deciding.Open(Office, new(MatterKind.Case, "c"), new("register", "li", Morning, Fields.Of(new { content = "停气", scope = "other-unit", unit = "ops" })))).Matter;
        return Done(Done(Done(begun, "transfer", "li", new { unit = "ops" }), "take-over", "sun", new { }), "request-extension", "sun", new { until = "2026-03-20T17:00", reason = "等配件" });
    }

    private static Duty Decision_(Matter matter) => matter.Duties.Single(duty => duty.Rule == "decide-extension");

    [Fact]
    public void The_decision_an_applicant_waits_for_goes_over_and_the_applicant_is_told()
    {
        var asked = Asked();
        var no = Decision_(asked).No;
        Assert.Equal(Party.Person("qian"), Decision_(asked).Holder);
        var list = Offered("qian", (DeskItem.Duty, $"case:c#{no}", "guo"), (DeskItem.Duty, $"case:c#{no}", "sun"));
        Assert.Equal("not-taker", Refused(asked, Taking.Act, "zhao", With("qian", 1, no), list));
        Assert.Equal("not-offered", Refused(asked, Taking.Act, "guo", With("qian", 1, no)));
        Assert.Equal("not-offered", Refused(asked, Taking.Act, "guo", With("qian", 1, 99), list));
        Assert.Equal("own-matter", Refused(asked, Taking.Act, "sun", With("qian", 2, no), list));
        Assert.Equal("not-moved", Refused(list, "accept-hand-over", "guo", new { item = 1 }, asked));

        var taken = Assert.IsType<Decision.Accepted>(Try(asked, Taking.Act, "guo", With("qian", 1, no), list));
        Assert.Equal((Party.Person("guo"), Decision_(asked).Due), (Decision_(taken.Matter).Holder!.Value, Decision_(taken.Matter).Due));
        Assert.Contains("sun", taken.Events.OfType<Notified>().SelectMany(told => told.People));
        var settled = DeskHandOver.Of(Done(list, "accept-hand-over", "guo", new { item = 1 }, taken.Matter))!;
        Assert.Equal([DeskItemState.Accepted, DeskItemState.Offered], settled.Items.Select(item => item.State));
        Assert.Equal("not-held", Refused(taken.Matter, Taking.Act, "guo", With("qian", 1, no), list));
        var decided = Done(taken.Matter, "decide-extension", "guo", new { granted = true });
        Assert.Equal(DutyState.Met, Decision_(decided).State);
    }

    [Fact]
    public void Whoever_could_not_decide_does_not_take_the_decision()
    {
        var leads = Story.Pack("leads", "gates:\n  - {act: decide-extension, only: {leader: handling-unit}, code: leader-decides, clause: 一, lines: [R1]}");
        var regime = Office with { Packs = [leads] };
        var asked = Matter.Replay(new(MatterKind.Case, "c"), Events(regime));
        var no = asked.Duties.Single(duty => duty.Rule == "decide-extension").No;
        var list = Offered("guo", (DeskItem.Duty, $"case:c#{no}", "feng"));
        var refused = Assert.IsType<Decision.Refused>(Deciding.Do(regime, asked, new(Taking.Act, "feng", Morning.AddHours(1), With("guo", 1, no)), [list]));
        Assert.Equal("leader-decides", refused.Refusals[0].Code);
    }

    private static List<Event> Events(Regime regime)
    {
        var (matter, events) = (new Matter(new(MatterKind.Case, "c")), new List<Event>());
        foreach (var (act, by, with) in ((string, string, object)[])[("register", "li", new { content = "停气", scope = "other-unit", unit = "ops" }), ("transfer", "li", new { unit = "ops" }), ("take-over", "sun", new { }), ("request-extension", "sun", new { until = "2026-03-20T17:00", reason = "等配件" })])
        {
            var accepted = Assert.IsType<Decision.Accepted>(Deciding.Do(regime, matter, new(act, by, Morning.AddMinutes(events.Count), Fields.Of(with)), []));
            events.AddRange(accepted.Events);
            matter = accepted.Matter;
        }
        return events;
    }

    [Fact]
    public void What_was_missed_stays_the_givers_and_is_the_takers_to_do()
    {
        var late = Deciding.Lapse(Office, Asked(), Calendars.Office.At("2026-03-06T17:00")).Matter;
        var no = Decision_(late).No;
        Assert.NotNull(Decision_(late).BreachedAt);
        var list = Offered("qian", (DeskItem.Duty, $"case:c#{no}", "guo"));
        var taken = Deciding.Do(Office, late, new(Taking.Act, "guo", Calendars.Office.At("2026-03-06T17:10"), With("qian", 1, no)), [list]) as Decision.Accepted;
        Assert.Equal((Party.Person("guo"), Party.Person("qian")), (Decision_(taken!.Matter).Holder!.Value, Decision_(taken.Matter).MissedBy!.Value));
    }

    [Fact]
    public void Whoever_applied_is_answered_where_his_work_is_now()
    {
        var moved = Done(Asked(), "hand-over-desk", "sun", new { from = "sun", person = "feng" });
        Assert.Equal(Party.Person("feng"), Decision_(moved).Creditor);
        var decided = Assert.IsType<Decision.Accepted>(Try(moved, "decide-extension", "qian", new { granted = true }));
        Assert.Equal(["feng"], decided.Events.OfType<Notified>().SelectMany(told => told.People));
    }

    [Fact]
    public void An_order_goes_over_with_its_review_and_not_into_the_unit_it_presses()
    {
        var order = Done(Done(new(new(MatterKind.Order, "o")), "issue-order", "jian", new { unit = "ops", grade = "yellow", text = "整改" }), "answer-order", "sun", new { text = "已改" });
        var list = Offered("jian", (DeskItem.Order, "o", "li"), (DeskItem.Order, "o", "feng"));
        Assert.Equal("own-unit", Refused(order, Taking.Act, "feng", With("jian", 2), list));
        var taken = Done(order, Taking.Act, "li", With("jian", 1), list);
        Assert.Equal(("li", Party.Person("li")), (Ordering.IssuerOf(taken), taken.Duties.Single(duty => duty.Rule == "review-order").Holder!.Value));
        Assert.Equal("closed", Done(taken, "close-order", "li", new { }).Status);
        Assert.Equal("not-held", Refused(Done(order, "close-order", "jian", new { }), Taking.Act, "li", With("jian", 1), list));
        Assert.Equal("接过了jian督办的这张督办单", new Shouwen.Cases.Story(Calendars.Office, party => party.Id, id => id).Sentence(new Acted(Taking.Act, "li", With("jian", 1)) { At = Morning }, order).Replace("li ", "", StringComparison.Ordinal).TrimEnd('。'));
    }

    [Fact]
    public void Nobody_can_read_an_item_of_no_matter()
    {
        Assert.Equal("unknown-item", Refused(new(DeskHandOver.Key(1)), "open-hand-over", "qian", new { reason = "away", items = new[] { new { what = DeskItem.Duty, id = "nothing", text = "x", to = "guo" } } }));
    }
}
