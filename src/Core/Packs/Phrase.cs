namespace Shouwen.Packs;

/// <summary>Whether a phrase of a pack's list occurs in a text.</summary>
public static class Phrase
{
    private const string Ignored = "的了啊呀呢吧嘛哦";

    /// <summary>With <paramref name="similar"/> variants in script, width, spacing, punctuation and particle count as the phrase.</summary>
    public static bool Occurs(string text, string phrase, bool similar) =>
        similar ? Bare(text).Contains(Bare(phrase), StringComparison.Ordinal) : text.Contains(phrase, StringComparison.Ordinal);

    private static string Bare(string text) =>
        new([.. Clauses.Normal(text).Where(letter => char.IsLetterOrDigit(letter) && !Ignored.Contains(letter))]);
}
