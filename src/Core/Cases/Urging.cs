using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Cases;

/// <summary>
/// 催办: whoever is owed presses whoever owes. Each urge has its number in the case and says on whose behalf it is: the customer's, an upstream link's, a leader's. It is answered within a
/// limit by everybody it reached (<c>answer-urge</c>), and one side may urge only so often. The platform's own rule with the organisation's numbers (<see cref="House"/>).
/// </summary>
public static class Urging
{
    public const string ForCustomer = "customer";
    public const string Upstream = "upstream";
    public const string Leader = "leader";

    /// <summary>The urge with its number in this case and on whose behalf it is; other acts as they are.</summary>
    internal static Act Numbered(Act act, Regime regime, Matter matter) => act.Name != "urge" || matter.Key.Kind != MatterKind.Case ? act
        : act with { With = act.With.With(Fields.Of(new { no = matter.ActsNamed("urge").Count() + 1, behalf = Behalf(act, regime, matter) })) };

    /// <summary>On whose behalf: said by the clerk only for the customer; else a leader's when the doer heads the work and is no link of it himself.</summary>
    private static string Behalf(Act act, Regime regime, Matter matter)
    {
        if (act.By == Act.Customer || act.With.Text("behalf") == ForCustomer) return ForCustomer;
        return !Permissions.Presses(new Scene(regime, matter, new Done(0, act.Name, act.By, act.At, act.With, matter.Round), act.At)) ? Upstream : Leader;
    }

    /// <summary>Whom a customer's urge reaches: who has the work, or whoever it is on its way to.</summary>
    public static Party OfCustomer(Matter matter) => matter.Chain.Pending?.To ?? matter.Handler;

    /// <summary>Whether staff may urge in the customer's name: the first contact; of his unit and of customer service whoever does not hold a part of the work himself.</summary>
    public static bool MayForCustomer(Scene scene) => scene.Actor is { } actor && (scene.Matter.FirstContact == Party.Person(actor) || !scene.Matter.Chain.Holders.Contains(Party.Person(actor))
        && (scene.Organisation.UnitOf(scene.Matter.FirstContact) is { } unit && scene.Organisation.Belongs(actor, unit) || Permissions.IsBody(scene, "customer-service")));

    /// <summary>Why an urge is not taken: nobody but the doer to urge, the customer has the answer already, too often, or too soon after the last.</summary>
    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        var (act, matter, regime) = (scene.Act!, scene.Matter, scene.Regime);
        if (act.Name != "urge" || matter.Key.Kind != MatterKind.Case || act.By == Act.System) yield break;
        var reached = Notices.People(Notices.Receivers(scene), scene);
        if (reached.Count == 0 && act.By != Act.Customer) { yield return new("nobody-to-urge", "现在由您自己办理，没有别人在等着催；要催别人，请写明是谁。") { IsAboutData = true, Fields = ["to"] }; yield break; }
        if (act.By == Act.Customer && matter.ToldBy.Any(seq => matter.Acts[seq - 1].Round == matter.Round)) { yield return new("already-told", "已经答复您；不满意请直接评价，我们会重新办理。"); yield break; }
        var before = matter.ActsNamed("urge").Where(done => Side(done) == Side(act) && (act.By == Act.Customer || done.Told.Intersect(reached).Any())).ToList();
        var calendar = regime.Calendar;
        if (before.Count(done => calendar.DayOf(done.At) == calendar.DayOf(act.At)) is var today && today >= House.Number(regime, "urge-daily"))
            yield return new("urged-enough", $"今天已经催办 {today} 次，明天可以再催（本单位规定一天最多 {House.Number(regime, "urge-daily")} 次）。", "催办", House.Id);
        else if (before is [.., var last] && House.Limit(regime, "urge-interval") is { } interval && Limits.End(interval, last.At, calendar) is { } free && act.At < free)
            yield return new("urged-just-now", $"刚催办过，{Say(free, scene)} 以后可以再催（本单位规定隔 {Words.Limit(Limits.Write(interval)).TrimEnd('内')} 才能再催）。", "催办", House.Id);
    }

    /// <summary>Whose urges count together: all in the customer's name, else one person's.</summary>
    private static string Side(Done done) => done.By == Act.Customer || done.With.Text("behalf") == ForCustomer ? ForCustomer : done.By;

    /// <summary>Everybody the urge reached owes an answer, to whoever it is made for. An earlier one that is still open to the same side is enough.</summary>
    internal static IEnumerable<Event> Raise(Scene scene)
    {
        if (scene.Act is not { Name: "urge" } act || scene.Matter.Key.Kind != MatterKind.Case || act.By == Act.System) return [];
        var creditor = act.With.Text("behalf") == ForCustomer ? Party.Customer : Party.Person(act.By);
        return House.Raised(scene.Matter, Notices.Receivers(scene).Where(party => party != creditor && scene.Organisation.CanAnswer(party))
            .Where(party => !scene.Matter.Duties.Any(duty => duty.Stands && duty is { Pack: House.Id, Rule: "answer-urge" } && duty.Holder == party && duty.Creditor == creditor && duty.BreachedAt is null))
            .Select(party => House.Raise("answer-urge", party, creditor, House.Limit(scene.Regime, "urge-answer"), scene)), act.At);
    }

    /// <summary>Whether the actor is one of those who owe an answer, or heads one.</summary>
    internal static bool IsUrged(Scene scene) => scene.Matter.Duties.Any(duty => duty.Stands && duty is { Pack: House.Id, Rule: "answer-urge" } && House.Answers(duty, scene));

    internal static string Say(DateTimeOffset moment, Scene scene) => TimeZoneInfo.ConvertTime(moment, scene.Regime.Calendar.Zone) is var local ? $"{local.Month}月{local.Day}日 {local:HH:mm}" : "";
}
