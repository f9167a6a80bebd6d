using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Web.Calendar;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Standing;

/// <summary>One duty of a month, of everybody who bears it: on which day, of how many it is, and how it stands.</summary>
public sealed record YearLine(string What, ClauseChip? Clause, int Day, int All, int Done, int Late, int Breached, string Link, bool Planned)
{
    public int Open => All - Done - Breached;
    public string Tone => Planned ? "grey" : Breached > 0 ? "red" : Open > 0 ? "teal" : Late > 0 ? "amber" : "green";
    public string Icon => Planned ? "calendar" : Breached > 0 ? "alert-triangle" : Open > 0 ? "hourglass" : "circle-check";

    /// <summary>7 已办（1 迟）、2 逾期: the parts that there are.</summary>
    public string Says => Planned ? All > 1 ? $"{All} 项，未到期间" : "未到期间" : string.Join("、", new[]
    {
        Done > 0 ? (All > 1 ? $"{Done} 已办" : "已办") + (Late > 0 ? Done == 1 ? "（迟）" : $"（{Late} 迟）" : "") : "", Breached > 0 ? All > 1 ? $"{Breached} 逾期" : "逾期" : "", Open > 0 ? All > 1 ? $"{Open} 待办" : "待办" : "",
    }.Where(part => part.Length > 0));
}

/// <summary>A month of the year: its days, how many of them are worked, and what falls due.</summary>
public sealed record YearMonth(MonthCells Days, int Month, int Workdays, IReadOnlyList<YearLine> Lines);

/// <summary>A state to be kept or a duty without an end: how many bear it, how many of them have done it.</summary>
public sealed record KeptLine(string What, ClauseChip? Clause, int All, int Done, string Link);

/// <summary>年历: what the organisation's own duties ask in each month of a year, done or not, and what the rules in force will ask until its end.</summary>
public sealed record YearOfDuties(IReadOnlyList<YearMonth> Months, IReadOnlyList<KeptLine> Kept)
{
    /// <param name="db">Where.</param>
    /// <param name="regime">What is in force.</param>
    /// <param name="clock">The present.</param>
    /// <param name="year">Which year.</param>
    /// <param name="unit">Of one unit and its people; null for all.</param>
    public static async Task<YearOfDuties> Load(AppDb db, Regime regime, Clock clock, int year, string? unit)
    {
        var (from, to) = (clock.StartOf(new DateOnly(year, 1, 1)), clock.StartOf(new DateOnly(year + 1, 1, 1)));
        var rows = await Of(db, regime, unit).Where(row => row.Due >= from && row.Due < to)
            .GroupBy(row => new { row.Pack, row.Version, row.Clause, row.Text, row.Name, row.Due, row.State }).Select(group => new { group.Key, Count = group.Count() }).ToListAsync();
        var lines = rows.Where(row => row.Key.State != "waived").GroupBy(row => (row.Key.Pack, row.Key.Clause, row.Key.Text, row.Key.Name, Day: Day(row.Key.Due!.Value))).Select(group =>
        {
            int Sum(params string[] states) => group.Where(one => states.Contains(one.Key.State == "open" && one.Key.Due < clock.Now ? "breached" : one.Key.State)).Sum(one => one.Count);
            var (key, any) = (group.Key, group.First().Key);
            return (key.Day, Line: new YearLine(key.Text ?? Words.Duty(key.Name), ClauseChip.Of(regime, any.Pack, any.Clause, any.Version), key.Day.Day, group.Sum(one => one.Count), Sum("met", "late"), Sum("late"), Sum("breached"),
                List(unit, $"month={key.Day:yyyy-MM}", any.Pack, any.Clause), false));
        }).Concat(Planned(regime, clock, year, unit)).ToLookup(one => one.Day.Month);
        var due = lines.SelectMany(month => month).Select(one => one.Day).ToHashSet();
        var months = YearPicture.Of(regime.Calendar, year, clock.Today, due).Select((cells, i) => new YearMonth(cells, i + 1,
            Enumerable.Range(1, DateTime.DaysInMonth(year, i + 1)).Count(day => regime.Calendar.IsWorkday(new DateOnly(year, i + 1, day))), [.. lines[i + 1].OrderBy(one => one.Day).ThenBy(one => one.Line.What, StringComparer.Ordinal).Select(one => one.Line)]));
        return new([.. months], await Keeping(db, regime, from, unit));

        DateOnly Day(DateTimeOffset moment) => regime.Calendar.DayOf(moment);
    }

    /// <summary>The organisation's own duties, of one unit with those its people bear.</summary>
    public static IQueryable<DutyRow> Of(AppDb db, Regime regime, string? unit)
    {
        var standing = Acting.Standing.ToString();
        var rows = db.Duties.AsNoTracking().Where(row => row.CaseId == null && row.Matter == standing);
        if (unit is null) return rows;
        List<string> people = [.. regime.Organisation.People.Where(person => person.Unit == unit).Select(person => person.Id)];
        return rows.Where(row => row.BearerUnitId == unit || people.Contains(row.BearerPersonId!));
    }

    /// <summary>What the periods that have not begun will raise, as the rules stand today.</summary>
    private static IEnumerable<(DateOnly Day, YearLine Line)> Planned(Regime regime, Clock clock, int year, string? unit)
    {
        var first = new DateOnly(year, 1, 1);
        var from = first > clock.Today ? clock.StartOf(first) : clock.Now;
        if (year < clock.Today.Year) return [];
        var coming = Periods.Advance(regime, new Matter(Acting.Standing), from, clock.StartOf(first.AddYears(1)).AddMinutes(-1)).OfType<DutyRaised>().Select(raised => raised.Duty)
            .Where(duty => duty is { Period: not null, Due: { } due } && duty.Start > clock.Now && regime.Calendar.DayOf(due).Year == year && (unit is null || regime.Organisation.UnitOf(duty.Holder) == unit));
        return coming.GroupBy(duty => (duty.Pack, duty.Clause, duty.Text, duty.Name, Day: regime.Calendar.DayOf(duty.Due!.Value))).Select(group => (group.Key.Day,
            new YearLine(group.Key.Text ?? Words.Duty(group.Key.Name), ClauseChip.Of(regime, group.Key.Pack, group.Key.Clause), group.Key.Day.Day, group.Count(), 0, 0, 0, "", true)));
    }

    private static async Task<IReadOnlyList<KeptLine>> Keeping(AppDb db, Regime regime, DateTimeOffset from, string? unit)
    {
        var rows = await Of(db, regime, unit).Where(row => row.Due == null && row.State != "waived" && (row.Stands || row.EndedAt >= from))
            .GroupBy(row => new { row.Pack, row.Version, row.Clause, row.Text, row.Name, row.Stands }).Select(group => new { group.Key, Count = group.Count() }).ToListAsync();
        return [.. rows.GroupBy(row => (row.Key.Pack, row.Key.Clause, row.Key.Text, row.Key.Name)).Select(group => new KeptLine(group.Key.Text ?? Words.Duty(group.Key.Name), ClauseChip.Of(regime, group.Key.Pack, group.Key.Clause, group.First().Key.Version),
            group.Sum(one => one.Count), group.Where(one => !one.Key.Stands).Sum(one => one.Count), List(unit, "month=none", group.Key.Pack, group.Key.Clause))).OrderBy(line => line.What, StringComparer.Ordinal)];
    }

    private static string List(string? unit, string month, string pack, string clause) =>
        $"/standing/list?{month}&pack={Uri.EscapeDataString(pack)}&clause={Uri.EscapeDataString(clause)}{(unit is null ? "" : $"&unit={Uri.EscapeDataString(unit)}")}";
}
