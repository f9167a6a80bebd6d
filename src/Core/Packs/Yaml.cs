using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Shouwen.Packs;

/// <summary>
/// The part of YAML that the project's own files use: one document of scalars, lists and mappings with plain keys.
/// Anchors, aliases, tags, further documents and repeated keys are refused, as is a text over 1 MB or nested deeper than 40.
/// Bad input gives problems, never an exception.
/// </summary>
public static class Yaml
{
    public const int LargestBytes = 1_000_000;
    public const int Deepest = 40;

    public static Reading<Node> Read(string text, string file)
    {
        if (Encoding.UTF8.GetByteCount(text) > LargestBytes)
            return new(null, [new(file, 1, "文件超过 1 MB")]);
        var builder = new Builder(text, file);
        try
        {
            var root = builder.Document();
            return builder.Problems.Count == 0 ? new(root, []) : new(null, builder.Problems);
        }
        catch (YamlException wrong)
        {
            return new(null, [.. builder.Problems, Malformed(text, file, wrong.Start)]);
        }
    }

    /// <summary>A tab in the indentation is the commonest mistake and the parser notices it late, so it is looked for by itself.</summary>
    private static Problem Malformed(string text, string file, Mark noticed)
    {
        var tab = text.Split('\n').Index().FirstOrDefault(line => line.Item[..^line.Item.TrimStart(' ', '\t').Length].Contains('\t', StringComparison.Ordinal));
        return tab.Item is not null
            ? new(file, tab.Index + 1, "缩进只能用空格，不能用制表符")
            : new(file, (int)Math.Max(1, noticed.Line), $"YAML 写法有误（第 {Math.Max(1, noticed.Column)} 列附近）：请检查缩进、引号、括号，以及冒号后的空格");
    }

    private sealed class Builder(string text, string file)
    {
        private readonly Parser _parser = new(new StringReader(text));

        public List<Problem> Problems { get; } = [];

        public Node? Document()
        {
            Expect<StreamStart>();
            if (Next() is StreamEnd)
                return Refuse(1, "文件是空的");
            Expect<DocumentStart>();
            var root = Read(1, null);
            if (root is null)
                return null;
            Expect<DocumentEnd>();
            return Next() is StreamEnd ? root : Refuse(Line(Next()), "一个文件只能有一份文档，不能再出现 ---");
        }

        /// <summary>The node that comes next, or null after a problem that makes reading on senseless. The value of a key stands on the line of the key.</summary>
        private Node? Read(int depth, int? line)
        {
            var next = Next();
            var at = line ?? Line(next);
            if (depth > Deepest)
                return Refuse(at, $"嵌套超过 {Deepest} 层");
            if (next is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
                return Refuse(Line(next), "不能使用锚点（&）和引用（*），以它们开头的文字请加引号");
            if (next is NodeEvent { Tag.IsEmpty: false })
                return Refuse(Line(next), "不能使用标签（!），以它开头的文字请加引号");
            Advance();
            return next switch
            {
                Scalar scalar => new Node(at, Scalar: scalar.Value),
                SequenceStart => Items(depth, at),
                _ => Entries(depth, at),
            };
        }

        private Node? Items(int depth, int at)
        {
            var items = new List<Node>();
            while (Next() is not SequenceEnd)
            {
                if (Read(depth + 1, null) is not { } item)
                    return null;
                items.Add(item);
            }
            Advance();
            return new Node(at, Items: items);
        }

        private Node? Entries(int depth, int at)
        {
            var entries = new List<KeyValuePair<string, Node>>();
            var seen = new HashSet<string>();
            while (Next() is not MappingEnd)
            {
                var line = Line(Next());
                if (Read(depth + 1, null) is not { } key)
                    return null;
                if (key.Scalar is null)
                    return Refuse(line, "键只能是一个词");
                if (Read(depth + 1, line) is not { } value)
                    return null;
                if (!seen.Add(key.Scalar))
                    Refuse(line, $"键 {key.Scalar} 重复");
                entries.Add(new(key.Scalar, value));
            }
            Advance();
            return new Node(at, Entries: entries);
        }

        private ParsingEvent Next()
        {
            if (_parser.Current is null)
                Advance();
            return _parser.Current!;
        }

        private void Expect<T>() where T : ParsingEvent
        {
            if (Next() is not T)
                throw new InvalidOperationException($"The parser gave {Next()} where {typeof(T).Name} was due.");
            Advance();
        }

        /// <summary>Some malformed texts make the parser fail with exceptions that are not its own; they too say that the text is wrong here.</summary>
        private void Advance()
        {
            try
            {
                _parser.MoveNext();
            }
            catch (Exception inside) when (inside is not (YamlException or OutOfMemoryException))
            {
                var here = _parser.Current?.Start ?? Mark.Empty;
                throw new YamlException(here, here, inside.Message, inside);
            }
        }

        private Node? Refuse(int line, string reason)
        {
            Problems.Add(new(file, line, reason));
            return null;
        }

        private static int Line(ParsingEvent at) => (int)Math.Max(1, at.Start.Line);
    }
}
