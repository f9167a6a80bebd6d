using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.People;

[Authorize(Roles = Roles.Administrator)]
public sealed class LeaveModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public Person Person { get; private set; } = null!;
    public IReadOnlyList<string> Reasons { get; private set; } = [];
    public bool Holds { get; private set; }

    public async Task<IActionResult> OnGet(string id)
    {
        if (await db.People.SingleOrDefaultAsync(p => p.Id == id && p.Active) is not { } person) return NotFound();
        (Person, Reasons) = (person, await Leaving.MustHandOverFirst(db, acting, person, clock.Now));
        Holds = (await Desks.Things(db, acting, id, 1)).Count > 0;
        return Page();
    }

    public async Task<IActionResult> OnPost(string id)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await db.People.SingleOrDefaultAsync(p => p.Id == id && p.Active) is not { } person) return NotFound();
        (Person, Reasons) = (person, await Leaving.MustHandOverFirst(db, acting, person, clock.Now));
        if (Reasons.Count > 0) return this.Refused();
        await Leaving.Leave(db, person, clock.Now);
        await transaction.CommitAsync();
        return this.Done("/people", $"{person.DisplayName}已离开，账号已停用");
    }

    public async Task<IActionResult> OnPostReturn(string id)
    {
        if (await db.People.SingleOrDefaultAsync(p => p.Id == id && !p.Active) is not { } person) return NotFound();
        await Leaving.Return(db, person, clock.Now, actor.Id);
        return this.Done($"/people/{id}", $"{person.DisplayName}已恢复在职，角色需要重新指定");
    }
}
