using Shouwen.Calendar;
using Xunit;
using static Shouwen.Tests.Calendar.Calendars;

namespace Shouwen.Tests.Calendar;

public class WorkCalendarTests
{
    [Theory]
    [InlineData("2026-03-03T20:00", "2:00", "2026-03-04T10:30")] // an evening start counts from the next opening
    [InlineData("2026-02-13T16:00", "2:00", "2026-02-14T09:00")] // into the make-up Saturday before the Spring Festival
    [InlineData("2026-02-14T16:30", "2:00", "2026-02-24T09:30")] // over the nine days of the Spring Festival
    [InlineData("2026-03-03T15:30", "2:00", "2026-03-03T17:30")] // an end at closing stays there
    [InlineData("2026-03-03T15:31", "2:00", "2026-03-04T08:31")]
    [InlineData("2026-03-03T11:30", "0:30", "2026-03-03T12:00")] // and at the beginning of lunch
    [InlineData("2026-03-03T11:30", "1:00", "2026-03-03T14:00")] // lunch does not count
    [InlineData("2026-03-03T12:30", "1:00", "2026-03-03T14:30")]
    [InlineData("2026-03-03T17:30", "0:01", "2026-03-04T08:31")] // closing is closed already
    [InlineData("2026-03-07T10:00", "0:00", "2026-03-09T08:30")] // nothing to add ends in business hours all the same
    [InlineData("2026-03-03T17:30", "0:00", "2026-03-03T17:30")] // at closing it stays
    [InlineData("2026-03-06T17:00", "1:00", "2026-03-09T09:00")] // over a weekend
    [InlineData("2025-12-31T17:00", "1:00", "2026-01-04T09:00")] // over New Year into a make-up Sunday
    [InlineData("2026-03-17T17:30", "15:00", "2026-03-19T17:30")] // two working days stood still: the end moves by two
    public void Working_time_is_added(string from, string working, string expected) =>
        Assert.Equal(expected, Office.AddWorkingTime(Office.At(from), Span(working)).Text());

    [Theory]
    [InlineData("2026-03-04T10:30", "2:00", "2026-03-04T08:30")] // an end at opening stays there
    [InlineData("2026-03-04T10:30", "2:01", "2026-03-03T17:29")]
    [InlineData("2026-03-04T14:00", "1:00", "2026-03-04T11:30")]
    [InlineData("2026-03-07T10:00", "1:00", "2026-03-06T16:30")] // from closed time it counts back from the last closing
    [InlineData("2026-03-07T10:00", "0:00", "2026-03-06T17:30")]
    [InlineData("2026-03-04T12:00", "0:00", "2026-03-04T12:00")]
    [InlineData("2026-02-24T09:30", "2:00", "2026-02-14T16:30")]
    public void Working_time_is_subtracted(string to, string working, string expected) =>
        Assert.Equal(expected, Office.SubtractWorkingTime(Office.At(to), Span(working)).Text());

    [Theory]
    [InlineData("2026-03-03T20:00", 3, "2026-03-06T17:30")]
    [InlineData("2026-02-13T16:00", 3, "2026-02-25T17:30")] // 14, 24 and 25 February
    [InlineData("2026-02-27T09:00", 1, "2026-02-28T17:30")] // the make-up Saturday after the festival
    [InlineData("2026-03-02T09:00", 3, "2026-03-05T17:30")]
    [InlineData("2026-03-10T09:00", 5, "2026-03-17T17:30")]
    [InlineData("2026-03-19T09:00", 3, "2026-03-24T17:30")]
    [InlineData("2026-03-07T10:00", 1, "2026-03-09T17:30")] // from a Saturday
    [InlineData("2026-09-18T10:00", 1, "2026-09-20T17:30")] // make-up Sunday before National Day
    [InlineData("2026-09-30T10:00", 3, "2026-10-10T17:30")] // 8, 9 October and make-up Saturday the 10th
    [InlineData("2025-12-31T10:00", 1, "2026-01-04T17:30")]
    [InlineData("2018-12-28T10:00", 1, "2018-12-29T17:30")] // named by the notice for 2019
    [InlineData("2026-03-03T09:00", 0, "2026-03-03T17:30")]
    [InlineData("2026-03-03T17:30", 0, "2026-03-04T17:30")]
    public void Working_days_are_added(string from, int days, string expected) =>
        Assert.Equal(expected, Office.AddWorkdays(Office.At(from), days).Text());

