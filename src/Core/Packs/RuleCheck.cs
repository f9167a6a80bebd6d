namespace Shouwen.Packs;

/// <summary>Rules that can never do what they say: dead conditions, gates nothing opens, demands that another rule forbids, answers never reached.</summary>
internal static class RuleCheck
{
    public static void Check(Pack pack, Report report)
    {
        var possible = new Satisfiable(pack);
        Conditions(pack, possible, report);
        Breaches(pack, report);
        Ahead(pack, report);
        Doable(pack, report);
        Forbidden(pack, possible, report);
        Shadowed(pack, report);
        Views(pack, report);
    }

    private static void Conditions(Pack pack, Satisfiable possible, Report report)
    {
        foreach (var rule in pack.Rules)
            if (Walk.Conditions(rule).Any(condition => !possible.Together(condition)))
                report.At(rule, Severity.Error, "条件自相矛盾，永远不会成立");
            else if (Trigger(rule) is { } from && !Branches(from).Any(branch => possible.Together([.. branch.Select(one => one.If), Walk.If(rule)])))
                report.At(rule, Severity.Error, "if 与触发它的 when 的条件矛盾，永远不会成立");
    }

    /// <summary>What makes the rule look at its own if. A finding from breaches looks at the duty, not at an act.</summary>
    private static Element? Trigger(Rule rule) => rule switch
    {
        DutyRule duty => duty.From,
        OwnershipRule ownership => ownership.From,
        NotifyRule notify => notify.At,
        FindingRule finding => finding.From,
        _ => null,
    };

    /// <summary>The ways a trigger may fall. Of several acts that all must be, only the last falls at that moment, and any may be the last.</summary>
    private static IEnumerable<Element.One[]> Branches(Element element) => Walk.Ones(element).Select(one => (Element.One[])[one]);

    private static void Breaches(Pack pack, Report report)
    {
        foreach (var duty in pack.Duties.Where(duty => duty.BreachFinding is not null))
        {
            var limit = duty.Within?.Set is { } name ? pack.Parameter(name) : null;
            if (limit is { Open: true })
                report.At(duty, Severity.Note, $"参数 {limit.Name} 未定之前没有期限，不会逾期");
            else if (duty.Within is { Set: null, Unit: LimitUnit.Immediate or LimitUnit.Prompt } || (duty is { Within: null, Until: null, Every: null }))
                report.At(duty, Severity.Warning, "写了 breach 却没有期限，永远不会逾期");
        }
    }

    private static void Ahead(Pack pack, Report report)
    {
        foreach (var gate in pack.Gates)
            foreach (var need in gate.Needs.Where(need => need.Ahead is not null))
            {
                var duties = pack.Duties.Where(duty => duty.Duty == need.AheadOf).ToList();
                if (duties.Count == 0)
                    report.At(gate, Severity.Error, $"本制度没有义务 {need.AheadOf}，无从提前");
                else if (Length(pack, need.Ahead!) is { } ahead
                         && duties.Find(duty => duty.Within is { } within && Length(pack, within) is { } length && length.Unit == ahead.Unit
                                                && length.Amount <= ahead.Amount) is { } shorter)
                    report.At(gate, Severity.Error, $"要提前的时间不短于义务 {shorter.Key} 的整个期限，永远来不及");
            }
    }

    private static Limit? Length(Pack pack, Limit limit)
    {
        if (limit.Set is null)
            return limit.Amount > 0 ? limit : null;
        return pack.Parameter(limit.Set)?.Default is { } given && new ShapeReader(pack.File).Limit(given) is { Set: null, Amount: > 0 } length ? length : null;
    }

    /// <summary>Acts that no sequence of acts can ever open: forbidden outright, or waiting for each other in a circle.</summary>
    private static void Doable(Pack pack, Report report)
    {
        var always = pack.Gates.Where(gate => gate.If is null).ToList();
        var forbidden = always.Where(gate => gate.Never).SelectMany(gate => gate.Acts).ToHashSet();
        var doable = Vocabulary.Acts.Except(forbidden).Where(act => !always.Any(gate => Waits(gate, act))).ToHashSet();
        doable.UnionWith(Vocabulary.Events);
        while (Vocabulary.Acts.Except(doable).Except(forbidden).Where(act => always.Where(gate => Waits(gate, act)).All(gate => Opens(gate, doable))).ToList()
               is { Count: > 0 } opened)
            doable.UnionWith(opened);
        foreach (var gate in always.Where(gate => !gate.Never && gate.Acts.Any(act => !doable.Contains(act) && !forbidden.Contains(act)) && !Opens(gate, doable)))
            report.At(gate, Severity.Error, $"{string.Join("、", gate.Acts)} 需要的前置行为永远做不了：被禁止，或互相等待");
        foreach (var duty in pack.Duties.Where(duty => Walk.Ones(duty.MetBy).All(way => !doable.Contains(way.Name))))
            report.At(duty, Severity.Error, "没有任何能做的行为可以履行这项义务");
    }

