using Shouwen.Cases;
using Shouwen.Judging;

namespace Shouwen.Duties;

/// <summary>
/// 常设责任: who may do what the organisation's own duties ask. What somebody owes is done by whoever owes it, by a head or leader over him, or by the body that keeps the staff's records;
/// nobody reports, checks or hands in for a unit that is not his. The platform's own rule; it cites the clause under which the duty is owed.
/// </summary>
public static class Owing
{
    /// <summary>Acts for which it is not asked who owes them: people say where they are, offices are filled by whoever may, grades and rewards have rules of their own.</summary>
    private static readonly HashSet<string> Free = ["whereabouts", "change-contact", "rate", "reward", "submit-reward", "publish", "supervise", "follow-measure"];

    /// <summary>The standing duties that the act at hand would discharge if whoever bears them did it.</summary>
    public static IEnumerable<Duty> Asked(Scene scene) => scene.Act is not { } act ? [] : scene.Matter.Duties.Where(duty => duty.Stands
        && Clockwork.RuleOf(duty, scene.Regime) is { } found && Matching.Triggers(found.Rule.MetBy, act.Name, scene with { Pack = found.Pack }));

    /// <summary>Whether the person may discharge the duty: bears it, belongs to the part it is owed for, or heads or leads whoever bears it.</summary>
    public static bool May(string person, Duty duty, Scene scene)
    {
        var (organisation, bearer) = (scene.Organisation, Clockwork.Bearer(duty, scene));
        var unit = organisation.UnitOf(bearer);
        return organisation.StandsFor(person, bearer) || organisation.HeadOf(unit) == person || organisation.Unit(unit)?.Leader == person
            || !bearer.IsUnit && unit == duty.Segment && duty.Segment is { } part && organisation.Belongs(person, part);
    }

    /// <summary>Why the act is not taken: others owe it, and the doer is none of them. Null for an act that nobody owes now.</summary>
    internal static Refusal? Judge(Scene scene)
    {
        if (scene.Act is not { } act || scene.Actor is not { } actor || Free.Contains(act.Name)) return null;
        if (act.Name == "check-contact") return Measures.MayCheck(scene) ? null : new("not-checker", "联络方式由客服、综合管理、监督或人事部门核查。");
        // Whoever a report was owed to speaks on it, and leaders do.
        if (act.Name == "instruct") return scene.Organisation.IsLeader(actor) || scene.Matter.Duties.Any(duty => duty.Name == "submit-report" && duty.Creditor is { } creditor && scene.Organisation.StandsFor(actor, creditor)) ? null : new("not-superior", "由收到报告的部门或领导批示。");
        var asked = Named(Named(Asked(scene).ToList(), duty => duty.Segment, [.. act.With.Texts("unit"), .. act.With.Texts("person"), .. act.With.Texts("segment")]), duty => duty.Period, act.With.Texts("period"));
        if (asked.Count == 0 || asked.Exists(duty => May(actor, duty, scene))) return null;
        return new("not-owed", $"{asked[0].Text ?? Words.Duty(asked[0].Name)}由{Permissions.Name(scene, Clockwork.Bearer(asked[0], scene))}负责，您不能代办。", asked[0].Clause, asked[0].Pack);
    }

    /// <summary>Those that the act names by their unit, person, segment or period; all where it names none of them.</summary>
    private static List<Duty> Named(List<Duty> asked, Func<Duty, string?> part, IReadOnlyList<string> given) =>
        asked.FindAll(duty => part(duty) is { } own && given.Contains(own)) is { Count: > 0 } named ? named : asked;
}
