using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Web.Live;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Access;

public sealed class SignOutModel(SignInManager<Person> gate, Actor actor, Broadcast broadcast) : PageModel
{
    public IActionResult OnGet() => Redirect("/desk");

    public async Task<IActionResult> OnPost()
    {
        await gate.SignOutAsync();
        broadcast.End(actor.Id);
        return this.Done("/sign-in", "已退出登录");
    }
}
