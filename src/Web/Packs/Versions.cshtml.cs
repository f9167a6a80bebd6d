using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

/// <summary>A text of a pack with the times it was in force.</summary>
public sealed record VersionLine(string Key, string Name, string Hash, string About, IReadOnlyList<string> Times, bool InForce);

/// <summary>版本和经过: every text of a pack that was ever adopted, and what was decided about it, by whom, on what ground.</summary>
public sealed class VersionsModel(AppDb db, Offered offered, PackTexts texts, Acting acting, Clock clock, Actor actor) : PageModel
{
    public string Id { get; private set; } = "";
    public Pack? Pack { get; private set; }
    public string Title { get; private set; } = "";
    public IReadOnlyList<VersionLine> Versions { get; private set; } = [];
    public IReadOnlyList<Decided> Story { get; private set; } = [];

    /// <summary>The hash of the version in force, to compare the others with.</summary>
    public string? Current { get; private set; }
    public bool MayWithdraw { get; private set; }
    public bool MayAdopt => actor.Administers;
    public Clock Clock => clock;

    public async Task<IActionResult> OnGet(string id)
    {
        if (await texts.Present(id) is not { } present) return NotFound();
        (Id, Pack, Title) = (id, present.Pack, present.Pack?.Title ?? id);
        Current = (await acting.Regime()).Packs.FirstOrDefault(pack => pack.Id == id)?.Hash;
        var people = await RulebookStory.Names(db);
        var adoptions = await db.PackAdoptions.AsNoTracking().Where(one => one.PackId == id).OrderBy(one => one.Id).ToListAsync();
        MayWithdraw = actor.Administers && adoptions.Exists(one => (one.InForce(clock.Now) || one.Planned(clock.Now)) && one.Until is null);
        var versions = await db.PackVersions.AsNoTracking().Where(one => one.PackId == id).Select(one => new { one.Hash, one.Origin, one.BasedOn, one.ById, one.At }).ToListAsync();
        Versions =
        [
            .. versions.OrderByDescending(one => one.At).Select(one => new VersionLine(one.Hash, $"{clock.Say(one.At)} 采用的版本", one.Hash,
                $"{(one.Origin == PackVersion.Shipped ? "随附的文本" : $"{RulebookStory.By(people, one.ById)}在这里写的{(one.BasedOn is null ? "" : $"，从 {one.BasedOn[..6]} 改来")}")}",
                [.. adoptions.Where(row => row.Hash == one.Hash).Select(Time)], one.Hash == Current)),
        ];
        if (offered.Find(id) is { Pack: not null } offer && versions.TrueForAll(one => one.Hash != offer.Hash)) Versions = [new(PackTexts.Shipped, "随附的文本", offer.Hash, "没有采用过", [], false), .. Versions];
        Story = await RulebookStory.Of(db, id, name => present.Pack?.Parameter(name), clock);
        return Page();
    }

    private string Time(PackAdoption row) => row.Until == row.From ? $"原定 {clock.Say(row.From)} 起，没有生效" : row.Until is { } until ? $"{clock.Say(row.From)} 至 {clock.Say(until)}" : $"{clock.Say(row.From)} 起";
}
