using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Orders;

/// <summary>督办台账: every order this person may see, the newest first; what is shown can be taken along as a table.</summary>
public sealed class IndexModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public const int Size = 50;

    public static readonly IReadOnlyList<SelectListItem> Grades = [.. Ordering.Grades.Select(grade => new SelectListItem(OrderLine.GradeWord(grade), grade))];
    public static readonly IReadOnlyList<SelectListItem> States = [new("未完（待回复、待审核）", "open"), new("逾期未回复", "late"), new("待回复", "issued"), new("待审核", "answered"), new("已办结", "closed"), new("已撤销", "cancelled")];

    [BindProperty(SupportsGet = true)] public string? Grade { get; set; }
    [BindProperty(SupportsGet = true)] public string? State { get; set; }
    [BindProperty(SupportsGet = true)] public string? Unit { get; set; }

    public IReadOnlyList<OrderLine> Lines { get; private set; } = [];
    public Offer Units { get; private set; } = new([]);
    public bool MayIssue { get; private set; }
    public string? Older { get; private set; }
    public string Query => string.Join('&', new (string Key, string? Value)[] { ("grade", Grade), ("state", State), ("unit", Unit) }.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value!)}"));

    public async Task OnGet(long? before)
    {
        var regime = await acting.Regime();
        MayIssue = Orders.NewModel.Opens(regime, actor.Id, clock.Now);
        Units = (await Pickings.Load(acting, actor)).Units;
        var asked = before is { } last ? Asked(regime).Narrowed(some => some.Where(one => one.Key < last)) : Asked(regime);
        var rows = await asked.First(Newest, Size + 1);
        Lines = [.. rows.Take(Size).Select(row => OrderLine.Of(row, regime, clock))];
        if (rows.Count > Size) Older = $"/orders?{(Query.Length == 0 ? "" : Query + "&")}before={rows[Size - 1].Key.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The register as a table: the same orders, at most ten thousand.</summary>
    public async Task<IActionResult> OnGetExport()
    {
        var regime = await acting.Regime();
        var rows = await Asked(regime).First(Newest, Table.MostRows);
        return new Table("督办台账", ["编号", "等级", "被督办部门", "督办人", "下达时间", "回复期限", "状态", "内容"], [.. rows.Select(row => OrderLine.Of(row, regime, clock) is var line
            ? (IReadOnlyList<object?>)[row.Written, line.Grade, line.Unit, line.Issuer, clock.Full(row.IssuedAt), row.Due is { } due ? clock.Full(due) : "", line.State, row.Text] : [])]).File("csv");
    }

    private IReadOnlyList<IQueryable<OrderRow>> Asked(Regime regime)
    {
        var (now, orders) = (clock.Now, db.Orders.AsNoTracking().PartsVisibleTo(actor, actor.Led(regime.Organisation)));
        if (!string.IsNullOrEmpty(Grade)) orders = orders.Narrowed(some => some.Where(one => one.Grade == Grade));
        if (!string.IsNullOrEmpty(Unit)) orders = orders.Narrowed(some => some.Where(one => one.UnitId == Unit));
        return State switch
        {
            "open" => orders.Narrowed(some => some.Where(one => one.Status == "issued"), some => some.Where(one => one.Status == "answered")),
            "late" => orders.Narrowed(some => some.Where(one => one.Status == "issued" && one.Due < now)),
            null or "" => orders,
            var state => orders.Narrowed(some => some.Where(one => one.Status == state)),
        };
    }

    private static IQueryable<OrderRow> Newest(IQueryable<OrderRow> orders) => orders.OrderByDescending(one => one.Key);
}
