using Shouwen.Packs;

namespace Shouwen.Web.Packs;

/// <summary>One thing a clause says or does, as it was and as it becomes; null where it did not or no longer does.</summary>
public sealed record Change(string Kind, string Icon, string? Before, string? After);

/// <summary>What became of a clause.</summary>
public sealed record ClauseChange(string Mark, bool IsNew, bool IsGone, IReadOnlyList<Change> Changes);

/// <summary>Two versions of a pack beside each other, clause by clause, in the words of the pack's page. Clauses that stayed are left out.</summary>
public static class PackDifference
{
    public static IReadOnlyList<ClauseChange> Of(Pack before, Pack after, PackWords sayBefore, PackWords sayAfter)
    {
        var marks = after.Clauses.Select(clause => clause.Key).Union(before.Clauses.Select(clause => clause.Key));
        return
        [
            .. marks.Select(mark => new ClauseChange(mark, before.ClauseText(mark) is null, after.ClauseText(mark) is null, Changes(Said(before, mark, sayBefore), Said(after, mark, sayAfter))))
                .Where(clause => clause.Changes.Count > 0),
        ];
    }

    private sealed record Line(string Kind, string Icon, string Sentence);

    private static List<Line> Said(Pack pack, string mark, PackWords say)
    {
        List<Line> lines = pack.ClauseText(mark) is { } text ? [new("条文", "file-text", text)] : [];
        foreach (var rule in pack.Rules.Where(rule => rule.Clause == mark))
            lines.Add(rule switch
            {
                SetRule set => new("参数", "settings", $"{set.Ask ?? set.Name}{(set.Default is { } value && !set.Open ? $"（原文：{PackWords.Read(value)}{set.Unit}）" : "（待定）")}"),
                OpenRule open => new("空白", "alert-triangle", open.Why),
                WordRule word => new("称呼", "list-details", word.Says),
                _ => RuleWords.Of(rule, say) is { } effect ? new(effect.Kind, effect.Icon, effect.Sentence + (effect.Quote is null ? "" : $"“{effect.Quote}”")) : new("规则", "settings", rule.Key),
            });
        return lines;
    }

    /// <summary>What stands on both sides goes; of the rest, the first of a kind that is gone became the first of that kind that is new.</summary>
    private static List<Change> Changes(List<Line> before, List<Line> after)
    {
        var gone = before.ToList();
        var fresh = after.Where(line => !gone.Remove(line)).ToList();
        var changes = new List<Change>();
        foreach (var line in gone)
        {
            var became = fresh.Find(one => one.Kind == line.Kind);
            if (became is not null) fresh.Remove(became);
            changes.Add(new(line.Kind, line.Icon, line.Sentence, became?.Sentence));
        }
        return [.. changes, .. fresh.Select(line => new Change(line.Kind, line.Icon, null, line.Sentence))];
    }
}