    [Theory]
    [InlineData("2026-03-13T17:30", 1, "2026-03-12T17:30")]
    [InlineData("2026-03-06T17:30", 1, "2026-03-05T17:30")]
    [InlineData("2026-03-08T10:00", 1, "2026-03-06T17:30")] // from a Sunday
    [InlineData("2026-02-24T17:30", 2, "2026-02-13T17:30")] // over the festival, the make-up Saturday counts
    [InlineData("2026-03-13T10:00", 0, "2026-03-13T10:00")]
    public void Working_days_are_subtracted(string from, int days, string expected) =>
        Assert.Equal(expected, Office.SubtractWorkdays(Office.At(from), days).Text());

    [Theory]
    [InlineData("2026-03-02T09:00", 3, "2026-03-05T17:30")]
    [InlineData("2026-03-02T09:00", 5, "2026-03-09T17:30")] // Saturday moves to Monday
    [InlineData("2026-02-12T09:00", 2, "2026-02-14T17:30")] // a worked Saturday stays
    [InlineData("2026-02-10T09:00", 5, "2026-02-24T17:30")] // the first day of the festival moves behind it
    [InlineData("2026-12-30T09:00", 3, "2027-01-04T17:30")] // over the year's end
    [InlineData("2026-03-07T09:00", 0, "2026-03-09T17:30")]
    public void Calendar_days_are_added(string from, int days, string expected) =>
        Assert.Equal(expected, Office.AddCalendarDays(Office.At(from), days).Text());

    [Theory]
    [InlineData("2026-03-05T09:00", 1, "2026-04-07T17:30")] // 5 April is 清明, off until the 6th
    [InlineData("2025-01-31T09:00", 1, "2025-02-28T17:30")] // no 31 February: the month's last day
    [InlineData("2024-01-31T09:00", 1, "2024-02-29T17:30")]
    [InlineData("2024-02-29T09:00", 12, "2025-02-28T17:30")]
    [InlineData("2026-01-31T09:00", 1, "2026-02-28T17:30")] // a worked Saturday
    [InlineData("2026-03-31T09:00", 2, "2026-06-01T17:30")] // 31 May is a Sunday
    [InlineData("2026-03-04T18:00", 0, "2026-03-05T17:30")]
    public void Months_are_added(string from, int months, string expected) =>
        Assert.Equal(expected, Office.AddMonths(Office.At(from), months).Text());

    [Theory]
    [InlineData("2026-03-03T07:00", "2026-03-03T17:30")]
    [InlineData("2026-03-03T17:29", "2026-03-03T17:30")]
    [InlineData("2026-03-03T17:30", "2026-03-04T17:30")]
    [InlineData("2026-03-06T22:00", "2026-03-09T17:30")]
    [InlineData("2026-02-15T09:00", "2026-02-24T17:30")]
    public void Same_day_ends_at_close_of_business(string from, string expected) =>
        Assert.Equal(expected, Office.SameDay(Office.At(from)).Text());

    [Theory]
    [InlineData("2026-03-06T22:15", "48:00", "2026-03-08T22:15")]
    [InlineData("2026-03-06T22:15", "0:30", "2026-03-06T22:45")]
    public void Hours_run_on_the_clock(string from, string time, string expected)
    {
        var parts = time.Split(':');
        Assert.Equal(expected, Office.AddHours(Office.At(from), new TimeSpan(int.Parse(parts[0]), int.Parse(parts[1]), 0)).Text());
    }

