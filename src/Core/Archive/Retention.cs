using System.Globalization;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Archive;

/// <summary>How long an archived matter is kept: the longest of the packs that bind it, counted from the day it was archived.</summary>
public static class Retention
{
    /// <summary>The last day it must be kept; null before it is archived or where no pack says.</summary>
    public static DateOnly? KeptUntil(Regime regime, Matter matter)
    {
        if (matter.Last("archive") is not { } archived) return null;
        var years = regime.Binding(matter).SelectMany(pack => pack.Of<RetentionRule>().Select(rule => regime.Filled(pack, rule.Years)))
            .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty(0).Max();
        return years == 0 ? null : regime.Calendar.DayOf(archived.At).AddYears(years);
    }
}
