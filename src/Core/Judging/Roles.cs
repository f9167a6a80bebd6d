using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>
/// Who plays a role in a scene. A body no unit is bound to still names itself as a unit, so that a duty is never dropped in silence;
/// the check before adoption reports it.
/// </summary>
public static class Roles
{
    public static Party? One(Role role, Scene scene) => All(role, scene) is [var first, ..] ? first : null;

    public static IReadOnlyList<Party> All(Role role, Scene scene) => role.Of is { } of
        ? [.. All(of, scene).Select(party => Wrapped(role.Name, party, scene)).OfType<Party>().Distinct()]
        : Plain(role.Name, scene);

    /// <summary>Whether the person is, or belongs to, whoever plays one of the roles.</summary>
    public static bool Plays(string person, IEnumerable<Role> roles, Scene scene) => roles.Any(role => Plays(person, role, scene));

    public static bool Plays(string person, Role role, Scene scene) => role.Name switch
    {
        _ when person is Act.System => false,
        _ when person is Act.Customer => role.Name == "customer",
        "everyone" or "each-post" or "each-unit" => true,
        "leaders" => scene.Organisation.IsLeader(person),
        _ => All(role, scene with { Anybody = true }).Any(party => scene.Organisation.StandsFor(person, party)),
    };

    private static IReadOnlyList<Party> Plain(string name, Scene scene)
    {
        var (matter, organisation) = (scene.Matter, scene.Organisation);
        var here = scene.Actor is { } actor and not (Act.System or Act.Customer) ? LinkOf(matter.Chain, actor, scene) : null;
        return name switch
        {
            "first-asked" => List(FirstAsked(scene)),
            "first-contact" or "handler" or "lead" => List(matter.At(name)),
            "actor" => scene.Actor switch { null or Act.System => [], Act.Customer => [Party.Customer], var person => [Party.Person(person)] },
            "giver" => List(matter.Chain.Pending?.Giver ?? Giver(matter)),
            "taker" => List(matter.Chain.Pending?.To ?? matter.Chain.Links.LastOrDefault(link => link.No > 1 && link.State != LinkState.Support && link.Stands)?.Holder),
            "upstream" when scene.Anybody => [.. matter.Chain.Standing.Where(link => matter.Chain.Below(link).Any() || Incoming(matter, link).Any()).Select(link => link.Holder)],
            "downstream" when scene.Anybody => [.. matter.Chain.Standing.Where(link => link.Giver != 0).Select(link => link.Holder), .. matter.Chain.Pending is not { } coming ? [] : coming.Answers is { } answers ? (Party[])[coming.To, answers] : [coming.To]],
            "upstream" => here is { } link && matter.Chain.Above(link) is { } above ? [above.Holder] : [],
            "downstream" when scene.Act is { Name: "ask-support" } => Addressees(scene),
            "downstream" => here is { } link ? [.. matter.Chain.Below(link).Select(below => below.Holder), .. Incoming(matter, link)] : [],
            "wanted" when scene.Act is { Name: "back-at-post", By: var back } => List(Person(scene, back)),
            "wanted" when scene.Act is { Name: "mark-unreachable" } mark && Person(scene, mark.With.Text("person")) is { } marked => [marked],     // the one just sought in vain
            "wanted" or "addressed" => List(AddressedTo(scene)),
            "on-duty" => List(OnDuty(scene)),
            "event-leader" => List(Person(scene, matter.Facts.Text("event-leader"))),
            "account-manager" => List(organisation.People.FirstOrDefault(person => person.Post == "account-manager" && person.Active)?.Id is { } id ? Party.Person(id) : null),
            "customer" => [Party.Customer],
            "accused" => List(matter.Finding?.Against ?? (matter.Facts.Text("complainee") is { } complained ? NamedParty(scene, complained) : null)),
            "first-contact-unit" => Unit(scene, matter.At("first-contact")),
            "giving-unit" => Unit(scene, matter.Chain.Pending?.Giver ?? Giver(matter)),
            "handling-unit" => HandlingUnit(scene),
            "complained-unit" => matter.Facts.Text("complainee") is { } complainee ? Unit(scene, NamedParty(scene, complainee)) : Plain("handling-unit", scene),
            "accused-unit" => Unit(scene, matter.Finding?.Against),
            "lead-unit" => Unit(scene, matter.At("lead")),
            "each-unit" => [.. organisation.Units.Select(unit => Party.Unit(unit.Id))],
            "each-branch" => [.. organisation.Units.Where(unit => unit.Kind is "branch" or "subsidiary").Select(unit => Party.Unit(unit.Id))],
            "each-department" => [.. organisation.Units.Where(unit => unit.Kind == "department").Select(unit => Party.Unit(unit.Id))],
            "each-post" or "everyone" => [.. organisation.People.Where(person => person.Active).Select(person => Party.Person(person.Id))],
            "leaders" => [.. organisation.People.Where(person => organisation.IsLeader(person.Id)).Select(person => Party.Person(person.Id))],
            "organisation" => [],
            _ => [Party.Unit(organisation.Body(name)?.Id ?? name)],
        };
    }

