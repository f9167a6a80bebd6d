using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;

namespace Shouwen.Web.Units;

/// <summary>What the pages to add and to edit a unit ask for.</summary>
public sealed class UnitForm
{
    [Required(ErrorMessage = "请填写部门名称"), StringLength(60, ErrorMessage = "名称最多 60 个字")]
    public string? Name { get; set; }

    public string? ParentId { get; set; }
    public string? Kind { get; set; }
    public string? Role { get; set; }
    public string? HeadId { get; set; }
    public string? LeaderId { get; set; }
    public string? LiaisonId { get; set; }
    public string? ContactId { get; set; }
    public string? Scope { get; set; }
    public string? Territory { get; set; }
    public string? Phone { get; set; }
    public string? Place { get; set; }

    public static UnitForm Of(Unit unit) => new()
    {
        Name = unit.Name,
        ParentId = unit.ParentId,
        Kind = unit.Kind,
        Role = unit.Role,
        HeadId = unit.HeadId,
        LeaderId = unit.LeaderId,
        LiaisonId = unit.LiaisonId,
        ContactId = unit.ContactId,
        Scope = string.Join(' ', unit.Scope),
        Territory = string.Join(' ', unit.Territory),
        Phone = unit.Phone,
        Place = unit.Place,
    };

    public async Task Check(AppDb db, string? ownId, ModelStateDictionary state)
    {
        var units = await db.Units.AsNoTracking().Where(u => u.Active).ToListAsync();
        if (units.Any(u => u.Name == Name?.Trim() && u.Id != ownId)) state.AddModelError("Form.Name", $"已有“{Name}”");
        if (ParentId is not null && units.All(u => u.Id != ParentId)) state.AddModelError("Form.ParentId", "没有这个上级部门");
        else if (ownId is not null && UnitTree.MakesCircle(units, ownId, ParentId)) state.AddModelError("Form.ParentId", "上级部门不能是自己或自己的下级");
        if (!UnitKinds.Names.ContainsKey(Kind ?? "")) state.AddModelError("Form.Kind", "请选择类别");
        if (Role is not null && !Body.Names.ContainsKey(Role)) state.AddModelError("Form.Role", "没有这种身份");
        foreach (var (field, id) in new[] { ("HeadId", HeadId), ("LeaderId", LeaderId), ("LiaisonId", LiaisonId), ("ContactId", ContactId) })
            if (id is not null && !await db.People.AnyAsync(p => p.Id == id && p.Active)) state.AddModelError("Form." + field, "须是在职的人");
    }

    public void Fill(Unit unit)
    {
        unit.Name = Name!.Trim();
        unit.ParentId = ParentId;
        unit.Kind = Kind;
        unit.Role = Role;
        unit.HeadId = HeadId;
        unit.LeaderId = LeaderId;
        unit.LiaisonId = LiaisonId;
        unit.ContactId = ContactId;
        unit.Scope = Words(Scope);
        unit.Territory = Words(Territory);
        unit.Phone = Phone?.Trim();
        unit.Place = Place?.Trim();
    }

    /// <summary>Words typed in one line, separated by spaces or any comma.</summary>
    public static List<string> Words(string? typed) =>
        [.. (typed ?? "").Split([' ', '　', ',', '，', '、', ';', '；', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
}