    [Theory]
    [InlineData("2026-03-03T09:00", "2026-03-03T14:00", "3:30")]
    [InlineData("2026-03-03T14:00", "2026-03-03T09:00", "-3:30")]
    [InlineData("2026-03-06T17:00", "2026-03-09T09:00", "1:00")]
    [InlineData("2026-02-14T17:30", "2026-02-24T08:30", "0:00")]
    [InlineData("2026-03-11T09:00", "2026-03-13T09:00", "15:00")]
    public void Working_time_between_two_moments(string a, string b, string expected) =>
        Assert.Equal(Span(expected), Office.WorkingTimeBetween(Office.At(a), Office.At(b)));

    [Theory]
    [InlineData("2026-03-02", "2026-03-05", 3)]
    [InlineData("2026-03-05", "2026-03-02", -3)]
    [InlineData("2026-02-13", "2026-02-25", 3)]
    [InlineData("2026-02-15", "2026-02-23", 0)]
    [InlineData("2026-03-02", "2026-03-02", 0)]
    public void Working_days_between_two_days(string a, string b, int expected) =>
        Assert.Equal(expected, Office.WorkdaysBetween(Date(a), Date(b)));

    [Theory]
    [InlineData("2026-03-03T08:30", true, "2026-03-03T08:30")]
    [InlineData("2026-03-03T08:29", false, "2026-03-03T08:30")]
    [InlineData("2026-03-03T12:00", false, "2026-03-03T13:30")]
    [InlineData("2026-03-03T17:30", false, "2026-03-04T08:30")]
    [InlineData("2026-02-28T10:00", true, "2026-02-28T10:00")]
    [InlineData("2026-02-15T10:00", false, "2026-02-24T08:30")]
    public void Opening_is_working_time_and_closing_is_not(string moment, bool working, string opening)
    {
        Assert.Equal(working, Office.IsWorkingTime(Office.At(moment)));
        Assert.Equal(opening, Office.NextOpening(Office.At(moment)).Text());
    }

    [Theory]
    [InlineData("2026-03-03", true)]
    [InlineData("2026-03-07", false)]
    [InlineData("2026-02-14", true)]
    [InlineData("2026-02-16", false)]
    [InlineData("2020-02-03", true)] // 2020's festival was lengthened to 2 February, and the make-up Saturday 1 February fell
    [InlineData("2020-02-01", false)]
    public void A_day_with_business_hours_is_a_working_day(string day, bool expected)
    {
        Assert.Equal(expected, Office.IsWorkday(Date(day)));
        Assert.Equal(expected ? $"{day}T17:30" : null, Office.CloseOf(Date(day))?.Text());
    }

    [Theory]
    [InlineData("2026-12-31T17:30", false)]
    [InlineData("2027-01-04T17:30", true)]
    [InlineData("2018-01-02T17:30", false)]
    [InlineData("2006-12-29T17:30", true)]
    [InlineData("2027-01-01T00:00", false)] // midnight belongs to the day it closes
    public void What_reaches_into_a_year_not_announced_is_provisional(string end, bool expected) =>
        Assert.Equal(expected, Office.IsProvisional(Office.At(end)));

    [Fact]
    public void Own_closures_and_own_open_days_go_before_everything_else()
    {
        var calendar = With(
            OwnDay.Closed(Date("2026-03-05"), "盘点"),
            OwnDay.Closed(Date("2026-02-14"), "提前放假"),
            OwnDay.Open(Date("2026-03-07"), "开放日"),
            OwnDay.Open(Date("2026-02-18"), "春节值班", Shifts("09:00-11:00")));
        Assert.Equal("2026-03-06T17:30", calendar.AddWorkdays(calendar.At("2026-03-04T09:00"), 1).Text());
        Assert.Equal("2026-03-07T17:30", calendar.AddWorkdays(calendar.At("2026-03-04T09:00"), 2).Text());
        Assert.Equal("2026-02-18T11:00", calendar.AddWorkdays(calendar.At("2026-02-13T09:00"), 1).Text());
        Assert.Equal("2026-02-18T09:30", calendar.AddWorkingTime(calendar.At("2026-02-13T17:00"), Span("1:00")).Text());
    }

