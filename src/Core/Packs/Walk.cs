namespace Shouwen.Packs;

/// <summary>Everything of one shape that a rule holds, however deep: what the checker looks through.</summary>
internal static class Walk
{
    /// <summary>A rule's own condition.</summary>
    public static Matcher? If(Rule rule) => rule switch
    {
        WordRule word => word.If,
        OwnershipRule ownership => ownership.If,
        DutyRule duty => duty.If,
        GateRule gate => gate.If,
        RecordRule record => record.If,
        RightRule right => right.If,
        NotifyRule notify => notify.If,
        FindingRule finding => finding.If,
        ConsequenceRule consequence => consequence.If,
        CountRule count => count.If,
        GuidanceRule guidance => guidance.If,
        BannedRule banned => banned.If,
        VisibilityRule visibility => visibility.If,
        _ => null,
    };

    private static IEnumerable<Need> Needs(Rule rule) => rule switch
    {
        GateRule gate => gate.Needs,
        ConsequenceRule consequence => consequence.Needs,
        _ => [],
    };

    public static IEnumerable<Element.One> Elements(Rule rule)
    {
        IEnumerable<Element?> elements = rule switch
        {
            OwnershipRule ownership => [ownership.From],
            DutyRule duty => [duty.From, duty.MetBy, duty.WaivedBy],
            NotifyRule notify => [notify.At],
            FindingRule finding => [finding.From],
            _ => [],
        };
        return elements.Concat(Needs(rule).Select(need => need.Done)).SelectMany(Ones);
    }

    public static IEnumerable<Element.One> Ones(Element? element) => element switch
    {
        Element.One one => [one],
        Element.AnyOf any => any.Of.SelectMany(Ones),
        Element.AllOf all => all.Of.SelectMany(Ones),
        _ => [],
    };

    /// <summary>The conditions that stand by themselves: of the rule, of its elements, of its needs.</summary>
    public static IEnumerable<Matcher> Conditions(Rule rule) =>
        new[] { If(rule) }.Concat(Elements(rule).Select(element => element.If)).Concat(Needs(rule).Select(need => need.Holds)).OfType<Matcher>();

    /// <summary>The single tests inside the conditions of a rule.</summary>
    public static IEnumerable<Matcher> Tests(Rule rule) => Conditions(rule).SelectMany(Tests);

    public static IEnumerable<Matcher> Tests(Matcher matcher) => matcher switch
    {
        Matcher.All all => all.Of.SelectMany(Tests),
        Matcher.Any any => any.Of.SelectMany(Tests),
        Matcher.Not not => Tests(not.Of),
        _ => [matcher],
    };

    /// <summary>The words asked of a fact anywhere in the rule.</summary>
    public static IEnumerable<string> Words(Rule rule, string fact) =>
        Tests(rule).OfType<Matcher.Is>().Where(test => test.Fact == fact).SelectMany(test => test.Values).Select(value => value.Text).OfType<string>();

    /// <summary>The innermost roles named: <c>{head: handling-unit}</c> names handling-unit.</summary>
    public static IEnumerable<string> Roles(Rule rule)
    {
        IEnumerable<Role?> roles = rule switch
        {
            OwnershipRule ownership => [ownership.Who, .. ownership.Owes],
            DutyRule duty => [.. duty.Bearers, duty.OwedTo],
            GateRule gate => [.. gate.Only],
            RightRule right => [.. right.Who, .. right.Towards, .. right.To, right.Owner],
            NotifyRule notify => [.. notify.To],
            FindingRule finding => [finding.Against, .. finding.By],
            ConsequenceRule consequence => [consequence.Against, .. consequence.Approve, .. consequence.By],
            LedgerRule ledger => [.. ledger.By],
            GuidanceRule guidance => [.. guidance.For],
            VisibilityRule visibility => [.. visibility.To],
            RetentionRule retention => [.. retention.Copies, .. retention.By],
            _ => [],
        };
        return roles.Concat(Elements(rule).Select(element => element.By))
            .Concat(Tests(rule).OfType<Matcher.Holds>().SelectMany(test => test.Roles))
            .OfType<Role>().Select(Innermost);
    }

    private static string Innermost(Role role) => role.Of is { } of ? Innermost(of) : role.Name;

    /// <summary>The parameters that a rule takes, each with the types that fit the place.</summary>
    public static IEnumerable<(string Name, string[] Types)> Parameters(Rule rule)
    {
        IEnumerable<(string? Name, string[] Types)> own = rule switch
        {
            WordRule word => word.Of.Select(value => Use(value.Set, "channels", "list")),
            DutyRule duty => [Use(duty.Every?.Set, "period"), Use(duty.Within?.Set, "limit"), Use(duty.Count?.Share.Set, "share")],
            ConsequenceRule consequence =>
                [Use(consequence.Deduct?.Set, "number", "share"), .. Effects(consequence).Select(effect => Use(effect.Set, "amount", "number"))],
            CountRule count => [Use(count.Window?.Set, "period", "limit")],
            RetentionRule retention => [Use(retention.Years.Set, "number")],
            _ => [],
        };
        var limits = Needs(rule).Select(need => Use(need.Ahead?.Set, "limit"));
        var compared = Tests(rule).OfType<Matcher.Compares>().Select(test => Use(test.Than.Set, "number", "share", "amount"));
        var asked = Tests(rule).OfType<Matcher.Is>().SelectMany(test => test.Values).Select(value => Use(value.Set, [.. Vocabulary.SetTypes]));
        return own.Concat(limits).Concat(compared).Concat(asked).Where(use => use.Name is not null).Select(use => (use.Name!, use.Types));
    }

    private static (string? Name, string[] Types) Use(string? name, params string[] types) => (name, types);

    private static IEnumerable<Effect> Effects(ConsequenceRule rule) => [.. rule.Propose ?? [], .. rule.Catalogue ?? [], .. rule.Reward ?? []];

    /// <summary>One spelling for equal conditions.</summary>
    public static string Spelt(Matcher? matcher) => matcher switch
    {
        null => "",
        Matcher.All all => $"all({string.Join(",", all.Of.Select(Spelt).Order())})",
        Matcher.Any any => $"any({string.Join(",", any.Of.Select(Spelt).Order())})",
        Matcher.Not not => $"not({Spelt(not.Of)})",
        Matcher.Is test => $"{test.Fact}=({string.Join(",", test.Values.Select(value => value.ToString()).Order())})",
        Matcher.Holds test => $"{test.Fact}=({string.Join(",", test.Roles.Select(role => role.ToString()).Order())})",
        _ => matcher.ToString(),
    };
}
