using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Units;

[Authorize(Roles = Roles.Administrator)]
public sealed class EditModel(AppDb db, Actor actor, Clock clock) : PageModel
{
    public Unit Unit { get; private set; } = null!;
    public UnitFields Fields { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string id)
    {
        if (await db.Units.SingleOrDefaultAsync(u => u.Id == id && u.Active) is not { } unit) return NotFound();
        (Unit, Fields) = (unit, await UnitFields.Load(db, UnitForm.Of(unit), id));
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, UnitForm form)
    {
        if (await db.Units.SingleOrDefaultAsync(u => u.Id == id && u.Active) is not { } unit) return NotFound();
        (Unit, Fields) = (unit, await UnitFields.Load(db, form, id));
        await form.Check(db, id, ModelState);
        if (!ModelState.IsValid) return this.Refused();
        form.Fill(unit);
        await Appointing.FollowUnit(db, unit, clock.Now, actor.Id);
        await db.SaveChangesAsync();
        return this.Done($"/units/{id}", $"{unit.Name}已保存");
    }
}
