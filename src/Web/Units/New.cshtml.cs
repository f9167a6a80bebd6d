using System.Text.RegularExpressions;
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
public sealed partial class NewModel(AppDb db, Actor actor, Acting acting, Clock clock) : PageModel
{
    public UnitFields Fields { get; private set; } = null!;
    public string? Code { get; private set; }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")]
    private static partial Regex Slug();

    public async Task OnGet() => Fields = await UnitFields.Load(acting, actor, new UnitForm { Kind = UnitKinds.Department }, null);

    public async Task<IActionResult> OnPost(string? code, UnitForm form)
    {
        (Code, Fields) = (code, await UnitFields.Load(acting, actor, form, null));
        if (code is null || !Slug().IsMatch(code)) ModelState.AddModelError("Code", "代号用小写字母开头，只含小写字母、数字和横线");
        // "new" is the address of this page.
        else if (code == "new" || await db.Units.AnyAsync(u => u.Id == code)) ModelState.AddModelError("Code", $"代号“{code}”不能用，已被占用");
        await form.Check(db, null, ModelState);
        if (!ModelState.IsValid) return this.Refused();
        var unit = new Unit { Id = code!, Name = "" };
        form.Fill(unit);
        db.Units.Add(unit);
        await Appointing.FollowUnit(db, unit, clock.Now, actor.Id);
        await db.SaveChangesAsync();
        return this.Done($"/units/{code}", $"已添加{unit.Name}，接下来把它的事项写进目录");
    }
}
