using System.Text;

namespace Shouwen.Search;

/// <summary>
/// Chinese has no spaces, so every Han character is a word of its own and a term of several characters is a phrase:
/// 空调 is indexed as <c>空 调</c> and asked for as <c>"空 调"</c>. Runs of Latin letters and digits stay whole words.
/// The same tokens feed every index, so what is found does not depend on the database.
/// </summary>
public static class Tokens
{
    /// <summary>
    /// Full width becomes half width (NFKC), letters become lower case and lose their accents: <c>ＡＢ１</c> and <c>ab1</c> are one word, <c>Café</c> and <c>cafe</c> too.
    /// </summary>
    public static string Normalise(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKD).Where(sign => sign is < '\u0300' or > '\u036F')).Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>Words that stand beside one another; of an <paramref name="Unfinished"/> phrase the last may be the beginning of a word.</summary>
    public sealed record Phrase(IReadOnlyList<string> Words, bool Unfinished);

    /// <summary>The words of a text in their order; punctuation and white space only separate.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var run = new StringBuilder();
        foreach (var rune in Normalise(text).EnumerateRunes())
        {
            if (!IsHan(rune) && Rune.IsLetterOrDigit(rune)) run.Append(rune.ToString());
            else
            {
                if (run.Length > 0) yield return run.ToString();
                run.Clear();
                if (IsHan(rune)) yield return rune.ToString();
            }
        }
        if (run.Length > 0) yield return run.ToString();
    }

    /// <summary>What goes into the index: the words with one space between.</summary>
    public static string Indexed(string text) => string.Join(' ', Words(text));

    /// <summary>
    /// The query for what a person typed, in the syntax of SQLite FTS5: each part between spaces or punctuation is a phrase, all
    /// must occur, and a last Latin word may be unfinished. Empty when nothing searchable was typed.
    /// </summary>
    public static string Query(string typed) =>
        string.Join(" AND ", Phrases(typed).Select(phrase => $"\"{string.Join(' ', phrase.Words)}\"{(phrase.Unfinished ? "*" : "")}"));

    /// <summary>What a person typed as phrases that must all occur: each part between spaces or punctuation is one; a last Latin word may be unfinished.</summary>
    public static IReadOnlyList<Phrase> Phrases(string typed)
    {
        var parts = Parts(typed).ToList();
        return [.. parts.Select((words, i) => new Phrase(words, i == parts.Count - 1 && !IsHan(words[^1])))];
    }

    /// <summary>
    /// What an index over sets of tokens holds of a text: each word, each pair of neighbours, and every beginning of a Latin word, up to
    /// <see cref="LongestBeginning"/> signs, with <c>*</c> behind it.
    /// </summary>
    public static IReadOnlyCollection<string> Grams(string text)
    {
        var words = Words(text).ToList();
        var grams = new HashSet<string>(words);
        for (var i = 1; i < words.Count; i++) grams.Add($"{words[i - 1]} {words[i]}");
        foreach (var word in grams.Where(word => !word.Contains(' ') && !IsHan(word)).ToList())
        {
            var beginning = new StringBuilder();
            foreach (var rune in word.EnumerateRunes().Take(LongestBeginning)) grams.Add(beginning.Append(rune.ToString()) + "*");
        }
        return grams;
    }

    /// <summary>The grams that a text in which the phrase occurs has for certain.</summary>
    public static IReadOnlyList<string> Grams(Phrase phrase)
    {
        var whole = phrase.Unfinished ? [.. phrase.Words.SkipLast(1)] : phrase.Words;
        string[] beginning = phrase.Unfinished ? [string.Concat(phrase.Words[^1].EnumerateRunes().Take(LongestBeginning)) + "*"] : [];
        return [.. whole.Count == 0 ? [] : Pairs(whole), .. beginning];
    }

    /// <summary>Whether the phrase occurs in every text that has its grams; several grams may stand apart, and a very long beginning is cut.</summary>
    public static bool GramsSettle(Phrase phrase) => Grams(phrase).Count == 1 && !(phrase.Unfinished && phrase.Words[^1].EnumerateRunes().Count() > LongestBeginning);

    /// <summary>How much of a Latin word is indexed as its beginning.</summary>
    public const int LongestBeginning = 32;

    /// <summary>
    /// The query for a whole sentence: any pair of neighbouring words may occur (a lone word stands for itself). It finds
    /// candidates; ranking them is the caller's. Empty when nothing searchable was typed.
    /// </summary>
    public static string AnyPair(string sentence) => string.Join(" OR ", NeighboursIn(sentence).Select(pair => $"\"{pair}\""));

    /// <summary>The pairs of neighbouring words of a sentence, each once; a lone word stands for itself.</summary>
    public static IReadOnlyList<string> NeighboursIn(string sentence) => [.. Parts(sentence).SelectMany(Pairs).Distinct()];

    private static IEnumerable<string> Pairs(IReadOnlyList<string> words) =>
        words.Count == 1 ? words : words.Zip(words.Skip(1), (a, b) => $"{a} {b}");

    internal static IEnumerable<IReadOnlyList<string>> Parts(string typed) =>
        Split(Normalise(typed)).Select(part => (IReadOnlyList<string>)[.. Words(part)]).Where(words => words.Count > 0);

    private static IEnumerable<string> Split(string text)
    {
        var part = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) part.Append(rune.ToString());
            else
            {
                yield return part.ToString();
                part.Clear();
            }
        }
        yield return part.ToString();
    }

    private static bool IsHan(string word) => IsHan(word.EnumerateRunes().First());

    private static bool IsHan(Rune rune) => rune.Value is
        (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) or 0x3007;
}
