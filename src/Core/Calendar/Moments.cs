using System.Globalization;

namespace Shouwen.Calendar;

/// <summary>Moments as acts and files write them.</summary>
public static class Moments
{
    private static readonly string[] Local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy/MM/dd HH:mm"];

    /// <summary>
    /// A local moment in the calendar's zone (<c>2026-03-06T17:30</c>), one with an offset, or a day alone, which means its close of business.
    /// Null when it is none of these, or before or after all days of the calendar.
    /// </summary>
    public static DateTimeOffset? ReadMoment(this WorkCalendar calendar, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var trimmed = text.Trim();
        if (DateTime.TryParseExact(trimmed, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return Covers(DateOnly.FromDateTime(local)) ? calendar.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local)) : null;
        if (DateOnly.TryParseExact(trimmed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return Covers(day) ? calendar.CloseOnOrAfter(day) : null;
        return trimmed.Length > 16 && DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            && Covers(DateOnly.FromDateTime(moment.UtcDateTime)) ? moment : null;
    }

    /// <summary>Whether the text is written as <see cref="ReadMoment"/> reads it, whatever the calendar.</summary>
    public static bool IsWritten(string? text) => text?.Trim() is { Length: > 0 } trimmed
        && (DateTime.TryParseExact(trimmed, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            || DateOnly.TryParseExact(trimmed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            || trimmed.Length > 16 && DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    /// <summary>A month is left at either end, for zones and for the next working day.</summary>
    private static bool Covers(DateOnly day) => day > WorkCalendar.FirstDay.AddMonths(1) && day < WorkCalendar.LastDay.AddMonths(-1);
}
