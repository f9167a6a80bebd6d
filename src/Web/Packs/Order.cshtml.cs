using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

public sealed class OrderForm
{
    public List<string> Packs { get; set; } = [];

    [Required(ErrorMessage = "请写明依据，如哪次会议、哪个文号"), StringLength(200, ErrorMessage = "依据最多 200 个字")]
    public string? Note { get; set; }
}

/// <summary>先后: which pack goes first where two speak. Moving changes only this page until it is saved. What came along with a pack stands right behind it and is not moved by itself.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class OrderModel(AppDb db, Clock clock, Actor actor) : PageModel
{
    public OrderForm Form { get; private set; } = new();
    public IReadOnlyDictionary<string, string> Titles { get; private set; } = new Dictionary<string, string>();

    public async Task OnGet() => Form.Packs = [.. await Load()];

    public async Task<IActionResult> OnPostMove(OrderForm form, string? up, string? down)
    {
        ModelState.Clear();
        await Adopt(form);
        var (at, step) = up is not null ? (form.Packs.IndexOf(up), -1) : (form.Packs.IndexOf(down ?? ""), 1);
        if (at >= 0 && at + step >= 0 && at + step < form.Packs.Count) (form.Packs[at], form.Packs[at + step]) = (form.Packs[at + step], form.Packs[at]);
        return Page();
    }

    public async Task<IActionResult> OnPost(OrderForm form)
    {
        var present = await Adopt(form);
        if (!ModelState.IsValid) return this.Refused();
        if (present.SequenceEqual(form.Packs)) return this.Refused("", "先后没有变");
        await Adopting.Order(db, form.Packs, actor.Id, form.Note!.Trim(), clock.Now);
        return this.Done("/packs", "先后已改，从现在起照此判断");
    }

    /// <summary>What was typed, with packs adopted since put last and those withdrawn left out.</summary>
    private async Task<IReadOnlyList<string>> Adopt(OrderForm form)
    {
        var present = await Load();
        form.Packs = [.. form.Packs.Where(present.Contains).Distinct(), .. present.Except(form.Packs)];
        Form = form;
        return present;
    }

    private async Task<IReadOnlyList<string>> Load()
    {
        var rows = (await db.PackAdoptions.AsNoTracking().OrderBy(one => one.Place).ThenBy(one => one.Id).ToListAsync()).Where(one => one.InForce(clock.Now) && one.PulledBy is null).ToList();
        var versions = await db.PackVersions.AsNoTracking().Select(one => new { one.PackId, one.Hash, one.Title }).ToListAsync();
        Titles = rows.ToDictionary(row => row.PackId, row => versions.First(one => one.PackId == row.PackId && one.Hash == row.Hash).Title);
        return [.. rows.Select(row => row.PackId)];
    }
}
