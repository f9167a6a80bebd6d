using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Web.People;

namespace Shouwen.Web.Roster;

/// <summary>值班: who answers a channel from a moment until another, which is not included.</summary>
public sealed class RosterShift
{
    public long Id { get; set; }
    public required string Channel { get; set; }
    public required string PersonId { get; set; }
    public DateTimeOffset From { get; set; }
    public DateTimeOffset To { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<RosterShift>
    {
        public void Configure(EntityTypeBuilder<RosterShift> row)
        {
            row.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Restrict);
            row.HasIndex(s => new { s.Channel, s.From });
            row.HasIndex(s => s.From);
            row.HasIndex(s => s.To);
        }
    }
}
