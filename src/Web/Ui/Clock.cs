using System.Globalization;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Ui;

/// <summary>The moment of this request, the same for everything in it, and the organisation's own wall clock.</summary>
public sealed class Clock(TimeProvider time, Installed installed)
{
    /// <summary>Whole milliseconds in UTC, so that a stored moment reads back equal.</summary>
    public DateTimeOffset Now { get; } = Whole(time);

    public static DateTimeOffset Whole(TimeProvider time) => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(installed.Organisation?.Zone ?? "Asia/Shanghai");

    public DateOnly Today => DateOnly.FromDateTime(Local(Now).DateTime);

    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Zone);

    /// <summary>The moment at which the wall clock here shows this time; what a form means when somebody types it.</summary>
    public DateTimeOffset Moment(DateTime wall)
    {
        var unzoned = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        return new DateTimeOffset(unzoned, Zone.GetUtcOffset(unzoned)).ToUniversalTime();
    }

    public DateTimeOffset StartOf(DateOnly day) => Moment(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>2026-03-04 10:30, as tables and papers have it.</summary>
    public string Full(DateTimeOffset moment) => Local(moment).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>今天 15:00, 3月4日 周三 10:30.</summary>
    public string Say(DateTimeOffset moment) => Zh.Moment(Local(moment), Local(Now));

    /// <summary>今天 08:30–17:30.</summary>
    public string Say(DateTimeOffset from, DateTimeOffset to) => Zh.Span(Local(from), Local(to), Local(Now));
}
