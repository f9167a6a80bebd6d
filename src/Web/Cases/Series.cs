using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Cases;

/// <summary>The last number given out in a series, such as the cases of a day.</summary>
public sealed class Series
{
    public required string Name { get; set; }
    public int Last { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Series>
    {
        public void Configure(EntityTypeBuilder<Series> row)
        {
            row.ToTable("series");
            row.HasKey(one => one.Name);
        }
    }
}
