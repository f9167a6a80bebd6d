using Shouwen.Judging;

namespace Shouwen.Web.Ui;

/// <summary>A clause with what it says, to be opened in place. Without a text the pack is no longer in force.</summary>
public sealed record ClauseChip(string Clause, string? Text, string? Title)
{
    /// <summary>Null when there is no clause: the platform's own rule.</summary>
    /// <param name="regime">What is in force, and every version there was.</param>
    /// <param name="pack">The pack's id.</param>
    /// <param name="clause">As the pack spells it.</param>
    /// <param name="version">The hash of the version that is meant; without it, or where it is not known, the one in force.</param>
    public static ClauseChip? Of(Regime regime, string? pack, string? clause, string? version = null)
    {
        if (clause is null) return null;
        var found = regime.Versions.GetValueOrDefault($"{pack}@{version}") ?? regime.Packs.FirstOrDefault(one => one.Id == pack) ?? (pack == House.Id ? House.Rules : null);
        return new(clause, found?.ClauseText(clause), found?.Title);
    }
}
