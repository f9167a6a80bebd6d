using System.Globalization;
using Shouwen.Calendar;

namespace Shouwen.Tests.Calendar;

/// <summary>The calendars that the tests of this folder speak of, and short ways to write moments.</summary>
public static class Calendars
{
    public static readonly NationalDays China = NationalDays.Read(Repo.Read("calendars", "cn.yaml"), "calendars/cn.yaml");

    public static readonly IReadOnlyList<Shift> OfficeShifts = Shifts("08:30-12:00", "13:30-17:30");

    /// <summary>08:30–12:00 and 13:30–17:30 on China's working days.</summary>
    public static readonly WorkCalendar Office = new(China, new Timetable { Shifts = OfficeShifts });

    public static IReadOnlyList<Shift> Shifts(params string[] texts) =>
        [.. texts.Select(text => Shift.TryRead(text, out var shift) ? shift : throw new FormatException(text))];

    public static WorkCalendar With(params OwnDay[] ownDays) => new(China, new Timetable { Shifts = OfficeShifts, OwnDays = ownDays });

    /// <summary>A wall-clock time, 2026-03-03T20:00 or with seconds, as a moment in the calendar's zone.</summary>
    public static DateTimeOffset At(this WorkCalendar calendar, string text)
    {
        var local = DateTime.Parse(text, CultureInfo.InvariantCulture);
        return calendar.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    /// <summary>The wall clock of a moment that a calendar returned, to the minute.</summary>
    public static string Text(this DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static TimeSpan Span(string text) => TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
