using System.Text.Json;
using System.Text.Json.Serialization;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Duties;

/// <summary>In what a limit is counted.</summary>
public enum TraceMeasure
{
    /// <summary>Working time, from the moment.</summary>
    WorkingTime,

    /// <summary>Time on the clock, day and night.</summary>
    Clock,

    /// <summary>Working days after the starting one.</summary>
    WorkingDays,

    /// <summary>Days of the calendar after the starting one.</summary>
    CalendarDays,

    /// <summary>Months from the starting day.</summary>
    Months,

    /// <summary>Nothing is counted: the end is a moment that was set, or close of business of the day.</summary>
    Set,
}

/// <summary>Why a stretch of a limit counts or does not.</summary>
public enum TraceReason
{
    /// <summary>Counted: business hours of an ordinary day.</summary>
    Shift,

    /// <summary>Counted: a weekend day worked by the national notice.</summary>
    MakeUpDay,

    /// <summary>Counted: a day the organisation opened itself.</summary>
    OwnExtraDay,

    /// <summary>Counted: time on the clock.</summary>
    Clock,

    /// <summary>Counted: a day of the calendar, worked or not.</summary>
    Day,

    /// <summary>Counted: a month.</summary>
    Month,

    /// <summary>Not counted: before the first opening of that day.</summary>
    BeforeOpening,

    /// <summary>Not counted: between two shifts of a day.</summary>
    Break,

    /// <summary>Not counted: after closing, the night included.</summary>
    Closed,

    /// <summary>Not counted: Saturday or Sunday.</summary>
    Weekend,

    /// <summary>Not counted: another weekday without shifts.</summary>
    RestDay,

    /// <summary>Not counted: a statutory day off.</summary>
    Festival,

    /// <summary>Not counted: the organisation closed itself.</summary>
    OwnClosure,

    /// <summary>Not counted: the clock stood still; the name is the cause.</summary>
    Pause,

    /// <summary>Not counted: the day on which the limit began (Civil Code 201).</summary>
    StartingDay,

    /// <summary>Not counted: the last day was no working day, the end moved to the next one (Civil Code 203).</summary>
    LastDayMoved,

    /// <summary>Several weeks, months or years in one, counted and skipped stretches together.</summary>
    Summed,
}

/// <summary>A stretch of a limit, <paramref name="From"/> included and <paramref name="To"/> excluded.</summary>
/// <param name="From">Where it begins; the stretches have no gaps.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Counted">Whether it counts, or something in a <see cref="TraceReason.Summed"/> one.</param>
/// <param name="Reason">Why.</param>
/// <param name="Name">Of the festival, own day or cause; empty otherwise.</param>
/// <param name="Time">How much of it counts: working time, or time on the clock in a limit by the clock. Zero where nothing does.</param>
/// <param name="Units">How many days or months of the limit end in it; 0 in a limit by time.</param>
/// <param name="Extra">It counts beyond the limit: an extension, or a pause made good.</param>
public sealed record TraceSpan(DateTimeOffset From, DateTimeOffset To, bool Counted, TraceReason Reason, string Name, TimeSpan Time, int Units, bool Extra);

/// <summary>A stretch in which the clock stood still, and how much of it is made good: working time, or all of it for a limit by the clock.</summary>
public sealed record TracePause(DateTimeOffset From, DateTimeOffset To, string Cause, TimeSpan Time);

/// <summary>An end set anew and why: an act's name, or recompute.</summary>
public sealed record TraceMove(DateTimeOffset At, DateTimeOffset? From, DateTimeOffset? To, string Why);

/// <summary>How it came out: when it was done, and by how much late (in working time, or on the clock for a limit by the clock).</summary>
public sealed record TraceResult(string State, DateTimeOffset? EndedAt, TimeSpan Late);

/// <summary>
/// Why this deadline (为什么是这个时间): every counted and skipped stretch from the start to the due, from the history and the calendar alone, the same years later.
/// The counted stretches that are not <see cref="TraceSpan.Extra"/> add up to the limit exactly, unless somebody shortened it; the last one ends at the due.
/// </summary>
public sealed record Trace(int Duty, string? Limit, TraceMeasure Measure, DateTimeOffset Start, DateTimeOffset Due, bool Provisional, string? Calendar,
    IReadOnlyList<TraceSpan> Spans, IReadOnlyList<TracePause> Pauses, IReadOnlyList<TraceMove> Moves, TraceResult Result)
{
    /// <summary>No more stretches than this are told one by one; what lies between is summed by month or year.</summary>
    public const int Most = 60;

    private static readonly JsonSerializerOptions Written = new(Fields.Json) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) } };

    /// <summary>The limit's counted time, without what lies beyond it.</summary>
    [JsonIgnore]
    public TimeSpan Time => Sum(Spans.Where(span => !span.Extra));

    /// <summary>The limit's counted days or months.</summary>
    [JsonIgnore]
    public int Units => Spans.Sum(span => span.Units);

    /// <summary>What counts beyond the limit.</summary>
    [JsonIgnore]
    public TimeSpan ExtraTime => Sum(Spans.Where(span => span.Extra));

    /// <summary>As data.</summary>
    public string Json() => JsonSerializer.Serialize(this, Written);

    /// <summary>The trace of a duty; null when it has no end, or one before its start.</summary>
    /// <param name="duty">As it stands.</param>
    /// <param name="history">The history of its matter.</param>
    /// <param name="calendar">The version that its end was computed under.</param>
    /// <param name="now">For how late it is while it is not done; null for one that is.</param>
    public static Trace? Of(Duty duty, IEnumerable<Event> history, WorkCalendar calendar, DateTimeOffset? now = null)
    {
        if (duty.Due is not { } due || due < duty.Start) return null;
        var tracing = new Tracing(duty, due, history, calendar);
        return new(duty.No, duty.Limit, tracing.Measure, duty.Start, due, duty.Provisional, duty.Calendar, Tracing.Shortened(tracing.Spans()), tracing.Pauses, tracing.Moves,
            new(duty.State.ToString().ToLowerInvariant(), duty.EndedAt, Lateness.Of(duty, calendar, now ?? duty.EndedAt ?? due)));
    }

    internal static TimeSpan Sum(IEnumerable<TraceSpan> spans) => spans.Aggregate(TimeSpan.Zero, (sum, span) => sum + span.Time);
}

/// <summary>How late something was, or is.</summary>
public static class Lateness
{
    /// <summary>
    /// From the due to when it was done, or to <paramref name="now"/>: in working time, so that nights and festivals make nobody later; on the clock for a limit by the clock.
    /// Zero in time, when waived, or without an end.
    /// </summary>
    public static TimeSpan Of(Duty duty, WorkCalendar calendar, DateTimeOffset now)
    {
        var end = duty.EndedAt ?? now;
        if (duty.Due is not { } due || duty.Waived || end <= due) return TimeSpan.Zero;
        return Limits.IsByTheClock(duty.Limit) ? end - due : calendar.WorkingTimeBetween(due, end);
    }
}
