using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.People;

public sealed class HandOverForm
{
    public string? To { get; set; }
    public List<string> Cases { get; set; } = [];
}

public sealed class HandOverModel(AppDb db, Actor actor, Acting acting, Clock clock) : PageModel
{
    public HandOverForm Form { get; private set; } = new();
    public Person Person { get; private set; } = null!;
    public Clock Clock => clock;
    public IReadOnlyList<CaseRow> Held { get; private set; } = [];
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    public async Task<IActionResult> OnGet(string id)
    {
        if (await Load(id) is { } refused) return refused;
        Form.Cases = [.. Held.Select(row => row.Id)];
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, HandOverForm form)
    {
        if (await Load(id) is { } refused) return refused;
        Form = form;
        if (form.To is null || People.All(person => person.Value != form.To)) ModelState.AddModelError("Form.To", "请选择接替的人");
        if (form.Cases.Count == 0) ModelState.AddModelError("", "请至少勾选一件");
        if (!ModelState.IsValid) return this.Refused();
        var failures = await DeskHandOver.Do(db, acting, actor, id, form.To!, form.Cases);
        foreach (var failure in failures) ModelState.AddModelError("", failure);
        if (failures.Count > 0)
        {
            await Load(id);
            return this.Refused();
        }
        return this.Done($"/people/{id}/hand-over", $"已把 {form.Cases.Count} 件移交给{People.Single(person => person.Value == form.To).Text}，已通知本人");
    }

    private async Task<IActionResult?> Load(string id)
    {
        if (await db.People.AsNoTracking().Include(person => person.Unit).SingleOrDefaultAsync(person => person.Id == id && person.Active) is not { } person) return NotFound();
        var organisation = (await acting.Regime()).Organisation;
        if (!actor.Administers && actor.Id != id && organisation.SuperiorOf(id) != actor.Id) return Forbid();
        Person = person;
        Held = await DeskHandOver.Held(db, id).AsNoTracking().OrderBy(row => row.Key).Take(500).ToListAsync();
        await Web.Cases.Discretion.Apply(db, actor.Id, await acting.Regime(), acting.Now, Held);
        People = [.. (await Choices.People(db)).Where(choice => choice.Value != id)];
        return null;
    }
}