    [Fact]
    public void The_zone_of_the_calendar_decides_the_day_and_the_offset_given_means_nothing()
    {
        var utc = new DateTimeOffset(2026, 3, 2, 20, 0, 0, TimeSpan.Zero); // 04:00 of the 3rd in China
        Assert.Equal(Date("2026-03-03"), Office.DayOf(utc));
        var end = Office.AddWorkdays(utc, 1);
        Assert.Equal("2026-03-04T17:30", end.Text());
        Assert.Equal(TimeSpan.FromHours(8), end.Offset);
        Assert.Equal(end, Office.AddWorkdays(utc.ToOffset(TimeSpan.FromHours(-5)), 1));
    }

    [Fact]
    public void A_deadline_allocates_nothing_whatever_its_length()
    {
        var from = Office.At("2026-03-03T20:00");
        Deadlines(from, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Deadlines(from, 2500);
        // A margin for what a run allocates once, and for a collection that gives up what the thread had set aside; one byte a deadline, of 15,000, would show.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 12_000);

        static void Deadlines(DateTimeOffset from, int longest)
        {
            for (var days = 0; days < longest; days++)
            {
                Office.AddWorkdays(from, days);
                Office.SubtractWorkdays(from, days);
                Office.AddCalendarDays(from, days);
                Office.AddMonths(from, days / 10);
                Office.AddWorkingTime(from, days * TimeSpan.FromHours(7.5));
                Office.SubtractWorkingTime(from, days * TimeSpan.FromHours(7.5));
            }
        }
    }

    [Fact]
    public void Outside_its_days_the_calendar_says_so()
    {
        DateTimeOffset inside = Office.At("2026-03-03T09:00"), early = new(1999, 12, 31, 0, 0, 0, TimeSpan.Zero);
        Action[] acts =
        [
            () => Office.AddWorkdays(early, 1), () => Office.AddWorkingTime(early, TimeSpan.Zero), () => Office.IsWorkday(new DateOnly(2061, 1, 1)),
            () => Office.AddWorkdays(inside, int.MaxValue), () => Office.AddWorkingTime(inside, TimeSpan.MaxValue), () => Office.AddMonths(inside, int.MaxValue),
            () => Office.AddMonths(inside, 600), () => Office.AddCalendarDays(inside, int.MaxValue), () => Office.AddHours(inside, TimeSpan.MaxValue),
            () => Office.AddHours(inside, TimeSpan.FromDays(20_000)), () => Office.SubtractWorkdays(inside, int.MaxValue),
            () => Office.SubtractWorkingTime(inside, TimeSpan.MaxValue), () => Office.NextOpening(Office.At("2060-12-31T18:00")),
            () => Office.SameDay(Office.At("2060-12-31T18:00")), () => Office.Explain(inside, new DateTimeOffset(2070, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        ];
        Assert.All(acts, act => Assert.StartsWith("日期超出工作日历的范围（2000-01-01 至 2060-12-31）", Assert.Throws<ArgumentOutOfRangeException>(act).Message));
    }

    [Fact]
    public void Negative_limits_are_refused()
    {
        var at = Office.At("2026-03-03T09:00");
        Action[] acts =
        [
            () => Office.AddWorkdays(at, -1), () => Office.SubtractWorkdays(at, -1), () => Office.AddCalendarDays(at, -1), () => Office.AddMonths(at, -1),
            () => Office.AddWorkingTime(at, TimeSpan.FromTicks(-1)), () => Office.SubtractWorkingTime(at, TimeSpan.FromTicks(-1)), () => Office.AddHours(at, TimeSpan.FromTicks(-1)),
        ];
        Assert.All(acts, act => Assert.StartsWith("时限不能是负数", Assert.Throws<ArgumentOutOfRangeException>(act).Message));
    }
}
