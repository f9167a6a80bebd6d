namespace Shouwen.Search;

/// <summary>
/// How rare a sign is among the requests seen so far. Grows with each request, in memory that does not: counts lie in two tables of fixed size by two hashes, the smaller of the
/// two holds; once very many were seen all counts are halved, so that new habits of speech outweigh old ones. Not safe for two threads at once.
/// </summary>
public sealed class Rarity
{
    private const int Buckets = 1 << 18;
    private const int Most = 200_000;

    /// <summary>Requests that are taken as seen before the first one comes, so that a young installation does not take 您好 for a rare word.</summary>
    private const int Taken = 50;
    private const int TakenCommon = 25;

    /// <summary>A name says more than what is said about it.</summary>
    private const double NameWeight = 2;

    private static readonly HashSet<string> Common = [.. """
        您好 你好 尊敬 敬的 领导 反映 映问 问题 请问 希望 感谢 谢谢 解决 决问 相关 关部 部门 我们 我是 我家 一个 没有 不能 可以 什么 怎么 这个 时候 现在 已经 因为 但是 如果 关于 咨询 投诉
        要求 强烈 烈要 处理 居民 业主 小区 客户 用户 用气 燃气 气公 公司 家里 里的 今天 昨天 早上 下午 电话 联系 人员 工作 是否 能否 为什 何时 请求 求帮 帮忙 麻烦 尽快 想问 问一 一下 需要
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    private readonly int[] _one = new int[Buckets];
    private readonly int[] _other = new int[Buckets];

    /// <summary>How many requests were counted.</summary>
    public int Seen { get; private set; }

    public void Add(Signature signature)
    {
        if (Seen >= Most) Halve();
        Seen++;
        foreach (var sign in signature.Signs)
        {
            _one[At(sign, 0)]++;
            _other[At(sign, 1)]++;
        }
    }

    /// <summary>0 for a sign that every request has; the rarer the more.</summary>
    public double Weight(string sign) => Math.Log((Seen + Taken + 1.0) / Math.Max(1, Count(sign))) * (sign[0] == Signature.Name ? NameWeight : 1);

    /// <summary>In how many requests the sign was found, or a little more.</summary>
    public int Count(string sign) => Math.Min(_one[At(sign, 0)], _other[At(sign, 1)]) + (Common.Contains(sign) ? TakenCommon : 0);

    /// <summary>Whether a name is rare enough to point at one matter: in at most one request of fifty, or in sixty.</summary>
    public bool Points(string sign) => sign[0] == Signature.Name && Count(sign) <= Math.Max(60, Seen / 50);

    /// <summary>The signs to look others up by, the rarest first: where two requests are about one matter, they share some of them.</summary>
    public IReadOnlyList<string> Rarest(Signature signature, int most) =>
        [.. signature.Signs.OrderByDescending(Weight).ThenBy(sign => sign, StringComparer.Ordinal).Take(most)];

    private void Halve()
    {
        Seen /= 2;
        for (var i = 0; i < Buckets; i++) (_one[i], _other[i]) = (_one[i] / 2, _other[i] / 2);
    }

    /// <summary>FNV-1a, the same in every process.</summary>
    private static int At(string sign, uint seed)
    {
        var hash = 2166136261 ^ (seed * 0x9E3779B9);
        foreach (var letter in sign) hash = (hash ^ letter) * 16777619;
        return (int)((hash ^ (hash >> 15)) % Buckets);
    }
}
