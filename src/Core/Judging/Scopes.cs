using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>Which packs bind a new matter: read once, when it begins. Several rules of one side add up; every side stated must admit the matter.</summary>
public static class Scopes
{
    /// <summary>The marks (id@hash) of the packs that bind, in order of precedence.</summary>
    public static IReadOnlyList<string> Binding(Regime regime, Matter learnt, Act act)
    {
        var done = new Done(1, act.Name, act.By, act.At, act.With, 1);
        return [.. regime.Packs.Where(pack => Binds(pack, new Scene(regime, learnt, done, act.At, pack))).Select(pack => pack.Mark)];
    }

    public static IReadOnlyList<string> All(Regime regime) => [.. regime.Packs.Select(pack => pack.Mark)];

    private static bool Binds(Pack pack, Scene scene)
    {
        AppliesRule[] rules = [.. pack.Of<AppliesRule>()];
        return Admits(rules.SelectMany(rule => rule.Customers), "customer") && Admits(rules.SelectMany(rule => rule.Channels), "channel")
            && Admits(rules.SelectMany(rule => rule.Kinds), "kind") && Admits(rules.SelectMany(rule => rule.Subjects), "subject")
            && Admits(rules.SelectMany(rule => rule.Segments), "segment") && Admits(rules.SelectMany(rule => rule.Projects), "project-kind") && BindsPerson(rules, scene);

        bool Admits(IEnumerable<string> words, string fact)
        {
            string[] allowed = [.. words];
            return allowed.Length == 0 || Facts.Of(fact, scene) is not { } values || values.Any(value => allowed.Contains(value)
                || Facts.Of($"{fact}-class", scene)?.Any(allowed.Contains) == true);
        }
    }

    /// <summary>Whether the pack binds the one asked first. Whom the platform places (portal, on duty) is judged like one who registers.</summary>
    private static bool BindsPerson(AppliesRule[] rules, Scene scene)
    {
        string[] bound = [.. rules.SelectMany(rule => rule.Bound)];
        string[] leftOut = [.. rules.SelectMany(rule => rule.LeavesOut)];
        if (bound.Length + leftOut.Length == 0) return true;
        var id = Roles.One(new Role("first-asked"), scene)?.Id;
        if (scene.Organisation.Person(id) is not { } person) return true;
        if (leftOut.Contains(person.Employment) || person.Post is { } post && leftOut.Contains(post)) return false;
        return bound.Length == 0 || bound.Contains("everyone") || bound.Contains(person.Employment)
            || person.Post is { } held && bound.Contains(held) || bound.Contains("leaders") && scene.Organisation.IsLeader(person.Id);
    }
}
