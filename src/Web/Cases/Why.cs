using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>A stretch of time or a day that counts or does not.</summary>
public sealed record WhyLine(string When, bool Counted, string Reason);

/// <summary>A day in the small calendar. The mark says without colour what it is: 起, 止, 休, 班, or · for an ordinary day that counts.</summary>
public sealed record DayMark(int Day, string Class, string Mark, string Says);

public sealed record MonthPicture(string Title, IReadOnlyList<IReadOnlyList<DayMark?>> Weeks);

/// <summary>为什么是这个时间: the rule in a sentence, every stretch that counts, and the months as a picture.</summary>
public sealed record Why(string Sentence, IReadOnlyList<string> Changes, IReadOnlyList<WhyLine> Lines, IReadOnlyList<MonthPicture> Months)
{
    /// <summary>Null when the duty has no due to explain.</summary>
    public static Why? Of(Duty duty, Dossier dossier, Clock clock)
    {
        if (duty.Due is not { } due || due < duty.Start) return null;
        var calendar = dossier.Regime.CalendarOf(duty);
        var unit = duty.Limit?.Split(' ')[0] ?? "";
        var spans = calendar.Explain(duty.Start, due);
        var (first, last) = (calendar.DayOf(duty.Start), calendar.DayOf(due.AddTicks(-1)));
        IReadOnlyList<WhyLine> lines = unit switch
        {
            "hours" => [new(clock.Say(duty.Start, due), true, "按钟点连续计算")],
            "working-days" or "calendar-days" or "months" => [.. Days(first.AddDays(1), last, unit, calendar, clock)],
            _ => [.. spans.Select(span => new WhyLine(clock.Say(span.From, span.To), span.Counted, Reason(span)))],
        };
        var story = new Story(calendar, dossier.Name, id => id);
        return new(Rule(unit, duty, clock), [.. ChangesOf(duty, dossier, story)], lines, [.. MonthsOf(first, last, unit, calendar)]);
    }

    private static string Rule(string unit, Duty duty, Clock clock)
    {
        var (from, amount) = (clock.Say(duty.Start), duty.Limit?.Split(' ') is [_, var number] ? number : "");
        return unit switch
        {
            "working-hours" => $"从 {from} 起，只数上班时间，数满 {amount} 小时到期。",
            "working-days" => $"从 {from} 的次日起，只数工作日，第 {amount} 个工作日下班时到期。",
            "hours" => $"从 {from} 起，按钟点连续数满 {amount} 小时；下班和节假日也算。",
            "calendar-days" => $"从 {from} 的次日起，数 {amount} 天，到最后一天下班为止；最后一天不上班的，顺延到下一个工作日。",
            "months" => $"从 {from} 起 {amount} 个月，到对应那天下班为止；那天不上班的，顺延到下一个工作日。",
            "same-day" => $"{from} 当天下班前；已经下班的，到下一个工作日下班。",
            "promise" => "截止时间是向客户承诺的时间。",
            "case-limit" => "截止时间是这件诉求的规定时限。",
            "instructed" => "截止时间是领导要求的时间。",
            _ => $"从 {from} 起。",
        };
    }

    private static IEnumerable<string> ChangesOf(Duty duty, Dossier dossier, Story story) => dossier.History
        .Where(happened => happened switch { DutyMoved moved => moved.No == duty.No, DutyPaused paused => paused.No == duty.No, DutyResumed resumed => resumed.No == duty.No, _ => false })
        .Select(happened => $"{story.Say(happened.At)} {story.Sentence(happened, dossier.Matter)}");

    /// <summary>Each day after the starting one, counted days numbered.</summary>
    private static IEnumerable<WhyLine> Days(DateOnly from, DateOnly to, string unit, WorkCalendar calendar, Clock clock)
    {
        var no = 0;
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var works = calendar.IsWorkday(day);
            var counts = unit != "working-days" || works;
            yield return new(Zh.Day(day, clock.Today), counts, counts ? $"第 {++no} {(unit == "working-days" ? "个工作日" : "天")}{(works && Of(day, calendar) is { Reason: not SpanReason.Shift } special ? $"（{Reason(special)}）" : "")}" : Reason(Of(day, calendar)));
        }
    }

    private static IEnumerable<MonthPicture> MonthsOf(DateOnly first, DateOnly last, string unit, WorkCalendar calendar)
    {
        var months = (last.Year - first.Year) * 12 + last.Month - first.Month + 1;
        // A long limit shows where it begins and where it ends.
        for (var i = 0; i < months; i++)
            if (months <= 4 || i < 2 || i >= months - 2) yield return Month(new DateOnly(first.Year, first.Month, 1).AddMonths(i), first, last, unit, calendar);
    }

    private static MonthPicture Month(DateOnly month, DateOnly first, DateOnly last, string unit, WorkCalendar calendar)
    {
        var lead = ((int)month.DayOfWeek + 6) % 7;
        var cells = Enumerable.Repeat<DayMark?>(null, lead).Concat(Enumerable.Range(1, DateTime.DaysInMonth(month.Year, month.Month))
            .Select(day => (DayMark?)Mark(new DateOnly(month.Year, month.Month, day), first, last, unit, calendar))).ToList();
        while (cells.Count % 7 > 0) cells.Add(null);
        return new($"{month.Year}年{month.Month}月", [.. cells.Chunk(7)]);
    }

    private static DayMark Mark(DateOnly day, DateOnly first, DateOnly last, string unit, WorkCalendar calendar)
    {
        var span = Of(day, calendar);
        var works = calendar.IsWorkday(day);
        var inside = day >= first && day <= last;
        var counts = inside && (works || unit is "hours" or "calendar-days" or "months") && !(day == first && (unit is "working-days" or "calendar-days" or "months"));
        var mark = day == last ? "止" : day == first ? "起" : !works && inside ? "休" : span.Reason == SpanReason.MakeUpDay ? "班" : counts ? "·" : "";
        return new(day.Day, string.Join(' ', new[] { counts ? "counts" : null, inside ? "inside" : null, works ? null : "rest", day == first || day == last ? "end" : null }.OfType<string>()),
            mark, $"{Zh.Weekday(day)}，{Reason(span)}{(counts ? "，计入" : "")}");
    }

    /// <summary>What kind of day it is: the span that decides it.</summary>
    private static Span Of(DateOnly day, WorkCalendar calendar)
    {
        var spans = calendar.Explain(calendar.At(day, TimeOnly.MinValue), calendar.At(day.AddDays(1), TimeOnly.MinValue));
        return spans.FirstOrDefault(span => span.Counted) is { Counted: true } working ? working : spans[0];
    }

    private static string Reason(Span span) => Web.Calendar.DayWords.Say(span.Reason, span.Name);
}
