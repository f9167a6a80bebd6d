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

    /// <summary>Before a word that the organisation's directory knows its work by.</summary>
    public const char Subject = '=';

    private readonly HashSet<string> _signs = [];
    private readonly HashSet<string> _topic = [];
    private readonly HashSet<string> _home = [];

    private Signature(IReadOnlyList<IReadOnlyList<string>> parts) => Parts = parts;

    /// <summary>The words of the text between punctuation, in their order.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Parts { get; }

    /// <summary>Pairs, names that begin with <see cref="Name"/>, subjects that begin with <see cref="Subject"/>; each once.</summary>
    public IReadOnlySet<string> Signs => _signs;

    /// <summary>The pairs that are part of no name, and the subjects: what the request is about, not where.</summary>
    public IReadOnlySet<string> Topic => _topic;

    /// <summary>Names that only the customer's address holds: he lives there, which does not say that the matter does.</summary>
    public IReadOnlySet<string> Home => _home;

    /// <param name="text">What the customer said.</param>
    /// <param name="address">Where he lives, if he said so. Only names are taken from it.</param>
    /// <param name="known">What the organisation calls places and its work itself.</param>
    public static Signature Of(string text, string? address = null, KnownWords? known = null)
    {
        var plain = Tokens.Normalise(text.Length > Read ? text[..Read] : text);
        var signature = new Signature([.. Tokens.Parts(plain)]);
        var named = new HashSet<string>();
        foreach (var words in signature.Parts)
        {
            for (var i = 1; i < words.Count; i++) signature._signs.Add(words[i - 1] + words[i]);
            foreach (var (name, at) in Names(words))
            {
                signature._signs.Add(name);
                for (var i = Math.Max(1, at - 2); i <= at; i++) named.Add(words[i - 1] + words[i]);
            }
        }
        foreach (var place in known?.Places ?? [])
            if (plain.Contains(place, StringComparison.Ordinal)) signature._signs.Add(Name + place);
        signature._topic.UnionWith(signature._signs.Where(sign => sign[0] != Name && !named.Contains(sign)));
        foreach (var subject in known?.Subjects ?? [])
            if (plain.Contains(subject, StringComparison.Ordinal)) signature._topic.Add(Subject + subject);
        signature._home.UnionWith(Tokens.Parts(Tokens.Normalise(address ?? "")).SelectMany(Names).Select(found => found.Name).Where(name => !signature._signs.Contains(name)));
        signature._signs.UnionWith(signature._topic);
        signature._signs.UnionWith(signature._home);
        return signature;
    }

    private static IEnumerable<(string Name, int At)> Names(IReadOnlyList<string> words)
    {
        for (var i = 2; i < words.Count; i++)
            if (NameEnding(words, i) is { } name) yield return (Name + name, i);
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

/// <summary>What the organisation calls places (territories of its units) and its work (the words of its directory), as they are looked for in a text; one character says too little.</summary>
public sealed class KnownWords(IEnumerable<string> places, IEnumerable<string> subjects)
{
    public IReadOnlyList<string> Places { get; } = Plain(places);
    public IReadOnlyList<string> Subjects { get; } = Plain(subjects);

    private static IReadOnlyList<string> Plain(IEnumerable<string> words) => [.. words.Select(word => Tokens.Normalise(word).Trim()).Where(word => word.Length > 1).Distinct()];
}
