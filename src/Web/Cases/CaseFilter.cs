using System.Globalization;
using Shouwen.Calendar;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>
/// What the list of cases is narrowed by, as its address carries it. The board's figures are of the same filters; a figure and its list never differ.
/// </summary>
public sealed class CaseFilter
{
    public const int SoonHours = 4;
    public const int ReturnedDays = 7;

    public string? Q { get; set; }

    /// <summary>A status, or <c>open</c> for everything not closed.</summary>
    public string? Status { get; set; }
    public string? Channel { get; set; }
    public string? Kind { get; set; }

    /// <summary>The unit that has the work now.</summary>
    public string? Unit { get; set; }

    /// <summary>首问责任人.</summary>
    public string? First { get; set; }

    /// <summary>Whoever has the work now: a person, or <c>unit:…</c> for a unit that has not named one.</summary>
    public string? Holder { get; set; }

    /// <summary>late, or soon: near its end, as people are reminded of it.</summary>
    public string? Due { get; set; }

    /// <summary>Given back within the last <see cref="ReturnedDays"/> days.</summary>
    public bool Returned { get; set; }

    /// <summary>The coordinating body is asked whose it is.</summary>
    public bool Disputed { get; set; }

    /// <summary>Somebody urged and has not been answered.</summary>
    public bool Urged { get; set; }

    /// <summary>One unit complains of another, and nobody has ruled yet.</summary>
    public bool Complained { get; set; }

    /// <summary>Soon nobody minds it: whoever has it is away, or will be within a working day, and nobody stands in; or the window to return it ends within <see cref="SoonHours"/> working hours.</summary>
    public bool Ownerless { get; set; }

    /// <summary>保存期满: archived, and the last day it must be kept is over.</summary>
    public bool Expired { get; set; }
    public DateOnly? From { get; set; }

    /// <summary>The last day, included.</summary>
    public DateOnly? To { get; set; }

    /// <summary>mine, unit (what the actor's units were asked first, have or are offered), or everything he may see.</summary>
    public string? Whose { get; set; }

    public bool IsEmpty => ToQuery().Length == 0;

    /// <summary>Whether it asks for more than what is typed and the status.</summary>
    public bool IsNarrower => new CaseFilter { Q = Q, Status = Status }.ToQuery() != ToQuery();

    /// <summary>The keys of the cases that the actor may see and that this filter leaves, in parts for <see cref="CasePage"/>; each has the index that fits it.</summary>
    public IReadOnlyList<IQueryable<long>> Keys(AppDb db, Actor actor, IReadOnlyCollection<string> led, Regime regime, DateTimeOffset now)
    {
        var visible = db.Cases.VisibleTo(actor, db, led);
        var narrowed = Falling([.. Belonging(visible, actor, led).Select(cases => Narrowed(cases, db, regime, now))], now);
        if (Whose is "mine" or "unit" || db.KeysVisibleTo(actor, led) is not { } seen) return [.. narrowed.Select(cases => cases.Select(one => one.Key))];
        // What was typed is looked up by key; where nothing else is asked the cases themselves need not be.
        if (new CaseFilter { Q = Q }.ToQuery() == ToQuery()) return CaseWords.Match(db, Q) is { } match ? [.. seen.Select(keys => keys.Where(key => match.Contains(key)))] : seen;
        narrowed = Falling([Narrowed(db.Cases, db, regime, now)], now);
        return [.. seen.SelectMany(keys => narrowed.Select(cases => keys.Join(cases, key => key, one => one.Key, (key, one) => key)))];
    }

    /// <summary>Of these cases those that the filter leaves, whoever's they are and whatever falls due.</summary>
    public IQueryable<CaseRow> Narrowed(IQueryable<CaseRow> cases, AppDb db, Regime regime, DateTimeOffset now)
    {
        if (CaseWords.Match(db, Q) is { } match) cases = cases.Where(one => match.Contains(one.Key));
        if (Status == "open") cases = cases.Where(one => one.ClosedAt == null);
        else if (Status is { } status) cases = cases.Where(one => one.Status == status);
        if (Channel is { } channel) cases = cases.Where(one => one.Channel == channel);
        if (Kind is { } kind) cases = cases.Where(one => one.Kind == kind);
        if (Unit is { } unit) cases = cases.Where(one => one.HandlerUnitId == unit);
        if (First is { } first) cases = cases.Where(one => one.FirstContactId == first);
        if (Holder is { } holder)
            cases = holder.StartsWith("unit:", StringComparison.Ordinal) && holder[5..] is var unnamed
                ? cases.Where(one => one.HandlerId == null && one.HandlerUnitId == unnamed) : cases.Where(one => one.HandlerId == holder);
        if (Returned && now.AddDays(-ReturnedDays) is var since) cases = cases.Where(one => one.ReturnedAt >= since);
        if (Disputed) cases = cases.Where(one => one.DisputedAt != null);
        if (Urged) cases = Owed(cases, db, "answer-urge");
        if (Complained) cases = Owed(cases, db, "judge-complaint");
        if (Expired) cases = cases.Where(one => one.Disposable);
        if (Ownerless && Window(regime.Calendar, now) is var window && Away(regime, now) is var away)
            cases = cases.Where(one => one.ClosedAt == null && (one.ReturnBy >= now && one.ReturnBy <= window || one.HandlerId != null && away.Contains(one.HandlerId)));
        return Dated(cases, regime.Calendar);
    }

