using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Duties;

/// <summary>
/// Duties that no case raises: those of each period, and states of the directory that must be kept. They live in the organisation's own matter.
/// </summary>
public static class Periods
{
    /// <summary>
    /// Raises the duties of every period between <paramref name="from"/> and <paramref name="now"/> (both included) that are not raised yet. With no day named a duty
    /// ends with the last minute of its period, or of the next. A pack adopted later (<see cref="Regime.Since"/>) counts from its own beginning, a new version of it from the next period on.
    /// </summary>
    public static IEnumerable<Event> Advance(Regime regime, Matter organisation, DateTimeOffset from, DateTimeOffset now)
    {
        foreach (var fallen in Fallen(regime, organisation, now).Concat(Left(regime, organisation, now)).DistinctBy(ended => ended.No)) yield return fallen;
        var no = organisation.Duties.Count;
        foreach (var pack in regime.Packs)
        {
            var since = regime.Since.TryGetValue(pack.Id, out var own) && own.First > from ? own.First : from;
            foreach (var rule in pack.Duties)
            {
                var events = Element(rule.From, "adopted") ? Adopted(regime, organisation, pack, rule, since)
                    : rule.Every is { } every && regime.Filled(pack, every) is { } length ? Periodic(regime, organisation, pack, rule, length, since, now)
                    : rule.Keep is { } state ? Kept(regime, organisation, pack, rule, state, now) : [];
                foreach (var happened in events)
                    yield return happened switch
                    {
                        DutyRaised raised => raised with { Duty = raised.Duty with { No = ++no } },
                        DutyEnded { No: 0 } atOnce => atOnce with { No = no },
                        _ => happened,
                    };
            }
        }
    }

    /// <summary>Whether any version of a pack that is or was in force raises a duty of that name that no case raises.</summary>
    public static bool MayRaise(Regime regime, string name) => regime.Packs.Concat(regime.Versions.Values)
        .Any(pack => pack.Duties.Any(rule => rule.Duty == name && (rule.Every is not null || rule.Keep is not null || Element(rule.From, "adopted"))));

    /// <summary>What an act done anywhere discharges of the organisation's own duties; <paramref name="about"/> is the matter it was done on.</summary>
    public static IEnumerable<Event> Discharge(Regime regime, Matter organisation, Done done, Matter? about = null) =>
        Clockwork.End(organisation, organisation, done.Name, new Scene(regime, about ?? organisation, done, done.At));

    /// <summary>
    /// A state that no rule in force asks to be kept any more is no longer owed: its pack was withdrawn, or its version gave way to one that does not ask for it.
    /// What was owed for a period stays owed.
    /// </summary>
    private static IEnumerable<DutyEnded> Fallen(Regime regime, Matter organisation, DateTimeOffset now) =>
        from duty in organisation.Duties
        where duty.Stands && regime.Versions.GetValueOrDefault($"{duty.Pack}@{duty.Version}")?.Keyed<DutyRule>(duty.Rule)?.Keep is { } state
            && regime.Packs.FirstOrDefault(pack => pack.Id == duty.Pack)?.Keyed<DutyRule>(duty.Rule)?.Keep != state
        select new DutyEnded(duty.No, DutyState.Waived, duty.Holder, "withdraw-pack") { At = now };

    /// <summary>What somebody owed for himself (his training, his place at his post) ends when he no longer works here; everything else he hands over.</summary>
    private static IEnumerable<DutyEnded> Left(Regime regime, Matter organisation, DateTimeOffset now) =>
        from duty in organisation.Duties
        where duty is { Stands: true, Holder: { IsPerson: true } holder } && duty.Segment == duty.Holder.Value.Id && regime.Organisation.Person(holder.Id) is { Active: false }
        select new DutyEnded(duty.No, DutyState.Waived, duty.Holder, "leave") { At = now };

