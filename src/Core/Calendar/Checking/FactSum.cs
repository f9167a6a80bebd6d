namespace Shouwen.Calendar.Checking;

/// <summary>
/// The sum behind one fact: the operations of the form, made of the calendar's own arithmetic. Null is "never": no working time is left to reach.
/// Moments of a date alone begin at midnight; a wall clock without an offset is read in the zone that the file names.
/// </summary>
internal sealed class FactSum(Fact fact, WorkCalendar? calendar)
{
    private readonly TimeZoneInfo _io = fact.Io ?? fact.Calendar.Zone;

    public Fact Fact => fact;

    /// <summary>Whether the calendar has any working time at all.</summary>
    public bool Works => calendar is not null;

    public DateTimeOffset Start => Instant(fact.Start);

    public DateTimeOffset End => Instant(fact.End!.Value);

    private DateOnly StartDay => Day(fact.Start);

    /// <summary>Working time added (or taken off, where it is negative): an end exactly at closing stays, and nothing to add ends in business hours too.</summary>
    public DateTimeOffset? Add(TimeSpan time) => time >= TimeSpan.Zero ? calendar?.AddWorkingTime(Start, time) : calendar?.SubtractWorkingTime(Start, -time);

    public DateTimeOffset? Subtract(TimeSpan time) => time >= TimeSpan.Zero ? calendar?.SubtractWorkingTime(Start, time) : Add(-time);

    /// <summary>As <see cref="Add"/>, but an end at closing moves to the next opening; one at opening, counting back, to the closing before.</summary>
    public DateTimeOffset? AddThenOpen(TimeSpan time) => Add(time) is not { } end ? null
        : time >= TimeSpan.Zero ? calendar!.NextOpening(end)
        : calendar!.IsWorkingTime(end.AddTicks(-1)) ? end : calendar.SubtractWorkingTime(end.AddTicks(-1), TimeSpan.Zero);

    public decimal Between => Works ? Seconds(calendar!.WorkingTimeBetween(Start, End)) : 0;

    public DateTimeOffset? Opening => calendar?.NextOpening(Start);

    public bool IsWorkingTime => calendar?.IsWorkingTime(Start) == true;

    /// <summary>Working time, the closing included.</summary>
    public bool IsWorkingTimeOrClosing => Works && (IsWorkingTime || calendar!.IsWorkingTime(Start.AddTicks(-1)));

    public bool IsWorkday => calendar?.IsWorkday(StartDay) == true;

    public bool IsNamedHoliday => fact.Calendar.IsHoliday(StartDay);

    /// <summary>Working days from start to end, each end as the fact says; backwards they count negative.</summary>
    public decimal Count(FactEnds ends)
    {
        if (!Works) return 0;
        var (from, to) = (StartDay, Day(fact.End!.Value));
        var (low, high) = from <= to ? (from, to) : (to, from);
        var (countLow, countHigh) = from <= to ? (ends.Start, ends.End) : (ends.End, ends.Start);
        var count = calendar!.WorkdaysBetween(low, high) + (calendar.IsWorkday(low) ? 1 : 0);
        if (!countLow && calendar.IsWorkday(low)) count--;
        if (!countHigh && calendar.IsWorkday(high) && (low < high || countLow)) count--;
        return from <= to ? count : -count;
    }

    /// <summary>The working day so many after the start's, which is not counted; 0 on a day off moves forward. A fact may name how a day off is moved first.</summary>
    public object? Workdays(int days) => (fact.Roll is { } roll ? Rolled(StartDay, roll) : StartDay) is not { } day || !Works ? null : Same(Move(day, days));

    /// <summary>As <see cref="Workdays"/>, from a day off moved to a working day before counting.</summary>
    public object? WorkdaysRolled(int days, string roll) => !Works || Rolled(StartDay, roll) is not { } day ? null : Same(Move(day, days));

    /// <summary>As <see cref="Workdays"/>, but nothing to add stays, on a day off too.</summary>
    public object? WorkdaysZeroStays(int days) => !Works ? null : Same(days == 0 ? StartDay : Move(StartDay, days));

    /// <summary>As <see cref="Workdays"/>, the starting day counted where it is a working day.</summary>
    public object? WorkdaysWithFirst(int days) => !Works ? null : Same(days == 0 || !IsWorkday ? Move(StartDay, days) : Move(StartDay, days - Math.Sign(days)));

