using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

/// <summary>制度: what is in force here, in order of precedence; what begins later, what is being written, and what could be adopted.</summary>
public sealed class IndexModel(AppDb db, Offered offered, Acting acting, Clock clock, Actor actor) : PageModel
{
    public IReadOnlyList<(Pack Pack, PackAdoption Since, ClauseFigures Figures)> InForce { get; private set; } = [];
    public IReadOnlyList<(PackAdoption Adoption, string Title)> Planned { get; private set; } = [];
    public IReadOnlyList<(PackDraft Draft, string Title)> Drafts { get; private set; } = [];

    /// <summary>Packs in force whose shipped text is another than any that was adopted.</summary>
    public IReadOnlyList<(Pack Pack, string Present)> Newer { get; private set; } = [];
    public IReadOnlyList<Pack> Others { get; private set; } = [];
    public IReadOnlyList<Offer> Unreadable { get; private set; } = [];
    public IReadOnlyDictionary<string, string> People { get; private set; } = new Dictionary<string, string>();
    public bool MayAdopt => actor.Administers;
    public Clock Clock => clock;

    public async Task OnGet()
    {
        var figures = (await ClauseFigures.Since(db, clock.StartOf(new DateOnly(clock.Today.Year, clock.Today.Month, 1))))
            .GroupBy(one => one.Key.Pack).ToDictionary(group => group.Key, group => new ClauseFigures(group.Sum(one => one.Value.Raised), group.Sum(one => one.Value.Met), group.Sum(one => one.Value.Breached)));
        var adoptions = await db.PackAdoptions.AsNoTracking().OrderBy(one => one.From).ToListAsync();
        var versions = await db.PackVersions.AsNoTracking().Select(one => new { one.PackId, one.Hash, one.Title }).ToListAsync();
        string Title(string id, string? hash) => versions.Find(one => one.PackId == id && (hash == null || one.Hash == hash))?.Title ?? offered.Find(id)?.Pack?.Title ?? id;
        InForce = [.. (await acting.Regime()).Packs.Select(pack => (pack, adoptions.First(one => one.PackId == pack.Id && one.InForce(clock.Now)), figures.GetValueOrDefault(pack.Id, ClauseFigures.None)))];
        Planned = [.. adoptions.Where(one => one.Planned(clock.Now)).Select(one => (one, Title(one.PackId, one.Hash)))];
        if (actor.Administers) Drafts = [.. (await db.PackDrafts.AsNoTracking().OrderBy(one => one.PackId).ToListAsync()).Select(one => (one, Title(one.PackId, null)))];
        Newer = [.. offered.Packs.Join(InForce, pack => pack.Id, one => one.Pack.Id, (pack, one) => (pack, one.Pack.Hash)).Where(one => !versions.Exists(version => version.PackId == one.pack.Id && version.Hash == one.pack.Hash))];
        Others = [.. offered.Packs.Where(pack => InForce.All(one => one.Pack.Id != pack.Id) && Planned.All(one => one.Adoption.PackId != pack.Id))];
        Unreadable = [.. offered.All.Where(offer => offer.Pack is null)];
        People = await RulebookStory.Names(db);
    }
}
