using System.Globalization;

namespace Shouwen.Calendar.Checking;

/// <summary>
/// Checks the calendar's arithmetic against facts of other products. A fact is right by this platform's own conventions; or, where the fact declares the convention of its
/// product, by one that is known here; else it is a miss, told with the convention by which it would be right, where there is one.
/// </summary>
public static class FactCheck
{
    /// <summary>Runs a file of facts. What could not be read is in the problems; all else is in the results, in the order of the file.</summary>
    /// <param name="json">The text of the file.</param>
    /// <param name="file">How problems call it.</param>
    /// <param name="china">The statutory days for calendars that say they follow them.</param>
    public static (IReadOnlyList<FactResult> Results, IReadOnlyList<FactProblem> Problems) Run(string json, string file, NationalDays china)
    {
        var reader = new FactsReader(file);
        reader.Read(json);
        var calendars = reader.Facts.GroupBy(fact => fact.Calendar.Id).ToDictionary(group => group.Key, group => Built([.. group], china));
        return ([.. reader.Facts.Select(fact => Check(fact, calendars[fact.Calendar.Id]))], reader.Problems);
    }

    private static WorkCalendar? Built(IReadOnlyList<Fact> facts, NationalDays china)
    {
        var years = facts.SelectMany(fact => new[] { fact.Start.Date.Year, fact.End?.Date.Year, (fact.Expected as FactMoment?)?.Date.Year }).OfType<int>().ToList();
        var reach = facts.Max(fact => fact.Calendar.YearsFor(fact.Working.Duration(), Math.Abs((long)fact.Days)));
        return facts[0].Calendar.Build(china, new DateOnly(Math.Max(2, years.Min() - reach), 1, 1), new DateOnly(Math.Min(9990, years.Max() + reach), 12, 31));
    }

    private static FactResult Check(Fact fact, WorkCalendar? calendar)
    {
        var op = FactOps.All[fact.Op];
        var sum = new FactSum(fact, calendar);
        var got = Value(sum, op.Of);
        var right = IsSame(fact, got);
        var other = right ? null : op.Others.FirstOrDefault(convention => Value(sum, convention.Of) is { } value && IsSame(fact, value));
        return new FactResult(fact.Id, right || other is not null && fact.Convention is not null, Say(fact, fact.Expected), Say(fact, got),
            other is null ? null : $"{other.Says}。本平台：{other.Ours}", fact.Convention, fact.Unread);
    }

    /// <summary>Null where the sum leads beyond the years of the calendar: no such working time comes.</summary>
    private static object? Value(FactSum sum, Func<FactSum, object?> of)
    {
        try
        {
            return of(sum);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static bool IsSame(Fact fact, object? got) => (fact.Expected, got) switch
    {
        (FactMoment { IsDate: true } day, DateOnly date) => day.Date == date,
        (FactMoment { IsDate: true } day, DateTimeOffset moment) => day.Local == Local(fact, moment),
        (FactMoment { Offset: { } offset } expected, DateTimeOffset moment) => new DateTimeOffset(expected.Local, offset) == moment,
        (FactMoment expected, DateTimeOffset moment) => expected.Local == Local(fact, moment),
        (FactMoment expected, FactMoment moment) => expected.IsDate ? expected.Date == moment.Date : expected.Local == moment.Local,
        (FactMoment expected, DateOnly date) => expected.Local == date.ToDateTime(TimeOnly.MinValue),
        var (expected, value) => Equals(expected, value),
    };

    private static DateTime Local(Fact fact, DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, fact.Io ?? fact.Calendar.Zone).DateTime;

    private static string Say(Fact fact, object? value) => value switch
    {
        null => "无（没有这样的上班时间）",
        bool yes => yes ? "是" : "否",
        decimal number => number.ToString("0.#######", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset moment => Local(fact, moment).ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        FactMoment { IsDate: true } day => day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FactMoment moment => moment.Local.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No word for {value.GetType().Name}."),
    };
}
