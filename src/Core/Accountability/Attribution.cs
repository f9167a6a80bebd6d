using Shouwen.Cases;

namespace Shouwen.Accountability;

/// <summary>A stretch of a case in one pair of hands. The start is included, the end is not; null while it lasted. <see cref="Main"/>: the main responsibility was put on it.</summary>
public sealed record Held(Party Holder, DateTimeOffset From, DateTimeOffset? Until, bool Main);

/// <summary>
/// Who held a case when, as it stood when a finding was opened: what happens to the case afterwards never changes it. The main responsibility lies on one link and no more: whom the finding
/// was opened against as such, or whom a later attribution names.
/// </summary>
public static class Attribution
{
    /// <summary>Everybody who ever had the case in hand, or was on the way to have it.</summary>
    public static IReadOnlyList<Party> Holders(Matter about) => [.. about.Chain.Links.Select(link => link.Holder).Concat(about.Chain.Pending is { } pending ? (Party[])[pending.To, pending.Giver] : []).Distinct()];

    /// <summary>The one who bears the main responsibility; null while nobody was named.</summary>
    public static Party? Main(Matter finding) => finding.Last("attribute")?.With.Text("to") is { } to ? Party.TryParse(to) ?? Party.Person(to) : finding.Finding is { Main: true } opened ? opened.Against : null;

    /// <summary>The hands the case went through until the finding was opened, the first contact first.</summary>
    /// <param name="key">The case.</param>
    /// <param name="history">Its whole history.</param>
    /// <param name="finding">The finding.</param>
    public static IReadOnlyList<Held> Frozen(MatterKey key, IEnumerable<Event> history, Matter finding)
    {
        var (held, matter, main) = (new List<Held>(), new Matter(key), Main(finding));
        // Only what was before: events of the same moment belong to the act that opened it.
        foreach (var happened in history.TakeWhile(happened => happened.At <= finding.OpenedAt))
        {
            matter = matter.Apply(happened);
            if (matter.Chain.Links.IsEmpty || held is [.., var last] && last.Holder == matter.Chain.Holding.Holder) continue;
            if (held.Count > 0) held[^1] = held[^1] with { Until = happened.At };
            held.Add(new(matter.Chain.Holding.Holder, happened.At, null, false));
        }
        var one = held.FindLastIndex(stretch => stretch.Holder == main);
        return [.. held.Select((stretch, i) => stretch with { Main = i == one })];
    }
}
