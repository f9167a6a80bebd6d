using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;
using Shouwen.Web.People;

namespace Shouwen.Web.Access;

/// <summary>
/// The signed-in person with the roles held at this moment, loaded once a request. A page takes it in its constructor and puts it into
/// its queries; a page that opens without sign-in must not take it.
/// </summary>
public sealed record Actor(string Id, string Name, string UnitId, string UnitName, bool MustChangePassword, IReadOnlyList<Holding> Holdings)
{
    public bool Is(string role) => Holdings.Any(h => h.Role == role);

    public bool Is(string role, string unitId) => Holdings.Any(h => h.Role == role && h.UnitId == unitId);

    public bool Administers => Is(Roles.Administrator);

    /// <summary>Units whose work this person answers for, as head, leader or liaison.</summary>
    public IReadOnlyList<string> LeadsUnits =>
        [.. Holdings.Where(h => h.Role is Roles.UnitHead or Roles.Leader or Roles.Liaison).Select(h => h.UnitId).Distinct()];

    public static Actor Of(HttpContext? context) => context?.Features.Get<Actor>()
        ?? throw new InvalidOperationException("A page that opens without sign-in asked for the actor.");

    /// <summary>Null when there is no such person or the person is no longer active.</summary>
    public static async Task<Actor?> Load(AppDb db, string id, DateTimeOffset now)
    {
        var found = await (from person in db.People
                           where person.Id == id && person.Active
                           from held in db.Appointments.Where(a => a.PersonId == id && a.From <= now && (a.Until == null || a.Until > now)).DefaultIfEmpty()
                           select new { person.DisplayName, person.UnitId, Unit = person.Unit!.Name, person.MustChangePassword, Role = (string?)held!.Role, For = (string?)held.UnitId }).ToListAsync();
        return found is [var one, ..] ? new(id, one.DisplayName, one.UnitId, one.Unit, one.MustChangePassword, [.. found.Where(row => row.Role is not null).Select(row => new Holding(row.Role!, row.For!))]) : null;
    }
}

/// <summary>A role held for a unit now.</summary>
public sealed record Holding(string Role, string UnitId);
