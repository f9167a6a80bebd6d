using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Callbacks;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Setup;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Callbacks;

/// <summary>回访台: whom to call now, what to ask, one press an answer.</summary>
public sealed class IndexModel(AppDb db, Actor actor, Clock clock, Acting acting, Installed installed) : PageModel
{
    private const int Most = 20;

    /// <summary>One call to make.</summary>
    public sealed record Call(CaseRow Row, int? Draw, string Why, string? Due, int Tried, string Kind = "manual")
    {
        public string Link => $"/callbacks?number={Row.Number}{(Draw is null ? "" : $"&draw={Draw}")}#call";
    }

    public CallForm Form { get; private set; } = new();
    public IReadOnlyList<Call> Waiting { get; private set; } = [];
    public bool More { get; private set; }
    public Call? Now { get; private set; }
    public Dossier? Case { get; private set; }
    public IReadOnlyList<string> Script { get; private set; } = [];
    public IReadOnlyList<(string When, string Said)> Before { get; private set; } = [];
    public string? Untried { get; private set; }
    public bool Sections { get; private set; }

    /// <summary>The message that asks the customer for a mark, to be copied; null where there is no answer yet.</summary>
    public string? Survey { get; private set; }

    /// <summary>The rounds of handling again that this call asks about.</summary>
    public IReadOnlyList<RoundLine> Rounds => Case is null ? [] : RoundLine.Of(Case, clock);

    /// <summary>The number, once asked for.</summary>
    public string? Phone { get; private set; }
    public bool MayDraw => DrawsModel.May(actor);
    public Clock Clock => clock;
    public string House => installed.Organisation?.Name ?? "";

    /// <summary>Calls of the day made by this person.</summary>
    public int Made { get; private set; }

    private Regime regime = null!;

    public async Task OnGet(string? number, int? draw)
    {
        await Load(number, draw);
        if (Now is not null && TempData["call-of"] as string == Now.Row.Id) Phone = Now.Row.CustomerPhone;
    }

    /// <summary>Shows the number, remembers who asked for it, and keeps others from calling the same customer meanwhile.</summary>
    public async Task<IActionResult> OnPostTake(string number, int? draw)
    {
        await Load(number, draw);
        if (Now is null) return this.Done("/callbacks", "这个电话已经有人打了，请打下一个");
        if (draw is { } drawn)
        {
            var (id, now, until) = (Now.Row.Id, clock.Now, clock.Now + Calls.Hold);
            var taken = await db.CallbackCalls.Where(call => call.DrawId == drawn && call.CaseId == id && (call.TakenBy == null || call.TakenBy == actor.Id || call.TakenUntil < now))
                .ExecuteUpdateAsync(set => set.SetProperty(call => call.TakenBy, actor.Id).SetProperty(call => call.TakenUntil, until));
            if (taken == 0) return this.Done("/callbacks", "这个电话同事正在打，请打下一个");
        }
        db.Reveals.Add(new Reveal { CaseId = Now.Row.Id, PersonId = actor.Id, At = clock.Now });
        await db.SaveChangesAsync();
        TempData["call-of"] = Now.Row.Id;
        return LocalRedirect(Now.Link);
    }

    public async Task<IActionResult> OnPost(string number, int? draw, CallForm form)
    {
        await Load(number, draw);
        if (Now is null || Case is null) return this.Done("/callbacks", "这个电话已经有人打过了，没有重复记录");
        Form = form;
        form.Draw = draw;
        foreach (var (field, sentence) in form.Problems(clock.Local(clock.Now).DateTime)) ModelState.AddModelError($"Form.{field}", sentence);
        if (!ModelState.IsValid) return Back();
        switch (await acting.Do(Case.Matter.Key, null, "callback", actor.Id, form.With(Now.Kind)))
        {
            case Outcome.Refused refused:
                foreach (var refusal in refused.Refusals) ModelState.AddModelError("", refusal.Clause is null ? refusal.Sentence : $"{refusal.Sentence}（{refusal.Clause}）");
                return Back();
            case Outcome.Done when !string.IsNullOrWhiteSpace(form.Wish):
                TempData["wish"] = form.Wish!.Trim();
                return this.Done($"/cases/new?from={Now.Row.Number}", "回访已记录。客户提的要求请现在登记，由您首问负责");
            case Outcome.Done:
                return this.Done("/callbacks", Said(form));
            default:
                throw new InvalidOperationException("A call is recorded or refused.");
        }
    }