    private static bool Waits(GateRule gate, string act) => gate.Acts.Contains(act) && gate.Needs.Any(need => need.Done is not null);
    private static bool Opens(GateRule gate, HashSet<string> doable) => gate.Needs.All(need => need.Done is null || CanBe(need.Done, doable));

    private static bool CanBe(Element element, HashSet<string> doable) => element switch
    {
        Element.AnyOf any => any.Of.Any(one => CanBe(one, doable)),
        Element.AllOf all => all.Of.All(one => CanBe(one, doable)),
        Element.One one => doable.Contains(one.Name),
        _ => true,
    };

    /// <summary>
    /// The same act owed and forbidden: when every way to meet a duty is an act that a gate forbids in a case the duty may stand in.
    /// What is asked of the doer or of changing facts is left out of the comparison only where that cannot make a false alarm.
    /// </summary>
    private static void Forbidden(Pack pack, Satisfiable possible, Report report)
    {
        foreach (var duty in pack.Duties.Where(duty => duty.From is not null))
            foreach (var gate in pack.Gates.Where(gate => gate is { Never: true, If: not null }))
                if (Lasting(gate.If!) && Walk.Ones(duty.MetBy).All(way => gate.Acts.Contains(way.Name))
                    && Branches(duty.From!).Any(branch => possible.OfOneCase([.. branch.Select(one => one.If), duty.If, gate.If])))
                    report.At(duty, Severity.Warning, $"{gate.Key}（第 {gate.Line} 行）在同样的情形下禁止履行这项义务的行为");
    }

    /// <summary>Only facts that stay with the case: a gate that looks at the doer or at the moment may leave another way.</summary>
    private static bool Lasting(Matcher matcher) =>
        Walk.Tests(matcher).All(test => test is Matcher.Is { Fact: "scope" or "channel" or "kind" or "channel-class" or "kind-class" or "segment" });

    /// <summary>Roles that always name somebody, so that an unconditional rule with them leaves nothing to the next.</summary>
    private static readonly string[] AlwaysSomebody = ["first-asked", "actor"];

    private static void Shadowed(Pack pack, Report report)
    {
        var rules = pack.Of<OwnershipRule>().ToList();
        foreach (var (index, later) in rules.Index())
            if (rules.Take(index).FirstOrDefault(earlier => Covers(earlier, later)) is { } earlier)
                report.At(later, Severity.Error, $"前面的 {earlier.Key}（第 {earlier.Line} 行）总是先成立，这一条永远轮不到");
    }

    private static bool Covers(OwnershipRule earlier, OwnershipRule later) =>
        earlier.As == later.As && earlier.From is null && later.From is null && AlwaysSomebody.Contains(earlier.Who?.Name)
        && (earlier.If is null || Walk.Spelt(earlier.If) == Walk.Spelt(later.If));

    private static void Views(Pack pack, Report report)
    {
        var rules = pack.Of<VisibilityRule>().ToList();
        foreach (var rule in rules.Where(rule => Vocabulary.SeenByCustomer.Contains(rule.What) && rule.To.Any(role => role.Name != "customer")))
            report.At(rule, Severity.Error, $"{rule.What} 只有客户的页面才有，to 只能写 customer");
        foreach (var (index, later) in rules.Index())
            if (rules.Take(index).FirstOrDefault(earlier => earlier.What == later.What && earlier.Show != later.Show
                    && earlier.To.Intersect(later.To).Any() && (earlier.If is null || Walk.Spelt(earlier.If) == Walk.Spelt(later.If))) is { } earlier)
                report.At(later, Severity.Error, $"与 {earlier.Key}（第 {earlier.Line} 行）对同一内容给出相反的答案");
    }
}
