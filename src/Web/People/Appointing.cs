using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;
using Shouwen.Web.Units;

namespace Shouwen.Web.People;

/// <summary>
/// Who holds which role is a row with from and until; nothing is overwritten. Heads, leaders and liaisons are held by one person a unit and
/// stand on the unit as well.
/// </summary>
public static class Appointing
{
    /// <summary>The roles one may hold beside others, given on the person's page.</summary>
    public static readonly IReadOnlyList<string> Personal = [Roles.CustomerService, Roles.Supervision, Roles.Administrator, Roles.Auditor];

    /// <summary>After this the person holds exactly these personal roles, for this unit, and is an employee of it and of no other.</summary>
    public static async Task SetPersonal(AppDb db, Person person, IReadOnlyCollection<string> roles, DateTimeOffset now, string? by)
    {
        var wanted = roles.Intersect(Personal).Append(Roles.Employee).ToList();
        var ours = Personal.Append(Roles.Employee).ToList();
        var open = await db.Appointments.Where(a => a.PersonId == person.Id && a.Until == null && ours.Contains(a.Role)).ToListAsync();
        foreach (var held in open.Where(a => a.UnitId != person.UnitId || !wanted.Contains(a.Role))) held.Until = now;
        foreach (var role in wanted.Where(role => !open.Any(a => a.Until == null && a.Role == role)))
            db.Appointments.Add(Begin(person.Id, person.UnitId, role, now, by));
    }

    /// <summary>Puts the unit's head, leader and liaison as they are on the unit now into the appointments.</summary>
    public static async Task FollowUnit(AppDb db, Unit unit, DateTimeOffset now, string? by)
    {
        foreach (var (role, holder) in new[] { (Roles.UnitHead, unit.HeadId), (Roles.Leader, unit.LeaderId), (Roles.Liaison, unit.LiaisonId) })
        {
            var open = await db.Appointments.Where(a => a.UnitId == unit.Id && a.Role == role && a.Until == null).ToListAsync();
            foreach (var held in open.Where(a => a.PersonId != holder)) held.Until = now;
            if (holder is not null && open.All(a => a.PersonId != holder)) db.Appointments.Add(Begin(holder, unit.Id, role, now, by));
        }
    }

    public static async Task EndAll(AppDb db, string personId, DateTimeOffset now)
    {
        foreach (var held in await db.Appointments.Where(a => a.PersonId == personId && a.Until == null).ToListAsync()) held.Until = now;
    }

    private static Appointment Begin(string person, string unit, string role, DateTimeOffset now, string? by) =>
        new() { PersonId = person, UnitId = unit, Role = role, From = now, ById = by };
}
