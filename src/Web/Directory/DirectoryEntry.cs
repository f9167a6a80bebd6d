using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Web.Units;

namespace Shouwen.Web.Directory;

/// <summary>职责与联系目录: one matter a unit answers for, and how to reach it.</summary>
public sealed class DirectoryEntry
{
    public long Id { get; set; }
    public required string UnitId { get; set; }
    public Unit? Unit { get; set; }
    /// <summary>事项, in a few words: 燃气表走得快.</summary>
    public required string Matter { get; set; }
    /// <summary>What customers say when they mean it: 表跳, 走字快.</summary>
    public List<string> Keywords { get; set; } = [];
    public string? Description { get; set; }
    public string? Phone { get; set; }
    public string? Place { get; set; }
    public string? Hours { get; set; }

    /// <summary>外包队伍、合作厂商: the entry is an outside firm that works for the unit, and <see cref="Matter"/> is its name.</summary>
    public bool IsVendor { get; set; }

    /// <summary>裁定先例: the number of the case whose ruling this entry was made of, and when; null for one that was written into the directory.</summary>
    public string? RuledIn { get; set; }
    public DateTimeOffset? RuledAt { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<DirectoryEntry>
    {
        public void Configure(EntityTypeBuilder<DirectoryEntry> row) =>
            row.HasOne(e => e.Unit).WithMany().HasForeignKey(e => e.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
