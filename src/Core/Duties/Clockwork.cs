using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Duties;

/// <summary>
/// Raises, ends, breaches and moves duties. Every method is pure: matter and trigger in, events out.
/// Several packs add up, each duty with its own clause and clock; one act discharges all it can.
/// </summary>
public static class Clockwork
{
    /// <summary>The bearer now: frozen once the duty has ended or was breached, looked up while it is live.</summary>
    public static Party Bearer(Duty duty, Scene scene) => duty.Holder ?? Roles.One(duty.Bearer, scene) ?? Party.Unit(duty.Bearer.Name);

    /// <summary>To whom it is owed: up and down the chain as seen from the bearer, whoever looks.</summary>
    public static Party? OwedTo(Duty duty, Scene scene) => duty.Creditor ?? (duty.OwedTo is not { } role ? null : Roles.One(role, IsOfTheChain(role) ? SeenFrom(Bearer(duty, scene), scene) : scene));

    private static bool IsOfTheChain(Role role) => role.Of is { } of ? IsOfTheChain(of) : role.Name is "upstream" or "downstream";

    private static Scene SeenFrom(Party bearer, Scene scene) => (bearer.IsPerson ? bearer.Id : scene.Organisation.HeadOf(bearer.Id)) is { } by
        ? scene with { Act = new Done(0, "", by, scene.At, Fields.None, scene.Matter.Round) } : scene;

    /// <summary>
    /// Duties whose due has passed by <paramref name="now"/> (a duty may still be done at the very moment it is due),
    /// and the findings that follow. In order of due, each at its due; at the last act where that act set an end already past, for a history never runs backwards.
    /// </summary>
    public static IEnumerable<Event> Lapse(Regime regime, Matter matter, DateTimeOffset now)
    {
        foreach (var duty in matter.Duties.Where(duty => duty.State == DutyState.Open && duty.Due < now).OrderBy(duty => duty.Due).ThenBy(duty => duty.No))
        {
            var last = matter.Acts is [.., var act] && act.At > duty.RaisedAt ? act.At : duty.RaisedAt;
            var scene = new Scene(regime, matter, null, duty.Due > last ? duty.Due.Value : last);
            var holder = Bearer(duty, scene);
            yield return new DutyBreached(duty.No, holder) { At = scene.At };
            if (Accountability.Findings.FromBreach(duty, holder, scene) is not { } finding) continue;
            matter = matter.Apply(finding);
            yield return finding;
        }
    }

    /// <summary>The duties that an act (or the event derived from it) raises.</summary>
    public static IEnumerable<Event> Raise(Matter matter, string trigger, Scene scene)
    {
        var no = matter.Duties.Count;
        foreach (var pack in scene.Regime.Binding(matter))
        {
            var under = scene with { Pack = pack };
            foreach (var rule in pack.On<DutyRule>(trigger))
            {
                if (!Matching.Triggers(rule.From, trigger, under) || !Matching.Holds(rule.If, under)) continue;
                foreach (var duty in rule.Bearers.SelectMany(bearer => Borne(rule, bearer, pack, under)).DistinctBy(duty => Bearer(duty, under)).Select(duty => OfTheUnit(duty, trigger, under)).OfType<Duty>())
                {
                    if (matter.Duties.Any(one => one.Stands && one.Pack == pack.Id && one.Rule == rule.Key && one.Segment == duty.Segment && one.Period == duty.Period && (rule.Count is null || one.Holder == duty.Holder))) continue;
                    yield return new DutyRaised(duty with { No = ++no }) { At = scene.At };
                    if (Halting(matter, rule, pack) is { } cause) yield return new DutyPaused(no, cause) { At = scene.At };
                }
            }
        }
    }

    /// <summary>What an appointment raises is the business of the unit it was made in alone, and of nobody's where the creditor himself made it.</summary>
    private static Duty? OfTheUnit(Duty duty, string trigger, Scene scene)
    {
        if (trigger != "appointed") return duty;
        var unit = scene.Act!.With.Text("unit");
        var own = duty.Holder is null || scene.Organisation.UnitOf(duty.Holder) == unit;
        return own && !(duty.Creditor is { } creditor && scene.Organisation.StandsFor(scene.Act.By, creditor)) ? duty with { Segment = unit } : null;
    }

