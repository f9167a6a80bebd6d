using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shouwen.Calendar;

/// <summary>What holds on one day: its shifts in order (none on a closed day), and why, with the name of the festival or own day.</summary>
internal readonly record struct DayRule(Shift[] Shifts, SpanReason Reason, string Name);

/// <summary>
/// Decides for each date what holds: own day, then national day off, then national make-up day, then the week. The only place that knows this order.
/// Keeps copies of all it is given.
/// </summary>
internal sealed class DayRules
{
    private readonly NationalDays _national;

    // The week of the whole year first, then that of each season; _weekOf tells by month and day which one holds.
    private readonly Week[] _weeks;
    private readonly byte[] _weekOf = new byte[13 * 32];
    private readonly FrozenDictionary<DateOnly, OwnDay> _own;

    public DayRules(NationalDays national, Timetable timetable)
    {
        _national = national;
        _own = timetable.OwnDays.Select(own => own with { Shifts = own.Shifts is null ? null : Sorted(own.Shifts) }).ToFrozenDictionary(own => own.Date);
        _weeks = [Week.Of(timetable.Shifts, day => timetable.Weekdays.GetValueOrDefault(day)),
            .. timetable.Seasons.Select(season => Week.Of(season.Shifts.Count > 0 ? season.Shifts : timetable.Shifts,
                day => season.Weekdays.GetValueOrDefault(day) ?? timetable.Weekdays.GetValueOrDefault(day)))];
        foreach (var (i, season) in timetable.Seasons.Index())
            for (var day = 1; day < _weekOf.Length; day++)
                if (season.Contains(new MonthDay(day / 32, day % 32))) _weekOf[day] = (byte)(i + 1);
        Version = Hash(timetable);
    }

    /// <summary>Twelve hexadecimal digits over everything that decides a day.</summary>
    public string Version { get; }

    public DayRule On(DateOnly date)
    {
        var hours = _weeks[_weekOf[date.Month * 32 + date.Day]];
        if (_own.TryGetValue(date, out var own))
            return own.Shifts is { Count: 0 } ? new DayRule([], SpanReason.OwnClosure, own.Name)
                : new DayRule((Shift[]?)own.Shifts ?? hours.Usual(date.DayOfWeek), SpanReason.OwnExtraDay, own.Name);

        var national = _national.On(date);
        var week = hours.Days[(int)date.DayOfWeek];
        return national.Kind switch
        {
            NationalDayKind.Off => new DayRule([], SpanReason.Festival, national.Name),
            NationalDayKind.MakeUp => new DayRule(hours.Usual(date.DayOfWeek), SpanReason.MakeUpDay, national.Name),
            _ when week.Length > 0 => new DayRule(week, SpanReason.Shift, ""),
            _ when date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday => new DayRule([], SpanReason.Weekend, ""),
            _ => new DayRule([], SpanReason.RestDay, ""),
        };
    }

    private string Hash(Timetable timetable)
    {
        var text = new StringBuilder();
        void Line(string key, IEnumerable<Shift> shifts) => text.Append(CultureInfo.InvariantCulture, $"{key}={string.Join(',', shifts)}\n");

        text.Append(CultureInfo.InvariantCulture, $"national={_national.Version}\nzone={timetable.Zone.Id}\n");
        for (var week = 0; week < _weeks.Length; week++)
        {
            if (week > 0) text.Append(CultureInfo.InvariantCulture, $"season={timetable.Seasons[week - 1].From}..{timetable.Seasons[week - 1].To}\n");
            Line("standard", _weeks[week].Standard);
            for (var i = 0; i < 7; i++) Line(i.ToString(CultureInfo.InvariantCulture), _weeks[week].Days[i]);
        }

        foreach (var own in _own.Values.OrderBy(own => own.Date))
            Line(string.Create(CultureInfo.InvariantCulture, $"{own.Date:yyyy-MM-dd} {own.Name} {(own.Shifts is null ? "usual" : "own")}"), own.Shifts ?? []);
        return ShortHash(text.ToString());
    }

    internal static string ShortHash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    private static Shift[] Sorted(IEnumerable<Shift> shifts) => [.. shifts.OrderBy(shift => shift.From)];

    /// <summary>The shifts of each weekday (by <see cref="DayOfWeek"/>), and the standard ones that make-up days and own open days fall back on.</summary>
    private sealed record Week(Shift[][] Days, Shift[] Standard)
    {
        public static Week Of(IReadOnlyList<Shift> standard, Func<DayOfWeek, IReadOnlyList<Shift>?> own)
        {
            Shift[][] days = [.. Enum.GetValues<DayOfWeek>().Select(day => own(day) is { } shifts ? Sorted(shifts) : day is DayOfWeek.Saturday or DayOfWeek.Sunday ? [] : Sorted(standard))];
            // A week written weekday by weekday needs no standard; the make-up days then follow its first working weekday from Monday on.
            return new(days, standard.Count > 0 ? Sorted(standard) : Enumerable.Range(1, 7).Select(i => days[i % 7]).FirstOrDefault(shifts => shifts.Length > 0) ?? []);
        }

        public Shift[] Usual(DayOfWeek day) => Days[(int)day] is { Length: > 0 } week ? week : Standard;
    }
}
