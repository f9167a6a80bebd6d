using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Cases;

/// <summary>
/// When a customer counts as told: after an answer, a notice of the outcome, a result with a reply, an explanation that the matter is outside the house,
/// or guidance elsewhere where a pack in force lets the customer be sent on. What a customer hears of a finding answers nothing that he asked.
/// </summary>
public static class Telling
{
    public static bool Tells(Scene scene) => scene.Matter.Key.Kind != MatterKind.Finding && scene.Act is { } act && act.Name switch
    {
        "answer" or "inform" or "final-reply" => true,
        "resolve" => act.With.Has("reply"),
        "explain" => scene.Matter.Facts.Text("scope") == "outside",
        "guide" => scene.Regime.Binding(scene.Matter).Any(pack => LetsRedirect(pack, scene)),
        _ => false,
    };

    private static bool LetsRedirect(Pack pack, Scene scene) =>
        pack.Duties.Any(rule => rule.From is not null && Names(rule.MetBy).Contains("guide") && Matching.Holds(rule.If, scene with { Pack = pack }))
        || pack.Of<RightRule>().Any(right => right.May.Contains("guide") && Matching.Holds(right.If, scene with { Pack = pack }));

    private static IEnumerable<string> Names(Element element) => element switch
    {
        Element.One one => [one.Name],
        Element.AnyOf any => any.Of.SelectMany(Names),
        Element.AllOf all => all.Of.SelectMany(Names),
        _ => [],
    };
}
