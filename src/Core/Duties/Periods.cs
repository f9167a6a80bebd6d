using System.Globalization;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Duties;

/// <summary>A period of the calendar, written 2026-03-05, 2026-03, 2026-Q1, 2026-H1 or 2026. Both days are included.</summary>
public readonly record struct Period(string Name, DateOnly First, DateOnly Last)
{
    public static Period Of(string every, DateOnly day) => every switch
    {
        "day" => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day, day),
        "month" => Months(day, 1, $"{day.Year:0000}-{day.Month:00}"),
        "quarter" => Months(day, 3, $"{day.Year:0000}-Q{(day.Month - 1) / 3 + 1}"),
        "half-year" => Months(day, 6, $"{day.Year:0000}-H{(day.Month - 1) / 6 + 1}"),
        "year" => Months(day, 12, $"{day.Year:0000}"),
        _ => throw new FormatException($"'{every}' is no period."),
    };

    private static Period Months(DateOnly day, int length, string name)
    {
        var first = new DateOnly(day.Year, (day.Month - 1) / length * length + 1, 1);
        return new(name, first, first.AddMonths(length).AddDays(-1));
    }
}

/// <summary>
/// Duties that no case raises: those of each period, and states of the directory that must be kept. They live in the organisation's own matter.
/// </summary>
public static class Periods
{
    /// <summary>
    /// Raises the duties of every period between <paramref name="from"/> and <paramref name="now"/> (both included) that are not raised yet. With no day named a duty
    /// ends with the last minute of its period, or of the next.
    /// </summary>
    public static IEnumerable<Event> Advance(Regime regime, Matter organisation, DateTimeOffset from, DateTimeOffset now)
    {
        var no = organisation.Duties.Count;
        foreach (var pack in regime.Packs)
            foreach (var rule in pack.Duties)
            {
                var events = rule.Every is { } every && regime.Filled(pack, every) is { } length ? Periodic(regime, organisation, pack, rule, length, from, now)
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

    /// <summary>What an act done anywhere discharges of the organisation's own duties.</summary>
    public static IEnumerable<Event> Discharge(Regime regime, Matter organisation, Done done) =>
        Clockwork.End(organisation, organisation, done.Name, new Scene(regime, organisation, done, done.At));

    private static IEnumerable<Event> Periodic(Regime regime, Matter organisation, Pack pack, DutyRule rule, string every, DateTimeOffset from, DateTimeOffset now)
    {
        var calendar = regime.Calendar;
        var last = calendar.DayOf(now);
        for (var period = Period.Of(every, calendar.DayOf(from)); period.First <= last; period = Period.Of(every, period.Last.AddDays(1)))
        {
            var start = calendar.At(period.First, TimeOnly.MinValue);
            var due = Limits.End(regime.Filled(pack, rule.Within), start, calendar)
                ?? EndOf(rule.Until == "next-period-end" ? Period.Of(every, period.Last.AddDays(1)) : period, calendar);
            foreach (var duty in Borne(regime, organisation, pack, rule, start, due, period.Name))
                if (!organisation.Duties.Any(one => one.Pack == pack.Id && one.Rule == rule.Key && one.Period == period.Name && one.Segment == duty.Segment))
                    yield return new DutyRaised(duty) { At = start < from ? from : start };
        }
    }

    /// <summary>
    /// A duty stands while its state lacks and is met while it holds. What the directory can't show is met when somebody says so by the act, and is not asked for again.
    /// </summary>
    private static IEnumerable<Event> Kept(Regime regime, Matter organisation, Pack pack, DutyRule rule, string state, DateTimeOffset now)
    {
        foreach (var duty in Borne(regime, organisation, pack, rule, now, null, null))
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
        var unit = regime.Organisation.Unit(duty.Segment ?? regime.Organisation.UnitOf(duty.Holder));
        return state switch
        {
            "contact-named" => unit?.Contact is not null,
            "liaison-named" => unit?.Liaison is not null,
            "leader-named" => unit?.Leader is not null || unit?.Head is not null,
            "contact-reachable" => regime.Organisation.Person(unit?.Contact ?? unit?.Liaison ?? unit?.Head)?.Phone is not null,
            _ => null,
        };
    }

    private static IEnumerable<Duty> Borne(Regime regime, Matter organisation, Pack pack, DutyRule rule, DateTimeOffset start, DateTimeOffset? due, string? period)
    {
        var scene = new Scene(regime, organisation, null, start, pack);
        foreach (var bearer in rule.Bearers)
            foreach (var holder in Roles.All(bearer, scene) is { Count: > 0 } held ? held : [Party.Unit(bearer.Name)])
                yield return new Duty
                {
                    No = 0, Pack = pack.Id, Rule = rule.Key, Name = rule.Duty, Clause = rule.Clause, Text = rule.Text, Bearer = bearer, Holder = holder, OwedTo = rule.OwedTo,
                    Creditor = rule.OwedTo is { } creditor ? Roles.One(creditor, scene) : null, RaisedAt = start, Start = start, Limit = regime.Filled(pack, rule.Within) is { } within ? Limits.Write(within) : rule.Until ?? (period is null ? null : "period-end"), Due = due,
                    Calendar = regime.Calendar.Version, Round = 1, Period = period, Segment = regime.Organisation.UnitOf(holder) ?? holder.Id,
                };
    }

    private static DateTimeOffset EndOf(Period period, WorkCalendar calendar) => calendar.At(period.Last, new TimeOnly(23, 59));
}
