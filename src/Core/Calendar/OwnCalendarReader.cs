using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Shouwen.Calendar;

/// <summary>Reads the text of an organisation's calendar into <see cref="OwnCalendar"/>; goes on after a fault, so that all are told at once.</summary>
internal sealed class OwnCalendarReader(string file)
{
    private static readonly string[] HoursKeys = ["zone", "shifts", "weekdays", "seasons", "festivals", "closed", "open"];
    private readonly CalendarYaml _yaml = new(file);
    private readonly List<CalendarProblem> _problems = [];

    public CalendarReading<OwnCalendar> Read(string yaml)
    {
        OwnCalendar? own = null;
        Try(() => own = Whole(_yaml.Load(yaml, "shifts")));
        return _problems.Count == 0 ? new(own, []) : new(null, _problems);
    }

    private OwnCalendar Whole(YamlNode top)
    {
        var keys = _yaml.Keys(top, [.. HoursKeys, "units"]);
        var organisation = Hours(keys);
        var units = new Dictionary<string, OwnHours>();
        var nodes = new Dictionary<string, YamlNode>();
        foreach (var node in keys.TryGetValue("units", out var list) ? CalendarYaml.Entries(list) : [])
            Try(() =>
            {
                var own = _yaml.Keys(node, [.. HoursKeys, "unit"]);
                var unit = _yaml.Text(_yaml.Required(own, node, "unit"));
                if (!nodes.TryAdd(unit, node)) throw _yaml.Fault(own["unit"], $"部门“{unit}”写了两次，请合成一项。");
                units[unit] = Hours(own);
            });

        var read = new OwnCalendar(organisation, units);
        // What single lines can't show: no hours at all, seasons or days that collide. Said once, and only when the lines themselves are sound.
        if (_problems.Count > 0) return read;
        if (read.For().Problem() is { } wrong) Add(top, wrong);
        else
            foreach (var (unit, node) in nodes)
                if (read.For(unit).Problem() is { } problem) Add(node, $"部门“{unit}”：{problem}");
        return read;
    }

    private OwnHours Hours(Dictionary<string, YamlNode> keys)
    {
        var days = new Dictionary<DateOnly, OwnDay>();
        foreach (var (key, closes) in new[] { ("closed", true), ("open", false) })
            foreach (var node in keys.TryGetValue(key, out var list) ? CalendarYaml.Entries(list) : [])
                Try(() => ReadDays(node, closes, days));
        return new OwnHours
        {
            Zone = keys.TryGetValue("zone", out var zone) ? Zone(zone) : null,
            Shifts = keys.TryGetValue("shifts", out var shifts) ? Shifts(shifts, "") : [],
            Weekdays = keys.TryGetValue("weekdays", out var week) ? Week(week, "") : new Dictionary<DayOfWeek, IReadOnlyList<Shift>>(),
            Seasons = keys.TryGetValue("seasons", out var seasons) ? Seasons(seasons) : [],
            KeepsFestivals = !keys.TryGetValue("festivals", out var festivals) || _yaml.Text(festivals) switch
            {
                "closed" or "休" => true,
                "open" or "照常" => false,
                var other => throw _yaml.Fault(festivals, $"“{other}”看不懂：法定节假日照常上班写 open，放假写 closed。"),
            },
            Days = [.. days.Values.OrderBy(day => day.Date)],
        };
    }

    private List<Season> Seasons(YamlNode list)
    {
        var seasons = new List<Season>();
        foreach (var node in CalendarYaml.Entries(list))
            Try(() =>
            {
                var keys = _yaml.Keys(node, "name", "from", "to", "shifts", "weekdays");
                var season = new Season(_yaml.Text(_yaml.Required(keys, node, "name")), Day(_yaml.Required(keys, node, "from")), Day(_yaml.Required(keys, node, "to")));
                season = season with
                {
                    Shifts = keys.TryGetValue("shifts", out var shifts) ? Shifts(shifts, $"{season.Label}的") : [],
                    Weekdays = keys.TryGetValue("weekdays", out var week) ? Week(week, season.Label) : season.Weekdays,
                };
                if (seasons.Find(other => other.Contains(season.From) || season.Contains(other.From)) is { } other)
                    throw _yaml.Fault(node, $"{season.Label}与{other.Label}有重叠的日子，同一天只能有一种作息。");
                seasons.Add(season);
            });
        return seasons;
    }

