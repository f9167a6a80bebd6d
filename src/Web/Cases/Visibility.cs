using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.People;

namespace Shouwen.Web.Cases;

/// <summary>
/// What a person may see, part of every query on cases: customer service, supervision and auditors see all; a head, leader or liaison what his units and those
/// below them hold; everybody what he holds, bears, was told of, or what waits for his unit.
/// </summary>
public static class Visibility
{
    public static bool SeesAll(this Actor actor) => actor.Is(Roles.CustomerService) || actor.Is(Roles.Supervision) || actor.Is(Roles.Auditor);

    public static IQueryable<CaseRow> VisibleTo(this IQueryable<CaseRow> cases, Actor actor, AppDb db, IReadOnlyCollection<string> led)
    {
        if (actor.SeesAll()) return cases;
        var (me, mine) = (actor.Id, actor.UnitId);
        return cases.Where(one => db.Sights.Any(sight => sight.CaseId == one.Id
            && (sight.PersonId == me || sight.UnitId != null && led.Contains(sight.UnitId) || sight.UnitId == mine && (sight.Why == "pending" && sight.PersonId == null || sight.Why == "duty"))));
    }

    /// <summary>
    /// The same as keys, in parts that may overlap, each read in the order of an index: whoever sees one case in a hundred need not pass by the others. Null for whoever sees all or answers for so many
    /// units that passing by is quicker.
    /// </summary>
    public static IReadOnlyList<IQueryable<long>>? KeysVisibleTo(this AppDb db, Actor actor, IReadOnlyCollection<string> led)
    {
        if (actor.SeesAll() || led.Count > FewUnits) return null;
        var (me, mine) = (actor.Id, actor.UnitId);
        // Who may see a project lies in the same table, under no number of a case.
        var cases = db.Sights.Where(sight => sight.Key > 0);
        return
        [
            cases.Where(sight => sight.PersonId == me).Select(sight => sight.Key),
            cases.Where(sight => sight.UnitId == mine && sight.Why == "pending" && sight.PersonId == null).Select(sight => sight.Key),
            cases.Where(sight => sight.UnitId == mine && sight.Why == "duty").Select(sight => sight.Key),
            .. led.SelectMany(unit => OfUnits.Select(why => cases.Where(sight => sight.UnitId == unit && sight.Why == why).Select(sight => sight.Key))),
        ];
    }

    private const int FewUnits = 4;

    /// <summary>The reasons that name a unit.</summary>
    private static readonly string[] OfUnits = ["link", "pending", "duty"];

    /// <summary>The units the actor answers for, with everything below them.</summary>
    public static IReadOnlyCollection<string> Led(this Actor actor, Organisations.Organisation organisation)
    {
        var led = actor.LeadsUnits.ToHashSet();
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var unit in organisation.Units)
                if (unit.Parent is { } parent && led.Contains(parent)) grown |= led.Add(unit.Id);
        }
        return led;
    }
}
