namespace Shouwen.Calendar.Checking;

/// <summary>
/// A calendar as a file of facts describes it. On a date its holiday goes before its override, the override before the week, and a break takes from whatever is left;
/// a day to be worked has its weekday's hours, or those of the first working weekday.
/// </summary>
internal sealed record FactCalendar(string Id, TimeZoneInfo Zone)
{
    public TimeZoneInfo? Io { get; init; }
    public IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Shift>> Weekly { get; init; } = new Dictionary<DayOfWeek, IReadOnlyList<Shift>>();
    public IReadOnlyList<FactDay> Holidays { get; init; } = [];
    public IReadOnlyDictionary<FactDay, IReadOnlyList<Shift>> Overrides { get; init; } = new Dictionary<FactDay, IReadOnlyList<Shift>>();
    public IReadOnlyDictionary<FactDay, IReadOnlyList<Shift>> Breaks { get; init; } = new Dictionary<FactDay, IReadOnlyList<Shift>>();
    public IReadOnlyList<FactDay> Worked { get; init; } = [];

    /// <summary>Whether the statutory days off and make-up days of China hold too.</summary>
    public bool IsChina { get; init; }

    public bool IsHoliday(DateOnly day) => Holidays.Any(holiday => holiday.Is(day));

    /// <summary>Null when it has no working time at all, in no week and on no day.</summary>
    public WorkCalendar? Build(NationalDays china, DateOnly first, DateOnly last)
    {
        var own = new List<OwnDay>();
        for (var day = first; day <= last; day = day.AddDays(1))
            if (Hours(day) is { } hours) own.Add(new OwnDay(day, "", hours));
        var timetable = new Timetable { Weekdays = Week(), OwnDays = own, Zone = Zone };
        return timetable.Weekdays.Values.All(shifts => shifts.Count == 0) && own.TrueForAll(day => day.Shifts is null or { Count: 0 }) ? null
            : new WorkCalendar(IsChina ? china : NationalDays.None, timetable, first, last);
    }

    /// <summary>How many years it takes at most to work that long, for the reach of the calendar to be built.</summary>
    public int YearsFor(TimeSpan working, long days)
    {
        var week = Week().Values.Sum(shifts => shifts.Sum(shift => shift.ToTicks - shift.FromTicks));
        var open = Week().Values.Count(shifts => shifts.Count > 0);
        var weeks = Math.Max(week == 0 ? 0 : (double)working.Ticks / week, open == 0 ? 0 : (double)days / open);
        return (int)Math.Min(3 + weeks / 30, 9000);
    }

    /// <summary>The hours of a date that departs from the week; null for all others.</summary>
    private IReadOnlyList<Shift>? Hours(DateOnly day)
    {
        if (IsHoliday(day)) return [];
        var special = Find(Overrides, day);
        if (special is null && Worked.Any(worked => worked.Is(day))) special = Usual(day.DayOfWeek);
        return Find(Breaks, day) is { } breaks ? Without(special ?? Weekly.GetValueOrDefault(day.DayOfWeek, []), breaks) : special;
    }

    private IReadOnlyList<Shift> Usual(DayOfWeek day) => Weekly.GetValueOrDefault(day) is { Count: > 0 } week ? week
        : Enumerable.Range(1, 7).Select(i => Weekly.GetValueOrDefault((DayOfWeek)(i % 7), [])).FirstOrDefault(shifts => shifts.Count > 0) ?? [];

    private Dictionary<DayOfWeek, IReadOnlyList<Shift>> Week() => Enum.GetValues<DayOfWeek>().ToDictionary(day => day, day => Weekly.GetValueOrDefault(day, []));

    private static IReadOnlyList<Shift>? Find(IReadOnlyDictionary<FactDay, IReadOnlyList<Shift>> of, DateOnly day) =>
        of.GetValueOrDefault(new FactDay(day.Year, new(day.Month, day.Day))) ?? of.GetValueOrDefault(new FactDay(null, new(day.Month, day.Day)));

    /// <summary>What a break leaves of the hours.</summary>
    internal static IReadOnlyList<Shift> Without(IReadOnlyList<Shift> hours, IReadOnlyList<Shift> breaks)
    {
        foreach (var off in breaks)
            hours = [.. hours.SelectMany(shift => new[] { (From: shift.FromTicks, To: Math.Min(shift.ToTicks, off.FromTicks)), (From: Math.Max(shift.FromTicks, off.ToTicks), To: shift.ToTicks) })
                .Where(left => left.From < left.To).Select(left => new Shift(new TimeOnly(left.From), new TimeOnly(left.To % TimeSpan.TicksPerDay)))];
        return hours;
    }
}

/// <summary>A date, or without a year that day of every year.</summary>
internal readonly record struct FactDay(int? Year, MonthDay Day)
{
    public bool Is(DateOnly day) => Day.Month == day.Month && Day.Day == day.Day && (Year is null || Year == day.Year);
}
