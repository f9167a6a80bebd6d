using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Packs;

namespace Shouwen.Cases;

/// <summary>
/// 投诉: what a customer says against a unit, a person or a vendor, from the claim to the reply that ends it. Whoever is concerned neither investigates nor judges nor signs, and the one
/// complained of does not learn who complained. That is the platform's own rule (<see cref="House"/>); verdicts, their criteria and the time for an opinion come from the packs.
/// </summary>
public static class Complaint
{
    private const string Clause = "投诉";

    /// <summary>How far it has come, in order.</summary>
    public static readonly IReadOnlyList<string> States = ["registered", "investigating", "reported", "verified", "determined", "notified", "opinion", "appealed", "reopened", "replied", "closed"];

    /// <summary>Acts of those who look into a complaint, judge it or sign for it.</summary>
    private static readonly HashSet<string> OfJudges = ["investigate", "verify", "determine", "decide-appeal", "final-reply", "check-retaliation"];

    /// <summary>Bodies whose business complaints are, unless a pack says who judges.</summary>
    private static readonly string[] Usual = ["customer-service", "supervision"];

    public static bool Is(Matter matter) => matter.Key.Kind == MatterKind.Case && Permissions.IsComplaint(matter);

    /// <summary>Whom it is against: a person or a unit; null for a vendor, or where nobody in particular was named.</summary>
    public static Party? Against(Scene scene) => Is(scene.Matter) && scene.Matter.Facts.Text("complainee") is { } named ? Roles.NamedParty(scene, named) : null;

    /// <summary>The case it is about, by id; null where the customer complains of no case.</summary>
    public static string? About(Matter matter) => Is(matter) ? matter.Facts.Text("about-case") : null;

    /// <summary>The verdict that holds; null before there is one.</summary>
    public static Done? Verdict(Matter matter) => Is(matter) ? matter.Last("determine") : null;

    /// <summary>ordinary, major (both valid), unsubstantiated, out-of-scope or invalid; null before there is a verdict.</summary>
    public static string? Finding(Matter matter) => Verdict(matter) is { } verdict ? Finding(verdict) : null;

    /// <summary>The same of one verdict among several.</summary>
    public static string Finding(Done verdict) => verdict.With.Text("verdict") == "valid" ? verdict.With.Text("severity") == "major" ? "major" : "ordinary" : verdict.With.Text("reason") ?? "invalid";

    /// <summary>An appeal that is not decided yet.</summary>
    public static Done? Appeal(Matter matter) => matter.Last("appeal") is { } appeal && (matter.Last("decide-appeal") is not { } decided || decided.Seq < appeal.Seq) ? appeal : null;

    /// <summary>The signed reply that ended it, as long as no later verdict took its place.</summary>
    public static Done? FinalReply(Matter matter) => Is(matter) && matter.Last("final-reply") is { } reply && reply.Seq > (Verdict(matter)?.Seq ?? 0) ? reply : null;

    /// <summary>One of <see cref="States"/>; null where it is no complaint.</summary>
    public static string? State(Matter matter)
    {
        if (!Is(matter)) return null;
        if (Appeal(matter) is not null) return "appealed";
        if (Verdict(matter) is not { } verdict)
            return matter.IsClosed ? "closed" : matter.Last("verify") is { } verified && After(verified, "unit-report") && Sound(verified) ? "verified"
                : matter.Last("unit-report") is { } report && (matter.Last("verify") is not { } looked || looked.Seq < report.Seq) ? "reported"
                : matter.Last("investigate") is not null || matter.Last("unit-report") is not null ? "investigating" : "registered";
        if (matter.Last("decide-appeal") is { } decided && decided.Seq > verdict.Seq && decided.With.IsTrue("ok")) return "reopened";
        return matter.IsClosed ? "closed" : FinalReply(matter) is not null ? "replied" : Follows("file-opinion") ? "opinion" : Follows("receive-notice") ? "notified" : "determined";

        bool Follows(string act) => matter.Last(act) is { } done && done.Seq > verdict.Seq;
        bool After(Done done, string act) => matter.Last(act) is { } before && before.Seq < done.Seq;
        static bool Sound(Done verified) => !verified.With.Has("ok") || verified.With.IsTrue("ok");
    }

    /// <summary>Whether who complained is kept from the person: he is the one complained of; or of the unit concerned, where the customer asked for that.</summary>
    public static bool Shields(string person, Scene scene) => Against(scene) is { } against
        && (against == Party.Person(person) || scene.Matter.Facts.IsTrue("protect") && scene.Organisation.UnitOf(against) is { } unit && IsOf(person, unit, scene.Organisation));

    /// <summary>Whether the person is on the side complained of: himself, or one of the unit.</summary>
    public static bool IsParty(string person, Scene scene) => Against(scene) is { } against && (against == Party.Person(person) || scene.Organisation.UnitOf(against) is { } unit && IsOf(person, unit, scene.Organisation));

