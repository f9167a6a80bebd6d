using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.People;

public sealed class IndexModel(AppDb db, Actor actor, Acting acting, Clock clock) : PageModel
{
    private ILookup<string, string> roles = Array.Empty<(string, string)>().ToLookup(r => r.Item1, r => r.Item2);

    public string? Q { get; private set; }
    public string? Unit { get; private set; }
    public bool Left { get; private set; }
    public bool MayEdit => actor.Administers;
    public bool MaySeeLeft => PersonRows.SeesLeft(actor);
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public IReadOnlyList<Person> People { get; private set; } = [];
    public IReadOnlySet<string> Away { get; private set; } = new HashSet<string>();

    public IEnumerable<string> RolesOf(string id) => roles[id];

    public async Task OnGet(string? q, string? unit, bool left)
    {
        (Q, Unit, Left) = (q?.Trim(), unit, left && MaySeeLeft);
        Units = await Choices.Units(db);
        var seen = db.People.VisibleTo(actor).Where(p => p.Active || Left);
        if (!string.IsNullOrEmpty(unit)) seen = seen.Where(p => p.UnitId == unit);
        if (!string.IsNullOrEmpty(Q))
            seen = seen.Where(p => p.DisplayName.Contains(Q) || p.UserName!.Contains(Q) || p.PhoneNumber!.Contains(Q) || p.Post!.Contains(Q));
        People = Discretion.Numbers(db, actor, await acting.Regime(), clock.Now, await seen.AsNoTracking().Include(p => p.Unit).OrderBy(p => p.UnitId).ThenBy(p => p.Id).ToListAsync(), Q);
        Away = (await db.Absences.Where(a => a.From <= clock.Now && a.To > clock.Now).Select(a => a.PersonId).ToListAsync()).ToHashSet();
        roles = (await db.Appointments.HeldAt(clock.Now).Where(a => a.Role != Roles.Employee).OrderBy(a => a.Id)
            .Select(a => new { a.PersonId, a.Role }).ToListAsync()).Distinct().ToLookup(a => a.PersonId, a => Roles.Say(a.Role));
    }
}
