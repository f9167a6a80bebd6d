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
    /// <summary>更正首问认定: who was taken for the first contact by mistake gives way to the right one, by a superior's act with a reason. Both stay in the history. The platform's own rule.</summary>
    public const string Correction = "correct-first-contact";

    /// <summary>Why the determination can't be corrected so.</summary>
    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        if (scene.Act is not { Name: Correction } act) yield break;
        if (scene.Matter.Key.Kind != MatterKind.Case) yield return new("wrong-matter", "只有诉求可以更正首问认定。");
        else if (act.With.Text("person") is { } person && Party.Person(person) is var right && right == scene.Matter.FirstContact)
            yield return new("same-holder", $"首问责任人已经是{Permissions.Name(scene, right)}，不用更正。", "认定", House.Id) { Fields = ["person"], IsAboutData = true };
    }

    public static IEnumerable<Event> Of(Scene scene, string trigger)
    {
        if (trigger is "register" or "lead") return First(scene, trigger == "lead");
        return ((string[])["first-contact", "handler", "handling-unit", "lead", "link"]).Select(place => Place(place, scene, trigger)).OfType<Placed>().Where(moved => IsNew(moved, scene.Matter));
    }

    private static bool IsNew(Placed moved, Matter matter) => moved.As != "link" ? matter.At(moved.As) != moved.Who
        : !matter.Chain.Links.IsEmpty && !matter.Chain.Standing.Any(link => link.Holder == moved.Who && link.Pack == moved.Pack && link.Clause == moved.Clause)
            && !(matter.Chain.Pending is { } pending && pending.Answers == moved.Who && pending.Clause == moved.Clause);

    /// <summary>The places in the order in which one may speak of another: who answers, which unit is in charge, who handles, who leads.</summary>
    private static IEnumerable<Event> First(Scene scene, bool project)
    {
        var first = Place("first-contact", scene) ?? Core("first-contact", Roles.One(new Role("first-asked"), scene), scene);
        yield return first;
        scene = scene with { Matter = scene.Matter.Apply(first) };
        if (Place("handling-unit", scene) is { } unit)
        {
            yield return unit;
            scene = scene with { Matter = scene.Matter.Apply(unit) };
        }
        yield return Place("handler", scene) ?? Core("handler", first.Who, scene);
        if (Place("lead", scene) is { } lead) yield return lead;
        else if (project) yield return Core("lead", first.Who, scene);
    }

    private static Placed? Place(string place, Scene scene, string? trigger = null)
    {
        foreach (var pack in scene.Regime.Binding(scene.Matter))
        {
            var under = scene with { Pack = pack };
            if (trigger is not null && Stays(place, pack, scene)) continue;
            foreach (var rule in pack.On<OwnershipRule>(trigger ?? "").Where(rule => rule.As == place))
            {
                var falls = trigger is null || Matching.Triggers(rule.From, trigger, under);
                if (falls && !Landed(rule, scene.Matter) && Matching.Holds(rule.If, under) && Who(rule, under) is { } who && under.Organisation.CanAnswer(who))
                    return new Placed(place, who, pack.Id, rule.Clause) { At = scene.At };
            }
        }
        return null;
    }

    /// <summary>
    /// Whether whoever stands at the place stays there, whatever the pack says of a later act: until he may be released (<c>until</c>), a first contact for good where
    /// the pack stands behind the one that put him there. A pack before that one has its way.
    /// </summary>
    private static bool Stays(string place, Pack pack, Scene scene)
    {
        if (!scene.Matter.Places.TryGetValue(place, out var held) || held.Pack is not { } by) return false;
        var order = scene.Regime.Binding(scene.Matter).Select(one => one.Id).ToList();
        var behind = order.IndexOf(pack.Id) - order.IndexOf(by);
        return IsHeld(place, held, scene) is { } stays ? stays && behind >= 0 : place == "first-contact" && behind > 0;
    }

    /// <summary>Whether whoever stands at the place must stay until the customer is told, or satisfied; null where the rule that put him there names no end.</summary>
    public static bool? IsHeld(string place, Place held, Scene scene) => Rule(place, held, scene)?.Until switch
    {
        "told" => !scene.Matter.Told && !scene.Matter.Exempt,
        "satisfied" => scene.Matter.Satisfied != true && !scene.Matter.Exempt,
        _ => null,
    };

    private static OwnershipRule? Rule(string place, Place held, Scene scene) => scene.Regime.Binding(scene.Matter).FirstOrDefault(pack => pack.Id == held.Pack)?
        .Of<OwnershipRule>().FirstOrDefault(rule => rule.As == place && rule.Clause == held.Clause);

    /// <summary>A first contact whom a rule made at a hand-over stays: the same rule does not move the place on at the next.</summary>
    private static bool Landed(OwnershipRule rule, Matter matter) => rule is { As: "first-contact", From: not null }
        && matter.Places.TryGetValue("first-contact", out var place) && place.Pack == rule.Pack && place.Clause == rule.Clause;

    /// <summary>To whom the holder of a place answers, by the rule that put him there (or that names whoever took over, whom the platform put there itself); to nobody once he is released.</summary>
    public static IEnumerable<Party> Creditors(string place, Place held, Scene scene) => IsHeld(place, held, scene) == false ? [] : scene.Regime.Binding(scene.Matter).SelectMany(pack =>
    {
        var under = scene with { Pack = pack };
        return pack.Of<OwnershipRule>().Where(rule => rule.As == place && rule.Owes.Count > 0 && (held.Pack is null
                ? rule.From is { } from && Matching.Happened(from, under) is { } done && Who(rule, under with { Act = done }) == held.Who : held.Pack == pack.Id && held.Clause == rule.Clause))
            .SelectMany(rule => rule.Owes).SelectMany(role => Roles.All(role, under));
    }).Distinct();

    private static Party? Who(OwnershipRule rule, Scene scene) => rule.Who is { } role ? Roles.One(role, scene)
        : rule.By.Select(way => UnitBy(way, scene)).FirstOrDefault(unit => unit is not null) is { } found ? Party.Unit(found) : null;

    /// <summary>The unit whose territory, scope or contractors the matter falls in; the unit the clerk named comes first.</summary>
    private static string? UnitBy(string way, Scene scene)
    {
        if (scene.Matter.Facts.Text("unit") is { } named && scene.Organisation.Unit(named) is not null) return named;
        return Falls(way, scene);
    }

    /// <summary>The unit in whose territory, scope or contractors the matter falls. A firm that no unit is named for may still be in a unit's scope.</summary>
    private static string? Falls(string way, Scene scene)
    {
        var (facts, units) = (scene.Matter.Facts, scene.Organisation.Units);
        string[] words = way == "territory" ? [.. facts.Texts("territory")] : [.. facts.Texts(way == "vendor" ? "vendor" : "kind").Concat(facts.Texts("subject"))];
        return (way == "vendor" ? units.FirstOrDefault(unit => unit.Vendors.Any(words.Contains)) : null)?.Id
            ?? units.FirstOrDefault(unit => (way == "territory" ? unit.Territory : unit.Scope).Any(words.Contains))?.Id;
    }

    /// <summary>
    /// Where the work should be transferred, as far as anything tells, and what tells it: <c>placed</c> by a pack's rule, <c>meant</c> by whoever registered it, else the unit that answers for the outside
    /// firm, the place or the work (<c>vendor</c>, <c>territory</c>, <c>scope</c>). Null where nothing does, or the unit has it already.
    /// </summary>
    public static (string Unit, string Way)? Proposed(Scene scene)
    {
        var (matter, organisation) = (scene.Matter, scene.Organisation);
        (string? Unit, string Way)[] told = [(matter.At("handling-unit")?.Id, "placed"), (matter.Facts.Text("unit"), "meant"), .. Vocabulary.UnitsBy.OrderBy(way => way != "vendor").Select(way => (Falls(way, scene), way))];
        var has = organisation.UnitOf(matter.Handler);
        return told.Where(one => organisation.Unit(one.Unit) is not null && one.Unit != has).Select(one => ((string, string)?)(one.Unit!, one.Way)).FirstOrDefault();
    }

    private static Placed Core(string place, Party? who, Scene scene) =>
        new(place, who ?? throw new InvalidOperationException("An organisation without a single head can take no request."), null, null) { At = scene.At };
}
