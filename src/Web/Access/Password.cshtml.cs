using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Access;

public sealed class PasswordForm
{
    [Required(ErrorMessage = "请填写现在的密码")]
    public string? Current { get; set; }

    [Required(ErrorMessage = "请填写新密码")]
    public string? Fresh { get; set; }

    [Compare(nameof(Fresh), ErrorMessage = "两次输入的新密码不一样")]
    public string? Again { get; set; }
}

public sealed class PasswordModel(Actor actor, SignInManager<Person> gate) : PageModel
{
    public PasswordForm Form { get; private set; } = new();
    public bool MustChange => actor.MustChangePassword;

    public async Task<IActionResult> OnPost(PasswordForm form)
    {
        Form = form;
        if (!ModelState.IsValid) return this.Refused();
        if (form.Fresh == form.Current) return this.Refused("Form.Fresh", "新密码不能和现在的一样");
        var person = (await gate.UserManager.FindByIdAsync(actor.Id))!;
        person.MustChangePassword = false;
        var result = await gate.UserManager.ChangePasswordAsync(person, form.Current!, form.Fresh!);
        foreach (var error in result.Errors)
            ModelState.AddModelError(error.Code == nameof(IdentityErrorDescriber.PasswordMismatch) ? "Form.Current" : "Form.Fresh", error.Description);
        if (!result.Succeeded) return this.Refused();
        await gate.RefreshSignInAsync(person);
        return this.Done("/desk", "密码已修改，其他设备上的登录会失效");
    }
}
