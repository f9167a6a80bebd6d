using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Board;

/// <summary>Where will we fail today: for whoever answers for units. Every figure says what the list has that it opens.</summary>
public sealed class IndexModel(AppDb db, Reading reading, Actor actor, Clock clock, Acting acting) : PageModel
{
    /// <summary>Of people and of units those with most that is late, then with most open.</summary>
    public const int Most = 12;

    public sealed record Figure(string Name, int Count, string Definition, string Tone, string Icon, string Path);

    /// <summary>Open cases of one holder, those with a duty overdue among them.</summary>
    public sealed record Bar(string Name, int Open, int Late, string Path, string LatePath);

    /// <summary>One unit in the comparison, with a figure and its list for each question.</summary>
    public sealed record Side(string Unit, IReadOnlyList<Cell> Cells);
    public sealed record Cell(string Name, int Count, string Path);

    public IReadOnlyList<Side> Compared { get; private set; } = [];

    /// <summary>What somebody has of one unit: open cases, those late and soon among them, those nobody has taken over.</summary>
    private sealed record Holds(string? Unit, string? Person, int Open, int Late, int Soon, int Waiting);

    private Regime regime = null!;
    private IReadOnlyCollection<string> led = [];
    private IReadOnlyCollection<string> units = [];

    public string Covers { get; private set; } = "";
    public string Moment => clock.Say(clock.Now);
    public IReadOnlyList<Figure> Figures { get; private set; } = [];
    public IReadOnlyList<Bar> People { get; private set; } = [];
    public IReadOnlyList<Bar> Units { get; private set; } = [];
    public int Longest(IReadOnlyList<Bar> bars) => Math.Max(1, bars.Select(bar => bar.Open).DefaultIfEmpty().Max());

    /// <summary>Whether the menu leads here.</summary>
    public static bool Opens(Actor actor) => actor.SeesAll() || actor.LeadsUnits.Count > 0;

    public async Task<IActionResult> OnGet()
    {
        if (!Opens(actor)) return Forbid();
        regime = await acting.Regime();
        db = await reading.Db();
        led = actor.Led(regime.Organisation);
        units = CaseFilter.Own(actor, led);
        Covers = actor.SeesAll() ? "全部部门" : string.Join("、", units.Select(id => regime.Organisation.Unit(id)?.Name).OfType<string>());
        var held = await Held();
        Figures =
        [
            Count("快到期", "最近的时限到了提醒的时候，还没有过", "amber", "clock", new() { Due = "soon" }, held.Sum(one => one.Soon)),
            Count("已逾期", "有责任超过了时限、还没有做", "red", "alert-triangle", new() { Due = "late" }, held.Sum(one => one.Late)),
            await Count("退回过", $"近 {CaseFilter.ReturnedDays} 天内被承办部门退回", "plain", "arrow-right", new() { Returned = true }),
            Count("没人接手", "已移交，对方还没有接手", "amber", "hourglass", new() { Status = Caseload.Awaiting }, held.Sum(one => one.Waiting)),
            await Ownerless(held),
            await Count("归属争议", "提请了仲裁，等待裁定", "amber", "scale", new() { Disputed = true }),
            await Count("被催办", "有人催办，还没有回复", "amber", "bell", new() { Urged = true }),
            await Count("部门投诉", "一个部门投诉另一个部门的办理，等待裁定", "amber", "message-circle", new() { Complained = true }),
            await Batches(),
            await HandOvers(),
            Count("未办结", "登记了、还没有办结的全部", "plain", "inbox", new() { Status = "open" }, held.Sum(one => one.Open)),
        ];
        People = [.. held.GroupBy(one => one.Person ?? "unit:" + one.Unit).Select(group => Line(
            group.Key.StartsWith("unit:", StringComparison.Ordinal) ? $"{regime.Organisation.Unit(group.Key[5..])?.Name}（未指定人）" : regime.Organisation.Person(group.Key)?.Name ?? group.Key,
            group, late => new() { Holder = group.Key, Status = late ? null : "open", Due = late ? "late" : null })).OrderByDescending(bar => bar.Late).ThenByDescending(bar => bar.Open).Take(Most)];
        var ofUnits = held.Where(one => one.Unit is not null).GroupBy(one => one.Unit!).ToList();
        Units = [.. ofUnits.Select(group => Line(regime.Organisation.Unit(group.Key)?.Name ?? group.Key, group, late => new() { Unit = group.Key, Status = late ? null : "open", Due = late ? "late" : null }))
            .OrderByDescending(bar => bar.Late).ThenByDescending(bar => bar.Open).Take(Most)];
        if (Units.Count > 1) Compare(ofUnits);
        return Page();
    }

