using Shouwen.Accountability;
using Shouwen.Chain;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Cases;

/// <summary>Whom the platform tells in the same write: those an act is addressed to, and those a pack's notify rules name. It cannot be forgotten, hence it is no duty.</summary>
public static class Notices
{
    public static IEnumerable<Event> Of(Scene scene, Matter before)
    {
        if (People(Concerned(scene, before), scene) is { Count: > 0 } concerned)
            yield return new Notified(concerned, scene.Act!.Name, null, null) { At = scene.At };
        if (scene.Matter.Chain.Pending is { Answers: { } answers } coming && before.Chain.Pending?.Answers != answers && People([answers], scene) is { Count: > 0 } answering)
            yield return new Notified(answering, "notice", coming.Pack, coming.Clause) { At = scene.At };
        foreach (var pack in scene.Regime.Binding(scene.Matter))
        {
            var under = scene with { Pack = pack };
            if (scene.Act!.Name == "register" && Permissions.IsComplaint(scene.Matter) && pack.Of<RightRule>().FirstOrDefault(right => right.Owner is not null && Matching.Holds(right.If, under)) is { } owned
                && People(Roles.All(owned.Owner!, under), scene) is { Count: > 0 } owners)
                yield return new Notified(owners, "notice", pack.Id, owned.Clause) { At = scene.At };
            foreach (var rule in pack.On<NotifyRule>(scene.Act.Name))
                if (Matching.Triggers(rule.At, scene.Act!.Name, under) && Matching.Holds(rule.If, under)
                    && People(rule.To.SelectMany(role => Roles.All(role, under)), scene) is { Count: > 0 } people)
                    yield return new Notified(people, rule.Send, pack.Id, rule.Clause) { At = scene.At };
        }
    }

    private static IEnumerable<Party> Concerned(Scene scene, Matter before) => scene.Act!.Name switch
    {
        // Both hear of it: whoever leads the project now, and whoever led it.
        "hand-over-desk" when scene.Matter.Key.Kind == MatterKind.Project && scene.Act.With.Text("from") is { } led => [.. Roles.Addressees(scene), Party.Person(led)],
        "transfer" or "forward" or "designate" or "ask-support" or "escalate" or "refer-up" or "instruct" or "hand-over-desk" or "report-media"
            or "report-incident" or "announce-change" or "announce-emergency" => Roles.Addressees(scene),
        "urge" when scene.Act.With.Text("behalf") == Urging.ForCustomer => [.. Receivers(scene), scene.Matter.FirstContact],
        "urge" or "supervise" => Receivers(scene),
        "issue-order" or "answer-order" or "return-order" or "step-up-order" or "close-order" or "cancel-order" => Ordering.Concerned(scene),
        "answer-urge" => Answered(before, scene),
        "request-pause" or "request-escalation" => [.. Deciders(scene)],
        Taking.Act => Owed(scene),
        "decide-pause" => Asker(before, "request-pause"),
        "decide-escalation" => [.. Asker(before, "request-escalation"), .. scene.Matter.EscalatedTo is { } to ? (Party[])[to, scene.Matter.Handler] : []],
        "step-down" => [.. Asker(before, "request-escalation"), scene.Matter.Handler],
        "complain-of-unit" or "recuse" or "hold-meeting" or "check-contact" => [.. Laid(before, scene)],
        "answer-complaint" => Bearers(before, "judge-complaint"),
        "judge-complaint" when Complaining.Open(before) is { } filed => [.. Complaining.Parties(scene, filed).Select(Party.Unit), Party.Person(filed.By)],
        "open-finding" or "verify" or "propose" or "approve" or "execute" or "answer-finding" or "object-finding" or "decide-objection" or "fulfil" or "review-fulfilment" or "close-finding" or "file-opinion" or "reverse" or Overruling.Act
            when scene.Matter.Finding is not null => Hearing.Concerned(scene),
        "rate" => Grading.Concerned(scene),
        "submit-reward" or "approve-reward" or "decline-reward" or "reward" or "reverse" => Rewarding.Concerned(scene),
        "open-hand-over" or "accept-hand-over" or "decline-hand-over" or "withdraw-hand-over" => DeskHandOver.Concerned(scene),
        "dispute" => [.. Gathering.Decider(scene.Organisation) is { } body ? (IEnumerable<Party>)[Party.Unit(body.Id)] : [], .. before.Chain.Pending is { } coming ? (Party[])[coming.Giver] : []],
        "arbitrate" => [scene.Matter.Handler, .. before.Chain.Pending is { } disputed ? (Party[])[disputed.To, disputed.Giver] : [before.Handler], .. before.Last("dispute") is { } asked ? (Party[])[Party.Person(asked.By)] : []],
        "flag" => [scene.Matter.FirstContact, scene.Matter.Handler, .. Roles.All(new Role("head", new Role("handling-unit")), scene)],
        Ownership.Correction => [scene.Matter.FirstContact, before.FirstContact],
        "return" => [before.Chain.Pending?.Giver ?? scene.Matter.Handler],
        "take-over" => before.Chain.Pending is { } pending ? [pending.Giver] : [],
        "declare-unsolvable" => Roles.All(new Role("superior", new Role("actor")), scene),
        "request-extension" or "request-urgent" => [.. Roles.All(new Role("superior", new Role("actor")), scene), .. Deciders(scene)],
        "decide-extension" => Asker(before, "request-extension"),
        "decide-urgent" => Asker(before, "request-urgent"),
        // A report, or the help asked for, reaches whoever is owed it; the departments on a coordination form hear that they are on it.
        "report-back" or "feed-back" or "assist" or "file-opinion" or "submit-report" => Reported(before, scene) is { Count: > 0 } owed ? owed : scene.Act.Name == "report-back" ? [scene.Matter.FirstContact] : [],
        "coordinate" => [.. Reported(before, scene), .. ((string[])["lead", "units"]).SelectMany(scene.Act.With.Texts).Select(one => Roles.NamedParty(scene, one)).OfType<Party>()],
        "callback" when scene.Act.With.Text("rating") == "dissatisfied" => [scene.Matter.Handler, scene.Matter.FirstContact, .. Laid(before, scene)],
        "determine" or "appeal" or "decide-appeal" or "final-reply" or "check-retaliation" or "unit-report" or "verify" => [.. Complaint.Concerned(scene), .. Laid(before, scene)],
        "register" when scene.Matter.FirstContact.Id != scene.Act.By => [scene.Matter.FirstContact],
        _ => [],
    };

