using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Packs;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Duties;

/// <summary>Why this deadline: the counted stretches add up to the limit and end at the due, whatever happened on the way.</summary>
public class TraceTests
{
    private static readonly WorkCalendar Office = Calendars.Office;

    /// <summary>A duty as the engine would have it after these pauses (from, to) and, at last, an end set anew.</summary>
    private static (Duty Duty, List<Event> History) Lived(string limit, DateTimeOffset start, (DateTimeOffset From, DateTimeOffset To)[] pauses, DateTimeOffset? moved = null, WorkCalendar? calendar = null)
    {
        calendar ??= Office;
        var due = Limits.End(Limits.Read(limit), start, calendar);
        var duty = new Duty { No = 1, Pack = "p", Rule = "r", Name = "resolve", Clause = "一", Bearer = new Role("handler"), RaisedAt = start, Start = start, Limit = limit, Due = due, Calendar = calendar.Version, Round = 1 };
        var history = new List<Event> { new DutyRaised(duty) { At = start } };
        foreach (var (from, to) in pauses)
        {
            if (from > due) break;
            due = Limits.MadeGood(limit, due!.Value, from, to, calendar);
            history.AddRange([new DutyPaused(1, "customer") { At = from }, new DutyResumed(1, due) { At = to }]);
        }

        if (moved is not null) history.Add(new DutyMoved(1, due = moved, "decide-extension") { At = start });
        return (duty with { Due = due }, history);
    }

