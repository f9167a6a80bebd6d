using System.Globalization;

namespace Shouwen.Calendar;

/// <summary>A day of every year. 2-29 exists: in other years it is simply none of the days.</summary>
public readonly record struct MonthDay(int Month, int Day) : IComparable<MonthDay>
{
    public int CompareTo(MonthDay other) => (Month * 32 + Day).CompareTo(other.Month * 32 + other.Day);

    /// <summary>Reads <c>5-1</c>, <c>05-01</c> or <c>5月1日</c>; null for anything else and for days no year has, such as 2-30.</summary>
    public static MonthDay? Read(string text)
    {
        var parts = text.Trim().TrimEnd('日').Split('-', '月');
        return parts is [var month, var day] && int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m is >= 1 and <= 12
            && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var d) && d >= 1 && d <= DateTime.DaysInMonth(2024, m) ? new(m, d) : null;
    }

    /// <summary>5月1日.</summary>
    public string Say => $"{Month}月{Day}日";

    /// <summary>The form that <see cref="Read"/> reads: <c>5-1</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Month}-{Day}");
}
