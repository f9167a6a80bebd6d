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
    /// Full width becomes half width (NFKC), letters become lower case: <c>ＡＢ１</c> and <c>ab1</c> are one word.
    /// </summary>
    public static string Normalise(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

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
    public static string Query(string typed)
    {
        var phrases = Parts(typed).Select(words => (Words: words, Text: $"\"{string.Join(' ', words)}\"")).ToList();
        if (phrases.Count == 0) return "";
        var last = phrases[^1];
        if (!IsHan(last.Words[^1].EnumerateRunes().First())) phrases[^1] = (last.Words, last.Text + "*");
        return string.Join(" AND ", phrases.Select(p => p.Text));
    }

    /// <summary>
    /// The query for a whole sentence: any pair of neighbouring words may occur (a lone word stands for itself). It finds
    /// candidates; ranking them is the caller's. Empty when nothing searchable was typed.
    /// </summary>
    public static string AnyPair(string sentence) =>
        string.Join(" OR ", Parts(sentence).SelectMany(Pairs).Distinct().Select(pair => $"\"{pair}\""));

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

    private static bool IsHan(Rune rune) => rune.Value is
        (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) or 0x3007;
}
