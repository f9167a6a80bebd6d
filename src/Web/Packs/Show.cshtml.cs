using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

/// <summary>A regulation as a document: each clause, what it does here, and how it is kept this month. With <c>text</c> another text of it than the one in force.</summary>
public sealed class ShowModel(AppDb db, Offered offered, PackTexts texts, Acting acting, Clock clock, Actor actor) : PageModel
{
    public Pack Pack { get; private set; } = null!;
    public bool InForce { get; private set; }

    /// <summary>The text that is shown in place of the one in force; null when it is that one, or the one that ships where none is.</summary>
    public PackText? Other { get; private set; }
    public PackAdoption? Adoption { get; private set; }
    public PackAdoption? Next { get; private set; }

    /// <summary>What the organisation lacks for it.</summary>
    public IReadOnlyList<Vacancy> Vacancies { get; private set; } = [];
    public bool MayAdopt => actor.Administers;
    public bool HasDraft { get; private set; }

    /// <summary>The text that ships is neither in force nor has it been.</summary>
    public bool ShipsAnother { get; private set; }
    public IReadOnlyList<ClauseBlock> Clauses { get; private set; } = [];
    public IReadOnlyDictionary<string, string> People { get; private set; } = new Dictionary<string, string>();
    public IReadOnlyList<(string Mark, OpenRule Slot)> Slots => [.. Clauses.SelectMany(clause => clause.Open.Select(slot => (clause.Mark, slot)))];
    public IReadOnlyList<(string Mark, Parameter Parameter)> Questions => [.. Clauses.SelectMany(clause => clause.Parameters.Where(one => one.Value is null).Select(one => (clause.Mark, one)))];
    public string Script => PackScript.Of(Pack);
    public string Month => $"{clock.Today.Month}月";
    public Clock Clock => clock;

    public async Task<IActionResult> OnGet(string id, string? text)
    {
        var regime = await acting.Regime();
        var current = regime.Packs.FirstOrDefault(pack => pack.Id == id);
        if (text is not null && (Other = await texts.Find(id, text)) is null) return NotFound();
        if ((Other is null ? current ?? (await texts.Present(id))?.Pack : Other.Pack) is not { } pack) return NotFound();
        (Pack, InForce) = (pack, current is not null && current.Hash == pack.Hash);
        if (InForce) Other = null;
        var adoptions = await db.PackAdoptions.AsNoTracking().Where(one => one.PackId == id).OrderBy(one => one.From).ToListAsync();
        (Adoption, Next) = (adoptions.Find(one => one.InForce(clock.Now)), adoptions.Find(one => one.Planned(clock.Now)));
        HasDraft = actor.Administers && await db.PackDrafts.AnyAsync(one => one.PackId == id);
        ShipsAnother = adoptions.Count > 0 && offered.Find(id) is { Pack: not null } offer && !await db.PackVersions.AnyAsync(one => one.PackId == id && one.Hash == offer.Hash);
        var filled = (await db.PackParameters.AsNoTracking().Where(one => one.PackId == id).OrderBy(one => one.Id).ToListAsync()).Where(one => one.Holds(clock.Now)).ToList();
        People = await RulebookStory.Names(db);
        Clauses = ClauseBlock.Of(pack, regime, [.. regime.Packs, .. offered.Packs], filled, await ClauseFigures.Since(db, clock.StartOf(new DateOnly(clock.Today.Year, clock.Today.Month, 1))));
        Vacancies = Shouwen.Judging.Vacancies.Of(pack, regime.Organisation, clock.Now);
        return Page();
    }
}
