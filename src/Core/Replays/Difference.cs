using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;

namespace Shouwen.Replays;

/// <summary>In what a matter would have been judged otherwise.</summary>
public enum Change { Binds, NoLongerBinds, Refused, NewDuty, NoDuty, DueEarlier, DueLater, Overdue, NotOverdue, Outcome, Bearer, Place, NewFinding, NoFinding }

/// <summary>
/// One difference: by which pack and clause (none for the platform's own rule), about which duty, act or place (a name of the vocabulary; empty for a pack as a whole),
/// and what was and what would be, in words for people.
/// </summary>
public sealed record Difference(Change Change, string? Pack, string? Clause, string About, string Then, string Now);

/// <summary>Compares two judgements of one matter, by pack and clause. A pack's rules are known by duty and clause, not by their number: it moves when a rule is put in before them.</summary>
public static class Differences
{
    public static IReadOnlyList<Difference> Between(Judged then, Judged now) =>
        [.. Packs(then.Matter, now.Matter), .. Refusals(then, now), .. Places(then, now), .. Duties(then, now), .. Findings(then, now)];

    /// <summary>What each change is called in a table.</summary>
    public static string Say(Change change) => change switch
    {
        Change.Binds => "新适用",
        Change.NoLongerBinds => "不再适用",
        Change.Refused => "办理会被拒",
        Change.NewDuty => "新增责任",
        Change.NoDuty => "责任取消",
        Change.DueEarlier => "期限提前",
        Change.DueLater => "期限推后",
        Change.Overdue => "变为逾期",
        Change.NotOverdue => "不再逾期",
        Change.Outcome => "结果不同",
        Change.Bearer => "责任人不同",
        Change.Place => "首办归属不同",
        Change.NewFinding => "新增问责",
        _ => "问责取消",
    };

    private static IEnumerable<Difference> Packs(Matter then, Matter now)
    {
        List<string> before = [.. then.Packs.Select(Shouwen.Packs.Pack.IdOf)], after = [.. now.Packs.Select(Shouwen.Packs.Pack.IdOf)];
        foreach (var id in after.Except(before)) yield return new(Change.Binds, id, null, "", "不适用", "适用");
        foreach (var id in before.Except(after)) yield return new(Change.NoLongerBinds, id, null, "", "适用", "不适用");
    }

    private static IEnumerable<Difference> Refusals(Judged then, Judged now)
    {
        var known = then.Refused.Select(one => (one.Act.Seq, one.Refusal.Code, one.Refusal.Pack, one.Refusal.Clause)).ToHashSet();
        foreach (var (act, refusal) in now.Refused.Where(one => !known.Contains((one.Act.Seq, one.Refusal.Code, one.Refusal.Pack, one.Refusal.Clause))))
            yield return new(Change.Refused, refusal.Pack, refusal.Clause, act.Name, $"{Say(now, act.At)} {Name(now, Party.Person(act.By))}已{Words.Act(act.Name)}", refusal.Sentence);
    }

    private static IEnumerable<Difference> Places(Judged then, Judged now)
    {
        foreach (var place in then.Matter.Places.Keys.Union(now.Matter.Places.Keys).Order(StringComparer.Ordinal))
        {
            var (before, after) = (then.Matter.Places.GetValueOrDefault(place), now.Matter.Places.GetValueOrDefault(place));
            if (before?.Who == after?.Who) continue;
            var by = after?.Pack is not null ? after : before;
            yield return new(Change.Place, by?.Pack, by?.Clause, place, before is null ? "无" : Name(then, before.Who), after is null ? "无" : Name(now, after.Who));
        }
    }

    private static IEnumerable<Difference> Duties(Judged then, Judged now)
    {
        foreach (var (before, after) in Pairing.Of(then.Matter.Duties, now.Matter.Duties, Alike))
        {
            if (before is null) yield return new(Change.NewDuty, after!.Pack, after.Clause, after.Name, "无", Says(now, after));
            else if (after is null) yield return new(Change.NoDuty, before.Pack, before.Clause, before.Name, Says(then, before), "无");
            else
                foreach (var difference in Duty(before, after, then, now)) yield return difference;
        }
    }

    /// <summary>From what is surely the same to what probably is; each pass pairs what the one before left over.</summary>
    private static readonly Func<Duty, Duty, bool>[] Alike =
    [
        (one, other) => Same(one, other) && one.Clause == other.Clause && one.RaisedAt == other.RaisedAt && one.Segment == other.Segment && one.Bearer == other.Bearer && one.Limit == other.Limit,
        (one, other) => Same(one, other) && one.Clause == other.Clause && one.RaisedAt == other.RaisedAt && one.Segment == other.Segment && one.Bearer == other.Bearer,
        (one, other) => Same(one, other) && one.Clause == other.Clause && one.RaisedAt == other.RaisedAt,
        (one, other) => Same(one, other) && one.Clause == other.Clause,
        (one, other) => Same(one, other) && one.RaisedAt == other.RaisedAt,
    ];

