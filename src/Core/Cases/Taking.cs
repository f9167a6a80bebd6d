using Shouwen.Chain;
using Shouwen.Duties;
using Shouwen.Judging;

namespace Shouwen.Cases;

/// <summary>
/// 接过责任: what one person bears by name without standing in a chain goes over by its taker's own act, offered by a list of a hand-over (<see cref="DeskHandOver"/>): a duty of the organisation's
/// own, a decision that an applicant waits for, and what the issuer of a supervision order has still to do in it. The limit stays. The platform's own rule.
/// </summary>
public static class Taking
{
    public const string Act = "take-duty";

    /// <summary>Whether a duty that a person bears by name can go over to another: what he owes for himself (his own training) and what he answers for as the accused can't.</summary>
    public static bool GoesOver(Duty duty, Matter matter, string from) => duty.Stands && duty.Holder == Party.Person(from) && duty.Segment != from && matter.Finding?.Against != Party.Person(from);

    /// <summary>Why the duty, or the order, can't go over: it has ended or is another's by now, or the taker is a party to it himself.</summary>
    internal static Refusal? Judge(Scene scene)
    {
        var (act, matter, taker) = (scene.Act!, scene.Matter, Party.Person(scene.Actor!));
        var from = act.With.Text("from")!;
        if (matter.Key.Kind == MatterKind.Order)
            return !Ordering.Stands(matter) || Ordering.IssuerOf(matter) != from ? Gone
                : Ordering.UnitOf(matter) is { } ordered && scene.Organisation.Belongs(taker.Id, ordered) ? new("own-unit", "您就在被督办的部门，不能接着督办。") : null;
        if (matter.Duties.Find(duty => duty.No == (int?)act.With.Number("duty")) is not { } duty || !GoesOver(duty, matter, from)) return Gone;
        if (duty.Creditor == taker || matter.Finding is { Against: var against } && scene.Organisation.StandsFor(taker.Id, against)) return new("own-matter", "这一项是您自己的事，不能由您来办，请交给别人。");
        return Applying.Decides(duty.Name) is null ? null : Unable(duty, scene);
    }

    private static Refusal Gone => new("not-held", "这一项已经了结，或不在移交人手上了。");

    /// <summary>Why the taker could not decide what he would take: a regulation or the platform lets the giver alone.</summary>
    private static Refusal? Unable(Duty duty, Scene scene)
    {
        var taken = After(scene.Matter, new Acted(Act, scene.Actor!, scene.Act!.With) { At = scene.At });
        return Deciding.Do(scene.Regime, taken, new Act(duty.Name, scene.Actor!, scene.At, Fields.None), []) is Decision.Refused refused
            ? refused.Refusals.FirstOrDefault(refusal => !refusal.IsAboutData) : null;
    }

    /// <summary>
    /// The matter with the taker in the giver's place: in one duty, or, where none is named, in all the giver bears or is owed. What was missed before stays the giver's
    /// (<see cref="Duty.MissedBy"/>), and is the taker's to do.
    /// </summary>
    internal static Matter After(Matter matter, Acted acted)
    {
        var (from, to, no) = (Party.Person(acted.With.Text("from") ?? ""), Party.Person(acted.By), (int?)acted.With.Number("duty"));
        return matter with
        {
            Duties = [.. matter.Duties.Select(duty => !duty.Stands || no is not null && duty.No != no ? duty : duty.Passed(from, to) with
            {
                MissedBy = duty.Holder == from && duty.BreachedAt is not null ? duty.MissedBy ?? from : duty.MissedBy,
            })],
        };
    }
}
