using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shouwen.Seals;

/// <summary>The last entry of a matter at the end of a day.</summary>
public sealed record Head(string Matter, int Seq, string Hash);

/// <summary>One step from a leaf towards the root: the neighbour's hash, and whether it stands on the left.</summary>
public sealed record Step(bool Left, string Hash);

/// <summary>
/// One hash over many heads, such that each can be shown to be among them by a few hashes and without the others. The tree is that of RFC 6962, section 2.1: a leaf is
/// SHA-256(00 ‖ text), a node SHA-256(01 ‖ left ‖ right), a node without a neighbour goes up as it is; no leaf at all has the root SHA-256 of nothing.
/// A leaf's text is matter, number and hash, a line each; leaves stand in the order of their matters' names by bytes.
/// </summary>
public static class MerkleTree
{
    /// <summary>The heads as they stand in the tree.</summary>
    public static IReadOnlyList<Head> Ordered(IEnumerable<Head> heads) => [.. heads.OrderBy(head => head.Matter, StringComparer.Ordinal)];

    /// <param name="heads">In the order of <see cref="Ordered"/>.</param>
    public static string Root(IReadOnlyList<Head> heads)
    {
        var level = Leaves(heads);
        if (level.Count == 0) return Convert.ToHexStringLower(SHA256.HashData([]));
        while (level.Count > 1) level = Above(level);
        return Convert.ToHexStringLower(level[0]);
    }

    /// <summary>The steps from the head at <paramref name="place"/> (from 0) to the root; none where it stands alone.</summary>
    public static IReadOnlyList<Step> Path(IReadOnlyList<Head> heads, int place)
    {
        var steps = new List<Step>();
        for (var level = Leaves(heads); level.Count > 1; level = Above(level), place /= 2)
        {
            var neighbour = place ^ 1;
            if (neighbour < level.Count) steps.Add(new(neighbour < place, Convert.ToHexStringLower(level[neighbour])));
        }
        return steps;
    }

    /// <summary>The root that a head and its steps lead to.</summary>
    /// <exception cref="FormatException">A step's hash is no hex.</exception>
    public static string Climb(Head head, IEnumerable<Step> path) => Convert.ToHexStringLower(path.Aggregate(Leaf(head), (here, step) =>
        step.Left ? Node(Convert.FromHexString(step.Hash), here) : Node(here, Convert.FromHexString(step.Hash))));

    private static List<byte[]> Leaves(IReadOnlyList<Head> heads) => [.. heads.Select(Leaf)];

    private static List<byte[]> Above(List<byte[]> level)
    {
        var above = new List<byte[]>((level.Count + 1) / 2);
        for (var i = 0; i < level.Count; i += 2) above.Add(i + 1 < level.Count ? Node(level[i], level[i + 1]) : level[i]);
        return above;
    }

    private static byte[] Leaf(Head head) => SHA256.HashData([0, .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{head.Matter}\n{head.Seq}\n{head.Hash}"))]);

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
}
