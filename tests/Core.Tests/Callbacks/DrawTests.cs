using System.Security.Cryptography;
using System.Text;
using Shouwen.Callbacks;
using Xunit;

namespace Shouwen.Tests.Callbacks;

public class DrawTests
{
    private static readonly string[] Names = ["运行部·报修", "客服中心·咨询", "市场部·业务办理"];

    /// <summary>Uneven strata, as they are: every tenth, every third, the rest.</summary>
    private static List<Served> People(int count) => [.. Enumerable.Range(1, count).Select(no => new Served($"20260301-{no:000000}", Names[no % 10 == 0 ? 2 : no % 3 == 0 ? 1 : 0]))];

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(33)]
    [InlineData(34)]
    [InlineData(100_000)]
    public void Each_stratum_has_its_share_and_all_together_the_floor(int count)
    {
        var people = People(count);
        var draw = Draw.Of("种子", 300, people);
        Assert.Equal(count, draw.Population);
        Assert.True(draw.Sample * 100L >= count * 3L, $"{draw.Sample} of {count}");
        Assert.Equal(people.Select(one => one.Stratum).Distinct().Order(StringComparer.Ordinal), draw.Strata.Select(stratum => stratum.Name));
        foreach (var stratum in draw.Strata)
        {
            Assert.Equal(people.Count(one => one.Stratum == stratum.Name), stratum.Population);
            Assert.Equal((int)Math.Ceiling(stratum.Population * 0.03m), stratum.Sample);
            Assert.InRange(stratum.Sample, 1, stratum.Population);
            Assert.Equal(stratum.Population, draw.Order(stratum.Name).Distinct().Count());
        }
    }

    /// <summary>The rule as it is published, followed by somebody who has only the list, the seed and the share.</summary>
    [Fact]
    public void An_outsider_draws_the_same()
    {
        var people = People(977);
        var draw = Draw.Of("7f3a", 500, people);
        var list = Draw.List(people);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list))), draw.PopulationHash);
        foreach (var stratum in list.TrimEnd('\n').Split('\n').Select(line => line.Split('\t')).GroupBy(parts => parts[0], parts => parts[1]))
        {
            var order = stratum.OrderBy(number => string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes("7f3a\n" + number)).Select(one => one.ToString("x2"))), StringComparer.Ordinal);
            Assert.Equal(order, draw.Order(stratum.Key));
        }
    }

    [Fact]
    public void The_order_of_the_list_moves_nothing_and_another_seed_moves_it()
    {
        var people = People(500);
        var (one, again) = (Draw.Of("a", 300, people), Draw.Of("a", 300, [.. people.AsEnumerable().Reverse()]));
        Assert.Equal(one.PopulationHash, again.PopulationHash);
        Assert.All(one.Strata, stratum => Assert.Equal(one.Order(stratum.Name), again.Order(stratum.Name)));
        Assert.NotEqual(one.Order(Names[0]), Draw.Of("b", 300, people).Order(Names[0]));
    }

    [Fact]
    public void Every_number_has_the_same_chance()
    {
        var people = People(100);
        var drawn = new Dictionary<string, int>();
        for (var seed = 0; seed < 2_000; seed++)
        {
            var draw = Draw.Of($"seed {seed}", 2_000, people);
            foreach (var stratum in draw.Strata)
                foreach (var number in draw.Order(stratum.Name).Take(stratum.Sample)) drawn[number] = drawn.GetValueOrDefault(number) + 1;
        }
        foreach (var stratum in people.GroupBy(one => one.Stratum))
        {
            var expected = 2_000.0 * (int)Math.Ceiling(stratum.Count() * 0.2m) / stratum.Count();
            Assert.All(stratum, one => Assert.InRange(drawn[one.Number], expected - 110, expected + 110));
        }
    }

    [Fact]
    public void The_list_reads_back_and_the_seed_shows_its_commitment()
    {
        var people = People(50);
        Assert.Equal(people.Order(Comparer<Served>.Create((one, other) => string.CompareOrdinal($"{one.Stratum}\t{one.Number}", $"{other.Stratum}\t{other.Number}"))), Draw.Read(Draw.List(people)));
        Assert.Equal(64, Draw.Commitment("秘").Length);
        Assert.NotEqual(Draw.Seed("秘", ""), Draw.Seed("秘", "开奖号 123"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public void A_share_out_of_range_is_a_fault(int share) => Assert.Throws<ArgumentException>(() => Draw.Of("a", share, People(3)));

    [Fact]
    public void A_number_that_stands_twice_is_a_fault() => Assert.Throws<ArgumentException>(() => Draw.Of("a", 300, [new("1", "a"), new("1", "b")]));
}
