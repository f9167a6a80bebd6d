namespace Shouwen.Packs;

/// <summary>A line of the list of a regulation's obligations: its id, the pack that has to carry it, and its kind (duty, right, soft, soft-sanctionable, definition, meta), and the clause as the list spells it.</summary>
public sealed record Obligation(string Id, string Pack, string Kind, string Clause = "");

/// <summary>
/// Checks packs before they are adopted: form, names, dead rules, contradictions, money, open questions. It says an error only where that is certain;
/// what may be meant is a warning, what only the organisation can answer a note.
/// </summary>
public static class PackChecker
{
    /// <param name="packs">The packs, read without problems, in order of precedence.</param>
    /// <param name="obligations">The list of lines; without it, lines are not compared.</param>
    /// <returns>In the order of packs and lines; empty when nothing is to be said.</returns>
    public static IReadOnlyList<Problem> Check(
        IReadOnlyList<Pack> packs, IReadOnlyList<Obligation>? obligations = null)
    {
        var problems = new List<Problem>();
        foreach (var pack in packs)
        {
            var report = new Report(pack);
            if (packs.Count(other => other.Id == pack.Id) > 1)
                report.Pack(Severity.Error, $"制度包 {pack.Id} 出现了两次");
            FormCheck.Check(pack, obligations, report);
            NameCheck.Check(pack, report);
            RuleCheck.Check(pack, report);
            ConsequenceCheck.Check(pack, report);
            OpenMatters(pack, report);
            problems.AddRange(report.Problems.OrderBy(problem => problem.Line));
        }
        return problems;
    }

    private static void OpenMatters(Pack pack, Report report)
    {
        foreach (var set in pack.Of<SetRule>().Where(set => set.Open))
            report.At(set, Severity.Note, $"待定参数 {set.Name}：{set.Ask}");
        foreach (var open in pack.Of<OpenRule>())
            report.At(open, Severity.Note, $"待填 {open.Slot}：{open.Why}");
    }
}

/// <summary>Collects what is said about one pack.</summary>
internal sealed class Report(Pack pack)
{
    public List<Problem> Problems { get; } = [];
    public void At(Rule rule, Severity severity, string reason) => Problems.Add(new(pack.File, rule.Line, reason, severity, rule.Key));
    public void Line(int line, Severity severity, string reason) => Problems.Add(new(pack.File, line, reason, severity));
    public void Pack(Severity severity, string reason) => Line(1, severity, reason);
}

/// <summary>Clauses and lines: what is cited is declared, what is declared is carried.</summary>
internal static class FormCheck
{
    public static void Check(Pack pack, IReadOnlyList<Obligation>? obligations, Report report)
    {
        Cited(pack, report);
        Carried(pack, report);
        var own = obligations?.Where(line => pack.IsCalled(line.Pack)).ToList();
        foreach (var rule in pack.Rules.Where(rule => rule.Lines.Count == 0))
            report.At(rule, own is { Count: > 0 } ? Severity.Error : Severity.Warning, "规则没有 lines：承载制度的哪一行");
        if (own is { Count: > 0 })
            Lines(pack, own, report);
    }

    private static void Cited(Pack pack, Report report)
    {
        foreach (var rule in pack.Rules)
        {
            foreach (var clause in rule.Clauses.Where(clause => !pack.ClauseLines.ContainsKey(clause)))
                report.At(rule, Severity.Error, $"clauses 里没有 {clause}{Spelt(pack, clause)}");
            var cites = rule is FindingRule finding ? finding.Cites.Where(cite => cite != "all") : [];
            foreach (var clause in cites.Concat(Walk.Words(rule, "clause")).Where(clause => !Under(pack, clause)))
                report.At(rule, Severity.Error, $"clauses 里没有引用的 {clause}{Spelt(pack, clause)}");
            foreach (var factor in (rule as ConsequenceRule)?.Factors ?? [])
                if (!pack.ClauseLines.Keys.Any(declared => Clauses.Matches(factor, declared)))
                    report.At(rule, Severity.Error, $"clauses 里没有 {factor} 所属的条款");
        }
    }

    private static bool Under(Pack pack, string cited) => pack.ClauseLines.Keys.Any(declared => Clauses.Matches(declared, cited));

    private static string Spelt(Pack pack, string clause)
    {
        var same = pack.ClauseLines.Keys.FirstOrDefault(declared => Clauses.Same(declared, clause));
        return same is not null ? $"，那里写作 {same}" : ShapeReader.Suggest(clause, pack.ClauseLines.Keys);
    }

    private static void Carried(Pack pack, Report report)
    {
        var carried = pack.Rules.SelectMany(rule => rule.Clauses).ToHashSet();
        foreach (var (clause, line) in pack.ClauseLines.Where(declared => !carried.Contains(declared.Key)))
            report.Line(line, Severity.Error, $"条款 {clause} 没有规则承载，也没有列入 open");
    }

