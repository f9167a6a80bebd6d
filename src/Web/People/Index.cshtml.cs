using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.People;

public sealed class IndexModel(AppDb db, Actor actor, Acting acting, Clock clock) : PageModel
{
    private const int Size = 60;

    private ILookup<string, string> roles = Array.Empty<(string, string)>().ToLookup(r => r.Item1, r => r.Item2);

    public string? Q { get; private set; }
    public string? Unit { get; private set; }
    public bool Left { get; private set; }
    public bool MayEdit => actor.Administers;
    public bool MaySeeLeft => PersonRows.SeesLeft(actor);
    public Offer Units { get; private set; } = new([]);
    public IReadOnlyList<Person> People { get; private set; } = [];

    /// <summary>How many there are; null where something was looked for: who has a number that is kept from somebody must not be counted for him.</summary>
    public int? Count { get; private set; }
    public string? More { get; private set; }
    public IReadOnlySet<string> Away { get; private set; } = new HashSet<string>();

    public IEnumerable<string> RolesOf(string id) => roles[id];

    /// <param name="q">What somebody's name, account, number or post has.</param>
    /// <param name="unit">Of which unit.</param>
    /// <param name="left">With those who left.</param>
    /// <param name="after">Unit and id of the last one of the page before.</param>
    public async Task OnGet(string? q, string? unit, bool left, string? after)
    {
        (Q, Unit, Left) = (q?.Trim(), unit, left && MaySeeLeft);
        Units = (await Pickings.Load(acting, actor)).Units;
        var seen = db.People.VisibleTo(actor).Where(p => p.Active || Left);
        if (!string.IsNullOrEmpty(unit)) seen = seen.Where(p => p.UnitId == unit);
        if (!string.IsNullOrEmpty(Q))
            seen = seen.Where(p => p.DisplayName.Contains(Q) || p.UserName!.Contains(Q) || p.PhoneNumber!.Contains(Q) || p.Post!.Contains(Q));
        if (string.IsNullOrEmpty(Q)) Count = await seen.CountAsync();
        if (after?.Split('~') is [var last, var id]) seen = seen.Where(p => string.Compare(p.UnitId, last) >= 0 && (string.Compare(p.UnitId, last) > 0 || string.Compare(p.Id, id) > 0));
        var found = await seen.AsNoTracking().Include(p => p.Unit).OrderBy(p => p.UnitId).ThenBy(p => p.Id).Take(Size + 1).ToListAsync();
        if (found.Count > Size) More = $"/people?q={Uri.EscapeDataString(Q ?? "")}&unit={Uri.EscapeDataString(unit ?? "")}{(Left ? "&left=true" : "")}&after={Uri.EscapeDataString($"{found[Size - 1].UnitId}~{found[Size - 1].Id}")}";
        People = Discretion.Numbers(db, actor, await acting.Regime(), clock.Now, found.Take(Size).ToList(), Q);
        List<string> shown = [.. People.Select(p => p.Id)];
        Away = (await db.Absences.Where(a => shown.Contains(a.PersonId) && a.From <= clock.Now && a.To > clock.Now).Select(a => a.PersonId).ToListAsync()).ToHashSet();
        roles = (await db.Appointments.HeldAt(clock.Now).Where(a => shown.Contains(a.PersonId) && a.Role != Roles.Employee).OrderBy(a => a.Id)
            .Select(a => new { a.PersonId, a.Role }).ToListAsync()).Distinct().ToLookup(a => a.PersonId, a => Roles.Say(a.Role));
    }
}
