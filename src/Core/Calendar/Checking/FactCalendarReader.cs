using System.Globalization;
using System.Text.RegularExpressions;

namespace Shouwen.Calendar.Checking;

/// <summary>Reads one calendar of a file of facts, in all the ways that hours and days are written there.</summary>
internal static partial class FactCalendarReader
{
    public static FactCalendar Read(string name, JsonNodeAt node)
    {
        var note = node.Optional("note")?.Raw() ?? "";
        var week = Weekly(node.Optional("weekly"));
        return new FactCalendar(name, node.Optional("timezone") is { } zone ? Zone(zone) : TimeZoneInfo.Utc)
        {
            Io = node.Optional("io_timezone") is { } io ? Zone(io) : null,
            Weekly = week,
            Holidays = Days(node.Optional("holidays")),
            Overrides = Hours(node.Optional("day_overrides"), week),
            Breaks = Hours(node.Optional("breaks"), []),
            Worked = Days(node.Optional("workdays") ?? node.Optional("makeup_days") ?? node.Optional("makeup")),
            // The statutory days of China are named, not listed: by the calendar's name or by where its note says that they are.
            IsChina = name.StartsWith("cn:", StringComparison.Ordinal) || note.Contains("cn_holidays", StringComparison.Ordinal) || note.Contains("cn-holidays", StringComparison.Ordinal),
        };
    }

