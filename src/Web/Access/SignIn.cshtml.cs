using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Demo;
using Shouwen.Web.People;
using Shouwen.Web.Setup;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Access;

public sealed class SignInForm
{
    [Required(ErrorMessage = "请填写账号或手机号")]
    public string? Account { get; set; }

    [Required(ErrorMessage = "请填写密码")]
    public string? Password { get; set; }
}

[AllowAnonymous]
public sealed class SignInModel(AppDb db, SignInManager<Person> gate, Installed installed) : PageModel
{
    public SignInForm Form { get; private set; } = new();
    public string Organisation => installed.Organisation!.Name;

    public IReadOnlyList<(string Account, string Who)> Doors => installed.Organisation!.Demo ? World.Doors : [];

    public IActionResult OnGet() => User.Identity?.IsAuthenticated == true ? Redirect("/desk") : Page();

    public async Task<IActionResult> OnPost(SignInForm form, string? to)
    {
        Form = form;
        if (!ModelState.IsValid) return this.Refused();
        var account = form.Account!.Trim();
        var name = gate.UserManager.NormalizeName(account);
        var phone = Phones.Digits(account);
        var person = await db.People.FirstOrDefaultAsync(p => p.Active && (p.NormalizedUserName == name || p.PhoneNumber == account || (phone != null && !account.Any(char.IsAsciiLetter) && p.PhoneNumber == phone)));
        // The same answer for an unknown account and a wrong password, or accounts could be guessed.
        if (person is null) return this.Refused("", "账号或密码不对");
        var result = await gate.PasswordSignInAsync(person, form.Password!, isPersistent: false, lockoutOnFailure: true);
        if (result.IsLockedOut) return this.Refused("", "连续输错太多次，账号已锁定 10 分钟，请稍后再试或找管理员");
        if (!result.Succeeded) return this.Refused("", "账号或密码不对");
        return Url.IsLocalUrl(to) ? LocalRedirect(to) : Redirect("/desk");
    }
}
