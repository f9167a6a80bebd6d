using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;
using Vacancy = Shouwen.Judging.Vacancy;

namespace Shouwen.Web.Packs;

public sealed class AdoptForm
{
    [Required(ErrorMessage = "请填写从哪天起")]
    public DateOnly? From { get; set; }

    [Required(ErrorMessage = "请写明依据，如哪次会议、哪个文号"), StringLength(200, ErrorMessage = "依据最多 200 个字")]
    public string? Note { get; set; }

    /// <summary>What the page showed: a draft saved since is another text.</summary>
    public string? Hash { get; set; }
    public bool Knows { get; set; }
}

/// <summary>采用: puts a text in force from a day on. Errors of the checker forbid it; rehearsals that fail ask to be known of.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class AdoptModel(AppDb db, Offered offered, PackTexts texts, Acting acting, Clock clock, Actor actor) : PageModel
{
    public AdoptForm Form { get; private set; } = new();
    public PackText Text { get; private set; } = null!;
    public PackText? Present { get; private set; }
    public bool PresentInForce { get; private set; }
    public Clock Clock => clock;
    public IReadOnlyList<Played> Played { get; private set; } = [];
    public IReadOnlyList<Played> Failing => [.. Played.Where(one => !one.Holds)];

    /// <summary>What its <c>about</c> pulls in and is not in force yet.</summary>
    public IReadOnlyList<Pack> Along { get; private set; } = [];

    /// <summary>Questions that are filled now with a value which this text can't take.</summary>
    public IReadOnlyList<string> Misfits { get; private set; } = [];

    /// <summary>Another version that is to begin later; it gives way when this one begins no later.</summary>
    public PackAdoption? Planned { get; private set; }

    /// <summary>What the organisation lacks for it.</summary>
    public IReadOnlyList<Vacancy> Vacancies { get; private set; } = [];

    /// <summary>Where it would say otherwise than what is in force besides.</summary>
    public IReadOnlyList<SaidConflict> Conflicts { get; private set; } = [];

    public async Task<IActionResult> OnGet(string id, string text = PackTexts.Draft)
    {
        if (!await Load(id, text)) return NotFound();
        Form = new() { From = clock.Today, Hash = Text.Hash };
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, AdoptForm form, string text = PackTexts.Draft)
    {
        Form = form;
        if (!await Load(id, text)) return NotFound();
        if (form.From < clock.Today) ModelState.AddModelError("Form.From", "不能早于今天：过去的事已按当时的制度办了");
        if (Text.Candidate is not { } candidate) return this.Refused("", $"文本有 {Text.Errors.Count} 处错误，改好才能采用");
        if (Misfits.Count > 0) return this.Refused("", $"已填的参数与这份文本的类型不合，请先改回原文：{string.Join("、", Misfits)}");
        if (form.Hash != Text.Hash)
        {
            ModelState.Remove("Form.Hash");
            form.Hash = Text.Hash;
            return this.Refused("", "您打开之后文本改过，请看过再采用");
        }
        if (Failing.Count > 0 && !form.Knows) ModelState.AddModelError("Form.Knows", "有演练不成立；仍要采用，请确认您知道");
        // Today means from this moment on: what was done this morning was done under what held then.
        var from = form.From == clock.Today ? clock.Now : clock.StartOf(form.From ?? clock.Today);
        if (ModelState.IsValid && await db.PackAdoptions.AnyAsync(one => one.PackId == id && one.Hash == candidate.Pack.Hash && one.From <= from && one.Until == null)) return this.Refused("", "这个版本那时已经在用");
        if (!ModelState.IsValid) return this.Refused();

        await using var transaction = await db.Database.BeginTransactionAsync();
        await Adopting.Adopt(db, offered, candidate, from, actor.Id, form.Note!.Trim(), clock.Now);
        if (text == PackTexts.Draft) await db.PackDrafts.Where(one => one.PackId == id).ExecuteDeleteAsync();
        await transaction.CommitAsync();
        return this.Done($"/packs/{id}", from <= clock.Now ? "已采用。从现在起登记的诉求按它办，之前登记的仍按原来的版本" : $"已采用，{clock.Say(from)} 起生效。那之前登记的诉求仍按原来的版本办");
    }

    private async Task<bool> Load(string id, string key)
    {
        if (await texts.Find(id, key) is not { } found) return false;
        var regime = await acting.Regime();
        (Text, Present) = (found, await texts.Present(id));
        PresentInForce = regime.Packs.Any(pack => pack.Id == id);
        if (found.Candidate is null) return true;
        var filled = (await db.PackParameters.AsNoTracking().Where(one => one.PackId == id && one.Value != null).ToListAsync()).Where(one => one.Holds(clock.Now));
        Misfits = [.. filled.Where(one => found.Pack!.Parameter(one.Name) is { } set && Parameters.Wrong(set, Yaml.Read(one.Value!, one.Name).Value!).Count > 0).Select(one => $"“{found.Pack!.Parameter(one.Name)!.Ask ?? one.Name}”")];
        Planned = (await db.PackAdoptions.AsNoTracking().Where(one => one.PackId == id).ToListAsync()).Find(one => one.Planned(clock.Now));
        Played = Playing.Of(found.Pack!, offered.Rehearsals(id), regime, offered);
        Along = [.. InForce.Of([id], one => one == id ? found.Pack : offered.Find(one)?.Pack).Skip(1).Where(pulled => regime.Packs.All(pack => pack.Id != pulled.Id))];
        Vacancies = Shouwen.Judging.Vacancies.Of(found.Pack!, regime.Organisation, clock.Now);
        IReadOnlyList<Pack> then = PresentInForce ? [.. regime.Packs.Select(pack => pack.Id == id ? found.Pack! : pack), .. Along] : [.. regime.Packs, found.Pack!, .. Along];
        Conflicts = [.. SaidConflict.Of(then, regime, offered).Where(one => one.Touches(id))];
        return true;
    }
}
