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
    public required string Reason { get; set; }
    public string? SubstituteId { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Absence>
    {
        public void Configure(EntityTypeBuilder<Absence> row)
        {
            row.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne<Person>().WithMany().HasForeignKey(a => a.SubstituteId).OnDelete(DeleteBehavior.Restrict);
            row.HasIndex(a => new { a.PersonId, a.To });
        }
    }
}
