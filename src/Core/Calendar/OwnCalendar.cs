using System.Globalization;
using System.Text;

namespace Shouwen.Calendar;

/// <summary>What an organisation, or one unit of it, says of its hours and days. What it does not say comes from above.</summary>
public sealed record OwnHours
{
    /// <summary>Id of the zone, such as Asia/Shanghai; null: that of the organisation, which is China's when it names none.</summary>
    public string? Zone { get; init; }

    /// <inheritdoc cref="Timetable.Shifts"/>
    public IReadOnlyList<Shift> Shifts { get; init; } = [];

    /// <inheritdoc cref="Timetable.Weekdays"/>
    public IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Shift>> Weekdays { get; init; } = new Dictionary<DayOfWeek, IReadOnlyList<Shift>>();

    /// <inheritdoc cref="Timetable.Seasons"/>
    public IReadOnlyList<Season> Seasons { get; init; } = [];

    /// <inheritdoc cref="Timetable.KeepsFestivals"/>
    public bool KeepsFestivals { get; init; } = true;

    /// <inheritdoc cref="Timetable.OwnDays"/>
    public IReadOnlyList<OwnDay> Days { get; init; } = [];

    /// <summary>Whether it has hours of its own: shifts, weekdays, seasons and festivals come together from one place, never mixed.</summary>
    public bool HasHours => Shifts.Count > 0 || Weekdays.Count > 0 || Seasons.Count > 0 || !KeepsFestivals;
}

/// <summary>
/// The calendar of an organisation as it is written down (本单位作息): hours, weekdays, seasons, closures, extra days, zone, and those of units that differ.
/// Plain data; its text is what is kept as a version.
/// </summary>
/// <param name="Organisation">What holds where a unit says nothing.</param>
/// <param name="Units">By the unit's id.</param>
public sealed record OwnCalendar(OwnHours Organisation, IReadOnlyDictionary<string, OwnHours> Units)
{
    /// <summary>Reads the text that <see cref="Write()"/> writes and people type; every problem with its line.</summary>
    public static CalendarReading<OwnCalendar> Read(string yaml, string file) => new OwnCalendarReader(file).Read(yaml);

    /// <summary>
    /// The timetable of a unit: the unit's own word first, then those of its parents in the order given, then the organisation's. Hours come from the first that has any,
    /// the zone from the first that names one; closures and extra days add up, on the same date the first wins. No unit: the organisation's.
    /// </summary>
    public Timetable For(params IEnumerable<string> units)
    {
        List<OwnHours> words = [.. units.Select(unit => Units.GetValueOrDefault(unit)).OfType<OwnHours>(), Organisation];
        var hours = words.FirstOrDefault(word => word.HasHours) ?? Organisation;
        return new Timetable
        {
            Shifts = hours.Shifts, Weekdays = hours.Weekdays, Seasons = hours.Seasons, KeepsFestivals = hours.KeepsFestivals,
            // Within one word a date stands once at most, and Problem says so when it doesn't: only across words the nearest wins.
            OwnDays = [.. words.SelectMany((word, i) => word.Days.Where(day => !words.Take(i).Any(nearer => nearer.Days.Any(own => own.Date == day.Date))))],
            Zone = words.Select(word => word.Zone).OfType<string>().FirstOrDefault() is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : Timetable.China,
        };
    }

    /// <summary>The text of it, in the one layout this has: reading it back gives the same.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        Write(text, "", Organisation);
        if (Units.Count > 0) text.Append("units:\n");
        foreach (var (unit, hours) in Units.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"  - unit: {Quoted(unit)}\n");
            Write(text, "    ", hours);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, string indent, OwnHours hours)
    {
        void Line(FormattableString line) => text.Append(indent).Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        if (hours.Zone is { } zone) Line($"zone: {zone}");
        if (hours.Shifts.Count > 0) Line($"shifts: {List(hours.Shifts)}");
        if (hours.Weekdays.Count > 0) Line($"weekdays: {Week(hours.Weekdays)}");
        if (!hours.KeepsFestivals) Line($"festivals: open");
        if (hours.Seasons.Count > 0) Line($"seasons:");
        foreach (var season in hours.Seasons)
            Line($"  - {{name: {Quoted(season.Name)}, from: {season.From}, to: {season.To}{(season.Shifts.Count > 0 ? $", shifts: {List(season.Shifts)}" : "")}{(season.Weekdays.Count > 0 ? $", weekdays: {Week(season.Weekdays)}" : "")}}}");
        foreach (var (key, days) in hours.Days.OrderBy(day => day.Date).GroupBy(day => day.Shifts is { Count: 0 } ? "closed" : "open").OrderBy(group => group.Key).Select(group => (group.Key, Runs([.. group]))))
        {
            Line($"{key}:");
            foreach (var (first, last) in days)
                Line($"  - {{{(first.Date == last.Date ? $"on: {first.Date:yyyy-MM-dd}" : $"from: {first.Date:yyyy-MM-dd}, to: {last.Date:yyyy-MM-dd}")}{(first.Name.Length > 0 ? $", name: {Quoted(first.Name)}" : "")}{(first.Shifts is { Count: > 0 } shifts ? $", shifts: {List(shifts)}" : "")}}}");
        }
    }

    /// <summary>Days in a row that are alike, as first and last.</summary>
    private static List<(OwnDay First, OwnDay Last)> Runs(List<OwnDay> days)
    {
        var runs = new List<(OwnDay First, OwnDay Last)>();
        foreach (var day in days)
            if (runs.Count > 0 && runs[^1] is var (first, last) && last.Date.AddDays(1) == day.Date && first.Name == day.Name && Alike(first.Shifts, day.Shifts)) runs[^1] = (first, day);
            else runs.Add((day, day));
        return runs;
    }

    private static bool Alike(IReadOnlyList<Shift>? a, IReadOnlyList<Shift>? b) => a is null ? b is null : b is not null && a.SequenceEqual(b);

    private static string List(IEnumerable<Shift> shifts) => $"[{string.Join(", ", shifts)}]";

    private static string Week(IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Shift>> weekdays) =>
        $"{{{string.Join(", ", weekdays.OrderBy(entry => ((int)entry.Key + 6) % 7).Select(entry => $"{Timetable.Name(entry.Key)}: {(entry.Value.Count == 0 ? "休" : List(entry.Value))}"))}}}";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
