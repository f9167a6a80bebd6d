using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Accountability;

/// <summary>
/// 陈述、异议、整改和了结: whoever a finding is against is told of it, may say his side and object; nothing is decided while an objection is open, and what was approved is not decided twice.
/// What an execution asks of him as a deed (a self-criticism, an apology, a correction) is reported and reviewed; then the finding is closed. A mistake is never edited: the execution is
/// reversed, and everything it put into the ledgers is put in once more with the other sign. The platform's own rule (<see cref="House"/>); regulations are silent on hearings.
/// </summary>
public static class Hearing
{
    /// <summary>Sanctions that are something to do.</summary>
    public static readonly IReadOnlyList<string> Deeds = ["self-criticism", "apology", "ordered-correction"];

    /// <summary>Acts of the platform on a finding.</summary>
    public static readonly IReadOnlySet<string> Acts = new HashSet<string> { "answer-finding", "object-finding", "decide-objection", "fulfil", "review-fulfilment", "close-finding", "reverse" };

    /// <summary>Acts by which the finding is judged; none of them moves what is approved.</summary>
    private static readonly HashSet<string> Judging = ["verify", "attribute", "classify", "weigh", "propose", "approve"];

    /// <summary>The objection that nobody decided yet.</summary>
    public static Done? Objection(Matter finding) => finding.Last("object-finding") is { } filed && (finding.Last("decide-objection") is not { } decided || decided.Seq < filed.Seq) ? filed : null;

    /// <summary>Whether the act takes back what was approved and executed before it.</summary>
    public static bool Annuls(Done act) => act.Name == "reverse" || act.Name == "decide-objection" && act.With.IsTrue("ok");

    /// <summary>The approval that stands: the last one, unless it was taken back.</summary>
    public static Done? Approval(Matter finding) => finding.Last("approve") is { } approved && !finding.Acts.Any(act => act.Seq > approved.Seq && Annuls(act)) && !Overruling.Voids(finding, approved) ? approved : null;

    /// <summary>What the executions that stand ask the accused to do.</summary>
    public static IReadOnlyList<string> Asked(Matter finding) => [.. Executing.Executed(finding).Select(done => done.Sanction.Sanction).Where(Deeds.Contains).Distinct()];

    /// <summary>The report on what was asked that nobody reviewed yet.</summary>
    public static Done? Report(Matter finding) => Asked(finding).Count > 0 && finding.Acts.LastOrDefault(act => act.Name is "execute" or "fulfil" or "review-fulfilment") is { Name: "fulfil" } report ? report : null;

    /// <summary>Whether nothing that was asked is left to do.</summary>
    public static bool IsFulfilled(Matter finding) => Asked(finding).Count == 0 || finding.Acts.LastOrDefault(act => act.Name is "execute" or "fulfil" or "review-fulfilment") is { Name: "review-fulfilment" } reviewed && reviewed.With.IsTrue("ok");

    /// <summary>Whether the accused has had his time to speak: he did, acknowledged the notice, or the organisation's window has passed. Without a window nobody waits.</summary>
    public static bool IsHeard(Scene scene) => House.Limit(scene.Regime, "finding-hearing") is not { } window || scene.Matter.Acts.Any(act => act.Name is "answer-finding" or "object-finding" or "receive-notice")
        || Limits.End(window, scene.Matter.OpenedAt, scene.Regime.CalendarOf(scene.Organisation.UnitOf(scene.Matter.Finding!.Against))) is not { } end || scene.At >= end;

