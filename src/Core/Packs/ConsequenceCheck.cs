namespace Shouwen.Packs;

/// <summary>The way from breach over finding and consequence to the ledger: that no step leads nowhere, and that amounts agree.</summary>
internal static class ConsequenceCheck
{
    /// <summary>Sanctions that take money and so have to land in a ledger.</summary>
    private static readonly string[] Booked = ["cash-fine", "performance-pay-deduction", "bonus-withheld"];

    public static void Check(Pack pack, Report report)
    {
        Breaches(pack, report);
        Findings(pack, report);
        Clauses(pack, report);
        Counts(pack, report);
        Money(pack, report);
        Outflows(pack, report);
        Catalogue(pack, report);
        Wordings(pack, report);
    }

    private static void Breaches(Pack pack, Report report)
    {
        var fromBreach = pack.Of<FindingRule>().Where(finding => Walk.Ones(finding.From).Any(one => one.Name == "breached")).ToList();
        foreach (var duty in pack.Duties.Where(duty => duty.BreachFinding is not null && !fromBreach.Exists(finding => finding.Finding == duty.BreachFinding)))
            report.At(duty, Severity.Error, $"breach 的 {duty.BreachFinding} 没有 from: breached 的 findings 规则");
        foreach (var finding in fromBreach)
        {
            var named = pack.Duties.Where(duty => duty.BreachFinding == finding.Finding).ToList();
            if (named.Count == 0)
                report.At(finding, Severity.Error, $"没有义务在 breach 中写 {finding.Finding}");
            foreach (var duty in Walk.Words(finding, "duty").Where(name => named.Count > 0 && !named.Exists(duty => duty.Duty == name || duty.Key == name)))
                report.At(finding, Severity.Error, $"义务 {duty} 没有在 breach 中写 {finding.Finding}");
        }
    }

    private static void Findings(Pack pack, Report report)
    {
        var consequences = pack.Of<ConsequenceRule>().Where(rule => rule.Catalogue is null && rule.Weigh is null).ToList();
        foreach (var finding in pack.Of<FindingRule>().DistinctBy(finding => finding.Finding))
            if (!consequences.Exists(rule => Walk.Words(rule, "finding").Contains(finding.Finding) || !Walk.Words(rule, "finding").Any()))
                report.At(finding, Severity.Note, $"违规 {finding.Finding} 没有写明后果");
    }

    /// <summary>A consequence that asks for a clause needs a finding that carries or cites it.</summary>
    private static void Clauses(Pack pack, Report report)
    {
        var findings = pack.Of<FindingRule>().ToList();
        if (findings.Exists(finding => finding.Cites.Contains("all")))
            return;
        var citable = findings.SelectMany(finding => finding.Clauses.Concat(finding.Cites)).ToList();
        foreach (var rule in pack.Of<ConsequenceRule>())
            foreach (var clause in Walk.Words(rule, "clause").Where(clause => !citable.Exists(cited =>
                         Packs.Clauses.Matches(cited, clause) || Packs.Clauses.Matches(clause, cited))))
                report.At(rule, Severity.Warning, $"没有 findings 规则承载或引用 {clause}，这个后果不会出现");
    }

    private static void Counts(Pack pack, Report report)
    {
        var possible = pack.Of<ConsequenceRule>().SelectMany(rule => (rule.Propose ?? []).Concat(rule.Catalogue ?? [])).Select(effect => effect.Name).ToHashSet();
        foreach (var count in pack.Of<CountRule>().Where(count => count.Of is ["sanction"]))
            if (Walk.Words(count, "sanction").ToList() is { Count: > 0 } sanctions && !sanctions.Exists(possible.Contains))
                report.At(count, Severity.Warning, $"计数 {count.Count} 等的 {string.Join("、", sanctions)} 没有规则会提出");
    }

    /// <summary>A pack whose text is silent on where the money goes says so by an open slot <c>ledger-of-SANCTION</c>; that question is then already on the list.</summary>
    private static void Money(Pack pack, Report report)
    {
        var flows = pack.Of<LedgerRule>().SelectMany(ledger => ledger.In)
            .Concat(pack.Of<OpenRule>().Select(open => open.Slot).Where(slot => slot.StartsWith("ledger-of-", StringComparison.Ordinal)).Select(slot => slot["ledger-of-".Length..])).ToHashSet();
        foreach (var rule in pack.Of<ConsequenceRule>())
        {
            string[] taken = [.. (rule.Propose ?? []).Select(effect => effect.Name).Where(Booked.Contains), .. rule.Deduct is null ? (string[])[] : ["deduct"]];
            foreach (var sanction in taken.Where(sanction => !flows.Contains(sanction)))
                report.At(rule, Severity.Warning, $"{sanction} 没有 ledgers 规则接收，执行后无处入账");
        }
    }

    /// <summary>Only rewards are paid out: what else is to flow out of a ledger, no act ever takes.</summary>
    private static void Outflows(Pack pack, Report report)
    {
        foreach (var ledger in pack.Of<LedgerRule>())
            foreach (var flow in ledger.Out.Where(flow => flow != "reward" && !Vocabulary.Rewards.Contains(flow)))
                report.At(ledger, Severity.Warning, $"没有行为使 {flow} 从 {ledger.Ledger} 支出");
    }

    /// <summary>What a closed catalogue leaves out, or gives another range of money, may not be proposed.</summary>
    private static void Catalogue(Pack pack, Report report)
    {
        var catalogues = pack.Of<ConsequenceRule>().Where(rule => rule is { Closed: true, If: null, Catalogue: not null }).ToList();
        if (catalogues.Count == 0)
            return;
        var allowed = catalogues.SelectMany(rule => rule.Catalogue!).ToList();
        foreach (var rule in pack.Of<ConsequenceRule>())
            foreach (var effect in rule.Propose ?? [])
            {
                var same = allowed.FindAll(entry => entry.Name == effect.Name);
                if (same.Count == 0)
                    report.At(rule, Severity.Error, $"{effect.Name} 不在封闭的处理措施目录里");
                else if (effect.From is not null && same.TrueForAll(entry => effect.From < entry.From || (effect.To ?? effect.From) > entry.To))
                    report.At(rule, Severity.Error, $"{effect.Name} 的金额超出目录里的范围");
            }
    }

    private static void Wordings(Pack pack, Report report)
    {
        var rules = pack.Of<ConsequenceRule>().Where(rule => rule.Propose is { Count: > 0 }).ToList();
        foreach (var (index, later) in rules.Index())
            if (rules.Take(index).FirstOrDefault(earlier => earlier.Wording != later.Wording && Walk.Spelt(earlier.If) == Walk.Spelt(later.If)
                    && earlier.Propose!.Intersect(later.Propose!).Any() && earlier.Against == later.Against) is { } earlier)
                report.At(later, Severity.Warning, $"与 {earlier.Key}（第 {earlier.Line} 行）同一情形、同一措施，一个是应当，一个是可以");
    }
}
