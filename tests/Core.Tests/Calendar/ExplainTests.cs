using Shouwen.Calendar;
using Xunit;
using static Shouwen.Tests.Calendar.Calendars;

namespace Shouwen.Tests.Calendar;

public class ExplainTests
{
    private static string[] Lines(WorkCalendar calendar, string from, string to) =>
        [.. calendar.Explain(calendar.At(from), calendar.At(to)).Select(span => $"{span.From.Text()} {span.To.Text()} {(span.Counted ? "+" : "-")} {span.Reason} {span.Name}".TrimEnd())];

    [Fact]
    public void Two_working_hours_on_the_eve_of_the_Spring_Festival() =>
        Assert.Equal(
            [
                "2026-02-14T16:30 2026-02-14T17:30 + MakeUpDay 春节",
                "2026-02-14T17:30 2026-02-15T00:00 - OffShift",
                "2026-02-15T00:00 2026-02-24T00:00 - Festival 春节",
                "2026-02-24T00:00 2026-02-24T08:30 - OffShift",
                "2026-02-24T08:30 2026-02-24T09:30 + Shift",
            ],
            Lines(Office, "2026-02-14T16:30", "2026-02-24T09:30"));

    [Fact]
    public void Lunch_night_and_weekend() =>
        Assert.Equal(
            [
                "2026-03-05T11:00 2026-03-05T12:00 + Shift",
                "2026-03-05T12:00 2026-03-05T13:30 - OffShift",
                "2026-03-05T13:30 2026-03-05T17:30 + Shift",
                "2026-03-05T17:30 2026-03-06T08:30 - OffShift",
                "2026-03-06T08:30 2026-03-06T12:00 + Shift",
                "2026-03-06T12:00 2026-03-06T13:30 - OffShift",
                "2026-03-06T13:30 2026-03-06T17:30 + Shift",
                "2026-03-06T17:30 2026-03-07T00:00 - OffShift",
                "2026-03-07T00:00 2026-03-09T00:00 - Weekend",
                "2026-03-09T00:00 2026-03-09T08:00 - OffShift",
            ],
            Lines(Office, "2026-03-05T11:00", "2026-03-09T08:00"));

    [Fact]
    public void Own_closures_and_own_open_days_are_named() =>
        Assert.Equal(
            [
                "2026-03-05T00:00 2026-03-07T00:00 - OwnClosure 盘点",
                "2026-03-07T00:00 2026-03-07T09:00 - OffShift",
                "2026-03-07T09:00 2026-03-07T10:00 + OwnExtraDay 开放日",
                "2026-03-07T10:00 2026-03-08T00:00 - OffShift",
                "2026-03-08T00:00 2026-03-08T12:00 - Weekend",
            ],
            Lines(
                With(OwnDay.Closed(Date("2026-03-05"), "盘点"), OwnDay.Closed(Date("2026-03-06"), "盘点"), OwnDay.Open(Date("2026-03-07"), "开放日", Shifts("09:00-10:00"))),
                "2026-03-05T00:00",
                "2026-03-08T12:00"));

    [Fact]
    public void A_weekday_without_shifts_is_a_rest_day()
    {
        var calendar = new WorkCalendar(China, new Timetable { Shifts = OfficeShifts, Weekdays = new Dictionary<DayOfWeek, IReadOnlyList<Shift>> { [DayOfWeek.Wednesday] = [] } });
        Assert.Equal(["2026-03-04T00:00 2026-03-05T00:00 - RestDay"], Lines(calendar, "2026-03-04T00:00", "2026-03-05T00:00"));
    }

    [Fact]
    public void The_same_moment_needs_no_span_and_the_wrong_order_is_refused()
    {
        var (early, late) = (Office.At("2026-03-05T11:00"), Office.At("2026-03-05T12:00"));
        Assert.Empty(Office.Explain(early, early));
        Assert.Throws<ArgumentException>(() => Office.Explain(late, early));
    }
}