    /// <summary>Where the house's own rule waits for somebody.</summary>
    private static IQueryable<CaseRow> Owed(IQueryable<CaseRow> cases, AppDb db, string rule) =>
        cases.Where(one => db.Duties.Where(duty => duty.Stands && duty.Pack == House.Id && duty.Name == rule).Select(duty => duty.CaseId).Contains(one.Id));

    /// <summary>Until when a hand-over that can still be returned is soon nobody's question any more.</summary>
    public static DateTimeOffset Window(WorkCalendar calendar, DateTimeOffset now) => calendar.AddWorkingTime(now, TimeSpan.FromHours(SoonHours));

    /// <summary>Who is away, or will be within a working day, and nobody stands in.</summary>
    public static IReadOnlyCollection<string> Away(Regime regime, DateTimeOffset now)
    {
        var soon = regime.Calendar.AddWorkingTime(now, TimeSpan.FromHours(8));
        return [.. regime.Organisation.Absences.Where(absence => absence.Substitute is null && absence.From < soon && absence.To > now).Select(absence => absence.Person).Distinct()];
    }

    /// <summary>Late is what has a breached duty, and those few that the watch will find breached in a moment.</summary>
    private IReadOnlyList<IQueryable<CaseRow>> Falling(IReadOnlyList<IQueryable<CaseRow>> parts, DateTimeOffset now) => Due switch
    {
        "late" => [.. parts.Select(cases => cases.Where(one => one.ClosedAt == null && one.Breached > 0)), .. parts.Select(cases => cases.Where(one => one.ClosedAt == null && one.Breached == 0 && one.NextNear <= now && one.NextDue < now))],
        "soon" => [.. parts.Select(cases => cases.Where(one => one.ClosedAt == null && one.Breached == 0 && one.NextNear <= now && one.NextDue >= now))],
        _ => parts,
    };

    private IQueryable<CaseRow> Dated(IQueryable<CaseRow> cases, WorkCalendar calendar)
    {
        // A day outside the calendar, typed by slip, means the calendar's first or last. The key begins with the day it was written, at most a moment later, and is what lists are read by.
        if (From is { } from && calendar.At(Within(from), TimeOnly.MinValue) is var begin && KeyOf(Within(from)) is var first) cases = cases.Where(one => one.RegisteredAt >= begin && one.Key >= first);
        if (To is { } to && calendar.At(Within(to).AddDays(1), TimeOnly.MinValue) is var end && KeyOf(Within(to).AddDays(2)) is var last) cases = cases.Where(one => one.RegisteredAt < end && one.Key < last);
        return cases;
    }

    private static long KeyOf(DateOnly day) => long.Parse(day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) * 1_000_000;

    private static DateOnly Within(DateOnly day) => day < WorkCalendar.FirstDay ? WorkCalendar.FirstDay : day >= WorkCalendar.LastDay ? WorkCalendar.LastDay.AddDays(-1) : day;

    private IReadOnlyList<IQueryable<CaseRow>> Belonging(IQueryable<CaseRow> cases, Actor actor, IReadOnlyCollection<string> led)
    {
        var me = actor.Id;
        if (Whose == "mine") return [cases.Where(one => one.FirstContactId == me), cases.Where(one => one.HandlerId == me), cases.Where(one => one.PendingPersonId == me)];
        if (Whose != "unit") return [cases];
        var units = Own(actor, led);
        if (units.Count > 1) return [Touching(cases, units)];
        var unit = units.First();
        return [cases.Where(one => one.FirstContactUnitId == unit), cases.Where(one => one.HandlerUnitId == unit), cases.Where(one => one.PendingUnitId == unit)];
    }

    /// <summary>The units that are the actor's: those he answers for, else the one he belongs to.</summary>
    public static IReadOnlyCollection<string> Own(Actor actor, IReadOnlyCollection<string> led) => led.Count > 0 ? led : [actor.UnitId];

    /// <summary>What these units were asked first, have, or are offered.</summary>
    public static IQueryable<CaseRow> Touching(IQueryable<CaseRow> cases, IReadOnlyCollection<string> units) =>
        cases.Where(one => units.Contains(one.FirstContactUnitId) || units.Contains(one.HandlerUnitId) || units.Contains(one.PendingUnitId));

    /// <summary>The filter as an address carries it, without the question mark; what is not set is left out, so that equal filters read alike.</summary>
    public string ToQuery()
    {
        (string Name, string? Value)[] pairs =
        [
            ("q", Q?.Trim()), ("status", Status), ("channel", Channel), ("kind", Kind), ("unit", Unit), ("first", First), ("holder", Holder), ("due", Due), ("returned", Returned ? "true" : null), ("disputed", Disputed ? "true" : null),
            ("urged", Urged ? "true" : null), ("complained", Complained ? "true" : null), ("ownerless", Ownerless ? "true" : null), ("expired", Expired ? "true" : null),
            ("from", Say(From)), ("to", Say(To)), ("whose", Whose),
        ];
        return string.Join('&', pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
    }

    public string ToPath() => IsEmpty ? "/cases" : "/cases?" + ToQuery();

    private static string? Say(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
