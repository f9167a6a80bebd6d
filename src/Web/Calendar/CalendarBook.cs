using Shouwen.Calendar;

namespace Shouwen.Web.Calendar;

/// <summary>A version, read: national days, the organisation's own calendar, and the calendars that follow, each expanded when it is first asked for.</summary>
public sealed class CalendarBook
{
    private readonly Dictionary<string, Lazy<WorkCalendar>> _units;
    private readonly Lazy<WorkCalendar> _organisation;

    public CalendarBook(CalendarVersion row)
    {
        Row = row;
        National = NationalDays.Read(row.National, $"日历版本 {row.Id}");
        Own = OwnCalendar.Read(row.Own, $"日历版本 {row.Id}") is { Value: { } own } ? own : throw new InvalidDataException($"日历版本 {row.Id} 读不出来");
        _organisation = new(() => new WorkCalendar(National, Own.For()));
        Units = UnitHours.Read(row.Units);
        _units = Units.ToDictionary(one => one.Unit, one => new Lazy<WorkCalendar>(() => new WorkCalendar(National, Own.For([one.Unit, .. one.Above]))));
    }

    public CalendarVersion Row { get; }
    public NationalDays National { get; }
    public OwnCalendar Own { get; }
    public IReadOnlyList<UnitHours> Units { get; }
    public WorkCalendar Calendar => _organisation.Value;

    /// <summary>The calendar of a unit with hours of its own; the organisation's for any other.</summary>
    public WorkCalendar Of(string? unit) => unit is not null && _units.TryGetValue(unit, out var own) ? own.Value : Calendar;

    public IReadOnlyDictionary<string, WorkCalendar> UnitCalendars => _units.ToDictionary(one => one.Key, one => one.Value.Value);

    /// <summary>Every calendar in it by its version.</summary>
    public IEnumerable<(string Version, Lazy<WorkCalendar> Calendar)> All => [(Row.Version, _organisation), .. Units.Select(one => (one.Version, _units[one.Unit]))];
}
