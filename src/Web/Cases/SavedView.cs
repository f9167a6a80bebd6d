using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Web.People;

namespace Shouwen.Web.Cases;

/// <summary>常用筛选: a filter of the list of cases that somebody gave a name; a tab of the person's own.</summary>
public sealed class SavedView
{
    public const int Most = 12;

    public long Id { get; set; }
    public required string PersonId { get; set; }
    public required string Name { get; set; }

    /// <summary>As <see cref="CaseFilter.ToQuery"/> writes it.</summary>
    public required string Query { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<SavedView>
    {
        public void Configure(EntityTypeBuilder<SavedView> row)
        {
            row.Property(view => view.Name).HasMaxLength(20);
            row.HasOne<Person>().WithMany().HasForeignKey(view => view.PersonId).OnDelete(DeleteBehavior.Restrict);
            row.HasIndex(view => new { view.PersonId, view.Name }).IsUnique();
        }
    }
}
