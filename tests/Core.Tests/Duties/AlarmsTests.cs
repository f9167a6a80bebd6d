using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Packs;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Duties;

/// <summary>提醒与逐级: when the watch has something to do with a duty, and whom it reaches. The office works 08:30–12:00 and 13:30–17:30.</summary>
public class AlarmsTests
{
    private static DateTimeOffset At(string moment) => Calendars.Office.At(moment);

    private static readonly Organisation Office = new(
        [
            new("root") { Head = "boss" }, new("ops") { Parent = "root", Head = "sun", Leader = "zhou" }, new("control") { Parent = "root", Role = "supervision", Head = "jian" }, new("empty") { Parent = "root" },
        ],
        [
            new("boss") { Unit = "root" }, new("sun") { Unit = "ops" }, new("qian") { Unit = "ops" }, new("zhou") { Unit = "root" }, new("jian") { Unit = "control" }, new("wu") { Unit = "empty" },
            new("xin") { Unit = "ops" },
        ]);

    private static Regime Regime(Organisation? organisation = null, params Pack[] packs) => new(organisation ?? Office, Calendars.Office, packs, new Dictionary<string, Node>());

    private static Duty Duty(string start, string due, string? limit = null, string holder = "qian") => new()
    {
        No = 1, Pack = "p", Rule = "duties-1", Name = "transfer", Clause = "一", Bearer = new Role("actor"), Holder = Party.Person(holder), RaisedAt = At(start), Start = At(start), Limit = limit,
        Due = At(due), Round = 1, Calendar = Calendars.Office.Version,
    };

    private static Matter Matter(Duty duty) => new Matter(new(MatterKind.Case, "c")).Apply(new Opened([], Calendars.Office.Version) { At = duty.RaisedAt }).Apply(new DutyRaised(duty) { At = duty.RaisedAt });

    /// <summary>Looks at each moment at which there is something to do, until a moment; what it did.</summary>
    private static (Matter Matter, List<string> Did) Watched(Regime regime, Matter matter, string until)
    {
        var did = new List<string>();
        while (Alarms.Of(matter, regime) is { } next && next <= At(until))
        {
            var sounded = Deciding.Alarm(regime, matter, next);
            Assert.NotEmpty(sounded.Events);
            Assert.Empty(Deciding.Alarm(regime, sounded.Matter, next).Events);
            did.AddRange(sounded.Events.Select(happened => happened switch
            {
                DutyWarned warned => $"{Say(next)} warned {string.Join(",", warned.People)}",
                DutyBreached => $"{Say(next)} breached",
                DutyClimbed climbed => $"{Say(next)} {climbed.Level} {string.Join(",", climbed.People)}",
                _ => happened.GetType().Name,
            }));
            matter = sounded.Matter;
        }
        return (matter, did);
    }

