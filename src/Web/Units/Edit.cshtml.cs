using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Units;

[Authorize(Roles = Roles.Administrator)]
public sealed class EditModel(AppDb db, Actor actor, Acting acting, Clock clock) : PageModel
{
    public Unit Unit { get; private set; } = null!;
    public UnitFields Fields { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string id)
    {
        if (await db.Units.SingleOrDefaultAsync(u => u.Id == id && u.Active) is not { } unit) return NotFound();
        (Unit, Fields) = (unit, await UnitFields.Load(acting, actor, UnitForm.Of(unit), id));
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, UnitForm form)
    {
        if (await db.Units.SingleOrDefaultAsync(u => u.Id == id && u.Active) is not { } unit) return NotFound();
        (Unit, Fields) = (unit, await UnitFields.Load(acting, actor, form, id));
        await form.Check(db, id, ModelState);
        if (!ModelState.IsValid) return this.Refused();
        var before = Officers(unit);
        form.Fill(unit);
        await Appointing.FollowUnit(db, unit, clock.Now, actor.Id);
        await db.SaveChangesAsync();
        // Whoever was put into an office is on record as every act is: a pack may ask the unit to tell of it.
        foreach (var (role, person) in Officers(unit).Except(before).Where(now => now.Person is not null))
            await acting.Do(Acting.Standing, null, "change-contact", actor.Id, Shouwen.Fields.Of(new { unit = id, role, person }));
        return this.Done($"/units/{id}", $"{unit.Name}已保存");
    }

    private static (string Role, string? Person)[] Officers(Unit unit) => [("head", unit.HeadId), ("leader", unit.LeaderId), ("liaison", unit.LiaisonId), ("contact", unit.ContactId)];
}