    /// <summary>Whom an urge reaches: those it names, else everybody below the one who urges; from outside the chain, those who owe him something, else whoever handles.</summary>
    public static IReadOnlyList<Party> Receivers(Scene scene) => ForCustomer(scene) ? [Urging.OfCustomer(scene.Matter)] : Roles.Addressees(scene) is { Count: > 0 } named ? named
        : Roles.All(new Role("downstream"), scene) is { Count: > 0 } below ? below
        : Permissions.Owed(scene).ToList() is { Count: > 0 } owing ? owing : [scene.Matter.Handler];

    /// <summary>Who urges in the customer's name and names nobody, and whose work it is not himself to press for, reaches whoever has the work.</summary>
    private static bool ForCustomer(Scene scene) => scene.Act is { Name: "urge" } act && (act.By == Act.Customer || act.With.Text("behalf") == Urging.ForCustomer) && Roles.Addressees(scene).Count == 0;

    /// <summary>Those who are owed the answer that was just given; the first contact in the customer's stead.</summary>
    private static IEnumerable<Party> Answered(Matter before, Scene scene) => before.Duties.Where(duty => duty.Stands && duty is { Pack: House.Id, Rule: "answer-urge" } && House.Answers(duty, scene))
        .Select(duty => duty.Creditor is { Kind: not PartyKind.Customer } creditor ? creditor : scene.Matter.FirstContact);

    /// <summary>Those on whom the act has just laid something.</summary>
    private static IEnumerable<Party> Laid(Matter before, Scene scene) => scene.Matter.Duties.Skip(before.Duties.Count).Where(duty => duty.Pack == House.Id).Select(duty => duty.Holder).OfType<Party>();

    /// <summary>Those the act names, else those to whom the duties were owed that it has just ended.</summary>
    private static List<Party> Reported(Matter before, Scene scene) => Roles.Addressees(scene) is { Count: > 0 } named ? [.. named]
        : [.. before.Duties.Where(duty => duty.Stands && scene.Matter.Duties[duty.No - 1] is { Stands: false, Waived: false }).Select(duty => Clockwork.OwedTo(duty, scene with { Matter = before }))
            .OfType<Party>().Where(party => party.Kind != PartyKind.Customer)];

    private static IEnumerable<Party> Deciders(Scene scene) => scene.Matter.Key.Kind is MatterKind.Case or MatterKind.Project && scene.Actor is not (Act.System or Act.Customer)
        && Applying.Decider(Applying.Asks(scene.Act!.Name)!, scene) is { } decider ? [decider] : [];

    private static IEnumerable<Party> Bearers(Matter matter, string rule) => matter.Duties.Where(duty => duty.Stands && duty.Pack == House.Id && duty.Rule == rule).Select(duty => duty.Holder).OfType<Party>();

    /// <summary>Whoever asked; where his work has gone over since, whoever has it.</summary>
    private static IEnumerable<Party> Asker(Matter before, string request) => before.Last(request) is not { } asked ? []
        : [before.Duties.LastOrDefault(duty => duty is { Pack: House.Id, Stands: true, Creditor.IsPerson: true } && duty.Rule == $"decide-{Applying.Asks(request)}")?.Creditor ?? Party.Person(asked.By)];

    /// <summary>Who waits for what was taken over: the applicant; of an order the unit.</summary>
    private static IEnumerable<Party> Owed(Scene scene) => scene.Matter.Key.Kind == MatterKind.Order ? Ordering.UnitOf(scene.Matter) is { } unit ? [Party.Unit(unit)] : []
        : scene.Matter.Duties.Find(duty => duty.No == (int?)scene.Act!.With.Number("duty"))?.Creditor is { IsPerson: true } creditor ? [creditor] : [];

    /// <summary>People, a unit by its head; never the doer himself.</summary>
    internal static List<string> People(IEnumerable<Party> parties, Scene scene) => [.. parties
        .Select(party => party.IsPerson ? party.Id : party.IsUnit ? scene.Organisation.HeadOf(party.Id) : null)
        .OfType<string>().Where(person => person != scene.Actor).Distinct()];
}