    /// <summary>The unit in charge: placed by a rule, else the handler's; while the first contact still holds the work, the unit it is meant for.</summary>
    private static IReadOnlyList<Party> HandlingUnit(Scene scene)
    {
        var matter = scene.Matter;
        if (matter.At("handling-unit") is { } placed) return [placed];
        var meant = matter.At("handler") == matter.At("first-contact") ? matter.Facts.Text("unit") : null;
        return meant is not null && NamedParty(scene, meant) is { IsUnit: true } unit ? [unit] : Unit(scene, matter.At("handler"));
    }

    /// <summary>A missing liaison, contact or leader falls back to the head; a missing head to the unit itself.</summary>
    private static Party? Wrapped(string wrapper, Party party, Scene scene)
    {
        var organisation = scene.Organisation;
        if (wrapper == "superior") return party.IsPerson && organisation.SuperiorOf(party.Id) is { } superior ? Party.Person(superior) : null;
        if (organisation.UnitOf(party) is not { } id) return null;
        var unit = organisation.Unit(id);
        var person = wrapper switch
        {
            "head" => unit?.Head,
            "leader" => unit?.Leader ?? unit?.Head,
            "liaison" => unit?.Liaison ?? unit?.Head,
            "contact" => unit?.Contact ?? unit?.Head,
            _ => null,
        };
        return person is not null ? Party.Person(person) : Party.Unit(id);
    }

    /// <summary>Whoever was asked first: the person who registers; for what the platform takes in, the person on duty for the channel, else the unit (or person) it is addressed to.</summary>
    private static Party? FirstAsked(Scene scene)
    {
        if (scene.Actor is not null and not Act.System and not Act.Customer) return Party.Person(scene.Actor);
        if (OnDuty(scene) is { } onDuty) return onDuty;
        if (AddressedTo(scene) is { } addressed && scene.Organisation.CanAnswer(addressed)) return addressed;
        var organisation = scene.Organisation;
        var fallback = organisation.HeadOf(organisation.Body("customer-service")?.Id) ?? organisation.HeadOf(scene.Matter.Facts.Text("unit"))
            ?? organisation.Units.Select(unit => unit.Head).FirstOrDefault(head => head is not null)
            ?? organisation.People.FirstOrDefault(person => person.Active)?.Id;
        return fallback is null ? null : Party.Person(fallback);
    }

    private static Party? OnDuty(Scene scene) =>
        scene.Matter.Facts.Text("channel") is { } channel && scene.Organisation.OnDuty(channel, scene.At) is { } person ? Person(scene, person) : null;

    private static Party? AddressedTo(Scene scene) => scene.Matter.Facts.Text("addressed-to") is { } to ? NamedParty(scene, to) : null;

    public static Party? NamedParty(Scene scene, string name) =>
        Party.TryParse(name) is { } party ? party
        : scene.Organisation.Person(name) is not null ? Party.Person(name)
        : scene.Organisation.Body(name) is { } unit ? Party.Unit(unit.Id) : null;

    /// <summary>The addressees of an act that names one, or a list: people, units, bodies.</summary>
    public static IReadOnlyList<Party> Addressees(Scene scene) => scene.Act is not { } act ? []
        : [.. act.With.Texts("to").Concat(act.With.Texts("person")).Concat(act.With.Texts("unit")).Select(name => NamedParty(scene, name)).OfType<Party>().Distinct()];

    /// <summary>The actor's place in the chain: his own link, else that of his unit.</summary>
    public static Link? LinkOf(ResponsibilityChain chain, string person, Scene scene) =>
        chain.Standing.LastOrDefault(link => link.Holder == Party.Person(person))
        ?? chain.Standing.LastOrDefault(link => scene.Organisation.HeadOf(scene.Organisation.UnitOf(link.Holder)) == person);

    private static IEnumerable<Party> Incoming(Matter matter, Link above) =>
        matter.Chain.Pending is not { } pending || pending.GiverLink < above.No ? [] : pending.Answers is { } answers ? [pending.To, answers] : [pending.To];

    private static Party? Giver(Matter matter) => matter.Chain.Links.IsEmpty ? null
        : matter.Chain.Above(matter.Chain.Holding) is { } above ? above.Holder : matter.Chain.Holding.Holder;

    private static Party? Person(Scene scene, string? id) => scene.Organisation.Person(id) is { Active: true } person ? Party.Person(person.Id) : null;
    private static IReadOnlyList<Party> Unit(Scene scene, Party? party) => scene.Organisation.UnitOf(party) is { } id ? [Party.Unit(id)] : [];
    private static IReadOnlyList<Party> List(Party? party) => party is { } one ? [one] : [];
}
