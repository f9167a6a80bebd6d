using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Cases;

/// <summary>责任: one duty as it stands, with whoever bears it and whoever is owed it looked up at the last change of its matter.</summary>
public sealed class DutyRow
{
    public required string Matter { get; set; }
    public int No { get; set; }
    public string? CaseId { get; set; }
    public required string Name { get; set; }
    public string? Text { get; set; }
    public required string Pack { get; set; }

    /// <summary>The hash of the pack's version that raised it; null for duties from before versions were kept.</summary>
    public string? Version { get; set; }
    public required string Clause { get; set; }

    /// <summary>Person or unit, never both.</summary>
    public string? BearerPersonId { get; set; }
    public string? BearerUnitId { get; set; }
    public string? OwedPersonId { get; set; }
    public string? OwedUnitId { get; set; }
    public bool OwedCustomer { get; set; }
    public DateTimeOffset RaisedAt { get; set; }
    public DateTimeOffset? Due { get; set; }
    public bool Provisional { get; set; }

    /// <summary>The version of the calendar it was computed under, and the unit by whose hours it runs; as <see cref="Shouwen.Duties.Duty"/> has them.</summary>
    public string? Calendar { get; set; }
    public string? HoursOf { get; set; }
    public string? Limit { get; set; }

    /// <summary>open, met, breached, late, paused or waived.</summary>
    public required string State { get; set; }
    public bool Stands { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? Period { get; set; }

    /// <summary>From when on its end is near (amber), and the next moment at which the watch has something to do with it; null when it never has.</summary>
    public DateTimeOffset? Near { get; set; }
    public DateTimeOffset? Alarm { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<DutyRow>
    {
        public void Configure(EntityTypeBuilder<DutyRow> row)
        {
            row.ToTable("duties");
            row.HasKey(one => new { one.Matter, one.No });
            row.HasIndex(one => new { one.BearerPersonId, one.Stands, one.Due });
            row.HasIndex(one => new { one.BearerUnitId, one.Stands, one.Due });
            row.HasIndex(one => new { one.OwedPersonId, one.Stands, one.Due });
            row.HasIndex(one => new { one.State, one.Due });
            row.HasIndex(one => one.CaseId);
            // What ended is not in it, so the watch finds what is due without passing by the past.
            row.HasIndex(one => one.Alarm).HasFilter("alarm IS NOT NULL");
            // What the house itself asks and nobody has done yet: few, however many duties there are.
            row.HasIndex(one => new { one.Name, one.CaseId }).HasFilter("stands AND pack = 'house'");
            // What no case asks for: of the organisation's own duties those of a stretch of time, and those that stand.
            row.HasIndex(one => new { one.Matter, one.Due, one.No }).HasFilter("case_id IS NULL");
            row.HasIndex(one => new { one.Matter, one.State }).HasFilter("stands AND case_id IS NULL");
            // The figures beside each clause are counted from this index alone.
            row.HasIndex(one => new { one.RaisedAt, one.Pack, one.Clause, one.State });
        }
    }
}
