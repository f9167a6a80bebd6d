using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Data;

namespace Shouwen.Web.Packs;

/// <summary>What became of the duties that a clause raised since a moment. Breached counts those done late as well.</summary>
public sealed record ClauseFigures(int Raised, int Met, int Breached)
{
    public static readonly ClauseFigures None = new(0, 0, 0);

    /// <summary>By pack and clause, in one grouped query.</summary>
    public static async Task<IReadOnlyDictionary<(string Pack, string Clause), ClauseFigures>> Since(AppDb db, DateTimeOffset since) =>
        await db.Duties.Where(duty => duty.RaisedAt >= since).GroupBy(duty => new { duty.Pack, duty.Clause })
            .Select(group => new
            {
                group.Key.Pack, group.Key.Clause, Raised = group.Count(), Met = group.Count(duty => duty.State == "met"), Breached = group.Count(duty => duty.State == "breached" || duty.State == "late"),
            })
            .ToDictionaryAsync(row => (row.Pack, row.Clause), row => new ClauseFigures(row.Raised, row.Met, row.Breached));
}

/// <summary>A clause of a pack as the page shows it.</summary>
public sealed record ClauseBlock(string Mark, string Says, IReadOnlyList<Effect> Effects, IReadOnlyList<OpenRule> Open, IReadOnlyList<Parameter> Parameters, ClauseFigures Figures)
{
    /// <summary>The clauses in the order of the file; a rule stands under the first of its clauses.</summary>
    public static IReadOnlyList<ClauseBlock> Of(Pack pack, Regime regime, IReadOnlyList<Pack> known, IReadOnlyList<PackParameter> filled, IReadOnlyDictionary<(string, string), ClauseFigures> figures)
    {
        var say = new PackWords(pack, regime, known);
        var rules = pack.Rules.ToLookup(rule => rule.Clause);
        return
        [
            .. pack.Clauses.Select(clause => new ClauseBlock(clause.Key, clause.Value,
                [.. rules[clause.Key].Select(rule => RuleWords.Of(rule, say)).OfType<Effect>()], [.. rules[clause.Key].OfType<OpenRule>()],
                [.. rules[clause.Key].OfType<SetRule>().Select(set => Parameter.Of(set, pack, regime, say, filled))], figures.GetValueOrDefault((pack.Id, clause.Key), ClauseFigures.None))),
        ];
    }
}

/// <summary>A parameter: its question, its present value or null while it is open, and who filled it, null where the pack's own text stands.</summary>
public sealed record Parameter(string Name, string Ask, string? Value, string? Unit, PackParameter? Filled)
{
    public static Parameter Of(SetRule set, Pack pack, Regime regime, PackWords say, IEnumerable<PackParameter> filled) =>
        new(set.Name, set.Ask ?? set.Name, regime.Setting(pack, set.Name) is { } node ? PackWords.Read(node) : null, set.Unit, filled.LastOrDefault(one => one.Name == set.Name && one.Value is not null));
}

/// <summary>The language mark of a pack's own text.</summary>
public static class PackScript
{
    public static string Of(Pack pack) => pack.Script == "zh-Hant" ? "zh-Hant" : "zh-Hans";
}
