using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Directory;
using Shouwen.Web.People;

namespace Shouwen.Web.Units;

public sealed class ShowModel(AppDb db, Actor actor, Acting acting) : PageModel
{
    public Unit Unit { get; private set; } = null!;
    public string? Parent { get; private set; }
    public IReadOnlyList<(string Label, string? Name)> Posts { get; private set; } = [];
    public IReadOnlyList<Person> People { get; private set; } = [];
    public IReadOnlyList<DirectoryEntry> Entries { get; private set; } = [];
    public bool MayEdit => actor.Administers;

    public async Task<IActionResult> OnGet(string id)
    {
        if (await db.Units.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id && u.Active) is not { } unit) return NotFound();
        Unit = unit;
        Parent = await db.Units.Where(u => u.Id == unit.ParentId).Select(u => u.Name).SingleOrDefaultAsync();
        People = Discretion.Numbers(db, actor, await acting.Regime(), acting.Now, await db.People.AsNoTracking().Where(p => p.UnitId == id && p.Active).OrderBy(p => p.Id).ToListAsync());
        Entries = await db.DirectoryEntries.AsNoTracking().Where(e => e.UnitId == id).OrderBy(e => e.Id).ToListAsync();
        var posts = new[] { ("负责人", unit.HeadId), ("分管领导", unit.LeaderId), ("联络员", unit.LiaisonId), ("联系人", unit.ContactId) };
        var ids = posts.Select(p => p.Item2).OfType<string>().ToList();
        var names = await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName);
        Posts = [.. posts.Select(p => (p.Item1, p.Item2 is null ? null : names[p.Item2]))];
        return Page();
    }
}
