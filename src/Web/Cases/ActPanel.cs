using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Web.Cases;

/// <summary>An act the person may do now, with the fields it takes (the pack's among them), its guidance, and whether the person owes it.</summary>
public sealed record ActOffer(ActForm Form, IReadOnlyList<ActField> Fields, IReadOnlyList<GuidanceRule> Guidance, bool Owed);

/// <summary>Acts the person may not do, all for the same reason.</summary>
public sealed record ActBarred(Refusal Why, IReadOnlyList<string> Acts)
{
    /// <summary>Refusals that only say that there is nothing to do; such acts are left out.</summary>
    private static readonly HashSet<string> Idle =
        ["case-closed", "archived", "not-closed", "not-paused", "already-paused", "nothing-to-take", "nothing-asked", "already-registered", "already-gathered", "has-children", "not-gathered", "nothing-suspected", "not-coordinator",
        "no-verdict", "nothing-appealed", "appeal-closed", "already-appealed", "appealed-once", "already-replied", "no-redo", "not-party", "not-urged", "not-asked", "not-escalated", "nothing-complained", "not-head", "nothing-disputed", "nothing-to-dispute", "already-disputed", "no-coordinator",
        "finding-ended", "nothing-objected", "already-objected", "nothing-to-fulfil", "already-reported", "nothing-to-reverse"];

    /// <summary>What bars the person from the act; null where nothing does but what is still to be filled in.</summary>
    public static Refusal? By(Decision decision)
    {
        if (decision is not Decision.Refused { Refusals: var refusals } || refusals.FirstOrDefault(refusal => !refusal.IsAboutData) is not { } why) return null;
        // Where a pack asks the same as the platform, its clause stands with the reason.
        var cited = refusals.FirstOrDefault(refusal => refusal.Code == why.Code && refusal.Clause is not null) ?? why;
        return why with { Clause = cited.Clause, Pack = cited.Pack };
    }

    /// <summary>What is barred for one reason together; what there is nothing to do about, left out.</summary>
    public static IReadOnlyList<ActBarred> Of(IEnumerable<(Refusal Why, string Act)> barred) =>
        [.. barred.Where(one => !Idle.Contains(one.Why.Code)).GroupBy(one => one.Why.Sentence).Select(group => new ActBarred(group.First().Why, [.. group.Select(one => one.Act)]))];
}

/// <summary>Everything that can be done to a case now, as its rules judge it for one person.</summary>
public sealed record ActPanel(IReadOnlyList<ActOffer> Offers, IReadOnlyList<ActBarred> Barred, IReadOnlyList<GuidanceRule> Always)
{
    /// <param name="regime">What is in force.</param>
    /// <param name="matter">What is looked at.</param>
    /// <param name="me">By whom.</param>
    /// <param name="now">When.</param>
    /// <param name="others">The matters a decision looks at besides.</param>
    /// <param name="forms">What can be done to such a matter; a case's where nothing is said.</param>
    public static ActPanel Of(Regime regime, Matter matter, string me, DateTimeOffset now, IReadOnlyCollection<Matter> others, IReadOnlyList<ActForm>? forms = null)
    {
        var offers = new List<ActOffer>();
        var barred = new List<(Refusal Why, string Act)>();
        foreach (var form in (forms ?? ActForms.All).Where(form => form.Fits(matter)))
        {
            var decision = Deciding.Do(regime, matter, new Act(form.Act, me, now, Fields.None), others);
            IReadOnlyList<Refusal> refusals = decision is Decision.Refused refused ? refused.Refusals : [];
            if (ActBarred.By(decision) is { } why) barred.Add((why, form.Act));
            else offers.Add(new(form, Demanded(form, refusals), Guidance(regime, matter, form.Act, me, now), Owes(regime, matter, form.Act, me, now)));
        }
        return new(offers, ActBarred.Of(barred),
            [.. Guiding.Of(SceneOf(regime, matter, "query", me, now)).Where(rule => rule.At.Count == 0)]);
    }

    /// <summary>What the form of an act takes: the pack's own fields are on it only while the act is open to this person; else the table's suffice for a refusal that says why.</summary>
    public static IReadOnlyList<ActField> Taken(Regime regime, Matter matter, ActForm form, string me, DateTimeOffset now)
    {
        IReadOnlyList<Refusal> refusals = Deciding.Do(regime, matter, new Act(form.Act, me, now, Fields.None), []) is Decision.Refused refused ? refused.Refusals : [];
        return refusals.All(refusal => refusal.IsAboutData) ? Demanded(form, refusals) : form.Fields;
    }

    /// <summary>The form's fields, those asked for marked, and the ones that only a pack knows added.</summary>
    private static IReadOnlyList<ActField> Demanded(ActForm form, IReadOnlyList<Refusal> refusals)
    {
        // "部门或人员": either will do, so neither is marked.
        string[] asked = [.. refusals.Where(refusal => refusal.Fields.Count == 1 || refusal.Code != "field-missing").SelectMany(refusal => refusal.Fields).Distinct()];
        return [.. form.Fields.Select(field => asked.Contains(field.Key) ? field with { Required = true } : field),
            .. asked.Where(key => form.Fields.All(field => field.Key != key)).Select(ActField.Asked)];
    }

    private static IReadOnlyList<GuidanceRule> Guidance(Regime regime, Matter matter, string act, string me, DateTimeOffset now) =>
        [.. Guiding.Of(SceneOf(regime, matter, act, me, now), act).Where(rule => rule.At.Count > 0)];

    /// <summary>What discharges a duty of the person's; and taking over what was sent here, for the giver waits.</summary>
    private static bool Owes(Regime regime, Matter matter, string act, string me, DateTimeOffset now) =>
        act is "take-over" or "designate" && matter.Chain.Pending is { } pending && regime.Organisation.StandsFor(me, pending.To) || matter.Duties.Any(duty => duty.Stands && duty.Name == act
        && regime.Organisation.StandsFor(me, Clockwork.Bearer(duty, SceneOf(regime, matter, act, me, now))));

    private static Scene SceneOf(Regime regime, Matter matter, string act, string me, DateTimeOffset now) =>
        new(regime, matter, new Done(0, act, me, now, Fields.None, matter.Round), now);
}
