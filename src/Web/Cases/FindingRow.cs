using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Cases;

/// <summary>问责事项: a question of responsibility as it stands.</summary>
public sealed class FindingRow
{
    public required string Id { get; set; }
    public int Version { get; set; }
    public string? CaseId { get; set; }
    public required string Kind { get; set; }
    public required string Pack { get; set; }
    public required string Clause { get; set; }
    public string? AgainstPersonId { get; set; }
    public string? AgainstUnitId { get; set; }
    public string? Duty { get; set; }
    public required string Status { get; set; }
    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>The verdict it followed from gave way to another, and nobody has verified it since.</summary>
    public bool Overruled { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<FindingRow>
    {
        public void Configure(EntityTypeBuilder<FindingRow> row)
        {
            row.ToTable("findings");
            row.Property(one => one.Version).IsConcurrencyToken();
            row.HasIndex(one => one.CaseId);
            row.HasIndex(one => new { one.AgainstPersonId, one.OpenedAt });
            row.HasIndex(one => new { one.AgainstUnitId, one.OpenedAt });
            // The list, newest first, of one state or of all.
            row.HasIndex(one => new { one.OpenedAt, one.Id });
            row.HasIndex(one => new { one.Status, one.OpenedAt, one.Id });
            row.HasIndex(one => new { one.Pack, one.OpenedAt, one.Id });
            row.HasIndex(one => new { one.Overruled, one.OpenedAt, one.Id }).HasFilter("overruled");
        }
    }
}
