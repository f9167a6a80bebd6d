using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Board;

/// <summary>Where will we fail today: for whoever answers for units. Every figure counts with the filter of the list it opens.</summary>
public sealed class IndexModel(AppDb db, Reading reading, Actor actor, Clock clock, Acting acting) : PageModel
{
    public const int Most = 30;

    public sealed record Figure(string Name, int Count, string Definition, string Tone, string Icon, string Path);

    /// <summary>Open cases of one holder, those with a duty overdue among them.</summary>
    public sealed record Bar(string Name, int Open, int Late, string Path, string LatePath);

    /// <summary>One unit in the comparison, with a figure and its list for each question.</summary>
    public sealed record Side(string Unit, IReadOnlyList<Cell> Cells);
    public sealed record Cell(string Name, int Count, string Path);

    public IReadOnlyList<Side> Compared { get; private set; } = [];

    private Regime regime = null!;
    private IReadOnlyCollection<string> led = [];

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
        Covers = actor.SeesAll() ? "全部部门" : string.Join("、", led.Append(actor.UnitId).Distinct().Select(id => regime.Organisation.Unit(id)?.Name).OfType<string>());
        Figures =
        [
            await Count("快到期", "最近的时限到了提醒的时候，还没有过", "amber", "clock", new() { Due = "soon" }),
            await Count("已逾期", "有责任超过了时限、还没有做", "red", "alert-triangle", new() { Due = "late" }),
            await Count("退回过", $"近 {CaseFilter.ReturnedDays} 天内被承办部门退回", "plain", "arrow-right", new() { Returned = true }),
            await Count("没人接手", "已移交，对方还没有接手", "amber", "hourglass", new() { Status = "awaiting-takeover" }),
            await Count("快没人管", "办理人离岗没有人代，或退回期限将到", "amber", "user-off", new() { Ownerless = true }),
            await Count("归属争议", "提请了仲裁，等待裁定", "amber", "scale", new() { Disputed = true }),
            await Count("被催办", "有人催办，还没有回复", "amber", "bell", new() { Urged = true }),
            await Count("部门投诉", "一个部门投诉另一个部门的办理，等待裁定", "amber", "message-circle", new() { Complained = true }),
            await Batches(),
            await HandOvers(),
            await Count("未办结", "登记了、还没有办结的全部", "plain", "inbox", new() { Status = "open" }),
        ];
        await ByHolder();
        if (Units.Count > 1) await Compare();
        return Page();
    }

    private IQueryable<CaseRow> Cases(CaseFilter filter)
    {
        filter.Whose = actor.SeesAll() ? null : "unit";
        return filter.Apply(db.Cases.VisibleTo(actor, db, led), db, actor, led, regime.Calendar, clock.Now);
    }

    private async Task<Figure> Count(string name, string definition, string tone, string icon, CaseFilter filter)
    {
        var count = await Cases(filter).CountAsync();
        return new(name, count, definition, count == 0 ? "plain" : tone, icon, filter.ToPath());
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
    private async Task Compare()
    {
        var (now, soon) = (clock.Now, regime.Calendar.AddWorkingTime(clock.Now, TimeSpan.FromHours(CaseFilter.SoonHours)));
        var rows = await Cases(new() { Status = "open" }).Where(row => row.HandlerUnitId != null).GroupBy(row => row.HandlerUnitId!).Select(group => new
        {
            group.Key, Open = group.Count(), Late = group.Count(row => row.NextDue < now), Soon = group.Count(row => row.NextDue >= now && row.NextDue <= soon),
            Waiting = group.Count(row => row.Status == "awaiting-takeover"),
        }).ToListAsync();
        string Path(CaseFilter filter)
        {
            filter.Whose = actor.SeesAll() ? null : "unit";
            return filter.ToPath();
        }
        Compared = [.. rows.OrderByDescending(row => row.Late).ThenByDescending(row => row.Open).Take(Most).Select(row => new Side(regime.Organisation.Unit(row.Key)?.Name ?? row.Key,
        [
            new("未办结", row.Open, Path(new() { Unit = row.Key, Status = "open" })), new("已逾期", row.Late, Path(new() { Unit = row.Key, Due = "late" })),
            new("快到期", row.Soon, Path(new() { Unit = row.Key, Due = "soon" })), new("没人接手", row.Waiting, Path(new() { Unit = row.Key, Status = "awaiting-takeover" })),
        ]))];
    }

    private async Task ByHolder()
    {
        var now = clock.Now;
        var held = await Cases(new() { Status = "open" }).GroupBy(row => new { row.HandlerId, row.HandlerUnitId })
            .Select(group => new { group.Key.HandlerId, group.Key.HandlerUnitId, Open = group.Count(), Late = group.Count(row => row.NextDue < now) }).ToListAsync();
        People = [.. held.GroupBy(one => one.HandlerId ?? "unit:" + one.HandlerUnitId).Select(group => Line(
            group.Key.StartsWith("unit:", StringComparison.Ordinal) ? $"{regime.Organisation.Unit(group.Key[5..])?.Name}（未指定人）" : regime.Organisation.Person(group.Key)?.Name ?? group.Key,
            group.Sum(one => one.Open), group.Sum(one => one.Late), late => new() { Holder = group.Key, Status = late ? null : "open", Due = late ? "late" : null })).OrderByDescending(bar => bar.Late).ThenByDescending(bar => bar.Open).Take(Most)];
        Units = [.. held.Where(one => one.HandlerUnitId is not null).GroupBy(one => one.HandlerUnitId!).Select(group => Line(regime.Organisation.Unit(group.Key)?.Name ?? group.Key,
            group.Sum(one => one.Open), group.Sum(one => one.Late), late => new() { Unit = group.Key, Status = late ? null : "open", Due = late ? "late" : null })).OrderByDescending(bar => bar.Late).ThenByDescending(bar => bar.Open).Take(Most)];
    }

    private Bar Line(string name, int open, int late, Func<bool, CaseFilter> filter)
    {
        string Path(bool overdue)
        {
            var one = filter(overdue);
            one.Whose = actor.SeesAll() ? null : "unit";
            return one.ToPath();
        }
        return new(name, open, late, Path(false), Path(true));
    }
}
