using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Shouwen.Packs;

/// <summary>
/// Reads a pack file into typed rules. Every key and word outside <see cref="Vocabulary"/> is a problem with file, line and reason, all found in one reading.
/// Names that the pack itself declares are left to the checker, which sees the whole pack.
/// </summary>
public static partial class PackReader
{
    public static Reading<Pack> Read(string yaml, string file)
    {
        var text = Yaml.Read(yaml, file);
        if (text.Value is not { } root)
            return new(null, text.Problems);
        var shapes = new ShapeReader(file);
        var pack = Head(root, shapes, Hash(yaml), file);
        return shapes.Problems.Count == 0 ? new(pack, []) : new(null, [.. shapes.Problems.OrderBy(problem => problem.Line)]);
    }

    /// <summary>The first 12 hexadecimal digits of SHA-256 over the text in UTF-8, line ends taken as LF.</summary>
    public static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Replace("\r\n", "\n", StringComparison.Ordinal))))[..12];

    private static Pack? Head(Node root, ShapeReader shapes, string hash, string file)
    {
        if (!shapes.Keys(root, [.. Vocabulary.Head, .. Vocabulary.Sections.Keys]))
            return null;
        foreach (var key in (string[])["pack", "title", "clauses"])
            if (root[key] is null)
                shapes.Bad(root.Line, $"制度包缺 {key}");
        var id = shapes.Text(root["pack"]) ?? "";
        if (root["pack"] is { } name && !Identifier().IsMatch(id))
            shapes.Bad(name.Line, "pack 只能用小写字母、数字和连字符");
        var effective = shapes.Value(root["effective"], scalar => Date(scalar, shapes));
        return new Pack
        {
            Id = id,
            Also = shapes.Texts(root["also"]),
            Title = shapes.Text(root["title"]) ?? "",
            Issuer = shapes.Text(root["issuer"]),
            Number = shapes.Text(root["number"]),
            Version = shapes.Text(root["version"]),
            Script = shapes.Word(root["script"], ["zh-Hans", "zh-Hant"], "字体") ?? "zh-Hans",
            Effective = effective?.Text is { } date && TryDate(date, out var day) ? day : null,
            EffectiveSet = effective?.Set,
            Hash = hash,
            File = file,
            Clauses = Declared(root["clauses"], shapes),
            ClauseLines = (root["clauses"]?.Entries ?? []).ToDictionary(entry => entry.Key, entry => entry.Value.Line),
            Rules = Sections(root, id, shapes),
        };
    }

    private static List<KeyValuePair<string, string>> Declared(Node? clauses, ShapeReader shapes)
    {
        if (clauses is not null && clauses.Entries is null)
            shapes.Bad(clauses.Line, "clauses 应是条款到一句话的对照");
        return [.. (clauses?.Entries ?? []).Select(entry => KeyValuePair.Create(entry.Key, shapes.Text(entry.Value)!))];
    }

    private static List<Rule> Sections(Node root, string pack, ShapeReader shapes)
    {
        var rules = new List<Rule>();
        var keys = new HashSet<string>();
        foreach (var (section, content) in root.Entries!)
            if (Vocabulary.Sections.TryGetValue(section, out var kind))
                foreach (var (index, node) in ShapeReader.Many(content).Index())
                    if (Rule(node, section, kind, $"{kind.Name}-{index + 1}", pack, shapes) is { } rule)
                    {
                        if (!keys.Add(rule.Key))
                            shapes.Bad(rule.Line, $"编号 {rule.Key} 重复");
                        rules.Add(rule);
                    }
        return rules;
    }

    private static Rule? Rule(Node node, string section, Vocabulary.Kind kind, string key, string pack, ShapeReader shapes)
    {
        if (!shapes.Keys(node, [.. kind.Keys, .. Vocabulary.EveryRule]))
            return null;
        foreach (var required in kind.Required)
            if (node[required] is null)
                shapes.Bad(node.Line, $"{section} 的规则缺 {required}");
        var clauses = shapes.Texts(node["clause"]);
        if (clauses.Count == 0)
            shapes.Bad(node.Line, "规则缺 clause：出自哪一条");
        var reader = new RuleReader(pack, shapes.Text(node["id"]) ?? key, node, clauses, shapes);
        return reader.Read(section) with
        {
            Lines = shapes.Texts(node["lines"]),
            Text = shapes.Text(node["text"]),
            Note = shapes.Text(node["note"]),
        };
    }

    internal static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    internal static void Date(Node node, ShapeReader shapes)
    {
        if (!TryDate(node.Scalar ?? "", out _))
            shapes.Bad(node.Line, $"日期写作 2026-03-01，写的是“{node.Scalar}”");
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Identifier();
}