    /// <summary>
    /// The duties that an act meets or waives, among those that stood <paramref name="before"/> it; whoever bore them then has ended them.
    /// A duty with a count ends with the last of its acts.
    /// </summary>
    /// <param name="matter">Whose duties are looked at.</param>
    /// <param name="before">The same before the act.</param>
    /// <param name="trigger">The act, or the event derived from it.</param>
    /// <param name="scene">The act on the matter it was done on, which may be another: a callback on a case meets the organisation's sample.</param>
    public static IEnumerable<Event> End(Matter matter, Matter before, string trigger, Scene scene)
    {
        foreach (var duty in matter.Duties.Where(duty => duty.Stands))
        {
            if (RuleOf(duty, scene.Regime) is not { } found) continue;
            var under = scene with { Pack = found.Pack };
            var bearer = Bearer(duty, under with { Matter = before });
            var met = Matching.Triggers(found.Rule.MetBy, trigger, under) && (!House.IsPersonal(duty) || House.Answers(duty, scene)) && House.IsMeant(duty, scene) && Segments.Fits(duty, found.Rule, scene) && (found.Rule.Count is not null || IsTurnOf(duty, matter, scene));
            // Whom nobody has to tell is owed no telling, whatever the pack says of it.
            var waived = !met && (trigger == "exempt" && duty.Name == "inform" || found.Rule.WaivedBy is { } waiver && Matching.Triggers(waiver, trigger, under));
            if (!met && !waived) continue;
            if (met && duty.Counted + 1 < duty.Count)
            {
                yield return new DutyCounted(duty.No) { At = scene.At };
                continue;
            }
            // What is done while its clock stands still is done in time; the record shows the end that it would have had.
            if (duty.State == DutyState.Paused) yield return Resumed(duty, scene);
            yield return new DutyEnded(duty.No, waived ? DutyState.Waived : duty.BreachedAt is null ? DutyState.Met : DutyState.Late, bearer, trigger) { At = scene.At };
        }
    }

    /// <summary>The clock goes on: its end moves by the working time that stood still; a limit in clock hours by all the time that did.</summary>
    private static DutyResumed Resumed(Duty duty, Scene scene)
    {
        if (duty.Due is not { } due) return new(duty.No, null) { At = scene.At };
        var calendar = scene.Regime.CalendarOf(duty);
        var moved = Limits.MadeGood(duty.Limit, due, duty.PausedSince!.Value, scene.At, calendar);
        return new(duty.No, moved) { At = scene.At, Provisional = duty.Provisional || moved != due && !Limits.IsByTheClock(duty.Limit) && calendar.IsProvisional(moved) };
    }

    /// <summary>What a pause, its end, a decision or a new promise does to the clocks that stand. An extension never shortens one, an urgent decision never lengthens one.</summary>
    public static IEnumerable<Event> Move(Matter before, Scene scene)
    {
        var act = scene.Act!;
        foreach (var duty in before.Duties.Where(duty => scene.Matter.Duties[duty.No - 1].Stands))
        {
            if (RuleOf(duty, scene.Regime) is not { } found) continue;
            var rule = found.Rule;
            var moved = (act.Name, duty.State) switch
            {
                ("pause" or "decide-pause", DutyState.Open) when (act.Name == "pause" || Applying.Granted(act)) && Stops(rule, act.With.Text("cause") ?? "other", before, found.Pack) => (Event)new DutyPaused(duty.No, act.With.Text("cause") ?? "other") { At = act.At },
                ("resume" or "resolve" or "close", DutyState.Paused) => Resumed(duty, scene),
                ("decide-extension", DutyState.Open) when rule.Extends && act.With.IsTrue("granted") && !(Asked(before) < duty.Due) => NewDue(duty, Asked(before), "decide-extension", act),
                ("decide-urgent", DutyState.Open) when rule.Shortens && Applying.Granted(act) && !(MomentAt(act.With.Text("due"), scene) > duty.Due) => NewDue(duty, MomentAt(act.With.Text("due"), scene), "decide-urgent", act),
                ("amend", DutyState.Open) when rule.Until == "case-limit" && act.With.Has("limit.until") => NewDue(duty, MomentAt(act.With.Text("limit.until"), scene), "amend", act),
                ("promise", DutyState.Open) when rule.Until == "promise" => NewDue(duty, MomentAt(act.With.Text("until"), scene), "promise", act),
                ("instruct", DutyState.Open) when rule.Until == "instructed" && act.With.Has("until") => NewDue(duty, MomentAt(act.With.Text("until"), scene), "instruct", act),
                _ => null,
            };
            if (moved is not null) yield return moved;
        }

        DateTimeOffset? Asked(Matter matter) => MomentAt(matter.Last("request-extension")?.With.Text("until"), scene);
    }

    /// <summary>The standing duties whose clocks a pause for that cause would stop.</summary>
    public static IReadOnlyList<Duty> Stopped(Regime regime, Matter matter, string cause) =>
        [.. matter.Duties.Where(duty => duty.State == DutyState.Open && RuleOf(duty, regime) is { } found && Stops(found.Rule, cause, matter, found.Pack))];

    /// <summary>A pause stops a duty that lists its cause, and the others of the family: whatever it stands inside of, and what stands inside it.</summary>
    private static bool Stops(DutyRule rule, string cause, Matter matter, Pack pack) => rule.Pauses.Contains(cause)
        || Above(rule, pack).Any(parent => parent.Pauses.Contains(cause))
        || pack.Duties.Any(child => child.Pauses.Contains(cause) && Above(child, pack).Contains(rule) && matter.Duties.Any(duty => duty.Stands && duty.Pack == pack.Id && duty.Rule == child.Key));

