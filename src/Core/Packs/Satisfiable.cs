using System.Globalization;

namespace Shouwen.Packs;

/// <summary>
/// Whether conditions can hold together. It only says no where that is certain: what it cannot decide counts as possible.
/// </summary>
internal sealed class Satisfiable(Pack pack)
{
    /// <summary>A case in which both come true, each condition read with the words of its own pack: the facts they fix, or null when there is none.</summary>
    public static string? Example(Pack one, IEnumerable<Matcher?> first, Pack other, IEnumerable<Matcher?> second)
    {
        var words = new Dictionary<string, HashSet<string>>();
        var numbers = new Dictionary<string, (decimal Low, bool Open, decimal High)>();
        if (!new Satisfiable(one).Narrowed(first, Lasting.Contains, words, numbers) || !new Satisfiable(other).Narrowed(second, Lasting.Contains, words, numbers)) return null;
        return string.Join("，", words.Select(fact => $"{fact.Key}: {fact.Value.First(value => value != "unknown" || fact.Value.Count == 1)}"));
    }

    /// <summary>Facts that may have several values at once, so that two different ones do not exclude each other.</summary>
    private static readonly string[] Several = ["flag", "causes", "criteria", "customer", "post-class", "of", "reason", "complaint-about"];

    /// <summary>Facts that stay with a case as registered; others may change between a trigger and an act.</summary>
    private static readonly string[] Lasting = ["scope", "channel", "kind", "tier", "segment", "wish", "asked-unit", "vendor", "third-party", "addressed"];

    /// <summary>Whether all can hold at one moment.</summary>
    public bool Together(params IEnumerable<Matcher?> conditions) => Holds(conditions, _ => true);

    /// <summary>Whether both can come true of one case, though not at the same moment.</summary>
    public bool OfOneCase(params IEnumerable<Matcher?> conditions) => Holds(conditions, Lasting.Contains);

    private bool Holds(IEnumerable<Matcher?> conditions, Func<string, bool> counts) => Narrowed(conditions, counts, [], []);

    private bool Narrowed(IEnumerable<Matcher?> conditions, Func<string, bool> counts, Dictionary<string, HashSet<string>> words, Dictionary<string, (decimal Low, bool Open, decimal High)> numbers)
    {
        foreach (var test in conditions.OfType<Matcher>().SelectMany(Conjuncts))
        {
            if (Narrow(test) is var (fact, allowed) && counts(fact) && !Several.Contains(fact))
            {
                if (words.TryGetValue(fact, out var left))
                    left.IntersectWith(allowed);
                else
                    words[fact] = [.. allowed];
                if (words[fact].Count == 0)
                    return false;
            }
            if (test is Matcher.Compares { Than.Set: null } compares && counts(compares.Fact) && !Fits(numbers, compares))
                return false;
        }
        return true;
    }

    private static IEnumerable<Matcher> Conjuncts(Matcher matcher) => matcher is Matcher.All all ? all.Of.SelectMany(Conjuncts) : [matcher];

    /// <summary>The words a test leaves to its fact, or null when it leaves too much to tell. An unknown fact fails its test and passes the not of it.</summary>
    private (string Fact, IEnumerable<string> Allowed)? Narrow(Matcher test)
    {
        if (test is Matcher.Not { Of: Matcher.Is refused } && refused.Values.All(value => value.Text is not null)
            && Domain(refused.Fact) is { } domain)
            return (refused.Fact, domain.Except(refused.Values.Select(value => value.Text!)).Append("unknown"));
        if (test is not Matcher.Is asked || asked.Values.Any(value => value.Text is null))
            return null;
        var values = asked.Values.Select(value => value.Text!);
        return asked.Fact switch
        {
            "channel-class" => Members(values) is { } channels ? ("channel", channels) : null,
            "kind-class" => Members(values) is { } kinds ? ("kind", kinds) : null,
            _ => (asked.Fact, values),
        };
    }

    private static IEnumerable<string>? Domain(string fact) =>
        Vocabulary.TrueOrFalse.Contains(fact) ? ["true", "false"] : Vocabulary.Facts.GetValueOrDefault(fact);

    private List<string>? Members(IEnumerable<string> classes)
    {
        var words = pack.Of<WordRule>().Where(word => classes.Contains(word.Word)).ToList();
        var members = words.SelectMany(word => word.Of).ToList();
        return words.Count == 0 || members.Any(member => member.Text is null) ? null : [.. members.Select(member => member.Text!)];
    }

    private static bool Fits(Dictionary<string, (decimal Low, bool Open, decimal High)> numbers, Matcher.Compares test)
    {
        var name = $"{test.Fact}:{test.Count}";
        var (low, open, high) = numbers.GetValueOrDefault(name, (decimal.MinValue, false, decimal.MaxValue));
        var than = decimal.Parse(test.Than.Text!, CultureInfo.InvariantCulture);
        if (test.Comparison is Comparison.AtLeast or Comparison.Equal && than > low)
            (low, open) = (than, false);
        if (test.Comparison is Comparison.Over && than >= low)
            (low, open) = (than, true);
        if (test.Comparison is Comparison.AtMost or Comparison.Equal && than < high)
            high = than;
        numbers[name] = (low, open, high);
        return open ? low < high : low <= high;
    }
}
