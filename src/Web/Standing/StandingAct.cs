using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Cases;

namespace Shouwen.Web.Standing;

/// <summary>A form to do what a duty asks, or why this person may not.</summary>
/// <param name="Form">The fields it takes.</param>
/// <param name="Settled">What the duty itself settles: its period, its part, the kind of report.</param>
/// <param name="Barred">Why not; null when the form is open to him.</param>
public sealed record StandingOffer(ActForm Form, Fields Settled, Refusal? Barred);

/// <summary>What can be done about the organisation's own duties, as the rules judge it for one person, and doing it.</summary>
public static class StandingAct
{
    /// <summary>The acts that discharge a duty and have a form here.</summary>
    public static IReadOnlyList<StandingOffer> Offers(Regime regime, Matter own, Duty duty, string me, DateTimeOffset now)
    {
        if (Clockwork.RuleOf(duty, regime) is not { } found) return [];
        var offers = new List<StandingOffer>();
        if (duty.Stands)
            foreach (var act in Names(found.Rule.MetBy).Distinct())
                if (Offer(regime, own, act, Settled(regime, own, duty, found.Pack, found.Rule, act, me, now), me, now) is { } offer) offers.Add(offer);
        if (duty is { Stands: false, Waived: false, Name: "submit-report" } && Offer(regime, own, "instruct", Fields.Of(new { about = duty.No }), me, now) is { Barred: null } instruct) offers.Add(instruct);
        return offers;
    }

    /// <summary>One act that no duty asks for here.</summary>
    public static StandingOffer? Offer(Regime regime, Matter own, string act, Fields settled, string me, DateTimeOffset now)
    {
        if (StandingForms.For(act, [.. settled.Keys]) is not { } form) return null;
        IReadOnlyList<Refusal> refusals = Deciding.Do(regime, own, new Act(act, me, now, settled), []) is Decision.Refused refused ? refused.Refusals : [];
        string[] asked = [.. refusals.Where(refusal => refusal.IsAboutData).SelectMany(refusal => refusal.Fields).Distinct()];
        var fields = form.Fields.Select(field => asked.Contains(field.Key) ? field with { Required = true } : field).Concat(asked.Where(key => form.Fields.All(field => field.Key != key) && !settled.Keys.Contains(key) && key is not "at").Select(ActField.Asked));
        return new(new ActForm(form.Act, form.Group, [.. fields]) { Hint = form.Hint }, settled, refusals.FirstOrDefault(refusal => !refusal.IsAboutData));
    }

    /// <summary>What was typed, with what is settled, and the measures of a meeting.</summary>
    public static Fields Read(StandingOffer offer, IFormCollection typed)
    {
        var with = ActForms.Read(offer.Form.Fields, typed).With(offer.Settled);
        if (offer.Form.Act != "hold-meeting") return with;
        var measures = Enumerable.Range(0, StandingForms.MostMeasures).Select(i => (Text: One($"measure-{i}-text"), Person: One($"measure-{i}-person"), Until: One($"measure-{i}-until"))).Where(one => one != (null, null, null))
            .Select(one => new { text = one.Text, person = one.Person, until = one.Until }).ToList();
        return measures.Count == 0 ? with : with.With(Fields.Of(new { measures }));

        string? One(string key) => typed[key].ToString().Trim() is { Length: > 0 } text ? text : null;
    }

    /// <summary>Fields that the form asks for and were left out, as refusals beside them.</summary>
    public static IReadOnlyList<Refusal> Missing(StandingOffer offer, IFormCollection typed) =>
        [.. offer.Form.Fields.Where(field => field.Required && (field.Control == ActControl.Files ? typed.Files.GetFiles(field.Key).Count == 0 : string.IsNullOrWhiteSpace(typed[field.Key])))
            .Select(field => new Refusal("field-missing", $"请填写“{field.Label}”。") { Fields = [field.Key], IsAboutData = true })];

    /// <summary>The act that ended a duty, as it was recorded, with the files that were put to it then.</summary>
    public static (Acted? Act, IReadOnlyList<Attached> Files) Proof(IReadOnlyList<Event> history, int no)
    {
        Acted? act = null;
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i] is Acted acted) act = acted;
            if (history[i] is not DutyEnded ended || ended.No != no) continue;
            if (act is null || act.At != ended.At || act.Act != ended.Act) return (null, []);
            return (act, [.. history.Skip(i + 1).TakeWhile(happened => happened is not Acted).OfType<Attached>().Where(file => file.By == act.By)]);
        }
        return (null, []);
    }

    private static IEnumerable<string> Names(Element? element) => element switch
    {
        Element.One one => [one.Name],
        Element.AnyOf any => any.Of.SelectMany(Names),
        Element.AllOf all => all.Of.SelectMany(Names),
        _ => [],
    };

    private static Fields Settled(Regime regime, Matter own, Duty duty, Pack pack, DutyRule rule, string act, string me, DateTimeOffset now)
    {
        var settled = new Dictionary<string, object>();
        if (duty.Pack == House.Id && duty.Rule == "follow-measure") settled["measure"] = duty.No;
        if (duty.Period is { } period) settled["period"] = period;
        if (duty.Segment is { } part)
        {
            if (regime.Organisation.Unit(part) is not null) settled["unit"] = part;
            else if (Vocabulary.Facts["segment"].Contains(part)) settled["segment"] = part;
            else if (regime.Organisation.Person(part) is not null && act == "rate") settled["person"] = part;
        }
        if (act != "submit-report") return Fields.Of(settled);
        // Where the rule takes but one kind of report, it is that one.
        string[] kinds = [.. Vocabulary.Facts["report-kind"].Where(kind => Matching.Triggers(rule.MetBy, act, new Scene(regime, own, new Done(0, act, me, now, Fields.Of(new { kind }), 1), now, pack)))];
        if (kinds.Length == 1) settled["kind"] = kinds[0];
        return Fields.Of(settled);
    }
}
