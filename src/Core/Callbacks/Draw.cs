using System.Security.Cryptography;
using System.Text;

namespace Shouwen.Callbacks;

/// <summary>One of those served: its number, and the stratum it falls into (unit and service line).</summary>
public readonly record struct Served(string Number, string Stratum);

/// <summary>How many a stratum holds and how many of them are called.</summary>
public sealed record Stratum(string Name, int Population, int Sample);

/// <summary>
/// 抽样: which of those served are called back, drawn so that nobody can pick the happy ones and an outsider gets the same from the published seed, list and share.
/// <para>
/// The rule: each number has the key SHA-256(seed, line feed, number) in lower-case hexadecimal. Within each stratum the numbers are put in the order of their keys; the first
/// ⌈share × population⌉ are the sample (at least one, since no stratum with anybody in it rounds to none), those that follow are reserves, taken in order for whoever can't be reached.
/// Rounding up in each stratum keeps the share of all from falling below the share asked. The list's hash is SHA-256 over one line “stratum, tab, number, line feed” each, in ordinal order.
/// </para>
/// </summary>
public sealed class Draw
{
    private readonly Dictionary<string, string[]> _orders;

    private Draw(string populationHash, IReadOnlyList<Stratum> strata, Dictionary<string, string[]> orders) => (PopulationHash, Strata, _orders) = (populationHash, strata, orders);

    public string PopulationHash { get; }

    /// <summary>In ordinal order of their names.</summary>
    public IReadOnlyList<Stratum> Strata { get; }
    public int Population => Strata.Sum(stratum => stratum.Population);
    public int Sample => Strata.Sum(stratum => stratum.Sample);

    /// <summary>The numbers of a stratum in the order in which they are called: its sample first, then the reserves.</summary>
    public IReadOnlyList<string> Order(string stratum) => _orders[stratum];

    /// <param name="seed">What was published; any text without a line feed.</param>
    /// <param name="share">In ten-thousandths: 300 is 3 %. From 1 to 10,000.</param>
    /// <param name="population">Everybody served, each number once.</param>
    /// <exception cref="ArgumentException">The share is out of range, or a number stands twice.</exception>
    public static Draw Of(string seed, int share, IReadOnlyCollection<Served> population)
    {
        if (share is < 1 or > 10_000) throw new ArgumentException($"A share of {share} ten-thousandths.", nameof(share));
        if (population.Select(one => one.Number).Distinct().Count() != population.Count) throw new ArgumentException("A number stands twice.", nameof(population));
        var strata = new List<Stratum>();
        var orders = new Dictionary<string, string[]>();
        foreach (var group in population.GroupBy(one => one.Stratum).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            orders[group.Key] = [.. group.Select(one => one.Number).OrderBy(number => Hash($"{seed}\n{number}"), StringComparer.Ordinal)];
            var all = orders[group.Key].Length;
            strata.Add(new(group.Key, all, (int)(((long)all * share + 9_999) / 10_000)));
        }
        return new(Hash(List(population)), strata, orders);
    }

    /// <summary>The list whose hash is published: one line each, “stratum, tab, number”, in ordinal order.</summary>
    public static string List(IEnumerable<Served> population)
    {
        var text = new StringBuilder();
        foreach (var line in population.Select(one => $"{one.Stratum}\t{one.Number}").Order(StringComparer.Ordinal)) text.Append(line).Append('\n');
        return text.ToString();
    }

    /// <summary>The reverse of <see cref="List"/>.</summary>
    public static IReadOnlyList<Served> Read(string list) => [.. list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Select(parts => new Served(parts[1], parts[0]))];

    /// <summary>What is published before the period ends, so that the secret behind it can't be chosen afterwards.</summary>
    public static string Commitment(string secret) => Hash(secret);

    /// <summary>
    /// The seed, once the secret is told: SHA-256(secret, line feed, <paramref name="words"/>). The words are public and come from outside after the commitment
    /// (the winning number of a lottery, say), so that not even who keeps the secret knows the seed beforehand; they may be empty.
    /// </summary>
    public static string Seed(string secret, string words) => Hash($"{secret}\n{words}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
