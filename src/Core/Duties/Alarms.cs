using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Duties;

/// <summary>
/// 提醒与逐级督促: what the watch does with a standing duty, and when. Every moment is the first whole millisecond at which there is something to do, so that a row that carries it is found
/// by a range of an index. Pure: what was done already stands in the duty (<see cref="Duty.WarnedAt"/>, <see cref="Duty.Climbs"/>), so nothing is done twice.
/// </summary>
public static class Alarms
{
    /// <summary>The next moment at which something is to be done: a warning, the breach, a rung of the ladder. Null for a duty that has ended, stands still or has no end.</summary>
    public static DateTimeOffset? Next(Duty duty, Regime regime)
    {
        if (!duty.Stands) return null;
        if (duty.State == DutyState.Breached) return Ladder.Next(duty, regime);
        if (duty is not { State: DutyState.Open, Due: { } due }) return null;
        var seen = duty.WarnedAt ?? duty.Start;
        return Points(duty, regime).Where(point => point > seen && point < due).Append(due.AddMilliseconds(1)).Min();
    }

    /// <summary>The earliest of them over a matter's duties.</summary>
    public static DateTimeOffset? Of(Matter matter, Regime regime) => matter.Duties.Min(duty => Next(duty, regime));

    /// <summary>From when on the end is near: the first warning point; null without an end. The one meaning of amber.</summary>
    public static DateTimeOffset? Near(Duty duty, Regime regime) => duty.Due is null ? null : Points(duty, regime).DefaultIfEmpty(duty.Due.Value).Min();

    /// <summary>Warns of what has come near and climbs where a rung has been reached, one rung a duty. At the moment it is done, which an idle watch may make a late one.</summary>
    /// <param name="regime">As it binds the matter.</param>
    /// <param name="matter">After <see cref="Clockwork.Lapse"/>.</param>
    /// <param name="now">Included: what is to be done at this very moment is done.</param>
    public static IEnumerable<Event> Sound(Regime regime, Matter matter, DateTimeOffset now)
    {
        foreach (var duty in matter.Duties.Where(duty => Next(duty, regime) <= now))
        {
            var scene = new Scene(regime, matter, null, now);
            if (duty.State == DutyState.Breached) yield return Ladder.Climb(duty, scene);
            else yield return new DutyWarned(duty.No, [.. Ladder.Present(Clockwork.Bearer(duty, scene), scene)]) { At = now };
        }
    }

    private static IEnumerable<DateTimeOffset> Points(Duty duty, Regime regime)
    {
        if (duty.Due is not { } due || due <= duty.Start) yield break;
        var calendar = regime.CalendarOf(duty);
        // Whoever set an end beyond what can be computed is warned by no calendar.
        if (due >= calendar.At(WorkCalendar.LastDay, TimeOnly.MinValue)) yield break;
        var byTheClock = Limits.IsByTheClock(duty.Limit);
        var half = Whole(byTheClock ? duty.Start + (due - duty.Start) / 2 : calendar.AddWorkingTime(duty.Start, Positive(calendar.WorkingTimeBetween(duty.Start, due)) / 2));
        var (warnings, atHalf) = regime.Plan.For(duty);
        if (atHalf) yield return half;
        foreach (var before in warnings)
        {
            var point = byTheClock ? due - ByTheClock(before) : Before(before, due, calendar);
            yield return point > half ? point : half;
        }
    }

    private static TimeSpan Positive(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;

    private static DateTimeOffset Whole(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds()).ToOffset(moment.Offset);

    private static TimeSpan ByTheClock(Limit before) => before.Unit is LimitUnit.WorkingDays or LimitUnit.CalendarDays ? TimeSpan.FromDays(before.Amount) : TimeSpan.FromHours(before.Amount);

    /// <summary>So many working days before an end at closing is the opening of the day that leaves them; before one in the middle of a day the same time of an earlier working day.</summary>
    private static DateTimeOffset Before(Limit before, DateTimeOffset due, WorkCalendar calendar)
    {
        if (before.Unit != LimitUnit.WorkingDays) return Limits.Ahead(before, due, calendar);
        var day = calendar.DayOf(due);
        for (var left = before.Amount; left > 0;)
            if (calendar.IsWorkday(day = day.AddDays(-1))) left--;
        return calendar.NextOpening(calendar.At(day, TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(due, calendar.Zone).DateTime)));
    }
}
