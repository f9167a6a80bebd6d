using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Calendar;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Replays;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Packs;

public sealed class WhatIfForm
{
    [Required(ErrorMessage = "请填写从哪天登记的起")]
    public DateOnly? From { get; set; }

    [Required(ErrorMessage = "请填写到哪天登记的为止")]
    public DateOnly? To { get; set; }
}

/// <summary>重放: what a text of a pack would have made of the recorded cases, by clause. Nothing is written.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class WhatIfModel(AppDb db, PackTexts texts, WhatIf whatIf, Acting acting, Clock clock, Actor actor) : PageModel
{
    public WhatIfForm Form { get; private set; } = new();
    public PackText Text { get; private set; } = null!;
    public Clock Clock => clock;
    public string Here => $"/packs/{Text.Id}/what-if?text={Text.Key}";

    /// <summary>The replay of this pack that runs or was the last; null when there is none.</summary>
    public Asked? Asked { get; private set; }

    /// <summary>One of another pack that runs; this one has to wait for it.</summary>
    public Asked? Other { get; private set; }
    public string Who { get; private set; } = "";

    /// <summary>The text has been changed since.</summary>
    public bool Changed => Asked is { Running: false } && Asked.Draft.Hash != Text.Hash;

    /// <summary>The cases in the table that the reader may open.</summary>
    public IReadOnlySet<string> Open { get; private set; } = new HashSet<string>();

    public async Task<IActionResult> OnGet(string id, string text = PackTexts.Draft)
    {
        if (!await Load(id, text)) return NotFound();
        Form = Asked is not null ? new() { From = Asked.From, To = Asked.To } : new() { From = clock.Today.AddDays(-30), To = clock.Today };
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, WhatIfForm form, string text = PackTexts.Draft)
    {
        Form = form;
        if (!await Load(id, text)) return NotFound();
        if (Text.Candidate is not { } candidate) return this.Refused("", $"文本有 {Text.Errors.Count} 处错误，改好才能重放");
        if (form.To < form.From) ModelState.AddModelError("Form.To", "不能早于开始的那天");
        if (form.From > clock.Today) ModelState.AddModelError("Form.From", "那天还没有到，没有登记过诉求");
        if (form.From < WorkCalendar.FirstDay || form.To >= WorkCalendar.LastDay) ModelState.AddModelError("Form.From", $"请选 {WorkCalendar.FirstDay:yyyy} 年到 {WorkCalendar.LastDay:yyyy} 年之间的日子");
        if (!ModelState.IsValid) return this.Refused();
        if (whatIf.Begin(candidate.Pack, form.From!.Value, form.To!.Value, actor.Id, clock.Now) is null)
        {
            await Load(id, text);
            return this.Refused("", "已有一次重放在进行，同一时间只做一次。请等它做完，或先停下它");
        }
        return LocalRedirect(Here);
    }

    public async Task<IActionResult> OnPostStop(string id, string text = PackTexts.Draft)
    {
        if (!await Load(id, text)) return NotFound();
        whatIf.Stop();
        return this.Done(Here, "重放已停下，没有动任何记录");
    }

    public IActionResult OnGetCsv(string id) => whatIf.Last is { Ended.Through: true } asked && asked.Draft.Id == id
        ? PhysicalFile(whatIf.File, "text/csv", $"{id} {asked.From:yyyy-MM-dd} {asked.To:yyyy-MM-dd}.csv") : NotFound();

    private async Task<bool> Load(string id, string key)
    {
        if (await texts.Find(id, key) is not { } found) return false;
        Text = found;
        (Asked, Other) = whatIf.Last is not { } last ? (null, null) : last.Draft.Id == id ? (last, (Asked?)null) : (null, last.Running ? last : null);
        Who = RulebookStory.By(await RulebookStory.Names(db), (Asked ?? Other)?.By ?? "");
        string[] numbers = [.. (Asked?.Ended?.Rows ?? []).SelectMany(row => row.First).Distinct()];
        if (numbers.Length > 0) Open = (await db.Cases.VisibleTo(actor, db, actor.Led((await acting.Regime()).Organisation)).Where(row => numbers.Contains(row.Number)).Select(row => row.Number).ToListAsync()).ToHashSet();
        return true;
    }
}