    private static void Lines(Pack pack, List<Obligation> own, Report report)
    {
        var known = own.Select(line => line.Id).ToHashSet();
        foreach (var rule in pack.Rules)
            foreach (var foreign in rule.Lines.Where(line => !known.Contains(line)))
                report.At(rule, Severity.Error, $"{foreign} 不是本制度的行{ShapeReader.Suggest(foreign, known)}");
        foreach (var line in own)
        {
            var rules = pack.Rules.Where(rule => rule.Lines.Contains(line.Id)).ToList();
            if (rules.Count == 0)
                report.Pack(Severity.Error, $"{line.Id} 没有规则承载");
            else if (line.Kind == "duty" && rules.TrueForAll(rule => rule is GuidanceRule))
                report.At(rules[0], Severity.Error, $"{line.Id} 是硬性义务，不能只靠提示");
            else if (line.Kind == "soft" && rules.Find(rule => rule is GateRule or DutyRule { BreachFinding: not null }) is { } binding)
                report.At(binding, Severity.Warning, $"{line.Id} 是软性要求，不宜拒绝操作或判定违约");
        }
    }
}

/// <summary>Names that the pack declares and uses: parameters, classes, findings, counts, duties. The bodies it leans on are held against an organisation by <c>Vacancies</c>.</summary>
internal static class NameCheck
{
    public static void Check(Pack pack, Report report)
    {
        Parameters(pack, report);
        foreach (var rule in pack.Rules)
        {
            Declared(rule, "channel-class", Words(pack, "channel-class"), "渠道类", report);
            Declared(rule, "kind-class", Words(pack, "kind-class"), "诉求类", report);
            Declared(rule, "project-class", Words(pack, "project-class"), "项目类", report);
            Declared(rule, "finding", Findings(pack), "违规", report);
            Declared(rule, "duty", [.. Vocabulary.Duties, .. pack.Duties.Select(duty => duty.Key)], "义务", report);
            foreach (var test in Walk.Tests(rule).OfType<Matcher.Compares>().Where(test => test.Count is not null))
                Missing(rule, test.Count!, [.. pack.Of<CountRule>().Select(count => count.Count)], "计数", report);
        }
        Parents(pack, report);
        foreach (var word in pack.Of<WordRule>().Where(word => word.Is is "channel-class" or "kind-class" or "project-class"
                     && !pack.Rules.Any(rule => Walk.Words(rule, word.Is).Contains(word.Word) || rule is AppliesRule applies && applies.Channels.Concat(applies.Kinds).Contains(word.Word))))
            report.At(word, Severity.Note, $"没有规则用到 {word.Word} 这一类");
        Twice(pack.Of<SetRule>(), set => set.Name, "参数", report);
        Twice(pack.Of<CountRule>(), count => count.Count, "计数", report);
        Twice(pack.Of<OpenRule>(), open => open.Slot, "空缺", report);
        Twice(pack.Of<WordRule>(), word => $"{word.Is} {word.Word}", "词", report);
    }

    private static string[] Words(Pack pack, string kind) => [.. pack.Of<WordRule>().Where(word => word.Is == kind).Select(word => word.Word)];
    private static string[] Findings(Pack pack) => [.. pack.Of<FindingRule>().Select(finding => finding.Finding)];

    private static void Declared(Rule rule, string fact, string[] declared, string what, Report report)
    {
        foreach (var word in Walk.Words(rule, fact))
            Missing(rule, word, declared, what, report);
    }

    private static void Missing(Rule rule, string name, string[] declared, string what, Report report)
    {
        if (!declared.Contains(name))
            report.At(rule, Severity.Error, $"本制度没有{what} {name}{ShapeReader.Suggest(name, declared)}");
    }

    private static void Twice<T>(IEnumerable<T> rules, Func<T, string> name, string what, Report report) where T : Rule
    {
        foreach (var same in rules.GroupBy(name).Where(same => same.Count() > 1))
            report.At(same.Last(), Severity.Error, $"{what} {same.Key} 重复");
    }

    private static void Parameters(Pack pack, Report report)
    {
        var sets = pack.Of<SetRule>().DistinctBy(set => set.Name).ToDictionary(set => set.Name);
        var used = new HashSet<string>();
        foreach (var rule in pack.Rules)
            foreach (var (name, types) in Walk.Parameters(rule))
            {
                used.Add(name);
                if (!sets.TryGetValue(name, out var set))
                    Missing(rule, name, [.. sets.Keys], "参数", report);
                else if (!types.Contains(set.Type))
                    report.At(rule, Severity.Error, $"参数 {name} 是 {set.Type}，这里要用 {string.Join("、", types)}");
            }
        if (pack.EffectiveSet is { } effective && !(used.Add(effective) && sets.TryGetValue(effective, out var date) && date.Type == "date"))
            report.Pack(Severity.Error, $"effective 要用一个 date 类型的参数，{effective} 不是");
        foreach (var unused in sets.Values.Where(set => !used.Contains(set.Name)))
            report.At(unused, Severity.Warning, $"参数 {unused.Name} 没有规则用到");
    }

    private static void Parents(Pack pack, Report report)
    {
        var duties = pack.Duties.ToDictionary(duty => duty.Key);
        foreach (var duty in pack.Duties.Where(duty => duty.Inside is not null))
        {
            Missing(duty, duty.Inside!, [.. duties.Keys], "编号为此的义务", report);
            var above = new HashSet<string>();
            for (var at = duty; at.Inside is { } parent && duties.TryGetValue(parent, out at);)
                if (!above.Add(parent) || parent == duty.Key)
                {
                    report.At(duty, Severity.Error, $"inside 绕成了圈：{duty.Key} 最终在自己里面");
                    break;
                }
        }
    }
}
