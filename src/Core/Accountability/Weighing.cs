using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Accountability;

/// <summary>The factors that weigh for or against: only those the finding's pack names. Any of them lifts what must go together; one that lightens may lift all.</summary>
internal static class Weighing
{
    public static IEnumerable<Refusal> Judge(Scene scene)
    {
        var factors = scene.Act!.With.Texts("factors");
        if (factors.Count == 0) yield return new("field-missing", "请写明从轻或从重的情形。") { Fields = ["factors"], IsAboutData = true };
        foreach (var factor in factors.Where(factor => !Rules(scene).Any(rule => Names(rule, factor))))
            yield return new("factor-unknown", $"本制度没有“{factor}”这一从轻或从重的情形。", Rules(scene).FirstOrDefault()?.Clause, scene.Matter.Finding?.Pack) { Fields = ["factors"], IsAboutData = true };
    }

    /// <summary>Whether a factor was weighed under which there need be no sanction at all.</summary>
    public static bool MayLift(Scene scene) => scene.Matter.ActsNamed("weigh").SelectMany(act => act.With.Texts("factors"))
        .Any(factor => Rules(scene).Any(rule => rule.Weigh == "lighter-or-none" && Names(rule, factor)));

    private static bool Names(ConsequenceRule rule, string factor) => rule.Factors.Any(one => Clauses.Same(one, factor));

    private static IEnumerable<ConsequenceRule> Rules(Scene scene) => scene.Regime.Packs.FirstOrDefault(pack => pack.Id == scene.Matter.Finding?.Pack) is { } pack
        ? pack.Of<ConsequenceRule>().Where(rule => rule.Weigh is not null) : [];
}
