using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Cases;

/// <summary>
/// What the packs in force ask before an act: gates, records and banned phrases, judged before anything is written, all failures told at once.
/// <c>never</c> and <c>only</c> yield to a duty or right of an earlier pack for the same act and hold against later ones.
/// </summary>
public static class Gates
{
    public static IEnumerable<Refusal> Judge(Scene scene)
    {
        var packs = scene.Regime.Binding(scene.Matter);
        for (var i = 0; i < packs.Count; i++)
        {
            var under = scene with { Pack = packs[i] };
            foreach (var refusal in Closed(under, packs.Take(i)).Concat(Records(under)).Concat(Banned(under))) yield return refusal;
        }
    }

    /// <summary>Clauses whose banned phrases the doer uses all the same, having confirmed it.</summary>
    public static IReadOnlyList<string>? ConfirmedPhrases(Scene scene)
    {
        if (!scene.Act!.With.IsTrue("confirmed")) return null;
        string[] clauses = [.. scene.Regime.Binding(scene.Matter).SelectMany(pack => Phrases(scene with { Pack = pack }).Select(hit => hit.Rule.Clause)).Distinct()];
        return clauses.Length == 0 ? null : clauses;
    }

    /// <summary>Whether some pack in force says by <c>only</c> who may do the act: then its word replaces the platform's own.</summary>
    public static bool NamesWho(Scene scene) => scene.Regime.Binding(scene.Matter).Any(pack => pack.On<GateRule>(scene.Act!.Name).Any(gate =>
        gate.Only.Count > 0 && Matching.Holds(gate.If, scene with { Pack = pack })));

    private static IEnumerable<Refusal> Closed(Scene scene, IEnumerable<Pack> earlier)
    {
        var act = scene.Act!;
        foreach (var gate in scene.Pack!.On<GateRule>(act.Name).Where(gate => Matching.Holds(gate.If, scene)))
        {
            if ((gate.Never || gate.Only.Count > 0 && !Doers(act).All(doer => Roles.Plays(doer, gate.Only, scene)) && !Complaint.StandsIn(scene)) && !Yields(scene, earlier))
                yield return Refusal(gate, gate.Text ?? Sentences.Of(gate, scene), scene);
            else if (gate.Needs.Where(need => !Met(need, scene)).ToList() is { Count: > 0 } unmet)
                yield return Refusal(gate, gate.Text ?? Sentences.Of(gate, scene), scene) with
                {
                    Fields = [.. unmet.SelectMany(need => need.Given ?? [])],
                    IsAboutData = unmet.All(need => need.Given is not null),
                };
        }
    }

    /// <summary>Who does it: whoever writes it down and, of a negotiation, whoever chairs it.</summary>
    private static IEnumerable<string> Doers(Done act) => act.Name == "negotiate" && act.With.Text("chair") is { } chair ? [act.By, chair] : [act.By];

    private static bool Yields(Scene scene, IEnumerable<Pack> earlier) => earlier.Any(pack =>
        scene.Matter.Duties.Any(duty => duty.Stands && duty.Pack == pack.Id && (duty.Name == scene.Act!.Name || Discharges(duty, scene)))
        || Permissions.HasRight(scene with { Pack = pack }, pack));

    /// <summary>Whether the act is one of those by which the actor may meet what he owes: a slip is accepted, or returned with an opinion.</summary>
    private static bool Discharges(Duty duty, Scene scene) => scene.Actor is { } actor && Clockwork.RuleOf(duty, scene.Regime) is { } found && scene with { Pack = found.Pack } is var under
        && Matching.Triggers(found.Rule.MetBy, scene.Act!.Name, under) && scene.Organisation.StandsFor(actor, Clockwork.Bearer(duty, under));

    public static bool Met(Need need, Scene scene) => need switch
    {
        { Done: { } element } => Matching.Happened(element, scene with { Act = null, At = scene.At }) is not null,
        { Given: { } keys } => keys.All(key => Given(key, scene)),
        { Holds: { } matcher } => Matching.Holds(matcher, scene),
        { Ahead: { } limit } => IsAhead(limit, need.AheadOf, scene),
        _ => true,
    };

