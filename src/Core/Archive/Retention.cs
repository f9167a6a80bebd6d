using System.Globalization;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Archive;

/// <summary>
/// 保存期限: how long an archived matter is kept: the longest of the packs that bind it, counted from the day it was archived. The day is settled and written down with the archiving, so that no
/// later version or setting shortens it. What comes after that day may be disposed of; the platform destroys nothing.
/// </summary>
public static class Retention
{
    private const string Until = "kept-until";
    private const string Written = "yyyy-MM-dd";

    /// <summary>The last day it must be kept, in the organisation's time zone; null while it is not archived, or where no pack says. A history from before the day was written down is reckoned anew.</summary>
    public static DateOnly? KeptUntil(Regime regime, Matter matter) => Archived(matter) is { } archived ? Said(matter) ?? End(regime, matter, archived.At) : null;

    /// <summary>That day as the history tells it.</summary>
    public static DateOnly? Said(Matter matter) => Archived(matter) is { } archived ? Said(archived.With) : null;

    /// <summary>That day as the archiving carries it.</summary>
    internal static DateOnly? Said(Fields with) => DateOnly.TryParseExact(with.Text(Until), Written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The rule that keeps it longest, with its pack; null where none does.</summary>
    public static RetentionRule? RuleOf(Regime regime, Matter matter) => Longest(regime, matter)?.Rule;

    /// <summary>Whoever archives has the day written down, whatever he says of it himself.</summary>
    internal static Act Settled(Act act, Regime regime, Matter matter)
    {
        if (act.Name != "archive") return act;
        var with = act.With.Only(act.With.Keys.Where(key => key != Until).ToHashSet());
        return act with { With = End(regime, matter, act.At) is { } day ? with.With(Fields.Of(new Dictionary<string, string> { [Until] = day.ToString(Written, CultureInfo.InvariantCulture) })) : with };
    }

    private static Done? Archived(Matter matter) => matter.Status == "archived" ? matter.Last("archive") : null;

    private static DateOnly? End(Regime regime, Matter matter, DateTimeOffset archived) => Longest(regime, matter) is var (_, years) ? regime.Calendar.DayOf(archived).AddYears(years) : null;

    private static (RetentionRule Rule, int Years)? Longest(Regime regime, Matter matter) => regime.Binding(matter)
        .SelectMany(pack => pack.Of<RetentionRule>().Select(rule => (rule, Years: int.TryParse(regime.Filled(pack, rule.Years), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)))
        .Where(kept => kept.Years > 0).OrderByDescending(kept => kept.Years).Select(kept => ((RetentionRule, int)?)kept).FirstOrDefault();
}
