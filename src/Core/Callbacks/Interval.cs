namespace Shouwen.Callbacks;

/// <summary>
/// A share found in a sample, with the interval in which the true share lies with 95 % confidence (Wilson, 1927), both ends included, in 0 to 1.
/// Used wherever a rate is shown or ranked, so that three happy customers out of three are not taken for a hundred per cent.
/// </summary>
public readonly record struct Interval(int Of, int All, double Low, double High)
{
    private const double Z = 1.959963984540054;

    /// <param name="of">How many said so, 0 to <paramref name="all"/>.</param>
    /// <param name="all">How many were asked; with none the interval is everything.</param>
    public static Interval Wilson(int of, int all)
    {
        if (of < 0 || of > all) throw new ArgumentOutOfRangeException(nameof(of), $"{of} of {all}.");
        if (all == 0) return new(0, 0, 0, 1);
        var (share, square) = ((double)of / all, Z * Z);
        var middle = (share + square / (2 * all)) / (1 + square / all);
        var half = Z / (1 + square / all) * Math.Sqrt(share * (1 - share) / all + square / (4.0 * all * all));
        return new(of, all, of == 0 ? 0 : Math.Max(0, middle - half), of == all ? 1 : Math.Min(1, middle + half));
    }

    public double Share => All == 0 ? 0 : (double)Of / All;
}
