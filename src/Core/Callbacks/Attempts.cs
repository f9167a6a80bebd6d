namespace Shouwen.Callbacks;

/// <summary>
/// 拨打: how often, and at which times of day, a customer is called before he counts as not reached. Not reached is never satisfied; for a drawn call a reserve takes the place.
/// </summary>
public static class Attempts
{
    /// <summary>As many calls at least, and not all in the same part of a day.</summary>
    public const int AtLeast = 3;

    private enum Part { Morning, Afternoon, Evening }

    /// <summary>Whether enough was tried: three calls or more, in two parts of a day at least (before noon, before six, later).</summary>
    /// <param name="tried">When nobody answered, by the organisation's own wall clock.</param>
    public static bool Enough(IReadOnlyCollection<DateTime> tried) => tried.Count >= AtLeast && tried.Select(PartOf).Distinct().Count() > 1;

    /// <summary>What to try next: a part of a day in which nobody called yet; null when each was tried.</summary>
    public static string? Untried(IReadOnlyCollection<DateTime> tried)
    {
        var parts = tried.Select(PartOf).ToHashSet();
        return !parts.Contains(Part.Morning) ? "上午" : !parts.Contains(Part.Afternoon) ? "下午" : !parts.Contains(Part.Evening) ? "晚上" : null;
    }

    private static Part PartOf(DateTime at) => at.Hour < 12 ? Part.Morning : at.Hour < 18 ? Part.Afternoon : Part.Evening;
}
