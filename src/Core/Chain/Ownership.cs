using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Chain;

/// <summary>
/// Who takes a place. At <c>register</c> the first matching rule for each place decides, over the packs in order; without a rule the one asked first is
/// first contact and handler; a rule that names somebody who has left, or a body no unit is bound to, is passed over. A rule with <c>from</c> makes the place migrate at that act; without one the first contact is sticky.
/// </summary>
public static class Ownership
{
    public static IEnumerable<Event> Of(Scene scene, string trigger)
    {
        var begins = trigger is "register" or "lead";
        if (begins) yield return Place("first-contact", scene) ?? Core("first-contact", Roles.One(new Role("first-asked"), scene), scene);
        var decided = begins ? scene with { Matter = scene.Matter.Apply(Place("first-contact", scene) ?? Core("first-contact", Roles.One(new Role("first-asked"), scene), scene)) } : scene;
        if (begins) yield return Place("handler", decided) ?? Core("handler", decided.Matter.FirstContact, decided);
        foreach (var place in (string[])["handling-unit", "lead"])
            if (begins && Place(place, decided) is { } placed) yield return placed;
        if (begins && trigger == "lead" && Place("lead", decided) is null) yield return Core("lead", decided.Matter.FirstContact, decided);
        if (!begins)
            foreach (var place in (string[])["first-contact", "handler", "handling-unit", "lead"])
                if (Place(place, scene, trigger) is { } moved && scene.Matter.At(place) != moved.Who) yield return moved;
    }

    private static Placed? Place(string place, Scene scene, string? trigger = null)
    {
        foreach (var pack in scene.Regime.Binding(scene.Matter))
        {
            var under = scene with { Pack = pack };
            foreach (var rule in pack.Of<OwnershipRule>().Where(rule => rule.As == place))
            {
                var falls = rule.From is null ? trigger is null : trigger is not null && Matching.Triggers(rule.From, trigger, under);
                if (falls && Matching.Holds(rule.If, under) && Who(rule, under) is { } who && under.Organisation.CanAnswer(who))
                    return new Placed(place, who, pack.Id, rule.Clause) { At = scene.At };
            }
        }
        return null;
    }

    private static Party? Who(OwnershipRule rule, Scene scene) => rule.Who is { } role ? Roles.One(role, scene)
        : rule.By.Select(way => UnitBy(way, scene)).FirstOrDefault(unit => unit is not null) is { } found ? Party.Unit(found) : null;

    /// <summary>The unit whose territory, scope or contractors the matter falls in; the unit the clerk named comes first.</summary>
    private static string? UnitBy(string way, Scene scene)
    {
        var facts = scene.Matter.Facts;
        if (facts.Text("unit") is { } named && scene.Organisation.Unit(named) is not null) return named;
        string[] words = way == "territory" ? [.. facts.Texts("territory")] : [.. facts.Texts(way == "vendor" ? "vendor" : "kind").Concat(facts.Texts("subject"))];
        return scene.Organisation.Units.FirstOrDefault(unit => (way == "territory" ? unit.Territory : unit.Scope).Any(words.Contains))?.Id;
    }

    private static Placed Core(string place, Party? who, Scene scene) =>
        new(place, who ?? throw new InvalidOperationException("An organisation without a single head can take no request."), null, null) { At = scene.At };
}
