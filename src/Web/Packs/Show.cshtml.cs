using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Packs;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

/// <summary>A regulation as a document: each clause, what it does here, and how it is kept this month.</summary>
public sealed class ShowModel(AppDb db, Offered offered, Acting acting, Clock clock) : PageModel
{
    public Pack Pack { get; private set; } = null!;
    public bool InForce { get; private set; }
    public IReadOnlyList<ClauseBlock> Clauses { get; private set; } = [];
    public IReadOnlyList<(string Mark, OpenRule Slot)> Slots => [.. Clauses.SelectMany(clause => clause.Open.Select(slot => (clause.Mark, slot)))];
    public IReadOnlyList<(string Mark, Parameter Parameter)> Questions => [.. Clauses.SelectMany(clause => clause.Parameters.Where(one => one.Value is null).Select(one => (clause.Mark, one)))];
    public string Script => PackScript.Of(Pack);
    public string Month => $"{clock.Today.Month}月";

    public async Task<IActionResult> OnGet(string id)
    {
        var regime = await acting.Regime();
        if ((regime.Packs.FirstOrDefault(pack => pack.Id == id) ?? offered.Packs.FirstOrDefault(pack => pack.Id == id)) is not { } pack) return NotFound();
        (Pack, InForce) = (pack, regime.Packs.Any(one => one.Id == id));
        Clauses = ClauseBlock.Of(pack, regime, offered.Packs, await ClauseFigures.Since(db, clock.StartOf(new DateOnly(clock.Today.Year, clock.Today.Month, 1))));
        return Page();
    }
}
