using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Accountability;

/// <summary>问责: every finding this person may see, the newest first.</summary>
public sealed class IndexModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public const int Size = 50;

    public static readonly IReadOnlyList<SelectListItem> States =
        [new("待核实", "opened"), new("已查实", "verified"), new("待审批", "proposed"), new("待执行", "approved"), new("已执行", "executed"), new("已了结", "closed"), new("不成立", "dismissed"), new("所依据的认定已改变", "overruled")];

    [BindProperty(SupportsGet = true)] public string? State { get; set; }
    [BindProperty(SupportsGet = true)] public string? Unit { get; set; }

    public IReadOnlyList<FindingLine> Lines { get; private set; } = [];
    public Offer Units { get; private set; } = new([]);
    public Tabs Tabs { get; private set; } = null!;
    public bool MayOpen { get; private set; }
    public string? Older { get; private set; }
    public string Query => string.Join('&', new (string Key, string? Value)[] { ("state", State), ("unit", Unit) }.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value!)}"));

    /// <param name="before">Moment and id of the last line of the page before.</param>
    public async Task OnGet(string? before)
    {
        var regime = await acting.Regime();
        Tabs = Tabs.Of("/findings", actor, regime);
        MayOpen = NewModel.Opens(regime, actor.Id, clock.Now);
        Units = (await Pickings.Load(acting, actor)).Units;
        var asked = Asked(regime);
        if (PageMark.Read(before) is var (at, id)) asked = asked.Narrowed(rows => rows.Where(row => row.OpenedAt <= at && (row.OpenedAt < at || string.Compare(row.Id, id) < 0)));
        var rows = await asked.First(Newest, Size + 1);
        Lines = [.. rows.Take(Size).Select(row => FindingLine.Of(row, regime, clock))];
        if (rows.Count > Size) Older = $"/findings?{(Query.Length == 0 ? "" : Query + "&")}before={PageMark.Of(rows[Size - 1].OpenedAt, rows[Size - 1].Id)}";
    }

    /// <summary>The same findings as a table, at most ten thousand.</summary>
    public async Task<IActionResult> OnGetExport(string? format)
    {
        var regime = await acting.Regime();
        var rows = await Asked(regime).First(Newest, Table.MostRows);
        return new Table("问责台账", ["问责对象", "事由", "制度", "条款", "提出时间", "状态", "备注"], [.. rows.Select(row => FindingLine.Of(row, regime, clock) is var line
            ? (IReadOnlyList<object?>)[line.Against, line.What, line.Pack, line.Clause, clock.Full(row.OpenedAt), line.State, line.Overruled ? "所依据的投诉认定已改变" : ""] : [])]).File(format);
    }

    private IReadOnlyList<IQueryable<FindingRow>> Asked(Regime regime)
    {
        var findings = db.Findings.AsNoTracking().PartsVisibleTo(actor, regime);
        if (State == "overruled") findings = findings.Narrowed(rows => rows.Where(one => one.Overruled));
        else if (!string.IsNullOrEmpty(State)) findings = findings.Narrowed(rows => rows.Where(one => one.Status == State));
        if (string.IsNullOrEmpty(Unit)) return findings;
        var people = Seeing.PeopleOf(regime, [Unit]);
        return findings.Narrowed(rows => rows.Where(one => one.AgainstUnitId == Unit), rows => rows.Where(one => people.Contains(one.AgainstPersonId!)));
    }

    private static IQueryable<FindingRow> Newest(IQueryable<FindingRow> rows) => rows.OrderByDescending(row => row.OpenedAt).ThenByDescending(row => row.Id);
}
