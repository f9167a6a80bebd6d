using System.Globalization;

namespace Shouwen.Calendar;

/// <summary>
/// One stretch of business hours (班次) on a day, in local wall-clock time: <paramref name="From"/> is included, <paramref name="To"/> is not.
/// <paramref name="To"/> = 00:00 stands for 24:00, the end of the day. A night shift is two: 22:00-24:00 and, on the next day, 00:00-06:00.
/// </summary>
public readonly record struct Shift(TimeOnly From, TimeOnly To)
{
    /// <summary>Ticks from midnight to the start.</summary>
    internal long FromTicks => From.Ticks;

    /// <summary>Ticks from midnight to the end; 24 hours where <see cref="To"/> is 00:00.</summary>
    internal long ToTicks => To.Ticks == 0 ? TimeSpan.TicksPerDay : To.Ticks;

    /// <summary>Reads <c>08:30-12:00</c> or <c>00:00-24:00</c>; false for anything else. Whether the start is before the end is asked by <see cref="Timetable.Problem"/>.</summary>
    public static bool TryRead(string text, out Shift shift)
    {
        shift = default;
        var ends = text.Split('-', StringSplitOptions.TrimEntries);
        if (ends.Length != 2 || !TryReadTime(ends[0], out var from)) return false;
        if (ends[1] == "24:00")
        {
            shift = new Shift(from, TimeOnly.MinValue);
            return true;
        }

        // 00:00 as an end is 24:00 in memory only; written, it is far more often a slip than the end of the day.
        if (!TryReadTime(ends[1], out var to) || to == TimeOnly.MinValue) return false;
        shift = new Shift(from, to);
        return true;
    }

    /// <summary>The form that <see cref="TryRead"/> reads, such as <c>13:30-17:30</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Text(From)}-{(To.Ticks == 0 ? "24:00" : Text(To))}");

    private static string Text(TimeOnly time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerMinute == 0 ? "HH:mm" : "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private static bool TryReadTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
