using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.People;

/// <summary>What of a person's work can be handed over.</summary>
public static class Desks
{
    /// <summary>Open cases in whose chain the person stands, as first contact, handler, support, or with a hand-over on its way.</summary>
    public static IQueryable<CaseRow> Held(AppDb db, string person) =>
        db.Cases.Where(row => row.ClosedAt == null && (row.FirstContactId == person || row.HandlerId == person || row.PendingPersonId == person
            || db.Sights.Any(sight => sight.CaseId == row.Id && sight.PersonId == person && (sight.Why == "link" || sight.Why == "pending"))));

    /// <summary>Shifts that are not over.</summary>
    public static IQueryable<Roster.RosterShift> Shifts(AppDb db, string person, DateTimeOffset now) => db.RosterShifts.Where(shift => shift.PersonId == person && shift.To > now);
}
