using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Shouwen.Calendar;

/// <summary>Reads calendars/*.yaml into <see cref="NationalDays"/>; stops at the first fault. One instance reads one text.</summary>
internal sealed class NationalDaysReader(string file)
{
    private readonly CalendarYaml _yaml = new(file);
    private readonly Dictionary<DateOnly, string> _seen = [];
    private readonly List<Festival> _festivals = [];
    private readonly List<int> _years = [];

    public NationalDays Read(string yaml)
    {
        var top = _yaml.Load(yaml, "years");
        var root = _yaml.Keys(top, "years");
        foreach (var (key, node) in _yaml.Mapping(_yaml.Required(root, top, "years")))
            ReadYear(key, node);
        return new NationalDays(_festivals, _years);
    }

    private void ReadYear(YamlNode key, YamlNode node)
    {
        if (!int.TryParse(_yaml.Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1949 or > 2999)
            throw _yaml.Fault(key, $"“{_yaml.Text(key)}”不是年份，应写作 2026 这样的四位数。");
        var keys = _yaml.Keys(node, "source", "festivals");
        var source = _yaml.Text(_yaml.Required(keys, node, "source"));
        var festivals = _yaml.Required(keys, node, "festivals");
        if (festivals is not YamlSequenceNode list || list.Children.Count == 0)
            throw _yaml.Fault(festivals, $"{year} 年的 festivals 应是节日的列表，至少一项；尚未公布的年份请整年不写。");
        foreach (var festival in list) ReadFestival(year, source, festival);
        _years.Add(year);
    }

    private void ReadFestival(int year, string source, YamlNode node)
    {
        var keys = _yaml.Keys(node, "name", "off", "work", "source", "was");
        var name = _yaml.Text(_yaml.Required(keys, node, "name"));
        var festival = Arrangement(year, name, source, keys, node, _seen);
        // What held before may name the same days as what holds now, and days that others have now.
        if (keys.TryGetValue("was", out var was)) festival = festival with { Was = Arrangement(year, name, source, _yaml.Keys(was, "off", "work", "source"), was, []) };
        _festivals.Add(festival);
    }

    private Festival Arrangement(int year, string name, string source, Dictionary<string, YamlNode> keys, YamlNode node, Dictionary<DateOnly, string> seen)
    {
        var off = new List<DateOnly>();
        foreach (var entry in CalendarYaml.Entries(_yaml.Required(keys, node, "off"))) ReadOff(year, name, entry, off, seen);
        if (off.Count == 0) throw _yaml.Fault(node, $"{name}没有放假日。");
        var work = new List<DateOnly>();
        if (keys.TryGetValue("work", out var workNode))
            foreach (var entry in CalendarYaml.Entries(workNode))
                foreach (var day in Stretch(year, entry))
                {
                    if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                        throw _yaml.Fault(entry, $"{day:yyyy-MM-dd} 不是周六或周日，本来就上班，不能作调休上班日。");
                    Take(entry, day, $"{name}上班日", seen);
                    work.Add(day);
                }

        return new Festival(year, name, off, work, keys.TryGetValue("source", out var own) ? _yaml.Text(own) : source);
    }

    private void ReadOff(int year, string name, YamlNode entry, List<DateOnly> off, Dictionary<DateOnly, string> seen)
    {
        foreach (var day in Stretch(year, entry))
        {
            Take(entry, day, $"{name}放假日", seen);
            off.Add(day);
        }
    }

    private IEnumerable<DateOnly> Stretch(int year, YamlNode entry)
    {
        var ends = _yaml.Text(entry).Split("..");
        if (ends.Length > 2) throw _yaml.Fault(entry, $"“{_yaml.Text(entry)}”应是一个日期或一段日期，例如 {year}-10-01..{year}-10-07。");
        var (first, last) = (Date(year, entry, ends[0]), Date(year, entry, ends[^1]));
        if (last < first || last.DayNumber - first.DayNumber > 30) throw _yaml.Fault(entry, $"“{_yaml.Text(entry)}”的结束日早于开始日，或超过三十天。");
        return Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);
    }

    private void Take(YamlNode node, DateOnly day, string use, Dictionary<DateOnly, string> seen)
    {
        if (!seen.TryAdd(day, use)) throw _yaml.Fault(node, $"{day:yyyy-MM-dd} 写为{use}，但前面已写为{seen[day]}。");
    }

    private DateOnly Date(int year, YamlNode node, string text)
    {
        if (!DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            throw _yaml.Fault(node, $"“{text.Trim()}”不是存在的日期，应写作 {year}-01-01 这样。");
        // The notice of a year reaches into the neighbouring Decembers and Januaries, never further.
        if (Math.Abs(date.DayNumber - new DateOnly(year, 7, 1).DayNumber) > 220) throw _yaml.Fault(node, $"{date:yyyy-MM-dd} 不属于 {year} 年的安排。");
        return date;
    }
}
