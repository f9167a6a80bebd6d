using Shouwen.Accountability;
using Shouwen.Chain;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Cases;

/// <summary>
/// Who may do what without any pack: links act on their case, the taker takes over, upstream urges downstream and never the reverse, only the first contact
/// closes, nobody decides his own matter. A pack opens more by a right or by laying the duty on somebody, and replaces the platform's word where its
/// gate says <c>only</c>.
/// </summary>
public static class Permissions
{
    public static IEnumerable<Refusal> Judge(Scene scene, IReadOnlyCollection<Matter> others)
    {
        var act = scene.Act!;
        if (act.Name != Taking.Act && Timing(scene, others) is { } late) { yield return late; yield break; }
        if (act.By == Act.System)
        {
            if (OfPersons.Contains(act.Name)) yield return new("not-for-system", $"{Words.Act(act.Name)}要由人来做，平台不能代替。");
            yield break;
        }
        if (act.By != Act.Customer && scene.Organisation.Person(act.By) is not { Active: true })
        {
            yield return new("unknown-person", "办理人不在本单位在职人员名册中。");
            yield break;
        }
        // Who may take what from a list of a hand-over, the list says.
        if (act.Name == Taking.Act) yield break;
        if (scene.Matter.Key.Kind == MatterKind.Order)
        {
            foreach (var why in Ordering.Judge(scene)) yield return why;
            yield break;
        }
        if (act.Name is "register" or "lead") yield break;
        if (OwnMatter(scene) is { } own) { yield return own; yield break; }
        if (Gates.NamesWho(scene) || scene.Matter.Key.Kind != MatterKind.Organisation && Owes(scene) || scene.Regime.Binding(scene.Matter).Any(pack => HasRight(scene with { Pack = pack }, pack))) yield break;
        if (ByCore(scene, others) is { } refusal) yield return scene.Matter.Key.Kind == MatterKind.Project ? Cited(refusal, scene) : refusal;
    }

    /// <summary>In a project what somebody else owes is refused under the clause by which he owes it.</summary>
    private static Refusal Cited(Refusal refusal, Scene scene)
    {
        var owed = scene.Matter.Duties.Where(duty => duty.Stands && duty.Pack != House.Id).ToList();
        var own = owed.Find(duty => duty.Name == scene.Act!.Name) ?? owed.Find(duty => Clockwork.RuleOf(duty, scene.Regime) is { } found && Matching.Triggers(found.Rule.MetBy, scene.Act!.Name, scene with { Pack = found.Pack }));
        return own is null ? refusal : refusal with { Clause = own.Clause, Pack = own.Pack };
    }

    /// <summary>Whether a right of the pack lets the actor do the act: towards those it says, to those it says. The body that owns a complaint may look into it.</summary>
    public static bool HasRight(Scene scene, Pack pack) => scene.Actor is { } actor && pack.Of<RightRule>().Any(right =>
        right.May.Contains(scene.Act!.Name) && Matching.Holds(right.If, scene) && Roles.Plays(actor, right.Who, scene) && IsThere(right.Towards, scene) && Reaches(right.Towards, scene) && Reaches(right.To, scene)
        || right.Owner is { } owner && OfTheOwner.Contains(scene.Act.Name) && IsComplaint(scene.Matter) && Matching.Holds(right.If, scene) && Roles.Plays(actor, owner, scene));

    private static readonly HashSet<string> OfTheOwner = ["investigate", "determine", "verify", "callback", "feed-back", "inform", "supervise", "urge", "final-reply", "check-retaliation"];

    public static bool IsComplaint(Matter matter) => matter.Facts.Text("kind") == "complaint";

    /// <summary>Whether anybody but the actor is there whom the right is towards: nobody below, nobody to urge.</summary>
    private static bool IsThere(IReadOnlyList<Role> towards, Scene scene) => towards.Count == 0 || towards.SelectMany(role => Roles.All(role, scene with { Anybody = true })).Any(party => !scene.Organisation.StandsFor(scene.Actor!, party));

    /// <summary>Whether an addressee is among those a right reaches; an act that names nobody yet may still name one.</summary>
    private static bool Reaches(IReadOnlyList<Role> roles, Scene scene)
    {
        if (roles.Count == 0 || Roles.Addressees(scene) is not { Count: > 0 } named) return true;
        var reached = roles.SelectMany(role => Roles.All(role, scene with { Anybody = true })).ToList();
        return named.Any(party => reached.Any(role => role == party || party.IsPerson && scene.Organisation.StandsFor(party.Id, role)));
    }

