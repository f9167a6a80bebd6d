using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Chain;

/// <summary>
/// 移交错了怎么办: what was sent to the wrong unit goes back inside a window; when the window has passed the work is the taker's (the giver stays in the chain). Whoever still
/// disagrees lays it before the coordinating body, whose ruling is final for this case and a precedent for the next. The platform's own rule; without a window set by the
/// organisation (<c>house/return-within</c>) nothing passes by itself.
/// </summary>
public static class Misrouting
{
    /// <summary>The parameter of the organisation that holds the window, a limit.</summary>
    public const string Window = "house/return-within";

    public static Limit? WindowOf(Regime regime) => regime.Settings.TryGetValue(Window, out var node) ? Limits.Parse(node) : null;

    /// <summary>The last moment at which the hand-over on its way may be returned; null when there is none, no window, or the matter stands still.</summary>
    public static DateTimeOffset? ReturnBy(Regime regime, Matter matter) =>
        matter.Chain.Pending is { DeemedAt: null } pending && !matter.Paused && !matter.IsClosed && !Disputed(matter) ? End(regime, pending.To, pending.At) : null;

    private static DateTimeOffset? End(Regime regime, Party taker, DateTimeOffset since) => WindowOf(regime) is { } window ? Limits.End(window, since, regime.CalendarOf(taker)) : null;

    /// <summary>A dispute stands that the coordinating body has not ruled on.</summary>
    public static bool Disputed(Matter matter) => matter.Last("dispute") is { } dispute && !matter.Acts.Any(act => act.Seq > dispute.Seq && act.Name is "arbitrate" or "return" or "forward");

    /// <summary>The hand-over whose window has passed by <paramref name="now"/> is the taker's: an event, and those told.</summary>
    public static IEnumerable<Event> Pass(Regime regime, Matter matter, DateTimeOffset now)
    {
        if (matter.Key.Kind != MatterKind.Case || ReturnBy(regime, matter) is not { } end || end >= now) yield break;
        var at = matter.Acts is [.., var last] && last.At > end ? last.At : end;
        var pending = matter.Chain.Pending!;
        yield return new Deemed(pending.To, "window") { At = at };
        var scene = new Scene(regime, matter, null, at);
        if (Notices.People([pending.To, pending.Giver], scene) is { Count: > 0 } people) yield return new Notified(people, "deemed", null, null) { At = at };
    }

    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        var (act, matter) = (scene.Act!, scene.Matter);
        if (act.Name is "dispute" or "arbitrate" && matter.Key.Kind != MatterKind.Case) yield return new("wrong-matter", "只有诉求可以提请仲裁。");
        else if (act.Name is "return" or "forward" && TooLate(scene) is { } late) yield return late;
        else if (act.Name == "dispute" && Disputed(matter)) yield return new("already-disputed", "已经提请仲裁，正等协调部门裁定。");
        else if (act.Name == "dispute" && Gathering.Decider(scene.Organisation) is null) yield return new("no-coordinator", "本单位没有协调或客户服务部门，无人可以裁定；请由上级协调。");
        else if (act.Name == "dispute" && matter.Chain.Pending is null && matter.Chain.Holding.Giver == 0) yield return new("nothing-to-dispute", "没有移交过来的工单，谈不上归属争议。");
        else if (act.Name == "dispute" && Ruled(matter)) yield return new("already-ruled", "协调部门已经裁定由本部门承办，不能再提。");
        else if (act.Name == "arbitrate" && !Disputed(matter)) yield return new("nothing-disputed", "这件诉求没有待裁定的争议。");
        else if (act.Name == "arbitrate" && matter.Last("dispute")!.By == act.By) yield return new("own-matter", "本人提请的争议不能由本人裁定。");
    }

    private static Refusal? TooLate(Scene scene)
    {
        var matter = scene.Matter;
        if (Ruled(matter)) return new("already-ruled", "协调部门已经裁定由本部门承办，不能退回或转办。");
        const string Sentence = "已过退回期限，视为接收，不能退回或转办；确属移交错误的，请提请仲裁。";
        if (matter.Chain.Pending is { } pending) return pending.DeemedAt is null && !(End(scene.Regime, pending.To, pending.At) < scene.At) ? null : new("return-too-late", Sentence);
        if (matter.Chain.Links.IsEmpty) return null;
        var held = matter.Chain.Holding;
        return held.Via is "take-over" or "designate" && End(scene.Regime, held.Holder, held.Since) < scene.At ? new("return-too-late", Sentence) : null;
    }

    /// <summary>Whether the hand-over that stands, or the last one taken, rests on a ruling.</summary>
    private static bool Ruled(Matter matter) => matter.Last("arbitrate") is { } ruling && !matter.Acts.Any(act => act.Seq > ruling.Seq && act.Name == "transfer");

    /// <summary>Where a ruling sends the work: it stays where it is, goes back to the giver, or goes to a third.</summary>
    internal static IEnumerable<Event> Follow(Scene scene)
    {
        var (matter, organisation) = (scene.Matter, scene.Organisation);
        if (scene.Act is not { Name: "arbitrate" } act || act.With.Text("unit") is not { } unit) yield break;
        var (held, giver) = matter.Chain.Pending is { } pending ? (pending.To, pending.Giver) : (matter.Chain.Holding.Holder, matter.Chain.Above(matter.Chain.Holding)?.Holder);
        if (organisation.UnitOf(held) == unit) yield return new Deemed(held, "ruling") { At = scene.At };
        else if (giver is { } back && organisation.UnitOf(back) == unit) yield return new Deemed(back, "returned") { At = scene.At };
        else yield return new Deemed(Party.Unit(unit), "ruling") { At = scene.At };
    }

    /// <summary>The matter after its work was given to somebody by rule and not by his taking it over. He is the handler; a person of his unit still takes it over by name.</summary>
    internal static Matter After(Matter matter, Deemed deemed)
    {
        if (deemed.Why == "returned") return Put(matter with { Chain = matter.Chain.Return() }, deemed.Who, matter.Paused ? "paused" : "awaiting-transfer");
        if (matter.Chain.Pending is { } pending && pending.To == deemed.Who) return Put(matter with { Chain = matter.Chain with { Pending = pending with { DeemedAt = deemed.At } } }, deemed.Who, matter.Status);
        if (matter.Chain.Pending is null && matter.Chain.Holding.Holder == deemed.Who) return matter;
        var chain = (matter.Chain with { Pending = null }).Send(deemed.Who, deemed.At, null);
        return Put(matter with { Chain = chain with { Pending = chain.Pending! with { DeemedAt = deemed.At } } }, deemed.Who, matter.Paused ? "paused" : "awaiting-takeover");
    }

    private static Matter Put(Matter matter, Party handler, string status) => matter with { Status = status, Places = matter.Places.SetItem("handler", new(handler, null, null)) };
}