    /// <summary>Why the person steps aside, as the beginning of a sentence; null where he is free to judge. The case it is about is looked for among the scene's others.</summary>
    public static string? Concern(string person, Scene scene)
    {
        if (Against(scene) == Party.Person(person)) return "您是被投诉人";
        if (IsParty(person, scene)) return "您属于被投诉的部门";
        var links = scene.Matter.Chain.Links.Where(link => link.Holder == Party.Person(person)).ToList();
        if (links.Exists(link => link.No > 1) && !Complaining.Judges.Select(scene.Organisation.Body).OfType<Unit>().Any(body => scene.Organisation.Belongs(person, body.Id))
            || links.Count > 0 && scene.Matter.Acts.Any(act => act.By == person && Handling.Contains(act.Name))) return "您经办过这件投诉";
        return About(scene.Matter) is { } about && scene.Others.Any(other => other.Key == new MatterKey(MatterKind.Case, about) && other.Chain.Links.Any(link => link.Holder == Party.Person(person))) ? "您经办过被投诉的那件诉求" : null;
    }

    /// <summary>By these somebody handles a complaint. Who only took it in, passed it on or took it over to look into it is free to judge, as a hotline does that takes complaints and verifies them.</summary>
    private static readonly HashSet<string> Handling = ["answer", "promise", "explain", "declare-unsolvable", "resolve"];

    /// <summary>Of a unit above all others only those who sit in it: else a complaint of the house as a whole would be nobody's to judge.</summary>
    private static bool IsOf(string person, string unit, Organisation own) => own.Person(person)?.Unit == unit || own.HeadOf(unit) == person || own.Unit(unit)?.Parent is not null && own.Belongs(person, unit);

    /// <summary>Whether the doer judges in the place of those who usually do, since every one of them is concerned: the next body that is not, lacking one the leader above.</summary>
    public static bool StandsIn(Scene scene)
    {
        if (!OfJudges.Contains(scene.Act!.Name) || !Is(scene.Matter) || scene.Actor is not { } actor || scene.Organisation.Person(actor) is null || Concern(actor, scene) is not null) return false;
        var named = scene.Regime.Binding(scene.Matter).SelectMany(pack => pack.On<GateRule>(scene.Act.Name).Where(gate => gate.Only.Count > 0 && Matching.Holds(gate.If, scene with { Pack = pack })).SelectMany(gate => gate.Only)).ToList();
        var usual = named.Count > 0 ? named.SelectMany(role => Roles.All(role, scene)) : Usual.Select(scene.Organisation.Body).OfType<Unit>().Select(unit => Party.Unit(unit.Id));
        return !usual.Any(party => HasFree(party, scene)) && Complaining.Judges.Select(scene.Organisation.Body).OfType<Unit>().Select(unit => Party.Unit(unit.Id)).Where(party => HasFree(party, scene)).Select(party => (Party?)party)
            .FirstOrDefault() is var next && (next is { } body ? scene.Organisation.StandsFor(actor, body) : scene.Organisation.LeaderAbove(scene.Organisation.UnitOf(Against(scene))) == actor);
    }

    private static bool HasFree(Party party, Scene scene) => scene.Organisation.People.Any(person => person.Active && scene.Organisation.StandsFor(person.Id, party) && Concern(person.Id, scene) is null);

