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
            .SelectMany(rule => rule.Propose!.Select(effect => One(rule, effect, opened.Against, lighter, scene))), .. Grades(pack, opened, scene)];
    }

    /// <summary>The grades that a rating must take because of the finding: one of them, for the person complained of where the finding is against his unit.</summary>
    private static IEnumerable<Proposal> Grades(Pack pack, FindingOpened opened, Scene scene)
    {
        var accused = opened.Against.IsUnit && scene.Matter.Facts.Text("complainee") is { } name && Roles.NamedParty(scene, name) is { IsPerson: true } person ? person : opened.Against;
        foreach (var rule in pack.Of<ConsequenceRule>().Where(rule => rule.Rate is not null && Matching.Holds(rule.If, scene)))
            foreach (var grade in rule.Rate!)
                yield return new(pack.Id, rule.Key, rule.Against is { Name: not "accused" } role ? Roles.One(role, scene) ?? accused : accused, grade, rule.Wording, "one", null, null, rule.Clause, rule.Needs.All(need => Gates.Met(need, scene)));
    }

    /// <summary>Whether a proposal is a grade for a rating, which is no sanction to choose.</summary>
    public static Func<Proposal, bool> IsGrade(Regime regime) => proposal =>
        regime.Packs.First(pack => pack.Id == proposal.Pack).Of<ConsequenceRule>().First(rule => rule.Key == proposal.Rule).Rate is not null;

    /// <summary>What each place in the last ranking of a year opens, under every pack, from first to last.</summary>
    public static IReadOnlyList<Proposal> Rewards(Regime regime, Matter organisation)
    {
        var rewards = new List<Proposal>();
        foreach (var ranked in organisation.ActsNamed("rank").GroupBy(act => act.With.Text("year")).Select(year => year.Last()))
            foreach (var (index, id) in Ranking(ranked, organisation).Index())
                foreach (var pack in regime.Packs)
                {
                    var who = Party.Person(id);
                    var scene = new Scene(regime, organisation, ranked with { With = ranked.With.With(Fields.Of(new { rank = ranked.With.Number("rank") ?? Place(ranked.With, index) })) }, ranked.At, pack);
                    rewards.AddRange(pack.Of<ConsequenceRule>().Where(rule => rule is { Reward: not null, If: not null } && Matching.Holds(rule.If, scene))
                        .SelectMany(rule => rule.Reward!.Select(effect => One(rule with { Against = null }, effect, who, false, scene))));
                }
        return rewards;
    }

    /// <summary>The place that the act says, where equals share one; else that in the order.</summary>
    private static decimal Place(Fields with, int index) => with.Texts("places") is var places && index < places.Count && decimal.TryParse(places[index], NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : index + 1;

    /// <summary>The order that the act says, else that of the scores given for the year until then, the highest first.</summary>
    private static IReadOnlyList<string> Ranking(Done ranked, Matter organisation) =>
        ((string[])["ranking", "people", "person"]).Select(ranked.With.Texts).FirstOrDefault(texts => texts.Count > 0)
            ?? [.. Scores(ranked, organisation).OrderByDescending(one => one.Score).ThenBy(one => one.Person, StringComparer.Ordinal).Select(one => one.Person)];

    private static IEnumerable<(string Person, decimal Score)> Scores(Done ranked, Matter organisation) => organisation.ActsNamed("rate")
        .Where(rated => rated.Seq < ranked.Seq && rated.With.Text("period") == ranked.With.Text("year") && rated.With.Has("person") && rated.With.Number("score") is not null)
        .GroupBy(rated => rated.With.Text("person")!).Select(person => (person.Key, person.Last().With.Number("score")!.Value));

    /// <summary>Who decides: whom every clause behind the proposals names, else the head or superior of the person accused, the leader above a unit. Nobody decides on himself.</summary>
    public static IReadOnlyList<Party> Approvers(Regime regime, Matter finding, IReadOnlyCollection<Matter> others)
    {
        if (finding.Finding is not { Against: var against } opened) return [];
        var (own, under) = (regime.Organisation, new Scene(regime, finding, finding.Acts is [.., var last] ? last : null, finding.OpenedAt, regime.Packs.FirstOrDefault(pack => pack.Id == opened.Pack)) { Others = others });
        var named = Rules(regime, finding, others, []).SelectMany(rule => rule.Approve).SelectMany(role => Roles.All(role, under)).Distinct().ToList();
        string?[] usual = against.IsPerson ? [own.SuperiorOf(against.Id), own.HeadOf(own.UnitOf(against))] : [own.Unit(against.Id)?.Leader ?? own.HeadOf(own.Unit(against.Id)?.Parent)];
        return named.Count > 0 ? named : [.. usual.OfType<string>().Where(person => Party.Person(person) != against).Distinct().Select(Party.Person)];
    }

    /// <summary>The consequences that the pack tells apart: by one of them a finding is classified.</summary>
    public static IReadOnlyList<string> Results(Pack pack) => [.. pack.Of<ConsequenceRule>().SelectMany(rule => Walk.Words(rule, "consequence")).Distinct()];

    /// <summary>The rules behind what stands proposed; with sanctions chosen, only those that propose one of them.</summary>
    public static IReadOnlyList<ConsequenceRule> Rules(Regime regime, Matter finding, IReadOnlyCollection<Matter> others, IReadOnlyList<Executing.Named> chosen) =>
        [.. Of(regime, finding, others).Where(proposal => chosen.Count == 0 || chosen.Any(one => one.Sanction == proposal.Sanction))
            .Select(proposal => regime.Packs.First(pack => pack.Id == proposal.Pack).Of<ConsequenceRule>().First(rule => rule.Key == proposal.Rule)).Distinct()];

    /// <summary>Whether a finding that was executed opens more: by a rule none of whose sanctions was executed (a threshold that the execution itself reached).</summary>
    public static bool Further(Regime regime, Matter finding, IReadOnlyCollection<Matter> others, IReadOnlyList<Executing.Named> chosen)
    {
        var executed = Executing.Executed(finding).Select(done => done.Sanction.Sanction).ToHashSet();
        var rules = Rules(regime, finding, others, chosen).Where(rule => rule.Propose is not null).ToList();
        bool IsNew(ConsequenceRule rule) => !rule.Propose!.Any(effect => executed.Contains(effect.Name));
        return chosen.Count == 0 ? rules.Exists(IsNew) : rules.Count > 0 && rules.TrueForAll(IsNew);
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
        return [.. pack.Of<ConsequenceRule>().Where(rule => rule.Deduct is not null && Matching.Holds(rule.If, scene))
            .Select(rule => (Roles.One(rule.Against ?? new Role("accused-unit"), scene) ?? opened.Against, Percent(regime.Filled(pack, rule.Deduct!.Value)), rule.Clause))
            .Where(deduction => deduction.Item2 > 0)];
    }

    /// <summary>2 and 2% alike; 0 while the parameter is open.</summary>
    private static decimal Percent(string? text) => decimal.TryParse(text?.TrimEnd('%'), NumberStyles.Number, CultureInfo.InvariantCulture, out var percent) ? percent : 0;

    private static Proposal One(ConsequenceRule rule, Effect effect, Party accused, bool lighter, Scene scene)
    {
        var (from, to) = effect.Set is { } set && scene.Regime.Setting(scene.Pack!, set) is { } node ? Amount(node) : (effect.From, effect.To);
        var who = rule.Against is { } role ? Roles.One(role, scene) ?? accused : accused;
        return new(scene.Pack!.Id, rule.Key, who, effect.Name, rule.Wording, lighter ? "any" : rule.Choose, from, to, rule.Clause, rule.Needs.All(need => Gates.Met(need, scene)));
    }

    /// <summary>A number, or <c>{from: 100, to: 200}</c>; both null while nothing readable is set.</summary>
    private static (decimal? From, decimal? To) Amount(Node node) => node.Scalar is not null ? (Number(node), Number(node)) : (Number(node["from"]), Number(node["to"]));

    private static decimal? Number(Node? node) => decimal.TryParse(node?.Scalar, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
}
