using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Directory;

/// <summary>Edits an entry; number 0 is the one to be added.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class EditModel(AppDb db, Actor actor, Acting acting) : PageModel
{
    public EntryForm Form { get; private set; } = new();
    public bool IsNew { get; private set; }
    public Offer Units { get; private set; } = new([]);

    public async Task<IActionResult> OnGet(long id)
    {
        if (await Load(id) is not { } entry) return NotFound();
        if (!IsNew) Form = EntryForm.Of(entry);
        return Page();
    }

    public async Task<IActionResult> OnPost(long id, EntryForm form)
    {
        if (await Load(id) is not { } entry) return NotFound();
        Form = form;
        if (form.UnitId is not null && !await db.Units.AnyAsync(u => u.Id == form.UnitId && u.Active))
            ModelState.AddModelError("Form.UnitId", "没有这个部门，请重新选择");
        if (!ModelState.IsValid) return this.Refused();
        form.Fill(entry);
        if (IsNew) db.DirectoryEntries.Add(entry);
        await db.SaveChangesAsync();
        return this.Done("/directory", $"“{entry.Matter}”已保存，按客户的说法可以找到了");
    }

    public async Task<IActionResult> OnPostRemove(long id)
    {
        if (await db.DirectoryEntries.SingleOrDefaultAsync(e => e.Id == id) is not { } entry) return NotFound();
        db.DirectoryEntries.Remove(entry);
        await db.SaveChangesAsync();
        return this.Done("/directory", $"“{entry.Matter}”已从目录删除");
    }

    private async Task<DirectoryEntry?> Load(long id)
    {
        Units = (await Pickings.Load(acting, actor)).Units;
        IsNew = id == 0;
        return IsNew ? new DirectoryEntry { UnitId = "", Matter = "" } : await db.DirectoryEntries.SingleOrDefaultAsync(e => e.Id == id);
    }
}
