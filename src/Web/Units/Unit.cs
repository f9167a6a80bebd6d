using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Units;

/// <summary>部门: a department, team or body of the organisation. The id is a short word that never changes, such as <c>front</c>.</summary>
public sealed class Unit
{
    public required string Id { get; set; }
    public required string Name { get; set; }
    public string? ParentId { get; set; }
    /// <summary>One of <see cref="UnitKinds"/>.</summary>
    public string? Kind { get; set; } = UnitKinds.Department;
    /// <summary>The body it is in the sense of the packs, one of <see cref="Body"/>; null for an ordinary unit.</summary>
    public string? Role { get; set; }
    public string? HeadId { get; set; }
    public string? LeaderId { get; set; }
    public string? LiaisonId { get; set; }
    public string? ContactId { get; set; }
    public List<string> Scope { get; set; } = [];
    public List<string> Territory { get; set; } = [];
    public string? Phone { get; set; }
    public string? Place { get; set; }
    public bool Active { get; set; } = true;

    private sealed class Rows : IEntityTypeConfiguration<Unit>
    {
        public void Configure(EntityTypeBuilder<Unit> unit)
        {
            unit.Property(u => u.Id).HasMaxLength(40);
            unit.HasOne<Unit>().WithMany().HasForeignKey(u => u.ParentId).OnDelete(DeleteBehavior.Restrict);
            unit.HasOne<People.Person>().WithMany().HasForeignKey(u => u.HeadId).OnDelete(DeleteBehavior.Restrict);
            unit.HasOne<People.Person>().WithMany().HasForeignKey(u => u.LeaderId).OnDelete(DeleteBehavior.Restrict);
            unit.HasOne<People.Person>().WithMany().HasForeignKey(u => u.LiaisonId).OnDelete(DeleteBehavior.Restrict);
            unit.HasOne<People.Person>().WithMany().HasForeignKey(u => u.ContactId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>What sort of unit this is, by the words that packs use.</summary>
public static class UnitKinds
{
    public const string Department = "department";

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Department] = "部门",
        ["branch"] = "分公司",
        ["subsidiary"] = "子公司",
    };

    public static string Say(string? kind) => Names.GetValueOrDefault(kind ?? Department, "");
}

/// <summary>The bodies that packs name and that an organisation binds to its units.</summary>
public static class Body
{
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["customer-service"] = "客户服务",
        ["supervision"] = "监督（纪检、督查）",
        ["quality-inspection"] = "质量检查",
        ["general-administration"] = "综合管理（办公室）",
        ["hr"] = "人力资源",
        ["risk"] = "风险控制",
        ["communications"] = "宣传",
        ["coordination"] = "协调",
        ["committee"] = "委员会",
        ["service-leader"] = "服务分管领导",
        ["general-manager"] = "总经理",
        ["first-contact-department"] = "首问部门",
        ["service-centre"] = "服务中心",
        ["market"] = "市场",
        ["design"] = "设计",
        ["costing"] = "造价",
        ["approval"] = "审批",
    };

    public static string Say(string? role) => role is null ? "" : Names.GetValueOrDefault(role, role);
}
