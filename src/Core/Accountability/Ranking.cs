using Shouwen.Callbacks;

namespace Shouwen.Accountability;

/// <summary>How many customers of a unit or person were asked, and how many were satisfied at the first time of asking: the first bad mark is kept.</summary>
public sealed record Marks(string Id, int Satisfied, int Asked);

/// <summary>A place in the ranking, from 1; null for whoever has too few answers to be ranked. Equals share a place, and the next place is left out.</summary>
public sealed record RankPlace(int? No, string Id, Interval Share, bool Shared);

/// <summary>
/// 年度排名: by the lower end of the 95 % interval of the satisfied, so that a few happy customers do not outrank many. Who has fewer answers than the organisation asks for is shown, not ranked.
/// </summary>
public static class Ranking
{
    /// <summary>Nobody is ranked by fewer answers than these, whatever the organisation sets: five say nothing.</summary>
    public const int LeastEver = 6;

    /// <param name="marks">One entry for each unit or person.</param>
    /// <param name="least">The fewest answers with which one is ranked; at least <see cref="LeastEver"/>.</param>
    public static IReadOnlyList<RankPlace> Of(IEnumerable<Marks> marks, int least)
    {
        least = Math.Max(least, LeastEver);
        var all = marks.Select(one => (one.Id, Share: Interval.Wilson(one.Satisfied, one.Asked))).OrderBy(one => one.Id, StringComparer.Ordinal).ToList();
        var ranked = all.Where(one => one.Share.All >= least).OrderByDescending(one => one.Share.Low).ToList();
        return
        [
            .. ranked.Select(one => new RankPlace(1 + ranked.Count(other => other.Share.Low - one.Share.Low > Same), one.Id, one.Share, ranked.Count(other => Math.Abs(other.Share.Low - one.Share.Low) <= Same) > 1)),
            .. all.Where(one => one.Share.All < least).OrderByDescending(one => one.Share.All).Select(one => new RankPlace(null, one.Id, one.Share, false)),
        ];
    }

    /// <summary>Closer ends than these are the same number, computed twice.</summary>
    private const double Same = 1e-12;
}
