using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Roster;

public sealed class ShiftForm
{
    [Required(ErrorMessage = "请选择渠道")]
    public string? Channel { get; set; }

    [Required(ErrorMessage = "请选择值班人")]
    public string? PersonId { get; set; }

    [Required(ErrorMessage = "请填写日期")]
    public DateOnly? Day { get; set; }

    [Required(ErrorMessage = "请填写开始时间")]
    public TimeOnly? From { get; set; }

    [Required(ErrorMessage = "请填写结束时间")]
    public TimeOnly? To { get; set; }
}

public sealed class IndexModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    /// <summary>A shift as the wall clock shows it.</summary>
    public sealed record Line(long Id, string Channel, string Person, DateTimeOffset From, DateTimeOffset To, bool Away);

    private IReadOnlyList<Line> lines = [];

    public ShiftForm Form { get; private set; } = new();
    public DateOnly Week { get; private set; }
    public DateOnly Today => clock.Today;
    public bool MayEdit => actor.Administers || actor.Is(Roles.UnitHead) || actor.Is(Roles.CustomerService);
    public IReadOnlyList<string> Channels { get; private set; } = [];
    public Offer People { get; private set; } = new([]);
    public IReadOnlyList<SelectListItem> ChannelChoices { get; } = [.. Roster.Channels.Rostered.Select(c => new SelectListItem(Roster.Channels.Say(c), c))];

    public IReadOnlyList<Line> On(string channel, DateOnly day) =>
        [.. lines.Where(l => l.Channel == channel && DateOnly.FromDateTime(l.From.DateTime) == day)];

    public async Task OnGet(DateOnly? week)
    {
        await Load(week ?? clock.Today);
        Form = new ShiftForm { Day = week ?? clock.Today, From = new(8, 30), To = new(17, 30) };
    }

    public async Task<IActionResult> OnPost(ShiftForm form)
    {
        if (!MayEdit) return Forbid();
        Form = form;
        await Load(form.Day ?? clock.Today);
        if (form.Channel is not null && !Roster.Channels.Rostered.Contains(form.Channel)) ModelState.AddModelError("Form.Channel", "没有这个渠道");
        if (form.PersonId is not null && !await db.People.AnyAsync(p => p.Id == form.PersonId && p.Active)) ModelState.AddModelError("Form.PersonId", "须是在职的人");
        if (!ModelState.IsValid) return this.Refused();

        var day = form.Day!.Value;
        var from = clock.Moment(day.ToDateTime(form.From!.Value));
        var to = clock.Moment((form.To > form.From ? day : day.AddDays(1)).ToDateTime(form.To!.Value));
        if (await db.RosterShifts.AnyAsync(s => s.Channel == form.Channel && s.PersonId == form.PersonId && s.From < to && s.To > from))
            return this.Refused("Form.PersonId", "此人这段时间已在这个渠道值班");
        db.RosterShifts.Add(new RosterShift { Channel = form.Channel!, PersonId = form.PersonId!, From = from, To = to });
        await db.SaveChangesAsync();
        var name = People.Say(form.PersonId!);
        return this.Done($"/roster?week={day:yyyy-MM-dd}", $"已排{name}值{Roster.Channels.Say(form.Channel!)}：{clock.Say(from, to)}");
    }

    public async Task<IActionResult> OnPostRemove(long shift)
    {
        if (!MayEdit) return Forbid();
        if (await db.RosterShifts.SingleOrDefaultAsync(s => s.Id == shift) is not { } row) return NotFound();
        db.RosterShifts.Remove(row);
        await db.SaveChangesAsync();
        return this.Done($"/roster?week={DateOnly.FromDateTime(clock.Local(row.From).DateTime):yyyy-MM-dd}", "班次已撤销");
    }

    private async Task Load(DateOnly day)
    {
        // Weeks begin on Monday.
        Week = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        var (from, to) = (clock.StartOf(Week), clock.StartOf(Week.AddDays(7)));
        var rows = await db.RosterShifts.Where(s => s.From >= from && s.From < to).OrderBy(s => s.From).ThenBy(s => s.Id)
            .Join(db.People, s => s.PersonId, p => p.Id, (s, p) => new
            {
                Shift = s,
                p.DisplayName,
                Away = db.Absences.Any(a => a.PersonId == s.PersonId && a.From < s.To && a.To > s.From),
            }).ToListAsync();
        lines = [.. rows.Select(r => new Line(r.Shift.Id, r.Shift.Channel, r.DisplayName, clock.Local(r.Shift.From), clock.Local(r.Shift.To), r.Away))];
        Channels = [.. Roster.Channels.Names.Keys.Where(c => lines.Any(l => l.Channel == c))];
        People = (await Pickings.Load(acting, actor)).People;
    }
}
