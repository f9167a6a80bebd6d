using Shouwen.Judging;

namespace Shouwen.Web.Ui;

/// <summary>A clause with what it says, to be opened in place. Without a text the pack is no longer in force.</summary>
public sealed record ClauseChip(string Clause, string? Text, string? Title)
{
    /// <summary>Null when there is no clause: the platform's own rule.</summary>
    public static ClauseChip? Of(Regime regime, string? pack, string? clause)
    {
        if (clause is null) return null;
        var found = regime.Packs.FirstOrDefault(one => one.Id == pack);
        return new(clause, found?.ClauseText(clause), found?.Title);
    }
}
