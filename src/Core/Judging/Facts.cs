using System.Globalization;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>
/// What an <c>if</c> may ask, answered for a scene. Values of the act come first, then what is known of the matter.
/// Null is unknown; truth values are <c>true</c> and <c>false</c>; numbers are in invariant form.
/// </summary>
public static class Facts
{
    public static IReadOnlyList<string>? Of(string fact, Scene scene)
    {
        var (matter, act) = (scene.Matter, scene.Act);
        return fact switch
        {
            // of the matter
            "scope" or "channel" or "kind" or "urgency" or "wish" => Known(matter, fact),
            "limit-source" => One(matter.Facts.Text("limit.source")),
            "customer" => [Clientele(matter)],
            "tier" => One(matter.Facts.Text("customer.tier")),
            "segment" => One(matter.Facts.Text("customer.segment") ?? act?.With.Text("segment")),
            "flag" => Some([.. matter.Facts.Texts("flags").Concat(act?.With.Texts("flags") ?? []).Concat(act?.With.Texts("flag") ?? []).Distinct()]),
            "subject" => Some(matter.Facts.Texts("subject")),
            "status" => [matter.Status],
            "round" => Number(act?.Round ?? matter.Round),
            "trips" => Number(matter.Acts.Count(done => done.Name == "guide" || done.Name == "transfer" && done.With.Text("mode") == "requester")),
            "told" => Truth(matter.Told || matter.Exempt),
            "satisfied" => matter.Satisfied is { } satisfied ? Truth(satisfied) : null,
            "addressed" => Truth(matter.Facts.Has("addressed-to")),
            // Who asks the customer whether he would turn to a third party has found that there is one.
            "third-party" => Truth(matter.Facts.IsTrue("third-party") || matter.Facts.Has("third-party") || matter.Last("consent-third-party") is not null),
            "vendor" => Truth(matter.Facts.Has("vendor")),
            "known" => Truth(matter.Facts.Has("unit") || matter.Facts.Has("units")),
            "counterpart" => Truth(Roles.One(new Role("handling-unit"), scene) is { } unit && scene.Organisation.Unit(unit.Id)?.Contact is not null),
            "handler-named" => Truth(matter.At("handler") is { IsPerson: true } handler && handler != matter.At("first-contact")),
            "misrouted" => Truth(matter.Facts.IsTrue("misrouted") || act?.With.IsTrue("misrouted") == true),
            "instructed" => Truth(matter.Last("instruct") is not null),
            "project-class" => scene.Pack is null ? null : [.. scene.Pack.Of<WordRule>().Where(word => word.Is == "project-class" && Matching.Holds(word.If, scene)).Select(word => word.Word)],
            "key-project" => Truth(matter.Last("key-project") is not null),
            "reviewed" => Truth(matter.Last("review-plan") is { } review && review.With.IsTrue("ok")),
            "verified" => Truth(matter.Last("verify") is { } verify && (!verify.With.Has("ok") || verify.With.IsTrue("ok"))),
            "complained" => Truth(matter.Facts.Text("kind") == "complaint" || matter.Facts.IsTrue("complained")
                || matter.Finding?.Case is { } behind && scene.Others.Any(other => other.Key == new MatterKey(MatterKind.Case, behind) && other.Facts.Text("kind") == "complaint")),
            "downstream-overdue" => Truth(matter.Duties.Any(duty => duty.State == DutyState.Breached && !IsAbove(duty.Holder, scene))),
            "channel-class" or "kind-class" => Classes(fact, scene),
            "finding" => One(matter.Finding?.Kind),
            "clause" => One(matter.Finding?.Clause ?? act?.With.Text("clause")),
            "against" => One(matter.Finding is { } finding ? finding.Against.IsPerson ? "person" : "unit" : null),
            "main" => matter.Finding is { } opened ? Truth(opened.Main) : null,
            "duty" => Duties(matter, act),
            // of the moment and the people
            // The last moment of a shift is still within it, as the last moment of a limit is.
            "hours" => [scene.Regime.Calendar.IsWorkingTime(scene.At) || scene.Regime.Calendar.IsWorkingTime(scene.At.AddTicks(-1)) ? "working" : "outside"],
            "wanted" => One(Wanted(scene)),
            "asked-unit" => One(act?.With.Text("asked-unit") ?? matter.Facts.Text("asked-unit") ?? AskedUnit(scene)),
            "level" => One(Level(scene)),
            "done" => Some([.. matter.Acts.Select(before => before.Name).Distinct()]),
            "employment" => One(scene.Organisation.Person(scene.Actor)?.Employment),
            "post-class" => One(PostClass(scene.Organisation.Person(scene.Actor)?.Post)),
            "unit-kind" => One(scene.Organisation.Unit(scene.Organisation.Person(scene.Actor)?.Unit)?.Kind),
            "party-member" => scene.Organisation.Person(matter.Finding?.Against.Id ?? scene.Actor) is { } person ? Truth(person.PartyMember) : null,
            // of the act
            "callback-kind" => One(act is { Name: "callback" } ? act.With.Text("kind") ?? "manual" : null),
            "report-kind" => One(act is { Name: "submit-report" } ? act.With.Text("kind") : null),
            _ => Some(act?.With.Texts(fact) ?? []) ?? Some(matter.Facts.Texts(fact)),
        };
    }

    /// <summary>Whether who missed it stands, in the chain, at the doer's place or above it: what one's own side let pass opens no complaint of those below.</summary>
    private static bool IsAbove(Party? holder, Scene scene)
    {
        var organisation = scene.Organisation;
        if (holder is not { } missed || scene.Actor is not { } actor || organisation.Person(actor)?.Unit is not { } unit) return false;
        var place = scene.Matter.Chain.Standing.FirstOrDefault(link => organisation.UnitOf(link.Holder) == unit);
        return place is not null && (missed == Party.Unit(unit) || scene.Matter.Chain.Standing.Any(link => link.No <= place.No && link.Holder == missed));
    }

