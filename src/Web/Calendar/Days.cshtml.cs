using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Shouwen.Calendar;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Calendar;

/// <summary>Days on which the organisation, or a unit, departs from the week and from the national days.</summary>
public sealed class DaysForm
{
    /// <summary>closed or open.</summary>
    public string? Kind { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }

    [StringLength(40, ErrorMessage = "名称最多 40 个字")]
    public string? Name { get; set; }
    public string? Shifts { get; set; }

    [StringLength(200, ErrorMessage = "说明最多 200 个字")]
    public string? Note { get; set; }
    public long Seen { get; set; }
}

/// <summary>Own days in a row that are alike.</summary>
public sealed record OwnRun(DateOnly First, DateOnly Last, string Kind, string Name, string Hours);

/// <summary>停业和加班日.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class DaysModel(AppDb db, Regimes regimes, Acting acting, Actor actor, Clock clock) : CalendarPage(db, regimes, acting, actor, clock)
{
    public DaysForm Form { get; private set; } = new();
    public IReadOnlyList<OwnRun> Runs { get; private set; } = [];

    private OwnHours Before => Unit is null ? Book.Own.Organisation : Book.Own.Units.GetValueOrDefault(Unit) ?? new OwnHours();

    public async Task<IActionResult> OnGet(string? unit)
    {
        if (!await Ready(unit)) return NotFound();
        Form = new() { Kind = "closed", Seen = Seen };
        return Page();
    }

    public async Task<IActionResult> OnPost(string? unit, DaysForm form)
    {
        if (!await Ready(unit)) return NotFound();
        Form = form;
        if (form.Kind is not ("closed" or "open")) ModelState.AddModelError("Form.Kind", "请选择停业或加班");
        var (first, wrongFirst) = Typed.Day(form.From);
        var (last, wrongLast) = Typed.Day(form.To);
        if (first is null) ModelState.AddModelError("Form.From", wrongFirst ?? "请填写日期");
        if (wrongLast is not null) ModelState.AddModelError("Form.To", wrongLast);
        else if (last < first) ModelState.AddModelError("Form.To", "结束日期早于开始日期");
        else if (first is { } day && last is { } end && end.DayNumber - day.DayNumber > 366) ModelState.AddModelError("Form.To", "一次最多一年");
        var (shifts, wrong) = Typed.Shifts(form.Shifts);
        if (wrong is not null) ModelState.AddModelError("Form.Shifts", wrong);
        else if (form.Kind == "open" && shifts is { Count: 0 }) ModelState.AddModelError("Form.Shifts", "加班日要有上班时间；整天不上班请选“停业”");
        if (!ModelState.IsValid) return this.Refused();

        List<DateOnly> days = [.. Enumerable.Range(0, (last ?? first!.Value).DayNumber - first!.Value.DayNumber + 1).Select(first.Value.AddDays)];
        if (Before.Days.FirstOrDefault(own => days.Contains(own.Date)) is { } standing)
            return this.Refused("Form.From", $"{standing.Date:yyyy-MM-dd} 已经是{Kind(standing)}{(standing.Name.Length > 0 ? $"（{standing.Name}）" : "")}，同一天不能又{(form.Kind == "closed" ? "停业" : "加班")}；要改请先撤去它");
        var name = form.Name?.Trim() ?? "";
        return await Keep([.. Before.Days, .. days.Select(date => form.Kind == "closed" ? OwnDay.Closed(date, name) : OwnDay.Open(date, name, shifts))], form.Seen, form.Note ?? name,
            $"已记入{(form.Kind == "closed" ? "停业" : "加班日")} {days.Count} 天。");
    }

    public async Task<IActionResult> OnPostRemove(string? unit, DateOnly from, DateOnly to, long seen)
    {
        if (!await Ready(unit)) return NotFound();
        Form = new() { Kind = "closed", Seen = Seen };
        return await Keep([.. Before.Days.Where(own => own.Date < from || own.Date > to)], seen, $"撤去 {from:yyyy-MM-dd}{(to == from ? "" : $" 至 {to:yyyy-MM-dd}")}", "已撤去。");
    }

    private Task<IActionResult> Keep(IReadOnlyList<OwnDay> days, long seen, string? note, string done)
    {
        var hours = Before with { Days = days };
        var units = new Dictionary<string, OwnHours>(Book.Own.Units);
        if (Unit is not null && days.Count == 0 && !hours.HasHours && hours.Zone is null) units.Remove(Unit);
        else if (Unit is not null) units[Unit] = hours;
        return Save(Changing.Changes, null, Unit is null ? Book.Own with { Organisation = hours } : Book.Own with { Units = units }, seen, note, done);
    }

    private async Task<bool> Ready(string? unit)
    {
        if (!await Load(unit)) return false;
        var runs = new List<OwnRun>();
        foreach (var own in Before.Days.OrderBy(own => own.Date))
        {
            var run = new OwnRun(own.Date, own.Date, Kind(own), own.Name, own.Shifts is { Count: > 0 } shifts ? HoursTable.Say(shifts) : own.Shifts is null ? "照平常" : "");
            if (runs.Count > 0 && runs[^1] is var before && before.Last.AddDays(1) == run.First && before with { First = run.First, Last = run.Last } == run) runs[^1] = before with { Last = run.Last };
            else runs.Add(run);
        }
        Runs = [.. runs.OrderByDescending(run => run.First)];
        return true;
    }

    private static string Kind(OwnDay own) => own.Shifts is { Count: 0 } ? "停业日" : "加班日";
}
