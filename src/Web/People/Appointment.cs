using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Web.Units;

namespace Shouwen.Web.People;

/// <summary>任职: somebody holds a role for a unit from a moment until another, which is not included; open while it lasts.</summary>
public sealed class Appointment
{
    public long Id { get; set; }
    public required string PersonId { get; set; }
    public required string UnitId { get; set; }
    /// <summary>One of <see cref="Roles"/>.</summary>
    public required string Role { get; set; }
    public DateTimeOffset From { get; set; }
    public DateTimeOffset? Until { get; set; }
    /// <summary>Who appointed, null when the set-up page did.</summary>
    public string? ById { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Appointment>
    {
        public void Configure(EntityTypeBuilder<Appointment> row)
        {
            row.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne<Unit>().WithMany().HasForeignKey(a => a.UnitId).OnDelete(DeleteBehavior.Restrict);
            row.HasIndex(a => new { a.UnitId, a.Role });
        }
    }
}

/// <summary>角色: what somebody may do, always for a unit.</summary>
public static class Roles
{
    public const string Employee = "employee";
    public const string UnitHead = "unit-head";
    public const string Leader = "leader";
    public const string Liaison = "liaison";
    public const string CustomerService = "customer-service";
    public const string Supervision = "supervision";
    public const string Administrator = "administrator";
    public const string Auditor = "auditor";

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Employee] = "员工",
        [UnitHead] = "部门负责人",
        [Leader] = "分管领导",
        [Liaison] = "联络员",
        [CustomerService] = "客服",
        [Supervision] = "监督",
        [Administrator] = "管理员",
        [Auditor] = "审计",
    };

    public static string Say(string role) => Names.GetValueOrDefault(role, role);
}
