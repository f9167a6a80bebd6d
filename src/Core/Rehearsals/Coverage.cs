using Shouwen.Packs;

namespace Shouwen.Rehearsals;

/// <summary>A line of a regulation, the rule that carries it (null: none does), and the rehearsals that put the rule to the test.</summary>
public sealed record Covered(Obligation Line, Rule? Rule, IReadOnlyList<string> Rehearsals)
{
    /// <summary>The section of the pack that the rule stands in, in the singular: duty, gate, finding, …; empty without a rule.</summary>
    public string Mechanism => Rule is null ? "" : Coverage.Mechanism(Rule);
}

/// <summary>
/// Which rule carries each line of the regulations, and which rehearsals look at that rule: by the duty, clause, code, finding, sanction, place, count or term
/// they expect. What a rehearsal does without expecting it is not seen.
/// </summary>
public static class Coverage
{
    /// <param name="packs">The packs.</param>
    /// <param name="lines">The list of lines; null takes the lines that the packs themselves name.</param>
    /// <param name="rehearsals">The rehearsals to look at.</param>
    /// <returns>In the order of the lines; a line that several rules carry has one row each, one that none carries a single row without rule.</returns>
    public static IReadOnlyList<Covered> Of(IReadOnlyList<Pack> packs, IReadOnlyList<Obligation>? lines, IReadOnlyList<Rehearsal> rehearsals)
    {
        var carried = packs.SelectMany(pack => pack.Rules.SelectMany(rule => rule.Lines.Distinct().Select(line => (pack, line, rule)))).ToLookup(one => (one.pack.Id, one.line), one => one.rule);
        lines ??= [.. carried.Select(group => new Obligation(group.Key.line, group.Key.Id, ""))];
        return [.. lines.SelectMany(line => carried[(packs.FirstOrDefault(pack => pack.IsCalled(line.Pack))?.Id ?? line.Pack, line.Id)].Select(rule => new Covered(line, rule, Tests(rule, rehearsals))).DefaultIfEmpty(new Covered(line, null, [])))];
    }

    /// <summary>Rules that bind somebody (limits, gates, records, places, rights, findings, consequences) and that no rehearsal looks at, in the order of the packs.</summary>
    public static IReadOnlyList<Rule> Untested(IReadOnlyList<Pack> packs, IReadOnlyList<Rehearsal> rehearsals) =>
        [.. packs.SelectMany(pack => pack.Rules).Where(rule => Binds(rule) && Tests(rule, rehearsals).Count == 0)];

    private static bool Binds(Rule rule) => rule is GateRule or RecordRule or OwnershipRule or RightRule or FindingRule or ConsequenceRule { Catalogue: null, Weigh: null }
        or DutyRule { Within: not null } or DutyRule { Until: not null } or DutyRule { Every: not null };

    /// <summary>Gates, records and banned phrases that no rehearsal sees refusing anything: a story that only passes through does not show that they would close.</summary>
    public static IReadOnlyList<Rule> NeverRefusing(IReadOnlyList<Pack> packs, IReadOnlyList<Rehearsal> rehearsals) =>
        Unseen(packs, rehearsals, (rule, _) => rule is GateRule or RecordRule or BannedRule { Phrases.Count: > 0 },
            step => step.Refused is { } refused ? [(refused, rule => Refuses(rule, step, refused))] : []);

    /// <summary>Duties with an end that the clock reaches and that no rehearsal sees passed (breached, or done late). An open parameter is no end, nor is immediate or prompt.</summary>
    public static IReadOnlyList<Rule> NeverBreached(IReadOnlyList<Pack> packs, IReadOnlyList<Rehearsal> rehearsals) =>
        Unseen(packs, rehearsals, (rule, pack) => rule is DutyRule duty && Ends(duty, pack),
            step => step.Expect?["duties"] is { } duties ? [.. Entries(duties).Where(entry => entry["state"]?.Scalar is "breached" or "late").Select(entry => (entry, (Func<Rule, bool>)(rule => Expects(rule, step, "duties", entry))))] : []);

    /// <summary>Rights that no rehearsal sees denied to somebody else. What anybody may do is left out.</summary>
    public static IReadOnlyList<Rule> NeverDenied(IReadOnlyList<Pack> packs, IReadOnlyList<Rehearsal> rehearsals) =>
        [.. packs.SelectMany(pack => pack.Rules).OfType<RightRule>().Where(right => Reserved(right).Any()
            && !rehearsals.Any(rehearsal => rehearsal.Packs.Contains(right.Pack) && rehearsal.Steps.Any(step => Denies(right, step))))];

