using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Web.Units;

namespace Shouwen.Web.People;

/// <summary>人员: somebody who works here and signs in. The id is the account name at the time of entry and never changes.</summary>
public sealed class Person : IdentityUser
{
    public required string DisplayName { get; set; }
    public required string UnitId { get; set; }
    public Unit? Unit { get; set; }
    /// <summary>岗位, as the organisation calls it.</summary>
    public string? Post { get; set; }
    public string Employment { get; set; } = Employments.Regular;
    public bool PartyMember { get; set; }
    public string? SuperiorId { get; set; }
    public bool Active { get; set; } = true;
    public DateTimeOffset? LeftAt { get; set; }
    /// <summary>The password was set by somebody else; nothing else opens until it is changed.</summary>
    public bool MustChangePassword { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Person>
    {
        public void Configure(EntityTypeBuilder<Person> person)
        {
            person.ToTable("People");
            person.HasOne(p => p.Unit).WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.Restrict);
            person.HasOne<Person>().WithMany().HasForeignKey(p => p.SuperiorId).OnDelete(DeleteBehavior.Restrict);
            person.HasIndex(p => p.PhoneNumber).IsUnique();
        }
    }
}

/// <summary>用工性质: on which terms somebody works here; packs bind or leave out by it.</summary>
public static class Employments
{
    public const string Regular = "regular";

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Regular] = "正式",
        ["probation"] = "试用",
        ["hired"] = "聘用",
        ["contractor"] = "外包",
    };

    public static string Say(string employment) => Names.GetValueOrDefault(employment, employment);
}
