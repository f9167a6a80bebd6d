namespace Shouwen.Calendar;

/// <summary>What holds on one day: its shifts in order (none on a closed day), and why, with the name of the festival or own day.</summary>
public readonly record struct CalendarDay(DateOnly Date, SpanReason Reason, string Name, IReadOnlyList<Shift> Shifts)
{
    /// <summary>Whether there are business hours.</summary>
    public bool Works => Shifts.Count > 0;

    /// <summary>Whether the other is of the same kind, for the same reason and with the same hours; the date does not matter.</summary>
    public bool IsLike(CalendarDay other) => Reason == other.Reason && Name == other.Name && Shifts.SequenceEqual(other.Shifts);
}

/// <content>Day by day, for pictures and for comparing two versions.</content>
public sealed partial class WorkCalendar
{
    /// <summary>What holds on that day.</summary>
    public CalendarDay On(DateOnly day)
    {
        var rule = _rules.On(FirstDay.AddDays(DayIndex(day)));
        return new(day, rule.Reason, rule.Name, rule.Shifts);
    }

    /// <summary>
    /// The days between <paramref name="first"/> and <paramref name="last"/> (both included) that are not what they are in the other calendar: of another kind, or with other
    /// hours. All of them where the two have different zones.
    /// </summary>
    public IEnumerable<DateOnly> DaysUnlike(WorkCalendar other, DateOnly first, DateOnly last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
            if (Zone.Id != other.Zone.Id || !On(day).IsLike(other.On(day))) yield return day;
    }

    /// <summary>Whether the arrangement of that year's national days has been announced.</summary>
    public bool Knows(int year) => _national.Knows(year);
}
