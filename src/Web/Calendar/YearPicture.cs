using Shouwen.Calendar;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Calendar;

/// <summary>A day in the picture. The mark says without colour what it is: 休, 班, 停, 加; <see cref="Found"/> means a notice that is being read names it.</summary>
public sealed record DayCell(DateOnly Date, string Class, string Mark, string Says, bool Today, bool Found);

/// <summary>A month with its weeks from Monday on, and what is special in it as sentences.</summary>
public sealed record MonthCells(string Title, IReadOnlyList<IReadOnlyList<DayCell?>> Weeks, IReadOnlyList<string> Notes);

/// <summary>年历: twelve months of one calendar.</summary>
public static class YearPicture
{
    public static IReadOnlyList<MonthCells> Of(WorkCalendar calendar, int year, DateOnly today, IReadOnlySet<DateOnly>? found = null) =>
        [.. Enumerable.Range(1, 12).Select(month => Month(calendar, new DateOnly(year, month, 1), today, found))];

    private static MonthCells Month(WorkCalendar calendar, DateOnly first, DateOnly today, IReadOnlySet<DateOnly>? found)
    {
        List<CalendarDay> days = [.. Enumerable.Range(0, DateTime.DaysInMonth(first.Year, first.Month)).Select(i => calendar.On(first.AddDays(i)))];
        var cells = Enumerable.Repeat<DayCell?>(null, ((int)first.DayOfWeek + 6) % 7).Concat(days.Select(day => Cell(day, today, found))).ToList();
        while (cells.Count % 7 > 0) cells.Add(null);
        return new($"{first.Month}月", [.. cells.Chunk(7)], [.. Runs(days).Select(run => $"{(run.First == run.Last ? $"{run.First}日" : $"{run.First}–{run.Last}日")} {run.Says}")]);
    }

    private static DayCell Cell(CalendarDay day, DateOnly today, IReadOnlySet<DateOnly>? found)
    {
        var named = found?.Contains(day.Date) == true;
        var kind = day.Reason switch
        {
            SpanReason.Festival => "festival", SpanReason.MakeUpDay => "made-up", SpanReason.OwnClosure => "closure", SpanReason.OwnExtraDay => "extra", _ => day.Works ? "" : "rest",
        };
        return new(day.Date, string.Join(' ', new[] { kind, day.Date == today ? "today" : "", named ? "found" : "" }.Where(one => one.Length > 0)), DayWords.Mark(day),
            $"{day.Date.Month}月{day.Date.Day}日 {Zh.Weekday(day.Date)}，{DayWords.Say(day)}{(day.Date == today ? "，今天" : "")}", day.Date == today, named);
    }

    /// <summary>Stretches of special days, each said once: 15–23日 春节放假.</summary>
    private static List<(int First, int Last, string Says)> Runs(IEnumerable<CalendarDay> days)
    {
        var runs = new List<(int First, int Last, string Says)>();
        foreach (var day in days.Where(day => DayWords.Mark(day).Length > 0))
            if (runs.Count > 0 && runs[^1] is var last && last.Last == day.Date.Day - 1 && last.Says == DayWords.Say(day)) runs[^1] = last with { Last = day.Date.Day };
            else runs.Add((day.Date.Day, day.Date.Day, DayWords.Say(day)));
        return runs;
    }
}

/// <summary>What a day is, in words and as one sign.</summary>
public static class DayWords
{
    public static string Mark(CalendarDay day) => day.Reason switch
    {
        SpanReason.Festival => "休", SpanReason.MakeUpDay => "班", SpanReason.OwnClosure => "停", SpanReason.OwnExtraDay => "加", _ => "",
    };

    public static string Say(CalendarDay day) => Say(day.Reason, day.Name);

    public static string Say(SpanReason reason, string name) => reason switch
    {
        SpanReason.Shift => "上班",
        SpanReason.MakeUpDay => $"{name}调休上班",
        SpanReason.OwnExtraDay => name.Length > 0 ? $"本单位加班日：{name}" : "本单位加班日",
        SpanReason.OffShift => "午休或下班",
        SpanReason.Weekend => "周末",
        SpanReason.RestDay => "本单位休息日",
        SpanReason.Festival => $"{name}放假",
        SpanReason.OwnClosure => name.Length > 0 ? $"本单位停业：{name}" : "本单位停业",
        _ => "",
    };
}
