using System.Globalization;
using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>Whether a condition holds in a scene, and whether an element has happened.</summary>
public static class Matching
{
    public static bool Holds(Matcher? matcher, Scene scene) => matcher switch
    {
        null => true,
        Matcher.All all => all.Of.All(of => Holds(of, scene)),
        Matcher.Any any => any.Of.Any(of => Holds(of, scene)),
        Matcher.Not not => !Holds(not.Of, scene),
        Matcher.Is test => Facts.Of(test.Fact, scene) is { } values && test.Values.SelectMany(value => Words(value, scene)).Any(word => values.Any(value => Same(test.Fact, value, word))),
        Matcher.Compares test => Compares(test, scene),
        Matcher.Holds role => RoleHolds(role, scene),
        _ => throw new InvalidOperationException($"No matching for {matcher.GetType().Name}."),
    };

    /// <summary>Whether the act, just now, is what the element waits for. <paramref name="name"/> is the act's name or a derived event.</summary>
    public static bool Triggers(Element? element, string name, Scene scene) => element switch
    {
        Element.One one => one.Name == name && Holds(one.If, scene) && (one.By is null || scene.Actor is { } actor && Roles.Plays(actor, one.By, scene)),
        Element.AnyOf any => any.Of.Any(of => Triggers(of, name, scene)),
        Element.AllOf all => all.Of.Any(of => Triggers(of, name, scene)) && all.Of.All(of => Triggers(of, name, scene) || Happened(of, scene) is not null),
        _ => false,
    };

    /// <summary>The last act of this round by which the element happened, or null.</summary>
    public static Done? Happened(Element element, Scene scene)
    {
        switch (element)
        {
            case Element.One one:
                return scene.Matter.Acts.LastOrDefault(done => (done.Round >= Since(scene) || done.Name == "register") && Triggers(one, done.Name, scene with { Act = done, At = done.At }))
                    ?? (one.Name == "told" ? scene.Matter.Acts.LastOrDefault(done => scene.Matter.ToldBy.Contains(done.Seq)) : null);
            case Element.AnyOf any:
                return any.Of.Select(of => Happened(of, scene)).OfType<Done>().MaxBy(done => done.Seq);
            case Element.AllOf all:
                var found = all.Of.Select(of => Happened(of, scene)).ToList();
                if (found.Any(done => done is null)) return null;
                if (all.InOrder && found.Zip(found.Skip(1)).Any(pair => pair.First!.Seq > pair.Second!.Seq)) return null;
                return found.MaxBy(done => done!.Seq);
            default:
                return null;
        }
    }

    /// <summary>In the first round everything counts; in a redo only what was done since.</summary>
    private static int Since(Scene scene) => scene.Act?.Round ?? scene.Matter.Round;

    private static IEnumerable<string> Words(Value value, Scene scene)
    {
        if (value.Set is not { } set) return value.Text is { } text ? [text] : [];
        var node = scene.Pack is { } pack ? scene.Regime.Setting(pack, set) : null;
        return node?.Items is { } items ? items.Select(item => item.Scalar!) : node?.Scalar is { } scalar ? [scalar] : [];
    }

    private static bool Same(string fact, string value, string word) => fact == "clause" ? Clauses.Matches(value, word) : value == word;

    private static bool Compares(Matcher.Compares test, Scene scene)
    {
        var values = test.Count is { } count ? Counts.Of(count, scene) : Facts.Of(test.Fact, scene);
        if (values is not [var text, ..] || !Parse(text, out var left)) return false;
        return Words(test.Than, scene).FirstOrDefault() is { } than && Parse(than, out var right) && test.Comparison switch
        {
            Comparison.AtLeast => left >= right,
            Comparison.AtMost => left <= right,
            Comparison.Over => left > right,
            _ => left == right,
        };
    }

    private static bool Parse(string text, out decimal number) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out number);

    private static bool RoleHolds(Matcher.Holds test, Scene scene) => test.Fact == "actor"
        ? scene.Actor is { } actor && Roles.Plays(actor, test.Roles, scene)
        : Roles.Addressees(scene).Any(party => test.Roles.Any(role => Roles.All(role, scene).Any(played =>
            played == party || party.IsPerson && played.IsUnit && scene.Organisation.Unit(played.Id)?.Head == party.Id)));
}
