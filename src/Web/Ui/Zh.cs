namespace Shouwen.Web.Ui;

/// <summary>How moments, durations and phone numbers read in Chinese.</summary>
public static class Zh
{
    private const string Days = "日一二三四五六";

    public static string Weekday(DateOnly day) => $"周{Days[(int)day.DayOfWeek]}";

    /// <summary>3月4日 周三; with the year when it is not that of <paramref name="today"/>.</summary>
    public static string Day(DateOnly day, DateOnly today) =>
        (day.Year == today.Year ? "" : $"{day.Year}年") + $"{day.Month}月{day.Day}日 {Weekday(day)}";

    /// <summary>今天 15:00, 昨天, 明天, otherwise 3月4日 周三 10:30. Both moments carry the offset of the organisation's zone.</summary>
    public static string Moment(DateTimeOffset local, DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(local.DateTime);
        var today = DateOnly.FromDateTime(now.DateTime);
        var name = (day.DayNumber - today.DayNumber) switch
        {
            0 => "今天",
            1 => "明天",
            -1 => "昨天",
            _ => Day(day, today),
        };
        return $"{name} {local:HH:mm}";
    }

    /// <summary>今天 08:30–17:30, 今天 17:30 至 明天 08:30: a stretch of time, the day said once when it is the same.</summary>
    public static string Span(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now) => from.Date == to.Date
        ? $"{Moment(from, now)}–{to:HH:mm}"
        : $"{Moment(from, now)} 至 {Moment(to, now)}";

    /// <summary>
    /// What is left of a limit: 还有 42 分钟, 还有 1 小时 30 分, and once it is negative 已超 1 小时 30 分.
    /// Whole minutes, the rest is left off; under a minute reads 还有不到 1 分钟.
    /// </summary>
    public static string Left(TimeSpan left) => left >= TimeSpan.Zero ? "还有" + Amount(left) : "已超" + Amount(-left);

    /// <summary>1 小时 30 分, 42 分钟, 3 天 2 小时; a day is 24 hours.</summary>
    public static string Length(TimeSpan span) => Amount(span).Trim();

    private static string Amount(TimeSpan span)
    {
        if (span < TimeSpan.FromMinutes(1)) return "不到 1 分钟";
        if (span < TimeSpan.FromHours(1)) return $" {span.Minutes} 分钟";
        if (span < TimeSpan.FromDays(1)) return span.Minutes == 0 ? $" {span.Hours} 小时" : $" {span.Hours} 小时 {span.Minutes} 分";
        return span.Hours == 0 ? $" {span.Days} 天" : $" {span.Days} 天 {span.Hours} 小时";
    }

    /// <summary>138****0000; anything under seven signs is hidden whole.</summary>
    public static string Masked(string? phone) => phone switch
    {
        null or "" => "",
        { Length: < 7 } => new string('*', phone.Length),
        _ => phone[..3] + new string('*', phone.Length - 7) + phone[^4..],
    };
}
