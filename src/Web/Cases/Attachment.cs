using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Cases;

/// <summary>附件: a file on disk under the hash of its content, named by the act it came with.</summary>
public sealed class Attachment
{
    public Guid Id { get; set; }

    /// <summary>The case's id; the name of any other matter (<see cref="Attaching.ShelfOf"/>).</summary>
    public required string CaseId { get; set; }
    public required string Name { get; set; }
    public required string Type { get; set; }
    public long Size { get; set; }

    /// <summary>SHA-256 of the content, in hex: where it lies below <c>files/</c>.</summary>
    public required string Hash { get; set; }
    public required string ById { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>The entry of the case's history that tells of it; null only where it came before files were told there, until the next start.</summary>
    public int? Seq { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Attachment>
    {
        public void Configure(EntityTypeBuilder<Attachment> row)
        {
            row.Property(one => one.Id).ValueGeneratedNever();
            row.HasIndex(one => one.CaseId);
            row.HasIndex(one => one.Seq).HasFilter("seq IS NULL");
        }
    }
}

/// <summary>查看电话: somebody had the customer's number shown. Written once, never changed.</summary>
public sealed class Reveal
{
    public long Id { get; set; }
    public required string CaseId { get; set; }
    public required string PersonId { get; set; }
    public DateTimeOffset At { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Reveal>
    {
        public void Configure(EntityTypeBuilder<Reveal> row)
        {
            row.ToTable("reveals");
            row.HasIndex(one => new { one.CaseId, one.At });
        }
    }
}
