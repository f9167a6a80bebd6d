namespace Shouwen.Packs;

/// <summary>
/// Where two packs in force together say different things on one case, and whose word holds: <see cref="Wins"/> is the rule that does, null where both stand
/// side by side. <see cref="Example"/> names facts of such a case, empty when any case will do.
/// </summary>
public sealed record Conflict(string About, Pack Earlier, Rule First, Pack Later, Rule Second, Rule? Wins, string Why, string Example)
{
    public override string ToString() =>
        $"{About}：《{Earlier.Title}》{First.Clause}（{First.Key}）与《{Later.Title}》{Second.Clause}（{Second.Key}）；{Why}{(Example.Length == 0 ? "" : $"；例如 {Example}")}";
}

/// <summary>
/// Packs that are in force together, compared two by two: duties and limits add up; who answers, which unit, what a view shows is said by the first pack that has a rule;
/// what a pack forbids or keeps for some yields to a duty or right of an earlier pack and holds against a later one; the longest retention holds.
/// </summary>
public static class ConflictCheck
{
    /// <param name="packs">In order of precedence.</param>
    /// <returns>In the order of the pairs; empty where no two rules meet.</returns>
    public static IReadOnlyList<Conflict> Of(IReadOnlyList<Pack> packs)
    {
        var found = new List<Conflict>();
        for (var i = 0; i < packs.Count; i++)
            for (var j = i + 1; j < packs.Count; j++)
                if (Satisfiable.Example(packs[i], Scope(packs[i]), packs[j], Scope(packs[j])) is not null)
                    found.AddRange([.. Duties(packs[i], packs[j]), .. Places(packs[i], packs[j]), .. Gates(packs[i], packs[j]), .. Views(packs[i], packs[j]), .. Kept(packs[i], packs[j])]);
        return found;
    }

    /// <summary>The same act owed from the same event, by others or in another time: both clocks run, one act discharges both.</summary>
    private static IEnumerable<Conflict> Duties(Pack one, Pack other)
    {
        foreach (var first in one.Duties.Where(duty => duty.From is not null))
            foreach (var second in other.Duties.Where(duty => duty.From is not null && duty.Duty == first.Duty && (!duty.Bearers.SequenceEqual(first.Bearers) || Length(duty) != Length(first))))
                if (Walk.Ones(first.From).Select(from => from.Name).Intersect(Walk.Ones(second.From).Select(from => from.Name)).Any() && Example(one, first, other, second) is { } example)
                    yield return new($"义务 {first.Duty}", one, first, other, second, null, first.Bearers.SequenceEqual(second.Bearers) ? "期限不同，各自计时，先到的先办" : "责任人不同，各自承担", example);
    }

    private static string Length(DutyRule duty) => duty.Within?.ToString() ?? duty.Until ?? "";

    /// <summary>Who takes a place: the first pack with a matching rule decides alone.</summary>
    private static IEnumerable<Conflict> Places(Pack one, Pack other)
    {
        foreach (var first in one.Of<OwnershipRule>().Where(rule => rule.As != "link"))
            foreach (var second in other.Of<OwnershipRule>().Where(rule => rule.As == first.As && rule.Who != first.Who))
                if (Meet(first.From, second.From) && Example(one, first, other, second) is { } example)
                    yield return new($"位置 {first.As}", one, first, other, second, first, "排在前面的先定", example);
    }

    private static bool Meet(Element? first, Element? second) => first is null || second is null ? first is null && second is null
        : Walk.Ones(first).Select(from => from.Name).Intersect(Walk.Ones(second).Select(from => from.Name)).Any();

    /// <summary>What one forbids, or keeps for some, and the other demands or opens.</summary>
    private static IEnumerable<Conflict> Gates(Pack one, Pack other) =>
    [
        .. Against(other, one).Select(pair => new Conflict($"行为 {pair.Act}", one, pair.Open, other, pair.Gate, pair.Open, "排在后面的限制让步", pair.Example)),
        .. Against(one, other).Select(pair => new Conflict($"行为 {pair.Act}", one, pair.Gate, other, pair.Open, pair.Gate, "排在前面的限制有效", pair.Example)),
    ];

    private static IEnumerable<(GateRule Gate, Rule Open, string Act, string Example)> Against(Pack closing, Pack opening)
    {
        foreach (var gate in closing.Gates.Where(gate => gate.Never || gate.Only.Count > 0))
            foreach (var act in gate.Acts)
            {
                foreach (var duty in opening.Duties.Where(duty => (duty.Duty == act || Walk.Ones(duty.MetBy).Any(met => met.Name == act)) && !duty.Bearers.All(gate.Only.Contains)))
                    if (Example(closing, gate, opening, duty) is { } example) yield return (gate, duty, act, example);
                foreach (var right in opening.Of<RightRule>().Where(right => right.May.Contains(act) && !right.Who.All(gate.Only.Contains)))
                    if (Example(closing, gate, opening, right) is { } example) yield return (gate, right, act, example);
            }
    }

    private static IEnumerable<Conflict> Views(Pack one, Pack other) =>
        from first in one.Of<VisibilityRule>()
        from second in other.Of<VisibilityRule>().Where(rule => rule.What == first.What && rule.Show != first.Show && rule.To.Intersect(first.To).Any())
        let example = Example(one, first, other, second)
        where example is not null
        select new Conflict($"可见 {first.What}", one, first, other, second, first, "排在前面的先定", example);

    private static IEnumerable<Conflict> Kept(Pack one, Pack other) =>
        from first in one.Of<RetentionRule>()
        from second in other.Of<RetentionRule>().Where(rule => rule.What == first.What && rule.Years != first.Years)
        select new Conflict($"保存 {first.What}", one, first, other, second, Years(second) > Years(first) ? second : first, "按较长的保存", "");

    private static int Years(RetentionRule rule) => int.TryParse(rule.Years.Text, out var years) ? years : 0;

    private static string? Example(Pack one, Rule first, Pack other, Rule second) => Satisfiable.Example(one, [.. Scope(one), Walk.If(first)], other, [.. Scope(other), Walk.If(second)]);

    /// <summary>What a pack applies to, as conditions: outside it the case is not its business. Channels and kinds may be classes of the pack.</summary>
    private static IEnumerable<Matcher> Scope(Pack pack)
    {
        AppliesRule[] rules = [.. pack.Of<AppliesRule>()];
        (string Fact, string[] Words)[] sides =
        [
            ("channel", [.. rules.SelectMany(rule => rule.Channels)]), ("kind", [.. rules.SelectMany(rule => rule.Kinds)]), ("segment", [.. rules.SelectMany(rule => rule.Segments)]),
        ];
        return sides.Where(side => side.Words.Length > 0 && side.Words.All(word => Vocabulary.Facts[side.Fact].Contains(word)))
            .Select(side => new Matcher.Is(side.Fact, [.. side.Words.Select(word => new Value(word))]));
    }
}