    /// <summary>Whoever bears a standing duty may do what discharges it.</summary>
    private static bool Owes(Scene scene) => scene.Matter.Duties.Any(duty => duty.Stands && duty.Name == scene.Act!.Name
        && scene.Organisation.StandsFor(scene.Actor!, Clockwork.Bearer(duty, scene)));

    private static Refusal? Timing(Scene scene, IReadOnlyCollection<Matter> others)
    {
        var (matter, name) = (scene.Matter, scene.Act!.Name);
        if (name == "recompute") return new("not-by-hand", "时限按工作日历重新计算，由平台对受影响的每件诉求逐件进行，不能在一件诉求上单独登记。");
        if (name == Overruling.Act && scene.Act.By != Act.System) return new("not-by-hand", "认定的改变由平台随新的认定记入，不能登记。");
        if (matter.Key.Kind != MatterKind.Order && name.EndsWith("-order", StringComparison.Ordinal)) return new("wrong-matter", "只有督办单可以这样办理。");
        if (matter.Key.Kind == MatterKind.Order) return null;
        if (matter.Key.Kind is MatterKind.Organisation or MatterKind.Finding && OfTheChain.Contains(name)) return new("wrong-matter", $"这件事没有责任链，不能{Words.Act(name)}。");
        if (matter.Key.Kind is MatterKind.Organisation) return null;
        if (matter.Key.Kind is MatterKind.Finding)
            return matter.Status is "executed" or "dismissed" or "closed" && !StillOpen(matter.Status, name) && !Owes(scene) && !Reopens(scene, others) ? new("finding-ended", "这项问责已经办结，不能再改动。") : null;
        // A sample is drawn of everybody served, whether the papers are filed by then or not.
        if (matter.Status == "archived" && name is not ("query" or "hand-in" or "disclose-contact") && !(name == "callback" && scene.Act.With.Has("draw"))) return new("archived", "这件诉求已经归档，只能查询。");
        if (matter.IsClosed && !AfterClosing.Contains(name)) return new("case-closed", "这件诉求已经办结；客户再提出要求，请另行登记或回访后重办。");
        if (name == "archive" && !matter.IsClosed) return new("not-closed", "办结之后才能归档。");
        if (name == "resume" && !matter.Paused) return new("not-paused", "这件诉求没有暂停，不用恢复。");
        if (name == "pause" && matter.Paused) return new("already-paused", "这件诉求已经暂停。");
        if (name is "take-over" or "designate" or "return" or "forward" && matter.Chain.Pending is null && (name == "take-over" || name == "return" && matter.Chain.Holding.Giver == 0))
            return new("nothing-to-take", "没有移交过来待接的工单。");
        if (name == "transfer" && matter.Chain.Pending is { } pending) return new("already-in-flight", $"工单已移交{Name(scene, pending.To)}，正等对方接手；退回后才能另行移交。");
        if (Applying.Decides(name) is { } kind && Applying.Open(matter, kind) is null) return new("nothing-asked", "没有待审批的申请。");
        if (name == "step-down" && matter.Escalated is null) return new("not-escalated", "这件诉求没有升级。");
        return null;
    }

    /// <summary>What the accused may say to the end; what is left to do once a finding is executed.</summary>
    private static bool StillOpen(string status, string act) => act is "receive-notice" or "file-opinion" || status != "dismissed" && act == Overruling.Act || status != "dismissed" && act == "reverse" || status == "executed" && Hearing.Acts.Contains(act);

    /// <summary>An execution that reaches a threshold opens a further decision on the same finding.</summary>
    private static bool Reopens(Scene scene, IReadOnlyCollection<Matter> others) => scene.Matter.Status == "executed" && scene.Act!.Name is "propose" or "approve"
        && Proposals.Further(scene.Regime, scene.Matter, others, Executing.Sanctions(scene.Act!.With));

