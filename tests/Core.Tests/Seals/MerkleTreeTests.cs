using System.Security.Cryptography;
using System.Text;
using Shouwen.Seals;
using Xunit;

namespace Shouwen.Tests.Seals;

public class MerkleTreeTests
{
    private static List<Head> Heads(int count) => [.. Enumerable.Range(1, count).Select(i => new Head($"case:{i:0000}", i, Fingerprints.Of($"{i}")))];

    /// <summary>As RFC 6962 puts it: split at the largest power of two below the number of leaves.</summary>
    private static byte[] AsInTheRfc(ReadOnlySpan<Head> heads)
    {
        if (heads.Length == 0) return SHA256.HashData([]);
        if (heads.Length == 1) return SHA256.HashData([0, .. Encoding.UTF8.GetBytes($"{heads[0].Matter}\n{heads[0].Seq}\n{heads[0].Hash}")]);
        var split = 1;
        while (split * 2 < heads.Length) split *= 2;
        return SHA256.HashData([1, .. AsInTheRfc(heads[..split]), .. AsInTheRfc(heads[split..])]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(100)]
    public void The_root_is_that_of_the_rfc(int count) => Assert.Equal(Convert.ToHexStringLower(AsInTheRfc(Heads(count).ToArray())), MerkleTree.Root(Heads(count)));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(13)]
    public void From_every_head_there_is_a_way_to_the_root_and_from_no_other(int count)
    {
        var heads = Heads(count);
        for (var place = 0; place < count; place++)
        {
            var path = MerkleTree.Path(heads, place);
            Assert.Equal(MerkleTree.Root(heads), MerkleTree.Climb(heads[place], path));
            Assert.NotEqual(MerkleTree.Root(heads), MerkleTree.Climb(heads[place] with { Seq = 99 }, path));
        }
    }

    [Fact]
    public void Any_change_of_any_head_and_their_order_changes_the_root()
    {
        var (heads, root) = (Heads(6), MerkleTree.Root(Heads(6)));
        for (var i = 0; i < heads.Count; i++)
            foreach (var other in (Head[])[heads[i] with { Matter = "case:x" }, heads[i] with { Seq = 7 }, heads[i] with { Hash = Fingerprints.Of("x") }])
                Assert.NotEqual(root, MerkleTree.Root([.. heads[..i], other, .. heads[(i + 1)..]]));
        Assert.NotEqual(root, MerkleTree.Root([.. heads[1..], heads[0]]));
        Assert.NotEqual(root, MerkleTree.Root(heads[..5]));
        Assert.Equal(root, MerkleTree.Root(MerkleTree.Ordered(heads.AsEnumerable().Reverse())));
    }

    [Fact]
    public void A_hash_reads_back_from_how_it_is_printed()
    {
        var hash = Fingerprints.Of("封存");
        Assert.Equal(hash, Fingerprints.Read(Fingerprints.Grouped(hash)));
        Assert.Equal(hash, Fingerprints.Read($" {Fingerprints.Grouped(hash).ToUpperInvariant().Replace(' ', '-')} "));
        Assert.Null(Fingerprints.Read(hash[1..]));
        Assert.Null(Fingerprints.Read(hash[1..] + "g"));
    }
}
