using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Packs;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

/// <summary>制度: what is in force here, in order of precedence, and what could be.</summary>
public sealed class IndexModel(AppDb db, Offered offered, Acting acting, Clock clock) : PageModel
{
    public IReadOnlyList<(Pack Pack, PackAdoption Since, ClauseFigures Figures)> InForce { get; private set; } = [];
    public IReadOnlyList<Pack> Others { get; private set; } = [];
    public Clock Clock => clock;

    public async Task OnGet()
    {
        var figures = (await ClauseFigures.Since(db, clock.StartOf(new DateOnly(clock.Today.Year, clock.Today.Month, 1))))
            .GroupBy(one => one.Key.Pack).ToDictionary(group => group.Key, group => new ClauseFigures(group.Sum(one => one.Value.Raised), group.Sum(one => one.Value.Met), group.Sum(one => one.Value.Breached)));
        var adopted = (await db.PackAdoptions.AsNoTracking().ToListAsync()).Where(adoption => adoption.InForce(clock.Now)).ToDictionary(adoption => adoption.PackId);
        InForce = [.. (await acting.Regime()).Packs.Select(pack => (pack, adopted[pack.Id], figures.GetValueOrDefault(pack.Id, ClauseFigures.None)))];
        Others = [.. offered.Packs.Where(pack => !adopted.ContainsKey(pack.Id))];
    }
}
