using Shouwen.Calendar;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Cases;

/// <summary>
/// 申请: what is asked for and decided by somebody else: more time, a pause, urgent handling, an escalation to a higher level. Asking lays the decision on whoever may decide, within a limit;
/// a refusal says why; what is granted takes effect with the decision. The platform's own rule with the organisation's numbers (<see cref="House"/>).
/// </summary>
public static class Applying
{
    /// <summary>What can be applied for: <c>request-X</c> is decided by <c>decide-X</c>.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["extension", "pause", "urgent", "escalation"];

    /// <summary>What a case may be paused for.</summary>
    public static readonly IReadOnlyList<string> Causes = ["customer", "third-party", "weather", "other"];

    /// <summary>The kind an act asks for, or decides on; null for others.</summary>
    public static string? Asks(string act) => act.StartsWith("request-", StringComparison.Ordinal) && Kinds.Contains(act[8..]) ? act[8..] : null;
    public static string? Decides(string act) => act.StartsWith("decide-", StringComparison.Ordinal) && Kinds.Contains(act[7..]) ? act[7..] : null;

    /// <summary>Whether a decision says yes: in so many words, or — of urgent handling — by naming the new end.</summary>
    public static bool Granted(Done decision) => decision.With.Has("granted") ? decision.With.IsTrue("granted") : decision.Name == "decide-urgent";

    /// <summary>The application of that kind that waits for a decision.</summary>
    public static Done? Open(Matter matter, string kind) => matter.Last($"request-{kind}") is { } asked && (matter.Last($"decide-{kind}") is not { } decided || decided.Seq < asked.Seq) ? asked : null;

    /// <summary>Every application of a matter with its decision, the earliest first.</summary>
    public static IEnumerable<(string Kind, Done Asked, Done? Decided)> Of(Matter matter) => matter.Acts.Where(act => Asks(act.Name) is not null).Select(act => (Asks(act.Name)!, act, matter.Acts.Find(done =>
        done.Seq > act.Seq && done.Name == $"decide-{Asks(act.Name)}" && !matter.Acts.Exists(later => later.Name == act.Name && later.Seq > act.Seq && later.Seq < done.Seq))));

    /// <summary>What the decision takes over from the application: the ground of a pause, to whom it is escalated.</summary>
    internal static Act Settled(Act act, Matter matter) => act.Name switch
    {
        "decide-pause" when Open(matter, "pause") is { } asked => act with { With = act.With.With(asked.With.Only(Ground)) },
        "decide-escalation" when Open(matter, "escalation") is { } asked && !act.With.Has("to") => act with { With = act.With.With(asked.With.Only(Level)) },
        _ => act,
    };

    private static readonly HashSet<string> Ground = ["cause"], Level = ["to"];

    /// <summary>Who decides: whom a pack's gate or right names, else the asker's superior, else customer service, else the head of the unit in charge.</summary>
    public static Party? Decider(string kind, Scene scene)
    {
        var act = $"decide-{kind}";
        var named = scene.Regime.Binding(scene.Matter).SelectMany(pack => pack.On<GateRule>(act).Where(gate => gate.Only.Count > 0 && Matching.Holds(gate.If, scene with { Pack = pack })).SelectMany(gate => gate.Only)
            .Concat(pack.Of<RightRule>().Where(right => right.May.Contains(act) && Matching.Holds(right.If, scene with { Pack = pack })).SelectMany(right => right.Who)).SelectMany(role => Roles.All(role, scene with { Pack = pack })));
        var own = scene.Organisation;
        return named.Concat(((string?[])[own.SuperiorOf(scene.Actor!)]).OfType<string>().Select(Party.Person)).Concat(own.Body("customer-service") is { } unit ? [Party.Unit(unit.Id)] : [])
            .Concat(own.HeadOf(own.UnitOf(scene.Matter.Handler)) is { } head ? [Party.Person(head)] : [])
            .Where(party => own.CanAnswer(party) && party != Party.Person(scene.Actor!)).Cast<Party?>().FirstOrDefault();
    }

