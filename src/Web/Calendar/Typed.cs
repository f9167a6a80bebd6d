using System.Globalization;
using Shouwen.Calendar;

namespace Shouwen.Web.Calendar;

/// <summary>Hours and days as people type them, each with what is wrong in a sentence.</summary>
public static class Typed
{
    /// <summary>08:30-12:00 13:30-17:30 in any punctuation; 休 for none. Empty is null without an error.</summary>
    public static (IReadOnlyList<Shift>? Shifts, string? Error) Shifts(string? typed)
    {
        var text = (typed ?? "").Trim();
        if (text.Length == 0) return (null, null);
        if (text is "休" or "休息" or "不上班") return ([], null);
        var shifts = new List<Shift>();
        foreach (var part in text.Replace('：', ':').Replace('—', '-').Replace('–', '-').Replace('～', '-').Replace('~', '-').Replace('至', '-').Split([' ', '　', ',', '，', '、', ';', '；'], StringSplitOptions.RemoveEmptyEntries))
            if (Shift.TryRead(part, out var shift)) shifts.Add(shift);
            else return (null, $"“{part}”不是时段，请写成 08:30-12:00；到半夜写 24:00，不上班写“休”");
        return new Timetable { Shifts = shifts }.Problem() is { } problem ? (null, problem.TrimEnd('。')) : (shifts, null);
    }

    public static (DateOnly? Day, string? Error) Day(string? typed) => string.IsNullOrWhiteSpace(typed) ? (null, null)
        : !DateOnly.TryParseExact(typed.Trim(), ["yyyy-MM-dd", "yyyy-M-d", "yyyy年M月d日", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (null, $"“{typed.Trim()}”不是存在的日期，请写成 2026-03-05")
        : day < WorkCalendar.FirstDay || day > WorkCalendar.LastDay ? (null, $"日期须在 {WorkCalendar.FirstDay.Year} 年至 {WorkCalendar.LastDay.Year} 年之间") : (day, null);

    public static (MonthDay? Day, string? Error) MonthDay(string? typed) => string.IsNullOrWhiteSpace(typed) ? (null, null)
        : Shouwen.Calendar.MonthDay.Read(typed) is { } day ? (day, null) : (null, $"“{typed.Trim()}”不是一年里的日子，请写成 5-1 或 5月1日");

    /// <summary>As the form shows it again: shifts with blanks between, 休 for none, empty for what is not said.</summary>
    public static string Say(IReadOnlyList<Shift>? shifts) => shifts is null ? "" : shifts.Count == 0 ? "休" : string.Join(' ', shifts);
}
