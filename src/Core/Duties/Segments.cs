using System.Globalization;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Duties;

/// <summary>
/// The parts into which a periodic duty falls: one per bearer, or one per unit, segment or person where the rule says <c>per</c>; and the part of a population
/// that a sample asks for.
/// </summary>
internal static class Segments
{
    private static readonly string[] EachPerson = ["each-post", "everyone", "leaders"];

    /// <summary>The duties of a rule that no case raises, each with its holder and its part.</summary>
    public static IEnumerable<Duty> Borne(Regime regime, Matter organisation, Pack pack, DutyRule rule, DateTimeOffset start, Func<WorkCalendar, DateTimeOffset?> ends, string? period)
    {
        var scene = new Scene(regime, organisation, null, start, pack);
        foreach (var bearer in rule.Bearers)
            foreach (var holder in Roles.All(bearer, scene) is { Count: > 0 } held ? held : [Party.Unit(bearer.Name)])
                foreach (var part in Parts(rule, bearer, holder, scene))
                {
                    if (!Matching.Holds(rule.If, scene with { Act = AsIf(holder, part, scene) })) continue;
                    var (within, hours) = (regime.Filled(pack, rule.Within), regime.Organisation.UnitOf(holder));
                    var calendar = regime.CalendarOf(hours);
                    var due = ends(calendar);
                    yield return new Duty
                    {
                        No = 0, Pack = pack.Id, Version = pack.Hash, Rule = rule.Key, Name = rule.Duty, Clause = rule.Clause, Text = rule.Text, Bearer = bearer, Holder = holder, OwedTo = rule.OwedTo,
                        Creditor = rule.OwedTo is { } creditor ? Roles.One(creditor, scene) : null, RaisedAt = start, Start = start,
                        Limit = within is not null ? Limits.Write(within) : rule.Until ?? (period is null ? null : "period-end"), Due = due,
                        Provisional = Limits.AsksTheCalendar(within) && due is { } end && calendar.IsProvisional(end), Calendar = calendar.Version, HoursOf = hours, Round = 1, Period = period, Segment = part,
                    };
                }
    }

    /// <summary>
    /// How many acts the act at hand asks for, of which segment and in which period: a share of what it says of the population, rounded up.
    /// One act, no segment and no period where the rule counts nothing or its share is still open.
    /// </summary>
    public static (int Count, string? Segment, Period? Period) Sample(DutyRule rule, Pack pack, Scene scene)
    {
        if (rule.Count is not { } counted || scene.Act?.With is not { } with) return (1, null, null);
        var period = Period.Read(with.Text("period")) ?? Period.Of("month", scene.Regime.Calendar.DayOf(scene.At));
        var exact = Share(scene.Regime.Filled(pack, counted.Share)) is { } share && with.Number(counted.Of) is { } of ? share * of : 1;
        var count = counted.RoundUp ? decimal.Ceiling(exact) : decimal.Floor(exact);
        return ((int)decimal.Clamp(count, 1, int.MaxValue), with.Text("segment"), period);
    }

    /// <summary>Whether an act that discharges the duty was done for its part: by those who bear it, or naming it. A sample takes the acts of its segment within its period.</summary>
    public static bool Fits(Duty duty, DutyRule rule, Scene scene)
    {
        var (with, organisation) = (scene.Act?.With ?? Fields.None, scene.Organisation);
        if (rule.Count is not null)
            return (duty.Segment is null || duty.Segment == (with.Text("segment") ?? scene.Matter.Facts.Text("customer.segment")))
                && (Period.Read(duty.Period) is not { } period || period.Contains(scene.Regime.Calendar.DayOf(scene.At)));
        if (duty.Segment is not { } part) return true;
        if (Vocabulary.Facts["segment"].Contains(part)) return with.Text("segment") == part && scene.Actor is { } planner && organisation.StandsFor(planner, duty.Holder!.Value);
        if (((string[])["segment", "unit", "units", "person", "people", "against"]).SelectMany(with.Texts).Contains(part)) return true;
        return scene.Actor is { } actor && part == Own(duty.Bearer, duty.Holder!.Value, scene)
            && (organisation.Person(part) is not null ? part == actor : organisation.Belongs(actor, part));
    }

    private static IEnumerable<string> Parts(DutyRule rule, Role bearer, Party holder, Scene scene) => rule.Per switch
    {
        null => [Own(bearer, holder, scene)],
        _ when Vocabulary.Groups.Contains(Innermost(bearer)) => [Own(bearer, holder, scene)],
        "segment" => Vocabulary.Facts["segment"],
        "unit" => Ids("each-unit", scene),
        "person" => Ids("everyone", scene),
        var group => Ids(group, scene),
    };

    /// <summary>The bearer's own part: the person where each person bears the duty for himself, else the unit.</summary>
    private static string Own(Role bearer, Party holder, Scene scene) =>
        EachPerson.Contains(bearer.Name) ? holder.Id : scene.Organisation.UnitOf(holder) ?? holder.Id;

    private static IEnumerable<string> Ids(string group, Scene scene) => Roles.All(new Role(group), scene).Select(party => party.Id);

    /// <summary>The condition of a rule without a trigger looks at its bearer and its part as if he acted on it.</summary>
    private static Done AsIf(Party holder, string part, Scene scene) => new(0, "", holder.IsPerson ? holder.Id : scene.Organisation.HeadOf(holder.Id) ?? Act.System, scene.At,
        Vocabulary.Facts["segment"].Contains(part) ? Fields.Of(new { segment = part }) : Fields.Of(new { unit = part }), 1);

    private static string Innermost(Role role) => role.Of is { } of ? Innermost(of) : role.Name;

    /// <summary>A share written 0.03 or 3%.</summary>
    private static decimal? Share(string? text) => text is null ? null
        : decimal.TryParse(text.TrimEnd('%'), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? text.EndsWith('%') ? number / 100 : number : null;
}
