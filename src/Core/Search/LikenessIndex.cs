namespace Shouwen.Search;

/// <summary>
/// Finds which of very many requests are alike without comparing with all: each is filed under its rarest signs, each sign keeps the newest only. Grows request by request; what it
/// holds is bounded by <paramref name="most"/> requests. The site keeps the same in its database; this one is for measuring and for a list in memory.
/// </summary>
public sealed class LikenessIndex(int most = 100_000)
{
    /// <summary>Signs a request is filed under.</summary>
    public const int Signs = 24;

    /// <summary>Of one sign, how many of the newest requests are looked at.</summary>
    public const int Newest = 200;

    /// <summary>How many candidates are compared in full.</summary>
    public const int Candidates = 60;

    private sealed record Entry(string Id, DateTimeOffset At, Signature Signature, IReadOnlyList<string> FiledUnder);

    private readonly Dictionary<string, LinkedList<Entry>> _filed = [];
    private readonly Queue<Entry> _entries = new();

    public Rarity Rarity { get; } = new();

    public void Add(string id, DateTimeOffset at, Signature signature)
    {
        Rarity.Add(signature);
        var entry = new Entry(id, at, signature, Rarity.Rarest(signature, Signs));
        _entries.Enqueue(entry);
        foreach (var sign in entry.FiledUnder)
        {
            if (!_filed.TryGetValue(sign, out var file)) _filed[sign] = file = new();
            file.AddFirst(entry);
            if (file.Count > Newest) file.RemoveLast();
        }
        if (_entries.Count <= most) return;
        var oldest = _entries.Dequeue();
        foreach (var sign in oldest.FiledUnder)
            if (_filed.TryGetValue(sign, out var file) && file.Remove(oldest) && file.Count == 0) _filed.Remove(sign);
    }

    /// <summary>Those alike, best first, none below <see cref="Likeness.Enough"/>.</summary>
    public IReadOnlyList<(string Id, double Score)> Find(DateTimeOffset at, Signature signature, int atMost)
    {
        var common = new Dictionary<Entry, double>(ReferenceEqualityComparer.Instance);
        foreach (var sign in Rarity.Rarest(signature, Signs))
            if (_filed.TryGetValue(sign, out var file))
                foreach (var entry in file) common[entry] = common.GetValueOrDefault(entry) + Rarity.Weight(sign);
        return [.. common.OrderByDescending(pair => pair.Value).Take(Candidates)
            .Select(pair => (pair.Key.Id, Score: Likeness.Of(signature, pair.Key.Signature, at - pair.Key.At, Rarity)))
            .Where(found => found.Score >= Likeness.Enough).OrderByDescending(found => found.Score).Take(atMost)];
    }
}
