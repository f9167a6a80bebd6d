using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shouwen.Web.Calendar;

/// <summary>
/// 日历版本: the whole calendar as it was from one decision to the next, kept for ever, since what was computed under it is answered for by it. The last one is in force.
/// Its id is the number of the rulebook's entry that made it.
/// </summary>
public sealed class CalendarVersion
{
    public long Id { get; set; }

    /// <summary>Of the organisation's calendar, as <see cref="Shouwen.Calendar.WorkCalendar.Version"/> makes it: what a duty remembers.</summary>
    public required string Version { get; set; }

    /// <summary>Units with hours or days of their own, as <see cref="UnitHours"/> writes them; empty where there are none.</summary>
    public required string Units { get; set; }

    /// <summary>The national days with the notices they come from, in the form of <c>calendars/cn.yaml</c>.</summary>
    public required string National { get; set; }

    /// <summary>The organisation's own calendar, in the form of <see cref="Shouwen.Calendar.OwnCalendar"/>.</summary>
    public required string Own { get; set; }

    /// <summary>The act of the rulebook that made it: <see cref="Changing.Changes"/> or <see cref="Changing.Announces"/>.</summary>
    public required string Act { get; set; }
    public required string ById { get; set; }
    public DateTimeOffset At { get; set; }
    public string? Note { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<CalendarVersion>
    {
        public void Configure(EntityTypeBuilder<CalendarVersion> row)
        {
            row.Property(one => one.Id).ValueGeneratedNever();
            row.HasIndex(one => one.Version);
        }
    }
}

/// <summary>
/// A unit with hours of its own in one version: the units above it at that time, nearest first, whose word it inherits, and the version of its calendar. Kept with the text, so that a unit
/// moved since does not change what was computed.
/// </summary>
public sealed record UnitHours(string Unit, IReadOnlyList<string> Above, string Version)
{
    /// <summary><c>gate&lt;front&lt;company=1a2b3c4d5e6f</c>, several with a blank between.</summary>
    public static string Write(IEnumerable<UnitHours> units) => string.Join(' ', units.Select(one => $"{string.Join('<', [one.Unit, .. one.Above])}={one.Version}"));

    public static IReadOnlyList<UnitHours> Read(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).Select(one => one[0].Split('<') is var chain
        ? new UnitHours(chain[0], chain[1..], one[1]) : throw new FormatException(text))];
}

/// <summary>
/// 重新计算: somebody decided to move the deadlines that a change of the calendar concerns. Matters are done one by one in their order, each with its own write, so that it may stop anywhere
/// and go on from <see cref="Cursor"/>.
/// </summary>
public sealed class Recomputation
{
    public long Id { get; set; }

    /// <summary>The version it moves to.</summary>
    public long VersionId { get; set; }
    public required string ById { get; set; }
    public DateTimeOffset At { get; set; }
    public string? Note { get; set; }

    /// <summary>How many matters there were to do, and how many are done.</summary>
    public int Total { get; set; }
    public int Done { get; set; }

    /// <summary>How many deadlines moved or were confirmed.</summary>
    public int Moved { get; set; }

    /// <summary>The matter done last.</summary>
    public string Cursor { get; set; } = "";
    public DateTimeOffset? FinishedAt { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Recomputation>
    {
        public void Configure(EntityTypeBuilder<Recomputation> row) => row.HasIndex(one => one.FinishedAt);
    }
}
