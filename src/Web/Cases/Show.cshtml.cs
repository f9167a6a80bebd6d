using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Archive;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Web.Access;
using Shouwen.Web.Announcements;
using Shouwen.Web.Data;
using Shouwen.Web.Orders;
using Shouwen.Web.People;
using Shouwen.Web.Seals;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>A form that was pressed and not taken: what was typed stays, with the reasons or what others did meanwhile.</summary>
public sealed record ActTried(string Act, IFormCollection Typed, IReadOnlyList<Refusal> Refusals, IReadOnlyList<string> Since);

[RequestSizeLimit(LargestPost), RequestFormLimits(MultipartBodyLengthLimit = LargestPost)]
public sealed class ShowModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    /// <summary>Above the limit of a file, so that too large a file gets a sentence instead of a broken connection.</summary>
    public const long LargestPost = 40 * 1024 * 1024;

    public Dossier Case { get; private set; } = null!;
    public Clock Clock => clock;
    public ActPanel Panel { get; private set; } = null!;
    public ActTried? Tried { get; private set; }
    public IReadOnlyList<StoryLine> Lines { get; private set; } = [];
    public IReadOnlyList<DutyClock> Standing { get; private set; } = [];
    public IReadOnlyList<DutyClock> Ended { get; private set; } = [];
    public IReadOnlyList<ChainItem> Chain { get; private set; } = [];
    public CasePapers Papers { get; private set; } = null!;
    public ActChoices Choices { get; private set; } = null!;

    /// <summary>Requests that seem to be about the same, where this one may still join one; what it was gathered into, and what was gathered into it.</summary>
    public IReadOnlyList<Similar.Line> Alike { get; private set; } = [];
    public Known.Trace? Parent { get; private set; }
    public IReadOnlyList<Known.Trace> Children { get; private set; } = [];
    public string? Phone { get; private set; }

    /// <summary>What was applied for, with what became of it, the latest first.</summary>
    public IReadOnlyList<Applications.Line> Applied { get; private set; } = [];

    /// <summary>Orders about this case that this person may see, and whether he may issue one.</summary>
    public IReadOnlyList<OrderLine> Orders { get; private set; } = [];
    public bool MayOrder { get; private set; }

    /// <summary>For each cause of a pause the duties whose clocks it would stop; causes that stop none are left out.</summary>
    public IReadOnlyList<(string Cause, IReadOnlyList<string> Duties)> Stops { get; private set; } = [];

    /// <summary>Of a complaint its file; and the rounds of handling again, the latest last.</summary>
    public ComplaintFile? Complained { get; private set; }
    public IReadOnlyList<RoundLine> Rounds { get; private set; } = [];

    public Incident? Incident { get; private set; }

    /// <summary>Where the work should be transferred, as far as anything tells, with what tells it and the clause of the rule that does.</summary>
    public (string Unit, string Why, ClauseChip? Clause)? Proposed { get; private set; }

    /// <summary>Of an archived case the last day it must be kept, and the clause that says so.</summary>
    public DateOnly? KeptUntil { get; private set; }
    public ClauseChip? KeptBy { get; private set; }

    /// <summary>What holds now about the matter, and the wording that a press on one of them put into the reply's form.</summary>
    public IReadOnlyList<(AnnouncementRow Row, Fit Fit)> Announcements { get; private set; } = [];
    public string? Wording { get; private set; }

    /// <summary>Everybody who answered for it first, where there was more than one.</summary>
    public IReadOnlyList<(Party Who, DateTimeOffset From, DateTimeOffset? Until)> FirstContacts { get; private set; } = [];

    /// <summary>The beginning of what the customer said; the whole stands below.</summary>
    public string Headline => Case.Row.Content.ReplaceLineEndings(" ") is { Length: > 40 } text ? text[..40] + "…" : Case.Row.Content.ReplaceLineEndings(" ");

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    /// <summary>Why one duty's deadline is where it is, as data.</summary>
    public async Task<IActionResult> OnGetTrace(string number, int no)
    {
        if (await Dossier.Load(db, actor, acting, number) is not { } dossier || dossier.Matter.Duties.Find(duty => duty.No == no) is not { } duty || Why.Json(duty, dossier) is not { } json) return NotFound();
        return File(System.Text.Encoding.UTF8.GetBytes(json), "application/json", $"{number}-{no}.json");
    }

    /// <summary>Of the page only as much is loaded as the act needs; all of it where it is shown again.</summary>
    public async Task<IActionResult> OnPostAct(string number, string act, int version, [FromServices] Files store)
    {
        if (!await Open(number)) return NotFound();
        if (ActForms.Of(act) is not { } form) return BadRequest();
        var typed = await Request.ReadFormAsync();
        if (Missing(form, typed) is { Count: > 0 } missing) return await Again(act, typed, missing, StatusCodes.Status422UnprocessableEntity);
        if (await Files.Refused(typed.Files) is { Count: > 0 } bad) return await Again(act, typed, bad, StatusCodes.Status422UnprocessableEntity);
        var with = ActForms.Read(ActPanel.Taken(Case.Regime, Case.Matter, form, actor.Id, Case.Now), typed);
        if (act == "gather") with = await Into(with);
        switch (await acting.Do(Case.Matter.Key, version, act, actor.Id, with))
        {
            case Outcome.Refused refused:
                return await Again(act, typed, refused.Refusals, StatusCodes.Status422UnprocessableEntity);
            case Outcome.Stale stale:
                var story = new Story(Case.Regime.Calendar, Case.Name, id => id);
                return await Again(act, typed, [], StatusCodes.Status409Conflict, [.. stale.Since.Select(acted => $"{clock.Say(acted.At)} {story.Sentence(acted, Case.Matter)}")]);
            case Outcome.Done:
                await acting.Attach(Case.Matter.Key, actor.Id, await store.Keep(typed.Files));
                return await Open(number) ? this.Done($"/cases/{number}", $"{form.Word}：已记录。{Next()}{Hollow(act, with)}") : this.Done("/desk", $"{form.Word}：已记录。这件诉求不再由您经手。");
            default:
                throw new InvalidOperationException("An act is done, refused or stale.");
        }
    }

    /// <summary>The number that was typed or pressed becomes the case it means, if this person can know it.</summary>
    private async Task<Fields> Into(Fields with)
    {
        await Draw();
        return await Similar.Parent(db, actor, Case.Regime, with.Text("parent"), Alike) is var (id, number) ? with.With(Fields.Of(new { parent = id, number })) : with.With(Fields.Of(new { parent = "-" }));
    }

    /// <summary>Where no script showed it while it was typed, it is said afterwards; the words stand.</summary>
    private static string Hollow(string act, Fields with) => ReplyCheck.FieldOf(act) is { } field && ReplyCheck.Of(with.Text(field)) is { Empty: true }
        ? "提示：这段话只有收到、转交、感谢之类，没有说办了什么，建议再补充告知。" : "";

    public async Task<IActionResult> OnPostFiles(string number, List<IFormFile> files, [FromServices] Files store)
    {
        if (!await Load(number)) return NotFound();
        if (files.Count == 0) return this.Refused("files", "请先选择要上传的文件");
        foreach (var (_, why) in await Files.Problems(files)) ModelState.AddModelError("files", why);
        if (!ModelState.IsValid) return this.Refused();
        await acting.Attach(Case.Matter.Key, actor.Id, await store.Keep(files));
        return this.Done($"/cases/{number}", $"已上传 {files.Count} 个附件");
    }

    /// <summary>Shows the number once, and remembers who asked for it.</summary>
    public async Task<IActionResult> OnPostReveal(string number, string? to)
    {
        if (!await Load(number) || Case.Withheld.Customer) return NotFound();
        db.Reveals.Add(new Reveal { CaseId = Case.Row.Id, PersonId = actor.Id, At = clock.Now });
        await db.SaveChangesAsync();
        TempData["phone-of"] = Case.Row.Id;
        return LocalRedirect(to == "print" ? $"/cases/{number}/print" : $"/cases/{number}");
    }

    /// <summary>Whether this person may have the case as a file: who supervises, audits or administers, and from whom no rule keeps anything of it.</summary>
    public bool MayExport => (actor.Is(Roles.Supervision) || actor.Is(Roles.Auditor) || actor.Administers) && Case.Withheld is { Customer: false, Words.Count: 0 };

    /// <summary>The case as a sealed file. It holds the customer's number, so who took it is remembered like one who had it shown.</summary>
    public async Task<IActionResult> OnPostExport(string number, [FromServices] Files store)
    {
        if (!await Load(number) || !MayExport || await CaseExport.Of(db, acting, number, $"{actor.Name}（{actor.UnitName}）") is not { } file) return NotFound();
        db.Reveals.Add(new Reveal { CaseId = Case.Row.Id, PersonId = actor.Id, At = clock.Now });
        await db.SaveChangesAsync();
        var content = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await CaseExport.Write(file, store, content, HttpContext.RequestAborted);
        content.Position = 0;
        return File(content, "application/zip", $"诉求卷宗-{number}.zip");
    }

    private bool NewModelOpens(Dossier dossier) => Web.Orders.NewModel.Opens(dossier.Regime, actor.Id, dossier.Now);

    private async Task Gathered(Dossier dossier)
    {
        var (id, parent) = (dossier.Row.Id, dossier.Row.ParentId);
        var rows = parent is null && dossier.Row.Gathered == 0 ? [] : await db.Cases.AsNoTracking().Where(row => row.ParentId == id || row.Id == parent).OrderBy(row => row.Key).ToListAsync();
        var seen = await Known.Seen(db, actor, dossier.Regime, rows);
        await Discretion.Apply(db, actor.Id, dossier.Regime, dossier.Now, rows);
        Parent = rows.Where(row => row.Id == parent).Select(row => Known.Of(row, dossier.Regime, seen)).SingleOrDefault();
        Children = [.. rows.Where(row => row.ParentId == id).Select(row => Known.Of(row, dossier.Regime, seen))];
        if (Panel.Offers.Any(offer => offer.Form.Act == "gather"))
            Alike = await Similar.Find(db, acting.Signs, actor, dossier.Regime, (await acting.Around(dossier.Regime)).Words, dossier.Row.Content, dossier.Row.CustomerAddress, clock.Now, dossier.Row);
    }

    private async Task<bool> Load(string number)
    {
        if (!await Open(number)) return false;
        await Draw();
        return true;
    }

    /// <summary>The case itself; false where there is none for this person.</summary>
    private async Task<bool> Open(string number)
    {
        if (await Dossier.Load(db, actor, acting, number) is not { } dossier) return false;
        Case = dossier;
        return true;
    }

    /// <summary>Everything else that the page shows.</summary>
    private async Task Draw()
    {
        var dossier = Case;
        Panel = ActPanel.Of(dossier.Regime, dossier.Matter, actor.Id, dossier.Now, dossier.Others);
        Complained = await ComplaintFile.Load(db, actor, dossier, clock);
        Rounds = RoundLine.Of(dossier, clock);
        Choices = await ActChoices.Load(db, acting, dossier, actor);
        Papers = await CasePapers.Load(db, actor, dossier, clock);
        Lines = [.. dossier.Story().Where(line => line.Finding is null || Papers.Findings.Any(row => row.Id == line.Finding))];
        Standing = [.. dossier.Standing.Select(duty => DutyClock.Of(duty, dossier, clock))];
        Ended = [.. dossier.Matter.Duties.Where(duty => !duty.Stands).OrderBy(duty => duty.EndedAt).Select(duty => DutyClock.Of(duty, dossier, clock))];
        Chain = ChainPicture.Of(dossier, Standing, clock);
        Applied = Applications.Of(dossier, clock);
        var id = dossier.Row.Id;
        Orders = [.. (await db.Orders.AsNoTracking().VisibleTo(actor, actor.Led(dossier.Regime.Organisation)).Where(order => db.OrderCases.Any(about => about.CaseId == id && about.OrderId == order.Id)).OrderByDescending(order => order.Key).ToListAsync())
            .Select(order => OrderLine.Of(order, dossier.Regime, clock))];
        MayOrder = dossier.Row.IsOpen && (NewModelOpens(dossier) || Panel.Offers.Any(offer => offer.Form.Act == "supervise"));
        Stops = [.. Shouwen.Packs.Vocabulary.PauseCauses.Select(cause => (Words.Value("cause", cause), (IReadOnlyList<string>)[.. Shouwen.Duties.Clockwork.Stopped(dossier.Regime, dossier.Matter, cause).Select(duty => $"“{duty.Text ?? Words.Duty(duty.Name)}”").Distinct()])).Where(one => one.Item2.Count > 0)];
        await Gathered(dossier);
        if (Panel.Offers.Any(offer => offer.Form.Act == "transfer") && Ownership.Proposed(dossier.Scene) is var (unit, way))
            Proposed = (unit, Because(unit, way, dossier), way == "placed" && dossier.Matter.Places["handling-unit"] is { } ground ? dossier.Clause(ground.Pack, ground.Clause) : null);
        KeptUntil = Retention.KeptUntil(dossier.Regime, dossier.Matter);
        KeptBy = KeptUntil is not null && Retention.RuleOf(dossier.Regime, dossier.Matter) is { } kept ? dossier.Clause(kept.Pack, kept.Clause) : null;
        Incident = Incident.Of(dossier.Regime, dossier.Matter, actor.Id, dossier.Now);
        FirstContacts = DeskHandOver.FirstContacts(dossier.Matter.Key, dossier.History) is { Count: > 1 } held ? held : [];
        if (!dossier.Matter.IsClosed) Announcements = await AnnouncementRows.Fitting(db, clock.Now, dossier.Row.Content, dossier.Row.CustomerAddress);
        Wording = int.TryParse(Request.Query["wording"], out var from) ? Announcements.FirstOrDefault(one => one.Row.Id == from).Row?.Wording : null;
        if (Request.Method == "GET" && TempData["phone-of"] as string == dossier.Row.Id) Phone = dossier.Row.CustomerPhone;
    }

    /// <summary>Fields without which the act says nothing, though no rule asks for them. What a pack asks for, its refusal says with the clause.</summary>
    private static List<Refusal> Missing(ActForm form, IFormCollection typed) =>
        form.Act == "amend" && form.Fields.All(field => string.IsNullOrWhiteSpace(typed[field.Key])) ? [new("field-missing", "请填写要更正的内容，至少一项。") { IsAboutData = true }] :
        [.. form.Fields.Where(field => field.Required && string.IsNullOrWhiteSpace(typed[field.Key])).Select(field =>
            new Refusal("field-missing", $"请填写“{field.Label}”。") { Fields = [field.Key], IsAboutData = true })];

    private async Task<PageResult> Again(string act, IFormCollection typed, IReadOnlyList<Refusal> refusals, int status, IReadOnlyList<string>? since = null)
    {
        await Draw();
        Tried = new(act, typed, refusals, since ?? []);
        Response.StatusCode = status;
        return Page();
    }

    /// <summary>What tells where the work belongs; where the unit answers for a firm that the customer named, that is said, whichever way it came about.</summary>
    private static string Because(string unit, string way, Dossier dossier) => dossier.Matter.Facts.Text("vendor") is { } firm && dossier.Regime.Organisation.Unit(unit)!.Vendors.Contains(firm)
        ? $"“{dossier.Withheld.From(firm)}”由它负责"
        : way switch { "placed" => "按制度由它承办", "meant" => "登记时写的承办部门", "territory" => "地点在它的片区", _ => "属于它的职责" };

    private string Next()
    {
        if (Case.Matter.Status == "archived") return "工单已经归档。";
        if (Case.Matter.IsClosed) return "这件诉求已经办结。";
        if (Case.Matter.Chain.Pending is { } pending) return $"等{Case.Name(pending.To)}接手；接手之前仍由{Case.Name(pending.Giver)}负责。";
        return Case.Standing.Select(duty => DutyClock.Of(duty, Case, clock)).FirstOrDefault() is { } next ? $"接下来：{next.Bearer}“{next.Verb}”{(next.Due is null ? "" : $"，{next.Due} 前")}。" : "";
    }
}
