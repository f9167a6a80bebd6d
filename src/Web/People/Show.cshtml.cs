using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.People;

public sealed class AbsenceForm
{
    [Required(ErrorMessage = "请填写开始时间")]
    public DateTime? From { get; set; }

    [Required(ErrorMessage = "请填写结束时间")]
    public DateTime? To { get; set; }

    [Required(ErrorMessage = "请选择事由")]
    public string? Reason { get; set; }

    public string? SubstituteId { get; set; }
}

public sealed class ShowModel(AppDb db, Actor actor, Acting acting, Clock clock) : PageModel
{
    public sealed record AppointmentLine(string Role, string Unit, DateTimeOffset From, DateTimeOffset? Until);

    public sealed record AbsenceLine(long Id, DateTimeOffset From, DateTimeOffset To, string Reason, string? Substitute);

    public Person Person { get; private set; } = null!;
    public string? Superior { get; private set; }
    public AbsenceForm Form { get; private set; } = new();
    public IReadOnlyList<AppointmentLine> Appointments { get; private set; } = [];
    public IReadOnlyList<AbsenceLine> Absences { get; private set; } = [];
    public Offer People { get; private set; } = new([]);
    public Clock Clock => clock;

    /// <summary>What would stay behind in an absence that is coming or has begun: everything in hand that nobody has been offered.</summary>
    public int StaysBehind { get; private set; }
    public bool MayEdit => actor.Administers;
    public bool MayHandOver => actor.Id == Person.Id || actor.Administers || actor.Is(Roles.UnitHead, Person.UnitId);
    public bool MayRecordAbsence => PersonRows.MayRecordAbsence(actor, Person);
    public bool SeesPersonal => actor.Id == Person.Id || actor.Administers || actor.Is(Roles.Supervision);

    public async Task<IActionResult> OnGet(string id) => await Load(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAbsence(string id, AbsenceForm form)
    {
        Form = form;
        if (!await Load(id)) return NotFound();
        if (!MayRecordAbsence) return Forbid();
        if (form.To <= form.From) ModelState.AddModelError("Form.To", "结束须在开始之后");
        if (form.SubstituteId == id) ModelState.AddModelError("Form.SubstituteId", "代班人须是别人");
        else if (form.SubstituteId is not null && !await db.People.AnyAsync(p => p.Id == form.SubstituteId && p.Active))
            ModelState.AddModelError("Form.SubstituteId", "代班人须是在职的人");
        if (form.Reason is not null && !AbsenceReasons.Names.ContainsKey(form.Reason)) ModelState.AddModelError("Form.Reason", "没有这种事由");
        if (!ModelState.IsValid) return this.Refused();

        var (from, to) = (clock.Moment(form.From!.Value), clock.Moment(form.To!.Value));
        if (await db.Absences.AnyAsync(a => a.PersonId == id && a.From < to && a.To > from))
            return this.Refused("Form.From", "这段时间已经登记过离岗，请先撤销原来的");
        if (from <= clock.Now && to > clock.Now)
        {
            if (await acting.Do(Acting.Standing, null, "whereabouts", actor.Id, Fields.Of(new { person = id, status = form.Reason, until = to, substitute = form.SubstituteId })) is Outcome.Refused refused)
                return this.Refused("Form.From", string.Join(' ', refused.Refusals.Select(one => one.Sentence)));
        }
        else
        {
            db.Absences.Add(new Absence { PersonId = id, From = from, To = to, Reason = form.Reason!, SubstituteId = form.SubstituteId, Returned = to <= clock.Now });
            await db.SaveChangesAsync();
        }
        return this.Done($"/people/{id}", $"已登记{Person.DisplayName}离岗：{clock.Say(from, to)}");
    }

    public async Task<IActionResult> OnPostRemoveAbsence(string id, long absence)
    {
        if (!await Load(id)) return NotFound();
        if (!MayRecordAbsence) return Forbid();
        if (await db.Absences.SingleOrDefaultAsync(a => a.Id == absence && a.PersonId == id) is not { } row) return NotFound();
        if (row.From <= clock.Now && row.To > clock.Now)
        {
            await acting.Do(Acting.Standing, null, "whereabouts", actor.Id, Fields.Of(new { person = id, status = "at-post" }));
            return this.Done($"/people/{id}", $"{Person.DisplayName}已回到岗位，等他的诉求已经知道");
        }
        db.Absences.Remove(row);
        await db.SaveChangesAsync();
        return this.Done($"/people/{id}", "离岗登记已撤销");
    }

    private async Task<int> Behind(string id)
    {
        var offered = await db.HandOverItems.Where(item => item.State == "offered" && db.HandOvers.Any(list => list.Id == item.HandOverId && list.FromId == id)).Select(item => item.ThingId).ToListAsync();
        return (await Desks.Things(db, acting, id, 200)).Except(offered).Count();
    }

    private async Task<bool> Load(string id)
    {
        var person = await db.People.VisibleTo(actor).AsNoTracking().Include(p => p.Unit).SingleOrDefaultAsync(p => p.Id == id);
        if (person is null) return false;
        Person = Discretion.Numbers(db, actor, await acting.Regime(), clock.Now, [person]).Single();
        Superior = await db.People.Where(p => p.Id == person.SuperiorId).Select(p => p.DisplayName).SingleOrDefaultAsync();
        Appointments = await db.Appointments.Where(a => a.PersonId == id).OrderBy(a => a.Until != null).ThenByDescending(a => a.From)
            .Join(db.Units, a => a.UnitId, u => u.Id, (a, u) => new AppointmentLine(a.Role, u.Name, a.From, a.Until)).ToListAsync();
        Absences = await db.Absences.Where(a => a.PersonId == id && a.To > clock.Now).OrderBy(a => a.From)
            .Select(a => new AbsenceLine(a.Id, a.From, a.To, a.Reason, db.People.Where(p => p.Id == a.SubstituteId).Select(p => p.DisplayName).FirstOrDefault()))
            .ToListAsync();
        People = (await Pickings.Load(acting, actor)).People.Without(id);
        if (Absences.Count > 0 && MayHandOver) StaysBehind = await Behind(id);
        return true;
    }
}
