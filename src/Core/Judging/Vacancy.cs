using Shouwen.Cases;
using Shouwen.Organisations;
using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>What an organisation lacks for a pack to work in it.</summary>
public enum Lack { Unit, Head, People, Roster }

/// <summary>One such lack: the body the pack names (on-duty for the roster), the unit that has no head or nobody in it, the first rule that leans on it, and a sentence for people.</summary>
public sealed record Vacancy(Lack Lack, string Role, Unit? Unit, Rule Rule, string Sentence);

/// <summary>
/// Holds a pack against an organisation before it is adopted: bodies nobody plays, bodies without head or people, an empty roster. None of it keeps the pack from being adopted: each falls
/// back by rule, and the answer is where somebody else would expect it.
/// </summary>
public static class Vacancies
{
    /// <param name="pack">Read without problems.</param>
    /// <param name="organisation">As it stands at the moment of the check.</param>
    /// <param name="at">Shifts that have ended by then count for nothing.</param>
    /// <returns>In the order of the pack's rules, each body once; empty when nothing is lacking.</returns>
    public static IReadOnlyList<Vacancy> Of(Pack pack, Organisation organisation, DateTimeOffset at) =>
        [.. pack.Rules.SelectMany(rule => Walk.Roles(rule).Select(role => (Role: role, Rule: rule))).DistinctBy(named => named.Role).Select(named => Vacant(named.Role, named.Rule, organisation, at)).OfType<Vacancy>()];

    private static Vacancy? Vacant(string role, Rule rule, Organisation organisation, DateTimeOffset at)
    {
        if (role == "on-duty") return organisation.Roster.Any(shift => shift.To > at) ? null : new(Lack.Roster, role, null, rule, "这部制度由值班人员接待，但没有排班");
        if (!Vocabulary.Bodies.Contains(role)) return null;
        if (organisation.Body(role) is not { } unit) return new(Lack.Unit, role, null, rule, $"这部制度要用到{Words.Body(role)}，但没有部门担任");
        var who = unit.Name.Length == 0 || unit.Name == Words.Body(role) ? Words.Body(role) : $"{unit.Name}担任{Words.Body(role)}，但";
        if (!organisation.People.Any(person => person.Active && organisation.Belongs(person.Id, unit.Id))) return new(Lack.People, role, unit, rule, $"{who}还没有人");
        return organisation.Person(unit.Head) is { Active: true } ? null : new(Lack.Head, role, unit, rule, $"{who}没有负责人");
    }
}
