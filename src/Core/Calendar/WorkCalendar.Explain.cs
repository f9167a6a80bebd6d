namespace Shouwen.Calendar;

/// <content>The trace behind "why this moment" (为什么是这个时间).</content>
public sealed partial class WorkCalendar
{
    /// <summary>
    /// Every stretch from <paramref name="from"/> to <paramref name="to"/> with its reason, in order and without gaps; neighbours of the same reason and name are one, so a
    /// night, a weekend and a festival are one span each. The counted ones add up to <see cref="WorkingTimeBetween"/>. Empty when the two are the same moment.
    /// </summary>
    /// <exception cref="ArgumentException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public IReadOnlyList<Span> Explain(DateTimeOffset from, DateTimeOffset to)
    {
        var (at, end) = (from.UtcTicks, to.UtcTicks);
        if (end < at) throw new ArgumentException("结束时间早于开始时间，无法说明。", nameof(to));
        var spans = new List<Span>();
        var date = DayOf(from);
        DayIndex(to);
        for (; at < end; date = date.AddDays(1))
        {
            var rule = _rules.On(date);
            foreach (var shift in rule.Shifts)
            {
                var (opening, closing) = Ends(date, shift);
                at = Append(spans, at, Math.Min(opening, end), false, SpanReason.OffShift, "");
                at = Append(spans, at, Math.Min(closing, end), true, rule.Reason, rule.Name);
            }

            var midnight = Math.Min(_clock.ToUtc((date.DayNumber + 1) * TimeSpan.TicksPerDay), end);
            at = rule.Shifts.Length > 0
                ? Append(spans, at, midnight, false, SpanReason.OffShift, "")
                : Append(spans, at, midnight, false, rule.Reason, rule.Name);
        }

        return spans;
    }

    /// <summary>Appends the stretch, or lengthens the last one that is alike; says where the next begins. Nothing when it is over already.</summary>
    private long Append(List<Span> spans, long start, long end, bool counted, SpanReason reason, string name)
    {
        if (end <= start) return start;
        if (spans.Count > 0 && spans[^1] is var last && last.Counted == counted && last.Reason == reason && last.Name == name)
            spans[^1] = last with { To = Moment(end) };
        else
            spans.Add(new Span(Moment(start), Moment(end), counted, reason, name));
        return end;
    }
}
