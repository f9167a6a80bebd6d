using System.Globalization;

namespace Shouwen.Calendar;

/// <summary>The festivals of the law on days off (全国年节及纪念日放假办法), by the day they are named after.</summary>
internal static class Statutory
{
    private static readonly ChineseLunisolarCalendar Lunar = new();

    /// <summary>The name in full: 清明 is 清明节, 五一 is 劳动节.</summary>
    public static string Called(string name) => name switch
    {
        _ when name.Contains("元旦", StringComparison.Ordinal) => "元旦",
        _ when name.Contains("五一", StringComparison.Ordinal) || name.Contains("劳动", StringComparison.Ordinal) => "劳动节",
        _ when name.Contains("十一", StringComparison.Ordinal) => "国庆节",
        "清明" or "端午" or "中秋" or "国庆" => name + "节",
        _ => name,
    };

    /// <summary>The festival that falls within the days; null when none or several do.</summary>
    public static string? Within(IEnumerable<DateOnly> days) => days.Select(On).OfType<string>().Distinct().ToList() is [var only] ? only : null;

    private static string? On(DateOnly day)
    {
        switch (day.Month, day.Day)
        {
            case (1, 1): return "元旦";
            case (4, 4 or 5): return "清明节";
            case (5, 1): return "劳动节";
            case (10, 1): return "国庆节";
        }

        var moment = day.ToDateTime(TimeOnly.MinValue);
        if (moment < Lunar.MinSupportedDateTime || moment > Lunar.MaxSupportedDateTime) return null;
        var (year, month) = (Lunar.GetYear(moment), Lunar.GetMonth(moment));
        var leap = Lunar.GetLeapMonth(year);
        // The calendar numbers thirteen months in a leap year; the festivals go by the number of the ordinary month.
        if (leap > 0 && month == leap) return null;
        return (leap > 0 && month > leap ? month - 1 : month, Lunar.GetDayOfMonth(moment)) switch { (1, 1) => "春节", (5, 5) => "端午节", (8, 15) => "中秋节", _ => null };
    }
}
