using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>并案 without any pack.</summary>
public class GatheringTests
{
    private static readonly Organisation Town = new(
        [new("counter") { Name = "前台", Head = "zhao" }, new("coord") { Name = "协调办", Role = "coordination", Head = "he" }],
        [new("li") { Name = "李娟", Unit = "counter" }, new("zhao") { Name = "赵敏", Unit = "counter" }, new("he") { Name = "何平", Unit = "coord" }]);

    private static readonly Regime Office = new(Town, Calendars.Office, [], new Dictionary<string, Shouwen.Packs.Node>()) { BatchFrom = 3 };
    private static readonly DateTimeOffset Morning = Calendars.Office.At("2026-03-04T09:00");

    private static Matter Registered(string id) => Assert.IsType<Decision.Accepted>(Deciding.Open(Office, new(MatterKind.Case, id), new("register", "li", Morning, Fields.Of(new { content = "停气", scope = "own-post" })))).Matter;

    private static Decision Do(Matter matter, string act, string by, object with, params Matter[] others) => Deciding.Do(Office, matter, new(act, by, Morning.AddMinutes(matter.Version), Fields.Of(with)), others);

    private static Matter Done(Matter matter, string act, string by, object with, params Matter[] others) => Assert.IsType<Decision.Accepted>(Do(matter, act, by, with, others)).Matter;

    private static string Refused(Matter matter, string act, string by, object with, params Matter[] others) => Assert.IsType<Decision.Refused>(Do(matter, act, by, with, others)).Refusals[0].Code;

    /// <summary>The parent after the child joined or left it.</summary>
    private static Matter Told(Matter parent, Matter child) => Gathering.OnParent(Office, parent, child.Acts[^1], child.Key.Id, "20260304-" + child.Key.Id).Aggregate(parent, (one, happened) => one.Apply(happened));

    [Fact]
    public void A_request_joins_another_and_keeps_its_own_first_contact_and_duties()
    {
        var (parent, child) = (Registered("a"), Registered("b"));
        var joined = Done(child, "gather", "li", new { parent = "a" }, parent);
        Assert.Equal(("a", Party.Person("li"), child.Status), (joined.Parent, joined.FirstContact, joined.Status));
        parent = Told(parent, joined);
        Assert.Equal(["b"], parent.Children);
        var left = Done(joined, "separate", "li", new { }, parent);
        Assert.Null(left.Parent);
        Assert.Empty(Told(parent, left).Children);
    }

    [Fact]
    public void What_can_not_be_gathered_is_refused_with_the_reason()
    {
        var (a, b, c) = (Registered("a"), Registered("b"), Registered("c"));
        Assert.Equal("field-missing", Refused(b, "gather", "li", new { }));
        Assert.Equal("parent-unknown", Refused(b, "gather", "li", new { parent = "x" }, a));
        Assert.Equal("parent-itself", Refused(b, "gather", "li", new { parent = "b" }, b));
        Assert.Equal("not-gathered", Refused(b, "separate", "li", new { }));
        var joined = Done(b, "gather", "li", new { parent = "a" }, a);
        var parent = Told(a, joined);
        Assert.Equal("already-gathered", Refused(joined, "gather", "li", new { parent = "c" }, c));
        Assert.Equal("parent-gathered", Refused(c, "gather", "li", new { parent = "b" }, joined));
        Assert.Equal("has-children", Refused(parent, "gather", "li", new { parent = "c" }, c));
        Assert.Equal("not-in-chain", Refused(c, "gather", "he", new { parent = "a" }, a));
        var closed = Done(Done(c, "answer", "li", new { reply = "已恢复供气" }), "close", "li", new { });
        Assert.Equal("parent-closed", Refused(Registered("d"), "gather", "li", new { parent = "c" }, closed));
    }

    [Fact]
    public void A_group_that_has_grown_is_laid_before_the_coordinating_body_once_and_again_when_it_has_doubled()
    {
        var parent = Registered("p");
        var told = new List<IReadOnlyList<Event>>();
        void Join(string id)
        {
            var child = Done(Registered(id), "gather", "li", new { parent = "p" }, parent);
            told.Add(Gathering.OnParent(Office, parent, child.Acts[^1], id, id));
            parent = told[^1].Aggregate(parent, (one, happened) => one.Apply(happened));
        }
        Join("a");
        Assert.Null(parent.Batch);
        Join("b");
        Assert.Equal((Gathering.Suspected, 3), (parent.Batch, parent.BatchCount));
        Assert.Equal(["he"], told[1].OfType<Notified>().Single().People);
        Join("c");
        Assert.Single(told[2]);
        Assert.Equal("not-coordinator", Refused(parent, "decide-batch", "li", new { ok = true }));
        Assert.Equal("field-missing", Refused(parent, "decide-batch", "he", new { ok = false }));
        parent = Done(parent, "decide-batch", "he", new { ok = false, reason = "只是同一栋楼" });
        Assert.Equal((Gathering.Dismissed, 0), (parent.Batch, parent.Facts.Texts("flags").Count));
        Join("d");
        Assert.Equal(Gathering.Dismissed, parent.Batch);
        Join("e");
        Assert.Equal(Gathering.Suspected, parent.Batch);
        parent = Done(parent, "decide-batch", "he", new { ok = true });
        Assert.Equal((Gathering.Confirmed, "wide-impact"), (parent.Batch, parent.Facts.Texts("flags").Single()));
        Assert.Equal("nothing-suspected", Refused(parent, "decide-batch", "he", new { ok = true }));
    }
}
