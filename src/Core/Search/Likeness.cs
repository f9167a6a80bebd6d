namespace Shouwen.Search;

/// <summary>
/// 相似: how likely two requests are about one matter. It compares words, so it cannot tell two troubles of one estate apart when they are told alike, nor find
/// one trouble told in other words without the name of the place; a person decides.
/// </summary>
public static class Likeness
{
    /// <summary>From here on two requests are shown as alike; measured by <c>bench similar</c>.</summary>
    public const double Enough = 0.08;

    /// <summary>Above this the texts themselves repeat each other, whatever names they hold; above the second even where they name different places.</summary>
    private const double Repeats = 0.6;
    private const double RepeatsElsewhere = 0.8;

    /// <summary>How much of what they are about, names left out, two requests must share: the same estate alone is not the same matter.</summary>
    private const double SameTopic = 0.03;

    private const double HalfLife = 180;
    private const double Lasting = 0.6;

    /// <summary>
    /// From 0 (nothing in common) to 1 (the same text at the same time). 0 too where they share no name that points at one matter and do not repeat each other, or share the name and
    /// nothing of what is said about it; where both only live there, one word in common is not enough, unless the directory knows it.
    /// </summary>
    /// <param name="one">A request.</param>
    /// <param name="other">Another.</param>
    /// <param name="apart">The time between them; what lies half a year back counts a fifth less.</param>
    /// <param name="rarity">How rare each sign is.</param>
    public static double Of(Signature one, Signature other, TimeSpan apart, Rarity rarity)
    {
        var (shared, about, topics, points, said) = (0.0, 0.0, 0, false, false);
        foreach (var sign in one.Signs.Where(other.Signs.Contains))
        {
            var weight = rarity.Weight(sign);
            shared += weight;
            if (one.Topic.Contains(sign) && other.Topic.Contains(sign)) (about, topics) = (about + weight, topics + (sign[0] == Signature.Subject ? 2 : 1));
            if (rarity.Points(sign)) (points, said) = (true, said || !one.Home.Contains(sign) || !other.Home.Contains(sign));
        }
        if (about <= 0) return 0;
        var score = shared / Math.Sqrt(Sum(one.Signs, rarity) * Sum(other.Signs, rarity));
        var same = points && (said || topics > 1) ? about / Math.Sqrt(Sum(one.Topic, rarity) * Sum(other.Topic, rarity)) >= SameTopic : score >= (Named(one) && Named(other) ? RepeatsElsewhere : Repeats);
        return same ? score * (Lasting + (1 - Lasting) * Math.Pow(0.5, Math.Abs(apart.TotalDays) / HalfLife)) : 0;
    }

    /// <summary>The longest words both say, rarest first, to show why: 滨河苑、捆绑销售车位.</summary>
    public static IReadOnlyList<string> Because(Signature one, Signature other, Rarity rarity, int most = 3)
    {
        var runs = new List<(string Text, double Weight)>();
        foreach (var words in one.Parts)
            for (var i = 1; i < words.Count;)
            {
                var (from, weight) = (i, 0.0);
                for (; i < words.Count && other.Signs.Contains(words[i - 1] + words[i]); i++) weight += rarity.Weight(words[i - 1] + words[i]);
                if (i > from) runs.Add((string.Concat(words.Skip(from - 1).Take(i - from + 1)), weight));
                else i++;
            }
        return [.. runs.Where(run => run.Text.Length > 2).OrderByDescending(run => run.Weight).Select(run => run.Text).Distinct().Take(most)];
    }

    private static double Sum(IEnumerable<string> signs, Rarity rarity) => signs.Sum(rarity.Weight);

    private static bool Named(Signature signature) => signature.Signs.Any(sign => sign[0] == Signature.Name);
}
