using System.Globalization;
using System.Text.Json;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Accountability;

/// <summary>Decision of a person, then ledger: only what is proposed may be approved, only what is approved is executed, and what was executed is posted.</summary>
public static class Executing
{
    /// <summary>A sanction named by an act, with its amount in yuan where it has one.</summary>
    public sealed record Named(string Sanction, decimal? Amount);

    public static IEnumerable<Refusal> Judge(Scene scene, IReadOnlyCollection<Matter> others)
    {
        if (scene.Act!.Name == "reward" && FundShort(scene, others) is { } shortage) yield return shortage;
        foreach (var refusal in Irreversible(scene, others)) yield return refusal;
        if (scene.Act.Name == "rate")
            foreach (var refusal in Graded(scene, others)) yield return refusal;
        if (scene.Matter.Key.Kind != MatterKind.Finding) yield break;
        var (act, finding) = (scene.Act!, scene.Matter);
        if (act.Name == "open-finding")
        {
            if (Findings.Citing(scene.Regime, act.With.Text("clause"), act.With.Text("kind"), act.With.Text("pack")) is null)
                yield return new("clause-unknown", "现行制度中没有这一条款，或这一条款不能据以问责。") { Fields = ["clause"], IsAboutData = true };
            if (act.With.Text("against") is not { } name || Roles.NamedParty(scene, name) is null)
                yield return new("unknown-person", "请写明问责的人或部门。") { Fields = ["against"], IsAboutData = true };
        }
        if (act.Name == "weigh")
            foreach (var refusal in Weighing.Judge(scene)) yield return refusal;
        if (act.Name is "propose" or "approve")
            foreach (var refusal in Choice(scene, others)) yield return refusal;
        if (act.Name == "execute" && (Hearing.Approval(finding) is not { } approved || Sanctions(act.With) is { Count: > 0 } wanted && !wanted.All(Sanctions(approved.With).Contains)))
            yield return new("not-approved", "没有审批的处理不能执行。", Proposals.Of(scene.Regime, finding, others) is [var first, ..] ? first.Clause : finding.Finding?.Clause, finding.Finding?.Pack);
    }

    /// <summary>What was executed and when: each time what the approval before it said. What was taken back afterwards was never executed.</summary>
    public static IReadOnlyList<(Named Sanction, DateTimeOffset At)> Executed(Matter finding)
    {
        IReadOnlyList<Named> approved = [];
        var executed = new List<(Named, DateTimeOffset)>();
        foreach (var done in finding.Acts)
        {
            if (done.Name == "approve") approved = Sanctions(done.With);
            if (Hearing.Annuls(done)) executed.Clear();
            if (done.Name == "execute") executed.AddRange(approved.Select(sanction => (sanction, done.At)));
        }
        return executed;
    }

    /// <summary>Whether an execution stands, be it of a deduction alone.</summary>
    public static bool IsExecuted(Matter finding) => finding.Acts.LastOrDefault(act => act.Name == "execute" || Hearing.Annuls(act)) is { Name: "execute" };

    /// <summary>What a matter put into ledgers and nothing has taken out again.</summary>
    public static IReadOnlyList<Posted> Standing(Matter matter)
    {
        var reversed = matter.Postings.FindLastIndex(posted => posted.Reverses == true);
        return [.. matter.Postings.Skip(reversed + 1)];
    }

