using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Shouwen.Calendar;

/// <summary>What is wrong in the text of a calendar: its name, the line (from 1), and why, in Chinese.</summary>
public sealed record CalendarProblem(string File, int Line, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Reason}";
}

/// <summary>What reading a text gave: the value, or the problems that kept it from being read. Never both.</summary>
public sealed record CalendarReading<T>(T? Value, IReadOnlyList<CalendarProblem> Problems) where T : class;

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

/// <summary>The little of YAML that calendar files use. Every fault is a <see cref="CalendarFileException"/> with its line.</summary>
internal sealed class CalendarYaml(string file)
{
    /// <summary>The outermost node of the text.</summary>
    public YamlNode Load(string yaml, string expected)
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

        return stream.Documents.Count > 0 ? stream.Documents[0].RootNode : throw new CalendarFileException(file, 1, $"文件是空的，应有 {expected} 一节。");
    }

    public Dictionary<string, YamlNode> Keys(YamlNode node, params string[] known)
    {
        var keys = new Dictionary<string, YamlNode>();
        foreach (var (key, value) in Mapping(node))
        {
            if (!known.Contains(Text(key))) throw Fault(key, $"不认识的键“{Text(key)}”，这里可用：{string.Join('、', known)}。");
            keys.Add(Text(key), value);
        }

        return keys;
    }

    public YamlNode Required(Dictionary<string, YamlNode> keys, YamlNode parent, string key) =>
        keys.TryGetValue(key, out var node) ? node : throw Fault(parent, $"缺少 {key}。");

    public YamlMappingNode Mapping(YamlNode node) => node as YamlMappingNode ?? throw Fault(node, "这里应是“键: 值”的一组。");

    /// <summary>The entries of a list, or the one value that stands in its place.</summary>
    public static IEnumerable<YamlNode> Entries(YamlNode node) => node is YamlSequenceNode list ? list : [node];

    public string Text(YamlNode node) =>
        node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Fault(node, "这里应是一个值，不能为空，也不能是列表。");

    public CalendarFileException Fault(YamlNode node, string reason) => new(file, node.Start.Line, reason);
}
