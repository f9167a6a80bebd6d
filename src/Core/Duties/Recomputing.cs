using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Duties;

/// <summary>A standing duty whose end another calendar puts elsewhere, or confirms where it was provisional.</summary>
/// <param name="Duty">As it stands.</param>
/// <param name="Due">Where the calendar in force puts its end.</param>
/// <param name="Provisional">Whether that end still rests on a year that is not announced.</param>
/// <param name="Calendar">The version in force for it.</param>
/// <param name="IsPast">That end is over already. Such a duty stays where it is: a change of the calendar makes nobody late.</param>
public sealed record Recomputed(Duty Duty, DateTimeOffset Due, bool Provisional, string Calendar, bool IsPast);

/// <summary>
/// 重新计算: what a change of the calendar would make of ends that were computed before it. A change never moves an end by itself; somebody decides it, and each matter's
/// history says so with both ends and both versions.
/// </summary>
public static class Recomputing
{
    /// <summary>The duties of a matter that would move. A breached duty stays: it was judged under the calendar it had.</summary>
    /// <param name="regime">Gives the calendar in force.</param>
    /// <param name="matter">As it stands.</param>
    /// <param name="history">Its whole history, for pauses and moves.</param>
    /// <param name="now">Ends before it are over.</param>
    public static IEnumerable<Recomputed> Of(Regime regime, Matter matter, IReadOnlyCollection<Event> history, DateTimeOffset now)
    {
        foreach (var duty in matter.Duties.Where(duty => duty is { State: DutyState.Open or DutyState.Paused, Due: not null }))
        {
            var calendar = regime.CalendarOf(duty.HoursOf);
            if (calendar.Version == duty.Calendar || End(duty.No, history, calendar) is not var (due, provisional)) continue;
            if (due != duty.Due || provisional != duty.Provisional)
                yield return new(duty, due, provisional, calendar.Version, due < now && due < duty.Due);
        }
    }

    /// <summary>
    /// Where a duty's end lies when its start, its pauses and what people decided about it are counted with a calendar. Null when it never had an end.
    /// What people set (an extension, a promise) stays as they set it; pauses after it count anew.
    /// </summary>
    public static (DateTimeOffset Due, bool Provisional)? End(int no, IEnumerable<Event> history, WorkCalendar calendar)
    {
        DateTimeOffset? due = null, since = null;
        string? limit = null;
        var counted = false;    // whether working days decided the end so far
        foreach (var happened in history)
            switch (happened)
            {
                case DutyRaised { Duty: var raised } when raised.No == no:
                    limit = raised.Limit;
                    counted = Limits.AsksTheCalendar(Limits.Read(limit));
                    due = counted ? Limits.End(Limits.Read(limit), raised.Start, calendar) : raised.Due;
                    break;
                case DutyPaused paused when paused.No == no:
                    since = paused.At;
                    break;
                case DutyResumed resumed when resumed.No == no:
                    if (since is { } from && due is { } end && Limits.MadeGood(limit, end, from, resumed.At, calendar) is var later && later != end)
                        (due, counted) = (later, !Limits.IsByTheClock(limit));
                    since = null;
                    break;
                case DutyMoved { Why: not "recompute" } moved when moved.No == no:
                    (due, counted) = (moved.Due, false);
                    break;
                default:
                    break;
            }
        return due is { } last ? (last, counted && calendar.IsProvisional(last)) : null;
    }

    /// <summary>The events of moving what may be moved: for each duty both ends and both versions.</summary>
    internal static IEnumerable<Event> Events(IEnumerable<Recomputed> recomputed, DateTimeOffset at) => recomputed.Where(one => !one.IsPast).Select(one =>
        new DutyMoved(one.Duty.No, one.Due, "recompute") { At = at, Provisional = one.Provisional, Was = one.Duty.Due, Calendar = one.Calendar, WasCalendar = one.Duty.Calendar });

    /// <summary>Whoever bears one of them or is owed it, and the first contact, who answers to the customer.</summary>
    internal static IEnumerable<Party> Concerned(IEnumerable<Recomputed> recomputed, Scene scene) => recomputed.Where(one => !one.IsPast)
        .SelectMany(one => (Party?[])[Clockwork.Bearer(one.Duty, scene), Clockwork.OwedTo(one.Duty, scene)]).OfType<Party>()
        .Concat(scene.Matter.At("first-contact") is { } first ? [first] : []);
}
