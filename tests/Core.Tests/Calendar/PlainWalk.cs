using Shouwen.Calendar;

namespace Shouwen.Tests.Calendar;

/// <summary>
/// The calendar's arithmetic as one would do it by hand: day after day, shift after shift, straight from the inputs and the system's time zones. Slow on purpose
/// and sharing no code with <see cref="WorkCalendar"/>: what the tests compare with and the bench measures against.
/// </summary>
public sealed class PlainWalk(NationalDays national, Timetable timetable)
{
    public DateTimeOffset AddWorkingTime(DateTimeOffset from, TimeSpan working)
    {
        for (var day = Day(from).AddDays(-1); ; day = day.AddDays(1))
            foreach (var (opening, closing) in Hours(day))
            {
                var start = opening > from ? opening : from;
                if (start > closing || start == closing && working > TimeSpan.Zero) continue;
                if (closing - start >= working) return Local(start + working);
                working -= closing - start;
            }
    }

    public DateTimeOffset SubtractWorkingTime(DateTimeOffset to, TimeSpan working)
    {
        for (var day = Day(to).AddDays(1); ; day = day.AddDays(-1))
            foreach (var (opening, closing) in Hours(day).Reverse())
            {
                var end = closing < to ? closing : to;
                if (end < opening || end == opening && working > TimeSpan.Zero) continue;
                if (end - opening >= working) return Local(end - working);
                working -= end - opening;
            }
    }

    public TimeSpan WorkingTimeBetween(DateTimeOffset a, DateTimeOffset b)
    {
        if (b < a) return -WorkingTimeBetween(b, a);
        var sum = TimeSpan.Zero;
        for (var day = Day(a).AddDays(-1); day <= Day(b).AddDays(1); day = day.AddDays(1))
            foreach (var (opening, closing) in Hours(day))
            {
                var start = opening > a ? opening : a;
                var end = closing < b ? closing : b;
                if (start < end) sum += end - start;
            }

        return sum;
    }

    public DateTimeOffset AddWorkdays(DateTimeOffset from, int days)
    {
        var day = Day(from);
        if (days == 0) return Hours(day) is { Length: > 0 } today && today[^1].Closing > from ? Local(today[^1].Closing) : AddWorkdays(from, 1);
        while (days > 0)
        {
            day = day.AddDays(1);
            if (IsWorkday(day)) days--;
        }

        return Local(Hours(day)[^1].Closing);
    }

    public DateTimeOffset SubtractWorkdays(DateTimeOffset from, int days)
    {
        if (days == 0) return Local(from);
        var day = Day(from);
        while (days > 0)
        {
            day = day.AddDays(-1);
            if (IsWorkday(day)) days--;
        }

        return Local(Hours(day)[^1].Closing);
    }

    public DateTimeOffset AddCalendarDays(DateTimeOffset from, int days) => days == 0 ? AddWorkdays(from, 0) : FirstClose(Day(from).AddDays(days));

    public DateTimeOffset AddMonths(DateTimeOffset from, int months) => months == 0 ? AddWorkdays(from, 0) : FirstClose(Day(from).AddMonths(months));

    public bool IsWorkday(DateOnly day) => Hours(day).Length > 0;

    private DateTimeOffset FirstClose(DateOnly day)
    {
        while (!IsWorkday(day)) day = day.AddDays(1);
        return Local(Hours(day)[^1].Closing);
    }

    private DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(Local(moment).DateTime);

    private DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, timetable.Zone);

    private (DateTimeOffset Opening, DateTimeOffset Closing)[] Hours(DateOnly day) =>
        [.. Shifts(day).OrderBy(shift => shift.From)
            .Select(shift => (Moment(day, shift.From), shift.To == TimeOnly.MinValue ? Moment(day.AddDays(1), shift.To) : Moment(day, shift.To)))
            .Where(hours => hours.Item1 < hours.Item2)];

    private IReadOnlyList<Shift> Shifts(DateOnly day)
    {
        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var season = timetable.Seasons.FirstOrDefault(one => one.Contains(new MonthDay(day.Month, day.Day)));
        var standard = season is { Shifts.Count: > 0 } ? season.Shifts : timetable.Shifts;
        var week = season is not null && season.Weekdays.TryGetValue(day.DayOfWeek, out var seasonal) ? seasonal
            : timetable.Weekdays.TryGetValue(day.DayOfWeek, out var own) ? own : weekend ? [] : standard;
        var usual = week.Count > 0 ? week : standard;
        foreach (var ownDay in timetable.OwnDays)
            if (ownDay.Date == day)
                return ownDay.Shifts ?? usual;
        return national.On(day).Kind switch
        {
            NationalDayKind.Off => [],
            NationalDayKind.MakeUp => usual,
            _ => week,
        };
    }

    private DateTimeOffset Moment(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        while (timetable.Zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        var offset = timetable.Zone.IsAmbiguousTime(local) ? timetable.Zone.GetAmbiguousTimeOffsets(local).Max() : timetable.Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }
}
