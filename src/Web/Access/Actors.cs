using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;

namespace Shouwen.Web.Access;

/// <summary>
/// Who is signed in, kept from request to request. Whoever changes a person, an appointment or a unit changes the stamp (<see cref="Cases.Freshness"/>): in this process what was kept is of no more
/// use before that write is answered; other processes hear of it (<see cref="Live.Carrier"/>), and ask for the stamp each second besides.
/// </summary>
public sealed class Actors(Stamps stamps)
{
    /// <summary>With every appointment that has not ended, also those that have yet to begin: which hold depends on the moment.</summary>
    private sealed record Known(string Name, string UnitId, string UnitName, bool MustChangePassword, IReadOnlyList<(Holding Holding, DateTimeOffset From, DateTimeOffset? Until)> Held)
    {
        public Actor At(string id, DateTimeOffset now) =>
            new(id, Name, UnitId, UnitName, MustChangePassword, [.. Held.Where(one => one.From <= now && (one.Until is null || one.Until > now)).Select(one => one.Holding)]);
    }

    private sealed record All((Guid Stamp, int Told) As)
    {
        public ConcurrentDictionary<string, Known> Of { get; } = new();
    }

    private All kept = new((Guid.Empty, -1));

    /// <summary>Null when there is no such person or the person is no longer active.</summary>
    public async Task<Actor?> Load(AppDb db, string id, DateTimeOffset now)
    {
        // Before the stamp and the stamp before the person, so that a change that comes between is never kept under what it makes old.
        var told = stamps.Told;
        var mark = (await stamps.Regime(db), told);
        var all = kept;
        if (all.As != mark) kept = all = new(mark);
        if (all.Of.TryGetValue(id, out var known)) return known.At(id, now);
        if (await Read(db, id, now) is not { } read) return null;
        all.Of[id] = read;
        return read.At(id, now);
    }

    private static async Task<Known?> Read(AppDb db, string id, DateTimeOffset now)
    {
        var found = await (from person in db.People
                           where person.Id == id && person.Active
                           from held in db.Appointments.Where(held => held.PersonId == id && (held.Until == null || held.Until > now)).DefaultIfEmpty()
                           select new { person.DisplayName, person.UnitId, Unit = person.Unit!.Name, person.MustChangePassword, Role = (string?)held!.Role, For = (string?)held.UnitId, From = (DateTimeOffset?)held.From, held.Until }).ToListAsync();
        return found is [var one, ..] ? new(one.DisplayName, one.UnitId, one.Unit, one.MustChangePassword, [.. found.Where(row => row.Role is not null).Select(row => (new Holding(row.Role!, row.For!), row.From!.Value, row.Until))]) : null;
    }
}
