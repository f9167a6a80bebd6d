using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Duties;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Orders;
using Shouwen.Web.Projects;

namespace Shouwen.Web.People;

/// <summary>What of a person's work can be handed over.</summary>
public static class Desks
{
    /// <summary>Open cases in whose chain the person stands, as first contact, handler, support, or with a hand-over on its way.</summary>
    public static IQueryable<CaseRow> Held(AppDb db, string person) =>
        db.Cases.Where(row => row.ClosedAt == null && (row.FirstContactId == person || row.HandlerId == person || row.PendingPersonId == person
            || db.Sights.Any(sight => sight.CaseId == row.Id && sight.PersonId == person && (sight.Why == "link" || sight.Why == "pending"))));

    /// <summary>Projects that run and in which the person stands.</summary>
    public static IQueryable<ProjectRow> Projects(AppDb db, string person) =>
        db.Projects.Where(row => row.ClosedAt == null && (row.LeadId == person || db.Sights.Any(sight => sight.CaseId == row.Matter && sight.PersonId == person && sight.Why == "link")));

    /// <summary>Supervision orders that stand and that the person presses for.</summary>
    public static IQueryable<OrderRow> Orders(AppDb db, string person) => db.Orders.Where(row => row.EndedAt == null && row.IssuerId == person);

    /// <summary>Shifts that are not over.</summary>
    public static IQueryable<Roster.RosterShift> Shifts(AppDb db, string person, DateTimeOffset now) => db.RosterShifts.Where(shift => shift.PersonId == person && shift.To > now);

    /// <summary>Everything of it but the shifts, by the ids a hand-over names them by (<see cref="DeskItem.Id"/>).</summary>
    public static async Task<IReadOnlyList<string>> Things(AppDb db, Acting acting, string person, int most) =>
    [
        .. await Held(db, person).Select(row => row.Id).ToListAsync(), .. (await Projects(db, person).Select(row => row.Matter).ToListAsync()).Select(name => MatterKey.Parse(name).Id),
        .. await Orders(db, person).Select(row => row.Id).ToListAsync(), .. (await Owes(db, acting, person, most)).Select(one => one.Thing),
    ];

    /// <summary>A duty that the person bears by name outside of what goes over as a whole, with its matter: a periodic one, a decision that somebody waits for.</summary>
    public sealed record Owed(DutyRow Row, Matter Matter)
    {
        public Duty Duty => Matter.Duties[Row.No - 1];
        public string Thing => $"{Row.Matter}#{Row.No}";
    }

    /// <summary>Those of them that can go over, the first due first. A duty of an office falls to whoever holds the office next, and is none.</summary>
    public static async Task<IReadOnlyList<Owed>> Owes(AppDb db, Acting acting, string person, int most)
    {
        var (cases, projects, orders) = (Held(db, person).Select(row => row.Id), Projects(db, person).Select(row => row.Matter), Orders(db, person).Select(row => "order:" + row.Id));
        var rows = await db.Duties.AsNoTracking().Where(duty => duty.Stands && duty.BearerPersonId == person && (duty.CaseId == null || !cases.Contains(duty.CaseId)) && !projects.Contains(duty.Matter) && !orders.Contains(duty.Matter))
            .OrderBy(duty => duty.Due == null).ThenBy(duty => duty.Due).ThenBy(duty => duty.Matter).ThenBy(duty => duty.No).Take(most).ToListAsync();
        var owed = new List<Owed>();
        foreach (var row in rows)
            if (await acting.Load(MatterKey.Parse(row.Matter)) is { } matter && Taking.GoesOver(matter.Duties[row.No - 1], matter, person)) owed.Add(new(row, matter));
        return owed;
    }
}
