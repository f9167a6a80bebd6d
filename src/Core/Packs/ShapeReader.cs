using System.Globalization;

namespace Shouwen.Packs;

/// <summary>
/// Reads the shapes that rules share. What is wrong becomes a problem and a stand-in, so that one reading finds all;
/// a pack with problems is thrown away whole. A node that is not there gives null, an empty list or an empty text.
/// </summary>
internal sealed class ShapeReader(string file)
{
    public List<Problem> Problems { get; } = [];

    public void Bad(int line, string reason) => Problems.Add(new(file, line, reason));

    /// <summary>The items of a list; a single value counts as a list of one.</summary>
    public static IReadOnlyList<Node> Many(Node? node) => node is null ? [] : node.Items ?? [node];

    public string? Text(Node? node)
    {
        if (node is null)
            return null;
        if (string.IsNullOrWhiteSpace(node.Scalar))
            Bad(node.Line, node.Scalar is null ? "这里应是一段文字" : "这里不能为空");
        return node.Scalar ?? "";
    }

    public IReadOnlyList<string> Texts(Node? node) => [.. Many(node).Select(item => Text(item)!)];

    /// <summary>A word of the list; <paramref name="what"/> names the list in the message.</summary>
    public string? Word(Node? node, IReadOnlyCollection<string> known, string what)
    {
        if (node is null)
            return null;
        var before = Problems.Count;
        var word = Text(node)!;
        if (Problems.Count == before && !known.Contains(word))
            Bad(node.Line, $"不认识的{what} {word}{Suggest(word, known)}");
        return word;
    }

    public IReadOnlyList<string> WordList(Node? node, IReadOnlyCollection<string> known, string what) =>
        [.. Many(node).Select(item => Word(item, known, what)!)];

    public bool Flag(Node? node)
    {
        if (node is not null && node.Scalar is not ("true" or "false"))
            Bad(node.Line, "这里只能写 true 或 false");
        return node?.Scalar == "true";
    }

    /// <summary>Every key of the mapping is among the known ones; false when it is no mapping at all.</summary>
    public bool Keys(Node node, IReadOnlyCollection<string> known)
    {
        if (node.Entries is null)
            Bad(node.Line, $"这里应是一组键值（{string.Join("、", known.Take(6))}…）");
        foreach (var (key, value) in node.Entries ?? [])
            if (!known.Contains(key))
                Bad(value.Line, $"不认识的键 {key}{Suggest(key, known)}");
        return node.Entries is not null;
    }

    public static string Suggest(string word, IEnumerable<string> known) =>
        Vocabulary.Nearest(word, known) is { } near ? $"，是否想写 {near}" : "";

    /// <summary>A text, or <c>{set: NAME}</c>; <paramref name="check"/> looks at the text.</summary>
    public Value? Value(Node? node, Action<Node>? check = null)
    {
        if (node is null)
            return null;
        if (SetName(node) is { } set)
            return new Value(null, set);
        if (check is null || node.Scalar is null)
            Text(node);
        else
            check(node);
        return new Value(node.Scalar ?? "");
    }

    public string? SetName(Node node)
    {
        if (node["set"] is not { } name)
            return null;
        Keys(node, ["set"]);
        return Text(name);
    }

