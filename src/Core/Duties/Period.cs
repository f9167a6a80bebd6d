using System.Globalization;

namespace Shouwen.Duties;

/// <summary>A period of the calendar, written 2026-03-05, 2026-03, 2026-Q1, 2026-H1 or 2026. Both days are included.</summary>
public readonly record struct Period(string Name, DateOnly First, DateOnly Last)
{
    public static Period Of(string every, DateOnly day) => every switch
    {
        "day" => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day, day),
        "month" => Months(day, 1, $"{day.Year:0000}-{day.Month:00}"),
        "quarter" => Months(day, 3, $"{day.Year:0000}-Q{(day.Month - 1) / 3 + 1}"),
        "half-year" => Months(day, 6, $"{day.Year:0000}-H{(day.Month - 1) / 6 + 1}"),
        "year" => Months(day, 12, $"{day.Year:0000}"),
        _ => throw new FormatException($"'{every}' is no period."),
    };

    /// <summary>The period as written; null when it is none.</summary>
    public static Period? Read(string? text)
    {
        if (text is null || text.Length < 4 || !int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1 or > 9998) return null;
        var first = new DateOnly(year, 1, 1);
        return text[4..] switch
        {
            "" => Of("year", first),
            ['-', 'Q', var quarter and >= '1' and <= '4'] => Of("quarter", first.AddMonths((quarter - '1') * 3)),
            ['-', 'H', var half and ('1' or '2')] => Of("half-year", first.AddMonths((half - '1') * 6)),
            _ when DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) => Of("month", month),
            _ when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Of("day", day),
            _ => null,
        };
    }

    /// <summary>The period of the same length right after it.</summary>
    public Period Next => Of(Length, Last.AddDays(1));

    /// <summary>day, month, quarter, half-year or year.</summary>
    public string Length => Name switch
    {
        { Length: 4 } => "year",
        [_, _, _, _, _, 'Q', ..] => "quarter",
        [_, _, _, _, _, 'H', ..] => "half-year",
        { Length: 7 } => "month",
        _ => "day",
    };

    public bool Contains(DateOnly day) => First <= day && day <= Last;

    private static Period Months(DateOnly day, int length, string name)
    {
        var first = new DateOnly(day.Year, (day.Month - 1) / length * length + 1, 1);
        return new(name, first, first.AddMonths(length).AddDays(-1));
    }
}
