using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>The soft duties that apply to a matter: shown at the act to its doer, never refusing.</summary>
public static class Guiding
{
    /// <summary>Guidance at an act; with no act, everything that applies to the matter now.</summary>
    public static IEnumerable<GuidanceRule> Of(Scene scene, string? act = null)
    {
        foreach (var pack in scene.Regime.Binding(scene.Matter))
        {
            var under = scene with { Pack = pack };
            foreach (var rule in pack.Of<GuidanceRule>())
                if ((act is null || rule.At.Count == 0 || rule.At.Contains(act)) && Matching.Holds(rule.If, under)
                    && (rule.For.Count == 0 || scene.Actor is { } actor && Roles.Plays(actor, rule.For, under)))
                    yield return rule;
        }
    }
}
