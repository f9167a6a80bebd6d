using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Accountability;

/// <summary>
/// What counts as a violation: a breach the pack names, a verdict, an attribution, an obstruction, or a person citing a clause.
/// A finding belongs to one pack and carries one clause, its own. Nothing else follows from a breach.
/// </summary>
public static class Findings
{
    public static FindingOpened? FromBreach(Duty duty, Party holder, Scene scene)
    {
        if (Clockwork.RuleOf(duty, scene.Regime) is not { Rule.BreachFinding: { } kind } found) return null;
        var under = scene with { Pack = found.Pack, Act = new Done(0, "breached", Act.System, scene.At, Fields.Of(new { duty = duty.Name, rule = duty.Rule }), duty.Round) };
        var rule = found.Pack.Of<FindingRule>().FirstOrDefault(rule => rule.Finding == kind && rule.From is Element.One { Name: "breached" } && Matching.Holds(rule.If, under));
        if (rule is null) return null;
        var against = rule.Against is { } role ? Roles.One(role, under) ?? holder : holder;
        return Opened(rule, $"{scene.Matter.Key.Id}-f{scene.Matter.Findings.Count + 1}", against, duty.Name, duty.Pack, under, rule.Clause) with { DutyRule = duty.Rule };
    }

    /// <summary>Findings that an act itself opens. <c>open-finding</c> begins a matter of its own and is not among them.</summary>
    public static IEnumerable<Event> FromAct(Scene scene)
    {
        if (scene.Matter.Key.Kind == MatterKind.Finding)
        {
            if (scene.Act!.Name == "open-finding" && ByPerson(scene) is { } opened) yield return opened;
            yield break;
        }
        if (IsSaidAgain(scene)) yield break;
        var no = scene.Matter.Findings.Count;
        foreach (var pack in scene.Regime.Binding(scene.Matter))
        {
            var under = scene with { Pack = pack };
            foreach (var rule in pack.On<FindingRule>(scene.Act!.Name).Where(rule => Matching.Triggers(rule.From, scene.Act!.Name, under) && Matching.Holds(rule.If, under)))
                if (Against(rule, under) is { } against)
                    yield return Opened(rule, $"{scene.Matter.Key.Id}-f{++no}", against, null, null, under, rule.Clause);
        }
    }

    /// <summary>A verdict that says the same for other reasons opens nothing a second time.</summary>
    private static bool IsSaidAgain(Scene scene) => scene.Act is { Name: "determine" } act && scene.Matter.Acts.LastOrDefault(before => before.Name == "determine" && before.Seq < act.Seq) is { } before
        && (before.With.Text("verdict"), before.With.Text("severity") ?? "ordinary") == (act.With.Text("verdict"), act.With.Text("severity") ?? "ordinary");

    /// <summary>The rule under which a person may open a finding that cites this clause, with its pack; a kind narrows the choice.</summary>
    public static (Pack Pack, FindingRule Rule, string Clause)? Citing(Regime regime, string? clause, string? kind, string? pack = null)
    {
        foreach (var one in regime.Packs.Where(one => pack is null || one.Id == pack))
        {
            FindingRule[] rules = [.. one.Of<FindingRule>().Where(rule => kind is null || rule.Finding == kind)];
            if (clause is null && rules is [var only, ..] && kind is not null) return (one, only, only.Clause);
            if (clause is null || one.Clauses.Select(entry => entry.Key).FirstOrDefault(mark => Clauses.Matches(mark, clause)) is not { } mark) continue;
            var rule = rules.FirstOrDefault(rule => rule.Cites.Any(cited => cited == "all" || Clauses.Matches(mark, cited)))
                ?? rules.FirstOrDefault(rule => rule.Clauses.Any(own => Clauses.Matches(own, clause)));
            if (rule is not null) return (one, rule, mark);
        }
        return null;
    }

    /// <summary>The finding's own matter, with the opening as its first fact; whoever it is against is told.</summary>
    public static Opening Begin(FindingOpened opened, Matter from, Regime regime)
    {
        var told = opened.Against.IsPerson ? opened.Against.Id : regime.Organisation.HeadOf(regime.Organisation.UnitOf(opened.Against));
        IReadOnlyList<Event> events = [new Opened(from.Packs, from.Calendar) { At = opened.At }, opened, .. told is null ? (Event[])[] : [new Notified([told], "open-finding", opened.Pack, opened.Clause) { At = opened.At }]];
        return new(Matter.Replay(new(MatterKind.Finding, opened.Finding), events), events);
    }

    private static FindingOpened? ByPerson(Scene scene)
    {
        var with = scene.Act!.With;
        if (Citing(scene.Regime, with.Text("clause"), with.Text("kind"), with.Text("pack")) is not { } found || with.Text("against") is not { } name
            || Roles.NamedParty(scene, name) is not { } against) return null;
        return new(scene.Matter.Key.Id, found.Rule.Finding, found.Pack.Id, found.Clause, against, found.Rule.Main || with.IsTrue("main"), with.Text("case"), with.Text("duty"), null, with) { At = scene.At };
    }

    /// <summary>Whom an attribution or an obstruction names; else the role of the rule.</summary>
    private static Party? Against(FindingRule rule, Scene scene) =>
        scene.Act!.With.Text("to") is { } to && scene.Act.Name == "attribute" ? Roles.NamedParty(scene, to)
        : scene.Act.With.Text("unit") is { } unit && scene.Act.Name == "obstruct" ? Roles.NamedParty(scene, unit)
        : rule.Against is { } role ? Roles.One(role, scene) : scene.Matter.Handler;

    private static FindingOpened Opened(FindingRule rule, string id, Party against, string? duty, string? dutyPack, Scene scene, string clause) =>
        new(id, rule.Finding, rule.Pack, clause, against, rule.Main, scene.Matter.Key.Id, duty, dutyPack, About(scene)) { At = scene.At };

    /// <summary>What the act said, and whom the customer complained of: the finding's own history has to know it.</summary>
    private static Fields About(Scene scene) => scene.Matter.Facts.Text("complainee") is { } complainee && !scene.Act!.With.Has("complainee")
        ? scene.Act.With.With(Fields.Of(new { complainee })) : scene.Act!.With;
}
