using Shouwen.Duties;
using Shouwen.Judging;

namespace Shouwen.Cases;

/// <summary>One round of handling again, from the customer's word that opened it to the customer's word on it.</summary>
/// <param name="No">2 for the first redo.</param>
/// <param name="Opened">The callback that opened it.</param>
/// <param name="Cause">own or out-of-scope: as whoever handles it judged, else as the customer said; null where nobody did.</param>
/// <param name="Judged">The judgement of the cause.</param>
/// <param name="Visits">Visits and contacts, in order.</param>
/// <param name="Result">The result, or the explanation why there is none.</param>
/// <param name="After">What the customer said of it; null while nobody asked.</param>
/// <param name="Clock">The round's own clock.</param>
public sealed record RedoRound(int No, Done Opened, string? Cause, Done? Judged, IReadOnlyList<Done> Visits, Done? Result, Done? After, Duty? Clock);

/// <summary>
/// 重办: a dissatisfied customer opens a round. Each has its cause, its clock and its own callback; the second failure goes one level up, the third to the leader. The platform's own rule
/// (<see cref="House"/>); where a regulation asks for a redo, its duty stands beside it.
/// </summary>
public static class Redo
{
    private const string Rule = "redo-round";

    public static IReadOnlyList<RedoRound> Of(Matter matter) => [.. matter.Acts.Where(act => act.Name == "callback" && act.With.Text("rating") == "dissatisfied").Select(opened => Of(matter, opened))];

    private static RedoRound Of(Matter matter, Done opened)
    {
        var no = opened.Round + 1;
        var acts = matter.Acts.Where(act => act.Round == no && act.Seq > opened.Seq).ToList();
        return new(no, opened, CauseOf(matter, opened), acts.FindLast(act => act.Name == "judge-cause"), acts.FindAll(act => act.Name is "visit" or "contact"), acts.FindLast(act => act.Name is "resolve" or "explain"),
            acts.Find(act => act.Name == "callback" && act.With.Text("rating") is "satisfied" or "basic" or "dissatisfied"),
            matter.Duties.LastOrDefault(duty => duty.Round == no && duty.Rule == Rule && duty.Pack == House.Id));
    }

    /// <summary>Where the cause of the round lies that was opened by this callback.</summary>
    internal static string? CauseOf(Matter matter, Done opened) => matter.Acts.LastOrDefault(act => act.Name == "judge-cause" && act.Round == opened.Round + 1)?.With.Text("cause") ?? opened.With.Text("cause");

    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        if (scene.Act!.Name != "judge-cause") yield break;
        if (!scene.Matter.RedoStands) yield return new("no-redo", "这件诉求没有正在进行的重办。");
        else if (scene.Act.With.Text("cause") is { } cause && cause is not ("own" or "out-of-scope")) yield return new("unknown-cause", "原因只能是工作原因或超出范围。") { Fields = ["cause"], IsAboutData = true };
    }

    /// <summary>A new round lays its clock on whoever handles it, or one level up; its answer lays a callback on somebody who did not handle it.</summary>
    internal static IEnumerable<Event> Raise(Scene scene)
    {
        var (act, matter) = (scene.Act!, scene.Matter);
        if (matter.Key.Kind != MatterKind.Case || matter.Round < 2) return [];
        if (act.Name == "callback" && act.With.Text("rating") == "dissatisfied" && House.Limit(scene.Regime, "redo-within") is { } within)
            return House.Raised(matter, [House.Raise(Rule, Level(scene), Party.Customer, within, scene)], act.At);
        var explained = act.Name == "explain" && matter.ActsNamed("callback").Last(called => called.With.Text("rating") == "dissatisfied") is var opened && CauseOf(matter, opened) == "out-of-scope";
        return [.. explained ? matter.Duties.Where(duty => duty.Stands && duty is { Pack: House.Id, Rule: Rule }).Select(duty => (Event)new DutyEnded(duty.No, DutyState.Met, duty.Holder, act.Name) { At = act.At }) : [], .. Callback(scene, explained)];
    }

    /// <summary>After the answer of a round the customer is asked again, unless a pack has somebody ask.</summary>
    private static IEnumerable<Event> Callback(Scene scene, bool explained)
    {
        var (act, matter) = (scene.Act!, scene.Matter);
        if (!explained && !(matter.ToldBy is [.., var told] && told == act.Seq) || matter.Duties.Any(duty => duty.Stands && duty.Name == "callback") || House.Limit(scene.Regime, "redo-callback") is not { } within) return [];
        var caller = scene.Organisation.Body("customer-service") is { } service && scene.Organisation.UnitOf(matter.Handler) != service.Id ? Party.Unit(service.Id) : matter.FirstContact;
        return House.Raised(matter, [House.Raise("round-callback", caller, Party.Customer, within, scene)], act.At);
    }

    /// <summary>The first failure is the handler's to mend, the second his unit head's, from the third on the leader's.</summary>
    private static Party Level(Scene scene)
    {
        var (matter, own) = (scene.Matter, scene.Organisation);
        var (unit, failures) = (own.UnitOf(matter.Handler), matter.Round - 1);
        var head = own.HeadOf(unit);
        return failures == 1 ? matter.Handler
            : (failures == 2 && head is not null && Party.Person(head) != matter.Handler ? head : own.LeaderAbove(unit) ?? head) is { } above ? Party.Person(above) : matter.Handler;
    }
}
