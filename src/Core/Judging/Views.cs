using Shouwen.Cases;
using Shouwen.Organisations;
using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>
/// What a party is shown or not shown (<c>visibility</c>): the word of the first pack in order that has a rule for him decides, per thing. It concerns views only; the
/// journal keeps everything. The customer's own view is told in <see cref="CustomerView"/>.
/// </summary>
public static class Views
{
    private const string TurnedToUs = "tip-off-person";
    private const string Leads = "leader-contact";

    /// <summary>Whether the person (or <c>customer</c>) is shown it; null where no pack says.</summary>
    public static bool? Shows(string what, string person, Scene scene) => scene.Regime.Binding(scene.Matter)
        .SelectMany(pack => pack.Of<VisibilityRule>().Where(rule => rule.What == what && Matching.Holds(rule.If, scene with { Pack = pack }) && Roles.Plays(person, rule.To, scene with { Pack = pack })))
        .Select(rule => (bool?)rule.Show).FirstOrDefault();

    /// <summary>
    /// Whether who turned to the house stays unknown to the person: name, number, unit and address. Whoever took it in himself knows it. Where no pack has a word for him, who complained is kept from
    /// the one complained of (<see cref="Complaint.Shields"/>).
    /// </summary>
    public static bool HidesCustomer(string person, Scene scene) => scene.Matter.Last("register")?.By != person && !(Shows(TurnedToUs, person, scene) ?? !Complaint.Shields(person, scene));

    /// <summary>Whether any pack of the regime keeps anything from colleagues; where none does, nobody need ask case by case.</summary>
    public static bool Keeps(Regime regime) => regime.Packs.Concat(regime.Versions.Values).Any(pack => pack.Of<VisibilityRule>().Any(rule => !rule.Show && rule.What is TurnedToUs or Leads));

    /// <summary>What of the matter is kept from the person: every name, number, unit and address the customer ever gave, and the number of the leader in charge.</summary>
    public static Withheld From(string person, Scene scene)
    {
        var hidden = HidesCustomer(person, scene);
        var given = hidden ? scene.Matter.Acts.Where(act => act.Name is "register" or "amend").Select(act => act.With).SelectMany(CustomerOf) : [];
        var leader = HidesLeader(person, scene) ? Leader(scene)?.Phone : null;
        return !hidden && leader is null ? Withheld.Nothing : new(hidden, [.. given.Append(leader).OfType<string>().Where(word => word.Length > 1).Distinct().OrderByDescending(word => word.Length)]);
    }

    /// <summary>Whether a leader's number is kept from the person outside of any case too: on lists of people and departments.</summary>
    public static bool HidesNumber(string person, string of, Regime regime, DateTimeOffset at) =>
        of != person && regime.Organisation.IsLeader(of) && Shows(Leads, person, new Scene(regime, new Matter(new(MatterKind.Organisation, "organisation")), null, at)) == false;

    /// <summary>What of a case a colleague may be told beside its course: the customer, and the leader in charge with his number.</summary>
    public static IReadOnlyList<string> ToColleague(string person, Scene scene)
    {
        var customer = HidesCustomer(person, scene) ? [] : CustomerOf(scene.Matter.Facts);
        return [.. customer.Append(HidesLeader(person, scene) ? null : Leader(scene)?.Phone).OfType<string>()];
    }

    private static IEnumerable<string?> CustomerOf(Fields with) => [with.Text("customer.name"), with.Text("customer.phone"), with.Text("customer.email"), with.Text("customer.unit"), with.Text("customer.address")];

    private static Person? Leader(Scene scene) => Roles.One(new Role("leader", new Role("handling-unit")), scene) is { IsPerson: true } party ? scene.Organisation.Person(party.Id) : null;

    private static bool HidesLeader(string person, Scene scene) => Leader(scene) is { } leader && leader.Id != person && Shows(Leads, person, scene) == false;
}
