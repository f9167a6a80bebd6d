using FsCheck;
using FsCheck.Fluent;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Packs;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.Duties;

/// <summary>Lateness in working time, and on whose custody a limit was used.</summary>
public class CustodyTests
{
    private static readonly WorkCalendar Office = Calendars.Office;
    private static readonly MatterKey Key = new(MatterKind.Case, "1");

    private static Duty Duty(string limit, DateTimeOffset start) => new()
    {
        No = 1, Pack = "p", Rule = "r", Name = "resolve", Clause = "一", Bearer = new Role("handler"), RaisedAt = start, Start = start, Limit = limit,
        Due = Limits.End(Limits.Read(limit), start, Office), Calendar = Office.Version, Round = 1,
    };

    /// <summary>The work goes from li to sun to xu at these moments.</summary>
    private static List<Event> Passed(Duty duty, params DateTimeOffset[] at) =>
    [
        new Placed("first-contact", Party.Person("li"), null, null) { At = duty.Start }, new DutyRaised(duty) { At = duty.Start },
        .. at.Zip(["sun", "xu"], (moment, person) => (Event)new Placed("handler", Party.Person(person), null, null) { At = moment }),
    ];

    private static string Say(Custody custody) => $"{custody.Holder.Id} {custody.Used} {custody.Over}";

    [Fact]
    public void A_limit_is_shared_out_among_those_who_held_the_work()
    {
        var duty = Duty("working-hours 8", Office.At("2026-03-03T09:00")); // due 2026-03-04T09:30
        var history = Passed(duty, Office.At("2026-03-03T11:00"), Office.At("2026-03-04T09:00"));
        Assert.Equal(["li 02:00:00 00:00:00", "sun 05:30:00 00:00:00", "xu 00:30:00 06:30:00"], Custodies.Of(duty, Key, history, Office, Office.At("2026-03-04T18:00")).Select(Say));
        Assert.Equal(["li 02:00:00 00:00:00", "sun 01:00:00 00:00:00"], Custodies.Of(duty with { EndedAt = Office.At("2026-03-03T12:30") }, Key, history, Office, Office.At("2026-03-04T18:00")).Select(Say));
    }

    [Fact]
    public void The_starting_day_of_a_limit_in_days_and_pauses_use_nothing()
    {
        var duty = Duty("working-days 2", Office.At("2026-03-03T09:00"));
        var history = Passed(duty, Office.At("2026-03-04T10:30"));
        history.AddRange([new DutyPaused(1, "customer") { At = Office.At("2026-03-04T13:30") }, new DutyResumed(1, Office.At("2026-03-06T10:30")) { At = Office.At("2026-03-04T15:30") }]);
        duty = duty with { Due = Office.At("2026-03-06T10:30"), EndedAt = Office.At("2026-03-06T11:00") };
        Assert.Equal(["li 02:00:00 00:00:00", "sun 13:00:00 00:30:00"], Custodies.Of(duty, Key, history, Office, duty.EndedAt.Value).Select(Say));
    }

    [Theory]
    [InlineData("working-hours 2", "2026-03-03T11:00", "00:00")] // at the very moment it is due
    [InlineData("working-hours 2", "2026-03-03T11:30", "00:30")]
    [InlineData("working-hours 2", "2026-03-04T07:00", "05:00")] // the night makes nobody later
    [InlineData("hours 24", "2026-03-07T09:00", "3.00:00")] // by the clock it does
    [InlineData("working-days 3", "2026-03-08T12:00", "00:00")] // due on Friday evening, done on Sunday
    public void Lateness_is_counted_as_the_limit_is(string limit, string ended, string late)
    {
        var duty = Duty(limit, Office.At("2026-03-03T09:00"));
        Assert.Equal(TimeSpan.Parse(late), Lateness.Of(duty with { EndedAt = Office.At(ended) }, Office, Office.At("2026-12-01T09:00")));
        Assert.Equal(TimeSpan.Zero, Lateness.Of(duty with { EndedAt = Office.At(ended), Waived = true }, Office, Office.At("2026-12-01T09:00")));
    }

    [Fact]
    public void Watches_add_up_to_the_limit_used_and_to_the_lateness() => Prop.ForAll((
        from limit in Gen.Elements("working-hours 20", "hours 40", "working-hours 1")
        from start in Gen.Choose(0, 8 * 365 * 96)
        from steps in Gen.Choose(1, 200).ArrayOf(3)
        select (limit, start, steps)).ToArbitrary(), lived =>
    {
        var start = new DateTimeOffset(2018, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(15 * lived.start);
        var duty = Duty(lived.limit, start);
        var ends = lived.steps.Select((_, i) => start.AddMinutes(15 * lived.steps.Take(i + 1).Sum())).ToArray();
        var custodies = Custodies.Of(duty, Key, Passed(duty, ends[0], ends[1]), Office, ends[2]);
        var sum = (Func<Custody, TimeSpan> of) => custodies.Aggregate(TimeSpan.Zero, (total, custody) => total + of(custody));
        var reached = ends[2] < duty.Due ? ends[2] : duty.Due!.Value;
        Assert.Equal(lived.limit[0] == 'h' ? reached - start : Office.WorkingTimeBetween(start, reached), sum(custody => custody.Used));
        Assert.Equal(Lateness.Of(duty, Office, ends[2]), sum(custody => custody.Over));
        Assert.Equal((start, ends[2]), (custodies[0].From, custodies[^1].To));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithQuietOnSuccess(true));
}
