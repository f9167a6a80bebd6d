using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.People;

/// <summary>离岗: somebody is away from a moment until another, which is not included; the substitute stands in.</summary>
public sealed class Absence
{
    public long Id { get; set; }
    public required string PersonId { get; set; }
    public DateTimeOffset From { get; set; }
    public DateTimeOffset To { get; set; }
    /// <summary>One of <see cref="AbsenceReasons"/>.</summary>
    public required string Reason { get; set; }
    public string? SubstituteId { get; set; }

    /// <summary>When he means to be back, where he is away until he says that he is; null where <see cref="To"/> is the end.</summary>
    public DateTimeOffset? Expected { get; set; }

    /// <summary>It has ended, and whoever waited for him knows.</summary>
    public bool Returned { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Absence>
    {
        public void Configure(EntityTypeBuilder<Absence> row)
        {
            row.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne<Person>().WithMany().HasForeignKey(a => a.SubstituteId).OnDelete(DeleteBehavior.Restrict);
            row.HasIndex(a => new { a.PersonId, a.To });
            row.HasIndex(a => new { a.Returned, a.To });
            row.HasIndex(a => a.To);
        }
    }
}

/// <summary>Why somebody is away, by the words that packs use.</summary>
public static class AbsenceReasons
{
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["leave"] = "休假",
        ["trip"] = "外出、出差",
        ["busy"] = "有其他要务",
        ["absent"] = "不在岗",
        ["unreachable"] = "联系不上",
    };

    public static string Say(string reason) => Names.GetValueOrDefault(reason, reason);
}