    /// <summary>Who may ask for a review: the one complained of, the head of the unit; the first contact for the customer.</summary>
    internal static bool MayAppeal(Scene scene) => scene.Actor is { } actor && (Against(scene) == Party.Person(actor) || scene.Organisation.UnitOf(Against(scene)) is { } unit && scene.Organisation.HeadOf(unit) == actor
        || scene.Matter.FirstContact == Party.Person(actor));

    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        var (act, matter) = (scene.Act!, scene.Matter);
        if (!Is(matter))
        {
            if (act.Name is "appeal" or "decide-appeal" or "final-reply" or "check-retaliation") yield return new("not-a-complaint", "这件诉求不是投诉。");
            yield break;
        }
        var verdict = Verdict(matter);
        if (OfJudges.Contains(act.Name) && scene.Actor is { } actor && Concern(actor, scene) is { } concern)
            yield return new("recusal", $"{concern}，要回避，不能{Words.Act(act.Name)}；由没有经手的同事办理。", Clause, House.Id);
        else if (act.Name == "decide-appeal" && verdict?.By == act.By) yield return new("recusal", "这是您作的认定，要回避，不能复核。", Clause, House.Id);
        else if (act.Name == "determine" && verdict is not null && !act.With.Has("grounds"))
            yield return new("grounds-missing", "已经认定过；改变认定要写明理由。", Clause, House.Id) { Fields = ["grounds"], IsAboutData = true };
        else if (act.Name is "appeal" or "final-reply" && verdict is null) yield return new("no-verdict", "这件投诉还没有认定。");
        else if (act.Name == "appeal" && WhyNoAppeal(scene, verdict!) is { } late) yield return late;
        else if (act.Name == "decide-appeal" && Appeal(matter) is null) yield return new("nothing-appealed", "没有等待复核的申请。");
        else if (act.Name == "final-reply" && State(matter) is "appealed" or "reopened") yield return new("appeal-open", "复核还没有结果，不能终结答复。", Clause, House.Id);
        else if (act.Name == "final-reply" && FinalReply(matter) is not null) yield return new("already-replied", "已经终结答复；改变认定之后才能再答复。");
    }

    private static Refusal? WhyNoAppeal(Scene scene, Done verdict)
    {
        if (House.Limit(scene.Regime, "appeal-within") is not { } within) return new("appeal-closed", "本单位没有开放投诉复核。", Clause, House.Id);
        if (Appeal(scene.Matter) is not null) return new("already-appealed", "已经申请复核，等待决定。");
        if (scene.Matter.Last("decide-appeal") is { } decided && decided.Seq > verdict.Seq) return new("appealed-once", "这次认定已经复核过。");
        return Limits.End(within, verdict.At, scene.Regime.Calendar) < scene.At ? new("appeal-late", $"认定之后{Words.Limit(Limits.Write(within))}可以申请复核，现在已经过期。", Clause, House.Id) : null;
    }

    /// <summary>What an act on a complaint lays on whom: a review, a verdict anew, a report anew, the look whether the customer was made to suffer for it.</summary>
    internal static IEnumerable<Event> Raise(Scene scene)
    {
        var (act, matter, own) = (scene.Act!, scene.Matter, scene.Organisation);
        if (!Is(matter)) return [];
        var judge = Verdict(matter) is { } verdict && own.Person(verdict.By)?.Unit is { } unit ? Party.Unit(unit) : (Party?)null;
        return House.Raised(matter, act.Name switch
        {
            "appeal" when Reviewer(scene) is { } reviewer => [House.Raise("decide-appeal", reviewer, Party.Person(act.By), House.Limit(scene.Regime, "appeal-decision"), scene)],
            "decide-appeal" when act.With.IsTrue("ok") && judge is { } again => [House.Raise("redetermine", again, null, House.Limit(scene.Regime, "appeal-decision"), scene)],
            "verify" when act.With.Has("ok") && !act.With.IsTrue("ok") && matter.Last("unit-report") is not null && own.UnitOf(Against(scene)) is { } reports => [House.Raise("report-again", Party.Unit(reports), Party.Unit(own.Person(act.By)?.Unit ?? ""), null, scene)],
            "final-reply" when Against(scene) is not null && own.Person(act.By)?.Unit is { } office && House.Limit(scene.Regime, "retaliation-watch") is { } watch => [House.Raise("check-retaliation", Party.Unit(office), Party.Customer, watch, scene)],
            _ => (IEnumerable<Duties.Duty>)[],
        }, act.At);
    }

    /// <summary>The first body that neither judged nor is concerned; lacking one the leader above whoever judged.</summary>
    private static Party? Reviewer(Scene scene)
    {
        var own = scene.Organisation;
        var judged = own.Person(Verdict(scene.Matter)?.By)?.Unit;
        return Complaining.Judges.Select(own.Body).OfType<Unit>().Where(unit => unit.Id != judged && HasFree(Party.Unit(unit.Id), scene)).Select(unit => (Party?)Party.Unit(unit.Id)).FirstOrDefault()
            ?? (own.LeaderAbove(judged) is { } leader ? Party.Person(leader) : null);
    }

    /// <summary>Who is told of an act on a complaint besides those on whom it lays something.</summary>
    internal static IEnumerable<Party> Concerned(Scene scene)
    {
        var (matter, own) = (scene.Matter, scene.Organisation);
        if (!Is(matter)) return [];
        var (unit, judge) = (own.UnitOf(Against(scene)) is { } against ? (Party?)Party.Unit(against) : null, own.Person(Verdict(matter)?.By) is { } judged ? (Party?)Party.Person(judged.Id) : null);
        return ((Party?[])(scene.Act!.Name switch
        {
            "determine" => [unit, Against(scene), matter.FirstContact],
            "final-reply" => [unit, matter.FirstContact],
            "decide-appeal" => [unit, Against(scene), judge, matter.Last("appeal") is { } appeal ? Party.Person(appeal.By) : null],
            "appeal" => [judge],
            "unit-report" => [own.Body(Usual[0]) is { } office ? Party.Unit(office.Id) : null],
            "check-retaliation" when scene.Act.With.IsTrue("ok") => [own.Body("supervision") is { } supervision ? Party.Unit(supervision.Id) : null],
            _ => [],
        })).OfType<Party>();
    }
}
