namespace Shouwen.Calendar;

/// <summary>
/// The working calendar (工作日历): national days and an organisation's business hours, expanded once from <see cref="FirstDay"/> to <see cref="LastDay"/>,
/// immutable ever after. Its arithmetic follows the Civil Code, articles 200–204: in periods of days and months the starting day is not counted (201), a period ends at
/// close of business of its last day (203 para. 2), a last day that is no working day moves to the next one (203 para. 1), and a month without the
/// corresponding day ends with its last day (202); periods in hours run from the moment (201 para. 2). A clause may provide otherwise (204) by asking for another method.
/// </summary>
/// <remarks>
/// A moment is an instant: the offset it is given with means nothing, the calendar's zone decides its day. Returned moments carry that zone's offset.
/// A limit costs the same whatever its length, and allocates nothing. A moment or result outside the calendar's days is an <see cref="ArgumentOutOfRangeException"/>,
/// as is a negative number of days or time to add or subtract.
/// </remarks>
public sealed partial class WorkCalendar
{
    /// <summary>The first day that can be computed with, unless a calendar was made for other years.</summary>
    public static readonly DateOnly FirstDay = new(2000, 1, 1);

    /// <summary>The last day that can be computed with, included, unless a calendar was made for other years.</summary>
    public static readonly DateOnly LastDay = new(2060, 12, 31);

    /// <summary>The zone that decides which day a moment belongs to.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>
    /// Twelve hexadecimal digits over everything that went in (national days, shifts, own days, zone): the same input gives the same for ever, so that a
    /// case can keep which calendar a deadline was computed under.
    /// </summary>
    public string Version => _rules.Version;

    /// <summary>
    /// The moment at which <paramref name="working"/> of working time has passed since <paramref name="from"/>. From closed time it counts from the next opening; an end
    /// exactly at closing stays there (two hours from 15:30 to a closing at 17:30 end at 17:30, not the next morning). Nothing to add is the same rule: the first moment
    /// of business hours, closing included, from <paramref name="from"/> on.
    /// </summary>
    public DateTimeOffset AddWorkingTime(DateTimeOffset from, TimeSpan working)
    {
        NotNegative(working.Ticks);
        var utc = from.UtcTicks;
        var i = IntervalAt(utc);
        if (working.Ticks == 0) return i > 0 && _ends[i - 1] == utc ? Moment(utc) : NextOpening(from);
        var done = WorkedBefore(i, utc);
        if (working.Ticks > _worked[^1] - done) throw OutOfRange();
        var target = done + working.Ticks;
        var last = IntervalEnding(i, target);
        return Moment(_starts[last] + (target - _worked[last]));
    }

    /// <summary>
    /// The moment from which <paramref name="working"/> of working time passes until <paramref name="to"/>. From closed time it counts back from the last closing; an
    /// end exactly at opening stays there. Nothing to subtract is the same rule: the last moment of business hours, closing included, up to <paramref name="to"/>.
    /// </summary>
    public DateTimeOffset SubtractWorkingTime(DateTimeOffset to, TimeSpan working)
    {
        NotNegative(working.Ticks);
        var utc = to.UtcTicks;
        var i = IntervalAt(utc);
        if (working.Ticks == 0) return i < _starts.Length && _starts[i] <= utc ? Moment(utc) : i > 0 ? Moment(_ends[i - 1]) : throw OutOfRange();
        var target = WorkedBefore(i, utc) - working.Ticks;
        if (target < 0) throw OutOfRange();
        var first = IntervalStarting(i, target);
        return Moment(_starts[first] + (target - _worked[first]));
    }

    /// <summary>
    /// Close of business of the <paramref name="days"/>th working day after the day of <paramref name="from"/>, which is not counted itself (Civil Code 201, 203).
    /// 0 days: <see cref="SameDay"/>.
    /// </summary>
    public DateTimeOffset AddWorkdays(DateTimeOffset from, int days)
    {
        NotNegative(days);
        return days == 0 ? SameDay(from) : CloseOfWorkday(_workdaysBefore[DayIndex(from) + 1] + (long)days - 1);
    }

    /// <summary>
    /// Close of business of the <paramref name="days"/>th working day before the day of <paramref name="from"/>: "one working day ahead" of Friday 17:30 is Thursday 17:30.
    /// 0 days: <paramref name="from"/> itself.
    /// </summary>
    public DateTimeOffset SubtractWorkdays(DateTimeOffset from, int days)
    {
        NotNegative(days);
        var day = DayIndex(from);
        return days == 0 ? Moment(from.UtcTicks) : CloseOfWorkday(_workdaysBefore[day] - (long)days);
    }

    /// <summary>
    /// Close of business of the day <paramref name="days"/> calendar days after that of <paramref name="from"/>, or of the next working day when that is none
    /// (Civil Code 201, 203). 0 days: <see cref="SameDay"/>.
    /// </summary>
    public DateTimeOffset AddCalendarDays(DateTimeOffset from, int days)
    {
        NotNegative(days);
        return days == 0 ? SameDay(from) : CloseOfWorkday(_workdaysBefore[InRange(DayIndex(from) + (long)days)]);
    }

