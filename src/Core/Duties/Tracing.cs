using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Duties;

/// <summary>Counts a limit stretch by stretch. One instance traces one duty.</summary>
internal sealed class Tracing
{
    private readonly DateTimeOffset _start;
    private readonly DateTimeOffset _due;
    private readonly WorkCalendar _calendar;
    private readonly int _amount;

    public Tracing(Duty duty, DateTimeOffset due, IEnumerable<Event> history, WorkCalendar calendar)
    {
        (_start, _due, _calendar) = (duty.Start, due, calendar);
        var limit = Limits.Read(duty.Limit);
        _amount = limit?.Amount ?? 0;
        Measure = limit?.Unit switch
        {
            LimitUnit.WorkingHours => TraceMeasure.WorkingTime,
            LimitUnit.Hours => TraceMeasure.Clock,
            LimitUnit.WorkingDays when _amount > 0 => TraceMeasure.WorkingDays,
            LimitUnit.CalendarDays when _amount > 0 => TraceMeasure.CalendarDays,
            LimitUnit.Months when _amount > 0 => TraceMeasure.Months,
            _ => TraceMeasure.Set,
        };
        Read(duty.No, history);
    }

    public TraceMeasure Measure { get; }
    public List<TracePause> Pauses { get; } = [];
    public List<TraceMove> Moves { get; } = [];

    public List<TraceSpan> Spans() => Measure switch
    {
        TraceMeasure.WorkingTime or TraceMeasure.Clock => Beyond(Timed(_start, _due, Pauses), TimeSpan.FromHours(_amount)),
        TraceMeasure.Set => Timed(_start, _due, Pauses),
        _ => ByDays(),
    };

    private void Read(int no, IEnumerable<Event> history)
    {
        (DateTimeOffset At, string Cause)? stood = null;
        DateTimeOffset? due = null;
        foreach (var happened in history)
            switch (happened)
            {
                case DutyRaised raised when raised.Duty.No == no: due = raised.Duty.Due; break;
                case DutyPaused paused when paused.No == no: stood = (paused.At, paused.Cause); break;
                case DutyResumed resumed when resumed.No == no:
                    if (stood is var (at, cause)) Pauses.Add(new(at, resumed.At, cause, Measure == TraceMeasure.Clock ? resumed.At - at : _calendar.WorkingTimeBetween(at, resumed.At)));
                    (stood, due) = (null, resumed.Due);
                    break;
                case DutyMoved moved when moved.No == no:
                    Moves.Add(new(moved.At, due, moved.Due, moved.Why));
                    due = moved.Due;
                    break;
                default: break;
            }
    }

    /// <summary>Working time or clock time between two moments, the pauses cut out.</summary>
    private List<TraceSpan> Timed(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<TracePause> pauses)
    {
        var spans = new List<TraceSpan>();
        var at = from;
        foreach (var pause in pauses.Where(pause => pause.To > from && pause.From < to && pause.To > pause.From))
        {
            var (begins, ends) = (pause.From > at ? pause.From : at, pause.To < to ? pause.To : to);
            spans.AddRange(Running(at, begins));
            spans.Add(new(begins, ends, false, TraceReason.Pause, pause.Cause, TimeSpan.Zero, 0, false));
            at = ends;
        }

        spans.AddRange(Running(at, to));
        return spans;
    }

    private IEnumerable<TraceSpan> Running(DateTimeOffset from, DateTimeOffset to) => from >= to ? []
        : Measure == TraceMeasure.Clock ? [new(from, to, true, TraceReason.Clock, "", to - from, 0, false)]
        : _calendar.Explain(from, to).Select(span => new TraceSpan(span.From, span.To, span.Counted, Reason(span), span.Name, span.Counted ? span.To - span.From : TimeSpan.Zero, 0, false));

    private TraceReason Reason(Span span)
    {
        if (span.Reason != SpanReason.OffShift) return Enum.Parse<TraceReason>(span.Reason.ToString());
        var midnight = _calendar.At(_calendar.DayOf(span.From), TimeOnly.MinValue);
        if (_calendar.DayOf(span.To.AddTicks(-1)) != _calendar.DayOf(span.From) || !_calendar.IsWorkingTime(span.To)) return TraceReason.Closed;
        return _calendar.NextOpening(midnight) == span.To ? TraceReason.BeforeOpening : TraceReason.Break;
    }

    /// <summary>What is counted beyond the limit is marked so; the stretch in which the limit is reached is cut there.</summary>
    private static List<TraceSpan> Beyond(List<TraceSpan> spans, TimeSpan limit)
    {
        var marked = new List<TraceSpan>();
        foreach (var span in spans)
        {
            if (!span.Counted || span.Time <= limit) marked.Add(span);
            else
            {
                var cut = span.From + limit;
                if (limit > TimeSpan.Zero) marked.Add(span with { To = cut, Time = limit });
                marked.Add(span with { From = cut, Time = span.Time - limit, Extra = true });
            }

            limit -= span.Time < limit ? span.Time : limit;
        }

        return marked;
    }