    public static IReadOnlyList<Named> Sanctions(Fields with) => !with.Root.TryGetProperty("sanctions", out var list) && !with.Root.TryGetProperty("sanction", out list)
            && !(with.Root.TryGetProperty("rulebook", out var book) && book.ValueKind == JsonValueKind.Object && book.TryGetProperty("sanction", out list)) ? []
        : list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(item => One(item, with))] : [One(list, with)];

    /// <summary>What an execution puts into the ledgers of the finding's pack: the month's wages, the fund, the annual files, the unit's deductions.</summary>
    public static IEnumerable<Event> Postings(Scene scene, IReadOnlyCollection<Matter> others)
    {
        foreach (var posted in Rewarded(scene)) yield return posted;
        foreach (var posted in Grading.Postings(scene)) yield return posted;
        if (Hearing.Annuls(scene.Act!))
            foreach (var posted in Standing(scene.Matter))
                yield return posted with { At = scene.At, Amount = -posted.Amount, Reverses = true };
        if (scene.Act!.Name != "execute" || scene.Matter.Finding is not { } opened || scene.Regime.Packs.FirstOrDefault(pack => pack.Id == opened.Pack) is not { } pack) yield break;
        var day = scene.Regime.Calendar.DayOf(scene.At);
        foreach (var sanction in Sanctions(scene.Matter.Last("approve")!.With))
            foreach (var ledger in pack.Of<LedgerRule>().Where(ledger => ledger.In.Contains(sanction.Sanction)))
                yield return new Posted(ledger.Ledger, pack.Id, sanction.Sanction, opened.Against, Fen(ledger.Ledger, sanction.Amount), Period(ledger, day), ledger.Clause) { At = scene.At };
        if (Standing(scene.Matter).Any(posted => posted.Entry == "deduct")) yield break;
        foreach (var (unit, percent, clause) in Proposals.Deductions(scene.Regime, scene.Matter, others))
            yield return new Posted("deductions", pack.Id, "deduct", unit, (long)(percent * 100), day.Year.ToString(CultureInfo.InvariantCulture), clause) { At = scene.At };
    }

    /// <summary>A reward with an amount leaves the fund of the first pack that keeps one for it and enters the wages of the month.</summary>
    private static IEnumerable<Event> Rewarded(Scene scene)
    {
        if (scene.Act!.Name != "reward" || scene.Act.With.Number("amount") is not { } yuan || scene.Act.With.Text("person") is not { } person || RewardPack(scene) is not { } pack) yield break;
        var day = scene.Regime.Calendar.DayOf(scene.At);
        foreach (var ledger in pack.Of<LedgerRule>())
            if (Flows(ledger.Out, scene.Act.With) || Flows(ledger.In, scene.Act.With))
                yield return new Posted(ledger.Ledger, pack.Id, "reward", Party.Person(person), (long)(yuan * 100) * (Flows(ledger.Out, scene.Act.With) ? -1 : 1), Period(ledger, day), ledger.Clause) { At = scene.At };
    }

    private static Refusal? FundShort(Scene scene, IReadOnlyCollection<Matter> others)
    {
        if (scene.Act!.With.Number("amount") is not { } yuan || RewardPack(scene) is not { } pack || pack.Of<LedgerRule>().FirstOrDefault(ledger => ledger.Out.Count > 0) is not { } fund) return null;
        if (!Flows(fund.Out, scene.Act.With))
            return new("purpose", $"{Words.Ledger(fund.Ledger)}只能用于{string.Join("、", fund.Out.Select(Words.Sanction))}，不能用于{(scene.Act.With.Text("reward") is { } other ? $"“{Words.Sanction(other)}”" : "别的")}。", fund.Clause, pack.Id) { Fields = ["reward"], IsAboutData = true };
        return Short(fund, yuan, scene, others);
    }

    /// <summary>What a ledger holds, in fen. A caller that keeps the sums hands them over as the matter <see cref="Ledgers"/>; else all that was posted is summed.</summary>
    private static long Balance(LedgerRule ledger, Scene scene, IReadOnlyCollection<Matter> others) =>
        (others.FirstOrDefault(other => other.Key == Ledgers) is { } kept ? [kept] : others.Append(scene.Matter)).SelectMany(matter => matter.Postings).Where(posted => posted.Ledger == ledger.Ledger && posted.Pack == ledger.Pack).Sum(posted => posted.Amount);

    /// <summary>The sums of the ledgers, one posting each, as if they were a matter.</summary>
    public static readonly MatterKey Ledgers = new(MatterKind.Organisation, "ledgers");

    private static Refusal? Short(LedgerRule fund, decimal yuan, Scene scene, IReadOnlyCollection<Matter> others) => Balance(fund, scene, others) is var balance && balance >= yuan * 100 ? null
        : new("fund-short", $"{Words.Ledger(fund.Ledger)}余额 {balance / 100m:0.##} 元，不够支付 {yuan:0.##} 元。", fund.Clause, fund.Pack) { Fields = ["amount"], IsAboutData = true };

    /// <summary>What came in and was paid out since can't be taken back: no ledger that pays falls below nothing.</summary>
    private static IEnumerable<Refusal> Irreversible(Scene scene, IReadOnlyCollection<Matter> others)
    {
        if (!Hearing.Annuls(scene.Act!)) yield break;
        foreach (var sum in Standing(scene.Matter).GroupBy(posted => (posted.Pack, posted.Ledger)))
            if (sum.Sum(posted => posted.Amount) is > 0 and var fen && scene.Regime.Packs.FirstOrDefault(pack => pack.Id == sum.Key.Pack)?.Of<LedgerRule>().FirstOrDefault(rule => rule.Ledger == sum.Key.Ledger && rule.Out.Count > 0) is { } fund
                && Short(fund, fen / 100m, scene, others) is { } shortage) yield return shortage with { Fields = [] , IsAboutData = false };
    }

    /// <summary>The pack the act names, else the first that keeps a ledger for rewards.</summary>
    private static Pack? RewardPack(Scene scene) => scene.Regime.Packs.FirstOrDefault(pack => (scene.Act!.With.Text("pack") is not { } named || pack.Id == named) && pack.Of<LedgerRule>().Any(ledger => IsForRewards(ledger.Out) || IsForRewards(ledger.In)));

    private static bool IsForRewards(IReadOnlyList<string> flow) => flow.Any(one => one == "reward" || Vocabulary.Rewards.Contains(one));

    /// <summary>Whether a reward flows there: rewards of every kind, or the kind it is.</summary>
    private static bool Flows(IReadOnlyList<string> flow, Fields with) => flow.Contains("reward") && (with.Text("reward") is not { } kind || Vocabulary.Rewards.Contains(kind)) || with.Text("reward") is { } named && flow.Contains(named);

    private static IEnumerable<Refusal> Choice(Scene scene, IReadOnlyCollection<Matter> others)
    {
        var proposals = Proposals.Of(scene.Regime, scene.Matter, others);
        var chosen = Sanctions(scene.Act!.With);
        if (scene.Act.Name == "propose" && scene.Act.With.Has("rulebook"))
        {
            foreach (var refusal in ByRulebook(scene, others)) yield return refusal;
            yield break;
        }
        // A unit whose year only loses per cents has no sanction to choose: approving is all. A factor that lightens may lift them all.
        var none = scene.Act.Name == "approve" && (proposals.All(Proposals.IsGrade(scene.Regime)) && Proposals.Deductions(scene.Regime, scene.Matter, others).Count > 0 || Weighing.MayLift(scene));
        if (chosen.Count == 0 && !none) yield return new("field-missing", "请写明处理方式。") { Fields = ["sanctions"], IsAboutData = true };
        if (chosen.Any(one => one.Amount is { } yuan && !Needs.IsAmount(yuan))) yield return new("bad-amount", "金额要写大于零的数，单位元，最多到分。") { Fields = ["sanctions"], IsAboutData = true };
        foreach (var one in chosen)
            if (Outside(one, scene) is { } outside) yield return outside;
            else if (!proposals.Any(proposal => proposal.Sanction == one.Sanction && proposal.Admits(one.Amount)))
                yield return new("not-proposed", $"“{Sentences.Sanction(one.Sanction)}”不在本条款可选的处理之内，或金额不符。", proposals is [var first, ..] ? first.Clause : scene.Matter.Finding?.Clause, scene.Matter.Finding?.Pack) { Fields = ["sanctions"], IsAboutData = true };
        foreach (var either in proposals.Where(proposal => proposal.Choose == "one").GroupBy(proposal => proposal.Rule))
            if (either.Select(proposal => proposal.Sanction).Distinct().Count(sanction => chosen.Any(one => one.Sanction == sanction)) > 1)
                yield return new("choose-one", "本条款的处理只能择一：" + string.Join("、", either.Select(proposal => Sentences.Sanction(proposal.Sanction)).Distinct()) + "。", either.First().Clause, either.First().Pack) { Fields = ["sanctions"], IsAboutData = true };
        foreach (var together in proposals.Where(proposal => proposal is { Wording: "must", Choose: "all" }).GroupBy(proposal => proposal.Rule))
            if (chosen.Any(one => together.Any(proposal => proposal.Sanction == one.Sanction)) && !together.All(proposal => chosen.Any(one => one.Sanction == proposal.Sanction)))
                yield return new("all-together", "本条款的处理须一并作出：" + string.Join("、", together.Select(proposal => Sentences.Sanction(proposal.Sanction))) + "。", together.First().Clause, together.First().Pack) { Fields = ["sanctions"], IsAboutData = true };
        if (scene.Act.Name == "approve" && proposals.Any(proposal => !proposal.Approvable && chosen.Any(one => one.Sanction == proposal.Sanction)))
            yield return new("not-verified", Facts.Of("verified", scene with { Others = others }) is ["true"] ? "被投诉并且查实的才能审批；这项问责没有对应的客户投诉。" : "查实之后才能审批。", proposals[0].Clause, proposals[0].Pack);
    }

    /// <summary>A sanction that the closed list of the finding's pack does not know.</summary>
    private static Refusal? Outside(Named one, Scene scene) => scene.Regime.Packs.FirstOrDefault(pack => pack.Id == scene.Matter.Finding?.Pack) is { } pack
        && pack.Of<ConsequenceRule>().FirstOrDefault(rule => rule.Closed) is { Catalogue: { } list } rule && list.All(effect => effect.Name != one.Sanction)
        && !scene.Matter.ActsNamed("propose").Any(act => act.With.Has("rulebook"))
        ? new("not-in-catalogue", $"“{Sentences.Sanction(one.Sanction)}”不在本制度列明的处理之内。", rule.Clause, pack.Id) { Fields = ["sanctions"], IsAboutData = true } : null;

    /// <summary>A rating within the period of a finding, of the lengths the rule names, takes one of the grades that the finding allows.</summary>
    private static IEnumerable<Refusal> Graded(Scene scene, IReadOnlyCollection<Matter> others)
    {
        if (scene.Act!.With.Text("grade") is not { } grade || scene.Act.With.Text("person") is not { } person) yield break;
        foreach (var (_, grades, because) in Grades(scene.Regime, Duties.Period.Read(scene.Act.With.Text("period")), others).Where(left => left.Who == Party.Person(person) && !left.Grades.Contains(grade)))
            yield return new("not-proposed", $"有查实的问责，等级只能是{string.Join("、", grades.Select(one => Words.Value("rated", one)))}。", because.Clause, because.Pack) { Fields = ["grade"], IsAboutData = true };
    }

    /// <summary>What each finding of a period leaves of the grades that somebody can be given, with the proposal that says so.</summary>
    /// <param name="regime">What is in force.</param>
    /// <param name="period">The period of the grades; null for any.</param>
    /// <param name="others">The findings there are.</param>
    public static IEnumerable<(Party Who, IReadOnlyList<string> Grades, Proposal Because)> Grades(Regime regime, Duties.Period? period, IReadOnlyCollection<Matter> others)
    {
        foreach (var finding in others.Where(other => other.Finding is not null && (period is null || period.Value.Contains(regime.Calendar.DayOf(other.OpenedAt)))))
            foreach (var rule in Proposals.Of(regime, finding, others).GroupBy(proposal => (proposal.Who, proposal.Pack, proposal.Rule)))
                if (regime.Packs.First(pack => pack.Id == rule.Key.Pack).Of<ConsequenceRule>().First(one => one.Key == rule.Key.Rule) is { Rate: not null } graded
                    && (graded.Periods.Count == 0 || period is null || graded.Periods.Contains(period.Value.Length)))
                    yield return (rule.Key.Who, [.. rule.Select(proposal => proposal.Sanction)], rule.First());
    }

    /// <summary>A sanction that another rulebook says, where the pack yields to one; it replaces what the pack itself proposes.</summary>
    private static IEnumerable<Refusal> ByRulebook(Scene scene, IReadOnlyCollection<Matter> others)
    {
        var finding = scene.Matter.Finding;
        if (!Proposals.YieldsTo(scene.Regime, scene.Matter, others).Any())
            yield return new("no-rulebook", "本制度没有说按另一份规定处理。", finding?.Clause, finding?.Pack) { Fields = ["rulebook"], IsAboutData = true };
        if (scene.Act!.With.Text("rulebook.clause") is null || Proposals.Said(scene.Act.With) is not { } said)
            yield return new("field-missing", "请写明该规定的条款和处理方式。") { Fields = ["rulebook"], IsAboutData = true };
        else if (!Vocabulary.Sanctions.Contains(said.Sanction) || said.Amount is { } yuan && !Needs.IsAmount(yuan))
            yield return new("unknown-sanction", $"没有“{said.Sanction}”这种处理，或金额不是大于零的数。") { Fields = ["rulebook"], IsAboutData = true };
    }

    private static Named One(JsonElement item, Fields with)
    {
        if (item.ValueKind == JsonValueKind.Object && item.EnumerateObject().FirstOrDefault() is { Value.ValueKind: not JsonValueKind.Undefined } pair)
            return new(pair.Name, decimal.TryParse(pair.Value.ValueKind == JsonValueKind.String ? pair.Value.GetString() : pair.Value.GetRawText(), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : null);
        return new(item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText(), with.Has("sanctions") ? null : with.Number("amount"));
    }

    /// <summary>Wages fall, the fund rises.</summary>
    private static long Fen(string ledger, decimal? yuan) => (long)((yuan ?? 0) * 100) * (ledger is "wages" ? -1 : 1);

    private static string Period(LedgerRule ledger, DateOnly day) => ledger.Period == "month" ? day.ToString("yyyy-MM", CultureInfo.InvariantCulture) : day.Year.ToString(CultureInfo.InvariantCulture);
}
