using System.Globalization;
using Shouwen.Calendar;
using Shouwen.Web.Access;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>
/// What the list of cases is narrowed by, as its address carries it. The figures of the board count with the same filter, so that a figure and its list never differ.
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
    public DateOnly? From { get; set; }

    /// <summary>The last day, included.</summary>
    public DateOnly? To { get; set; }

    /// <summary>mine, unit (what the actor's units asked first, hold or are offered), or everything he may see.</summary>
    public string? Whose { get; set; }

    public bool IsEmpty => ToQuery().Length == 0;

    /// <summary>Narrows cases that are already only those the actor may see.</summary>
    public IQueryable<CaseRow> Apply(IQueryable<CaseRow> cases, AppDb db, Actor actor, IReadOnlyCollection<string> led, WorkCalendar calendar, DateTimeOffset now)
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
        if (Urged) cases = Waiting(cases, db, "answer-urge");
        if (Complained) cases = Waiting(cases, db, "judge-complaint");
        if (Ownerless && calendar.AddWorkingTime(now, TimeSpan.FromHours(8)) is var soon && calendar.AddWorkingTime(now, TimeSpan.FromHours(SoonHours)) is var window)
            cases = cases.Where(one => one.ClosedAt == null && (one.ReturnBy >= now && one.ReturnBy <= window
                || db.Absences.Any(absence => absence.PersonId == one.HandlerId && absence.SubstituteId == null && absence.From < soon && absence.To > now)));
        return Belonging(Dated(Falling(cases, now), calendar), actor, led);
    }

    /// <summary>Where the house's own rule waits for somebody.</summary>
    private static IQueryable<CaseRow> Waiting(IQueryable<CaseRow> cases, AppDb db, string rule) =>
        cases.Where(one => db.Duties.Where(duty => duty.Stands && duty.Pack == Judging.House.Id && duty.Name == rule).Select(duty => duty.CaseId).Contains(one.Id));

    private IQueryable<CaseRow> Falling(IQueryable<CaseRow> cases, DateTimeOffset now)
    {
        if (Due == "late") return cases.Where(one => one.ClosedAt == null && one.NextDue < now);
        if (Due != "soon") return cases;
        return cases.Where(one => one.ClosedAt == null && one.NextDue >= now && one.NextNear <= now);
    }

    private IQueryable<CaseRow> Dated(IQueryable<CaseRow> cases, WorkCalendar calendar)
    {
        // A day outside the calendar, typed by slip, means the calendar's first or last.
        if (From is { } from && calendar.At(Within(from), TimeOnly.MinValue) is var begin) cases = cases.Where(one => one.RegisteredAt >= begin);
        if (To is { } to && calendar.At(Within(to).AddDays(1), TimeOnly.MinValue) is var end) cases = cases.Where(one => one.RegisteredAt < end);
        return cases;
    }

    private static DateOnly Within(DateOnly day) => day < WorkCalendar.FirstDay ? WorkCalendar.FirstDay : day >= WorkCalendar.LastDay ? WorkCalendar.LastDay.AddDays(-1) : day;

    private IQueryable<CaseRow> Belonging(IQueryable<CaseRow> cases, Actor actor, IReadOnlyCollection<string> led)
    {
        var me = actor.Id;
        if (Whose == "mine") return cases.Where(one => one.FirstContactId == me || one.HandlerId == me || one.PendingPersonId == me);
        if (Whose != "unit") return cases;
        string[] units = [.. led.Append(actor.UnitId).Distinct()];
        return cases.Where(one => units.Contains(one.FirstContactUnitId) || units.Contains(one.HandlerUnitId) || units.Contains(one.PendingUnitId));
    }

    /// <summary>The filter as an address carries it, without the question mark; what is not set is left out, so that equal filters read alike.</summary>
    public string ToQuery()
    {
        (string Name, string? Value)[] pairs =
        [
            ("q", Q?.Trim()), ("status", Status), ("channel", Channel), ("kind", Kind), ("unit", Unit), ("first", First), ("holder", Holder), ("due", Due), ("returned", Returned ? "true" : null), ("disputed", Disputed ? "true" : null),
            ("urged", Urged ? "true" : null), ("complained", Complained ? "true" : null), ("ownerless", Ownerless ? "true" : null),
            ("from", Say(From)), ("to", Say(To)), ("whose", Whose),
        ];
        return string.Join('&', pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
    }

    public string ToPath() => IsEmpty ? "/cases" : "/cases?" + ToQuery();

    private static string? Say(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
