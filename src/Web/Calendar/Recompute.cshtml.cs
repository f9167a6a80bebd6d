using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Calendar;

public sealed class RecomputeForm
{
    [StringLength(200, ErrorMessage = "说明最多 200 个字")]
    public string? Note { get; set; }
    public long Seen { get; set; }
}

/// <summary>One deadline that would move, as a line.</summary>
public sealed record MoveLine(string? Number, string What, string Before, string After, bool Confirmed, bool Provisional);

/// <summary>重新计算: what a change of the calendar would move, moving it, and how far that is.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class RecomputeModel(AppDb db, Regimes regimes, Acting acting, Actor actor, Clock clock, IServiceScopeFactory scopes) : CalendarPage(db, regimes, acting, actor, clock)
{
    private const int Shown = 100;

    /// <summary>How long a press of the button works before it answers; what is left the watch goes on with.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public RecomputeForm Form { get; private set; } = new();
    public IReadOnlyList<MoveLine> Moves { get; private set; } = [];
    public IReadOnlyList<MoveLine> Past { get; private set; } = [];
    public int Matters { get; private set; }
    public Recomputation? Running { get; private set; }
    public IReadOnlyList<Recomputation> Earlier { get; private set; } = [];
    public int Rest => Moves.Count - Shown;
    public IEnumerable<MoveLine> First => Moves.Take(Shown);

    public async Task<IActionResult> OnGet()
    {
        await Ready();
        Form = new() { Seen = Seen };
        return Page();
    }

    public async Task<IActionResult> OnPost(RecomputeForm form)
    {
        await Ready();
        Form = form;
        if (form.Seen != Seen) return this.Refused("", $"{Name(Book.Row.ById)}刚又改过日历，下面已经是按新日历算的，请看过再按。");
        if (!ModelState.IsValid) return this.Refused();
        if (Running is null)
        {
            if (Moves.Count == 0) return this.Done("/calendar/recompute", "没有要移动的时限");
            Running = await Recomputing.Begin(Db, await Acting.Regime(), Actor.Id, string.IsNullOrWhiteSpace(form.Note) ? Book.Row.Note : form.Note.Trim(), Clock.Now);
        }
        var began = Stopwatch.GetTimestamp();
        await Recomputing.Continue(scopes, () => Stopwatch.GetElapsedTime(began) > Patience, HttpContext.RequestAborted);
        var done = await Db.Recomputations.AsNoTracking().SingleAsync(one => one.Id == Running.Id);
        return this.Done("/calendar/recompute", done.FinishedAt is null ? $"已重新计算 {done.Done} 件，共 {done.Total} 件；余下的在后台接着做，可以离开这一页。" : $"已重新计算：{done.Done} 件事项，{done.Moved} 项时限。有关的人都已收到通知。");
    }

    private async Task Ready()
    {
        await Load(null);
        Running = await Db.Recomputations.AsNoTracking().Where(one => one.FinishedAt == null).OrderBy(one => one.Id).FirstOrDefaultAsync();
        Earlier = await Db.Recomputations.AsNoTracking().Where(one => one.FinishedAt != null).OrderByDescending(one => one.Id).Take(10).ToListAsync();
        var would = await Recomputing.Preview(Db, Acting, await Recomputing.Candidates(Db, await Acting.Regime()));
        Matters = would.Count(one => one.Deadlines.Any(deadline => !deadline.IsPast));
        var lines = would.SelectMany(one => one.Deadlines.Select(deadline => (deadline.IsPast, Line: Line(one, deadline)))).ToList();
        Moves = [.. lines.Where(one => !one.IsPast).Select(one => one.Line)];
        Past = [.. lines.Where(one => one.IsPast).Select(one => one.Line)];
    }

    private MoveLine Line(WouldMove matter, Recomputed deadline) => new(matter.Case?.Number, $"{Words.Duty(deadline.Duty.Name)}（{deadline.Duty.Clause}）{(matter.Case is null ? $" {deadline.Duty.Period}" : "")}",
        Clock.Say(deadline.Duty.Due!.Value) + (deadline.Duty.Provisional ? "（暂定）" : ""), Clock.Say(deadline.Due) + (deadline.Provisional ? "（暂定）" : ""), deadline.Due == deadline.Duty.Due, deadline.Provisional);
}
