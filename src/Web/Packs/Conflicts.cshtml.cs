using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Web.Cases;

namespace Shouwen.Web.Packs;

/// <summary>说法不同的地方: where packs in force together differ, and whose word holds.</summary>
public sealed class ConflictsModel(Offered offered, Acting acting) : PageModel
{
    public IReadOnlyList<SaidConflict> Conflicts { get; private set; } = [];

    public async Task OnGet() => Conflicts = await acting.Regime() is var regime ? SaidConflict.Of(regime.Packs, regime, offered) : [];
}