    /// <summary>Somebody answers for these by name, so the platform never does them.</summary>
    private static readonly HashSet<string> OfPersons = ["take-over", "close", "decide-extension", "decide-urgent", "decide-pause", "decide-escalation", "step-down", "complain-of-unit", "judge-complaint", "recuse", "appeal", "decide-appeal", "final-reply", "check-retaliation", "judge-cause", "issue-order", "close-order", "cancel-order", "verify", "classify", "weigh", "propose", "approve", "execute", "answer-finding", "object-finding", "decide-objection", "fulfil", "review-fulfilment", "close-finding", "reverse", "submit-reward", "approve-reward", "decline-reward", "reward", "take-duty", "decide-batch", "arbitrate", Ownership.Correction, "accept-hand-over", "decline-hand-over"];

    /// <summary>Acts that move the work along a chain or end it: only a case or a project has one.</summary>
    private static readonly HashSet<string> OfTheChain =
        ["transfer", "take-over", "return", "forward", "designate", "ask-support", "hand-over-desk", "urge", "supervise", "pause", "resume", "request-pause", "decide-pause", "request-escalation", "decide-escalation", "step-down", "resolve", "callback", "close", "archive", "dispute", "arbitrate", Ownership.Correction];

    private static readonly HashSet<string> AfterClosing =
        ["query", "callback", "archive", "hand-in", "disclose-contact", "consent-disclosure", "attribute", "verify", "investigate", "determine", "obstruct", "unit-report", "receive-notice", "file-opinion", "hand-over-desk", "reply-government", "report-back", "feed-back", "sign", "summarise", "visit",
        "answer-complaint", "judge-complaint", "recuse", "appeal", "decide-appeal", "final-reply", "check-retaliation"];

    /// <summary>Nobody decides, verifies or approves his own matter.</summary>
    private static Refusal? OwnMatter(Scene scene)
    {
        var (matter, act) = (scene.Matter, scene.Act!);
        var own = act.Name switch
        {
            var name when Applying.Decides(name) is { } kind => matter.Last($"request-{kind}")?.By == act.By,
            // A call that was drawn is made by somebody outside of the line that handled it; what a regulation makes a handler's own duty carries no draw.
            "callback" when act.With.Has("draw") => matter.Chain.Holders.Contains(Party.Person(act.By)) || matter.Handler == Party.Person(act.By) || act.With.Text("kind") == "spot-check" && HasCalled(scene),
            "reward" => act.With.Texts("person").Contains(act.By),
            "approve" or "execute" or "verify" or "classify" or "weigh" or "propose" or "attribute" when matter.Finding is { } finding => finding.Against == Party.Person(act.By),
            "decide-objection" or "review-fulfilment" or "close-finding" or "reverse" when matter.Finding is { } finding => finding.Against == Party.Person(act.By) || finding.Against.IsUnit && scene.Organisation.Belongs(act.By, finding.Against.Id)
                || act.Name == "decide-objection" && matter.Last("approve")?.By == act.By,
            _ => false,
        };
        return own ? new("own-matter", act.Name == "callback" ? act.With.Text("kind") == "spot-check" && HasCalled(scene) ? "这件诉求您的部门已经回访过，抽查由别的部门来打。" : "您经办过这件诉求，抽中的回访由没有经办过的同事来打。" : "本人的事项不能由本人审批、核实或执行。") : null;
    }

    /// <summary>Whether somebody of the doer's unit has asked the customer before: then a second body asks again, not the same.</summary>
    private static bool HasCalled(Scene scene) => scene.Organisation.Person(scene.Actor)?.Unit is { } unit
        && scene.Matter.ActsNamed("callback").Any(called => called.With.Text("kind") != "spot-check" && scene.Organisation.Person(called.By)?.Unit == unit);