    public static TimeZoneInfo Zone(JsonNodeAt node)
    {
        var id = node.Text();
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)) return zone;
        if (Offset().Match(id) is { Success: true } match && TimeSpan.TryParseExact(match.Groups[2].Value, ["h", "hh", @"h\:mm", @"hh\:mm", "hhmm"], CultureInfo.InvariantCulture, out var ahead) && ahead.TotalHours <= 14)
            return TimeZoneInfo.CreateCustomTimeZone(id, match.Groups[1].Value == "-" ? -ahead : ahead, id, id);
        throw node.Fault($"没有“{id}”这个时区，应写作 Asia/Shanghai 这样。");
    }

    /// <summary>Hours by weekday. A shift over midnight is cut there, and its rest belongs to the next weekday.</summary>
    private static Dictionary<DayOfWeek, IReadOnlyList<Shift>> Weekly(JsonNodeAt? node)
    {
        var week = new Dictionary<DayOfWeek, List<(long From, long To)>>();
        foreach (var (key, value) in node?.Entries() ?? [])
        {
            var day = Weekdays.Read(key) ?? (key is [>= '0' and <= '7' and var number] ? (DayOfWeek)((number - '0') % 7) : throw value.Fault($"“{key}”不是星期几，应写作 mon 至 sun。"));
            foreach (var (from, to) in Intervals(value))
            {
                Add(day, from, Math.Min(to, TimeSpan.TicksPerDay));
                if (to > TimeSpan.TicksPerDay) Add((DayOfWeek)(((int)day + 1) % 7), 0, to - TimeSpan.TicksPerDay);
            }
        }

        return week.ToDictionary(entry => entry.Key, entry => Joined(entry.Value));

        void Add(DayOfWeek day, long from, long to)
        {
            if (!week.TryGetValue(day, out var hours)) week[day] = hours = [];
            hours.Add((from, to));
        }
    }

    /// <summary>Hours by date. What runs past midnight is worked on the next date, beside that date's own hours.</summary>
    private static Dictionary<FactDay, IReadOnlyList<Shift>> Hours(JsonNodeAt? node, Dictionary<DayOfWeek, IReadOnlyList<Shift>> week)
    {
        var hours = new Dictionary<FactDay, IReadOnlyList<Shift>>();
        var rests = new List<(DateOnly Date, long To)>();
        foreach (var (key, value) in node?.Entries() ?? [])
        {
            var intervals = Intervals(value).ToList();
            foreach (var day in Day(key, value))
            {
                hours[day] = Joined(intervals.Select(hour => (hour.From, Math.Min(hour.To, TimeSpan.TicksPerDay))));
                foreach (var (_, to) in intervals.Where(hour => hour.To > TimeSpan.TicksPerDay))
                    rests.Add(day.Year is { } year ? (new DateOnly(year, day.Day.Month, day.Day.Day).AddDays(1), to - TimeSpan.TicksPerDay) : throw value.Fault("每年都有的日子，时段不能跨夜，请写到 24:00。"));
            }
        }

        foreach (var (date, to) in rests)
        {
            var next = new FactDay(date.Year, new(date.Month, date.Day));
            hours[next] = Joined([.. (hours.GetValueOrDefault(next) ?? week.GetValueOrDefault(date.DayOfWeek, [])).Select(shift => (shift.FromTicks, shift.ToTicks)), (0, to)]);
        }

        return hours;
    }

    private static List<FactDay> Days(JsonNodeAt? node) => node is null ? []
        : [.. (node.IsGroup ? node.Entries().Select(entry => (entry.Key, entry.Value)) : node.Items().Select(item => ((item.IsGroup ? item.Required("date") : item).Text(), item))).SelectMany(day => Day(day.Item1, day.Item2))];

    /// <summary>2006-01-04, --01-04 or 01-04 for every year, or a stretch 2006-01-04..2006-01-06.</summary>
    private static IEnumerable<FactDay> Day(string text, JsonNodeAt node)
    {
        if (text.Split("..") is [var from, var to] && Exact(from) is { } first && Exact(to) is { } last && last >= first && last.DayNumber - first.DayNumber < 1000)
            return Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(i => Of(first.AddDays(i)));
        if (Exact(text) is { } date) return [Of(date)];
        if (MonthDay.Read(text.TrimStart('-')) is { } yearly) return [new(null, yearly)];
        throw node.Fault($"“{text}”不是存在的日期，应写作 2006-01-04，每年都是的写作 --01-04。");

        static DateOnly? Exact(string text) => FactMoment.Read(text) is { } moment ? moment.Date : null;
        static FactDay Of(DateOnly date) => new(date.Year, new(date.Month, date.Day));
    }

    /// <summary>[["09:00","17:00"], …], ["09:00-17:00", …], [{"start": "09:00", "end": "17:00"}, …], one pair alone, or nothing for a day that is closed. An end not after its start lies on the next day.</summary>
    private static IEnumerable<(long From, long To)> Intervals(JsonNodeAt node)
    {
        if (node.IsNull || node.Raw() is "closed" or "") return [];
        if (!node.IsList) return [Pair(node.Text().Split('-'), node)];
        var items = node.Items().ToList();
        return items is [{ IsList: false, IsGroup: false } from, { IsList: false, IsGroup: false } to] && !from.Raw().Contains('-', StringComparison.Ordinal) ? [Pair([from.Raw(), to.Raw()], node)]
            : items.Select(item => item.IsList ? Pair([.. item.Items().Select(end => end.Raw())], item)
                : item.IsGroup ? Pair([(item.Optional("start") ?? item.Optional("open") ?? item.Required("from")).Raw(), (item.Optional("end") ?? item.Optional("close") ?? item.Required("to")).Raw()], item)
                : Pair(item.Text().Split('-'), item));
    }

    private static (long From, long To) Pair(string[] ends, JsonNodeAt node)
    {
        if (ends is not [var from, var to] || Time(from) is not { } start || Time(to) is not { } end) throw node.Fault($"“{node.Raw()}”不是时段，应写作 [\"09:00\", \"17:00\"]，到半夜写 24:00。");
        return (start, end > start ? end : end + TimeSpan.TicksPerDay);
    }

    private static long? Time(string text)
    {
        if (text.Trim() is "24:00" or "24:00:00" or "24") return TimeSpan.TicksPerDay;
        if (TimeOnly.TryParseExact(text.Trim(), ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "HHmm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time.Ticks;
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is >= 0 and < 24 ? (long)(hours * TimeSpan.TicksPerHour) : null;
    }

    /// <summary>Hours that touch or overlap are one.</summary>
    private static IReadOnlyList<Shift> Joined(IEnumerable<(long From, long To)> hours)
    {
        var joined = new List<(long From, long To)>();
        foreach (var hour in hours.Where(hour => hour.From < hour.To).OrderBy(hour => hour.From))
            if (joined.Count > 0 && joined[^1].To >= hour.From) joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, hour.To));
            else joined.Add(hour);
        return [.. joined.Select(hour => new Shift(new TimeOnly(hour.From), new TimeOnly(hour.To % TimeSpan.TicksPerDay)))];
    }

    [GeneratedRegex(@"^(?:UTC|GMT)?([+-])(\d{1,2}(?::?\d{2})?)$")]
    private static partial Regex Offset();
}