    /// <summary>
    /// The same time of day so many working days on: from closed time it starts at the next opening (back: at the closing before), and an end in closed time moves on likewise.
    /// </summary>
    public object? BusinessDays(int days)
    {
        if (!Works) return null;
        var ahead = days >= 0;
        var start = ahead ? calendar!.AddWorkingTime(Start, TimeSpan.Zero) : calendar!.SubtractWorkingTime(Start, TimeSpan.Zero);
        if (days == 0) return Whole(start);
        var end = calendar.At(Move(calendar.DayOf(start), days), TimeOfDay(start));
        return Whole(ahead ? calendar.AddWorkingTime(end, TimeSpan.Zero) : calendar.SubtractWorkingTime(end, TimeSpan.Zero));
    }

    /// <summary>The same time of day so many working days after the start's own day; where that is closed it stays closed, unless it is moved to the next opening.</summary>
    public object? BusinessDaysFromDate(int days, bool snap)
    {
        if (!Works) return null;
        var day = calendar!.DayOf(Start);
        var end = calendar.At(days == 0 ? day : Move(day, days), TimeOfDay(Start));
        return Whole(!snap ? end : days >= 0 ? calendar.AddWorkingTime(end, TimeSpan.Zero) : calendar.SubtractWorkingTime(end, TimeSpan.Zero));
    }

    /// <summary>Close of business of the working day so many after the start's: how this platform's own limits in working days end.</summary>
    public object? BusinessDaysClose(int days) => !Works ? null : Whole(days >= 0 ? calendar!.AddWorkdays(Start, days) : calendar!.SubtractWorkdays(Start, -days));

    /// <summary>Opening of the working day so many after the start's.</summary>
    public object? BusinessDaysOpening(int days) => !Works ? null : Whole(calendar!.NextOpening(calendar.At(Move(calendar.DayOf(Start), days), TimeOnly.MinValue)));

    private DateOnly Move(DateOnly day, int days) => days switch
    {
        > 0 => calendar!.DayOf(calendar.AddWorkdays(Midnight(day), days).AddTicks(-1)),
        < 0 => calendar!.DayOf(calendar.SubtractWorkdays(Midnight(day), -days).AddTicks(-1)),
        _ => calendar!.IsWorkday(day) ? day : Move(day, 1),
    };

    private DateOnly? Rolled(DateOnly day, string roll) => calendar?.IsWorkday(day) != false ? day : roll.ToLowerInvariant().Replace("_", "", StringComparison.Ordinal) switch
    {
        "forward" or "following" => Move(day, 1),
        "backward" or "preceding" => Move(day, -1),
        "modifiedforward" or "modifiedfollowing" => Move(day, 1) is var next && next.Month == day.Month ? next : Move(day, -1),
        "modifiedbackward" or "modifiedpreceding" => Move(day, -1) is var last && last.Month == day.Month ? last : Move(day, 1),
        _ => null,
    };

    /// <summary>A day as an answer: with the start's time of day where the start has one.</summary>
    private object Same(DateOnly day) => fact.Start.IsDate ? day : new FactMoment(day.ToDateTime(TimeOnly.FromDateTime(fact.Start.Local)), fact.Start.Offset, false);

    /// <summary>A moment as an answer; a day where the fact speaks of days alone.</summary>
    private object Whole(DateTimeOffset moment) => fact is { Start.IsDate: true, Expected: FactMoment { IsDate: true } } ? calendar!.DayOf(moment) : moment;

    private DateTimeOffset Midnight(DateOnly day) => calendar!.At(day, TimeOnly.MinValue);

    private DateOnly Day(FactMoment moment) => moment.IsDate ? moment.Date : DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Instant(moment), fact.Calendar.Zone).DateTime);

    private TimeOnly TimeOfDay(DateTimeOffset moment) => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, fact.Calendar.Zone).DateTime);

    private DateTimeOffset Instant(FactMoment moment) => moment.Offset is { } offset ? new DateTimeOffset(moment.Local, offset)
        : new DateTimeOffset(new ZoneClock(_io, moment.Date, moment.Date).ToUtc(moment.Local.Ticks), TimeSpan.Zero);

    private static decimal Seconds(TimeSpan time) => (decimal)time.Ticks / TimeSpan.TicksPerSecond;
}
