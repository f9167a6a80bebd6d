using Shouwen.Judging;
using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Web.Packs;

/// <summary>
/// What a rule of a pack does, said in one Chinese sentence: the conditions, roles, limits and needs of the language in the words of <see cref="Words"/>.
/// A parameter reads as its value here, or as the question that is still open.
/// </summary>
public sealed class PackWords(Pack pack, Regime regime, IReadOnlyList<Pack> shipped)
{
    /// <summary>《首问责任制》: another regulation by its title.</summary>
    public string Title(string id) => shipped.FirstOrDefault(other => other.Id == id) is { } other ? $"《{other.Title}》" : id;

    public string Role(Role role) => role.Of is { } of ? role.Name == "unit" ? $"{Role(of)}所在部门" : $"{Role(of)}的{Words.Body(role.Name)}" : Named(role.Name);

    public string Roles(IEnumerable<Role> roles) => string.Join("、", roles.Select(Role));

    public string Acts(IEnumerable<string> names) => string.Join("、", names.Select(Act));

    /// <summary>An act, or an event that nobody performs.</summary>
    public static string Act(string name) => name switch
    {
        "told" => "客户得到答复", "flagged" => "标记特殊情形", "breached" => "逾期", "back-at-post" => "回到岗位", "appointed" => "任命", "adopted" => "采用本制度", "outside" => "认定超出职责范围",
        "redo" => "重办", "always" => "任何时候", _ => Words.Act(name),
    };

    public string Limit(Limit limit) => limit.Set is { } name
        ? regime.Setting(pack, name) is { } node && Limits.Parse(node) is { } filled ? Words.Limit(Limits.Write(filled)) : $"时限待定（{pack.Parameter(name)?.Ask}）"
        : Words.Limit(Limits.Write(limit));

    public string Value(string fact, Value value) => value.Set is { } name ? Setting(name) : fact switch
    {
        "clause" => value.Text!,
        "channel-class" or "kind-class" or "subject" => Declared(value.Text!),
        "duty" => Words.Duty(value.Text!),
        "sanction" => Words.Sanction(value.Text!),
        // Kinds of findings are names inside the pack; people know them by their clause.
        "finding" => $"{pack.Of<FindingRule>().FirstOrDefault(rule => rule.Finding == value.Text)?.Clause ?? value.Text}所列情形",
        _ => FactWords.Value(fact, value.Text!),
    };

    /// <summary>The present value of a parameter, or its question.</summary>
    public string Setting(string name) => regime.Setting(pack, name) is { } node ? Read(node) : $"待定（{pack.Parameter(name)?.Ask}）";

    /// <summary>A value by itself: a limit, a word, a list.</summary>
    public static string Read(Node node) => node.Scalar is { } scalar ? Limits.Parse(node) is { } word ? Words.Limit(Limits.Write(word)) : Words.Value("channel", scalar) is var channel && channel != scalar ? channel : FactWords.Thing(scalar)
        : Limits.Parse(node) is { } limit ? Words.Limit(Limits.Write(limit))
        : node.Items is { } items ? string.Join("、", items.Select(Read))
        : node["from"] is { } least ? $"{Read(least)}{(node["to"] is { } most ? $"–{Read(most)}" : " 以上")}" : string.Join("；", node.Entries!.Select(entry => $"{entry.Key} {Read(entry.Value)}"));

    /// <summary>A value of a parameter, in the words of what it may hold.</summary>
    public static string Read(SetRule? set, Node node) => set?.Of is { } of && node.Items is { } items ? items.Count == 0 ? "都不用" : string.Join("、", items.Select(item => Words.Value(of.Fact, item.Scalar ?? ""))) : Read(node);

    public string If(Matcher? matcher) => matcher is null ? "" : $"{Holds(matcher)}时，";

    public string Holds(Matcher matcher) => matcher switch
    {
        Matcher.All all => string.Join("，且", all.Of.Select(Holds)),
        Matcher.Any any => string.Join("，或", any.Of.Select(Holds)),
        Matcher.Not { Of: Matcher.Is { Values: [{ Text: "true" }] } test } => $"没有{FactWords.Say(test.Fact)}",
        Matcher.Not not => $"不是（{Holds(not.Of)}）",
        Matcher.Is { Values: [{ Text: "true" }] } test => FactWords.Say(test.Fact),
        Matcher.Is { Values: [{ Text: "false" }] } test => $"没有{FactWords.Say(test.Fact)}",
        Matcher.Is { Fact: "done" } test => $"已办过{string.Join("或", test.Values.Select(value => Act(value.Text!)))}",
        Matcher.Is test => $"{FactWords.Say(test.Fact)}为{string.Join("或", test.Values.Select(value => Value(test.Fact, value)))}",
        Matcher.Compares test => $"{(test.Count is { } count ? Counted(count) : FactWords.Say(test.Fact))}{Comparisons[test.Comparison]} {(test.Than.Set is { } set ? Setting(set) : test.Than.Text)}",
        Matcher.Holds test => $"{FactWords.Say(test.Fact)}是{string.Join("或", test.Roles.Select(Role))}",
        _ => "",
    };

    public string When(Element element) => element switch
    {
        Element.One one => $"{(one.By is { } by ? Role(by) : "")}{Act(one.Name)}{(one.If is { } condition ? $"（{Holds(condition)}）" : "")}",
        Element.AnyOf any => string.Join("或", any.Of.Select(When)),
        Element.AllOf all => string.Join(all.InOrder ? "，再" : "，并", all.Of.Select(When)),
        _ => "",
    };

    public string Need(Need need) => need switch
    {
        { Given: { } keys } => $"写明{string.Join("、", keys.Select(Words.Field))}",
        { Done: { } element } => $"先完成{When(element)}",
        { Holds: { } matcher } => Holds(matcher),
        { Ahead: { } limit } => $"在{(need.AheadOf is { } of ? Words.Duty(of) : "")}到期前{Limit(limit).Replace("内", "", StringComparison.Ordinal)}提出",
        _ => "",
    };

    /// <summary>A role or body by the pack's own name where it has one in the script of these sentences.</summary>
    private string Named(string name) => pack.Script != "zh-Hans" ? Words.Body(name)
        : pack.Of<WordRule>().FirstOrDefault(word => word.Word == name && (word.Is is "role" or "body"))?.Says ?? Words.Body(name);

    public string Counted(string name) => pack.Of<CountRule>().FirstOrDefault(rule => rule.Count == name) is { } rule
        ? $"{(rule.Of.Contains("sanction") ? "受处理" : Acts(rule.Of))}的次数" : "次数";

    private string Declared(string name) => pack.Of<WordRule>().FirstOrDefault(word => word.Word == name)?.Says ?? name;

    public string Form(string? name) => name is null ? "记录" : pack.Of<WordRule>().FirstOrDefault(word => word.Word == name && word.Is == "form")?.Says ?? "表单";

    private static readonly Dictionary<Comparison, string> Comparisons = new()
    {
        [Comparison.AtLeast] = "不少于", [Comparison.AtMost] = "不超过", [Comparison.Over] = "超过", [Comparison.Equal] = "等于",
    };
}
