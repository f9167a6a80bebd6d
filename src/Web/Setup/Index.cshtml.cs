using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Packs;
using Shouwen.Web.Data;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Setup;

public sealed class SetupForm
{
    [Required(ErrorMessage = "请填写单位名称"), StringLength(60, ErrorMessage = "单位名称最多 60 个字")]
    public string? Name { get; set; }

    public string? Shifts { get; set; } = "08:30-12:00 13:30-17:30";

    [Required(ErrorMessage = "请填写管理员姓名")]
    public string? AdminName { get; set; }

    [Required(ErrorMessage = "请填写管理员所在部门")]
    public string? AdminUnit { get; set; } = "综合办公室";

    [Required(ErrorMessage = "请填写管理员账号"), RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]{0,39}", ErrorMessage = "账号用字母、数字、点、横线")]
    public string? AdminAccount { get; set; } = "admin";

    [Required(ErrorMessage = "请填写管理员密码"), MinLength(8, ErrorMessage = "密码至少 8 位")]
    public string? AdminPassword { get; set; }

    public string? People { get; set; }
    public IFormFile? Sheet { get; set; }

    [MinLength(8, ErrorMessage = "初始密码至少 8 位")]
    public string? InitialPassword { get; set; }

    public List<string> Packs { get; set; } = [];
}

/// <summary>The first page of a new installation; <see cref="SetupFirst"/> closes it for ever once it has been answered.</summary>
[AllowAnonymous]
public sealed class IndexModel(AppDb db, IPasswordHasher<Person> hasher, Offered offered, Clock clock) : PageModel
{
    private const int MostErrors = 10;

    public SetupForm Form { get; private set; } = new();
    public IReadOnlyList<Pack> Packs => offered.Packs;

    public async Task<IActionResult> OnPost(SetupForm form)
    {
        Form = form;
        var (shifts, wrong) = Setup.Shifts.Read(form.Shifts);
        if (wrong is not null) ModelState.AddModelError("Form.Shifts", wrong);
        var people = ReadPeople(form);
        if (people.Any(p => p.Account.Equals(form.AdminAccount, StringComparison.OrdinalIgnoreCase)))
            ModelState.AddModelError("Form.AdminAccount", "名单里也有这个账号；管理员不必再写进名单");
        if (people.Count > 0 && form.InitialPassword is null) ModelState.AddModelError("Form.InitialPassword", "有人员名单，请定一个初始密码");
        if (form.Packs.Except(Packs.Select(p => p.Id)).Any()) ModelState.AddModelError("", "勾选的制度包已不在，请重新勾选");
        if (!ModelState.IsValid) return this.Refused();

        var administrator = new PersonLine(0, form.AdminUnit!.Trim(), form.AdminName!.Trim(), form.AdminAccount!, null, "管理员", [Roles.Administrator]);
        var founding = new Founding(form.Name!.Trim(), shifts!, administrator, form.AdminPassword!, people, form.InitialPassword, form.Packs);
        if (!await Installing.Found(db, hasher, offered, founding, clock.Now)) return this.Done("/sign-in", "别人刚刚已经设置好了，您填的没有保存；请向设置的人要账号登录");
        return this.Done("/sign-in", $"设置完成。请用账号 {form.AdminAccount} 登录");
    }

    private List<PersonLine> ReadPeople(SetupForm form)
    {
        var all = new List<PersonLine>();
        foreach (var (field, read) in new (string, Func<IReadOnlyList<Sheet.Row>>)[]
        {
            ("Form.People", () => Sheet.Text(form.People ?? "")),
            ("Form.Sheet", () => form.Sheet is null ? [] : Sheet.Read(form.Sheet.FileName, form.Sheet.OpenReadStream())),
        })
        {
            try
            {
                var (people, errors) = PeopleList.Read(read());
                all.AddRange(people);
                if (errors.Count > 0)
                    ModelState.AddModelError(field, string.Join("；", errors.Take(MostErrors)) + (errors.Count > MostErrors ? $"；另有 {errors.Count - MostErrors} 处" : ""));
            }
            catch (FormatException failure)
            {
                ModelState.AddModelError(field, failure.Message);
            }
        }
        if (ModelState.IsValid && (all.DistinctBy(p => p.Account.ToLowerInvariant()).Count() < all.Count || all.Where(p => p.Phone is not null).GroupBy(p => p.Phone).Any(g => g.Count() > 1)))
            ModelState.AddModelError("Form.Sheet", "表格和上面的名单里有相同的账号或手机");
        return all;
    }
}
