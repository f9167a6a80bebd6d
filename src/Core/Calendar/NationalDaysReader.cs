using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Shouwen.Calendar;

/// <summary>A calendar file that cannot be used: which file, which line (from 1), and why, in Chinese.</summary>
public sealed class CalendarFileException(string file, long line, string reason, Exception? inner = null)
    : FormatException($"{file} 第 {line} 行：{reason}", inner)
{
    /// <summary>The file as it was named to the reader.</summary>
    public string File { get; } = file;

    /// <summary>The line, from 1.</summary>
    public long Line { get; } = line;

    /// <summary>Why, without file and line.</summary>
    public string Reason { get; } = reason;
}

/// <summary>Reads calendars/*.yaml into <see cref="NationalDays"/>; stops at the first fault. One instance reads one text.</summary>
internal sealed class NationalDaysReader(string file)
{
    private readonly Dictionary<DateOnly, string> _seen = [];
    private readonly List<Festival> _festivals = [];
    private readonly List<int> _years = [];

    public NationalDays Read(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            throw new CalendarFileException(file, Math.Max(1, e.Start.Line), $"不是正确的 YAML：{e.Message}", e);
        }

        if (stream.Documents.Count == 0) throw new CalendarFileException(file, 1, "文件是空的，应有 years 一节。");
        var root = Keys(stream.Documents[0].RootNode, "years");
        foreach (var (key, node) in Mapping(Required(root, stream.Documents[0].RootNode, "years")))
            ReadYear(key, node);
        return new NationalDays(_festivals, _years);
    }

    private void ReadYear(YamlNode key, YamlNode node)
    {
        if (!int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1949 or > 2999)
            throw Fault(key, $"“{Text(key)}”不是年份，应写作 2026 这样的四位数。");
        var keys = Keys(node, "source", "festivals");
        var source = Text(Required(keys, node, "source"));
        var festivals = Required(keys, node, "festivals");
        if (festivals is not YamlSequenceNode list || list.Children.Count == 0)
            throw Fault(festivals, $"{year} 年的 festivals 应是节日的列表，至少一项；尚未公布的年份请整年不写。");
        foreach (var festival in list) ReadFestival(year, source, festival);
        _years.Add(year);
    }

    private void ReadFestival(int year, string source, YamlNode node)
    {
        var keys = Keys(node, "name", "off", "work", "source");
        var name = Text(Required(keys, node, "name"));
        var off = new List<DateOnly>();
        foreach (var entry in Entries(Required(keys, node, "off"))) ReadOff(year, name, entry, off);
        if (off.Count == 0) throw Fault(node, $"{name}没有放假日。");
        var work = new List<DateOnly>();
        if (keys.TryGetValue("work", out var workNode))
            foreach (var entry in Entries(workNode))
            {
                var day = Date(year, entry, Text(entry));
                if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                    throw Fault(entry, $"{day:yyyy-MM-dd} 不是周六或周日，本来就上班，不能作调休上班日。");
                Take(entry, day, $"{name}上班日");
                work.Add(day);
            }

        _festivals.Add(new Festival(year, name, off, work, keys.TryGetValue("source", out var own) ? Text(own) : source));
    }

    private void ReadOff(int year, string name, YamlNode entry, List<DateOnly> off)
    {
        var ends = Text(entry).Split("..");
        if (ends.Length > 2) throw Fault(entry, $"“{Text(entry)}”应是一个日期或一段日期，例如 {year}-10-01..{year}-10-07。");
        var (first, last) = (Date(year, entry, ends[0]), Date(year, entry, ends[^1]));
        if (last < first || last.DayNumber - first.DayNumber > 30) throw Fault(entry, $"“{Text(entry)}”的结束日早于开始日，或超过三十天。");
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            Take(entry, day, $"{name}放假日");
            off.Add(day);
        }
    }

    private void Take(YamlNode node, DateOnly day, string use)
    {
        if (!_seen.TryAdd(day, use)) throw Fault(node, $"{day:yyyy-MM-dd} 写为{use}，但前面已写为{_seen[day]}。");
    }

    private DateOnly Date(int year, YamlNode node, string text)
    {
        if (!DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            throw Fault(node, $"“{text.Trim()}”不是存在的日期，应写作 {year}-01-01 这样。");
        // The notice of a year reaches into the neighbouring Decembers and Januaries, never further.
        if (Math.Abs(date.DayNumber - new DateOnly(year, 7, 1).DayNumber) > 220) throw Fault(node, $"{date:yyyy-MM-dd} 不属于 {year} 年的安排。");
        return date;
    }

    private Dictionary<string, YamlNode> Keys(YamlNode node, params string[] known)
    {
        var keys = new Dictionary<string, YamlNode>();
        foreach (var (key, value) in Mapping(node))
        {
            if (!known.Contains(Text(key))) throw Fault(key, $"不认识的键“{Text(key)}”，这里可用：{string.Join('、', known)}。");
            keys.Add(Text(key), value);
        }

        return keys;
    }

    private YamlNode Required(Dictionary<string, YamlNode> keys, YamlNode parent, string key) =>
        keys.TryGetValue(key, out var node) ? node : throw Fault(parent, $"缺少 {key}。");

    private YamlMappingNode Mapping(YamlNode node) => node as YamlMappingNode ?? throw Fault(node, "这里应是“键: 值”的一组。");

    private static IEnumerable<YamlNode> Entries(YamlNode node) => node is YamlSequenceNode list ? list : [node];

    private string Text(YamlNode node) =>
        node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Fault(node, "这里应是一个值，不能为空，也不能是列表。");

    private CalendarFileException Fault(YamlNode node, string reason) => new(file, node.Start.Line, reason);
}
