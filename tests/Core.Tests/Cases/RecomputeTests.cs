using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>A calendar that changes moves no end by itself; a recomputation does, and leaves both ends and both versions in the history.</summary>
public class RecomputeTests
{
    private static readonly Pack Rules = Story.Pack("clocks", """
        duties:
          - {duty: contact, bearer: handler, owed-to: customer, from: register, within: {working-days: 3}, pauses: [customer], extends: true, clause: 一}
          - {duty: summarise, bearer: handling-unit, from: register, within: {hours: 72}, clause: 二}
          - {duty: answer, bearer: handler, from: register, until: case-limit, clause: 二}
        """);

    /// <summary>Registered on Tuesday 3 March 2026 at nine: contact until Friday's close of business.</summary>
    private static readonly Story Begun = new Story(Rules).Call();

    private static readonly WorkCalendar Closed = Calendars.With(OwnDay.Closed(Calendars.Date("2026-03-05"), "盘点"));

    private static DateTimeOffset At(string moment) => Calendars.Office.At(moment);

    private static (Matter Matter, List<Event> History) Open(Regime regime, params (string At, string By, string Act, object With)[] acts)
    {
        var events = new List<Event>();
        var matter = new Matter(Begun.Case.Key);
        Do(new Act("register", "li", Begun.Case.OpenedAt, Begun.Case.Facts));
        foreach (var (at, by, act, with) in acts) Do(new Act(act, by, At(at), Fields.Of(with)));
        return (matter, events);

        void Do(Act act)
        {
            var done = Assert.IsType<Decision.Accepted>(Deciding.Do(regime, matter, act, []));
            matter = done.Matter;
            events.AddRange(done.Events);
        }
    }

    private static Decision.Accepted Recompute(Regime regime, (Matter Matter, List<Event> History) from, string at) =>
        Deciding.Recompute(regime, from.Matter, from.History, new Act("recompute", "wang", At(at), Fields.Of(new { note = "盘点停业" })));

    private static Duty Contact(Matter matter) => matter.Duties.Single(duty => duty.Name == "contact");

    [Fact]
    public void Both_ends_and_both_versions_stand_in_the_history_and_those_concerned_are_told()
    {
        var begun = Open(Begun.Regime);
        var done = Recompute(Begun.Regime with { Calendar = Closed }, begun, "2026-03-04T10:00");
        var moved = Assert.Single(done.Events.OfType<DutyMoved>());
        Assert.Equal((At("2026-03-06T17:30"), At("2026-03-09T17:30"), Calendars.Office.Version, Closed.Version), (moved.Was, moved.Due, moved.WasCalendar, moved.Calendar));
        Assert.Equal(("recompute", "wang"), (done.Events.OfType<Acted>().Single().Act, done.Events.OfType<Acted>().Single().By));
        Assert.Equal(["li"], done.Events.OfType<Notified>().Single().People);
        Assert.Equal((At("2026-03-09T17:30"), Closed.Version), (Contact(done.Matter).Due, Contact(done.Matter).Calendar));
    }

    [Fact]
    public void A_second_time_nothing_moves()
    {
        var regime = Begun.Regime with { Calendar = Closed };
        var begun = Open(Begun.Regime);
        var done = Recompute(regime, begun, "2026-03-04T10:00");
        Assert.Empty(Recompute(regime, (done.Matter, [.. begun.History, .. done.Events]), "2026-03-04T10:05").Events);
    }

    [Fact]
    public void Nobody_is_made_late_by_it()
    {
        var begun = Open(Begun.Regime with { Calendar = Closed });
        Assert.Equal(At("2026-03-09T17:30"), Contact(begun.Matter).Due);
        Assert.DoesNotContain(Recompute(Begun.Regime, begun, "2026-03-09T09:00").Events, happened => happened is DutyMoved or Acted);
        Assert.True(Recomputing.Of(Begun.Regime, begun.Matter, begun.History, At("2026-03-09T09:00")).Single().IsPast);
    }

    [Fact]
    public void What_has_lapsed_stays_lapsed()
    {
        var done = Recompute(Begun.Regime with { Calendar = Closed }, Open(Begun.Regime), "2026-03-09T09:00");
        Assert.DoesNotContain(done.Events, happened => happened is DutyMoved);
        Assert.Equal(DutyState.Breached, Contact(done.Matter).State);
    }

    [Fact]
    public void A_pause_counts_anew_and_what_people_set_stays()
    {
        var paused = Open(Begun.Regime, ("2026-03-03T10:00", "li", "pause", new { cause = "customer" }), ("2026-03-04T10:00", "li", "resume", new { }));
        Assert.Equal(At("2026-03-09T17:30"), Contact(paused.Matter).Due);
        Assert.Equal((At("2026-03-10T17:30"), false), Recomputing.End(Contact(paused.Matter).No, paused.History, Closed));

        var extended = Open(Begun.Regime, ("2026-03-03T10:00", "li", "request-extension", new { until = "2026-03-11T17:30", reason = "等配件" }), ("2026-03-03T11:00", "zhao", "decide-extension", new { granted = true }));
        Assert.Equal(At("2026-03-11T17:30"), Contact(extended.Matter).Due);
        Assert.Equal((At("2026-03-11T17:30"), false), Recomputing.End(Contact(extended.Matter).No, extended.History, Closed));
    }

    [Fact]
    public void A_provisional_end_is_confirmed_when_the_year_is_known()
    {
        var known = new WorkCalendar(NationalDays.None, new Timetable { Shifts = Calendars.OfficeShifts });
        var begun = new Story(Rules).At("2026-12-30T09:00").Does("li", "register", Begun.Case.Facts).Case;
        Assert.True(Contact(begun).Provisional);
        var moved = Recomputing.Of(Begun.Regime with { Calendar = known }, begun, [.. begun.Duties.Select(duty => new DutyRaised(duty) { At = duty.RaisedAt })], At("2026-12-30T10:00")).Single();
        Assert.False(moved.Provisional);
    }

    [Fact]
    public void The_clock_runs_by_the_hours_of_the_bearers_unit()
    {
        var early = new WorkCalendar(Calendars.China, new Timetable { Shifts = Calendars.Shifts("07:00-15:00") });
        var regime = Begun.Regime with { UnitCalendars = new Dictionary<string, WorkCalendar> { ["front"] = early } };
        var begun = Open(regime).Matter;
        Assert.Equal((At("2026-03-06T15:00"), early.Version, "front"), (Contact(begun).Due, Contact(begun).Calendar, Contact(begun).HoursOf));
        Assert.Equal(early, regime.CalendarOf(Party.Person("liu")));
        Assert.Equal(Calendars.Office.Version, regime.CalendarOf(Party.Person("sun")).Version);
    }

    [Fact]
    public void A_pause_that_outlasts_a_change_of_the_calendar_is_measured_by_the_one_the_end_was_computed_under()
    {
        var begun = Open(Begun.Regime, ("2026-03-03T10:00", "li", "pause", new { cause = "customer" }));
        var regime = Begun.Regime with { Calendar = Closed, Calendars = new Dictionary<string, Lazy<WorkCalendar>> { [Calendars.Office.Version] = new(Calendars.Office) } };
        var resumed = Assert.IsType<Decision.Accepted>(Deciding.Do(regime, begun.Matter, new Act("resume", "li", At("2026-03-06T10:00"), Fields.None), []));
        Assert.Equal(At("2026-03-11T17:30"), Contact(resumed.Matter).Due);
    }
}
