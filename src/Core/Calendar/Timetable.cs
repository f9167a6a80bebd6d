namespace Shouwen.Calendar;

/// <summary>
/// A day on which an organisation departs from the week and from the national days: closed (<see cref="Shifts"/> empty), open with hours of its own,
/// or open with the usual ones (<see cref="Shifts"/> null). It goes before everything else.
/// </summary>
public sealed record OwnDay(DateOnly Date, string Name, IReadOnlyList<Shift>? Shifts)
{
    /// <summary>The organisation is closed that day.</summary>
    public static OwnDay Closed(DateOnly date, string name = "") => new(date, name, []);

    /// <summary>The organisation works that day, with the given shifts or else with those of its weekday (on a day without any, the standard ones).</summary>
    public static OwnDay Open(DateOnly date, string name = "", IReadOnlyList<Shift>? shifts = null) => new(date, name, shifts);
}

/// <summary>
/// A stretch of every year with hours of its own (季节作息), both days included; it may run over New Year (10-01 to 4-30). <see cref="Shifts"/> go in place of the
/// standard ones, <see cref="Weekdays"/> in place of those of the same weekday; what it does not name is as in the rest of the year.
/// </summary>
public sealed record Season(string Name, MonthDay From, MonthDay To)
{
    /// <summary>Standard shifts of the season; none: those of the rest of the year.</summary>
    public IReadOnlyList<Shift> Shifts { get; init; } = [];

    /// <summary>Weekdays of the season that differ; an empty list closes that weekday.</summary>
    public IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Shift>> Weekdays { get; init; } = new Dictionary<DayOfWeek, IReadOnlyList<Shift>>();

    /// <summary>夏季（5月1日至9月30日）, for sentences about it.</summary>
    public string Label => $"{Name}（{From.Say}至{To.Say}）";

    /// <summary>Whether a day lies in the season, whatever its year.</summary>
    public bool Contains(MonthDay day) => From.CompareTo(To) <= 0 ? day.CompareTo(From) >= 0 && day.CompareTo(To) <= 0 : day.CompareTo(From) >= 0 || day.CompareTo(To) <= 0;
}

/// <summary>
/// Business hours of an organisation (作息): what it adds to the national days. Plain data; <see cref="Problem"/> says whether a calendar can be made of it.
/// </summary>
public sealed class Timetable
{
    /// <summary>The zone that decides which day a moment belongs to, unless an organisation names another: Asia/Shanghai.</summary>
    public static TimeZoneInfo China { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>Standard shifts: Monday to Friday, make-up working days and own open days, unless <see cref="Weekdays"/> or the day itself has others.</summary>
    public IReadOnlyList<Shift> Shifts { get; init; } = [];

    /// <summary>Weekdays that differ from the standard; an empty list closes that weekday. Saturday and Sunday are closed unless they stand here.</summary>
    public IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Shift>> Weekdays { get; init; } = new Dictionary<DayOfWeek, IReadOnlyList<Shift>>();

    /// <summary>Stretches of the year with other hours; no day lies in two.</summary>
    public IReadOnlyList<Season> Seasons { get; init; } = [];

    /// <summary>Own closures and own open days, each date once at most.</summary>
    public IReadOnlyList<OwnDay> OwnDays { get; init; } = [];

    /// <summary>Whether the national days hold here: a desk that works through festivals says false, and its weeks run on.</summary>
    public bool KeepsFestivals { get; init; } = true;

    /// <summary>The zone of all shifts and days.</summary>
    public TimeZoneInfo Zone { get; init; } = China;

    /// <summary>The first reason, as a Chinese sentence for the person who typed it, why no calendar can be made of this; null when one can.</summary>
    public string? Problem()
    {
        if (Shifts.Count == 0 && Weekdays.Values.All(shifts => shifts.Count == 0) && OwnDays.All(own => own.Shifts is null or { Count: 0 }))
            return "没有任何班次：请至少给出一个上班时段，例如 08:30-12:00。";
        if (ShiftProblem("", Shifts) is { } standard) return standard;
        foreach (var (weekday, shifts) in Weekdays.OrderBy(entry => entry.Key))
            if (ShiftProblem($"{Name(weekday)}的", shifts) is { } problem) return problem;
        return SeasonProblem() ?? OwnDayProblem();
    }

    private string? SeasonProblem()
    {
        foreach (var (i, season) in Seasons.Index())
        {
            if (season.Shifts.Count == 0 && season.Weekdays.Count == 0) return $"{season.Label}没有写上班时段。";
            if (ShiftProblem($"{season.Label}的", season.Shifts) is { } standard) return standard;
            foreach (var (weekday, shifts) in season.Weekdays.OrderBy(entry => entry.Key))
                if (ShiftProblem($"{season.Label}{Name(weekday)}的", shifts) is { } problem) return problem;
            if (Seasons.Take(i).FirstOrDefault(other => other.Contains(season.From) || season.Contains(other.From)) is { } other)
                return $"{season.Label}与{other.Label}有重叠的日子，同一天只能有一种作息。";
        }

        return null;
    }

    private string? OwnDayProblem()
    {
        var seen = new HashSet<DateOnly>();
        foreach (var own in OwnDays)
        {
            if (!seen.Add(own.Date))
                return OwnDays.Any(other => other.Date == own.Date && IsClosure(other) != IsClosure(own))
                    ? $"{own.Date:yyyy-MM-dd} 既列为停业日又列为加开日，只能保留一个。"
                    : $"{own.Date:yyyy-MM-dd} 列了两次，只能保留一个。";
            if (own.Shifts is { } shifts && ShiftProblem($"{own.Date:yyyy-MM-dd} 的", shifts) is { } problem) return problem;
        }

        return null;
    }

    private static bool IsClosure(OwnDay own) => own.Shifts is { Count: 0 };

    /// <summary>What is wrong with the shifts of one day, as a sentence that begins with whose they are; null when nothing is.</summary>
    internal static string? ShiftProblem(string whose, IReadOnlyList<Shift> shifts)
    {
        foreach (var shift in shifts)
            if (shift.FromTicks >= shift.ToTicks)
                return $"{whose}班次 {shift} 的开始时间不早于结束时间；跨夜的班次请拆成两段，例如 22:00-24:00 和 00:00-06:00。";
        var sorted = shifts.OrderBy(shift => shift.From).ToList();
        for (var i = 1; i < sorted.Count; i++)
            if (sorted[i].FromTicks < sorted[i - 1].ToTicks)
                return $"{whose}班次 {sorted[i - 1]} 与 {sorted[i]} 重叠。";
        return null;
    }

    internal static string Name(DayOfWeek weekday) => "周" + "日一二三四五六"[(int)weekday];
}
