using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Packs;
using Shouwen.Web.Cases;

namespace Shouwen.Web.Packs;

/// <summary>Two texts of a pack beside each other: what changes clause by clause, then line by line as written.</summary>
public sealed class DifferenceModel(PackTexts texts, Offered offered, Acting acting) : PageModel
{
    private const int Context = 3;

    public PackText Before { get; private set; } = null!;
    public PackText After { get; private set; } = null!;

    /// <summary>Null while one of the two can't be read.</summary>
    public IReadOnlyList<ClauseChange>? Clauses { get; private set; }
    public IReadOnlyList<DiffLine?> Lines { get; private set; } = [];
    public string Title => After.Pack?.Title ?? Before.Pack?.Title ?? After.Id;
    public string Script => (After.Pack ?? Before.Pack) is { } pack ? PackScript.Of(pack) : "zh-Hans";

    public async Task<IActionResult> OnGet(string id, string? from, string? to)
    {
        if (from is null || to is null || await texts.Find(id, from) is not { } before || await texts.Find(id, to) is not { } after) return NotFound();
        (Before, After) = (before, after);
        Lines = TextDifference.Around(TextDifference.Of(before.Text, after.Text), Context);
        if (before.Pack is { } old && after.Pack is { } fresh)
        {
            var regime = await acting.Regime();
            IReadOnlyList<Pack> known = [.. regime.Packs, .. offered.Packs];
            Clauses = PackDifference.Of(old, fresh, new PackWords(old, regime, known), new PackWords(fresh, regime, known));
        }
        return Page();
    }
}
