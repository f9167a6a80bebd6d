using System.Text.RegularExpressions;

namespace Shouwen.Judging;

/// <summary>What of one matter is kept from one person, found by <see cref="Views.From"/>: the words that must not stand on anything he reads.</summary>
/// <param name="Customer">Who turned to the house is unknown to him.</param>
/// <param name="Words">The words themselves, the longest first.</param>
public sealed record Withheld(bool Customer, IReadOnlyList<string> Words)
{
    public static readonly Withheld Nothing = new(false, []);

    /// <summary>What stands in the place of such a word.</summary>
    public const string Blank = "〔不公开〕";

    /// <summary>A text in which such words may occur, without them. Of a number it makes no difference how its digits are grouped.</summary>
    public string From(string text) => Words.Aggregate(text, (left, word) => word.All(sign => char.IsAsciiDigit(sign) || sign is '-' or ' ' or '+')
        ? Regex.Replace(left, string.Join("[ -]?", word.Where(char.IsAsciiDigit)), Blank, RegexOptions.CultureInvariant)
        : left.Replace(word, Blank, StringComparison.OrdinalIgnoreCase));
}
