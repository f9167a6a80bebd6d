using Shouwen.Web.People;

namespace Shouwen.Web.Access;

/// <summary>
/// The signed-in person with the roles held at this moment, found once a request (<see cref="Actors"/>). A page takes it in its constructor and puts it into
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
}

/// <summary>A role held for a unit now.</summary>
public sealed record Holding(string Role, string UnitId);
