using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Shouwen.Calendar;
using Shouwen.Packs;
using Xunit;
using static Shouwen.Tests.Calendar.Calendars;

namespace Shouwen.Tests.Calendar;

/// <summary>The examples of docs/calendar.md hold.</summary>
public class CalendarDocTests
{
    private static readonly string Doc = Repo.Read("docs", "calendar.md");

    /// <summary>Rows of the tables whose cells begin with a moment, by the number of their cells.</summary>
    private static IEnumerable<string[]> Rows(int cells, Func<string[], bool> which) => Doc.Split('\n').Where(line => line.StartsWith("| 20", StringComparison.Ordinal))
        .Select(line => line.Trim().Split('|')[1..^1].Select(cell => cell.Trim()).ToArray()).Where(row => row.Length == cells && which(row));

    private static bool IsMoment(string cell) => cell.Length == 16 && cell[4] == '-';

    private static DateTimeOffset End(string from, string limit) => Limits.End(Limits.Read(limit)!, Office.At(from), Office)!.Value;

    private static string Say(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    [Fact]
    public void Every_limit_of_the_document_ends_where_it_says()
    {
        var rows = Rows(4, row => IsMoment(row[2])).ToList();
        Assert.Equal(21, rows.Count);
        Assert.Equal([.. rows.Select(row => $"{row[0]} {row[1]}: {row[2]}")], rows.Select(row => $"{row[0]} {row[1]}: {Say(End(row[0], row[1]))}"));
        Assert.Equal([.. rows.Select(row => row[3].Contains("provisional", StringComparison.Ordinal))], rows.Select(row => Office.IsProvisional(End(row[0], row[1]))));
    }

    [Fact]
    public void Every_stretch_of_the_document_measures_what_it_says()
    {
        var rows = Rows(3, row => IsMoment(row[1])).ToList();
        Assert.Equal(4, rows.Count);
        Assert.All(rows, row => Assert.Equal(Span(row[2]), Office.WorkingTimeBetween(Office.At(row[0]), Office.At(row[1]))));
    }

    [Fact]
    public void Every_pause_of_the_document_moves_the_end_where_it_says()
    {
        var rows = Rows(5, row => IsMoment(row[4])).ToList();
        Assert.Equal(4, rows.Count);
        Assert.Equal([.. rows.Select(row => row[4])], rows.Select(row => Say(Limits.MadeGood(row[1], End(row[0], row[1]), Office.At(row[2]), Office.At(row[3]), Office))));
    }

    [Fact]
    public void The_own_calendar_of_the_document_reads()
    {
        var text = Doc.Split("```yaml\n")[1].Split("```")[0];
        Assert.Empty(OwnCalendar.Read(text, "docs/calendar.md").Problems);
    }

    [Fact]
    public void A_pause_in_closed_time_moves_no_end_wherever_it_lies() => Prop.ForAll((
        from at in Gen.Choose(0, 9 * 365 * 96)
        from length in Gen.Choose(0, 2000)
        from limit in Gen.Elements("working-hours 3", "working-days 2", "calendar-days 5", "months 1", "promise")
        from due in Gen.Choose(0, 9 * 365 * 96)
        select (at, length, limit, due)).ToArbitrary(), pause =>
    {
        var from = new DateTimeOffset(2018, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(15 * pause.at);
        var closing = Office.AddWorkdays(from, 0);
        var opening = Office.NextOpening(closing);
        var until = closing.AddMinutes(15 * pause.length) is var end && end < opening ? end : opening;
        var due = new DateTimeOffset(2018, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(15 * pause.due);
        Assert.Equal(due, Limits.MadeGood(pause.limit, due, closing, until, Office));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithQuietOnSuccess(true));
}