    private string Said(CallForm form) => form.Answered == false ? $"{Now!.Row.Number} 没有接通，已记录{(form.Again is null ? "，换个时段再打" : "，到约定的时间再打")}"
        : form.Rating == "dissatisfied" ? $"{Now!.Row.Number} 已记录：客户不满意，转入重办" : $"{Now!.Row.Number} 已记录";

    private PageResult Back()
    {
        Phone = Now?.Row.CustomerPhone;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task Load(string? number, int? draw)
    {
        regime = await acting.Regime();
        var (me, unit, now) = (actor.Id, actor.UnitId, clock.Now);
        var owed = await db.Duties.AsNoTracking().Where(duty => duty.Stands && duty.Name == "callback" && duty.CaseId != null && (duty.BearerPersonId == me || duty.BearerUnitId == unit))
            .OrderBy(duty => duty.Due == null).ThenBy(duty => duty.Due).ThenBy(duty => duty.Matter).ThenBy(duty => duty.No).Take(Most + 1).ToListAsync();
        var drawn = await Calls.Open(db, me, unit, now).Include(call => call.Draw).AsNoTracking().OrderBy(call => call.DrawId).ThenBy(call => call.Place).Take(Most + 1).ToListAsync();
        var ids = owed.Select(duty => duty.CaseId!).Concat(drawn.Select(call => call.CaseId)).Distinct().ToList();
        var rows = await db.Cases.AsNoTracking().VisibleTo(actor, db, actor.Led(regime.Organisation)).Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id);
        await Discretion.Apply(db, me, regime, now, rows.Values);
        List<Call> calls =
        [
            .. owed.Where(duty => rows.ContainsKey(duty.CaseId!) && !drawn.Exists(call => call.CaseId == duty.CaseId && call.Draw!.Purpose.Length == 0)).Select(duty => new Call(rows[duty.CaseId!], null, duty.Text ?? "制度要求回访", duty.Due is { } due ? clock.Say(due) : null, 0)),
            .. drawn.Where(call => rows.ContainsKey(call.CaseId)).Select(call => new Call(rows[call.CaseId], call.DrawId, $"{call.Draw!.Period} {(call.Draw.Purpose == CallbackDraw.SpotCheck ? "抽查" : "抽样")} · {call.Stratum}{(call.Reserve ? " · 递补" : "")}", call.NotBefore is { } at ? $"客户约在 {clock.Say(at)}" : null, call.Tried, call.Draw.Purpose == CallbackDraw.SpotCheck ? CallbackDraw.SpotCheck : "manual")),
        ];
        calls = [.. calls.Where(call => call.Row.CustomerPhone is not null || call.Row.CustomerName == Withheld.Blank)];
        (Waiting, More) = ([.. calls.Take(Most)], calls.Count > Most);
        Now = number is null ? calls.FirstOrDefault() : calls.Find(call => call.Row.Number == number && call.Draw == draw);
        var today = clock.StartOf(clock.Today);
        Made = await db.CallbackCalls.CountAsync(call => call.LastBy == me && call.LastAt >= today);
        if (Now is null || await Dossier.Load(db, actor, acting, Now.Row.Number) is not { } dossier) return;
        Case = dossier;
        if (dossier.Matter.Told && !dossier.Withheld.Customer) Survey = SurveyText.Of((await acting.Around(regime)).Wording, House, dossier, SurveyText.Site(Request));
        var scene = new Scene(dossier.Regime, dossier.Matter, new Done(0, "callback", me, now, Fields.None, dossier.Matter.Round), now);
        Script = [.. Guiding.Of(scene, "callback").Where(rule => rule.At.Contains("callback")).Select(rule => rule.Text!).Distinct()];
        Sections = Deciding.Do(dossier.Regime, dossier.Matter, new Act("callback", me, now, Fields.Of(new { rating = "satisfied", kind = "manual" })), []) is Decision.Refused refused && refused.Refusals.SelectMany(one => one.Fields).Contains("sections");
        var calledBefore = dossier.Matter.ActsNamed("callback").ToList();
        Before = [.. calledBefore.Select(done => (clock.Say(done.At), $"{(done.By == Act.Customer ? "客户自己评价" : regime.Organisation.Person(done.By)?.Name ?? done.By)}：{Shouwen.Cases.Words.Value("rating", done.With.Text("rating") ?? "")}{(done.With.Text("text") is { } said ? $"，{dossier.Withheld.From(said)}" : "")}"))];
        Untried = Attempts.Untried([.. calledBefore.Where(done => done.With.Text("rating") == "unreachable").Select(done => TimeZoneInfo.ConvertTime(done.At, regime.Calendar.Zone).DateTime)]);
    }
}
