using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Cases;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Desk;

/// <summary>责任 as a row, the same on every screen: what is to be done, about what, for whom, by when, on what ground. Made by <see cref="DutyLines"/>.</summary>
/// <param name="Verb">What is to be done, verb first.</param>
/// <param name="About">Customer and subject, or the period of a duty that belongs to no case.</param>
/// <param name="Bearer">Null when the one who looks bears it in person.</param>
/// <param name="Tone">red late, amber within the warning, grey waiting on somebody else, else plain.</param>
/// <param name="State">The word that goes with the tone, empty when plain.</param>
public sealed record DutyLine(
    string Matter, int No, string Verb, string About, string? Number, string OwedTo, string? Bearer, string? Due, string? Left, string Tone, string State, IReadOnlyList<ClauseChip> Clauses, string? Link)
{
    /// <summary>Whether the one who looks is offered to urge.</summary>
    public bool MayUrge { get; init; }

    /// <summary>The due rests on a year whose days off are not announced yet.</summary>
    public bool Provisional { get; init; }

    /// <summary>Why what was just pressed here was not done.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];
}

/// <summary>Builds duty rows for one person at one moment.</summary>
public sealed class DutyLines(Regime regime, Clock clock, string me)
{
    /// <summary>Duties of one bearer in one matter that the same act discharges are one row: it stands under the clauses of all and falls due with the first.</summary>
    public static IEnumerable<IReadOnlyList<DutyRow>> Together(IEnumerable<DutyRow> inOrder) =>
        inOrder.GroupBy(duty => (duty.Matter, duty.Name, duty.BearerPersonId, duty.BearerUnitId, duty.Period)).Select(group => (IReadOnlyList<DutyRow>)[.. group]);

    /// <param name="together">One duty, or several that belong together with the first due first.</param>
    /// <param name="row">The case, null when the duty belongs to none or the case may not be seen.</param>
    public DutyLine Of(IReadOnlyList<DutyRow> together, CaseRow? row)
    {
        var duty = together[0];
        var (tone, state) = Standing(duty, row);
        return new(
            duty.Matter, duty.No, Verb(duty, row), row is null ? About(duty) : $"{CaseLine.CustomerOf(row)} · {Web.Cases.Notices.Short(row.Content)}", row?.Number, Owed(duty, row),
            duty.BearerPersonId == me ? null : CaseLine.Name(regime, duty.BearerPersonId, duty.BearerUnitId ?? regime.Organisation.Person(duty.BearerPersonId)?.Unit),
            duty.Due is { } due ? clock.Say(due) : null, Left(duty), tone, state, [.. together.Select(one => ClauseChip.Of(regime, one.Pack, one.Clause, one.Version)!).Distinct()], row is null ? duty.Matter == Acting.Standing.ToString() ? $"/standing/{duty.No}" : null : CaseLine.Address(row.Number, duty.Name == "redo" ? "resolve" : duty.Name)) { Provisional = duty is { Provisional: true, Due: not null } };
    }

    /// <summary>What a duty of the organisation's own is about: what it asks, and for which period.</summary>
    private static string About(DutyRow duty) => duty.Text is null ? Web.Standing.StandingLine.SayPeriod(duty.Period) ?? "常设责任" : duty.Period is null ? duty.Text : $"{duty.Text} · {Web.Standing.StandingLine.SayPeriod(duty.Period)}";

    private string Verb(DutyRow duty, CaseRow? row) => duty.Name switch
    {
        "transfer" or "coordinate" when regime.Organisation.Unit(row?.MeantUnitId) is { } unit => $"{Words.Duty(duty.Name)}给{unit.Name}",
        "answer" or "explain" when duty.OwedCustomer => $"向客户{Words.Duty(duty.Name)}",
        "inform" when duty.OwedCustomer => "告知客户结果",
        _ => Words.Duty(duty.Name),
    };

    private string Owed(DutyRow duty, CaseRow? row) => duty.OwedCustomer ? row?.CustomerName is { } name ? $"客户{name}" : "客户"
        : duty.OwedPersonId == me ? "您" : duty.OwedPersonId is not null || duty.OwedUnitId is not null ? CaseLine.Name(regime, duty.OwedPersonId, duty.OwedUnitId) : "本单位";

    private (string Tone, string State) Standing(DutyRow duty, CaseRow? row)
    {
        if (duty.State == "paused") return ("grey", "已暂停");
        if (duty.State == "breached" || duty.Due < clock.Now) return ("red", "已逾期");
        if (duty.Near <= clock.Now) return ("amber", "快到期");
        return WaitsFor(duty, row) is { } other ? ("grey", $"等{other}") : ("plain", "");
    }

    /// <summary>To tell the outcome one must first have it: whoever has the work, when that is somebody else.</summary>
    private string? WaitsFor(DutyRow duty, CaseRow? row)
    {
        if (row is null || duty.BearerPersonId != me || duty.Name is not ("inform" or "report-back" or "close" or "callback") || row.Status is "resolved" or "informed" or "called-back" || !row.IsOpen) return null;
        if (row.PendingUnitId is not null && row.PendingPersonId != me) return CaseLine.Name(regime, row.PendingPersonId, row.PendingUnitId) + "接手";
        return row.HandlerId == me || row.HandlerUnitId is null ? null : CaseLine.Name(regime, row.HandlerId, row.HandlerUnitId) + "办理";
    }

    /// <summary>What is left is said in the hours the deadline was computed in.</summary>
    private WorkCalendar CalendarOf(DutyRow duty) => duty.Calendar is not null && regime.Calendars.TryGetValue(duty.Calendar, out var then) ? then.Value : regime.CalendarOf(duty.HoursOf);

    private string? Left(DutyRow duty) =>
        duty.Due is { } due ? DutyClock.Left(duty.Limit, CalendarOf(duty), clock.Now, due) : duty.Limit is { } limit ? Words.Limit(limit) : null;
}