    /// <summary>Every standing duty of that name that has a due must still be far enough away; a breached one never is.</summary>
    private static bool IsAhead(Limit limit, string? duty, Scene scene)
    {
        if (scene.Regime.Filled(scene.Pack!, limit) is not { } filled) return true;
        return scene.Matter.Duties.Where(one => one.Stands && one.Pack == scene.Pack!.Id && (duty is null || one.Name == duty) && one.Due is not null)
            .All(one => one.BreachedAt is null && scene.At <= Limits.Ahead(filled, one.Due!.Value, scene.Regime.CalendarOf(one)));
    }

    private static IEnumerable<Refusal> Records(Scene scene)
    {
        foreach (var record in scene.Pack!.On<RecordRule>(scene.Act!.Name).Where(record => Matching.Holds(record.If, scene)))
        {
            string[] missing = [.. record.Fields.Where(field => !Given(field, scene))];
            if (missing.Length > 0)
                yield return new Refusal("record-incomplete", Sentences.Missing(record, missing, scene), record.Clause, scene.Pack.Id) { Fields = missing, IsAboutData = true };
        }
    }

    /// <summary>Time, channel and doer are filled by the platform; of an anonymous customer nothing is asked. What the matter already knows need not be said again.</summary>
    private static bool Given(string field, Scene scene)
    {
        if (field is "time" && scene.Act!.Name != "make-appointment") return true;     // the time of a meeting is not that of the act
        if (field.StartsWith("customer", StringComparison.Ordinal) && Facts.Of("customer", scene) is ["anonymous"]) return true;
        var with = scene.Act!.With;
        return field == "explained-to-customer" ? with.IsTrue(field)
            : with.Has(field) || field is "unit" && with.Has("person") || OfTheMatter.Contains(field.Split('.')[0]) && scene.Matter.Facts.Has(field);
    }

    private static readonly HashSet<string> OfTheMatter = ["customer", "content", "channel", "urgency", "wish", "unit", "units", "lead", "limit", "complainee"];

    private static IEnumerable<Refusal> Banned(Scene scene)
    {
        if (scene.Act!.With.IsTrue("confirmed")) yield break;
        foreach (var (rule, phrase) in Phrases(scene))
            yield return new Refusal("banned-phrase", $"答复中有禁用语“{phrase}”。请改写，或确认后照原样发出（会记录在案）。", rule.Clause, scene.Pack!.Id) { Fields = ["reply", "text"], IsAboutData = true };
    }

    /// <summary>The banned phrases in an act as it is being typed, with the rule that bans each and its pack.</summary>
    public static IEnumerable<(Pack Pack, BannedRule Rule, string Phrase)> Banned(Scene scene, string act, string by, Fields with)
    {
        var typed = scene with { Act = new Done(scene.Matter.Acts.Count + 1, act, by, scene.At, with, scene.Matter.Round) };
        return scene.Regime.Binding(scene.Matter).SelectMany(pack => Phrases(typed with { Pack = pack }).Select(hit => (pack, hit.Rule, hit.Phrase)));
    }

    private static IEnumerable<(BannedRule Rule, string Phrase)> Phrases(Scene scene)
    {
        if (scene.Pack!.Of<BannedRule>().Count == 0) yield break;
        string[] texts = [.. ((string[])["reply", "text", "result", "reason", "report", "opinion"]).Select(key => scene.Act!.With.Text(key)).OfType<string>()];
        if (texts.Length == 0) yield break;
        foreach (var rule in scene.Pack.Of<BannedRule>().Where(rule => (rule.At.Count == 0 || rule.At.Contains(scene.Act!.Name)) && Matching.Holds(rule.If, scene)))
            foreach (var phrase in rule.Phrases.Where(phrase => texts.Any(text => Phrase.Occurs(text, phrase, rule.Similar))))
                yield return (rule, phrase);
    }

    private static Refusal Refusal(GateRule gate, string sentence, Scene scene) => new(gate.Code, sentence, gate.Clause, scene.Pack!.Id);
}
