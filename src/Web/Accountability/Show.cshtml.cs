using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Packs;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Accountability;

/// <summary>One finding: what is said, who held the matter then, what the regulation allows, who decides, what became of it; what this person may do about it, and why not. Also on paper.</summary>
[RequestSizeLimit(Web.Cases.ShowModel.LargestPost), RequestFormLimits(MultipartBodyLengthLimit = Web.Cases.ShowModel.LargestPost)]
public sealed class ShowModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    private Regime _regime = null!;
    private IReadOnlyCollection<Matter> _others = [];

    /// <summary>One step of the way: who did it and when; or who is to do it, where it is next.</summary>
    public sealed record Step(string Name, string? Done, string? Next);

    public FindingRow Row { get; private set; } = null!;
    public FindingLine Line { get; private set; } = null!;
    public Matter Finding { get; private set; } = null!;
    public IReadOnlyList<StoryLine> Story { get; private set; } = [];
    public IReadOnlyList<FindingOffer> Offers { get; private set; } = [];
    public IReadOnlyList<ActBarred> Barred { get; private set; } = [];

    /// <summary>Files this person may open, and how many more there are: a finding that came from a complaint keeps the evidence of others from the side complained of, as the complaint does.</summary>
    public IReadOnlyList<Attached> Files { get; private set; } = [];
    public int Hidden { get; private set; }

    /// <summary>The verdict it followed from and the one that holds now, where that is another.</summary>
    public (string Was, string Becomes)? Changed { get; private set; }
    public bool InDoubt { get; private set; }
    public string? Verdict { get; private set; }

    /// <summary>Nobody has verified it since the verdict changed.</summary>
    public bool Waits => Overruling.Open(Finding) is not null;
    public IReadOnlyList<Step> Steps { get; private set; } = [];
    public IReadOnlyList<Held> Chain { get; private set; } = [];
    public IReadOnlyList<Proposal> Proposed { get; private set; } = [];
    public IReadOnlyList<SanctionChoice> Choices { get; private set; } = [];
    public IReadOnlyList<(string Name, int Number)> Counters { get; private set; } = [];
    public IReadOnlyList<LedgerRow> Entries { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Consequences { get; private set; } = [];
    public IReadOnlyList<(string Weigh, string Factor, string? Text)> Factors { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Links { get; private set; } = [];
    public IReadOnlyList<(Party Unit, decimal Percent, string Clause)> Deductions { get; private set; } = [];
    public CaseLine? Case { get; private set; }
    public Pack? Pack { get; private set; }
    public string? Rulebook { get; private set; }
    public FindingActForm Form { get; private set; } = new();
    public string? Tried { get; private set; }
    public bool OnPaper { get; private set; }
    public Clock Clock => clock;

    public ClauseChip? Clause(string? clause, string? pack = null) => ClauseChip.Of(_regime, pack ?? Row.Pack, clause);
    public ClauseChip? Ruling(string? pack, string? clause) => ClauseChip.Of(_regime, pack, clause);
    public string Name(Party party) => Permissions.Name(new Scene(_regime, Finding, null, clock.Now), party);
    public string? Said => Finding.Facts.Text("text");
    public string Full(DateTimeOffset moment) => clock.Local(moment).ToString("yyyy年M月d日 HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGet(string id, [FromQuery] bool paper)
    {
        OnPaper = paper;
        return await Load(id) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAct(string id, string act, int version, FindingActForm form, List<IFormFile> files, [FromServices] Files store)
    {
        if (!await Load(id)) return NotFound();
        (Form, Tried) = (form, act);
        if (FindingOffer.Every.FirstOrDefault(one => one.Act == act) is not { } offer) return BadRequest();
        if (offer is { Text: { } text, MustText: true } && string.IsNullOrWhiteSpace(form.Text)) ModelState.AddModelError("", $"请写明：{text}");
        if (offer.Ok is not null && form.Ok is not ("true" or "false")) ModelState.AddModelError("", "请选择结论");
        if (offer.Consequence && string.IsNullOrEmpty(form.Consequence)) ModelState.AddModelError("", "请选择后果");
        var (with, unread) = form.With(act);
        if (unread is not null) ModelState.AddModelError("", $"看不懂{Words.Sanction(unread)}的金额“{form.Amounts[unread]}”，请写数字，单位元");
        foreach (var (_, why) in await Web.Cases.Files.Problems(files)) ModelState.AddModelError("", why);
        if (!ModelState.IsValid) return this.Refused();
        switch (await acting.Do(Finding.Key, version, act, actor.Id, with!))
        {
            case Outcome.Refused refused:
                foreach (var refusal in refused.Refusals) ModelState.AddModelError("", refusal.Clause is { } clause && refusal.Pack != House.Id ? $"{refusal.Sentence}（{clause}）" : refusal.Sentence);
                return this.Refused();
            case Outcome.Stale:
                ModelState.AddModelError("", "您打开之后，别人已经办理过这件问责，请看过下面的经过再办。");
                return this.Refused();
            default:
                await acting.Attach(Finding.Key, actor.Id, await store.Keep(files));
                return this.Done($"/findings/{id}", $"{Words.Act(act)}：已记录。");
        }
    }

    public async Task<IActionResult> OnGetFile(string id, [FromQuery] Guid file, [FromServices] Files store)
    {
        if (!await Load(id) || Files.All(one => one.File != file.ToString())) return NotFound();
        var found = await db.Attachments.AsNoTracking().SingleAsync(one => one.Id == file);
        return PhysicalFile(store.PathOf(found.Hash), found.Type, found.Name);
    }

    private async Task<bool> Load(string id)
    {
        _regime = await acting.Regime();
        if (await db.Findings.AsNoTracking().VisibleTo(actor, _regime).SingleOrDefaultAsync(one => one.Id == id) is not { } row) return false;
        var key = new MatterKey(MatterKind.Finding, id);
        var history = await acting.History(key);
        (Row, Line, Finding) = (row, FindingLine.Of(row, _regime, clock), Matter.Replay(key, history));
        Pack = _regime.Packs.FirstOrDefault(pack => pack.Id == row.Pack);
        _others = await acting.Beside(Finding);
        Proposed = Proposals.Of(_regime, Finding, _others);
        Choices = SanctionChoice.Of(_regime, Proposed);
        Deductions = Proposals.Deductions(_regime, Finding, _others);
        Rulebook = Proposals.YieldsTo(_regime, Finding, _others).Select(rule => rule.Rulebook).FirstOrDefault(book => book is not null) ?? Pack?.Of<AboutRule>().FirstOrDefault(about => about.Rulebook is not null)?.Rulebook;
        LoadRules();
        var name = key.ToString();
        Entries = await db.Ledger.AsNoTracking().Where(entry => entry.Matter == name).OrderBy(entry => entry.Seq).ToListAsync();
        var opens = await LoadCase();
        Files = [.. Finding.Files.Where(file => opens(file.By))];
        Hidden = Finding.Files.Count - Files.Count;
        Story = new Story(_regime.Calendar, Name, _regime.Title).Of(key, history.Where(happened => happened is not Attached file || opens(file.By)));
        Steps = [.. Way()];
        Judge();
        return true;
    }

    /// <summary>What this person may do about it now, and what not, with the reason.</summary>
    private void Judge()
    {
        var (offers, barred) = (new List<FindingOffer>(), new List<(Refusal, string)>());
        foreach (var offer in FindingOffer.Every.Where(offer => (offer.Act != "weigh" || Factors.Count > 0) && (offer.Act != "classify" || Consequences.Count > 0) && (offer.Act != "attribute" || Links.Count > 0)
            && (!offer.Sanctions || Choices.Count + Deductions.Count > 0 || offer.Rulebook && Rulebook is not null)))
            if (ActBarred.By(Deciding.Do(_regime, Finding, new Act(offer.Act, actor.Id, acting.Now, Fields.None), _others)) is { } why) barred.Add((why, offer.Act));
            else offers.Add(offer);
        (Offers, Barred) = (offers, ActBarred.Of(barred));
    }

    /// <summary>What the regulation of the finding counts, weighs and tells apart.</summary>
    private void LoadRules()
    {
        if (Pack is null) return;
        var scene = new Scene(_regime, Finding, null, clock.Now, Pack) { Others = _others };
        Counters = [.. Pack.Of<CountRule>().Where(rule => rule.By != "case").Select(rule => (CounterName(rule), int.TryParse(Counts.Of(rule.Count, scene) is [var number] ? number : null, out var times) ? times : -1)).Where(one => one.Item2 >= 0)];
        Factors = [.. Pack.Of<ConsequenceRule>().Where(rule => rule.Weigh is not null).SelectMany(rule => rule.Factors.Select(factor => (rule.Weigh!, factor, Pack.ClauseText(factor))))];
        Consequences = [.. Proposals.Results(Pack).Select(value => new SelectListItem(FactWords.Value("consequence", value), value))];
    }

    private string CounterName(CountRule rule) => rule.Of.Contains("open-finding") ? "被问责" : rule.If is Matcher.Is { Fact: "sanction", Values: var values } ? string.Join("、", values.Select(value => Words.Sanction(value.Text ?? ""))) : string.Join("、", rule.Of.Select(Words.Act));

    /// <summary>The case as it was when the finding was opened; its line only for whoever may see it. Whose files this person may open.</summary>
    private async Task<Func<string, bool>> LoadCase()
    {
        if (Finding.Finding!.Case is not { } about) return _ => true;
        var key = Acting.Case(about);
        var past = await acting.Read(key);
        Chain = Attribution.Frozen(key, past.Events, Finding);
        Links = [.. Chain.Select(held => held.Holder).Distinct().Select(holder => new SelectListItem(Name(holder), holder.ToString()))];
        (Changed, InDoubt, Verdict) = (Overruling.Of(Finding, past.Matter), Overruling.IsInDoubt(Finding, past.Matter), Complaint.Finding(past.Matter));
        if (await db.Cases.VisibleTo(actor, db, actor.Led(_regime.Organisation)).AsNoTracking().SingleOrDefaultAsync(one => one.Id == about) is { } row)
        {
            await Discretion.Apply(db, actor.Id, _regime, clock.Now, [row]);
            Case = CaseLine.Of(row, _regime, clock);
        }
        return await db.Cases.AsNoTracking().SingleOrDefaultAsync(one => one.Id == about) is { } complained ? by => Discretion.MayOpen(actor.Id, _regime, complained, by) : _ => true;
    }

    /// <summary>The way from the opening to the end: what was done, and who is to do what comes next.</summary>
    private IEnumerable<Step> Way()
    {
        var scene = new Scene(_regime, Finding, null, clock.Now, Pack) { Others = _others };
        string Names(IEnumerable<Party> parties) => string.Join("、", parties.Select(Name).Distinct());
        string? Did(params string[] acts) => Finding.Acts.LastOrDefault(act => acts.Contains(act.Name)) is { } done ? $"{Name(Party.Person(done.By))} {clock.Say(done.At)}" : null;
        var (office, status) = (Hearing.Office(scene) is { } body ? Name(body) : "监督部门", Finding.Status);
        yield return new("提出", Did("open-finding") ?? $"{(Finding.Finding!.Duty is null ? "随办理" : "逾期")}自动立案 {clock.Say(Finding.OpenedAt)}", null);
        yield return new("陈述申辩", Did("answer-finding", "receive-notice"), status is "opened" or "verified" or "proposed" ? Name(Finding.Finding!.Against) : null);
        yield return new("查实", status == "opened" ? null : Did("verify"), status == "opened" ? office : null);
        if (Links.Count > 0) yield return new("归责", Attribution.Main(Finding) is { } main ? $"主要责任：{Name(main)}" : null, status is "opened" or "verified" or "proposed" ? office : null);
        if (Consequences.Count > 0) yield return new("定性", Did("classify"), status is "verified" ? office : null);
        if (Factors.Count > 0) yield return new("从轻从重", Did("weigh"), null);
        yield return new("提出处理", Did("propose", "file-opinion"), null);
        if (Hearing.Objection(Finding) is not null) yield return new("复核异议", null, office);
        var approved = Hearing.Approval(Finding);
        yield return new("审批", approved is null ? null : $"{Name(Party.Person(approved.By))} {clock.Say(approved.At)}", approved is null && status is "verified" or "proposed" ? Names(Proposals.Approvers(_regime, Finding, _others)) is { Length: > 0 } who ? who : "没有可以审批的人" : null);
        yield return new("执行入账", status is "executed" or "closed" ? Did("execute") : null, status == "approved" ? Names(Hearing.Executors(scene)) : null);
        if (Hearing.Asked(Finding).Count > 0) yield return new(string.Join("、", Hearing.Asked(Finding).Select(Words.Sanction)), Hearing.IsFulfilled(Finding) ? Did("review-fulfilment") : null, Hearing.IsFulfilled(Finding) ? null : Hearing.Report(Finding) is null ? Name(Finding.Finding!.Against) : $"{office}验收");
        yield return new("了结", status == "closed" ? Did("close-finding") : null, status == "executed" && Hearing.IsFulfilled(Finding) ? office : null);
    }
}
