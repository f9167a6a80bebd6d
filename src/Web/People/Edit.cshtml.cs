using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.People;

[Authorize(Roles = Roles.Administrator)]
public sealed class EditModel(AppDb db, UserManager<Person> accounts, Actor actor, Acting acting, Clock clock) : PageModel
{
    public PersonFields Fields { get; private set; } = null!;
    public Person Person { get; private set; } = null!;
    public string? Initial { get; private set; }
    public string? Stamp { get; private set; }

    public async Task<IActionResult> OnGet(string id)
    {
        if (await accounts.FindByIdAsync(id) is not { Active: true } person) return NotFound();
        await Show(person, PersonForm.Of(person, await PersonRows.PersonalRoles(db, id, clock.Now)));
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, PersonForm form, string? stamp)
    {
        if (await accounts.FindByIdAsync(id) is not { Active: true } person) return NotFound();
        await Show(person, form);
        Stamp = stamp;
        await form.Check(db, id, ModelState);
        if (stamp != person.ConcurrencyStamp) return await Stale(person);
        if (id == actor.Id && !form.Roles.Contains(Roles.Administrator))
            ModelState.AddModelError("Form.Roles", "不能去掉自己的管理员角色，请让另一位管理员来改");
        if (!ModelState.IsValid) return this.Refused();

        form.Fill(person);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await accounts.UpdateAsync(person);
        foreach (var error in result.Errors) ModelState.AddModelError("Form.Account", error.Description);
        if (!result.Succeeded) return this.Refused();
        await Appointing.SetPersonal(db, person, form.Roles, clock.Now, actor.Id);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return this.Done($"/people/{id}", $"{person.DisplayName}的资料已保存");
    }

    public async Task<IActionResult> OnPostReset(string id, string? initial)
    {
        if (await accounts.FindByIdAsync(id) is not { Active: true } person) return NotFound();
        await Show(person, PersonForm.Of(person, await PersonRows.PersonalRoles(db, id, clock.Now)));
        if (initial is null || initial.Length < accounts.Options.Password.RequiredLength) return this.Refused("Initial", "初始密码至少 8 位");
        person.PasswordHash = accounts.PasswordHasher.HashPassword(person, initial);
        person.MustChangePassword = true;
        person.LockoutEnd = null;
        person.AccessFailedCount = 0;
        await accounts.UpdateSecurityStampAsync(person);
        return this.Done($"/people/{id}", $"{person.DisplayName}的密码已重设，请告诉本人");
    }

    private async Task Show(Person person, PersonForm form) =>
        (Person, Stamp, Fields) = (person, person.ConcurrencyStamp, await PersonFields.Load(acting, actor, form));

    /// <summary>What was typed stays; the fresh stamp lets it be saved once the change has been seen.</summary>
    private async Task<IActionResult> Stale(Person person)
    {
        ModelState.AddModelError("", $"您打开之后，别人改过{person.DisplayName}的资料：现在是{(await db.Units.FindAsync(person.UnitId))!.Name}，" +
            $"{person.Post ?? "无岗位"}，手机 {person.PhoneNumber ?? "无"}。核对后再保存一次，就以您填的为准");
        Stamp = person.ConcurrencyStamp;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }
}