    /// <summary>
    /// What each has: from the caseloads, and what no write has told them yet: whose end is near and those few that the watch will find breached in a moment. Everything that touches a unit is
    /// visible to whoever leads it, so nothing else need be asked.
    /// </summary>
    private async Task<IReadOnlyList<Holds>> Held()
    {
        var now = clock.Now;
        var caseloads = actor.SeesAll() ? db.Caseloads : db.Caseloads.Where(one => units.Contains(one.FirstContactUnitId) || units.Contains(one.HandlerUnitId) || units.Contains(one.PendingUnitId));
        var held = await caseloads.GroupBy(one => new { one.HandlerUnitId, one.HandlerId }).Select(group => new Holds(group.Key.HandlerUnitId == "" ? null : group.Key.HandlerUnitId,
            group.Key.HandlerId == "" ? null : group.Key.HandlerId, group.Sum(one => one.Open), group.Sum(one => one.Late), 0, group.Sum(one => one.Waiting))).ToListAsync();
        var near = await Scope(db.Cases).Where(row => row.ClosedAt == null && row.Breached == 0 && row.NextNear <= now).GroupBy(row => new { row.HandlerUnitId, row.HandlerId })
            .Select(group => new Holds(group.Key.HandlerUnitId, group.Key.HandlerId, 0, group.Count(row => row.NextDue < now), group.Count(row => row.NextDue >= now), 0)).ToListAsync();
        return [.. held, .. near];
    }

    private IQueryable<CaseRow> Scope(IQueryable<CaseRow> cases) => actor.SeesAll() ? cases : CaseFilter.Touching(cases, units);

    /// <summary>The list that a figure opens.</summary>
    private string Path(CaseFilter filter)
    {
        filter.Whose = actor.SeesAll() ? null : "unit";
        return filter.ToPath();
    }

    private Figure Count(string name, string definition, string tone, string icon, CaseFilter filter, int count) => new(name, count, definition, count == 0 ? "plain" : tone, icon, Path(filter));

    private async Task<Figure> Count(string name, string definition, string tone, string icon, CaseFilter filter) =>
        Count(name, definition, tone, icon, filter, await filter.Narrowed(Scope(db.Cases), db, regime, clock.Now).CountAsync());

    /// <summary>What the absent have stands in the caseloads; what can still be returned is looked for beside it.</summary>
    private async Task<Figure> Ownerless(IReadOnlyList<Holds> held)
    {
        var (now, until, away) = (clock.Now, CaseFilter.Window(regime.Calendar, clock.Now), CaseFilter.Away(regime, clock.Now));
        var returning = await Scope(db.Cases).CountAsync(row => row.ClosedAt == null && row.ReturnBy >= now && row.ReturnBy <= until && (row.HandlerId == null || !away.Contains(row.HandlerId)));
        return Count("快没人管", "办理人离岗没有人代，或退回期限将到", "amber", "user-off", new() { Ownerless = true }, returning + held.Where(one => away.Contains(one.Person)).Sum(one => one.Open));
    }

    private async Task<Figure> Batches()
    {
        var count = await db.Cases.VisibleTo(actor, db, led).CountAsync(row => row.Batch == Shouwen.Cases.Gathering.Suspected && row.ClosedAt == null);
        return new("疑似批量", count, $"并在一起满 {regime.BatchFrom} 件，等待认定", count == 0 ? "plain" : "amber", "inbox", "/board/batches");
    }

    private async Task<Figure> HandOvers()
    {
        var count = await Web.HandOvers.IndexModel.VisibleTo(db, actor, led).CountAsync(row => row.Waiting + row.Declined > 0);
        return new("交接没接完", count, "交接单上还有待接收或未接收的", count == 0 ? "plain" : "amber", "list-details", "/hand-overs?whose=waiting");
    }

    /// <summary>Units side by side, each figure with its list.</summary>
    private void Compare(IEnumerable<IGrouping<string, Holds>> ofUnits) => Compared =
    [
        .. ofUnits.Select(unit => (unit.Key, Open: unit.Sum(one => one.Open), Late: unit.Sum(one => one.Late), Soon: unit.Sum(one => one.Soon), Waiting: unit.Sum(one => one.Waiting)))
            .OrderByDescending(row => row.Late).ThenByDescending(row => row.Open).Take(Most).Select(row => new Side(regime.Organisation.Unit(row.Key)?.Name ?? row.Key,
            [
                new("未办结", row.Open, Path(new() { Unit = row.Key, Status = "open" })), new("已逾期", row.Late, Path(new() { Unit = row.Key, Due = "late" })),
                new("快到期", row.Soon, Path(new() { Unit = row.Key, Due = "soon" })), new("没人接手", row.Waiting, Path(new() { Unit = row.Key, Status = Caseload.Awaiting })),
            ])),
    ];

    private Bar Line(string name, IEnumerable<Holds> held, Func<bool, CaseFilter> filter) => new(name, held.Sum(one => one.Open), held.Sum(one => one.Late), Path(filter(false)), Path(filter(true)));
}
