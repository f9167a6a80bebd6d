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
    private readonly Shift[] _standard;
    private readonly Shift[][] _week = new Shift[7][];
    private readonly FrozenDictionary<DateOnly, OwnDay> _own;

    public DayRules(NationalDays national, Timetable timetable)
    {
        _national = national;
        _own = timetable.OwnDays.Select(own => own with { Shifts = own.Shifts is null ? null : Sorted(own.Shifts) }).ToFrozenDictionary(own => own.Date);
        for (var day = DayOfWeek.Sunday; day <= DayOfWeek.Saturday; day++)
            _week[(int)day] = timetable.Weekdays.TryGetValue(day, out var shifts) ? Sorted(shifts)
                : day is DayOfWeek.Saturday or DayOfWeek.Sunday ? []
                : Sorted(timetable.Shifts);

        // A week written weekday by weekday needs no standard; the make-up days then follow its first working weekday from Monday on.
        _standard = timetable.Shifts.Count > 0 ? Sorted(timetable.Shifts) : Enumerable.Range(1, 7).Select(i => _week[i % 7]).First(shifts => shifts.Length > 0);
        Version = Hash(timetable.Zone.Id);
    }

    /// <summary>Twelve hexadecimal digits over everything that decides a day.</summary>
    public string Version { get; }

    public DayRule On(DateOnly date)
    {
        if (_own.TryGetValue(date, out var own))
            return own.Shifts is { Count: 0 } ? new DayRule([], SpanReason.OwnClosure, own.Name)
                : new DayRule((Shift[]?)own.Shifts ?? Usual(date), SpanReason.OwnExtraDay, own.Name);

        var national = _national.On(date);
        var week = _week[(int)date.DayOfWeek];
        return national.Kind switch
        {
            NationalDayKind.Off => new DayRule([], SpanReason.Festival, national.Name),
            NationalDayKind.MakeUp => new DayRule(Usual(date), SpanReason.MakeUpDay, national.Name),
            _ when week.Length > 0 => new DayRule(week, SpanReason.Shift, ""),
            _ when date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday => new DayRule([], SpanReason.Weekend, ""),
            _ => new DayRule([], SpanReason.RestDay, ""),
        };
    }

    private Shift[] Usual(DateOnly date) => _week[(int)date.DayOfWeek] is { Length: > 0 } week ? week : _standard;

    private string Hash(string zone)
    {
        var text = new StringBuilder();
        void Line(string key, IEnumerable<Shift> shifts) => text.Append(CultureInfo.InvariantCulture, $"{key}={string.Join(',', shifts)}\n");

        text.Append(CultureInfo.InvariantCulture, $"national={_national.Version}\nzone={zone}\n");
        Line("standard", _standard);
        for (var i = 0; i < 7; i++) Line(i.ToString(CultureInfo.InvariantCulture), _week[i]);
        foreach (var own in _own.Values.OrderBy(own => own.Date))
            Line(string.Create(CultureInfo.InvariantCulture, $"{own.Date:yyyy-MM-dd} {own.Name} {(own.Shifts is null ? "usual" : "own")}"), own.Shifts ?? []);
        return ShortHash(text.ToString());
    }

    internal static string ShortHash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    private static Shift[] Sorted(IEnumerable<Shift> shifts) => [.. shifts.OrderBy(shift => shift.From)];
}
