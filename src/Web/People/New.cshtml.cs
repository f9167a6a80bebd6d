using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.People;

[Authorize(Roles = Roles.Administrator)]
public sealed class NewModel(AppDb db, UserManager<Person> accounts, Actor actor, Acting acting, Clock clock) : PageModel
{
    public PersonFields Fields { get; private set; } = null!;
    public string? Initial { get; private set; }

    public async Task OnGet(string? unit) => Fields = await PersonFields.Load(acting, actor, new PersonForm { UnitId = unit, Employment = Employments.Regular });

    public async Task<IActionResult> OnPost(PersonForm form, string? initial)
    {
        Initial = initial;
        Fields = await PersonFields.Load(acting, actor, form);
        await form.Check(db, null, ModelState);
        if (string.IsNullOrEmpty(initial)) ModelState.AddModelError("Initial", "请填写初始密码");
        var id = PersonForm.IdFrom(form.Account ?? "");
        if (PersonForm.Reserved(id)) ModelState.AddModelError("Form.Account", $"账号“{form.Account}”不能使用，请换一个");
        if (id.Length > 0 && await db.People.AnyAsync(p => p.Id == id)) ModelState.AddModelError("Form.Account", $"账号“{form.Account}”已有人使用");
        if (!ModelState.IsValid) return this.Refused();

        var person = new Person { Id = id, DisplayName = "", UnitId = "", MustChangePassword = true };
        form.Fill(person);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await accounts.CreateAsync(person, initial!);
        foreach (var error in result.Errors)
            ModelState.AddModelError(error.Code.StartsWith("Password", StringComparison.Ordinal) ? "Initial" : "Form.Account", error.Description);
        if (!result.Succeeded) return this.Refused();
        await Appointing.SetPersonal(db, person, form.Roles, clock.Now, actor.Id);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return this.Done($"/people/{id}", $"已添加{person.DisplayName}，请把账号和初始密码告诉本人");
    }
}
