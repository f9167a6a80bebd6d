using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Duties;

/// <summary>How long somebody held the work within one duty's time: what of the limit was used in his hands, and how much of the lateness fell on it.</summary>
/// <param name="Holder">Who held the work.</param>
/// <param name="From">When he took it, or the duty began.</param>
/// <param name="To">When he passed it on, or the duty ended.</param>
/// <param name="Used">Of the limit: working time that counts, pauses left out; clock time for a limit by the clock.</param>
/// <param name="Over">Of the time after the due, in the same measure.</param>
public sealed record Custody(Party Holder, DateTimeOffset From, DateTimeOffset To, TimeSpan Used, TimeSpan Over);

/// <summary>Whose watch: a duty's time shared out among those who held the work one after another.</summary>
public static class Custodies
{
    /// <summary>
    /// The custodies of a duty in order, without gaps from its start to its end or to <paramref name="now"/>. What was used adds up to the working time that counted until
    /// then, what was over to the lateness. Empty for a matter whose work nobody holds.
    /// </summary>
    /// <param name="duty">As it stands.</param>
    /// <param name="key">Its matter.</param>
    /// <param name="history">The whole history of the matter.</param>
    /// <param name="calendar">The version that its end was computed under.</param>
    /// <param name="now">While it stands.</param>
    public static IReadOnlyList<Custody> Of(Duty duty, MatterKey key, IReadOnlyCollection<Event> history, WorkCalendar calendar, DateTimeOffset now)
    {
        var (end, custodies) = (duty.EndedAt ?? now, new List<Custody>());
        var due = duty.Due ?? end;
        var uncounted = Uncounted(duty, due, history, calendar);
        foreach (var (holder, from, to) in Held(key, history, duty.Start, end))
            custodies.Add(new(holder, from, to, Measured(from, Earlier(to, due)) - uncounted.Aggregate(TimeSpan.Zero, (sum, off) => sum + Measured(Later(from, off.From), Earlier(Earlier(to, due), off.To))),
                Measured(Later(from, due), to)));
        return custodies;

        TimeSpan Measured(DateTimeOffset from, DateTimeOffset to) => from >= to ? TimeSpan.Zero : Limits.IsByTheClock(duty.Limit) ? to - from : calendar.WorkingTimeBetween(from, to);
    }

    /// <summary>Stretches up to the due that use nothing of the limit: pauses, and the starting day of a limit in days.</summary>
    private static List<(DateTimeOffset From, DateTimeOffset To)> Uncounted(Duty duty, DateTimeOffset due, IEnumerable<Event> history, WorkCalendar calendar)
    {
        var tracing = new Tracing(duty, due, history, calendar);
        var off = tracing.Pauses.Select(pause => (pause.From, pause.To)).ToList();
        if (duty.PausedSince is { } since) off.Add((since, DateTimeOffset.MaxValue));
        if (tracing.Measure is not (TraceMeasure.WorkingDays or TraceMeasure.CalendarDays or TraceMeasure.Months)) return off;
        var begins = calendar.At(calendar.DayOf(duty.Start).AddDays(1), TimeOnly.MinValue);
        return [(duty.Start, begins), .. off.Select(pause => (Later(pause.From, begins), pause.To))];
    }

    private static IEnumerable<(Party Holder, DateTimeOffset From, DateTimeOffset To)> Held(MatterKey key, IEnumerable<Event> history, DateTimeOffset start, DateTimeOffset end)
    {
        var matter = new Matter(key);
        (Party Holder, DateTimeOffset From)? held = null;
        foreach (var happened in history)
        {
            matter = matter.Apply(happened);
            if (matter.Chain.Links.IsEmpty || happened.At > end || matter.Chain.Holding.Holder is var holder && held?.Holder == holder) continue;
            if (held is var (before, from) && happened.At > start && Later(from, start) < happened.At) yield return (before, Later(from, start), happened.At);
            held = (holder, happened.At);
        }

        if (held is var (last, since) && Later(since, start) < end) yield return (last, Later(since, start), end);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