    /// <summary>What the adoption of a pack raises, once and for all.</summary>
    private static IEnumerable<Event> Adopted(Regime regime, Matter organisation, Pack pack, DutyRule rule, DateTimeOffset from) =>
        Segments.Borne(regime, organisation, pack, rule, from, calendar => Limits.End(regime.Filled(pack, rule.Within), from, calendar), null)
            .Where(duty => !organisation.Duties.Any(one => one.Pack == pack.Id && one.Rule == rule.Key && one.Segment == duty.Segment)).Select(duty => new DutyRaised(duty) { At = from });

    private static bool Element(Element? element, string name) => element switch
    {
        Packs.Element.One one => one.Name == name,
        Packs.Element.AnyOf any => any.Of.Any(of => Element(of, name)),
        _ => false,
    };

    private static IEnumerable<Event> Periodic(Regime regime, Matter organisation, Pack pack, DutyRule rule, string every, DateTimeOffset from, DateTimeOffset now)
    {
        var calendar = regime.Calendar;
        var last = calendar.DayOf(now);
        for (var period = Period.Of(every, calendar.DayOf(from)); period.First <= last; period = Period.Of(every, period.Last.AddDays(1)))
        {
            var start = calendar.At(period.First, TimeOnly.MinValue);
            // The period that runs when a version gives way to the next stays with the duties that the earlier one raised.
            if (regime.Since.TryGetValue(pack.Id, out var own) && own.Version > own.First && start < own.Version) continue;
            foreach (var duty in Segments.Borne(regime, organisation, pack, rule, start, hours => Limits.End(regime.Filled(pack, rule.Within), start, hours) ?? EndOf(period, rule.Until, hours), period.Name))
                if (!organisation.Duties.Any(one => one.Pack == pack.Id && one.Rule == rule.Key && one.Period == period.Name && one.Segment == duty.Segment))
                    yield return new DutyRaised(duty) { At = start < from ? from : start };
        }
    }

    /// <summary>
    /// A duty stands while its state lacks and is met while it holds. What the directory can't show is met when somebody says so by the act, and is not asked for again.
    /// </summary>
    private static IEnumerable<Event> Kept(Regime regime, Matter organisation, Pack pack, DutyRule rule, string state, DateTimeOffset now)
    {
        foreach (var duty in Segments.Borne(regime, organisation, pack, rule, now, _ => null, null))
        {
            var standing = organisation.Duties.FirstOrDefault(one => one.Stands && one.Pack == pack.Id && one.Rule == rule.Key && one.Segment == duty.Segment);
            var holds = Holds(state, duty, regime);
            if (standing is null && (holds == false || !organisation.Duties.Any(one => one.Pack == pack.Id && one.Rule == rule.Key && one.Segment == duty.Segment)))
            {
                yield return new DutyRaised(duty) { At = now };
                if (holds == true) yield return new DutyEnded(0, DutyState.Met, duty.Holder, rule.Duty) { At = now };
            }
            else if (standing is not null && holds == true)
            {
                yield return new DutyEnded(standing.No, DutyState.Met, standing.Holder, rule.Duty) { At = now };
            }
        }
    }

    /// <summary>Whether the directory shows the state; null where only people can say.</summary>
    private static bool? Holds(string state, Duty duty, Regime regime)
    {
        var unit = regime.Organisation.Unit(duty.Segment) ?? regime.Organisation.Unit(regime.Organisation.UnitOf(duty.Holder));
        return state switch
        {
            "contact-named" => unit?.Contact is not null,
            "liaison-named" => unit?.Liaison is not null,
            "leader-named" => unit?.Leader is not null || unit?.Head is not null,
            "contact-reachable" => regime.Organisation.Person(unit?.Contact ?? unit?.Liaison ?? unit?.Head)?.Phone is not null,
            _ => null,
        };
    }

    /// <summary>The last minute of the period, or of the one that follows it.</summary>
    internal static DateTimeOffset EndOf(Period period, string? until, WorkCalendar calendar) =>
        calendar.At((until == "next-period-end" ? period.Next : period).Last, new TimeOnly(23, 59));
}