    /// <summary>The rules asked for that no words of a story single out among all of their pack which those words fit.</summary>
    private static IReadOnlyList<Rule> Unseen(IReadOnlyList<Pack> packs, IReadOnlyList<Rehearsal> rehearsals, Func<Rule, Pack, bool> asked, Func<Step, IEnumerable<(Node Words, Func<Rule, bool> Fit)>> shown)
    {
        var unseen = new List<Rule>();
        foreach (var pack in packs)
        {
            List<Rule> rules = [.. pack.Rules.Where(rule => asked(rule, pack))];
            var seen = rehearsals.Where(rehearsal => rehearsal.Packs.Contains(pack.Id)).SelectMany(rehearsal => rehearsal.Steps).SelectMany(shown)
                .SelectMany(one => Singled(one.Words, [.. rules.Where(one.Fit)])).ToHashSet();
            unseen.AddRange(rules.Where(rule => !seen.Contains(rule)));
        }
        return unseen;
    }

    /// <summary>One rule alone, or those that the story names by their very clause (the first of a rule, which is the one shown, before the others) and that differ in nothing it could name.</summary>
    private static IReadOnlyList<Rule> Singled(Node words, IReadOnlyList<Rule> fits)
    {
        if (fits.Count > 1 && words["clause"]?.Scalar is { } clause)
            fits = fits.Where(rule => Clauses.Same(rule.Clause, clause)).ToList() is { Count: > 0 } shown ? shown : [.. fits.Where(rule => rule.Clauses.Any(own => Clauses.Same(own, clause)))];
        return fits.Select(Named).Distinct().Count() == 1 ? fits : [];
    }

    private static string Named(Rule rule) => rule switch { GateRule gate => gate.Code, DutyRule duty => duty.Duty, BannedRule => "banned-phrase", _ => "record-incomplete" } + string.Join(' ', rule.Clauses);

    private static bool Ends(DutyRule duty, Pack pack)
    {
        bool Open(string? name) => name is not null && pack.Of<SetRule>().Any(set => set.Name == name && set.Default is null);
        return duty.Every is { } every ? !Open(every.Set) : duty.Until is not null || duty.Within is { Unit: not (LimitUnit.Immediate or LimitUnit.Prompt) } within && !Open(within.Set);
    }

    private static bool Denies(RightRule right, Step step) =>
        step.Refused is { } refused && Reserved(right).Contains(step.Do!) && refused["code"]?.Scalar is var code && (code is null or "own-matter" || code.StartsWith("not-", StringComparison.Ordinal))
        || step.Expect?["may-not"]?.Entries is { } people && people.Any(person => Texts(person.Value).Any(Reserved(right).Contains));

    /// <summary>What the right opens and the platform does not open to everybody; the body that owns a complaint looks into it.</summary>
    private static IEnumerable<string> Reserved(RightRule right) =>
        (right.Owner is null ? right.May : right.May.Concat(["investigate", "determine"])).Except(["register", "lead", "query", "consent-disclosure"]);

    public static string Mechanism(Rule rule) => rule switch
    {
        AboutRule => "about", AppliesRule => "applies", WordRule => "word", SetRule => "set", OpenRule => "open", OwnershipRule => "ownership", DutyRule => "duty", GateRule => "gate",
        RecordRule => "record", RightRule => "right", NotifyRule => "notify", FindingRule => "finding", ConsequenceRule => "consequence", CountRule => "count", LedgerRule => "ledger",
        GuidanceRule => "guidance", BannedRule => "banned", VisibilityRule => "visibility", RetentionRule => "retention",
        _ => throw new InvalidOperationException($"No word for {rule.GetType().Name}."),
    };

    private static IReadOnlyList<string> Tests(Rule rule, IReadOnlyList<Rehearsal> rehearsals) =>
        [.. rehearsals.Where(rehearsal => rehearsal.Packs.Contains(rule.Pack) && rehearsal.Steps.Any(step => LooksAt(rule, step))).Select(rehearsal => Path.GetFileNameWithoutExtension(rehearsal.File))];

    private static bool LooksAt(Rule rule, Step step) => rule is ConsequenceRule { Reward: not null } && step is { Do: "reward", Expect: not null }
        || step.Refused is { } refused && Refuses(rule, step, refused)
        || (step.Expect?.Entries ?? []).Any(expected => Expects(rule, step, expected.Key.StartsWith("no-", StringComparison.Ordinal) ? expected.Key[3..] : expected.Key, expected.Value));

