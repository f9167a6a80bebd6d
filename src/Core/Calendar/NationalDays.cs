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
public sealed record Festival(int Year, string Name, IReadOnlyList<DateOnly> Off, IReadOnlyList<DateOnly> Work, string Source)
{
    /// <summary>What the notice of the year had said before another changed it; on record only, no day follows from it.</summary>
    public Festival? Was { get; init; }

    /// <summary>The line of the text it was read from, 0 elsewhere.</summary>
    internal int Line { get; init; }

    /// <summary>Whether it goes by one of the names: 国庆节、中秋节 by either.</summary>
    internal bool IsNamed(string names) => Name.Split('、').Intersect(names.Split('、')).Any();
}

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

    /// <summary>
    /// These days with those of a notice: a year's notice puts its year in place of what was there, an amendment its festivals in place of those of the same name in that
    /// year, which stay on record in <see cref="Festival.Was"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The reading is not <see cref="HolidayNoticeReading.Ok"/>, which is to be asked first.</exception>
    public NationalDays With(HolidayNoticeReading notice)
    {
        if (!notice.Ok || notice.Year is not { } year) throw new ArgumentException("这份通知还有问题，不能并入日历。", nameof(notice));
        var before = Festivals.Where(festival => festival.Year == year).ToList();
        var read = notice.Festivals.Select(festival => before.Find(old => old.IsNamed(festival.Name)) is { } old && !IsSame(old, festival) && !notice.IsWholeYear
            ? festival with { Name = old.Name, Was = old with { Was = null } } : festival).ToList();
        var kept = notice.IsWholeYear ? [] : before.Where(old => !read.Exists(festival => festival.IsNamed(old.Name)));
        return new([.. Festivals.Where(festival => festival.Year != year).Concat(kept).Concat(read).OrderBy(festival => festival.Year).ThenBy(festival => festival.Off.Min())], Years.Append(year).Distinct());

        static bool IsSame(Festival a, Festival b) => a.Off.Order().SequenceEqual(b.Off.Order()) && a.Work.Order().SequenceEqual(b.Work.Order());
    }

    /// <summary>The text of these days in the form that <see cref="Read"/> reads.</summary>
    public string Write()
    {
        var text = new StringBuilder("years:\n");
        foreach (var year in Festivals.GroupBy(festival => festival.Year).OrderBy(year => year.Key))
        {
            // The notice of the year is the one that most of its festivals come from.
            var source = year.Select(festival => (festival.Was ?? festival).Source).GroupBy(source => source).MaxBy(group => group.Count())!.Key;
            text.Append(CultureInfo.InvariantCulture, $"  {year.Key}:\n    source: {Quoted(source)}\n    festivals:\n");
            foreach (var festival in year.OrderBy(festival => festival.Off.Min())) text.Append(CultureInfo.InvariantCulture, $"      - {{name: {Quoted(festival.Name)}, {Arrangement(festival, source)}}}\n");
        }

        return text.ToString();
    }

    private static string Arrangement(Festival festival, string source) => $"off: {Days(festival.Off)}{(festival.Work.Count > 0 ? $", work: {Days(festival.Work)}" : "")}"
        + (festival.Source == source ? "" : $", source: {Quoted(festival.Source)}") + (festival.Was is { } was ? $", was: {{{Arrangement(was, source)}}}" : "");

    /// <summary>Days as a list of stretches.</summary>
    private static string Days(IEnumerable<DateOnly> days)
    {
        var runs = new List<(DateOnly First, DateOnly Last)>();
        foreach (var day in days.Order())
            if (runs.Count > 0 && runs[^1].Last.AddDays(1) == day) runs[^1] = (runs[^1].First, day);
            else runs.Add((day, day));
        return $"[{string.Join(", ", runs.Select(run => run.First == run.Last ? string.Create(CultureInfo.InvariantCulture, $"{run.First:yyyy-MM-dd}") : string.Create(CultureInfo.InvariantCulture, $"{run.First:yyyy-MM-dd}..{run.Last:yyyy-MM-dd}")))}]";
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private string Canonical()
    {
        static string Dates(IEnumerable<DateOnly> days) => string.Join(',', days.Order().Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

        var text = new StringBuilder();
        foreach (var year in Years) text.Append(CultureInfo.InvariantCulture, $"{year}\n");
        foreach (var f in Festivals.OrderBy(f => f.Off.Min()))
            text.Append(CultureInfo.InvariantCulture, $"{f.Year} {f.Name} off={Dates(f.Off)} work={Dates(f.Work)} {f.Source}\n");
        return text.ToString();
    }
}
