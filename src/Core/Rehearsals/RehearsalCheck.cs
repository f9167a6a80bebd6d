using System.Globalization;
using Shouwen.Calendar;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Rehearsals;

/// <summary>
/// Whether a rehearsal file says only what can be looked up: mappings where mappings belong, known keys, states and duties, readable numbers, days and times.
/// A slip of the pen would otherwise hold for nothing, or break the play.
/// </summary>
internal sealed class RehearsalCheck(string file, List<Problem> problems)
{
    private static readonly Dictionary<string, string[]> InEntry = new()
    {
        ["duties"] = ["duty", "bearer", "owed-to", "due", "state", "clause", "count", "segment", "period", "pack"],
        ["findings"] = ["against", "duty", "kind", "clause", "main", "rule-source", "pack"],
        ["proposals"] = ["person", "unit", "sanction", "wording", "amount", "clause", "pack"],
        ["deductions"] = ["unit", "percent", "clause", "state", "total", "pack"],
        ["wages"] = ["person", "month", "amount", "pack"],
    };

    private static readonly string[] States = ["open", "met", "breached", "late", "paused", "waived"];
    private static readonly string[] Statuses =
        ["registered", "handling", "awaiting-transfer", "awaiting-takeover", "paused", "resolved", "informed", "called-back", "redo", "closed", "archived"];

    private static readonly string[] Named = ["bearer", "owed-to", "against", "person", "unit"];

    /// <summary>Who can be looked for: whoever the organisation or a step before names, roles, customer and system. What is expected of nobody would hold for nothing.</summary>
    private readonly HashSet<string> _names = [.. Vocabulary.Roles, "customer", "system"];

    /// <summary>Whether the story says who there is.</summary>
    private bool _peopled;

    private static readonly string[] Numbers = ["percent", "total", "amount", "count"];

    public void Organisation(Node node)
    {
        Mapping(node, "organisation");
        _peopled = node["units"] is not null || node["people"] is not null;
        _names.UnionWith(Said(node));
        foreach (var (list, key) in ((string, string)[])[("units", "id"), ("people", "id"), ("duty-roster", "person"), ("absences", "person")])
            foreach (var entry in node[list]?.Items ?? [])
                if (Mapping(entry, list) && string.IsNullOrEmpty(entry[key]?.Scalar)) Wrong(entry, $"{list} 中的一项缺少 {key}");
        foreach (var shift in Items(node["shifts"]))
            if (!Shift.TryRead(shift.Scalar ?? "", out _)) Wrong(shift, $"看不懂班次“{shift.Scalar}”，请写成 08:30-12:00");
        foreach (var day in Items(node["closed"]).Concat(Items(node["open"]))) Day(day);
        foreach (var entry in (node["duty-roster"]?.Items ?? []).Concat(node["absences"]?.Items ?? []))
            foreach (var key in (string[])["from", "to"])
                if (entry[key] is { } at) Time(at);
                else if (entry.Entries is not null) Wrong(entry, $"这一项缺少 {key}");
        if (node["set"] is { } set) Mapping(set, "set");
    }

    public void Step(Node node)
    {
        if (!Mapping(node, "steps")) return;
        if (node["at"] is { } at) Time(at);
        if (node["with"] is { } with && Mapping(with, "with"))
            foreach (var (where, reason) in Slips.In(node["do"]?.Scalar, with)) Wrong(where, reason);
        _names.UnionWith(Said(node["by"]).Concat(Said(node["with"])));
        if (node["refused"] is { } refused && Mapping(refused, "refused")) Known(refused, ["clause", "code", "pack"]);
        if (node["expect"] is { } expect && Mapping(expect, "expect"))
            foreach (var (key, value) in expect.Entries!) Expected(key, value);
    }