    /// <summary>Days and months: the starting day, each day, the last day where it moved, and what pauses and extensions added behind it.</summary>
    private List<TraceSpan> ByDays()
    {
        var first = _calendar.DayOf(_start);
        var spans = new List<TraceSpan> { new(_start, Midnight(first.AddDays(1)), false, TraceReason.StartingDay, "", TimeSpan.Zero, 0, false) };
        var day = first.AddDays(1);
        for (var unit = 0; unit < _amount; day = day.AddDays(1))
        {
            var last = Measure == TraceMeasure.Months ? first.AddMonths(unit + 1) : day;
            var counts = Measure != TraceMeasure.WorkingDays || _calendar.IsWorkday(day);
            if (counts) unit++;
            Append(spans, day, last, counts, ends: counts && unit == _amount);
            day = last;
        }

        for (; !_calendar.IsWorkday(day.AddDays(-1)); day = day.AddDays(1)) Moved(spans, day);
        var end = spans[^1].To;
        if (_due > end) spans.AddRange(Timed(end, _due, []).Select(span => span with { Extra = span.Counted }));
        return [.. spans.Where(span => span.From < _due).Select(span => span.To <= _due ? span : Shorter(span))];
    }

    private void Append(List<TraceSpan> spans, DateOnly first, DateOnly last, bool counts, bool ends)
    {
        var (from, to) = (Midnight(first), ends && _calendar.CloseOf(last) is { } close ? close : Midnight(last.AddDays(1)));
        var day = DayReason(first);
        var reason = !counts ? day.Reason : Measure switch { TraceMeasure.Months => TraceReason.Month, TraceMeasure.CalendarDays => TraceReason.Day, _ => day.Reason };
        var name = !counts || Measure == TraceMeasure.WorkingDays ? day.Name : "";
        if (!counts && spans[^1] is { Counted: false } before && before.Reason == reason && before.Name == name) spans[^1] = before with { To = to };
        else spans.Add(new(from, to, counts, reason, name, counts ? _calendar.WorkingTimeBetween(from, to) : TimeSpan.Zero, counts ? 1 : 0, false));
    }

    /// <summary>The last day was none to work on: the stretch up to close of business of the next one.</summary>
    private void Moved(List<TraceSpan> spans, DateOnly day)
    {
        var to = _calendar.CloseOf(day) ?? Midnight(day.AddDays(1));
        if (spans[^1].Reason == TraceReason.LastDayMoved) spans[^1] = spans[^1] with { To = to };
        else spans.Add(new(Midnight(day), to, false, TraceReason.LastDayMoved, DayReason(day.AddDays(-1)).Name, TimeSpan.Zero, 0, false));
    }

    /// <summary>A stretch that a shortened limit cuts: a day or month not over is not counted as one.</summary>
    private TraceSpan Shorter(TraceSpan span) => span with { To = _due, Units = 0, Time = span.Counted ? _calendar.WorkingTimeBetween(span.From, _due) : TimeSpan.Zero };

    private (TraceReason Reason, string Name) DayReason(DateOnly day)
    {
        var spans = _calendar.Explain(Midnight(day), Midnight(day.AddDays(1)));
        if (spans.Count == 0) return (TraceReason.Closed, ""); // a day that its zone skipped
        var span = spans.FirstOrDefault(span => span.Counted) is { Counted: true } working ? working : spans[0];
        return (Reason(span), span.Name);
    }

    private DateTimeOffset Midnight(DateOnly day) => _calendar.At(day, TimeOnly.MinValue);

    /// <summary>Short enough to read: what lies between the first and the last stretches is summed by month, or by year, pauses apart.</summary>
    public static IReadOnlyList<TraceSpan> Shortened(List<TraceSpan> spans)
    {
        const int ends = Trace.Most / 4;
        if (spans.Count <= Trace.Most) return spans;
        var middle = spans[ends..^ends];
        var byYear = middle[^1].From - middle[0].From > TimeSpan.FromDays(2 * 366);
        var summed = new List<TraceSpan>(spans[..ends]);
        foreach (var span in middle)
            if (summed.Count > ends && Joins(summed[^1], span)) summed[^1] = summed[^1] with { To = span.To, Counted = summed[^1].Counted || span.Counted, Time = summed[^1].Time + span.Time, Units = summed[^1].Units + span.Units, Extra = summed[^1].Extra || span.Extra };
            else summed.Add(span.Reason == TraceReason.Pause ? span : span with { Reason = TraceReason.Summed, Name = "" });
        return [.. summed, .. spans[^ends..]];

        bool Joins(TraceSpan sum, TraceSpan next) => sum.Reason == TraceReason.Summed && next.Reason != TraceReason.Pause && (sum.Extra == next.Extra || !next.Counted || !sum.Counted)
            && (byYear ? sum.From.Year == next.From.Year : (sum.From.Year, sum.From.Month) == (next.From.Year, next.From.Month));
    }
}