    /// <summary>Why an application or its decision is not taken.</summary>
    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        var (act, matter) = (scene.Act!, scene.Matter);
        if (act.Name == "pause" && act.With.Text("cause") is { } cause && House.List(scene.Regime, "pause-consent").Contains(cause))
            yield return new("pause-by-application", $"因{Words.Value("cause", cause)}暂停要先申请、经同意，请改用“{Words.Act("request-pause")}”（本单位设置）。", "申请", House.Id) { IsAboutData = true, Fields = ["cause"] };
        if (Decides(act.Name) is not null && !Granted(act) && !act.With.Has("reason") && !act.With.Has("text"))
            yield return new("field-missing", "不同意要写明理由。", "申请", House.Id) { Fields = ["text"], IsAboutData = true };
        if (Asks(act.Name) is not { } kind || matter.Key.Kind is not (MatterKind.Case or MatterKind.Project)) yield break;
        if (Open(matter, kind) is { } open) yield return new("already-asked", $"{Permissions.Name(scene, Party.Person(open.By))}的申请还在等审批，不用再申请。");
        if (kind == "pause" && matter.Paused) yield return new("already-paused", "这件诉求已经暂停。");
        if (kind == "escalation" && matter.Escalated is not null) yield return new("already-escalated", "这件诉求已经升级；降级之后才能再申请。");
        if (kind == "extension" && (Late(scene) ?? TooLong(scene)) is { } refusal) yield return refusal;
    }

    /// <summary>The standing duties that an extension would lengthen.</summary>
    private static List<Duty> Extendable(Scene scene) => [.. scene.Matter.Duties.Where(duty => duty.Stands && Clockwork.RuleOf(duty, scene.Regime) is { Rule.Extends: true })];

    /// <summary>The new end lies no further behind the last of the present ones than the organisation allows at a time.</summary>
    private static Refusal? TooLong(Scene scene) =>
        House.Limit(scene.Regime, "extension-longest") is { } longest && scene.Regime.Calendar.ReadMoment(scene.Act!.With.Text("until")) is { } until && Extendable(scene).Max(duty => duty.Due) is { } due
        && Limits.End(longest, due, scene.Regime.Calendar) is { } last && until > last
            ? new("extended-too-far", $"一次最多延长{Words.Limit(Limits.Write(longest)).TrimEnd('内')}，即延到 {Urging.Say(last, scene)}（本单位设置）。", "申请", House.Id) { IsAboutData = true, Fields = ["until"] } : null;

    /// <summary>More time is asked for while there is some: once every limit that could be longer has passed, it stays passed. And only so often.</summary>
    private static Refusal? Late(Scene scene)
    {
        var times = scene.Matter.ActsNamed("decide-extension").Count(Granted);
        if (times >= House.Number(scene.Regime, "extension-times")) return new("extended-enough", $"这件诉求已经延期 {times} 次，不能再延（本单位规定最多 {House.Number(scene.Regime, "extension-times")} 次）。", "申请", House.Id);
        var longer = Extendable(scene);
        return longer.Count > 0 && longer.TrueForAll(duty => duty.BreachedAt is not null)
            ? new("too-late", $"“{longer[0].Text ?? Words.Duty(longer[0].Name)}”已经逾期，不能再申请延期。", longer[0].Clause, longer[0].Pack) : null;
    }

    /// <summary>Whoever may decide owes the decision; who has the work owes it to the customer to say that it takes longer, where the organisation asks that.</summary>
    internal static IEnumerable<Event> Raise(Scene scene)
    {
        var (act, matter) = (scene.Act!, scene.Matter);
        if (matter.Key.Kind is not (MatterKind.Case or MatterKind.Project) || act.By is Act.System or Act.Customer) return [];
        if (Asks(act.Name) is { } kind && Decider(kind, scene) is { } decider)
            return House.Raised(matter, [House.Raise($"decide-{kind}", decider, Party.Person(act.By), House.Limit(scene.Regime, "application-decision"), scene)], act.At);
        return Decides(act.Name) is "extension" or "pause" && Granted(act) && matter.Handler is { } handler && House.Limit(scene.Regime, "delay-notice") is { } limit
            ? House.Raised(matter, [House.Raise("tell-delay", handler, null, limit, scene) with { OwedTo = new Role("customer") }], act.At) : [];
    }
}