    private void Expected(string key, Node value)
    {
        if (!Expectations.Keys.Contains(key)) Wrong(value, $"不认识的期望 {key}");
        else if (InEntry.TryGetValue(key.StartsWith("no-", StringComparison.Ordinal) ? key[3..] : key, out var keys))
            foreach (var entry in Items(value)) Entry(key, entry, keys);
        else if (key == "status" && !Statuses.Contains(value.Scalar)) Wrong(value, $"不认识的状态 {value.Scalar}");
        else if (key == "fund") Number(value);
        else if (key == "kept-until") Day(value);
        else if (key is "first-contact" or "handler" or "lead" or "chain" or "notified" or "not-notified")
            foreach (var name in Items(value)) Name(name);
        else if (key is "sees" or "does-not-see") Mapping(value, key);
        else if (key is "counts" or "may" or "may-not" && Mapping(value, key))
            foreach (var (name, inner) in value.Entries!)
                if (key == "counts") foreach (var number in Mapping(inner, name) ? inner.Entries! : []) Number(number.Value);
                else
                {
                    Name(name, inner);
                    foreach (var act in Items(inner))
                        if (!Vocabulary.Acts.Contains(act.Scalar ?? "") && !House.Acts.Contains(act.Scalar ?? "")) Wrong(act, Slips.Unknown("动作", act.Scalar ?? "", Vocabulary.Acts));
                }
    }

    private void Entry(string list, Node entry, string[] keys)
    {
        if (!Mapping(entry, list)) return;
        Known(entry, keys);
        foreach (var (key, value) in entry.Entries!)
        {
            if (Numbers.Contains(key) && value.Scalar is not null) Number(value);
            if (Named.Contains(key)) Name(value);
            if (key == "sanction" && value.Scalar is { } word && Slips.Sanction(word) is { } reason) Wrong(value, reason);
            if (key == "due" && !IsBlank(value)) Time(value);
            if (key == "state" && list.EndsWith("duties", StringComparison.Ordinal) && !States.Contains(value.Scalar)) Wrong(value, $"不认识的责任状态 {value.Scalar}");
            if (key == "duty" && !Vocabulary.Acts.Contains(value.Scalar ?? "") && value.Scalar != "redo" && House.Rules.Keyed<DutyRule>(value.Scalar ?? "") is null) Wrong(value, Slips.Unknown("责任", value.Scalar ?? "", Vocabulary.Duties));
        }
    }

    public void Known(Node node, string[] keys)
    {
        foreach (var entry in node.Entries ?? [])
            if (!keys.Contains(entry.Key)) Wrong(entry.Value, $"不认识的键 {entry.Key}");
    }

    private bool Mapping(Node node, string what)
    {
        if (node.Entries is null && !IsBlank(node)) Wrong(node, $"{what} 要写成“键: 值”");
        return node.Entries is not null;
    }

    private void Name(Node node)
    {
        if (node.Scalar is { } name && !IsBlank(node)) Name(name, node);
    }

    private void Name(string name, Node node)
    {
        if (_peopled && !_names.Contains(name) && Party.TryParse(name) is null) Wrong(node, $"没有这个人、部门或角色：{name}");
    }

    private void Number(Node node)
    {
        if (!decimal.TryParse(node.Scalar, NumberStyles.Number, CultureInfo.InvariantCulture, out _)) Wrong(node, $"“{node.Scalar}”不是数");
    }

    private void Day(Node node)
    {
        if (!DateOnly.TryParseExact(node.Scalar, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) Wrong(node, $"看不懂日期“{node.Scalar}”，请写成 2026-03-06");
    }

    private void Time(Node node)
    {
        if (!Moments.IsWritten(node.Scalar)) Wrong(node, $"看不懂时间“{node.Scalar}”，请写成 2026-03-06T17:30");
    }

    /// <summary>A key with nothing behind it: <c>refused:</c> asks for any refusal, <c>due:</c> for none.</summary>
    private static bool IsBlank(Node node) => node.Scalar is "" or "~" or "null";

    /// <summary>Every word there, at whatever depth.</summary>
    private static IEnumerable<string> Said(Node? node) => node is null ? [] : node.Scalar is { } word ? [word] : [.. (node.Items ?? []).SelectMany(Said), .. (node.Entries ?? []).SelectMany(entry => Said(entry.Value))];

    private static IEnumerable<Node> Items(Node? node) => node?.Items ?? (node is null ? [] : [node]);
    private void Wrong(Node node, string reason) => problems.Add(new(file, node.Line, reason));
}
