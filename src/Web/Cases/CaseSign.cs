using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Cases;

/// <summary>A rare sign of a request, to find others like it by; <see cref="Key"/> is the case's. Kept for as long as others are looked for.</summary>
public sealed class CaseSign
{
    public required string Sign { get; set; }
    public long Key { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<CaseSign>
    {
        public void Configure(EntityTypeBuilder<CaseSign> row)
        {
            row.ToTable("case_signs");
            row.HasKey(one => new { one.Sign, one.Key });
            row.Property(one => one.Sign).HasMaxLength(60);
            row.Property(one => one.Key).HasColumnName("case_key");
            row.HasIndex(one => one.Key);
        }
    }
}