    private static Refusal? ByCore(Scene scene, IReadOnlyCollection<Matter> others)
    {
        var (matter, act, organisation) = (scene.Matter, scene.Act!, scene.Organisation);
        if (matter.Key.Kind == MatterKind.Organisation) return act.By == Act.Customer ? new("not-for-customers", "客户不能办理这件事。") : Owing.Judge(scene);
        if (matter.Key.Kind == MatterKind.Finding) return OnFinding(scene, others) is { } refused ? refused.Clause is null ? refused with { Clause = "问责", Pack = House.Id } : refused : null;
        if (act.By == Act.Customer) return act.Name is "query" or "callback" or "amend" or "urge" or "consent-third-party" or "consent-disclosure" ? null : new("not-for-customers", "客户不能办理这件事。");

        var link = LinkFor(scene);
        var holds = link is not null && (link.No == matter.Chain.Holding.No || link.Holder == matter.Handler);
        return act.Name switch
        {
            "query" or "consent-disclosure" => null,
            "close" => Only(IsFirstContact(scene), "not-first-contact", $"只有首问责任人{Name(scene, matter.FirstContact)}可以办结这件诉求。"),
            "take-over" => Only(IsTaker(scene), "not-taker", $"工单移交给{Name(scene, matter.Chain.Pending!.To)}，由对方接手。"),
            "designate" when matter.Chain.Pending is not null && !IsTaker(scene) => new("not-taker", "工单已经移交，由接单部门指定办理人。"),
            "designate" or "forward" or "return" => Only(IsTaker(scene) || holds, "not-taker", "只有接单部门或现办理人可以指定、退回或转办。"),
            "transfer" or "resolve" or "pause" or "resume" or "declare-unsolvable" =>
                Only(holds, "not-handler", $"现由{Name(scene, matter.Handler)}办理，只有现办理人可以这样做。"),
            "supervise" when act.With.Has("order") && Ordering.HasOffice(scene, act.With.Text("unit")) => null,
            "urge" when act.With.Text("behalf") == Urging.ForCustomer && Urging.MayForCustomer(scene) => null,
            "urge" when !(link is not null && HasBelow(matter, link) || OwesSomebodyNamed(scene) || Presses(scene) || HasClimbed(scene)) && Urging.MayForCustomer(scene) =>
                new("not-upstream", "您不在上游，只能代客户催办。") { IsAboutData = true, Fields = ["behalf"] },
            "urge" when Presses(scene) => null,
            "answer-urge" => Only(Urging.IsUrged(scene), "not-urged", "现在没有催您回复的事。"),
            "complain-of-unit" => Only(organisation.HeadOf(organisation.Person(act.By)?.Unit) == act.By && matter.Chain.Links.Any(one => organisation.UnitOf(one.Holder) == organisation.Person(act.By)!.Unit), "not-head", "由经手部门的负责人代表部门提出。"),
            "answer-complaint" or "judge-complaint" or "recuse" => Only(matter.Duties.Any(duty => duty.Stands && duty.Pack == House.Id && duty.Rule == (act.Name == "answer-complaint" ? act.Name : "judge-complaint") && House.Answers(duty, scene)), "not-asked", "由被投诉的部门说明，由裁定的部门裁定。"),
            "step-down" => Only(matter.Escalated?.By == act.By || matter.EscalatedTo is { } level && organisation.StandsFor(act.By, level) || IsSuperior(scene), "not-superior", "由批准升级的人或升级到的负责人降级。"),
            "urge" or "supervise" => Only(link is not null && HasBelow(matter, link) || OwesSomebodyNamed(scene) || HasClimbed(scene), "not-upstream", "只能催办、督办责任链上自己下游的环节。"),
            "archive" or "hand-in" => Only(IsFirstContact(scene) || link is not null || IsBody(scene, "general-administration"), "not-archivist", "由首问责任人或综合管理部门归档。"),
            "decide-extension" or "decide-urgent" or "decide-pause" or "decide-escalation" or "instruct" or "review-plan" =>
                Only(IsSuperior(scene) || act.Name == "instruct" && matter.EscalatedTo is { } over && organisation.StandsFor(act.By, over) || IsBody(scene, "customer-service"), "not-superior", "由办理人的上级或分管领导决定。"),
            // Whoever was asked to the review on the spot may say what was seen there.
            "survey-done" when matter.Key.Kind == MatterKind.Project => Only(link is not null || ProjectStage.Invited(matter).Any(unit => organisation.Belongs(act.By, unit)), "not-in-chain", OutsideProject),
            "decide-batch" => Only(Gathering.Decider(organisation) is { } decider ? organisation.Belongs(act.By, decider.Id) : IsSuperior(scene), "not-coordinator", $"由{Gathering.Decider(organisation)?.Name ?? "办理人的上级"}认定是否批量诉求。"),
            "hand-over-desk" when act.With.Has("hand-over") => null,     // who may take what from a list, the list says
            "hand-over-desk" => Only(act.With.Text("from") == act.By || organisation.SuperiorOf(act.With.Text("from") ?? "") == act.By || IsBody(scene, "hr") || IsBody(scene, "general-administration"),
                "not-own-desk", "只能移交本人的工作，或由其上级、人事或综合管理部门代为移交。"),
            "dispute" => Only(IsTaker(scene) || holds, "not-taker", "只有接单部门或现办理人可以提请仲裁。"),
            "arbitrate" => Only(Gathering.Decider(organisation) is { } arbiter && organisation.Belongs(act.By, arbiter.Id), "not-coordinator", $"由{Gathering.Decider(organisation)?.Name ?? "协调部门"}裁定。"),
            Ownership.Correction => organisation.IsOver(act.By, matter.FirstContact) ? null : new("not-superior", $"首问责任人认定错了的，由{Overseer(scene)}更正。", "认定", House.Id),
            "flag" => Only(link is not null || IsTaker(scene) || IsBody(scene, "customer-service") || IsSuperior(scene), "not-in-chain", OutsideChain),
            "coordinate" => Only(link is not null || IsBody(scene, "coordination") || IsSuperior(scene), "not-in-chain", OutsideChain),
            "attribute" => Only(link is not null && HasBelow(matter, link) || IsSuperior(scene) || IsBody(scene, "supervision") || IsBody(scene, "hr"), "not-upstream", "由上游环节或监督部门认定责任。"),
            "investigate" or "determine" or "final-reply" or "check-retaliation" => Only(IsBody(scene, "customer-service") || IsBody(scene, "supervision") || Complaint.StandsIn(scene), "not-supervision", "由客户服务或监督部门调查认定。"),
            "appeal" => Only(Complaint.MayAppeal(scene), "not-party", "由被投诉的人或其部门负责人申请复核；投诉人不服的，由首问责任人代为提出。"),
            "decide-appeal" => Only(matter.Duties.Any(duty => duty.Stands && duty is { Pack: House.Id, Rule: "decide-appeal" } && House.Answers(duty, scene)), "not-asked", "由没有作认定的部门复核。"),
            "callback" => Only(link is not null || IsBody(scene, "customer-service") || IsBody(scene, "quality-inspection")
                || act.With.Has("draw") && act.With.Text("kind") == "spot-check" && (IsBody(scene, "supervision") || IsBody(scene, "general-administration")), "not-in-chain", OutsideChain),
            "verify" => Only(Complaint.StandsIn(scene) || IsBody(scene, "customer-service") || IsBody(scene, "supervision") || IsBody(scene, "quality-inspection") || link is not null, "not-in-chain", OutsideChain),
            _ => Only(link is not null || IsTaker(scene) || IsBody(scene, "customer-service"), "not-in-chain", matter.Key.Kind == MatterKind.Project ? OutsideProject : OutsideChain),
        };
    }

