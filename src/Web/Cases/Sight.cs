using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Cases;

/// <summary>Why somebody may see a case: he holds a link, bears a duty, was told of it, or it is on its way to his unit. Written anew with each change.</summary>
public sealed class Sight
{
    public required string CaseId { get; set; }
    public int No { get; set; }

    /// <summary>The key of the case: the lists of whoever sees little of all are read from here.</summary>
    public long Key { get; set; }
    public string? PersonId { get; set; }
    public string? UnitId { get; set; }

    /// <summary>link, pending, duty, wanted or told.</summary>
    public required string Why { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Sight>
    {
        public void Configure(EntityTypeBuilder<Sight> row)
        {
            row.ToTable("sights");
            row.HasKey(one => new { one.CaseId, one.No });
            row.Property(one => one.Key).HasColumnName("case_key");
            row.HasIndex(one => new { one.PersonId, one.Key });
            row.HasIndex(one => new { one.UnitId, one.Why, one.Key });
            row.HasIndex(one => one.PersonId).HasFilter($"why = '{Projection.Wanted}'");
        }
    }
}