    /// <summary>The duty that a breach is about, by its word and by the id of its rule; else the one the act names.</summary>
    private static IReadOnlyList<string>? Duties(Matter matter, Done? act) => matter.Finding is { Duty: { } duty } finding ? finding.DutyRule is { } rule ? [duty, rule] : [duty]
        : Some([.. act?.With.Texts("duty") ?? [], .. act is { Name: "breached" } ? act.With.Texts("rule") : []]);

    private static string Clientele(Matter matter) => matter.Facts.Text("customer.segment") switch
    {
        "internal" => "internal",
        "anonymous" => "anonymous",
        "vexatious" => "vexatious",
        _ => matter.Facts.IsTrue("customer.anonymous") ? "anonymous" : matter.Facts.IsTrue("customer.vexatious") ? "vexatious" : "external",
    };

    private static IReadOnlyList<string>? Known(Matter matter, string fact) => One(matter.Facts.Text(fact) ?? (fact == "urgency" ? "normal" : null));

    /// <summary>The classes of the pack that the matter's channel or kind falls in.</summary>
    private static IReadOnlyList<string>? Classes(string fact, Scene scene)
    {
        var value = scene.Matter.Facts.Text(fact == "channel-class" ? "channel" : "kind");
        return value is null || scene.Pack is null ? null
            : [.. scene.Pack.Of<WordRule>().Where(word => word.Is == fact && word.Of.Any(member => Contains(member, value, scene))).Select(word => word.Word)];
    }

    private static bool Contains(Value member, string value, Scene scene) => member.Set is not { } set ? member.Text == value
        : scene.Regime.Setting(scene.Pack!, set) is { } node && (node.Scalar == value || node.Items?.Any(item => item.Scalar == value) == true);

    /// <summary>
    /// Whether whoever the customer wants can be had: the person asked for, by his absences and by what was recorded in this matter; else none when nobody of the
    /// unit concerned is there. Unknown when the customer wants nobody in particular and somebody is there.
    /// </summary>
    private static string? Wanted(Scene scene)
    {
        var (facts, organisation) = (scene.Matter.Facts, scene.Organisation);
        if (facts.Text("wanted") is { } said) return said;
        if (organisation.Person(facts.Text("addressed-to")) is { } person)
            return Unreachable(person.Id) ? "unreachable" : organisation.AbsenceOf(person.Id, scene.At)?.Reason switch { "trip" => "trip", "busy" => "busy", "unreachable" => "unreachable", null => "present", _ => "absent" };
        return facts.Text("unit") is { } unit && organisation.People.Where(one => one.Unit == unit && one.Active).ToList() is { Count: > 0 } people
            && people.All(one => Unreachable(one.Id) || organisation.AbsenceOf(one.Id, scene.At) is not null) ? "none" : null;

        bool Unreachable(string id) => scene.Matter.ActsNamed("mark-unreachable").Any(act => act.With.Text("person") == id);
    }

    /// <summary>The level of the doer in the chain; of an attribution, that of whom it names.</summary>
    private static string? Level(Scene scene)
    {
        var chain = scene.Matter.Chain;
        var named = scene.Act is { Name: "attribute" } act && act.With.Text("to") is { } to ? Roles.NamedParty(scene, to) : null;
        var link = named is { IsUnit: true } unit ? chain.Standing.LastOrDefault(link => scene.Organisation.UnitOf(link.Holder) == unit.Id)
            : (named?.Id ?? scene.Actor) is { } person ? Roles.LinkOf(chain, person, scene) : null;
        return link is null ? null : link.No == 1 ? "first-contact" : scene.Matter.Handler == link.Holder ? "handler" : "next";
    }

    /// <summary>
    /// Whether the unit asked first is a first-contact department: the unit addressed, else that of whoever registered. It stays what it was when the first contact
    /// moves on. Unknown while the organisation has no such department, or while nobody in particular was asked.
    /// </summary>
    private static string? AskedUnit(Scene scene)
    {
        var organisation = scene.Organisation;
        string[] departments = [.. organisation.Units.Where(unit => unit.Role == "first-contact-department").Select(unit => unit.Id)];
        var addressed = scene.Matter.Facts.Text("addressed-to") is { } to && Roles.NamedParty(scene, to) is { IsUnit: true } unit ? unit.Id : null;
        var asked = scene.Matter.Last("register")?.By ?? scene.Actor;
        if (departments.Length == 0 || addressed is null && organisation.Person(asked) is null) return null;
        return departments.Any(department => addressed is null ? organisation.Belongs(asked!, department) : addressed == department) ? "first-contact-department" : "other";
    }

    private static string? PostClass(string? post) => post switch
    {
        null => null,
        "order-keeper" or "cleaner" or "repairer" or "operating" => "operating",
        "managing" or "manager" => "managing",
        "field" or "fitter" => "field",
        "bound-to-post" or "guard" => "bound-to-post",
        _ => null,
    };

    private static IReadOnlyList<string> Number(int number) => [number.ToString(CultureInfo.InvariantCulture)];
    private static IReadOnlyList<string> Truth(bool truth) => [truth ? "true" : "false"];
    private static IReadOnlyList<string>? One(string? value) => value is null ? null : [value];
    private static IReadOnlyList<string>? Some(IReadOnlyList<string> values) => values.Count == 0 ? null : values;
}
