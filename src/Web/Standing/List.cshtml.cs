using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Desk;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Standing;

/// <summary>The lines behind a figure of the year: of a month, of those without an end, or of all; by unit, state and clause.</summary>
public sealed class ListModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public static readonly IReadOnlyList<SelectListItem> States = [new("没有办的", "open"), new("逾期未办", "late"), new("办了的", "done")];

    [BindProperty(SupportsGet = true)] public string? Month { get; set; }
    [BindProperty(SupportsGet = true)] public string? Unit { get; set; }
    [BindProperty(SupportsGet = true)] public string? State { get; set; }
    [BindProperty(SupportsGet = true)] public string? Pack { get; set; }
    [BindProperty(SupportsGet = true)] public string? Clause { get; set; }
    [BindProperty(SupportsGet = true)] public bool Mine { get; set; }

    public IReadOnlyList<StandingLine> Lines { get; private set; } = [];
    public Offer Units { get; private set; } = new([]);
    public string Heading { get; private set; } = "";
    public ClauseChip? Cited { get; private set; }
    public string? More { get; private set; }
    public string Query => string.Join('&', new (string Key, string? Value)[] { ("month", Month), ("unit", Unit), ("state", State), ("pack", Pack), ("clause", Clause), ("mine", Mine ? "true" : null) }
        .Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value!)}"));

    public async Task OnGet(string? after)
    {
        var regime = await acting.Regime();
        Units = (await Pickings.Load(acting, actor)).Units;
        var rows = Mine ? IndexModel.Owed(db, regime, actor.Id) : YearOfDuties.Of(db, regime, regime.Organisation.Unit(Unit)?.Id);
        if (DateOnly.TryParseExact(Month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first))
        {
            var (from, to) = (clock.StartOf(first), clock.StartOf(first.AddMonths(1)));
            rows = rows.Where(row => row.Due >= from && row.Due < to);
            Heading = $"{first.Year}年{first.Month}月到期的";
        }
        else if (Month == "none")
        {
            rows = rows.Where(row => row.Due == null);
            Heading = "一直要保持的、随时要做的";
        }
        else Heading = Mine ? "在我身上的" : "全部";
        rows = State switch { "open" => rows.Where(row => row.Stands), "late" => rows.Where(row => row.Stands && row.State == "breached"), "done" => rows.Where(row => !row.Stands), _ => rows };
        if (!string.IsNullOrEmpty(Pack)) rows = rows.Where(row => row.Pack == Pack);
        if (!string.IsNullOrEmpty(Clause)) rows = rows.Where(row => row.Clause == Clause);
        Cited = string.IsNullOrEmpty(Clause) ? null : ClauseChip.Of(regime, Pack, Clause);
        var found = await DutyQueue.Page(rows, after);
        if (found.Count > DutyQueue.Size) More = $"/standing/list?{Query}&after={Uri.EscapeDataString(DutyQueue.Mark(found[DutyQueue.Size - 1]))}";
        HashSet<string> units = [.. regime.Organisation.Units.Where(unit => unit.Head == actor.Id || unit.Liaison == actor.Id || unit.Contact == actor.Id).Select(unit => unit.Id)];
        Lines = [.. found.Take(DutyQueue.Size).Select(row => StandingLine.Of(row, regime, clock, one => one.BearerPersonId == actor.Id || one.BearerUnitId is { } unit && units.Contains(unit)))];
    }
}
