using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>
/// What a party is shown or not shown (<c>visibility</c>): the word of the first pack in order that has a rule for him decides, per thing. It concerns views only; the
/// journal keeps everything. The customer's own view is told in <see cref="CustomerView"/>.
/// </summary>
public static class Views
{
    /// <summary>Whether the person (or <c>customer</c>) is shown it; null where no pack says.</summary>
    public static bool? Shows(string what, string person, Scene scene) => scene.Regime.Binding(scene.Matter)
        .SelectMany(pack => pack.Of<VisibilityRule>().Where(rule => rule.What == what && Matching.Holds(rule.If, scene with { Pack = pack }) && Roles.Plays(person, rule.To, scene with { Pack = pack })))
        .Select(rule => (bool?)rule.Show).FirstOrDefault();

    /// <summary>Whether who turned to the house stays unknown to the person: name, number, unit and address. Whoever took it in himself knows it.</summary>
    public static bool HidesCustomer(string person, Scene scene) => scene.Matter.Last("register")?.By != person && Shows("tip-off-person", person, scene) == false;

    /// <summary>What of a case a colleague may be told beside its course: the customer, and the leader in charge with his number.</summary>
    public static IReadOnlyList<string> ToColleague(string person, Scene scene)
    {
        var (facts, organisation) = (scene.Matter.Facts, scene.Organisation);
        string?[] customer = HidesCustomer(person, scene) ? [] : [facts.Text("customer.name"), facts.Text("customer.phone"), facts.Text("customer.unit"), facts.Text("customer.address")];
        var leader = Roles.One(new Role("leader", new Role("handling-unit")), scene) is { IsPerson: true } party ? organisation.Person(party.Id) : null;
        string?[] contact = leader is null || leader.Id != person && Shows("leader-contact", person, scene) == false ? [] : [leader.Phone];
        return [.. customer.Concat(contact).OfType<string>()];
    }
}