    public decimal Number(Node node)
    {
        if (decimal.TryParse(node.Scalar, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 0)
            return number;
        Bad(node.Line, $"这里应是不小于 0 的数，写的是“{node.Scalar}”");
        return 0;
    }

    /// <summary>A share of something counted, as 0.03 or 3%.</summary>
    public void Share(Node node)
    {
        var text = node.Scalar ?? "";
        var share = Number(text.EndsWith('%') ? node with { Scalar = text[..^1] } : node) / (text.EndsWith('%') ? 100 : 1);
        if (share > 1)
            Bad(node.Line, "比例不能大于 1（100%）");
    }

    public Role? Role(Node? node)
    {
        if (node is null)
            return null;
        if (node.Entries is null)
            return new Role(Word(node, Vocabulary.Roles, "角色") ?? "");
        if (node.Entries is not [var (wrapper, of)])
        {
            Bad(node.Line, "角色外面只能套一个词，例如 {head: handling-unit}");
            return new Role("");
        }
        if (!Vocabulary.Wrappers.Contains(wrapper))
            Bad(node.Line, $"不认识的角色套词 {wrapper}{Suggest(wrapper, Vocabulary.Wrappers)}");
        return new Role(wrapper, Role(of));
    }

    public IReadOnlyList<Role> Roles(Node? node) => [.. Many(node).Select(item => Role(item)!)];

    public Limit? Limit(Node? node)
    {
        if (node is null)
            return null;
        if (SetName(node) is { } set)
            return new Limit(LimitUnit.WorkingHours, Set: set);
        if (node.Scalar is not null)
            return new Limit(Unit(Word(node, Vocabulary.LimitWords, "时限")!));
        if (node.Entries is not [var (unit, amount)])
        {
            Bad(node.Line, "时限写作 {working-days: 3} 这样的一个键值，或 same-day、immediate、prompt");
            return null;
        }
        if (!Vocabulary.Limits.Contains(unit))
            Bad(node.Line, $"不认识的时限单位 {unit}{Suggest(unit, Vocabulary.Limits)}");
        if (!int.TryParse(amount.Scalar, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 9999)
            Bad(amount.Line, $"时限应是 1 到 9999 的整数，写的是“{amount.Scalar}”");
        return new Limit(Unit(unit), number);
    }

    private static LimitUnit Unit(string word) => Enum.TryParse<LimitUnit>(word.Replace("-", "", StringComparison.Ordinal), true, out var unit) ? unit : default;

    public Element? Element(Node? node)
    {
        if (node is null)
            return null;
        if (node.Items is { } items)
            return items switch
            {
                [] => EmptyElement(node),
                [var only] => Element(only),
                _ => new Element.AnyOf([.. items.Select(item => Element(item)!)]),
            };
        if (node["all"] is { } all)
        {
            Keys(node, ["all"]);
            return Many(all).Count == 0 ? EmptyElement(all) : new Element.AllOf([.. Many(all).Select(item => Element(item)!)]);
        }
        if (node.Entries is null)
            return new Element.One(Word(node, Vocabulary.Elements, "行为或事件") ?? "");
        Keys(node, ["when", "if", "by", "all"]);
        if (node["when"] is null)
            Bad(node.Line, "这里缺 when：写明等的是哪个行为或事件");
        return new Element.One(Word(node["when"], Vocabulary.Elements, "行为或事件") ?? "", Matcher(node["if"]), Role(node["by"]));
    }

    private Element.AnyOf EmptyElement(Node node)
    {
        Bad(node.Line, "这里的列表不能为空");
        return new Element.AnyOf([]);
    }

    public IReadOnlyList<Need> Needs(Node? node) => [.. Many(node).Select(Need)];

    private Need Need(Node node)
    {
        string[] kinds = ["done", "given", "holds", "ahead"];
        if (!Keys(node, [.. kinds, "in-order", "of"]))
            return new Need();
        if (kinds.Count(kind => node[kind] is not null) != 1)
            Bad(node.Line, "needs 的每一项只能是 done、given、holds、ahead 之一");
        if (node["in-order"] is { } order && node["done"] is null)
            Bad(order.Line, "in-order 只能与 done 一起写");
        if ((node["of"] is null) != (node["ahead"] is null))
            Bad(node.Line, "ahead 与 of 要一起写：提前多久，针对哪项义务");
        if (node["given"] is { } given && Many(given).Count == 0)
            Bad(given.Line, "这里的列表不能为空");
        return new Need(Done(node), node["given"] is null ? null : WordList(node["given"], Vocabulary.Given, "内容项"),
            Matcher(node["holds"]), Limit(node["ahead"]), Word(node["of"], Vocabulary.Duties, "义务"));
    }

    private Element? Done(Node need) => Flag(need["in-order"]) && need["done"] is { Items.Count: > 0 } steps
        ? new Element.AllOf([.. Many(steps).Select(step => Element(step)!)], InOrder: true)
        : Element(need["done"]);

    public IReadOnlyList<Effect> Effects(Node? node, IReadOnlyCollection<string> known, string what) =>
        [.. Many(node).Select(item => Effect(item, known, what))];

    private Effect Effect(Node node, IReadOnlyCollection<string> known, string what)
    {
        if (node.Entries is null)
            return new Effect(Word(node, known, what) ?? "");
        if (node.Entries is not [var (name, amount)])
        {
            Bad(node.Line, $"{what}写作一个词，或 {{cash-fine: 200}} 这样的一个键值");
            return new Effect("");
        }
        Word(node with { Scalar = name, Entries = null }, known, what);
        if (known.Contains(name) && !Vocabulary.Money.Contains(name))
            Bad(node.Line, $"{name} 不带金额");
        return Amount(name, amount);
    }

    /// <summary>The effect with its amount in yuan: a number, <c>{from: 100, to: 200}</c>, <c>{from: 100}</c> or <c>{set: NAME}</c>.</summary>
    public Effect Amount(string name, Node amount)
    {
        if (SetName(amount) is { } set)
            return new Effect(name, Set: set);
        if (amount.Entries is null)
        {
            var fixedAmount = Number(amount);
            return new Effect(name, fixedAmount, fixedAmount);
        }
        Keys(amount, ["from", "to"]);
        if (amount["from"] is null)
            Bad(amount.Line, "金额的范围要写 from");
        decimal? from = amount["from"] is { } low ? Number(low) : null;
        decimal? to = amount["to"] is { } high ? Number(high) : null;
        if (from > to)
            Bad(amount.Line, "金额的 from 大于 to");
        return new Effect(name, from, to);
    }

    public Matcher? Matcher(Node? node)
    {
        if (node is null)
            return null;
        if (node.Entries is null or [])
        {
            Bad(node.Line, "条件应是一组事实，例如 {scope: own-post}；几组之一写作 any: [...]");
            return new Matcher.All([]);
        }
        return Together([.. node.Entries.SelectMany(entry => Test(entry.Key, entry.Value))]);
    }

    private static Matcher Together(IReadOnlyList<Matcher> tests) => tests is [var only] ? only : new Matcher.All(tests);
    private static Matcher OneOf(IReadOnlyList<Matcher> tests) => tests is [var only] ? only : new Matcher.Any(tests);

    private IEnumerable<Matcher> Test(string fact, Node node)
    {
        switch (fact)
        {
            case "any": return [OneOf(Several(node))];
            case "all": return [Together(Several(node))];
            case "not": return Matcher(node) is { } inner ? [new Matcher.Not(inner)] : [];
            case "count": return Counts(node);
        }
        if (Vocabulary.EveryFact.Contains(fact))
            return [Fact(fact, node, null)];
        Bad(node.Line, $"不认识的事实 {fact}{Suggest(fact, [.. Vocabulary.EveryFact, "any", "all", "not"])}");
        return [];
    }

    private Matcher[] Several(Node node)
    {
        if (Many(node).Count == 0)
            Bad(node.Line, "这里的列表不能为空");
        return [.. Many(node).Select(item => Matcher(item)!)];
    }

    private IEnumerable<Matcher> Counts(Node node)
    {
        if (node.Entries is null or [])
            Bad(node.Line, "count 写作 {count: {计数名: {at-least: 2}}}");
        return [.. (node.Entries ?? []).Select(entry => Fact("count", entry.Value, entry.Key))];
    }

    private static readonly string[] Comparisons = ["at-least", "at-most", "over"];

    /// <summary>What is asked of one fact: a value, a list of values or tests (one of these), not, a comparison, or a parameter.</summary>
    private Matcher Fact(string fact, Node node, string? count)
    {
        var number = count is not null || Vocabulary.Numbers.Contains(fact);
        if (node.Items is { } items)
        {
            if (items.Count == 0)
                Bad(node.Line, "这里的列表不能为空");
            var plain = !number && items.All(item => item.Scalar is not null || item["set"] is not null);
            if (plain && !Vocabulary.RoleFacts.Contains(fact))
                return new Matcher.Is(fact, [.. items.Select(item => FactValue(fact, item))]);
            if (Vocabulary.RoleFacts.Contains(fact) && items.All(item => item["not"] is null))
                return new Matcher.Holds(fact, Roles(node));
            return OneOf([.. items.Select(item => Fact(fact, item, count))]);
        }
        if (node["not"] is { } not)
        {
            Keys(node, ["not"]);
            return new Matcher.Not(Fact(fact, not, count));
        }
        if (Vocabulary.RoleFacts.Contains(fact))
            return new Matcher.Holds(fact, [Role(node)!]);
        if (!number)
            return new Matcher.Is(fact, [FactValue(fact, node)]);
        if (node.Entries is null || node["set"] is not null)
            return new Matcher.Compares(fact, Comparison.Equal, NumberValue(node), count);
        Keys(node, Comparisons);
        return Together([.. node.Entries.Where(entry => Comparisons.Contains(entry.Key))
            .Select(entry => new Matcher.Compares(fact, Compare(entry.Key), NumberValue(entry.Value), count))]);
    }

    private static Comparison Compare(string word) => word switch
    {
        "at-least" => Comparison.AtLeast,
        "at-most" => Comparison.AtMost,
        _ => Comparison.Over,
    };

    private Value NumberValue(Node node) => Value(node, scalar => Number(scalar))!.Value;

    /// <summary>Words that the pack declares are left to the checker, which sees the whole pack.</summary>
    private Value FactValue(string fact, Node node) => Value(node, scalar =>
    {
        if (Vocabulary.TrueOrFalse.Contains(fact))
            Flag(scalar);
        else if (Vocabulary.Facts.TryGetValue(fact, out var values))
            Word(scalar, values, $"值（{fact}）");
        else if (fact == "sanction")
            Word(scalar, Vocabulary.Sanctions, $"值（{fact}）");
        else
            Text(scalar);
    })!.Value;
}