    private const string OutsideProject = "这个项目不由您负责，这一步也不轮到您。";

    /// <summary>Whom a breach has climbed to is asked to press for it, wherever he stands.</summary>
    private static bool HasClimbed(Scene scene) => scene.Matter.Duties.Any(duty => duty is { Stands: true, Climbs: { } climbs } && climbs.Any(climbed => climbed.People.Contains(scene.Act!.By)));

    private const string OutsideChain = "您不在这件诉求的责任链上。";

    private static Refusal? OnFinding(Scene scene, IReadOnlyCollection<Matter> others)
    {
        var (organisation, act) = (scene.Organisation, scene.Act!);
        var judge = IsBody(scene, "hr") || IsBody(scene, "supervision") || Hearing.Acts.Contains(act.Name) && MayJudge(scene);
        if (scene.Matter.Finding?.Against is not { } against) return Only(judge || MayOpen(scene), "not-judge", "由监督或人事部门提出。");
        var rules = act.Name is "approve" or "execute" or "propose" ? Proposals.Rules(scene.Regime, scene.Matter, others, Executing.Sanctions(act.With)) : [];
        var under = scene with { Pack = scene.Regime.Packs.FirstOrDefault(pack => pack.Id == scene.Matter.Finding.Pack) };
        return act.Name switch
        {
            "approve" when rules.Where(rule => rule.Approve.Count > 0).ToList() is { Count: > 0 } named => Only(named.TrueForAll(rule => Roles.Plays(act.By, rule.Approve, under)),
                "not-approver", $"由{string.Join("、", named.SelectMany(rule => rule.Approve).Select(Sentences.Role).Distinct())}审批。", named[0]),
            "execute" or "propose" when rules.Any(rule => rule.By.Count > 0 && Roles.Plays(act.By, rule.By, under)) => null,
            "execute" when rules.Where(rule => rule.By.Count > 0).ToList() is { Count: > 0 } named => Only(judge, "not-judge", $"由{string.Join("、", named.SelectMany(rule => rule.By).Select(Sentences.Role).Distinct())}或监督、人事部门执行。", named[0]),
            "approve" => Only(against.IsPerson
                ? organisation.SuperiorOf(against.Id) == act.By || organisation.HeadOf(organisation.UnitOf(against)) == act.By
                : (organisation.Unit(against.Id)?.Leader ?? organisation.HeadOf(organisation.Unit(against.Id)?.Parent)) == act.By,
                "not-approver", against.IsPerson ? "由当事人的部门负责人审批。" : "由该部门的分管领导审批。"),
            "receive-notice" or "file-opinion" => Only(organisation.StandsFor(act.By, against) || organisation.HeadOf(organisation.UnitOf(against)) == act.By, "not-accused", "由被问责的人或部门办理。"),
            "answer-finding" or "object-finding" or "fulfil" => Only(against.IsPerson ? against.Id == act.By : organisation.HeadOf(against.Id) == act.By, "not-accused", against.IsPerson ? "由当事人本人办理。" : "由被问责部门的负责人办理。"),
            "classify" or "weigh" or "propose" => Only(judge || organisation.HeadOf(organisation.UnitOf(against)) == act.By, "not-judge", "由监督、人事部门或当事人的部门负责人提出。"),
            _ => Only(judge, "not-judge", "由监督或人事部门办理。"),
        };
    }

