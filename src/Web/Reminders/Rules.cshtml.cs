using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Reminders;

public sealed class RulesForm
{
    public bool AtHalf { get; set; }

    /// <summary>Working days, and working hours, before the end; empty: none.</summary>
    public string? Days { get; set; }
    public string? Hours { get; set; }

    /// <summary>Working hours that each rung leaves to the one before; empty: the rung is not used.</summary>
    public string? Head { get; set; }
    public string? Leader { get; set; }
    public string? Body { get; set; }
    public string? Top { get; set; }
    public string? QuietFrom { get; set; }
    public string? QuietTo { get; set; }
    public string? DigestAt { get; set; }
    public List<string> Urgent { get; set; } = [];

    [Required(ErrorMessage = "请写明依据，如哪次会议、哪个文号"), StringLength(200, ErrorMessage = "依据最多 200 个字")]
    public string? Note { get; set; }
}

/// <summary>提醒规则: the organisation's decision, kept in the rulebook. It holds at once, for what stands already too.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class RulesModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    private const int MostHours = 400;

    public RulesForm Form { get; private set; } = new();
    public IReadOnlyList<SelectListItem> Bodies { get; private set; } = [];

    public async Task OnGet()
    {
        await Load();
        var settings = WatchSettings.Read(await db.Organisations.Select(own => own.Watch).SingleAsync());
        string? Ahead(LimitUnit unit) => settings.Plan.Warnings.FirstOrDefault(one => one.Unit == unit)?.Amount.ToString(CultureInfo.InvariantCulture);
        string? After(string level) => settings.Ladder.FirstOrDefault(rung => rung.Level == level) is { } rung ? IndexModel.Hours(rung.After).Trim() : null;
        Form = new()
        {
            AtHalf = settings.AtHalf, Days = Ahead(LimitUnit.WorkingDays), Hours = Ahead(LimitUnit.WorkingHours), Head = After(WatchPlan.Head), Leader = After(WatchPlan.Leader), Body = After(WatchPlan.Body), Top = settings.Top,
            QuietFrom = IndexModel.Say(settings.QuietFrom), QuietTo = IndexModel.Say(settings.QuietTo), DigestAt = IndexModel.Say(settings.DigestAt), Urgent = [.. settings.Urgent],
        };
    }

    public async Task<IActionResult> OnPost(RulesForm form)
    {
        Form = form;
        await Load();
        var days = Whole("Form.Days", form.Days, 30);
        var hours = Whole("Form.Hours", form.Hours, 48);
        List<Rung> ladder = [.. Rungs(form)];
        var (from, to, digest) = (Time("Form.QuietFrom", form.QuietFrom), Time("Form.QuietTo", form.QuietTo), Time("Form.DigestAt", form.DigestAt));
        if (form.Top is null || Bodies.All(body => body.Value != form.Top)) ModelState.AddModelError("Form.Top", "请选择一个部门");
        if (!ModelState.IsValid) return this.Refused();
        await WatchSettings.Change(db, before => before with
        {
            AtHalf = form.AtHalf, Warnings = Points(days, hours), Ladder = ladder, Top = form.Top!,
            QuietFrom = from!.Value, QuietTo = to!.Value, DigestAt = digest!.Value, Urgent = [.. form.Urgent.Where(WatchSettings.Classes.ContainsKey)],
        }, actor.Id, form.Note!.Trim(), clock.Now);
        return this.Done("/reminders", "提醒规则已改，并记入制度簿；已有的时限会在几分钟内按新规则重排");
    }

    private IEnumerable<Rung> Rungs(RulesForm form)
    {
        foreach (var (level, field, text) in new[] { (WatchPlan.Head, "Form.Head", form.Head), (WatchPlan.Leader, "Form.Leader", form.Leader), (WatchPlan.Body, "Form.Body", form.Body) })
            if (!string.IsNullOrWhiteSpace(text))
                if (decimal.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours) && hours is >= 0 and <= MostHours) yield return new(level, (int)(hours * 60));
                else ModelState.AddModelError(field, $"请写 0 到 {MostHours} 之间的小时数，可以带小数；不用这一级就空着");
    }

    private int? Whole(string field, string? text, int most) => Whole(ModelState, field, text, most);

    /// <summary>A whole number; null where there is none, or, said at its field, where it is none.</summary>
    public static int? Whole(ModelStateDictionary state, string field, string? text, int most)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most) return number;
        state.AddModelError(field, $"请写 0 到 {most} 之间的整数；不用就空着");
        return null;
    }

    /// <summary>So many working days and hours ahead, as settings keep them.</summary>
    public static IReadOnlyList<string> Points(int? days, int? hours) => [.. days is > 0 ? (string[])[$"working-days {days}"] : [], .. hours is > 0 ? (string[])[$"working-hours {hours}"] : []];

    private TimeOnly? Time(string field, string? text)
    {
        if (IndexModel.Read(text) is { } time) return time;
        ModelState.AddModelError(field, "时间请写成 21:00 这样");
        return null;
    }

    private async Task Load()
    {
        var organisation = (await acting.Regime()).Organisation;
        Bodies = [.. organisation.Units.Where(unit => unit.Role is not null).DistinctBy(unit => unit.Role).Select(unit => new SelectListItem(unit.Name, unit.Role)),
            .. organisation.Units.All(unit => unit.Role != WatchPlan.Usual.Top) ? (SelectListItem[])[new($"{Words.Body(WatchPlan.Usual.Top)}（还没有设）", WatchPlan.Usual.Top)] : []];
    }
}
