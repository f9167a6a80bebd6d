using System.Globalization;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Accountability;

/// <summary>What a pack allows or demands on a finding now. Amounts in yuan; <see cref="From"/> and <see cref="To"/> alike when the pack fixes it, To null for a minimum, both null when the pack leaves it to the one who decides.</summary>
public sealed record Proposal(string Pack, string Rule, Party Who, string Sanction, string Wording, string Choose, decimal? From, decimal? To, string Clause, bool Approvable)
{
    public bool Admits(decimal? amount) => From is null || amount is { } given && given >= From && (To is null || given <= To);
}

/// <summary>
/// The way from a finding to its price: judged anew each time it is asked, from the finding's own history and the earlier findings against the same person.
/// </summary>
public static class Proposals
{
    public static IReadOnlyList<Proposal> Of(Regime regime, Matter finding, IReadOnlyCollection<Matter> others)
    {
        if (finding.Finding is not { } opened || finding.Status == "dismissed") return [];
        if (regime.Packs.FirstOrDefault(pack => pack.Id == opened.Pack) is not { } pack) return [];
        var scene = new Scene(regime, finding, finding.Acts is [.., var last] ? last : null, finding.Acts is [.., var at] ? at.At : finding.OpenedAt, pack) { Others = others };
        var lighter = finding.ActsNamed("weigh").Any();
        if (finding.ActsNamed("propose").LastOrDefault(act => act.With.Has("rulebook")) is { } answered && Said(answered.With) is { } said)
            return [.. YieldsTo(regime, finding, others).Take(1).Select(rule => One(rule, new Effect(said.Sanction, said.Amount, said.Amount), opened.Against, lighter, scene))];
        return [.. pack.Of<ConsequenceRule>().Where(rule => rule.Propose is not null && Matching.Holds(rule.If, scene))
            .SelectMany(rule => rule.Propose!.Select(effect => One(rule, effect, opened.Against, lighter, scene)))];
    }

    /// <summary>The consequences of a finding that another rulebook decides: those that name it, or all where the pack yields to it over sanctions.</summary>
    public static IEnumerable<ConsequenceRule> YieldsTo(Regime regime, Matter finding, IReadOnlyCollection<Matter> others)
    {
        if (finding.Finding is not { } opened || regime.Packs.FirstOrDefault(pack => pack.Id == opened.Pack) is not { } pack) return [];
        var scene = new Scene(regime, finding, finding.Acts is [.., var last] ? last : null, finding.OpenedAt, pack) { Others = others };
        var over = pack.Of<AboutRule>().Any(about => about.Rulebook is not null && about.Over == "sanctions");
        return pack.Of<ConsequenceRule>().Where(rule => rule.Propose is not null && (over || rule.Rulebook is not null) && Matching.Holds(rule.If, scene));
    }

    /// <summary>What the act says the rulebook says: its sanction, with an amount in yuan where it has one.</summary>
    public static Executing.Named? Said(Fields with) => with.Root.TryGetProperty("rulebook", out var book) && book.ValueKind == System.Text.Json.JsonValueKind.Object
        && Executing.Sanctions(new Fields(book)) is [var said, ..] ? said : Executing.Sanctions(with) is [var chosen, ..] ? chosen : null;

    /// <summary>The per cents the pack takes off the unit's year for this finding.</summary>
    public static IReadOnlyList<(Party Unit, decimal Percent, string Clause)> Deductions(Regime regime, Matter finding, IReadOnlyCollection<Matter> others)
    {
        if (finding.Finding is not { } opened || finding.Status == "dismissed" || regime.Packs.FirstOrDefault(pack => pack.Id == opened.Pack) is not { } pack) return [];
        var scene = new Scene(regime, finding, null, finding.OpenedAt, pack) { Others = others };
        return [.. pack.Of<ConsequenceRule>().Where(rule => rule.Deduct is not null && Matching.Holds(rule.If, scene)).Select(rule =>
            (Roles.One(rule.Against ?? new Role("accused-unit"), scene) ?? opened.Against, decimal.Parse(regime.Filled(pack, rule.Deduct!.Value) ?? "0", CultureInfo.InvariantCulture), rule.Clause))];
    }

    private static Proposal One(ConsequenceRule rule, Effect effect, Party accused, bool lighter, Scene scene)
    {
        var (from, to) = effect.Set is { } set && scene.Regime.Setting(scene.Pack!, set)?.Scalar is { } text && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
            ? (amount, amount) : (effect.From, effect.To);
        var who = rule.Against is { } role ? Roles.One(role, scene) ?? accused : accused;
        return new(scene.Pack!.Id, rule.Key, who, effect.Name, rule.Wording, lighter ? "any" : rule.Choose, from, to, rule.Clause, rule.Needs.All(need => Gates.Met(need, scene)));
    }
}
