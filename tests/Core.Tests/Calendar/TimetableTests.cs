using Shouwen.Calendar;
using Xunit;
using static Shouwen.Tests.Calendar.Calendars;

namespace Shouwen.Tests.Calendar;

public class TimetableTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private static IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Shift>> EveryDay(params string[] shifts) =>
        Enum.GetValues<DayOfWeek>().ToDictionary(day => day, _ => Shifts(shifts));

    [Theory]
    [InlineData("08:30-12:00", "08:30-12:00")]
    [InlineData(" 8:30 - 12:00 ", "08:30-12:00")]
    [InlineData("00:00-24:00", "00:00-24:00")]
    [InlineData("08:30", null)]
    [InlineData("08:30-25:00", null)]
    [InlineData("08:30-00:00", null)] // 24:00 is meant, or a slip; nobody should have to guess
    [InlineData("08:30-12:00-13:00", null)]
    [InlineData("morning", null)]
    [InlineData("", null)]
    public void Shifts_are_read_and_written(string text, string? expected) =>
        Assert.Equal(expected, Shift.TryRead(text, out var shift) ? shift.ToString() : null);

    public static TheoryData<Timetable, string> Impossible => new()
    {
        { new Timetable(), "没有任何班次" },
        { new Timetable { Weekdays = new Dictionary<DayOfWeek, IReadOnlyList<Shift>> { [DayOfWeek.Monday] = [] } }, "没有任何班次" },
        { new Timetable { Shifts = Shifts("08:30-12:00", "11:00-17:30") }, "班次 08:30-12:00 与 11:00-17:30 重叠" },
        { new Timetable { Shifts = Shifts("13:30-24:00", "20:00-21:00") }, "班次 13:30-24:00 与 20:00-21:00 重叠" },
        { new Timetable { Shifts = Shifts("17:30-08:30") }, "班次 17:30-08:30 的开始时间不早于结束时间" },
        { new Timetable { Shifts = Shifts("08:30-08:30") }, "班次 08:30-08:30 的开始时间不早于结束时间" },
        { new Timetable { Shifts = OfficeShifts, Weekdays = new Dictionary<DayOfWeek, IReadOnlyList<Shift>> { [DayOfWeek.Saturday] = Shifts("9:00-8:00") } }, "周六的班次 09:00-08:00" },
        { new Timetable { Shifts = OfficeShifts, OwnDays = [OwnDay.Open(Date("2026-03-07"), "", Shifts("9:00-8:00"))] }, "2026-03-07 的班次 09:00-08:00" },
        { new Timetable { Shifts = OfficeShifts, OwnDays = [OwnDay.Open(Date("2026-03-07")), OwnDay.Closed(Date("2026-03-07"))] }, "2026-03-07 既列为停业日又列为加开日" },
        { new Timetable { Shifts = OfficeShifts, OwnDays = [OwnDay.Closed(Date("2026-03-07")), OwnDay.Closed(Date("2026-03-07"))] }, "2026-03-07 列了两次" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_no_calendar_can_be_made_of_is_said_in_a_sentence(Timetable timetable, string sentence)
    {
        Assert.StartsWith(sentence, timetable.Problem());
        Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(() => new WorkCalendar(China, timetable)).Message);
    }

    [Fact]
    public void Weekdays_may_have_hours_of_their_own_or_none()
    {
        var calendar = new WorkCalendar(China, new Timetable
        {
            Shifts = OfficeShifts,
            Weekdays = new Dictionary<DayOfWeek, IReadOnlyList<Shift>> { [DayOfWeek.Saturday] = Shifts("10:00-15:00"), [DayOfWeek.Wednesday] = [], [DayOfWeek.Friday] = Shifts("08:30-12:00") },
        });
        Assert.Equal("2026-03-05T17:30", calendar.AddWorkdays(calendar.At("2026-03-03T09:00"), 1).Text());
        Assert.Equal("2026-03-06T12:00", calendar.AddWorkdays(calendar.At("2026-03-03T09:00"), 2).Text());
        Assert.Equal("2026-03-07T15:00", calendar.AddWorkdays(calendar.At("2026-03-03T09:00"), 3).Text());
        Assert.Equal("2026-02-14T15:00", calendar.CloseOf(Date("2026-02-14"))?.Text()); // a make-up Saturday keeps Saturday's hours
        Assert.Null(calendar.CloseOf(Date("2026-02-21"))); // a festival Saturday is off
    }

    [Fact]
    public void A_make_up_day_in_a_week_without_standard_shifts_follows_its_first_working_weekday()
    {
        var calendar = new WorkCalendar(China, new Timetable { Weekdays = new Dictionary<DayOfWeek, IReadOnlyList<Shift>> { [DayOfWeek.Tuesday] = Shifts("09:00-16:00") } });
        Assert.Equal("2026-02-14T16:00", calendar.CloseOf(Date("2026-02-14"))?.Text());
    }

    [Fact]
    public void A_shift_may_last_until_midnight()
    {
        var calendar = new WorkCalendar(China, new Timetable { Shifts = Shifts("16:00-24:00") });
        Assert.Equal("2026-03-04T00:00", calendar.AddWorkingTime(calendar.At("2026-03-03T17:00"), Span("7:00")).Text()); // an end at closing stays
        Assert.Equal("2026-03-04T16:01", calendar.AddWorkingTime(calendar.At("2026-03-03T17:00"), Span("7:01")).Text());
        Assert.Equal("2026-03-05T00:00", calendar.AddWorkdays(calendar.At("2026-03-03T17:00"), 1).Text());
        Assert.Equal("2026-03-04T00:00", calendar.SameDay(calendar.At("2026-03-03T23:59")).Text());
        Assert.Equal("2026-03-05T00:00", calendar.SubtractWorkdays(calendar.At("2026-03-05T23:00"), 1).Text());
        Assert.Equal("2026-03-05T23:00", calendar.SubtractWorkingTime(calendar.At("2026-03-06T00:00"), Span("1:00")).Text());
    }

    [Fact]
    public void Around_the_clock_working_time_is_clock_time()
    {
        var calendar = new WorkCalendar(NationalDays.None, new Timetable { Weekdays = EveryDay("00:00-24:00") });
        Assert.Equal("2026-03-10T09:00", calendar.AddWorkingTime(calendar.At("2026-03-03T09:00"), TimeSpan.FromDays(7)).Text());
        Assert.False(calendar.IsProvisional(calendar.At("2040-01-01T09:00")));
        Assert.Single(calendar.Explain(calendar.At("2026-03-03T09:00"), calendar.At("2026-03-10T09:00")));
    }

    [Theory]
    [InlineData("2026-03-06T16:00", "2:00", "2026-03-09T10:00")] // over the weekend on which summer time begins
    [InlineData("2026-10-30T16:00", "2:00", "2026-11-02T10:00")] // and ends
    public void Business_hours_follow_the_wall_clock_when_summer_time_changes(string from, string working, string expected)
    {
        var calendar = new WorkCalendar(NationalDays.None, new Timetable { Shifts = Shifts("09:00-17:00"), Zone = NewYork });
        var (start, end) = (calendar.At(from), calendar.AddWorkingTime(calendar.At(from), Span(working)));
        Assert.Equal(expected, end.Text());
        Assert.NotEqual(start.Offset, end.Offset);
        Assert.Equal(Span(working), calendar.WorkingTimeBetween(start, end));
    }

    [Fact]
    public void Nights_on_which_summer_time_changes_are_as_long_as_they_really_are()
    {
        var calendar = new WorkCalendar(NationalDays.None, new Timetable { Weekdays = EveryDay("00:00-24:00"), Zone = NewYork });
        Assert.Equal(TimeSpan.FromHours(23), calendar.WorkingTimeBetween(calendar.At("2026-03-08T00:00"), calendar.At("2026-03-09T00:00")));
        Assert.Equal(TimeSpan.FromHours(25), calendar.WorkingTimeBetween(calendar.At("2026-11-01T00:00"), calendar.At("2026-11-02T00:00")));
        Assert.Equal(calendar.At("2026-03-08T03:00"), calendar.At("2026-03-08T02:30")); // skipped: the moment of the jump
        Assert.Equal(TimeSpan.FromHours(-4), calendar.At("2026-11-01T01:30").Offset); // twice: the first

        var night = new WorkCalendar(NationalDays.None, new Timetable { Weekdays = EveryDay("02:15-02:45"), Zone = NewYork });
        Assert.False(night.IsWorkday(Date("2026-03-08"))); // the whole shift is skipped
        Assert.True(night.IsWorkday(Date("2026-03-09")));
    }

    [Fact]
    public void The_version_changes_with_everything_that_goes_in_and_with_nothing_else()
    {
        var timetables = new[]
        {
            new Timetable { Shifts = OfficeShifts },
            new Timetable { Shifts = Shifts("08:30-12:00", "13:30-17:00") },
            new Timetable { Shifts = OfficeShifts, Zone = NewYork },
            new Timetable { Shifts = OfficeShifts, OwnDays = [OwnDay.Closed(Date("2026-03-05"))] },
            new Timetable { Shifts = OfficeShifts, OwnDays = [OwnDay.Closed(Date("2026-03-05"), "盘点")] },
            new Timetable { Shifts = OfficeShifts, OwnDays = [OwnDay.Open(Date("2026-03-05"))] },
            new Timetable { Shifts = OfficeShifts, Weekdays = new Dictionary<DayOfWeek, IReadOnlyList<Shift>> { [DayOfWeek.Friday] = [] } },
        };
        var versions = timetables.Select(timetable => new WorkCalendar(China, timetable).Version).Append(new WorkCalendar(NationalDays.None, timetables[0]).Version).ToList();
        Assert.Equal(versions.Count, versions.Distinct().Count());
        Assert.All(versions, version => Assert.Matches("^[0-9a-f]{12}$", version));
        Assert.Equal(Office.Version, new WorkCalendar(China, new Timetable { Shifts = Shifts("13:30-17:30", "08:30-12:00") }).Version);
    }
}
