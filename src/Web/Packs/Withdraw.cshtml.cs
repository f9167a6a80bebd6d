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

public sealed class WithdrawForm
{
    [Required(ErrorMessage = "请填写从哪天起")]
    public DateOnly? From { get; set; }

    [Required(ErrorMessage = "请写明依据，如哪次会议、哪个文号"), StringLength(200, ErrorMessage = "依据最多 200 个字")]
    public string? Note { get; set; }
}

/// <summary>停用: ends a pack's being in force from a day on, and takes back what was planned for later.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class WithdrawModel(AppDb db, Clock clock, Actor actor) : PageModel
{
    public WithdrawForm Form { get; private set; } = new();
    public string Id { get; private set; } = "";
    public string Title { get; private set; } = "";

    /// <summary>Titles of what came along with it.</summary>
    public IReadOnlyList<string> Along { get; private set; } = [];

    public async Task<IActionResult> OnGet(string id)
    {
        if (!await Load(id)) return NotFound();
        Form.From = clock.Today;
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, WithdrawForm form)
    {
        Form = form;
        if (!await Load(id)) return NotFound();
        if (form.From < clock.Today) ModelState.AddModelError("Form.From", "不能早于今天：过去的事已按当时的制度办了");
        if (!ModelState.IsValid) return this.Refused();
        var from = form.From == clock.Today ? clock.Now : clock.StartOf(form.From!.Value);
        await Adopting.Withdraw(db, id, from, actor.Id, form.Note!.Trim(), clock.Now);
        return this.Done("/packs", from <= clock.Now ? $"《{Title}》已停用。之前登记的诉求仍按它办完" : $"《{Title}》{clock.Say(from)} 起停用。那之前登记的诉求仍按它办完");
    }

    private async Task<bool> Load(string id)
    {
        var rows = (await db.PackAdoptions.AsNoTracking().ToListAsync()).Where(one => one.InForce(clock.Now) || one.Planned(clock.Now)).ToList();
        if (rows.Find(one => one.PackId == id) is not { } own) return false;
        var versions = await db.PackVersions.AsNoTracking().Select(one => new { one.PackId, one.Hash, one.Title }).ToListAsync();
        string TitleOf(PackAdoption row) => versions.First(one => one.PackId == row.PackId && one.Hash == row.Hash).Title;
        (Id, Title, Along) = (id, TitleOf(own), [.. rows.Where(one => one.PulledBy == id).Select(TitleOf).Distinct()]);
        return true;
    }
}