    private static bool Refuses(Rule rule, Step step, Node refused) => OfPack(rule, refused) && rule switch
    {
        GateRule gate => gate.Acts.Contains(step.Do!) && Said(refused, "code", [gate.Code]) && Cites(rule, refused) && (refused["code"] ?? refused["clause"]) is not null,
        RecordRule record => record.Acts.Contains(step.Do!) && Said(refused, "code", ["record-incomplete"]) && Cites(rule, refused),
        BannedRule => Said(refused, "code", ["banned-phrase"]) && Cites(rule, refused) && refused["code"] is not null,
        ConsequenceRule => refused["clause"] is not null && Cites(rule, refused),
        LedgerRule ledger => ledger.Out.Count > 0 && refused["code"]?.Scalar == "fund-short",
        _ => false,
    };

    private static bool Expects(Rule rule, Step step, string key, Node value) => (rule, key) switch
    {
        (OwnershipRule place, "first-contact" or "handler" or "lead") => place.As == key,
        (OwnershipRule { As: "handler" or "link" or "first-contact" }, "chain") => true,
        (OwnershipRule { As: "handling-unit" }, "duties") => Entries(value).Any(entry => entry["bearer"] is not null),
        (DutyRule duty, "duties") => Entries(value).Any(entry => OfPack(rule, entry) && Said(entry, "duty", [duty.Duty]) && Cites(rule, entry) && (entry["duty"] ?? entry["clause"]) is not null),
        (FindingRule finding, "findings") => Entries(value).Any(entry => OfPack(rule, entry) && Said(entry, "kind", [finding.Finding]) && (Cites(rule, entry) || Cited(finding, entry)) && (entry["kind"] ?? entry["clause"] ?? entry["duty"]) is not null),
        (ConsequenceRule consequence, "proposals") => Entries(value).Any(entry => OfPack(rule, entry) && Cites(rule, entry) && entry["sanction"] is not null
            && (Said(entry, "sanction", Sanctions(consequence)) || consequence is { Propose.Count: 0, Rulebook: not null } && entry["clause"] is not null)),
        (ConsequenceRule { Deduct: not null }, "deductions") => Entries(value).Any(entry => OfPack(rule, entry) && Cites(rule, entry) && entry["percent"] is not null),
        (LedgerRule ledger, "fund" or "wages" or "deductions") => ledger.Ledger == key,
        (CountRule count, "counts") => value.Entries?.Any(entry => entry.Key == count.Count) == true,
        (RightRule right, "may" or "may-not") => value.Entries?.Any(person => Texts(person.Value).Any(right.May.Contains)) == true,
        (RightRule { Owner: not null }, "notified") => step.Do == "register",
        (NotifyRule notify, "notified" or "not-notified") => Walk.Ones(notify.At).Any(one => one.Name == step.Do),
        (NotifyRule notify, "climbed") => Walk.Ones(notify.At).Any(one => one.Name == "breached"),
        (GuidanceRule guidance, "guidance") => Texts(value).Any(term => guidance.Terms.Append(guidance.Text ?? "").Any(text => Clauses.Normal(text).Contains(Clauses.Normal(term), StringComparison.Ordinal))),
        (VisibilityRule seen, "customer-sees" or "customer-does-not-see") => seen.To.Any(role => role.Name == "customer"),
        (VisibilityRule seen, "sees" or "does-not-see") => seen.To.Any(role => role.Name != "customer"),
        (RetentionRule, "kept-until") => true,
        _ => false,
    };

    private static string[] Sanctions(ConsequenceRule rule) => [.. (rule.Propose ?? []).Concat(rule.Reward ?? []).Select(effect => effect.Name), .. rule.Rate ?? []];

    private static bool Cited(FindingRule rule, Node entry) => entry["clause"]?.Scalar is { } clause && rule.Cites.Any(cited => cited == "all" || Clauses.Matches(cited, clause) || Clauses.Matches(clause, cited));

    /// <summary>What is left out matches anything, as it does in the rehearsal.</summary>
    private static bool Said(Node entry, string key, string[] words) => entry[key]?.Scalar is not { } said || words.Contains(said);
    private static bool Cites(Rule rule, Node entry) => entry["clause"]?.Scalar is not { } clause || rule.Clauses.Any(own => Clauses.Matches(own, clause));
    private static bool OfPack(Rule rule, Node entry) => entry["pack"]?.Scalar is not { } pack || pack == rule.Pack;

    private static IEnumerable<Node> Entries(Node node) => node.Items ?? [node];
    private static IEnumerable<string> Texts(Node node) => Entries(node).Select(item => item.Scalar).OfType<string>();
}
