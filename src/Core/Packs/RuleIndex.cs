using System.Collections.Concurrent;

namespace Shouwen.Packs;

/// <summary>A pack's rules by kind, and by the act or event that sets them off, each in the order of the file: a decision looks at the few rules that may speak, not at all.</summary>
internal sealed class RuleIndex(IReadOnlyList<Rule> rules)
{
    private readonly ConcurrentDictionary<Type, object> _kinds = new();
    private readonly ConcurrentDictionary<Type, object> _setOff = new();
    private readonly Lazy<Dictionary<string, Rule>> _keys = new(() => rules.DistinctBy(rule => rule.Key).ToDictionary(rule => rule.Key));

    public IReadOnlyList<Rule> Rules { get; } = rules;

    public IReadOnlyList<T> Of<T>() where T : Rule => (T[])_kinds.GetOrAdd(typeof(T), static (_, rules) => rules.OfType<T>().ToArray(), Rules);

    public IReadOnlyList<T> On<T>(string name) where T : Rule =>
        ((Dictionary<string, T[]>)_setOff.GetOrAdd(typeof(T), static (_, index) => index.BySetOff<T>(), this)).GetValueOrDefault(name, []);

    public Rule? Keyed(string key) => _keys.Value.GetValueOrDefault(key);

    private Dictionary<string, T[]> BySetOff<T>() where T : Rule => Of<T>().SelectMany(rule => SetOffBy(rule).Distinct().Select(name => (Name: name, Rule: rule)))
        .GroupBy(pair => pair.Name).ToDictionary(pairs => pairs.Key, pairs => pairs.Select(pair => pair.Rule).ToArray());

    /// <summary>The acts and events that may set a rule off; the empty name for one that waits for none.</summary>
    private static IEnumerable<string> SetOffBy(Rule rule) => rule switch
    {
        GateRule gate => gate.Acts,
        RecordRule record => record.Acts,
        RightRule right => right.May,
        NotifyRule notify => Names(notify.At),
        OwnershipRule ownership => Names(ownership.From),
        DutyRule duty => Names(duty.From),
        FindingRule finding => Names(finding.From),
        _ => [""],
    };

    private static IEnumerable<string> Names(Element? element) => element is null ? [""] : Walk.Ones(element).Select(one => one.Name);
}
