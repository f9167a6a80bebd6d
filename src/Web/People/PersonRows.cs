using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Data;

namespace Shouwen.Web.People;

/// <summary>The named queries over people.</summary>
public static class PersonRows
{
    /// <summary>Those who left stay on record for administrators, supervision and auditors.</summary>
    public static bool SeesLeft(Actor actor) => actor.Administers || actor.Is(Roles.Auditor) || actor.Is(Roles.Supervision);

    public static IQueryable<Person> VisibleTo(this IQueryable<Person> people, Actor actor)
    {
        var all = SeesLeft(actor);
        return people.Where(p => p.Active || all);
    }

    public static IQueryable<Appointment> HeldAt(this IQueryable<Appointment> appointments, DateTimeOffset moment) =>
        appointments.Where(a => a.From <= moment && (a.Until == null || a.Until > moment));

    /// <summary>Oneself, the head, leader or liaison of the person's unit, and administrators say when somebody is away.</summary>
    public static bool MayRecordAbsence(Actor actor, Person person) =>
        actor.Id == person.Id || actor.Administers || actor.LeadsUnits.Contains(person.UnitId);

    public static Task<List<string>> PersonalRoles(AppDb db, string id, DateTimeOffset now) => db.Appointments.HeldAt(now)
        .Where(a => a.PersonId == id && Appointing.Personal.Contains(a.Role)).Select(a => a.Role).Distinct().ToListAsync();
}