    /// <summary>Whether the pack of the finding lets the actor verify or execute: to such an office belongs what comes after.</summary>
    private static bool MayJudge(Scene scene) => scene.Regime.Packs.FirstOrDefault(pack => pack.Id == scene.Matter.Finding?.Pack) is { } pack
        && (HasRight(scene with { Pack = pack, Act = scene.Act! with { Name = "verify" } }, pack) || HasRight(scene with { Pack = pack, Act = scene.Act! with { Name = "execute" } }, pack));

    /// <summary>Whether the pack lets the actor open a finding under the clause he cites.</summary>
    private static bool MayOpen(Scene scene) => scene.Act!.With is var with && Findings.Citing(scene.Regime, with.Text("clause"), with.Text("kind"), with.Text("pack")) is { } cited
        && cited.Rule.By.Count > 0 && Roles.Plays(scene.Act.By, cited.Rule.By, scene with { Pack = cited.Pack });

    /// <summary>The actor's own link, or one of his unit whose head he is; the holder's unit head acts for the holder.</summary>
    private static Link? LinkFor(Scene scene) => Roles.LinkOf(scene.Matter.Chain, scene.Actor!, scene)
        ?? scene.Matter.Chain.Standing.LastOrDefault(link => link.Holder.IsUnit && scene.Organisation.Belongs(scene.Actor!, link.Holder.Id));

    /// <summary>The first contact himself; of a unit asked first, its head or whoever it made a link of the chain.</summary>
    private static bool IsFirstContact(Scene scene)
    {
        var (first, by) = (scene.Matter.FirstContact, Party.Person(scene.Actor!));
        return first == by || first.IsUnit && scene.Organisation.Belongs(by.Id, first.Id)
            && (scene.Organisation.HeadOf(first.Id) == by.Id || scene.Matter.Chain.Holders.Contains(by));
    }

