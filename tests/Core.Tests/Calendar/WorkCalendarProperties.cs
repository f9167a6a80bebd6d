using FsCheck;
using FsCheck.Fluent;
using Shouwen.Calendar;
using Xunit;
using static Shouwen.Tests.Calendar.Calendars;

namespace Shouwen.Tests.Calendar;

/// <summary>What holds for every calendar, moment and limit; FsCheck picks them at random and names the seed of a failure.</summary>
public class WorkCalendarProperties
{
    /// <summary>A calendar, the plain walk over the same inputs, two moments, and two limits.</summary>
    public sealed record World(string Zone, WorkCalendar Fast, PlainWalk Plain, DateTimeOffset A, DateTimeOffset B, TimeSpan Time, TimeSpan MoreTime, int Number)
    {
        public override string ToString() => $"{Zone} {Fast.Version}: {A:O} {B:O} {Time} {MoreTime} {Number}";
    }

    private static readonly string[] Zones = ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"];

    // Quarters of an hour meet openings, closings and midnights often; single ticks test what lies beside them.
    private static readonly Gen<DateTimeOffset> Moment =
        from quarter in Gen.Choose(0, 13 * 366 * 96)
        from tick in Gen.Elements(0L, 0L, 1L, -1L)
        select new DateTimeOffset(2016, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(15 * quarter).AddTicks(tick);

    private static readonly Gen<TimeSpan> Time =
        from quarters in Gen.Frequency((4, Gen.Choose(0, 40)), (1, Gen.Choose(0, 4000)))
        from tick in Gen.Elements(0L, 0L, 1L)
        select TimeSpan.FromMinutes(15 * quarters) + TimeSpan.FromTicks(tick);

    private static readonly Gen<Shift[]> Hours =
        from ends in Gen.Choose(0, 96).ArrayOf(6)
        from pairs in Gen.Choose(1, 3)
        select Pairs([.. ends.Distinct().Order()], pairs);

    private static readonly Gen<OwnDay> Own =
        from day in Gen.Choose(0, 5000)
        from kind in Gen.Choose(0, 2)
        from hours in Hours
        select new OwnDay(new DateOnly(2016, 1, 1).AddDays(day), "自定", kind switch { 0 => Array.Empty<Shift>(), 1 => null, _ => hours });

    private static readonly Gen<World> Worlds =
        from standard in Hours
        from saturday in Hours
        from odd in Gen.Choose(0, 3)
        from own in Own.ArrayOf(60)
        from zone in Gen.Elements(Zones)
        from a in Moment
        from b in Moment
        from time in Time
        from more in Time
        from number in Gen.Choose(0, 300)
        select Make(zone, standard, saturday, odd, own, (a, b), (time, more), number);

    [Fact]
    public void Adding_then_measuring_returns_the_same_duration() =>
        Holds(w => w.Fast.WorkingTimeBetween(w.A, w.Fast.AddWorkingTime(w.A, w.Time)) == w.Time
            && w.Fast.WorkingTimeBetween(w.Fast.SubtractWorkingTime(w.A, w.Time), w.A) == w.Time
            && w.Fast.WorkdaysBetween(w.Fast.DayOf(w.A), ClosingDay(w, w.Fast.AddWorkdays(w.A, w.Number + 1))) == w.Number + 1);

    [Fact]
    public void Later_starts_and_longer_limits_never_end_earlier() =>
        Holds(w =>
        {
            var (early, late) = w.A < w.B ? (w.A, w.B) : (w.B, w.A);
            return w.Fast.AddWorkingTime(early, w.Time) <= w.Fast.AddWorkingTime(late, w.Time)
                && w.Fast.AddWorkingTime(w.A, w.Time) <= w.Fast.AddWorkingTime(w.A, w.Time + w.MoreTime)
                && w.Fast.AddWorkdays(early, w.Number) <= w.Fast.AddWorkdays(late, w.Number)
                && w.Fast.AddWorkdays(w.A, w.Number) <= w.Fast.AddWorkdays(w.A, w.Number + 1)
                && w.Fast.AddCalendarDays(early, w.Number) <= w.Fast.AddCalendarDays(late, w.Number)
                && w.Fast.AddMonths(early, w.Number) <= w.Fast.AddMonths(late, w.Number)
                && w.Fast.AddWorkdays(w.A, w.Number) >= w.A;
        });

    [Fact]
    public void Splitting_a_limit_never_changes_its_end() =>
        Holds(w => w.Fast.AddWorkingTime(w.Fast.AddWorkingTime(w.A, w.Time), w.MoreTime) == w.Fast.AddWorkingTime(w.A, w.Time + w.MoreTime)
            && w.Fast.SubtractWorkingTime(w.Fast.SubtractWorkingTime(w.A, w.Time), w.MoreTime) == w.Fast.SubtractWorkingTime(w.A, w.Time + w.MoreTime));

    [Fact]
    public void Standing_still_in_closed_time_costs_nothing() =>
        Holds(w =>
        {
            var closing = w.Fast.AddWorkdays(w.A, w.Number);
            return w.Fast.WorkingTimeBetween(closing, w.Fast.NextOpening(closing)) == TimeSpan.Zero;
        });

    [Fact]
    public void The_fast_way_agrees_with_a_walk_from_day_to_day() =>
        Holds(w => Same(w.Plain.AddWorkingTime(w.A, w.Time), w.Fast.AddWorkingTime(w.A, w.Time))
            && Same(w.Plain.SubtractWorkingTime(w.A, w.Time), w.Fast.SubtractWorkingTime(w.A, w.Time))
            && Same(w.Plain.AddWorkdays(w.A, w.Number), w.Fast.AddWorkdays(w.A, w.Number))
            && Same(w.Plain.AddWorkdays(w.A, 0), w.Fast.SameDay(w.A))
            && Same(w.Plain.SubtractWorkdays(w.A, w.Number), w.Fast.SubtractWorkdays(w.A, w.Number))
            && Same(w.Plain.AddCalendarDays(w.A, w.Number), w.Fast.AddCalendarDays(w.A, w.Number))
            && Same(w.Plain.AddMonths(w.A, w.Number % 40), w.Fast.AddMonths(w.A, w.Number % 40))
            && w.Plain.IsWorkday(w.Fast.DayOf(w.A)) == w.Fast.IsWorkday(w.Fast.DayOf(w.A))
            && w.Plain.WorkingTimeBetween(w.A, Near(w)) == w.Fast.WorkingTimeBetween(w.A, Near(w))
            && w.Plain.WorkingTimeBetween(Near(w), w.A) == w.Fast.WorkingTimeBetween(Near(w), w.A));

    [Fact]
    public void The_trace_covers_the_time_without_gaps_and_adds_up() =>
        Holds(w =>
        {
            var spans = w.Fast.Explain(w.A, Near(w));
            var at = w.A;
            foreach (var span in spans)
            {
                if (span.From != at || span.To <= span.From) return false;
                if (span.Counted != w.Fast.IsWorkingTime(span.From) || span.Counted != w.Fast.IsWorkingTime(span.To.AddTicks(-1))) return false;
                at = span.To;
            }

            var counted = spans.Where(span => span.Counted).Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.To - span.From));
            var merged = spans.Zip(spans.Skip(1)).All(pair => (pair.First.Counted, pair.First.Reason, pair.First.Name) != (pair.Second.Counted, pair.Second.Reason, pair.Second.Name));
            return at == Near(w) && merged && counted == w.Fast.WorkingTimeBetween(w.A, Near(w));
        });

    private static void Holds(Func<World, bool> property) =>
        Prop.ForAll(Worlds.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithQuietOnSuccess(true));

    private static bool Same(DateTimeOffset expected, DateTimeOffset actual) => expected.EqualsExact(actual);

    private static DateTimeOffset Near(World w) => w.A + w.Time + w.Time;

    // A day that closes at 24:00 closes on the next date.
    private static DateOnly ClosingDay(World w, DateTimeOffset closing) => w.Fast.DayOf(closing.AddTicks(-1));

    private static World Make(string zone, IReadOnlyList<Shift> standard, IReadOnlyList<Shift> saturday, int odd, OwnDay[] own, (DateTimeOffset A, DateTimeOffset B) at, (TimeSpan, TimeSpan) times, int number)
    {
        var weekdays = new Dictionary<DayOfWeek, IReadOnlyList<Shift>>();
        if (odd >= 1) weekdays[DayOfWeek.Saturday] = saturday;
        if (odd >= 2) weekdays[DayOfWeek.Sunday] = saturday;
        if (odd == 3) weekdays[DayOfWeek.Wednesday] = [];
        Season[] seasons = (number % 3) switch
        {
            0 => [],
            1 => [new("夏季", new(5, 1), new(9, 30)) { Shifts = saturday }],
            _ => [new("冬季", new(11, 20), new(2, 29)) { Weekdays = new Dictionary<DayOfWeek, IReadOnlyList<Shift>> { [DayOfWeek.Monday] = saturday, [DayOfWeek.Friday] = [] } }],
        };
        var timetable = new Timetable { Shifts = standard, Weekdays = weekdays, Seasons = seasons, OwnDays = [.. own.DistinctBy(day => day.Date)], Zone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
        return new World(zone, new WorkCalendar(China, timetable), new PlainWalk(China, timetable), at.A, at.B, times.Item1, times.Item2, number);
    }

    private static Shift[] Pairs(int[] quarters, int pairs)
    {
        if (quarters.Length < 2) quarters = [0, 96];
        return [.. quarters.Chunk(2).Where(pair => pair.Length == 2).Take(pairs).Select(pair => new Shift(Quarter(pair[0]), Quarter(pair[1])))];
    }

    private static TimeOnly Quarter(int number) => new(number * 15 / 60 % 24, number * 15 % 60);
}