    private static IEnumerable<DutyRule> Above(DutyRule rule, Pack pack)
    {
        for (var at = rule; at.Inside is { } id && pack.Keyed<DutyRule>(id) is { } parent; at = parent)
            yield return parent;
    }

    /// <summary>The cause for which the matter stands still, where it stops this duty too: one raised meanwhile starts paused.</summary>
    private static string? Halting(Matter matter, DutyRule rule, Pack pack) =>
        matter.Paused && (matter.PausedBy?.With.Text("cause") ?? "other") is var cause && Stops(rule, cause, matter, pack) ? cause : null;

    /// <summary>The rule in the version that raised the duty: an organisation's periodic duty outlives the adoption of another.</summary>
    public static (Pack Pack, DutyRule Rule)? RuleOf(Duty duty, Regime regime) => (duty.Pack == House.Id ? House.Rules
        : regime.Packs.FirstOrDefault(pack => pack.Id == duty.Pack && pack.Hash == duty.Version) ?? regime.Versions.GetValueOrDefault($"{duty.Pack}@{duty.Version}")
            ?? regime.Packs.FirstOrDefault(pack => pack.Id == duty.Pack)) is { } pack && pack.Keyed<DutyRule>(duty.Rule) is { } rule ? (pack, rule) : null;

    /// <summary>A local moment as acts write it (<c>2026-03-06T17:30</c>), or one with an offset.</summary>
    public static DateTimeOffset? MomentAt(string? text, Scene scene) => scene.Regime.Calendar.ReadMoment(text);

    private static Event? NewDue(Duty duty, DateTimeOffset? due, string why, Done act) =>
        due is null || due == duty.Due ? null : new DutyMoved(duty.No, due, why) { At = act.At, Provisional = false };

    private static IEnumerable<Duty> Borne(DutyRule rule, Role bearer, Pack pack, Scene scene)
    {
        var fixedTo = IsLive(bearer) ? (IReadOnlyList<Party?>)[null] : [.. Roles.All(bearer, scene).Cast<Party?>()];
        var limit = scene.Regime.Filled(pack, rule.Within);
        var (count, segment, period) = Segments.Sample(rule, pack, scene);
        foreach (var holder in fixedTo)
        {
            var hours = scene.Organisation.UnitOf(holder ?? Roles.One(bearer, scene) ?? Party.Unit(bearer.Name));
            var calendar = scene.Regime.CalendarOf(hours);
            var due = End(rule, limit, period, calendar, scene);
            yield return new Duty
            {
                No = 0, Pack = pack.Id, Version = pack.Hash, Rule = rule.Key, Name = rule.Duty, Clause = rule.Clause, Text = rule.Text, Bearer = bearer, Holder = holder,
                OwedTo = rule.OwedTo, Creditor = rule.OwedTo is { } creditor && !IsLive(creditor) ? Roles.One(creditor, scene) : null,
                RaisedAt = scene.At, Start = scene.At, Limit = limit is null ? rule.Until : Limits.Write(limit), Due = due,
                Provisional = rule.Until is null && Limits.AsksTheCalendar(limit) && due is { } end && calendar.IsProvisional(end), Calendar = calendar.Version, HoursOf = hours,
                Round = scene.Act?.Round ?? scene.Matter.Round, Count = count, Segment = segment, Period = period?.Name,
            };
        }
    }

    private static DateTimeOffset? End(DutyRule rule, Limit? limit, Period? period, WorkCalendar calendar, Scene scene) => rule.Until switch
    {
        "period-end" or "next-period-end" when period is { } stretch => Periods.EndOf(stretch, rule.Until, calendar),
        null when rule.Within is null && period is { } stretch => Periods.EndOf(stretch, "period-end", calendar),
        "case-limit" => MomentAt(scene.Matter.Facts.Text("limit.until"), scene),
        "promise" => MomentAt(scene.Matter.Last("promise")?.With.Text("until"), scene),
        "instructed" => MomentAt(scene.Matter.Last("instruct")?.With.Text("until"), scene),
        _ => Limits.End(limit, scene.At, calendar),
    };

    /// <summary>Live roles move with the work; the others are fixed at the trigger: upstream and downstream too, for they depend on the doer.</summary>
    private static bool IsLive(Role role) => role.Of is { } of ? IsLive(of) : role.Name is "first-contact" or "handler" or "handling-unit" or "taker" or "lead";

    /// <summary>One act serves one period of a rule: the one it names, else the oldest that still stands.</summary>
    private static bool IsTurnOf(Duty duty, Matter matter, Scene scene) => duty.Period is null || (scene.Act?.With.Text("period") is { } named ? named == duty.Period
        : !matter.Duties.Any(other => other.Stands && other.Pack == duty.Pack && other.Rule == duty.Rule && other.Segment == duty.Segment && other.Start < duty.Start));
}
