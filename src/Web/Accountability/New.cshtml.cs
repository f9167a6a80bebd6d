using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Accountability;

public sealed class FindingForm
{
    [Required(ErrorMessage = "请选择对谁提出")]
    public string? Against { get; set; }

    [Required(ErrorMessage = "请选择违反了哪一条")]
    public string? Clause { get; set; }

    [StringLength(40, ErrorMessage = "编号没有这么长")]
    public string? Case { get; set; }

    [Required(ErrorMessage = "请写明事实和证据"), StringLength(4000, ErrorMessage = "最多 4000 个字")]
    public string? Text { get; set; }
}

/// <summary>Opens a finding by citing a clause that may be cited, with its evidence.</summary>
[RequestSizeLimit(Web.Cases.ShowModel.LargestPost), RequestFormLimits(MultipartBodyLengthLimit = Web.Cases.ShowModel.LargestPost)]
public sealed class NewModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public FindingForm Form { get; private set; } = new();
    public Offer Parties { get; private set; } = new([]);
    public IReadOnlyList<SelectListItem> Cited { get; private set; } = [];

    /// <summary>Whether the person may open findings under some clause.</summary>
    public static bool Opens(Regime regime, string person, DateTimeOffset now) => Clauses(regime).Select(one => new { pack = one.Pack.Id, clause = one.Clause }).Prepend(new { pack = "", clause = "" }).Any(cited =>
        ActBarred.By(Deciding.Do(regime, new Matter(new(MatterKind.Finding, "new")), new Act("open-finding", person, now, Fields.Of(cited)), [])) is null);

    /// <summary>The clauses that a person may cite, each once, with the kind it stands for.</summary>
    private static IEnumerable<(Pack Pack, string Clause, string Kind)> Clauses(Regime regime) => regime.Packs.SelectMany(pack => pack.Of<FindingRule>().Where(rule => rule.Cites.Count > 0)
        .SelectMany(rule => (rule.Cites.Contains("all") ? pack.Clauses.Select(clause => clause.Key) : rule.Cites).Select(clause => (Pack: pack, Clause: clause, Kind: rule.Finding)))).DistinctBy(one => (one.Pack.Id, one.Clause));

    public async Task<IActionResult> OnGet(string? @case, string? against)
    {
        await Load();
        Form = new() { Case = @case, Against = against?.StartsWith("person:", StringComparison.Ordinal) == true ? against[7..] : against };
        return Page();
    }

    public async Task<IActionResult> OnPost(FindingForm form, List<IFormFile> files, [FromServices] Files store)
    {
        Form = form;
        var regime = await Load();
        CaseRow? about = null;
        if (!string.IsNullOrWhiteSpace(form.Case))
        {
            var number = form.Case.Trim();
            about = await db.Cases.VisibleTo(actor, db, actor.Led(regime.Organisation)).AsNoTracking().SingleOrDefaultAsync(row => row.Number == number);
            if (about is null) ModelState.AddModelError("Form.Case", $"没有诉求“{number}”，请核对编号");
        }
        Party? against = form.Against is null ? null : Party.TryParse(form.Against) ?? Party.Person(form.Against);
        if (against is { } party && (party.IsUnit ? regime.Organisation.Unit(party.Id) is null : regime.Organisation.Person(party.Id) is null)) ModelState.AddModelError("Form.Against", "没有这个人或部门，请重新选择");
        foreach (var (_, why) in await Files.Problems(files)) ModelState.AddModelError("", why);
        if (!ModelState.IsValid) return this.Refused();
        var cited = form.Clause!.Split('|');
        var with = new Dictionary<string, string?> { ["against"] = against?.ToString(), ["pack"] = cited[0], ["clause"] = cited.ElementAtOrDefault(1), ["kind"] = cited.ElementAtOrDefault(2), ["case"] = about?.Id, ["text"] = form.Text!.Trim() }.Where(pair => pair.Value is not null).ToDictionary();
        var key = new MatterKey(MatterKind.Finding, Guid.CreateVersion7(clock.Now).ToString("N"));
        switch (await acting.Do(key, null, "open-finding", actor.Id, Fields.Of(with)))
        {
            case Outcome.Refused refused:
                foreach (var refusal in refused.Refusals) ModelState.AddModelError(refusal.Fields is [var field, ..] && Places.TryGetValue(field, out var place) ? place : "", refusal.Sentence);
                return this.Refused();
            default:
                await acting.Attach(key, actor.Id, await store.Keep(files));
                return this.Done($"/findings/{key.Id}", "已提出问责，当事人会收到通知。下一步核实事实。");
        }
    }

    private static readonly Dictionary<string, string> Places = new() { ["against"] = "Form.Against", ["clause"] = "Form.Clause", ["case"] = "Form.Case", ["text"] = "Form.Text" };

    private async Task<Regime> Load()
    {
        var regime = await acting.Regime();
        Parties = (await Pickings.Load(acting, actor)).Everybody.Without(actor.Id);
        Cited = [.. Clauses(regime).Select(one => new SelectListItem($"《{one.Pack.Title}》{one.Clause}　{Web.Cases.Notices.Short(one.Pack.ClauseText(one.Clause) ?? "")}", $"{one.Pack.Id}|{one.Clause}|{one.Kind}"))];
        return regime;
    }
}
