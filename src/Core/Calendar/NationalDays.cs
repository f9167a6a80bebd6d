using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Shouwen.Calendar;

/// <summary>What the State Council's notice makes of a date.</summary>
public enum NationalDayKind
{
    /// <summary>Not named: the weekday decides.</summary>
    Ordinary,

    /// <summary>A day off (放假), whatever its weekday.</summary>
    Off,

    /// <summary>A Saturday or Sunday on which work is made up (调休上班).</summary>
    MakeUp,
}

/// <summary>A date's kind, and the festival that makes it so (empty for an ordinary day).</summary>
public readonly record struct NationalDay(NationalDayKind Kind, string Name);

/// <summary>One festival of one year's notice: its days off and the weekend days worked for it, and the title of the notice (where one changed it in mid-year, of that one).</summary>
public sealed record Festival(int Year, string Name, IReadOnlyList<DateOnly> Off, IReadOnlyList<DateOnly> Work, string Source);

/// <summary>
/// The statutory days off and make-up working days of a country, by year, each with its source (calendars/cn.yaml). Immutable.
/// </summary>
public sealed class NationalDays
{
    private readonly FrozenDictionary<DateOnly, NationalDay> _days;
    private readonly FrozenSet<int>? _years;

    internal NationalDays(IReadOnlyList<Festival> festivals, IEnumerable<int>? years)
    {
        Festivals = festivals;
        _years = years?.ToFrozenSet();
        _days = festivals
            .SelectMany(f => f.Off.Select(day => (day, kind: NationalDayKind.Off, f.Name)).Concat(f.Work.Select(day => (day, kind: NationalDayKind.MakeUp, f.Name))))
            .ToFrozenDictionary(entry => entry.day, entry => new NationalDay(entry.kind, entry.Name));
        Version = DayRules.ShortHash(Canonical());
    }

    /// <summary>No national days at all, for an organisation elsewhere: every date is ordinary and every year known, since nothing is awaited.</summary>
    public static NationalDays None { get; } = new([], null);

    /// <summary>All festivals, in the order of the file.</summary>
    public IReadOnlyList<Festival> Festivals { get; }

    /// <summary>The years that have been announced, ascending.</summary>
    public IEnumerable<int> Years => _years?.Order() ?? Enumerable.Empty<int>();

    /// <summary>Twelve hexadecimal digits that change with the content (days, names, sources), never with the layout of the file.</summary>
    public string Version { get; }

    /// <summary>Reads the text of a calendar file; the form is described at its top.</summary>
    /// <exception cref="CalendarFileException">The text is no such calendar; says file, line and reason.</exception>
    public static NationalDays Read(string yaml, string file) => new NationalDaysReader(file).Read(yaml);

    /// <summary>What the notices make of a date. A year that is not known has ordinary days only, but for those that a neighbouring year's notice names.</summary>
    public NationalDay On(DateOnly date) => _days.TryGetValue(date, out var day) ? day : new NationalDay(NationalDayKind.Ordinary, "");

    /// <summary>Whether the arrangement of that year has been announced. What falls into any other year is provisional.</summary>
    public bool Knows(int year) => _years is null || _years.Contains(year);

    private string Canonical()
    {
        static string Days(IEnumerable<DateOnly> days) => string.Join(',', days.Order().Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

        var text = new StringBuilder();
        foreach (var year in Years) text.Append(CultureInfo.InvariantCulture, $"{year}\n");
        foreach (var f in Festivals.OrderBy(f => f.Off[0]))
            text.Append(CultureInfo.InvariantCulture, $"{f.Year} {f.Name} off={Days(f.Off)} work={Days(f.Work)} {f.Source}\n");
        return text.ToString();
    }
}
