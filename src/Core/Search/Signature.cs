namespace Shouwen.Search;

/// <summary>
/// 特征: what a request can be recognised by. Pairs of neighbouring characters say what it is about; names (小区, 路, 镇, 公司, 58车…) say where and whose.
/// Nothing of the customer goes into it, only the text it is given.
/// </summary>
public sealed class Signature
{
    /// <summary>How much of a text is read, in characters: what follows repeats, argues and thanks.</summary>
    public const int Read = 240;

    /// <summary>Before a name's characters, so that 滨河苑 as a name is another sign than the pairs in it.</summary>
    public const char Name = '#';

    private const string OneEnds = "路街巷镇乡村苑城府郡湾滩园桥院厦站厂县";
    private const string Idle = "的我们你您他该这那此本某是在有和到了不个一为等去来从对与及请求被把给让向就都也还没很将其或于以后前里中上下多少每几二三两各";

    private static readonly HashSet<string> TwoEnds =
    [
        "小区", "社区", "公司", "学校", "医院", "小学", "中学", "学院", "大学", "街道", "公园", "市场", "广场", "大道", "花园", "家园", "公寓", "大厦", "集团", "儿园",
        "新城", "酒店", "超市", "餐馆", "工地", "项目", "楼盘",
    ];

    private Signature(IReadOnlyList<IReadOnlyList<string>> parts, HashSet<string> signs, HashSet<string> topic) => (Parts, Signs, Topic) = (parts, signs, topic);

    /// <summary>The words of the text between punctuation, in their order.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Parts { get; }

    /// <summary>Pairs, and names that begin with <see cref="Name"/>; each once.</summary>
    public IReadOnlySet<string> Signs { get; }

    /// <summary>The pairs that are part of no name: what the request is about, not where.</summary>
    public IReadOnlySet<string> Topic { get; }

    /// <param name="text">What the customer said, with the address if there is one.</param>
    /// <param name="places">Names the organisation knows itself, such as the territories of its units; those that occur in the text are names of it.</param>
    public static Signature Of(string text, IEnumerable<string>? places = null)
    {
        var plain = Tokens.Normalise(text.Length > Read ? text[..Read] : text);
        var parts = Tokens.Parts(plain).ToList();
        var (signs, named) = (new HashSet<string>(), new HashSet<string>());
        foreach (var words in parts)
        {
            for (var i = 1; i < words.Count; i++) signs.Add(words[i - 1] + words[i]);
            for (var i = 2; i < words.Count; i++)
                if (NameEnding(words, i) is { } name)
                {
                    signs.Add(Name + name);
                    for (var j = Math.Max(1, i - 2); j <= i; j++) named.Add(words[j - 1] + words[j]);
                }
        }
        foreach (var place in places ?? [])
            if (Tokens.Normalise(place).Trim() is { Length: > 1 } known && plain.Contains(known, StringComparison.Ordinal)) signs.Add(Name + known);
        return new(parts, signs, [.. signs.Where(sign => sign[0] != Name && !named.Contains(sign))]);
    }

    /// <summary>
    /// The name that ends with this word, without looking for where it begins: the two characters before 小区, three that end in 路, a number with what follows it (58车).
    /// Two requests that write the same name in front of other words still share it.
    /// </summary>
    private static string? NameEnding(IReadOnlyList<string> words, int i)
    {
        if (TwoEnds.Contains(words[i - 1] + words[i])) return i >= 3 && IsName(words[i - 3]) && IsName(words[i - 2]) ? words[i - 3] + words[i - 2] : null;
        if (OneEnds.Contains(words[i]) && IsName(words[i - 1]) && IsName(words[i - 2])) return words[i - 2] + words[i - 1] + words[i];
        return char.IsAsciiDigit(words[i - 2][^1]) && !char.IsAsciiLetterOrDigit(words[i - 1][0]) ? words[i - 2] + words[i - 1] + words[i] : null;
    }

    private static bool IsName(string word) => !Idle.Contains(word);
}
