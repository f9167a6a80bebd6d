using System.Globalization;
using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>A named number of a pack: how often an act was done or a sanction executed, per person, unit or case.</summary>
public static class Counts
{
    /// <summary>
    /// The count for whoever the scene's finding is against; without one for the doer, or the unit in charge. Unknown without either.
    /// Of findings, those up to the scene's own: what comes later is no reason yet.
    /// </summary>
    public static IReadOnlyList<string>? Of(string name, Scene scene) =>
        scene.Pack?.Of<CountRule>().FirstOrDefault(rule => rule.Count == name) is { } rule && Whose(rule, scene) is { } who
            ? [Of(rule, who, scene.Others.Where(other => !rule.Of.Contains("open-finding") || other.OpenedAt <= scene.Matter.OpenedAt).Append(scene.Matter), scene).ToString(CultureInfo.InvariantCulture)] : null;

    private static Party? Whose(CountRule rule, Scene scene) => scene.Matter.Finding?.Against ?? rule.By switch
    {
        "unit" => Roles.One(new Role("handling-unit"), scene),
        "case" => Party.Customer,
        _ => scene.Actor is { } actor ? Party.Person(actor) : null,
    };

    /// <summary>Over the given matters, within the window that ends at the scene: acts of the rule by (or for) a party, sanctions executed against it, or findings against it.</summary>
    public static int Of(CountRule rule, Party who, IEnumerable<Matter> matters, Scene scene) => matters.DistinctBy(matter => matter.Key).Where(matter => rule.By != "case" || OfTheCase(matter, scene)).Sum(matter =>
        rule.Of.Contains("sanction") ? Sanctions(rule, who, matter, scene) : rule.Of.Contains("open-finding") ? Found(rule, who, matter, scene) : Acts(rule, who, matter, scene));

    private static bool OfTheCase(Matter matter, Scene scene) => matter.Key == scene.Matter.Key || matter.Key.Id == scene.Matter.Finding?.Case
        || matter.Finding?.Case is { } about && about == (scene.Matter.Finding?.Case ?? scene.Matter.Key.Id);

    /// <summary>Counts every organisation has without a pack: urges a person or unit received, returns and escalations a unit made.</summary>
    public static int Plain(string name, Party who, IEnumerable<Matter> matters, Regime regime)
    {
        string[] acts = name switch { "urges" => ["urge"], "returns" => ["return"], "escalations" => ["escalate", "refer-up"], _ => [name] };
        return matters.Sum(matter => matter.Acts.Count(done => acts.Contains(done.Name) && (name == "urges"
            ? done.Told.Any(person => who.IsUnit ? regime.Organisation.UnitOf(Party.Person(person)) == who.Id : person == who.Id)
            : who.IsUnit ? regime.Organisation.UnitOf(Party.Person(done.By)) == who.Id : done.By == who.Id)));
    }

    private static int Sanctions(CountRule rule, Party who, Matter matter, Scene scene) =>
        matter.Finding is not { } finding || !Is(rule, who, finding.Against, scene) ? 0
        : Executing.Executed(matter).Count(done => Named(rule.If, done.Sanction.Sanction) && InWindow(rule, done.At, scene));

    /// <summary>A finding counts for whoever it is against, however it was opened, unless it was dismissed.</summary>
    private static int Found(CountRule rule, Party who, Matter matter, Scene scene) =>
        matter.Finding is { } finding && matter.Status != "dismissed" && finding.Pack == rule.Pack && Is(rule, who, finding.Against, scene) && InWindow(rule, matter.OpenedAt, scene)
        && Matching.Holds(rule.If, scene with { Matter = matter, Act = null, At = matter.OpenedAt }) ? 1 : 0;

    private static int Acts(CountRule rule, Party who, Matter matter, Scene scene) => matter.Acts.Count(done => rule.Of.Contains(done.Name)
        && InWindow(rule, done.At, scene) && Matching.Holds(rule.If, scene with { Matter = matter, Act = done, At = done.At }) && Is(rule, who, Party.Person(done.By), scene));

    private static bool Is(CountRule rule, Party who, Party one, Scene scene) =>
        rule.By == "case" || one == who || rule.By == "unit" && scene.Organisation.UnitOf(one) is { } unit && unit == scene.Organisation.UnitOf(who);

    /// <summary>A window is a period of the calendar, or a length back from the scene's moment; without one, or while it is open, everything counts.</summary>
    private static bool InWindow(CountRule rule, DateTimeOffset at, Scene scene)
    {
        if (rule.Window is not { } window || scene.Regime.Packs.FirstOrDefault(pack => pack.Id == rule.Pack) is not { } pack) return true;
        var calendar = scene.Regime.Calendar;
        var node = window.Set is { } name ? scene.Regime.Setting(pack, name) : new Node(0, window.Text);
        if (node?.Scalar is { } word && Vocabulary.Every.Contains(word)) return Period.Of(word, calendar.DayOf(scene.At)).Contains(calendar.DayOf(at));
        return node is null || Limits.Parse(node) is not { } length || at >= Limits.Ahead(length, scene.At, calendar);
    }

    private static bool Named(Matcher? matcher, string sanction) => matcher switch
    {
        null => true,
        Matcher.Is { Fact: "sanction" } test => test.Values.Any(value => value.Text == sanction),
        Matcher.All all => all.Of.All(of => Named(of, sanction)),
        Matcher.Any any => any.Of.Any(of => Named(of, sanction)),
        _ => false,
    };
}
