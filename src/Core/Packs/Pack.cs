namespace Shouwen.Packs;

/// <summary>
/// A policy pack 制度包: one regulation as data. Rules keep the order of the file; where several match, the first decides.
/// </summary>
public sealed record Pack
{
    public required string Id { get; init; }

    /// <summary>Other names of the same regulation in lists of lines (an earlier issue, a reprint): their lines are its own.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];
    public required string Title { get; init; }
    public string? Issuer { get; init; }
    public string? Number { get; init; }
    public string? Version { get; init; }

    /// <summary><c>zh-Hans</c> or <c>zh-Hant</c>: the script the regulation is written in.</summary>
    public string Script { get; init; } = "zh-Hans";
    public DateOnly? Effective { get; init; }

    /// <summary>The parameter that gives the effective date, where the regulation prints none.</summary>
    public string? EffectiveSet { get; init; }

    /// <summary>The file it was read from, for messages.</summary>
    public string File { get; init; } = "";

    /// <summary>A short stable hash of the file's text: the version a case keeps.</summary>
    public required string Hash { get; init; }

    /// <summary>How a matter notes the version it is bound by: <c>id@hash</c>.</summary>
    public string Mark => _mark ??= $"{Id}@{Hash}";

    /// <summary>The id in a mark.</summary>
    public static string IdOf(string mark) => mark.Split('@')[0];

    /// <summary>Clause mark → what it says in one sentence, in the order of the file.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Clauses { get; init; }

    /// <summary>Clause mark → the line of the file that declares it.</summary>
    public IReadOnlyDictionary<string, int> ClauseLines { get; init; } = new Dictionary<string, int>();

    public required IReadOnlyList<Rule> Rules { get; init; }

    public IReadOnlyList<DutyRule> Duties => Of<DutyRule>();
    public IReadOnlyList<GateRule> Gates => Of<GateRule>();

    /// <summary>The rules of a kind, in the order of the file.</summary>
    public IReadOnlyList<T> Of<T>() where T : Rule => Index.Of<T>();

    /// <summary>Those of them that an act or event may set off, however it is combined with others; those that wait for none under the empty name.</summary>
    public IReadOnlyList<T> On<T>(string name) where T : Rule => Index.On<T>(name);

    /// <summary>The rule of that key and kind.</summary>
    public T? Keyed<T>(string key) where T : Rule => Index.Keyed(key) as T;

    public bool IsCalled(string id) => Id == id || Also.Contains(id);

    public SetRule? Parameter(string name) => Of<SetRule>().FirstOrDefault(rule => rule.Name == name);
    public string? ClauseText(string clause) => Clauses.FirstOrDefault(entry => entry.Key == clause).Value;

    private string? _mark;
    private RuleIndex? _index;

    /// <summary>A copy with other rules has another index.</summary>
    private RuleIndex Index => _index is { } index && ReferenceEquals(index.Rules, Rules) ? index : _index = new(Rules);
}
