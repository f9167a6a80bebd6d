using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;

namespace Shouwen.Web.Ui;

/// <summary>The lists that forms offer.</summary>
public static class Choices
{
    public static async Task<IReadOnlyList<SelectListItem>> Units(AppDb db) =>
        [.. (await db.Units.Where(u => u.Active).OrderBy(u => u.Id).ToListAsync()).Select(u => new SelectListItem(u.Name, u.Id))];

    public static async Task<IReadOnlyList<SelectListItem>> People(AppDb db) =>
    [
        .. (await db.People.Where(p => p.Active).OrderBy(p => p.UnitId).ThenBy(p => p.Id).Select(p => new { p.Id, p.DisplayName, Unit = p.Unit!.Name }).ToListAsync())
            .Select(p => new SelectListItem($"{p.DisplayName}（{p.Unit}）", p.Id)),
    ];

    public static IReadOnlyList<SelectListItem> Of(IReadOnlyDictionary<string, string> names) =>
        [.. names.Select(n => new SelectListItem(n.Value, n.Key))];
}
