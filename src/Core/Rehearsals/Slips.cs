using Shouwen.Accountability;
using Shouwen.Packs;

namespace Shouwen.Rehearsals;

/// <summary>
/// Slips of the pen in a story: a key, a value, a sanction one letter away from one that is known. Said with the word that was meant, because a misspelt word would play a different story and
/// hold for nothing. A word that resembles none is left alone: forms may carry more than rules ask.
/// </summary>
internal static class Slips
{
    private static readonly HashSet<string> Keys =
    [
        .. Vocabulary.Given.Select(key => key.Split('.')[0]), .. Vocabulary.EveryFact, "case", "cases", "about-case", "complaint", "project", "finding", "order", "customer", "subject", "territory", "vendor",
        "addressed-to", "entered-by", "event-leader", "flags", "complainee", "protect", "form", "granted", "due", "from", "at", "hand-over", "participants", "chair", "authority", "source", "flow", "user", "need",
        "equipment", "people", "role", "item", "items", "title", "matter", "area", "keywords", "expects", "grounds", "factors", "sanctions", "rulebook", "main", "month", "period", "grade", "score", "year", "ranking",
        "places", "population", "sample", "service-line", "segment", "draw", "confirmed", "behalf", "no", "number", "aside", "becomes", "parent", "measure", "measures", "dates",
    ];

    private static readonly HashSet<string> OfCustomer = ["name", "phone", "email", "unit", "address", "tier", "segment", "anonymous", "vexatious"];

    /// <summary>Keys of an act whose values are one of a closed list, with the fact that lists them.</summary>
    private static readonly Dictionary<string, (string Key, string Fact)[]> Closed = new()
    {
        ["register"] = [("scope", "scope"), ("channel", "channel"), ("kind", "kind"), ("urgency", "urgency"), ("wish", "wish"), ("flags", "flag"), ("customer.tier", "tier"), ("customer.segment", "segment"), ("limit.source", "limit-source")],
        ["transfer"] = [("mode", "mode")],
        ["determine"] = [("verdict", "verdict"), ("causes", "causes"), ("criteria", "criteria")],
        ["classify"] = [("consequence", "consequence")],
    };

    /// <summary>What is misspelt in what an act carries, each with the place it stands at.</summary>
    public static IEnumerable<(Node Node, string Reason)> In(string? act, Node with)
    {
        foreach (var (key, value) in with.Entries ?? [])
            if (Meant(key, Keys) is { } meant) yield return (value, $"不认识的键 {key}，是不是 {meant}？");
        foreach (var (key, value) in with["customer"]?.Entries ?? [])
            if (Meant(key, OfCustomer) is { } meant) yield return (value, $"不认识的键 {key}，是不是 {meant}？");
        foreach (var (path, fact) in Closed.GetValueOrDefault(act ?? "") ?? [])
        {
            IReadOnlyList<string> allowed = fact == "segment" ? [.. Vocabulary.Facts[fact], "external", "anonymous", "vexatious"] : Vocabulary.Facts[fact];
            if (path.Split('.').Aggregate((Node?)with, (node, key) => node?[key]) is { } said)
                foreach (var value in said.Items ?? [said])
                    if (value.Scalar is { } word && Meant(word, allowed) is { } meant) yield return (value, $"{path} 没有 {word}，是不是 {meant}？可以写：{string.Join("、", allowed)}");
        }
    }

    /// <summary>What is misspelt in the name of a sanction, a reward or a grade; null where nothing is.</summary>
    public static string? Sanction(string word) => Meant(word, [.. Vocabulary.Sanctions, .. Vocabulary.Rewards, .. Grading.Scale]) is { } meant ? $"没有处理或奖励 {word}，是不是 {meant}？" : null;

    /// <summary>An unknown word of its kind, with the one that was meant where there is such a one.</summary>
    public static string Unknown(string kind, string word, IReadOnlyCollection<string> known) => $"不认识的{kind} {word}{(Meant(word, known) is { } meant ? $"，是不是 {meant}？" : "")}";

    /// <summary>The known word that is one letter away: one too many, too few, wrong, or two that changed places. Null for a known word and for one like none.</summary>
    public static string? Meant(string word, IReadOnlyCollection<string> known) => word.Length < 3 || known.Contains(word) ? null : known.Where(one => one.Length > 2).FirstOrDefault(one => IsOneAway(word, one));

    private static bool IsOneAway(string word, string other)
    {
        if (Math.Abs(word.Length - other.Length) > 1) return false;
        var same = 0;
        while (same < word.Length && same < other.Length && word[same] == other[same]) same++;
        var (rest, left) = (word[same..], other[same..]);
        return rest.Length > left.Length ? rest[1..] == left : rest.Length < left.Length ? rest == left[1..]
            : rest.Length == 0 || rest[1..] == left[1..] || rest.Length > 1 && rest[0] == left[1] && rest[1] == left[0] && rest[2..] == left[2..];
    }
}
