using System.Globalization;
using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>A named number of a pack: how often an act was done or a sanction executed, per person, unit or case.</summary>
public static class Counts
{
    /// <summary>The count for whoever the scene's finding is against; unknown without one. Of findings, those up to the scene's own: what comes later is no reason yet.</summary>
    public static IReadOnlyList<string>? Of(string name, Scene scene) =>
        scene.Pack?.Of<CountRule>().FirstOrDefault(rule => rule.Count == name) is { } rule && scene.Matter.Finding?.Against is { } who
            ? [Of(rule, who, scene.Others.Where(other => !rule.Of.Contains("open-finding") || other.OpenedAt <= scene.Matter.OpenedAt).Append(scene.Matter), scene).ToString(CultureInfo.InvariantCulture)] : null;

    /// <summary>Over the given matters: acts of the rule by (or for) a party, sanctions executed against it, or findings against it.</summary>
    public static int Of(CountRule rule, Party who, IEnumerable<Matter> matters, Scene scene) => matters.DistinctBy(matter => matter.Key).Sum(matter =>
        rule.Of.Contains("sanction") ? Sanctions(rule, who, matter) : rule.Of.Contains("open-finding") ? Found(rule, who, matter, scene) : Acts(rule, who, matter, scene));

    /// <summary>Counts every organisation has without a pack: urges a person or unit received, returns and escalations a unit made.</summary>
    public static int Plain(string name, Party who, IEnumerable<Matter> matters, Regime regime)
    {
        string[] acts = name switch { "urges" => ["urge"], "returns" => ["return"], "escalations" => ["escalate", "refer-up"], _ => [name] };
        return matters.Sum(matter => matter.Acts.Count(done => acts.Contains(done.Name) && (name == "urges"
            ? done.Told.Any(person => who.IsUnit ? regime.Organisation.UnitOf(Party.Person(person)) == who.Id : person == who.Id)
            : who.IsUnit ? regime.Organisation.UnitOf(Party.Person(done.By)) == who.Id : done.By == who.Id)));
    }

    private static int Sanctions(CountRule rule, Party who, Matter matter) =>
        matter.Finding?.Against != who || matter.Status != "executed" || matter.Last("approve") is not { } approved ? 0
        : Executing.Sanctions(approved.With).Count(one => Named(rule.If, one.Sanction));

    /// <summary>A finding counts for whoever it is against, however it was opened, unless it was dismissed.</summary>
    private static int Found(CountRule rule, Party who, Matter matter, Scene scene) =>
        matter.Finding is { } finding && matter.Status != "dismissed" && finding.Pack == rule.Pack
        && (rule.By == "unit" ? scene.Organisation.UnitOf(finding.Against) == who.Id : finding.Against == who)
        && Matching.Holds(rule.If, scene with { Matter = matter, Act = null, At = matter.OpenedAt }) ? 1 : 0;

    private static int Acts(CountRule rule, Party who, Matter matter, Scene scene) => matter.Acts.Count(done => rule.Of.Contains(done.Name)
        && Matching.Holds(rule.If, scene with { Matter = matter, Act = done, At = done.At })
        && (rule.By == "case" || (rule.By == "unit" ? scene.Organisation.UnitOf(Party.Person(done.By)) == who.Id : done.By == who.Id)));

    private static bool Named(Matcher? matcher, string sanction) => matcher switch
    {
        null => true,
        Matcher.Is { Fact: "sanction" } test => test.Values.Any(value => value.Text == sanction),
        Matcher.All all => all.Of.All(of => Named(of, sanction)),
        Matcher.Any any => any.Of.Any(of => Named(of, sanction)),
        _ => false,
    };
}
