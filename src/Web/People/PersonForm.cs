using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.People;

/// <summary>What the pages to add and to edit somebody ask for.</summary>
public sealed partial class PersonForm
{
    [Required(ErrorMessage = "请填写姓名"), StringLength(40, ErrorMessage = "姓名最多 40 个字")]
    public string? DisplayName { get; set; }

    [Required(ErrorMessage = "请填写账号"), RegularExpression("[A-Za-z0-9][A-Za-z0-9._-]{0,39}", ErrorMessage = "账号用字母、数字、点、横线，最多 40 个")]
    public string? Account { get; set; }

    [RegularExpression(@"\+?[0-9][0-9 -]{4,19}", ErrorMessage = "手机号只能是数字")]
    public string? Phone { get; set; }

    [EmailAddress(ErrorMessage = "邮箱应像 name@example.org"), StringLength(254, ErrorMessage = "邮箱太长")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "请选择部门")]
    public string? UnitId { get; set; }

    [StringLength(40, ErrorMessage = "岗位最多 40 个字")]
    public string? Post { get; set; }

    public string? Employment { get; set; }
    public bool PartyMember { get; set; }
    public string? SuperiorId { get; set; }
    public List<string> Roles { get; set; } = [];

    [GeneratedRegex("[^a-z0-9._-]")]
    private static partial Regex NotInId();

    /// <summary>The id a new person gets from the account; ids never change, accounts may.</summary>
    public static string IdFrom(string account) => NotInId().Replace(account.ToLowerInvariant(), "");

    /// <summary>Whether the id would be the address of another page.</summary>
    public static bool Reserved(string id) => id == "new";

    public static PersonForm Of(Person person, IEnumerable<string> roles) => new()
    {
        DisplayName = person.DisplayName,
        Account = person.UserName,
        Phone = person.PhoneNumber,
        Email = person.Email,
        UnitId = person.UnitId,
        Post = person.Post,
        Employment = person.Employment,
        PartyMember = person.PartyMember,
        SuperiorId = person.SuperiorId,
        Roles = [.. roles],
    };

    /// <summary>Looks at what only the database knows; errors go beside their fields.</summary>
    public async Task Check(AppDb db, string? ownId, ModelStateDictionary state)
    {
        var phone = Phones.Digits(Phone);
        if (phone is not null && await db.People.AnyAsync(p => p.PhoneNumber == phone && p.Id != ownId))
            state.AddModelError("Form.Phone", "这个手机号已登记在别人名下");
        if (UnitId is not null && !await db.Units.AnyAsync(u => u.Id == UnitId && u.Active))
            state.AddModelError("Form.UnitId", "没有这个部门，请重新选择");
        if (!Employments.Names.ContainsKey(Employment ?? "")) state.AddModelError("Form.Employment", "请选择用工性质");
        if (SuperiorId is not null && (SuperiorId == ownId || !await db.People.AnyAsync(p => p.Id == SuperiorId && p.Active)))
            state.AddModelError("Form.SuperiorId", "上级须是另一位在职的人");
    }

    public void Fill(Person person)
    {
        person.DisplayName = DisplayName!.Trim();
        person.UserName = Account;
        person.PhoneNumber = Phones.Digits(Phone);
        person.Email = Email?.Trim();
        person.UnitId = UnitId!;
        person.Post = Post?.Trim();
        person.Employment = Employment!;
        person.PartyMember = PartyMember;
        person.SuperiorId = SuperiorId;
    }
}