    private static bool Same(Duty one, Duty other) => one.Pack == other.Pack && one.Name == other.Name;

    private static IEnumerable<Difference> Duty(Duty before, Duty after, Judged then, Judged now)
    {
        Difference To(Change change, string was, string would) => new(change, after.Pack, after.Clause, after.Name, was, would);
        if (before.Due != after.Due)
            yield return To((after.Due ?? DateTimeOffset.MaxValue) < (before.Due ?? DateTimeOffset.MaxValue) ? Change.DueEarlier : Change.DueLater, Due(then, before), Due(now, after));
        if (before.State != after.State)
            yield return To((IsOver(before), IsOver(after)) switch { (false, true) => Change.Overdue, (true, false) => Change.NotOverdue, _ => Change.Outcome }, Words.State(before.State), Words.State(after.State));
        var (bearer, another) = (Bearer(before, then), Bearer(after, now));
        if (bearer != another) yield return To(Change.Bearer, Name(then, bearer), Name(now, another));
    }

    private static bool IsOver(Duty duty) => duty.BreachedAt is not null;

    private static IEnumerable<Difference> Findings(Judged then, Judged now)
    {
        foreach (var (before, after) in Pairing.Of(then.Findings, now.Findings, AlikeFindings))
        {
            if (before is null) yield return new(Change.NewFinding, after!.Pack, after.Clause, after.Duty ?? "", "无", Against(now, after));
            else if (after is null) yield return new(Change.NoFinding, before.Pack, before.Clause, before.Duty ?? "", Against(then, before), "无");
            else if (before.Against != after.Against) yield return new(Change.Bearer, after.Pack, after.Clause, after.Duty ?? "", Against(then, before), Against(now, after));
        }
    }

    private static readonly Func<FindingOpened, FindingOpened, bool>[] AlikeFindings =
    [
        (one, other) => one.Pack == other.Pack && one.Clause == other.Clause && one.Kind == other.Kind && one.Duty == other.Duty && one.At == other.At,
        (one, other) => one.Pack == other.Pack && one.Clause == other.Clause && one.Kind == other.Kind && one.Duty == other.Duty,
    ];

    private static Party Bearer(Duty duty, Judged judged) =>
        duty.Holder ?? Clockwork.Bearer(duty, new Scene(judged.Regime, judged.Matter, null, judged.At, judged.Regime.Packs.FirstOrDefault(pack => pack.Id == duty.Pack)));

    private static string Says(Judged judged, Duty duty) => $"{Name(judged, Bearer(duty, judged))}，{Due(judged, duty)}，{Words.State(duty.State)}";
    private static string Due(Judged judged, Duty duty) => duty.Due is { } due ? $"{Say(judged, due)} 截止" : duty.Limit is { } limit ? Words.Limit(limit) : "不定期限";
    private static string Against(Judged judged, FindingOpened finding) => $"问责{Name(judged, finding.Against)}";
    private static string Say(Judged judged, DateTimeOffset moment) => $"{TimeZoneInfo.ConvertTime(moment, judged.Regime.Calendar.Zone):yyyy-MM-dd HH:mm}";
    private static string Name(Judged judged, Party party) => party == Party.Person(Act.System) ? "平台" : party == Party.Person(Act.Customer) ? "客户" : Permissions.Name(new Scene(judged.Regime, judged.Matter, null, judged.At), party);
}

/// <summary>Pairs two lists, each member once, by tests from strict to loose; what has no partner stands alone.</summary>
internal static class Pairing
{
    public static IEnumerable<(T? Then, T? Now)> Of<T>(IReadOnlyList<T> then, IReadOnlyList<T> now, Func<T, T, bool>[] alike) where T : class
    {
        if (then.Count == now.Count && then.Zip(now).All(pair => alike[0](pair.First, pair.Second))) return then.Zip(now).Select(pair => ((T?)pair.First, (T?)pair.Second));
        var pairs = then.Select(one => (Then: (T?)one, Now: (T?)null)).ToList();
        var left = now.ToList();
        foreach (var test in alike)
            for (var i = 0; i < pairs.Count; i++)
                if (pairs[i].Now is null && left.Find(other => test(pairs[i].Then!, other)) is { } found)
                {
                    pairs[i] = pairs[i] with { Now = found };
                    left.Remove(found);
                }
        return [.. pairs, .. left.Select(one => ((T?)null, (T?)one))];
    }
}
