using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.HandOvers;
using Shouwen.Web.Roster;
using Shouwen.Web.Ui;

namespace Shouwen.Web.People;

public sealed class HandOverForm
{
    public string? Reason { get; set; } = "other";
    public string? To { get; set; }
    public string? Note { get; set; }

    /// <summary>What goes, each as its kind and its id: <c>case:ID</c>, <c>duty:MATTER#NO</c>, <c>shift:ID</c>.</summary>
    public List<string> Things { get; set; } = [];
}

/// <summary>提出工作交接: everything a person holds, with whom each goes to; one press tells them all.</summary>
public sealed class HandOverModel(AppDb db, Actor actor, Acting acting, Clock clock) : PageModel
{
    private const int Most = 500;

    /// <summary>One thing that can go over. <paramref name="To"/> is whom it was given to in a press that was not taken.</summary>
    public sealed record Line(string Thing, string Text, string About, string? To, bool Offered)
    {
        /// <summary>Whether it is to be done while he is away, and so is ticked unless somebody unticks it.</summary>
        public bool Meanwhile { get; init; }
    }

    public HandOverForm Form { get; private set; } = new();
    public Person Person { get; private set; } = null!;
    public Clock Clock => clock;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Offer People { get; private set; } = new([]);

    /// <summary>Whom single things may go to beside the one chosen for all: those of the same unit.</summary>
    public IReadOnlyList<SelectListItem> Near { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Reasons { get; } = [.. HandOverRows.Reasons.Where(reason => reason.Key != "back").Select(reason => new SelectListItem(reason.Value, reason.Key))];

    public async Task<IActionResult> OnGet(string id, string? reason, string? to)
    {
        if (await Load(id, null) is { } refused) return refused;
        Form = new HandOverForm { Reason = reason is not null && HandOverRows.Reasons.ContainsKey(reason) ? reason : "other", To = to ?? await Proposed(id), Things = [.. Lines.Where(line => !line.Offered && line.Meanwhile).Select(line => line.Thing)] };
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, HandOverForm form)
    {
        var typed = await Request.ReadFormAsync();
        Form = form;
        if (await Load(id, typed) is { } refused) return refused;
        var chosen = Lines.Where(line => form.Things.Contains(line.Thing) && !line.Offered).ToList();
        if (chosen.Count == 0) return this.Refused("", "请至少勾选一件");
        if (chosen.Exists(line => string.IsNullOrEmpty(line.To) && string.IsNullOrEmpty(form.To))) return this.Refused("Form.To", "请选择接替的人");
        if (form.To is { Length: > 0 } to && (to == id || (await acting.Regime()).Organisation.Person(to) is not { Active: true })) return this.Refused("Form.To", "请选择接替的人");
        if (chosen.Exists(line => line.To is { Length: > 0 } other && Near.All(person => person.Value != other))) return this.Refused("", "有一件的接替人不在本部门，请重新选择");
        var with = new Dictionary<string, object?>
        {
            ["from"] = id, ["reason"] = form.Reason, ["text"] = form.Note?.Trim(),
            ["items"] = chosen.Select(line => new { what = line.Thing.Split(':', 2)[0], id = line.Thing.Split(':', 2)[1], text = line.Text, to = string.IsNullOrEmpty(line.To) ? form.To : line.To }).ToList(),
        };
        // An administrator does it in the platform's name, recorded as entered by him.
        var byHim = actor.Id == id || (await acting.Regime()).Organisation.SuperiorOf(id) == actor.Id;
        if (!byHim) with["entered-by"] = actor.Id;
        return await acting.Begin("hand-over", DeskHandOver.Key, "open-hand-over", byHim ? actor.Id : Act.System, Fields.Of(with.Where(pair => pair.Value is not null).ToDictionary())) switch
        {
            Outcome.Done done => this.Done($"/hand-overs/{HandOverRows.Number(done.Matter.Key)}", $"已提出交接 {chosen.Count} 项，已通知接替的人；逐项接收之前仍由{(actor.Id == id ? "您" : Person.DisplayName)}负责"),
            Outcome.Refused refusal => Said(refusal.Refusals),
            _ => throw new InvalidOperationException("A list is made or refused."),
        };
    }

    private IActionResult Said(IReadOnlyList<Shouwen.Cases.Refusal> refusals)
    {
        foreach (var refusal in refusals) ModelState.AddModelError(refusal.Fields is ["to"] ? "Form.To" : "", refusal.Sentence);
        return this.Refused();
    }

    /// <summary>Whoever stands in for him, now or next; else whoever has the shift after his.</summary>
    private async Task<string?> Proposed(string id)
    {
        if (await db.Absences.Where(absence => absence.PersonId == id && absence.To > clock.Now && absence.SubstituteId != null).OrderBy(absence => absence.From).Select(absence => absence.SubstituteId).FirstOrDefaultAsync() is { } substitute) return substitute;
        var shift = await db.RosterShifts.Where(one => one.PersonId == id && one.From <= clock.Now && one.To > clock.Now).OrderByDescending(one => one.From).FirstOrDefaultAsync();
        return shift is null ? null : await db.RosterShifts.Where(one => one.Channel == shift.Channel && one.From >= shift.To && one.PersonId != id).OrderBy(one => one.From).Select(one => one.PersonId).FirstOrDefaultAsync();
    }

    private async Task<IActionResult?> Load(string id, IFormCollection? typed)
    {
        if (await db.People.AsNoTracking().Include(person => person.Unit).SingleOrDefaultAsync(person => person.Id == id && person.Active) is not { } person) return NotFound();
        var regime = await acting.Regime();
        if (!actor.Administers && actor.Id != id && regime.Organisation.SuperiorOf(id) != actor.Id) return Forbid();
        Person = person;
        var held = await Desks.Held(db, id).AsNoTracking().OrderBy(row => row.Key).Take(Most).ToListAsync();
        await Web.Cases.Discretion.Apply(db, actor.Id, regime, acting.Now, held);
        var shifts = await Desks.Shifts(db, id, clock.Now).AsNoTracking().OrderBy(shift => shift.From).Take(60).ToListAsync();
        var offered = (await db.HandOvers.Where(list => list.FromId == id && list.Waiting + list.Declined > 0).Join(db.HandOverItems.Where(item => item.State == "offered"), list => list.Id, item => item.HandOverId, (list, item) => item.What + ":" + item.ThingId).ToListAsync()).ToHashSet();
        var back = await db.Absences.Where(absence => absence.PersonId == id && absence.To > clock.Now).OrderBy(absence => absence.From).Select(absence => (DateTimeOffset?)absence.To).FirstOrDefaultAsync();
        var owes = await Owed(id, regime);
        Line Of(string thing, string text, string about, bool meanwhile = true) => new(thing, text, about, typed?[$"to-{thing}"], offered.Contains(thing)) { Meanwhile = meanwhile };
        Lines =
        [
            .. held.Select(row => Of($"{DeskItem.Case}:{row.Id}", $"{row.Number} {Web.Cases.Notices.Short(row.Content)}",
                $"{(row.FirstContactId == id ? "首问" : row.HandlerId == id ? "办理" : "协助")} · {Shouwen.Cases.Words.Value("status", row.Status)}{(row.NextDue is { } due ? $" · {clock.Say(due)} 前{(row.NextProvisional ? "（暂定）" : "")}" : "")}")),
            .. (await Desks.Projects(db, id).AsNoTracking().OrderBy(row => row.Key).Take(Most).ToListAsync()).Select(row => Of($"{DeskItem.Project}:{MatterKey.Parse(row.Matter).Id}", $"项目 {row.Number} {Web.Cases.Notices.Short(row.Name)}", By(row.NextDue))),
            .. owes.Select(one => Of($"{DeskItem.Duty}:{one.Owed.Thing}", one.Text, one.About, back is null || one.Owed.Duty.Due <= back)),
            .. (await Desks.Orders(db, id).AsNoTracking().OrderBy(row => row.Key).Take(Most).ToListAsync()).Select(row => Of($"{DeskItem.Order}:{row.Id}", $"督办单 {row.Written} {Web.Cases.Notices.Short(row.Text)}", $"督办{regime.Organisation.Unit(row.UnitId)?.Name}{By(row.Due)}")),
            .. shifts.Select(shift => Of($"{DeskItem.Shift}:{shift.Id}", $"值班 {Channels.Say(shift.Channel)}", clock.Say(shift.From, shift.To), meanwhile: false)),
        ];
        string By(DateTimeOffset? due) => due is { } end ? $" · {clock.Say(end)} 前" : "";
        var pickings = await Pickings.Load(acting, actor);
        People = pickings.People.Without(id);
        var near = await db.People.Where(other => other.Active && other.UnitId == person.UnitId && other.Id != id).OrderBy(other => other.Id).Take(40).Select(other => other.Id).ToListAsync();
        Near = [.. near.Select(other => new SelectListItem(pickings.Name(other), other))];
        return null;
    }

    /// <summary>What he bears by name, in words: of a case only its number, for the list outlives who may read it.</summary>
    private async Task<IReadOnlyList<(Desks.Owed Owed, string Text, string About)>> Owed(string id, Shouwen.Judging.Regime regime)
    {
        var owed = await Desks.Owes(db, acting, id, Most);
        var cases = owed.Select(one => one.Row.CaseId).OfType<string>().Distinct().ToList();
        var numbers = await db.Cases.Where(row => cases.Contains(row.Id)).Select(row => new { row.Id, row.Number }).ToDictionaryAsync(row => row.Id, row => row.Number);
        return [.. owed.Select(one => (one, Text(one.Row), About(one)))];

        string Text(DutyRow row) => $"{(row.CaseId is { } about ? numbers[about] + " " : row.Matter.StartsWith("finding:", StringComparison.Ordinal) ? "问责 " : "")}{row.Text ?? Words.Duty(row.Name)}{(Standing.StandingLine.SayPeriod(row.Period) is { } period ? $"（{period}）" : "")}";
        string About(Desks.Owed one) => string.Join(" · ", ((string?[])[
            one.Duty.Creditor is { IsPerson: true } asks && Applying.Decides(one.Duty.Name) is not null ? $"{regime.Organisation.Person(asks.Id)?.Name}申请" : one.Row.Matter == Acting.Standing.ToString() ? "常设责任" : null,
            one.Row.State == "breached" ? "已逾期" : one.Duty.Due is { } due ? $"{clock.Say(due)} 前" : null]).OfType<string>());
    }
}