    private void ReadDays(YamlNode node, bool closes, Dictionary<DateOnly, OwnDay> days)
    {
        var keys = _yaml.Keys(node, closes ? ["on", "from", "to", "name"] : ["on", "from", "to", "name", "shifts"]);
        if (keys.ContainsKey("on") == (keys.ContainsKey("from") || keys.ContainsKey("to"))) throw _yaml.Fault(node, "写一天用 on，写一段用 from 和 to，二者选一。");
        var first = Date(_yaml.Required(keys, node, keys.ContainsKey("on") ? "on" : "from"));
        var last = keys.ContainsKey("on") ? first : Date(_yaml.Required(keys, node, "to"));
        if (last < first || last.DayNumber - first.DayNumber > 366) throw _yaml.Fault(node, $"{first:yyyy-MM-dd} 至 {last:yyyy-MM-dd} 的结束日早于开始日，或超过一年。");
        var name = keys.TryGetValue("name", out var named) ? _yaml.Text(named) : "";
        var hours = keys.TryGetValue("shifts", out var shifts) ? Shifts(shifts, $"{first:yyyy-MM-dd} 的") : null;
        if (hours is { Count: 0 }) throw _yaml.Fault(node, $"加开日 {first:yyyy-MM-dd} 没有上班时段；整天不上班请写在 closed 里。");
        for (var day = first; day <= last; day = day.AddDays(1))
            if (!days.TryAdd(day, closes ? OwnDay.Closed(day, name) : OwnDay.Open(day, name, hours)))
                throw _yaml.Fault(node, days[day].Shifts is { Count: 0 } == closes ? $"{day:yyyy-MM-dd} 列了两次，只能保留一个。" : $"{day:yyyy-MM-dd} 既列为停业日又列为加开日，只能保留一个。");
    }

    private Dictionary<DayOfWeek, IReadOnlyList<Shift>> Week(YamlNode node, string whose)
    {
        var week = new Dictionary<DayOfWeek, IReadOnlyList<Shift>>();
        foreach (var (key, value) in _yaml.Mapping(node))
        {
            var text = _yaml.Text(key);
            if (Weekdays.Read(text) is not { } day) throw _yaml.Fault(key, $"“{text}”不是星期几，请写周一至周日。");
            if (!week.TryAdd(day, Shifts(value, $"{whose}{Timetable.Name(day)}的"))) throw _yaml.Fault(key, $"{Timetable.Name(day)}写了两次。");
        }

        return week;
    }

    private List<Shift> Shifts(YamlNode node, string whose)
    {
        if (node is YamlScalarNode { Value: "休" or "休息" or "closed" }) return [];
        List<Shift> shifts = [.. CalendarYaml.Entries(node).Select(entry => Shift.TryRead(_yaml.Text(entry), out var shift) ? shift
            : throw _yaml.Fault(entry, $"“{_yaml.Text(entry)}”不是时段，应写作 08:30-12:00 这样；到半夜写 24:00。"))];
        return Timetable.ShiftProblem(whose, shifts) is { } problem ? throw _yaml.Fault(node, problem) : shifts;
    }

    private string Zone(YamlNode node) => TimeZoneInfo.TryFindSystemTimeZoneById(_yaml.Text(node), out _) ? _yaml.Text(node)
        : throw _yaml.Fault(node, $"没有“{_yaml.Text(node)}”这个时区，应写作 Asia/Shanghai 这样。");

    private MonthDay Day(YamlNode node) => MonthDay.Read(_yaml.Text(node)) ?? throw _yaml.Fault(node, $"“{_yaml.Text(node)}”不是一年里的日子，应写作 5-1 这样。");

    private DateOnly Date(YamlNode node) => DateOnly.TryParseExact(_yaml.Text(node), ["yyyy-MM-dd", "yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
        : throw _yaml.Fault(node, $"“{_yaml.Text(node)}”不是存在的日期，应写作 2026-01-01 这样。");

    private void Add(YamlNode node, string reason) => _problems.Add(new(file, (int)node.Start.Line, reason));

    private void Try(Action read)
    {
        try
        {
            read();
        }
        catch (CalendarFileException fault)
        {
            _problems.Add(new(fault.File, (int)fault.Line, fault.Reason));
        }
    }
}
