using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Standing;

public sealed class ContactForm
{
    public string? Unit { get; set; }
    public string? Ok { get; set; }
    public string? Text { get; set; }
}

/// <summary>联络核查: whom each unit can be reached by, when that was tried last, and with what result; trying again.</summary>
public sealed class ContactsModel(Actor actor, Clock clock, Acting acting) : PageModel
{
    public sealed record Line(string Unit, string Name, string? Contact, string? Phone, string? Checked, bool? Reached, string? By, string? Said, string? RestoreBy, bool MayCheck)
    {
        public string Tone => Reached switch { true => "green", false => "red", _ => "grey" };
        public string Icon => Reached switch { true => "circle-check", false => "alert-triangle", _ => "hourglass" };
        public string State => Reached switch { true => "联系得上", false => "联系不上", _ => "没有核查过" };
    }

    private const int Size = 50;

    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public ContactForm Form { get; private set; } = new();

    /// <summary>The last unit of the page before; the one behind which there are more.</summary>
    public string? After { get; private set; }
    public string? More { get; private set; }

    public Task OnGet(string? after) => Load(after);

    public async Task<IActionResult> OnPost(ContactForm form, string? after)
    {
        Form = form;
        if (string.IsNullOrWhiteSpace(form.Text)) ModelState.AddModelError("", "请写明拨的号码、谁接的");
        if (form.Ok is not ("true" or "false")) ModelState.AddModelError("", "请选择联系上了没有");
        if (ModelState.IsValid && await acting.Do(Acting.Standing, null, "check-contact", actor.Id, Shouwen.Fields.Of(new { unit = form.Unit, ok = form.Ok == "true", text = form.Text?.Trim() })) is Outcome.Refused refused)
            foreach (var refusal in refused.Refusals) ModelState.AddModelError("", refusal.Sentence);
        await Load(after);
        return ModelState.IsValid ? this.Done(After is null ? "/standing/contacts" : $"/standing/contacts?after={Uri.EscapeDataString(After)}", form.Ok == "true" ? "已记录：联系得上。" : "已记录：联系不上。该部门已收到通知，要限期恢复畅通。") : this.Refused();
    }

    private async Task Load(string? after)
    {
        After = string.IsNullOrEmpty(after) ? null : after;
        var regime = await acting.Regime();
        var own = await acting.Load(Acting.Standing) ?? new Matter(Acting.Standing);
        var checks = own.ActsNamed("check-contact").GroupBy(done => done.With.Text("unit") ?? "").ToDictionary(group => group.Key, group => group.Last());
        List<Unit> units = [.. regime.Organisation.Units.OrderBy(unit => unit.Id, StringComparer.Ordinal).Where(unit => After is null || string.CompareOrdinal(unit.Id, After) > 0).Take(Size + 1)];
        More = units.Count > Size ? $"/standing/contacts?after={Uri.EscapeDataString(units[Size - 1].Id)}" : null;
        Lines = [.. units.Take(Size).Select(unit =>
        {
            var contact = regime.Organisation.Person(unit.Contact ?? unit.Liaison ?? unit.Head);
            var done = checks.GetValueOrDefault(unit.Id);
            var restore = own.Duties.FindLast(duty => duty.Stands && duty is { Pack: House.Id, Rule: "restore-contact" } && duty.Segment == unit.Id);
            var may = Deciding.Do(regime, own, new Act("check-contact", actor.Id, acting.Now, Shouwen.Fields.Of(new { unit = unit.Id, ok = true })), []) is Decision.Accepted;
            return new Line(unit.Id, unit.Name, contact?.Name, contact?.Phone, done is null ? null : clock.Say(done.At), done?.With.IsTrue("ok"), done is null ? null : regime.Organisation.Person(done.By)?.Name ?? done.By, done?.With.Text("text"),
                restore?.Due is { } due ? clock.Say(due) : null, may);
        })];
    }
}