    private static string Say(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Calendars.Office.Zone).ToString("MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>2026-03-04 is a Wednesday.</summary>
    [Theory]
    [InlineData("2026-03-04T09:00", "2026-03-09T17:30", "working-days 3", "03-09 08:30", "03-09 16:30")]       // the opening of the last day, an hour before its end
    [InlineData("2026-03-04T09:00", "2026-03-04T11:00", "working-hours 2", "03-04 10:00")]                      // both points are half of so short a limit
    [InlineData("2026-03-04T09:00", "2026-03-05T09:00", "working-hours 7.5", "03-04 14:15", "03-04 17:00")]     // half comes later than a day before; the hour runs over the night
    [InlineData("2026-03-06T16:00", "2026-03-09T16:00", "hours 72", "03-08 16:00", "03-09 15:00")]              // by the clock, on a Sunday too
    [InlineData("2026-03-02T09:00", "2026-03-09T11:00", "promise", "03-06 11:00", "03-09 10:00")]               // the same time of the working day before, over a weekend
    public void Whoever_owes_is_reminded_a_working_day_and_an_hour_before(string start, string due, string limit, params string[] expected)
    {
        var (matter, did) = Watched(Regime(), Matter(Duty(start, due, limit)), due);
        Assert.Equal(expected.Select(moment => $"{moment} warned qian"), did);
        Assert.Equal(expected[0], Say(Alarms.Near(matter.Duties[0], Regime())!.Value));
    }

    [Fact]
    public void Half_of_the_time_is_a_point_of_its_own_where_the_organisation_wants_it()
    {
        var regime = Regime() with { Plan = WatchPlan.Usual with { AtHalf = true } };
        Assert.Equal(["03-05 13:45 warned qian", "03-06 08:30 warned qian", "03-06 16:30 warned qian"], Watched(regime, Matter(Duty("2026-03-04T08:30", "2026-03-06T17:30")), "2026-03-06T17:30").Did);
    }

    [Fact]
    public void A_breach_climbs_one_rung_at_a_time_each_after_the_working_time_left_to_the_one_before()
    {
        var (matter, did) = Watched(Regime(), Matter(Duty("2026-03-04T09:00", "2026-03-04T11:00", "working-hours 2")), "2026-03-31T00:00");
        Assert.Equal(["03-04 10:00 warned qian", "03-04 11:00 breached", "03-04 16:30 head sun", "03-05 17:00 leader zhou", "03-10 09:00 body jian"], did);
        Assert.Null(Alarms.Of(matter, Regime()));
    }

    [Fact]
    public void The_substitute_is_told_for_whoever_is_away_and_a_rung_with_nobody_new_is_passed_over()
    {
        var away = Office.WithAbsence(new("sun", At("2026-03-01T00:00"), At("2026-04-01T00:00"), "leave", "xin"));
        Assert.Contains(Watched(Regime(away), Matter(Duty("2026-03-04T09:00", "2026-03-04T11:00")), "2026-03-31T00:00").Did, one => one.EndsWith("head xin", StringComparison.Ordinal));
        // The head himself is late: the next who can act is the leader, on the head's rung no one is told again.
        var head = Watched(Regime(), Matter(Duty("2026-03-04T09:00", "2026-03-04T11:00", holder: "sun")), "2026-03-31T00:00").Did;
        Assert.Equal(["leader zhou", "body jian"], head.Skip(2).Select(one => one[12..]));
        // A unit without head or leader: whoever heads the unit above; then the body.
        Assert.Equal(["leader boss", "body jian"], Watched(Regime(), Matter(Duty("2026-03-04T09:00", "2026-03-04T11:00", holder: "wu")), "2026-03-31T00:00").Did.Skip(2).Select(one => one[12..]));
    }

    [Fact]
    public void Where_nobody_is_left_above_the_ladder_ends_and_says_so()
    {
        var alone = new Organisation([new("ops")], [new("qian") { Unit = "ops" }]);
        var (matter, did) = Watched(Regime(alone), Matter(Duty("2026-03-04T09:00", "2026-03-04T11:00")), "2026-12-31T00:00");
        Assert.Equal("03-04 16:30 body ", did[^1]);
        Assert.Null(Alarms.Of(matter, Regime(alone)));
    }

    [Fact]
    public void The_pack_names_who_stands_at_the_top_and_for_which_duties()
    {
        var pack = Shouwen.Tests.Cases.Story.Pack("p", """
            duties:
              - {duty: transfer, bearer: actor, from: register, within: {working-hours: 2}, clause: 一}
            notify:
              - {at: breached, to: [customer-service], if: {duty: transfer}, clause: 一}
            """);
        var office = new Organisation([.. Office.Units, new("desk") { Role = "customer-service", Head = "li" }], [.. Office.People, new("li") { Unit = "desk" }]);
        Assert.EndsWith("body li", Watched(Regime(office, pack), Matter(Duty("2026-03-04T09:00", "2026-03-04T11:00") with { Rule = pack.Duties[0].Key }), "2026-03-31T00:00").Did[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_watch_that_slept_reminds_once_and_climbs_one_rung_and_a_clock_put_back_repeats_nothing()
    {
        var matter = Matter(Duty("2026-03-04T09:00", "2026-03-10T17:30", "working-days 4"));
        var late = Deciding.Alarm(Regime(), matter, At("2026-03-10T17:00"));
        Assert.IsType<DutyWarned>(Assert.Single(late.Events));
        Assert.Empty(Deciding.Alarm(Regime(), late.Matter, At("2026-03-10T16:30")).Events);
        var over = Deciding.Alarm(Regime(), late.Matter, At("2026-03-25T12:00"));
        Assert.Equal([typeof(DutyBreached), typeof(DutyClimbed)], over.Events.Select(one => one.GetType()));
        Assert.Empty(Deciding.Alarm(Regime(), over.Matter, At("2026-03-11T09:00")).Events);
        Assert.Equal(At("2026-03-26T14:00"), Alarms.Of(over.Matter, Regime()));
    }

    [Fact]
    public void A_duty_that_ended_or_stands_still_raises_no_alarm_and_a_later_end_warns_anew()
    {
        var matter = Watched(Regime(), Matter(Duty("2026-03-04T09:00", "2026-03-06T17:30")), "2026-03-06T16:30").Matter;
        var moved = matter.Apply(new DutyMoved(1, At("2026-03-11T17:30"), "decide-extension") { At = At("2026-03-06T17:00") });
        Assert.Equal(At("2026-03-11T08:30"), Alarms.Of(moved, Regime()));
        Assert.Null(Alarms.Of(moved.Apply(new DutyPaused(1, "customer") { At = At("2026-03-09T09:00") }), Regime()));
        Assert.Null(Alarms.Of(moved.Apply(new DutyEnded(1, DutyState.Met, null, "transfer") { At = At("2026-03-09T09:00") }), Regime()));
        Assert.Null(Alarms.Next(Duty("2026-03-04T09:00", "2026-03-06T17:30") with { Due = null }, Regime()));
        var never = new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(never.AddMilliseconds(1), Alarms.Next(Duty("2026-03-04T09:00", "2026-03-06T17:30") with { Due = never }, Regime()));
    }

    [Theory]
    [InlineData(null, null, "2026-03-09T08:30")]                   // the general ones
    [InlineData("p", null, "2026-03-09T10:00")]                    // those of its pack
    [InlineData(null, "transfer", "2026-03-09T14:30")]             // those of its kind
    [InlineData("p", "transfer", "2026-03-09T16:30")]              // those of its kind in its pack
    [InlineData("q", "transfer", "2026-03-09T14:30")]              // another pack's are none of its business
    [InlineData("p", "answer", "2026-03-09T10:00")]
    public void The_closest_warning_points_hold(string? pack, string? name, string near)
    {
        OwnWarnings Hours(string? of, string? kind, int hours) => new(of, kind, [new(LimitUnit.WorkingHours, hours)], false);
        List<OwnWarnings> own = [.. pack is null && name is null ? [] : (OwnWarnings[])[.. pack is not null ? (OwnWarnings[])[Hours("p", null, 6)] : [], .. name == "transfer" ? (OwnWarnings[])[Hours(null, "transfer", 3)] : [], Hours(pack, name, pack is null ? 3 : name is null ? 6 : 1)]];
        var regime = Regime() with { Plan = WatchPlan.Usual with { Own = [.. own.DistinctBy(one => (one.Pack, one.Duty))] } };
        Assert.Equal(At(near), Alarms.Near(Duty("2026-03-04T09:00", "2026-03-09T17:30", "working-days 3"), regime));
    }

    [Fact]
    public void Where_no_points_are_set_nobody_is_reminded_before_the_end()
    {
        var regime = Regime() with { Plan = WatchPlan.Usual with { Own = [new(null, "transfer", [], false)] } };
        var duty = Duty("2026-03-04T09:00", "2026-03-09T17:30", "working-days 3");
        Assert.Equal(At("2026-03-09T17:30"), Alarms.Near(duty, regime));
        Assert.Equal(At("2026-03-09T17:30").AddMilliseconds(1), Alarms.Next(duty, regime));
    }
}
