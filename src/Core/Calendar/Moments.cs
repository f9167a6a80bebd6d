using System.Globalization;

namespace Shouwen.Calendar;

/// <summary>Moments as acts and files write them.</summary>
public static class Moments
{
    private static readonly string[] Local = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy/MM/dd HH:mm"];

    /// <summary>
    /// A local moment in the calendar's zone (<c>2026-03-06T17:30</c>), one with an offset, or a day alone, which means its close of business.
    /// Null when it is none of these.
    /// </summary>
    public static DateTimeOffset? ReadMoment(this WorkCalendar calendar, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var trimmed = text.Trim();
        if (DateTime.TryParseExact(trimmed, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return calendar.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        if (DateOnly.TryParseExact(trimmed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return calendar.CloseOnOrAfter(day);
        return trimmed.Length > 16 && DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
    }
}