    private static string[] Lines(string limit, string start, params string[] pauses)
    {
        var (duty, history) = Lived(limit, Office.At(start), [.. pauses.Select(pause => pause.Split(' ')).Select(ends => (Office.At(ends[0]), Office.At(ends[1])))]);
        return [.. Trace.Of(duty, history, Office)!.Spans.Select(span => $"{span.From:MM-dd HH:mm} {span.To:MM-dd HH:mm} {(span.Counted ? "+" : "-")} {span.Reason}{(span.Name.Length > 0 ? $" {span.Name}" : "")}{(span.Time > TimeSpan.Zero ? $" {(int)span.Time.TotalHours:00}:{span.Time.Minutes:00}" : "")}{(span.Units > 0 ? $" #{span.Units}" : "")}{(span.Extra ? " extra" : "")}")];
    }

    [Fact]
    public void Working_hours_over_the_spring_festival() => Assert.Equal(
        ["02-14 07:00 02-14 08:30 - BeforeOpening", "02-14 08:30 02-14 12:00 + MakeUpDay 春节 03:30", "02-14 12:00 02-14 13:30 - Break", "02-14 13:30 02-14 17:30 + MakeUpDay 春节 04:00",
            "02-14 17:30 02-15 00:00 - Closed", "02-15 00:00 02-24 00:00 - Festival 春节", "02-24 00:00 02-24 08:30 - BeforeOpening", "02-24 08:30 02-24 09:00 + Shift 00:30"],
        Lines("working-hours 8", "2026-02-14T07:00"));

    [Fact]
    public void A_pause_is_skipped_with_its_cause() => Assert.Equal(
        ["03-03 09:00 03-03 10:00 + Shift 01:00", "03-03 10:00 03-03 14:30 - Pause customer", "03-03 14:30 03-03 15:30 + Shift 01:00"],
        Lines("working-hours 2", "2026-03-03T09:00", "2026-03-03T10:00 2026-03-03T14:30"));

    [Fact]
    public void Working_days_leave_out_the_starting_day_and_what_a_pause_cost_is_made_good_behind_them() => Assert.Equal(
        ["03-05 09:00 03-06 00:00 - StartingDay", "03-06 00:00 03-07 00:00 + Shift 07:30 #1", "03-07 00:00 03-09 00:00 - Weekend", "03-09 00:00 03-09 17:30 + Shift 07:30 #1",
            "03-09 17:30 03-10 08:30 - Closed", "03-10 08:30 03-10 10:30 + Shift 02:00 extra"],
        Lines("working-days 2", "2026-03-05T09:00", "2026-03-06T15:30 2026-03-06T20:00"));

    [Fact]
    public void Days_of_the_calendar_move_their_last_day_and_months_end_at_the_end_of_the_month()
    {
        Assert.Equal(["04-02 09:00 04-03 00:00 - StartingDay", "04-03 00:00 04-04 00:00 + Day 07:30 #1", "04-04 00:00 04-05 00:00 + Day #1", "04-05 00:00 04-07 17:30 - LastDayMoved 清明节"], Lines("calendar-days 2", "2026-04-02T09:00"));
        Assert.Equal(["01-31 09:00 02-01 00:00 - StartingDay", "02-01 00:00 02-28 17:30 + Month 120:00 #1"], Lines("months 1", "2026-01-31T09:00"));
    }

    [Fact]
    public void An_extension_counts_beyond_the_limit_and_every_change_is_told()
    {
        var (duty, history) = Lived("working-hours 2", Office.At("2026-03-03T09:00"), [], Office.At("2026-03-03T15:00"));
        var trace = Trace.Of(duty, history, Office)!;
        Assert.Equal((TimeSpan.FromHours(2), TimeSpan.FromHours(2.5)), (trace.Time, trace.ExtraTime));
        Assert.Equal([new TraceMove(Office.At("2026-03-03T09:00"), Office.At("2026-03-03T11:00"), Office.At("2026-03-03T15:00"), "decide-extension")], trace.Moves);
        var shortened = Lived("working-days 3", Office.At("2026-03-03T09:00"), [], Office.At("2026-03-05T10:00"));
        Assert.Equal(1, Trace.Of(shortened.Duty, shortened.History, Office)!.Units);
    }

    [Fact]
    public void It_is_told_in_sentences_and_as_data()
    {
        var (duty, history) = Lived("working-days 2", Office.At("2026-03-05T09:00"), [(Office.At("2026-03-06T15:30"), Office.At("2026-03-06T20:00"))]);
        var trace = Trace.Of(duty with { EndedAt = Office.At("2026-03-10T11:00") }, history, Office)!;
        Assert.Equal(["从 3-5 09:00 的次日起（当天不计入，民法典 201 条），只数工作日，第 2 个工作日下班时到期（民法典 203 条）。",
            "3-6 15:30 至 3-6 20:00 停止计时（客户原因），补回 2 小时。", "3-5 09:00 至 3-6 00:00：起算当天（民法典 201 条），不计。", "3-6 00:00 至 3-7 00:00：上班时间，第 1 个工作日。",
            "3-7 00:00 至 3-9 00:00：周末，不计。", "3-9 00:00 至 3-9 17:30：上班时间，第 2 个工作日。", "3-9 17:30 至 3-10 08:30：下班，不计。",
            "3-10 08:30 至 3-10 10:30：上班时间，另加 2 小时。", "合计 2 个工作日，另加 2 小时，3-10 10:30 到期。", "3-10 11:00 完成，逾期 30 分钟。"],
            TraceWords.Of(trace, at => $"{at:M-d HH:mm}"));
        using var json = JsonDocument.Parse(trace.Json());
        Assert.Equal("working-days", json.RootElement.GetProperty("measure").GetString());
        Assert.Equal("starting-day", json.RootElement.GetProperty("spans")[0].GetProperty("reason").GetString());
        Assert.Equal("00:30:00", json.RootElement.GetProperty("result").GetProperty("late").GetString());
        Assert.Equal(8, json.RootElement.GetProperty("spans").GetArrayLength() + json.RootElement.GetProperty("pauses").GetArrayLength() + 1);
    }

    [Theory]
    [InlineData("working-days 2500")]
    [InlineData("working-hours 3000")]
    [InlineData("calendar-days 400")]
    [InlineData("months 120")]
    public void A_long_limit_is_told_in_few_stretches_that_still_add_up(string limit)
    {
        var (duty, history) = Lived(limit, Office.At("2018-03-05T09:00"), [(Office.At("2018-09-03T10:00"), Office.At("2018-09-05T10:00"))]);
        var trace = Trace.Of(duty, history, Office)!;
        Assert.InRange(trace.Spans.Count, 10, Trace.Most + 10);
        AddsUp(trace);
    }

    [Fact]
    public void Every_trace_adds_up_to_its_limit_and_ends_at_its_due() => Prop.ForAll((
        from unit in Gen.Elements("working-hours", "hours", "working-days", "calendar-days", "months")
        from amount in Gen.Choose(0, 30)
        from start in Gen.Choose(0, 9 * 365 * 96)
        from pauses in Gen.Choose(1, 700).ArrayOf(6)
        select (unit, amount, start, pauses)).ToArbitrary(), lived =>
    {
        var start = new DateTimeOffset(2018, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(15 * lived.start);
        var (at, stood) = (start, new List<(DateTimeOffset, DateTimeOffset)>());
        foreach (var pair in lived.pauses.Chunk(2))
        {
            stood.Add((at.AddMinutes(15 * pair[0]), at.AddMinutes(15 * (pair[0] + pair[1]))));
            at = stood[^1].Item2;
        }

        var (duty, history) = Lived($"{lived.unit} {lived.amount}", start, [.. stood]);
        AddsUp(Trace.Of(duty, history, Office)!);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithQuietOnSuccess(true));

    private static void AddsUp(Trace trace)
    {
        var amount = int.Parse(trace.Limit!.Split(' ')[1]);
        var at = trace.Start;
        foreach (var span in trace.Spans)
        {
            Assert.Equal(at, span.From);
            Assert.True(span.To > span.From, span.ToString());
            at = span.To;
        }

        Assert.Equal(trace.Due, at);
        var stood = trace.Pauses.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause.Time);
        if (trace.Measure is TraceMeasure.WorkingTime or TraceMeasure.Clock) Assert.Equal((TimeSpan.FromHours(amount), TimeSpan.Zero), (trace.Time, trace.ExtraTime));
        else if (trace.Measure is not TraceMeasure.Set) Assert.Equal((amount, stood), (trace.Units, trace.ExtraTime));
    }
}
