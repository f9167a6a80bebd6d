using Shouwen.Calendar;

namespace Shouwen.Web.Calendar;

/// <summary>Which hours hold when: the year or a season, the weekdays, the shifts.</summary>
public sealed record HoursLine(string When, string Days, string Hours);

/// <summary>作息 as a table, weekdays with equal hours together.</summary>
public static class HoursTable
{
    private static readonly DayOfWeek[] FromMonday = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static IReadOnlyList<HoursLine> Of(Timetable timetable) =>
    [
        .. Lines(timetable.Seasons.Count == 0 ? "全年" : "其他日子", day => timetable.Weekdays.GetValueOrDefault(day) ?? (IsWeekend(day) ? [] : timetable.Shifts)),
        .. timetable.Seasons.SelectMany(season => Lines(season.Label, day => season.Weekdays.GetValueOrDefault(day) ?? timetable.Weekdays.GetValueOrDefault(day)
            ?? (IsWeekend(day) ? [] : season.Shifts.Count > 0 ? season.Shifts : timetable.Shifts))),
    ];

    private static IEnumerable<HoursLine> Lines(string when, Func<DayOfWeek, IReadOnlyList<Shift>> hours) => FromMonday.GroupBy(day => Say(hours(day))).Select(group => new HoursLine(when, Days([.. group]), group.Key));

    public static string Say(IReadOnlyList<Shift> shifts) => shifts.Count == 0 ? "休息" : string.Join("，", shifts.OrderBy(shift => shift.From).Select(shift => shift.ToString().Replace('-', '–')));

    /// <summary>周一至周五, 周六、周日.</summary>
    private static string Days(List<DayOfWeek> days)
    {
        var places = days.Select(day => Array.IndexOf(FromMonday, day)).ToList();
        return days.Count > 2 && places[^1] - places[0] == days.Count - 1 ? $"{Name(days[0])}至{Name(days[^1])}" : string.Join("、", days.Select(Name));
    }

    public static string Name(DayOfWeek day) => $"周{"日一二三四五六"[(int)day]}";

    private static bool IsWeekend(DayOfWeek day) => day is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