    /// <summary>Whoever decides an objection: supervision, else personnel, else the general manager's; never the unit accused.</summary>
    public static Party? Office(Scene scene) => ((string[])["supervision", "hr", "general-administration", "general-manager"]).Select(scene.Organisation.Body).OfType<Organisations.Unit>()
        .Where(unit => Party.Unit(unit.Id) != scene.Matter.Finding?.Against).Select(unit => (Party?)Party.Unit(unit.Id)).FirstOrDefault();

    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        var (act, matter) = (scene.Act!, scene.Matter);
        if (matter.Key.Kind != MatterKind.Finding || matter.Finding is null)
        {
            if (Acts.Contains(act.Name) && !(act.Name == "reverse" && Rewarding.IsKey(matter.Key))) yield return new("wrong-matter", $"只有问责事项可以{Words.Act(act.Name)}。");
            yield break;
        }
        if (matter.Status == "approved" && Judging.Contains(act.Name)) yield return Of("already-approved", "已经审批，不能再改；当事人有异议的，先复核异议。");
        else if (Objection(matter) is not null && (act.Name is "execute" or "close-finding" || Judging.Contains(act.Name))) yield return Of("objection-open", "当事人提出了异议，复核之后才能继续。");
        else if (act.Name is "classify" or "weigh" or "propose" or "approve" or "execute" && Overruling.Open(matter) is { } changed)
            yield return Of(Overruling.Act, $"所依据的投诉认定已改为“{Words.Value("verdict", changed.With.Text("becomes")!)}”，先重新核实这项问责还成不成立。");
        else if (act.Name is "approve" or "execute" && scene.Others.Any(other => other.Key.Kind == MatterKind.Case && Overruling.IsInDoubt(matter, other))) yield return Of("verdict-in-doubt", "所依据的投诉认定正在复核，有了结果才能审批、执行。");
        else if (act.Name == "approve" && !IsHeard(scene)) yield return Of("not-heard", "陈述申辩的期限还没有过，当事人也没有表示意见，现在不能审批。");
        else if (Impossible(act, matter) is { } refusal) yield return refusal;
        if (act.Name == "attribute" && act.With.Text("to") is { } to && scene.Others.FirstOrDefault(other => other.Key.Kind == MatterKind.Case) is { } about
            && (Roles.NamedParty(scene, to) is not { } named || !Attribution.Holders(about).Contains(named)))
            yield return Of("not-a-link", "主要责任只能落在经手过这件诉求的一个环节上。") with { Fields = ["to"], IsAboutData = true };
    }

    private static Refusal? Impossible(Done act, Matter matter) => act.Name switch
    {
        "object-finding" when Objection(matter) is not null => Of("already-objected", "已经提出异议，等待复核。"),
        "decide-objection" when Objection(matter) is null => Of("nothing-objected", "没有等待复核的异议。"),
        "fulfil" when Report(matter) is not null => Of("already-reported", "已经报告完成，等待验收。"),
        "fulfil" when IsFulfilled(matter) => Of("nothing-to-fulfil", "没有要完成的处理要求。"),
        "review-fulfilment" when Report(matter) is null => Of("not-fulfilled", "当事人还没有报告完成，不能验收。"),
        "close-finding" when matter.Status != "executed" => Of("not-executed", "执行之后才能了结；不成立的，在核实时认定不成立。"),
        "close-finding" when !IsFulfilled(matter) => Of("not-fulfilled", $"{string.Join("、", Asked(matter).Select(Sentences.Sanction))}还没有完成并验收，不能了结。"),
        "reverse" when matter.Status is not ("executed" or "closed") => Of("nothing-to-reverse", "没有执行过的处理，不用冲销。"),
        _ => null,
    };

    private static Refusal Of(string code, string sentence) => new(code, sentence, "问责", House.Id);

    /// <summary>An objection lays its decision on an office, an execution what it asks on the accused; a report that is not accepted, the same again.</summary>
    internal static IEnumerable<Event> Raise(Scene scene)
    {
        var (act, matter) = (scene.Act!, scene.Matter);
        if (matter.Finding is not { } opened || !Acts.Contains(act.Name) && act.Name != "execute") return [];
        var fulfil = matter.Duties.LastOrDefault(duty => duty.Stands && duty is { Pack: House.Id, Rule: "fulfil" });
        return act.Name switch
        {
            "object-finding" when Office(scene) is { } office => House.Raised(matter, [House.Raise("decide-objection", office, opened.Against, House.Limit(scene.Regime, "objection-decision"), scene)], act.At),
            "execute" or "review-fulfilment" when !IsFulfilled(matter) && fulfil is null => House.Raised(matter, [House.Raise("fulfil", opened.Against, null, House.Limit(scene.Regime, "fulfilment"), scene)
                with { Text = $"完成{string.Join("、", Asked(matter).Select(Sentences.Sanction))}" }], act.At),
            "decide-objection" when act.With.IsTrue("ok") && fulfil is not null => [new DutyEnded(fulfil.No, DutyState.Waived, fulfil.Holder, act.Name) { At = act.At }],
            _ => [],
        };
    }

    /// <summary>Who is told: the accused of everything that is decided, the office of what he says, the next one of what waits for him.</summary>
    internal static IEnumerable<Party> Concerned(Scene scene)
    {
        if (scene.Matter.Finding is not { } opened) return [];
        Party[] office = Office(scene) is { } found ? [found] : [];
        return scene.Act!.Name switch
        {
            "open-finding" or "verify" or "execute" or "decide-objection" or "review-fulfilment" or "close-finding" or "reverse" => [opened.Against],
            Overruling.Act => [opened.Against, .. office],
            "propose" => Proposals.Approvers(scene.Regime, scene.Matter, scene.Others),
            "approve" => [opened.Against, .. Executors(scene)],
            "answer-finding" or "object-finding" or "fulfil" or "file-opinion" => office,
            _ => [],
        };
    }

    /// <summary>Who executes: whom a gate says alone, else whom the clause names, else the office.</summary>
    public static IReadOnlyList<Party> Executors(Scene scene)
    {
        var under = scene with { Pack = scene.Regime.Packs.FirstOrDefault(pack => pack.Id == scene.Matter.Finding?.Pack) };
        var alone = scene.Regime.Binding(scene.Matter).SelectMany(pack => pack.On<GateRule>("execute")).SelectMany(gate => gate.Only).SelectMany(role => Roles.All(role, under)).Distinct().ToList();
        if (alone.Count > 0) return alone;
        var named = Proposals.Rules(scene.Regime, scene.Matter, scene.Others, []).SelectMany(rule => rule.By).SelectMany(role => Roles.All(role, under)).Distinct().ToList();
        return named.Count > 0 ? named : Office(scene) is { } office ? [office] : [];
    }
}
