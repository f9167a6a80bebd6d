using System.Globalization;
using Shouwen.Calendar;

namespace Shouwen.Packs;

/// <summary>
/// Where a limit ends. Days do not count the starting day and end at close of business (Civil Code art. 201, 203); hours run from the moment,
/// working hours on the organisation's shifts. <c>immediate</c> and <c>prompt</c> have no end.
/// </summary>
public static class Limits
{
    public static DateTimeOffset? End(Limit? limit, DateTimeOffset start, WorkCalendar calendar) => limit switch
    {
        null or { Set: not null } or { Unit: LimitUnit.Immediate or LimitUnit.Prompt } => null,
        { Unit: LimitUnit.WorkingHours } => calendar.AddWorkingTime(start, TimeSpan.FromHours(limit.Amount)),
        { Unit: LimitUnit.WorkingDays } => calendar.AddWorkdays(start, limit.Amount),
        { Unit: LimitUnit.Hours } => calendar.AddHours(start, TimeSpan.FromHours(limit.Amount)),
        { Unit: LimitUnit.CalendarDays } => calendar.AddCalendarDays(start, limit.Amount),
        { Unit: LimitUnit.Months } => calendar.AddMonths(start, limit.Amount),
        { Unit: LimitUnit.SameDay } => calendar.SameDay(start),
        _ => throw new InvalidOperationException($"No end for {limit.Unit}."),
    };

    /// <summary>The last moment at which something may still be asked for that much ahead of <paramref name="due"/>.</summary>
    public static DateTimeOffset Ahead(Limit limit, DateTimeOffset due, WorkCalendar calendar) => limit.Unit switch
    {
        LimitUnit.WorkingHours => calendar.SubtractWorkingTime(due, TimeSpan.FromHours(limit.Amount)),
        LimitUnit.WorkingDays => calendar.SubtractWorkdays(due, limit.Amount),
        LimitUnit.Hours => due.AddHours(-limit.Amount),
        LimitUnit.CalendarDays => due.AddDays(-limit.Amount),
        LimitUnit.Months => due.AddMonths(-limit.Amount),
        _ => due,
    };

    /// <summary>
    /// Where <paramref name="due"/> moves when the clock stood still from <paramref name="since"/> to <paramref name="until"/>: by the working time between them, so that a
    /// pause in closed time costs nothing; a limit in clock hours by all of it. <paramref name="limit"/> is as <see cref="Write"/> has it.
    /// </summary>
    public static DateTimeOffset MadeGood(string? limit, DateTimeOffset due, DateTimeOffset since, DateTimeOffset until, WorkCalendar calendar)
    {
        if (IsByTheClock(limit)) return calendar.AddHours(due, until - since);
        var stood = calendar.WorkingTimeBetween(since, until);
        return stood == TimeSpan.Zero ? due : calendar.AddWorkingTime(due, stood);
    }

    /// <summary>Whether a written limit is one in hours of the clock, day and night.</summary>
    public static bool IsByTheClock(string? limit) => limit?.StartsWith("hours ", StringComparison.Ordinal) == true;

    /// <summary>A limit as written in a pack: a word, or one key with a number. Null when it is neither.</summary>
    public static Limit? Parse(Node node)
    {
        if (node.Scalar is { } word)
            return Units.TryGetValue(word, out var unit) && unit >= LimitUnit.SameDay ? new(unit) : null;
        if (node.Entries is not [var (key, value)]) return null;
        if (key == "set") return new(LimitUnit.Prompt, Set: value.Scalar);
        return Units.TryGetValue(key, out var length) && length < LimitUnit.SameDay
            && int.TryParse(value.Scalar, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? new(length, amount) : null;
    }

    /// <summary>As written in a pack: <c>working-days 3</c>, <c>prompt</c>.</summary>
    public static string Write(Limit limit)
    {
        var word = Units.First(unit => unit.Value == limit.Unit).Key;
        return limit.Unit >= LimitUnit.SameDay ? word : $"{word} {limit.Amount.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else, such as an end that somebody set (<c>promise</c>, <c>period-end</c>).</summary>
    public static Limit? Read(string? written) => written?.Split(' ') switch
    {
        [var word] when Units.TryGetValue(word, out var unit) && unit >= LimitUnit.SameDay => new(unit),
        [var word, var number] when Units.TryGetValue(word, out var unit) && unit < LimitUnit.SameDay
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) => new(unit, amount),
        _ => null,
    };

    /// <summary>Whether working days and hours decide where it ends: not so for hours of the clock.</summary>
    public static bool AsksTheCalendar(Limit? limit) => limit is { Set: null, Unit: LimitUnit.WorkingHours or LimitUnit.WorkingDays or LimitUnit.CalendarDays or LimitUnit.Months or LimitUnit.SameDay };

    private static readonly Dictionary<string, LimitUnit> Units = new()
    {
        ["working-hours"] = LimitUnit.WorkingHours, ["working-days"] = LimitUnit.WorkingDays, ["hours"] = LimitUnit.Hours,
        ["calendar-days"] = LimitUnit.CalendarDays, ["months"] = LimitUnit.Months,
        ["same-day"] = LimitUnit.SameDay, ["immediate"] = LimitUnit.Immediate, ["prompt"] = LimitUnit.Prompt,
    };
}