    /// <summary>Who owes the actor something: the bearers of standing duties owed to him, and whoever holds a place for which a pack makes him answer to the actor. He may urge them, wherever he stands.</summary>
    public static IEnumerable<Party> Owed(Scene scene)
    {
        if (scene.Actor is not { } actor) return [];
        var duties = scene.Matter.Duties.Where(duty => duty.Stands && Clockwork.OwedTo(duty, scene) is { } creditor && scene.Organisation.StandsFor(actor, creditor)).Select(duty => Clockwork.Bearer(duty, scene));
        var places = scene.Matter.Places.Where(place => Ownership.Creditors(place.Key, place.Value, scene).Any(creditor => scene.Organisation.StandsFor(actor, creditor))).Select(place => place.Value.Who);
        var grounds = scene.Matter.Chain.Standing.Select(link => new Place(link.Holder, link.Pack, link.Clause))
            .Concat(scene.Matter.Chain.Pending is { Answers: { } answers } coming ? [new Place(answers, coming.Pack, coming.Clause)] : []);
        var links = grounds.Where(ground => ground.Pack is not null
            && Ownership.Creditors("link", ground, scene with { Act = As(ground.Who, scene) }).Any(creditor => scene.Organisation.StandsFor(actor, creditor))).Select(ground => ground.Who);
        return duties.Concat(places).Concat(links).Where(bearer => !scene.Organisation.StandsFor(actor, bearer)).Distinct();
    }

    /// <summary>Whether any of those the act names owes the actor something (they or somebody of their unit); of an act that names nobody, whether anybody does.</summary>
    private static bool OwesSomebodyNamed(Scene scene) => Roles.Addressees(scene) is { Count: > 0 } named
        ? Owed(scene).Any(bearer => named.Any(party => party == bearer || scene.Organisation.UnitOf(party) == scene.Organisation.UnitOf(bearer))) : Owed(scene).Any();

    /// <summary>Up and down the chain are seen from whoever owes.</summary>
    private static Done? As(Party holder, Scene scene) => (holder.IsPerson ? holder.Id : scene.Organisation.HeadOf(holder.Id)) is { } by ? new Done(0, "", by, scene.At, Fields.None, scene.Matter.Round) : scene.Act;

    private static bool IsTaker(Scene scene) => scene.Matter.Chain.Pending is { } pending
        && (pending.Answers == Party.Person(scene.Actor!) || scene.Organisation.StandsFor(scene.Actor!, pending.To) || pending.To.IsPerson && scene.Organisation.HeadOf(scene.Organisation.UnitOf(pending.To)) == scene.Actor);

    private static bool HasBelow(Matter matter, Link link) => matter.Chain.Below(link).Any() || matter.Chain.Pending is { } pending && (pending.GiverLink == link.No || matter.Chain.Below(link).Any(below => below.No == pending.GiverLink));

    /// <summary>Whether the actor is over whoever has the work now, and is no link of the chain himself: a leader who presses.</summary>
    internal static bool Presses(Scene scene) => scene.Actor is { } actor && !scene.Matter.Chain.Holders.Contains(Party.Person(actor)) && scene.Matter.Handler is var handler && scene.Organisation.UnitOf(handler) is { } unit
        && (scene.Organisation.HeadOf(unit) == actor || scene.Organisation.Unit(unit)?.Leader == actor || handler.IsPerson && scene.Organisation.SuperiorOf(handler.Id) == actor || scene.Matter.EscalatedTo is { } over && scene.Organisation.StandsFor(actor, over));

    /// <summary>Who would correct the determination, in words.</summary>
    private static string Overseer(Scene scene) => scene.Matter.FirstContact is var first
        && (first.IsPerson ? scene.Organisation.SuperiorOf(first.Id) : scene.Organisation.HeadOf(first.Id)) is { } superior ? $"其上级{Name(scene, Party.Person(superior))}" : "其上级";

    private static bool IsSuperior(Scene scene) => scene.Matter.Chain.Standing.Any(link => scene.Organisation.UnitOf(link.Holder) is { } unit
        && (scene.Organisation.HeadOf(unit) == scene.Actor || scene.Organisation.Unit(unit)?.Leader == scene.Actor || link.Holder.IsPerson && scene.Organisation.SuperiorOf(link.Holder.Id) == scene.Actor));

    public static bool IsBody(Scene scene, string body) => scene.Organisation.Body(body) is { } unit && scene.Organisation.Belongs(scene.Actor!, unit.Id);

    private static Refusal? Only(bool allowed, string code, string sentence, Rule? said = null) => allowed ? null : new(code, sentence, said?.Clause, said?.Pack);

    public static string Name(Scene scene, Party party) => party.IsPerson ? scene.Organisation.Person(party.Id)?.Name is { Length: > 0 } name ? name : party.Id
        : party.IsUnit ? scene.Organisation.Unit(party.Id)?.Name is { Length: > 0 } unit ? unit : party.Id : "客户";
}
