using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Replays;

/// <summary>A matter as it was judged, or would have been: its state, the questions of responsibility it opened, and what the rules say against acts that were done all the same.</summary>
public sealed record Judged(Regime Regime, Matter Matter, IReadOnlyList<FindingOpened> Findings, IReadOnlyList<(Done Act, Refusal Refusal)> Refused)
{
    /// <summary>The last look at it, where live bearers are found.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>What a draft makes of one recorded matter. It is judged otherwise when there are differences; <see cref="Drift"/> is what no longer comes out as recorded even under its own packs.</summary>
public sealed record Replayed(MatterKey Key, DateTimeOffset OpenedAt, IReadOnlyList<Difference> Differences, IReadOnlyList<Difference> Drift);

/// <summary>
/// 重放: decides recorded matters anew under a draft. What people did stays done, at its moment; the clock runs between. Nothing is written anywhere.
/// Acts that were refused left no record, so what a draft would newly allow does not show; a finding's own matter is a chain of people's decisions and is not decided anew.
/// </summary>
public static class Replaying
{
    /// <param name="key">A case or project.</param>
    /// <param name="recorded">Its history from the beginning, in order; what happened after <paramref name="until"/> is left out.</param>
    /// <param name="regime">What is in force now, with the versions that were; its directory, calendar and parameters stand for all times.</param>
    /// <param name="draft">Takes the place of the pack of its id, or its place in the order of precedence (last when it was never in force) where it would bind the matter.</param>
    /// <param name="until">Up to this moment inclusive; not later than what the record covers.</param>
    /// <exception cref="ArgumentException">The history does not begin with the act that begins such a matter.</exception>
    public static Replayed Of(MatterKey key, IReadOnlyList<Event> recorded, Regime regime, Pack draft, DateTimeOffset until)
    {
        List<Event> history = [.. recorded.TakeWhile(happened => happened.At <= until)];
        List<Act> acts = [.. history.OfType<Acted>().Select(acted => new Act(acted.Act, acted.By, acted.At, acted.With))];
        if (acts is not [var first, ..] || !Deciding.Begins(key.Kind).Contains(first.Name)) throw new ArgumentException($"{key} does not begin with its registration.", nameof(recorded));
        var matter = Matter.Replay(key, history);
        List<Pack> own = [.. regime.For(matter).Binding(matter)];
        var was = Lapsed(regime with { Packs = own }, matter, [.. history.OfType<FindingOpened>()], [], until);
        var would = Again(key, acts, regime with { Packs = With(draft, own, regime) }, until);
        var differences = Differences.Between(was, would);
        if (differences.Count == 0) return new(key, matter.OpenedAt, [], []);
        // Something is otherwise than recorded. What also is without the draft is not its doing: the directory, the calendar or a parameter has changed since.
        var anew = Again(key, acts, regime with { Packs = own }, until);
        return new(key, matter.OpenedAt, Differences.Between(anew, would), Differences.Between(was, anew with { Refused = [] }));
    }

    private static Judged Again(MatterKey key, IReadOnlyList<Act> acts, Regime regime, DateTimeOffset until)
    {
        var (matter, findings, refused) = (new Matter(key), new List<FindingOpened>(), new List<(Done, Refusal)>());
        foreach (var act in acts)
        {
            var (done, refusals) = Deciding.Again(regime, matter, act);
            matter = done.Matter;
            findings.AddRange(done.Events.OfType<FindingOpened>());
            refused.AddRange(refusals.Select(refusal => (matter.Acts[^1], refusal)));
        }
        return Lapsed(regime, matter, findings, refused, until);
    }

    /// <summary>The watch may not have looked yet when the record ends: what is overdue by then counts as overdue.</summary>
    private static Judged Lapsed(Regime regime, Matter matter, IReadOnlyList<FindingOpened> findings, IReadOnlyList<(Done, Refusal)> refused, DateTimeOffset until)
    {
        var lapsed = Deciding.Lapse(regime, matter, until);
        return new(regime.For(lapsed.Matter), lapsed.Matter, [.. findings, .. lapsed.Events.OfType<FindingOpened>()], refused) { At = until };
    }

    private static List<Pack> With(Pack draft, List<Pack> own, Regime regime)
    {
        if (own.Exists(pack => pack.Id == draft.Id)) return own.ConvertAll(pack => pack.Id == draft.Id ? draft : pack);
        HashSet<string> later = [.. regime.Packs.SkipWhile(pack => pack.Id != draft.Id).Select(pack => pack.Id)];
        var place = own.FindIndex(pack => later.Contains(pack.Id));
        return place < 0 ? [.. own, draft] : [.. own[..place], draft, .. own[place..]];
    }
}
