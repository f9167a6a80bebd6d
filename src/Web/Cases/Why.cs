using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Web.Calendar;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>A stretch of time that counts or does not.</summary>
public sealed record WhyLine(string When, bool Counted, string Reason);

/// <summary>How much of the limit was used while somebody had the work, and how much of the lateness fell on it.</summary>
public sealed record CustodyLine(string Name, string When, string Used, string? Over);

/// <summary>A day in the small calendar. The mark says without colour what it is: 起, 止, 休, 班, 停, or · for an ordinary day that counts.</summary>
public sealed record DayMark(int Day, string Class, string Mark, string Says);

public sealed record MonthPicture(string Title, IReadOnlyList<IReadOnlyList<DayMark?>> Weeks);

/// <summary>
/// 为什么是这个时间: the rule in a sentence, what changed the end, every stretch that counts or does not, how it came out, on whose watch, and the months as a picture. All of it from the
/// history and the version of the calendar that the end was computed under.
/// </summary>
public sealed record Why(string Sentence, IReadOnlyList<string> Changes, IReadOnlyList<WhyLine> Lines, IReadOnlyList<string> Outcome, IReadOnlyList<CustodyLine> Custodies, IReadOnlyList<MonthPicture> Months)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Null when the duty has no due to explain.</summary>
    public static Why? Of(Duty duty, Dossier dossier, Clock clock)
    {
        var calendar = dossier.Regime.CalendarOf(duty);
        if (Trace.Of(duty, dossier.History, calendar, dossier.Now) is not { } trace) return null;
        return new(TraceWords.Rule(trace, clock.Say), [.. ChangesOf(duty, dossier, calendar)],
            [.. TraceWords.Stretches(trace).Select(one => new WhyLine(clock.Say(one.Span.From, one.Span.To), one.Span.Counted, one.Says))], [.. TraceWords.Outcome(trace, clock.Say)],
            [.. Shouwen.Duties.Custodies.Of(duty, dossier.Matter.Key, dossier.History, calendar, dossier.Now).Select(custody => new CustodyLine(dossier.Name(custody.Holder), clock.Say(custody.From, custody.To),
                custody.Used == TimeSpan.Zero ? "没有占用时限" : $"用去 {Words.Hours(custody.Used)}", custody.Over > TimeSpan.Zero ? Words.Hours(custody.Over) : null))],
            [.. MonthsOf(trace, calendar)]);
    }

    /// <summary>The same as data: what duty of which case, the trace, and whose watch used what.</summary>
    public static string? Json(Duty duty, Dossier dossier)
    {
        var calendar = dossier.Regime.CalendarOf(duty);
        if (Trace.Of(duty, dossier.History, calendar, dossier.Now) is not { } trace) return null;
        var custodies = Shouwen.Duties.Custodies.Of(duty, dossier.Matter.Key, dossier.History, calendar, dossier.Now);
        return new JsonObject
        {
            ["case"] = dossier.Row.Number, ["duty"] = duty.Name, ["pack"] = duty.Pack, ["clause"] = duty.Clause, ["zone"] = calendar.Zone.Id, ["hours-of"] = duty.HoursOf,
            ["trace"] = JsonNode.Parse(trace.Json()), ["custodies"] = JsonSerializer.SerializeToNode(custodies, Fields.Json),
        }.ToJsonString(Readable);
    }

    private static IEnumerable<string> ChangesOf(Duty duty, Dossier dossier, WorkCalendar calendar)
    {
        var story = new Story(calendar, dossier.Name, id => id);
        var matter = new Matter(dossier.Matter.Key);
        foreach (var happened in dossier.History)
        {
            if (happened switch { DutyMoved moved => moved.No == duty.No, DutyPaused paused => paused.No == duty.No, DutyResumed resumed => resumed.No == duty.No, _ => false })
                yield return $"{story.Say(happened.At)} {story.Sentence(happened, matter)}";
            matter = matter.Apply(happened);
        }
    }

    private static IEnumerable<MonthPicture> MonthsOf(Trace trace, WorkCalendar calendar)
    {
        var (first, last) = (calendar.DayOf(trace.Start), calendar.DayOf(trace.Due.AddTicks(-1)));
        var months = (last.Year - first.Year) * 12 + last.Month - first.Month + 1;
        // A long limit shows where it begins and where it ends.
        for (var i = 0; i < months; i++)
            if (months <= 4 || i < 2 || i >= months - 2) yield return Month(new DateOnly(first.Year, first.Month, 1).AddMonths(i), first, last, trace, calendar);
    }

    private static MonthPicture Month(DateOnly month, DateOnly first, DateOnly last, Trace trace, WorkCalendar calendar)
    {
        var lead = ((int)month.DayOfWeek + 6) % 7;
        var cells = Enumerable.Repeat<DayMark?>(null, lead).Concat(Enumerable.Range(1, DateTime.DaysInMonth(month.Year, month.Month))
            .Select(day => (DayMark?)Mark(calendar.On(new DateOnly(month.Year, month.Month, day)), first, last, trace, calendar))).ToList();
        while (cells.Count % 7 > 0) cells.Add(null);
        return new($"{month.Year}年{month.Month}月", [.. cells.Chunk(7)]);
    }

    private static DayMark Mark(CalendarDay day, DateOnly first, DateOnly last, Trace trace, WorkCalendar calendar)
    {
        var byDays = trace.Measure is TraceMeasure.WorkingDays or TraceMeasure.CalendarDays or TraceMeasure.Months;
        var (inside, end) = (day.Date >= first && day.Date <= last, day.Date == first || day.Date == last);
        var (from, to) = (calendar.At(day.Date, TimeOnly.MinValue), calendar.At(day.Date.AddDays(1), TimeOnly.MinValue));
        var paused = trace.Pauses.Any(pause => pause.From <= from && to <= pause.To);
        var counts = inside && !paused && (day.Works || trace.Measure is TraceMeasure.Clock or TraceMeasure.CalendarDays or TraceMeasure.Months) && !(byDays && day.Date == first);
        var mark = day.Date == last ? "止" : day.Date == first ? "起" : paused && inside ? "停" : !day.Works && inside ? "休" : day.Reason == SpanReason.MakeUpDay ? "班" : counts ? "·" : "";
        return new(day.Date.Day, string.Join(' ', new[] { counts ? "counts" : null, inside ? "inside" : null, day.Works ? null : "rest", end ? "end" : null }.OfType<string>()),
            mark, $"{Zh.Weekday(day.Date)}，{DayWords.Say(day)}{(paused && inside ? "，停止计时" : counts ? "，计入" : "")}");
    }
}