    /// <summary>
    /// Close of business of the corresponding day <paramref name="months"/> months later, or of the last day of that month when it has none such (Civil Code 202);
    /// moved to the next working day when that is none (203). 0 months: <see cref="SameDay"/>.
    /// </summary>
    public DateTimeOffset AddMonths(DateTimeOffset from, int months)
    {
        NotNegative(months);
        if (months == 0) return SameDay(from);
        var day = DayOf(from);
        return months > 12 * (_last.Year - _first.Year + 1) ? throw OutOfRange() : CloseOnOrAfter(day.AddMonths(months));
    }

    /// <summary>Clock time, day and night (Civil Code 201 para. 2); the end is never moved.</summary>
    public DateTimeOffset AddHours(DateTimeOffset from, TimeSpan time)
    {
        NotNegative(time.Ticks);
        DayIndex(from);
        if (time.Ticks > DateTimeOffset.MaxValue.UtcTicks - from.UtcTicks) throw OutOfRange();
        DayIndex(from.UtcTicks + time.Ticks);
        return Moment(from.UtcTicks + time.Ticks);
    }

    /// <summary>
    /// Close of business of the day of <paramref name="from"/>. When that day is no working day, or business has closed by then (at the very moment of closing it
    /// has), close of business of the next working day: nobody can act before it.
    /// </summary>
    public DateTimeOffset SameDay(DateTimeOffset from)
    {
        var day = DayIndex(from);
        long workday = _workdaysBefore[day];
        if (IsWorkdayAt(day) && CloseAt(day) <= from.UtcTicks) workday++;
        return CloseOfWorkday(workday);
    }

    /// <summary>Working time from <paramref name="a"/> to <paramref name="b"/>; negative when <paramref name="b"/> is the earlier.</summary>
    public TimeSpan WorkingTimeBetween(DateTimeOffset a, DateTimeOffset b) => new(Worked(b.UtcTicks) - Worked(a.UtcTicks));

    /// <summary>
    /// Working days after <paramref name="a"/> up to and including <paramref name="b"/> (the starting day is not counted, as in <see cref="AddWorkdays"/>); negative
    /// the other way round.
    /// </summary>
    public int WorkdaysBetween(DateOnly a, DateOnly b) => _workdaysBefore[DayIndex(b) + 1] - _workdaysBefore[DayIndex(a) + 1];

    /// <summary>Whether the organisation has business hours on that day.</summary>
    public bool IsWorkday(DateOnly day) => IsWorkdayAt(DayIndex(day));

    /// <summary>Whether the moment lies in business hours: the opening does, the closing does not.</summary>
    public bool IsWorkingTime(DateTimeOffset moment)
    {
        var i = IntervalAt(moment.UtcTicks);
        return i < _starts.Length && _starts[i] <= moment.UtcTicks;
    }

    /// <summary>The first moment of working time from <paramref name="moment"/> on: itself when it lies in business hours.</summary>
    public DateTimeOffset NextOpening(DateTimeOffset moment)
    {
        var i = IntervalAt(moment.UtcTicks);
        return i == _starts.Length ? throw OutOfRange() : Moment(Math.Max(_starts[i], moment.UtcTicks));
    }

    /// <summary>The day of a moment in the calendar's zone.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => _first.AddDays(DayIndex(moment));

    /// <summary>
    /// The moment at which clocks in the calendar's zone show that time: of a time that occurs twice (end of summer time) the first, of one that is skipped the moment of the jump.
    /// </summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        DayIndex(day);
        return Moment(_clock.ToUtc(day.DayNumber * TimeSpan.TicksPerDay + time.Ticks));
    }

    /// <summary>Close of business of that day, null when it has no business hours. A day that closes at 24:00 closes at 00:00 of the next.</summary>
    public DateTimeOffset? CloseOf(DateOnly day)
    {
        var index = DayIndex(day);
        return IsWorkdayAt(index) ? Moment(CloseAt(index)) : null;
    }

    /// <summary>Close of business of that day, or of the next working day when it has no business hours (Civil Code 203): where a period ends whose last day is <paramref name="day"/>.</summary>
    public DateTimeOffset CloseOnOrAfter(DateOnly day) => CloseOfWorkday(_workdaysBefore[DayIndex(day)]);

    /// <summary>
    /// Whether a deadline that ends at <paramref name="end"/> reaches into a year whose national days are not announced yet, and so rests on weekends alone.
    /// An end exactly at midnight belongs to the day it closes. The very last days of an announced year are not provisional, though the next year's notice
    /// may still name them for its New Year, as that for 2019 did with 2018-12-29.
    /// </summary>
    public bool IsProvisional(DateTimeOffset end) => !_national.Knows(DayOf(end.AddTicks(-1)).Year);
}
