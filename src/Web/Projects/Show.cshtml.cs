using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Desk;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Projects;

/// <summary>One project: who leads it, how far it is, what is owed and on whose watch, what this person may do, its files and its story.</summary>
[RequestSizeLimit(Web.Cases.ShowModel.LargestPost), RequestFormLimits(MultipartBodyLengthLimit = Web.Cases.ShowModel.LargestPost)]
public sealed class ShowModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public ProjectRow Row { get; private set; } = null!;
    public ProjectLine Line { get; private set; } = null!;
    public Matter Project { get; private set; } = null!;
    public Regime Regime { get; private set; } = null!;
    public ActPanel Panel { get; private set; } = null!;
    public ActChoices Choices { get; private set; } = null!;
    public ActTried? Tried { get; private set; }
    public IReadOnlyList<DutyLine> Standing { get; private set; } = [];
    public IReadOnlyList<StoryLine> Story { get; private set; } = [];
    public Timeline? Picture { get; private set; }
    public Clock Clock => clock;
    public string? Source => ProjectLine.Source(Regime, Row.Source);

    /// <summary>The appointment for the review on the spot, while it lies ahead.</summary>
    public string? Appointment => Project.Last("schedule-review") is { } made && Project.Last("survey-done") is null
        ? $"{(Regime.Calendar.ReadMoment(made.With.Text("time")) is { } at ? clock.Say(at) : "时间未写")}，参加的有{string.Join("、", ProjectStage.Invited(Project).Select(unit => Name(Party.Unit(unit))).DefaultIfEmpty("项目负责人"))}" : null;

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAct(string number, string act, int version, [FromServices] Files store)
    {
        if (!await Load(number)) return NotFound();
        if (ProjectForms.Of(act) is not { } form) return BadRequest();
        var typed = await Request.ReadFormAsync();
        List<Refusal> missing = [.. form.Fields.Where(field => field.Required && string.IsNullOrWhiteSpace(typed[field.Key])).Select(field => new Refusal("field-missing", $"请填写“{field.Label}”。") { Fields = [field.Key], IsAboutData = true })];
        if (missing.Count > 0) return Again(act, typed, missing);
        if (await Files.Refused(typed.Files) is { Count: > 0 } bad) return Again(act, typed, bad);
        switch (await acting.Do(Project.Key, version, act, actor.Id, ActForms.Read(ActPanel.Taken(Regime, Project, form, actor.Id, acting.Now), typed)))
        {
            case Outcome.Refused refused: return Again(act, typed, refused.Refusals);
            case Outcome.Stale stale:
                var story = Teller();
                Tried = new(act, typed, [], [.. stale.Since.Select(acted => $"{clock.Say(acted.At)} {story.Sentence(acted, Project)}")]);
                Response.StatusCode = StatusCodes.Status409Conflict;
                return Page();
            default:
                await acting.Attach(Project.Key, actor.Id, await store.Keep(typed.Files));
                return await Load(number) ? this.Done($"/projects/{Row.Number}", $"{form.Word}：已记录。现在是“{Line.Stage}”。") : this.Done("/projects", $"{form.Word}：已记录。");
        }
    }

    public async Task<IActionResult> OnGetFile(string number, Guid id, [FromServices] Files store)
    {
        if (!await Load(number) || Project.Files.All(file => file.File != id.ToString())) return NotFound();
        var file = await db.Attachments.AsNoTracking().SingleAsync(one => one.Id == id);
        return PhysicalFile(store.PathOf(file.Hash), file.Type, file.Name);
    }

    public string Name(Party party) => party.Kind == PartyKind.Customer ? "用户" : party.IsPerson ? Regime.Organisation.Person(party.Id)?.Name ?? party.Id
        : Regime.Organisation.Unit(party.Id)?.Name ?? Regime.Organisation.Body(party.Id)?.Name ?? Words.Body(party.Id);

    public ClauseChip? Clause(string? pack, string? clause) => ClauseChip.Of(Regime, pack, clause);

    private Story Teller() => new(Regime.Calendar, Name, Regime.Title) { CalendarOf = Regime.CalendarOf };

    private PageResult Again(string act, IFormCollection typed, IReadOnlyList<Refusal> refusals)
    {
        Tried = new(act, typed, refusals, []);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> Load(string typed)
    {
        // Links are written in small letters, numbers in capitals.
        var number = typed.ToUpperInvariant();
        var regime = await acting.Regime();
        if (await db.Projects.AsNoTracking().VisibleTo(actor, db, actor.Led(regime.Organisation)).SingleOrDefaultAsync(one => one.Number == number) is not { } row) return false;
        var key = MatterKey.Parse(row.Matter);
        var history = await acting.History(key);
        (Row, Project) = (row, Matter.Replay(key, history));
        Regime = regime.For(Project);
        Line = ProjectLine.Of(row, regime, clock);
        Panel = ActPanel.Of(Regime, Project, actor.Id, acting.Now, [], ProjectForms.All);
        Choices = await ActChoices.Of(acting, Regime, Project, acting.Now, actor);
        Picture = Timeline.Of(Regime, Project, history, clock, Name);
        Story = Teller().Of(key, history);
        var duties = await db.Duties.AsNoTracking().Where(duty => duty.Matter == row.Matter && duty.Stands).ByDue().ToListAsync();
        var lines = new DutyLines(Regime, clock, actor.Id);
        Standing = [.. DutyLines.Together(duties).Select(together => lines.Of(together, null) with { About = together[0].Text ?? Words.Duty(together[0].Name), OwedTo = together[0].OwedCustomer ? "用户" : lines.Of(together, null).OwedTo })];
        return true;
    }
}
