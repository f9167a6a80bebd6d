using System.Linq.Expressions;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Roles = Shouwen.Web.People.Roles;

namespace Shouwen.Web.Accountability;

/// <summary>
/// Who may see what of accountability: supervision, auditors and personnel all of it; the accused his own; heads and leaders their units' (a liaison's office is no reason); the offices a
/// regulation names the findings of that regulation, those who only execute from the approval on.
/// </summary>
public static class Seeing
{
    private static readonly string[] Judging = ["open-finding", "verify"];

    public static bool SeesAllFindings(this Actor actor, Regime regime) => actor.Is(Roles.Supervision) || actor.Is(Roles.Auditor) || Belongs(actor, regime, "hr") || Belongs(actor, regime, "supervision");

    /// <summary>Those who pay wages, keep the fund or judge.</summary>
    public static bool KeepsLedgers(this Actor actor, Regime regime) => actor.SeesAllFindings(regime) || Belongs(actor, regime, "general-administration")
        || regime.Packs.SelectMany(pack => pack.Of<LedgerRule>()).SelectMany(ledger => ledger.By).Any(role => Named(actor, regime, role));

    public static IQueryable<FindingRow> VisibleTo(this IQueryable<FindingRow> findings, Actor actor, Regime regime) => findings.WhereAny(Findings(actor, regime));

    public static IReadOnlyList<IQueryable<FindingRow>> PartsVisibleTo(this IQueryable<FindingRow> findings, Actor actor, Regime regime) => findings.WhereEach(Findings(actor, regime));

    /// <summary>Why he may see a finding.</summary>
    private static IReadOnlyList<Expression<Func<FindingRow, bool>>> Findings(Actor actor, Regime regime)
    {
        if (actor.SeesAllFindings(regime)) return [one => true];
        var (me, led) = (actor.Id, actor.Answers(regime.Organisation));
        var people = PeopleOf(regime, led);
        List<string> judged = [.. regime.Packs.Where(pack => Judges(pack, actor, regime)).Select(pack => pack.Id)];
        // A gate of one regulation says who executes under all of them.
        var alone = regime.Packs.SelectMany(pack => pack.Of<GateRule>()).Any(gate => gate.Acts.Contains("execute") && gate.Only.Any(role => Named(actor, regime, role)));
        List<string> executed = [.. regime.Packs.Where(pack => alone || Executes(pack, actor, regime)).Select(pack => pack.Id)];
        return
        [
            one => one.AgainstPersonId == me,
            .. led.Count == 0 ? [] : (Expression<Func<FindingRow, bool>>[])[one => led.Contains(one.AgainstUnitId!), one => people.Contains(one.AgainstPersonId!)],
            .. judged.Select(pack => (Expression<Func<FindingRow, bool>>)(one => one.Pack == pack)),
            .. executed.Except(judged).SelectMany(pack => Decided.Select(status => (Expression<Func<FindingRow, bool>>)(one => one.Pack == pack && one.Status == status))),
        ];
    }

    private static readonly string[] Decided = ["approved", "executed", "closed"];

    /// <summary>Everybody of these units, those who left among them.</summary>
    public static IReadOnlyList<string> PeopleOf(Regime regime, IReadOnlyCollection<string> units) => [.. regime.Organisation.People.Where(person => units.Contains(person.Unit)).Select(person => person.Id)];

    public static IQueryable<RewardRow> VisibleTo(this IQueryable<RewardRow> rewards, Actor actor, Regime regime) => rewards.WhereAny(Rewards(actor, regime));

    public static IReadOnlyList<IQueryable<RewardRow>> PartsVisibleTo(this IQueryable<RewardRow> rewards, Actor actor, Regime regime) => rewards.WhereEach(Rewards(actor, regime));

    /// <summary>Why he may see a reward.</summary>
    private static IReadOnlyList<Expression<Func<RewardRow, bool>>> Rewards(Actor actor, Regime regime)
    {
        if (actor.KeepsLedgers(regime) || actor.Is(Roles.CustomerService)) return [one => true];
        var (me, led) = (actor.Id, actor.Answers(regime.Organisation));
        var people = PeopleOf(regime, led);
        return
        [
            one => one.ById == me, one => one.ApproverId == me, one => one.PersonId == me && one.Status != "submitted" && one.Status != "declined",
            .. led.Count == 0 ? [] : (Expression<Func<RewardRow, bool>>[])[one => people.Contains(one.PersonId)],
        ];
    }

    /// <summary>The units the actor answers for as head or leader, with everything below them.</summary>
    public static IReadOnlyCollection<string> Answers(this Actor actor, Organisations.Organisation organisation) =>
        (actor with { Holdings = [.. actor.Holdings.Where(held => held.Role is Roles.UnitHead or Roles.Leader)] }).Led(organisation);

    private static bool Judges(Pack pack, Actor actor, Regime regime) => pack.Of<RightRule>().Any(right => right.May.Any(act => Judging.Contains(act)) && right.Who.Any(role => Named(actor, regime, role)))
        || pack.Of<FindingRule>().Any(rule => rule.By.Any(role => Named(actor, regime, role)));

    private static bool Executes(Pack pack, Actor actor, Regime regime) => pack.Of<RightRule>().Any(right => right.May.Contains("execute") && right.Who.Any(role => Named(actor, regime, role)))
        || pack.Of<ConsequenceRule>().Any(rule => rule.By.Any(role => Named(actor, regime, role)));

    /// <summary>Only bodies: a role that the case gives is seen by whoever holds it through his unit.</summary>
    private static bool Named(Actor actor, Regime regime, Role role) => role.Of is null && Vocabulary.Bodies.Contains(role.Name) && Belongs(actor, regime, role.Name);

    private static bool Belongs(Actor actor, Regime regime, string body) => regime.Organisation.Body(body) is { } unit && regime.Organisation.Belongs(actor.Id, unit.Id);
}
