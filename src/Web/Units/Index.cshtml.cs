using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Data;

namespace Shouwen.Web.Units;

public sealed class IndexModel(AppDb db, Actor actor) : PageModel
{
    public sealed record Line(Unit Unit, int Depth, int People);

    private Dictionary<string, string> names = [];

    public bool MayEdit => actor.Administers;
    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public string Name(string person) => names.GetValueOrDefault(person, "");

    public async Task OnGet()
    {
        var units = await db.Units.AsNoTracking().Where(u => u.Active).ToListAsync();
        var counts = await db.People.Where(p => p.Active).GroupBy(p => p.UnitId).ToDictionaryAsync(g => g.Key, g => g.Count());
        var heads = units.Select(u => u.HeadId).OfType<string>().ToList();
        names = await db.People.Where(p => heads.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName);
        Lines = [.. UnitTree.Order(units).Select(u => new Line(u.Unit, u.Depth, counts.GetValueOrDefault(u.Unit.Id)))];
    }
}
