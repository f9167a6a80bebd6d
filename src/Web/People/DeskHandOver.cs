using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.People;

/// <summary>移交工作: everything a person holds goes to somebody else, case by case, each as an act of its own; a case is never without somebody who answers.</summary>
public static class DeskHandOver
{
    /// <summary>Open cases in whose chain the person stands, as first contact, handler, support, or with a hand-over on its way.</summary>
    public static IQueryable<CaseRow> Held(AppDb db, string person) =>
        db.Cases.Where(row => row.ClosedAt == null && (row.FirstContactId == person || row.HandlerId == person || row.PendingPersonId == person
            || db.Sights.Any(sight => sight.CaseId == row.Id && sight.PersonId == person && (sight.Why == "link" || sight.Why == "pending"))));

    /// <summary>Hands over what <paramref name="ids"/> name. An administrator does it in the platform's name, recorded as entered by him.</summary>
    public static async Task<IReadOnlyList<string>> Do(AppDb db, Acting acting, Actor actor, string from, string to, IReadOnlyCollection<string> ids)
    {
        var failures = new List<string>();
        foreach (var row in await Held(db, from).Where(row => ids.Contains(row.Id)).AsNoTracking().ToListAsync())
        {
            db.ChangeTracker.Clear();
            var (by, with) = actor.Administers && actor.Id != from
                ? (Act.System, Fields.Of(new Dictionary<string, string> { ["from"] = from, ["to"] = to, ["entered-by"] = actor.Id }))
                : (actor.Id, Fields.Of(new { from, to }));
            if (await acting.Do(Acting.Case(row.Id), null, "hand-over-desk", by, with) is Outcome.Refused refused)
                failures.Add($"{row.Number}：{refused.Refusals[0].Sentence}");
        }
        return failures;
    }
}
