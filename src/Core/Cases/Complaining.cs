using Shouwen.Duties;
using Shouwen.Judging;

namespace Shouwen.Cases;

/// <summary>
/// 部门投诉: one unit of the chain complains of how another handled the case. A body that is neither of them judges it; the unit complained of may say its side; whoever is partial steps
/// aside and the next takes his place. The platform's own rule (<see cref="House"/>); what packs say of complaints by customers is another matter.
/// </summary>
public static class Complaining
{
    /// <summary>Bodies that may judge, the first that is not concerned does.</summary>
    internal static readonly string[] Judges = ["supervision", "coordination", "quality-inspection", "customer-service", "general-administration", "hr"];

    /// <summary>The complaint that is not judged yet; a case has one at a time.</summary>
    public static Done? Open(Matter matter) => matter.Last("complain-of-unit") is { } filed && (matter.Last("judge-complaint") is not { } judged || judged.Seq < filed.Seq) ? filed : null;

    /// <summary>Who judges: the first body concerned on neither side that has not stepped aside; lacking one the leader above the unit complained of.</summary>
    public static Party? Judge(Scene scene, Done filed)
    {
        var own = scene.Organisation;
        var aside = scene.Matter.Acts.Where(act => act.Seq > filed.Seq && act.Name == "recuse").Select(act => act.With.Text("aside")).OfType<string>().ToHashSet();
        var parties = Parties(scene, filed);
        if (Judges.Select(own.Body).OfType<Organisations.Unit>().FirstOrDefault(body => !parties.Contains(body.Id) && !aside.Contains(Party.Unit(body.Id).ToString())) is { } found) return Party.Unit(found.Id);
        return ((string?[])[own.Unit(filed.With.Text("unit"))?.Leader, own.HeadOf(own.Unit(filed.With.Text("unit"))?.Parent)]).OfType<string>()
            .Where(person => !aside.Contains(Party.Person(person).ToString()) && person != filed.By).Select(person => (Party?)Party.Person(person)).FirstOrDefault();
    }

    /// <summary>The unit that complains and the unit complained of.</summary>
    public static IReadOnlyList<string> Parties(Scene scene, Done filed) => [.. ((string?[])[scene.Organisation.Person(filed.By)?.Unit, filed.With.Text("unit")]).OfType<string>()];

    /// <summary>Who steps aside is noted, so that the next is somebody else.</summary>
    internal static Act Settled(Act act, Matter matter) => act.Name == "recuse" && Standing(matter, "judge-complaint") is { Holder: { } judge } ? act with { With = act.With.With(Fields.Of(new { aside = judge.ToString() })) } : act;

    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        var (act, matter, own) = (scene.Act!, scene.Matter, scene.Organisation);
        if (act.Name is not ("complain-of-unit" or "answer-complaint" or "judge-complaint" or "recuse")) yield break;
        var open = Open(matter);
        if (matter.Key.Kind != MatterKind.Case) yield return new("wrong-matter", "部门投诉要在一件诉求上提出。");
        else if (act.Name == "complain-of-unit" && open is not null) yield return new("already-complained", "这件诉求已有一件部门投诉等待裁定。");
        else if (act.Name == "complain-of-unit" && act.With.Text("unit") is { } unit && !matter.Chain.Links.Any(link => own.UnitOf(link.Holder) == unit) && own.UnitOf(matter.Chain.Pending?.To) != unit)
            yield return new("unit-not-concerned", "这个部门没有经手过这件诉求。") { Fields = ["unit"], IsAboutData = true };
        else if (act.Name == "complain-of-unit" && act.With.Text("unit") is { } whom && own.Person(act.By)?.Unit == whom) yield return new("own-unit", "不能投诉自己的部门。") { Fields = ["unit"], IsAboutData = true };
        else if (act.Name == "complain-of-unit" && act.With.Has("unit") && Judge(scene, act) is null) yield return new("nobody-to-judge", "没有与双方无关、可以裁定的部门；请在部门里指定监督部门，或报分管领导。");
        else if (act.Name != "complain-of-unit" && open is null) yield return new("nothing-complained", "没有等待裁定的部门投诉。");
        else if (act.Name is "judge-complaint" && open is not null && Parties(scene, open).Any(party => own.Belongs(act.By, party)))
            yield return new("recusal", "您属于投诉的一方，要回避，不能裁定。", "部门投诉", House.Id);
    }

    /// <summary>A complaint lays the ruling on the judge and the answer on the unit complained of; who steps aside lays the ruling on the next.</summary>
    internal static IEnumerable<Event> Raise(Scene scene)
    {
        var (act, matter) = (scene.Act!, scene.Matter);
        if (act.Name is not ("complain-of-unit" or "recuse") || Open(matter) is not { } filed) return [];
        var complaining = Party.Unit(scene.Organisation.Person(filed.By)!.Unit);
        var judge = Judge(scene, filed) is { } next ? (IEnumerable<Duty>)[House.Raise("judge-complaint", next, complaining, House.Limit(scene.Regime, "complaint-ruling"), scene)] : [];
        if (act.Name == "recuse")
            return [.. Standing(matter, "judge-complaint") is { } before ? (Event[])[new DutyEnded(before.No, DutyState.Waived, before.Holder, "recuse") { At = act.At }] : [], .. House.Raised(matter, judge, act.At)];
        return House.Raised(matter, [.. judge, House.Raise("answer-complaint", Party.Unit(filed.With.Text("unit")!), complaining, House.Limit(scene.Regime, "complaint-answer"), scene)], act.At);
    }

    private static Duty? Standing(Matter matter, string rule) => matter.Duties.LastOrDefault(duty => duty.Stands && duty.Pack == House.Id && duty.Rule == rule);
}
