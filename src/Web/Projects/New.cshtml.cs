using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Projects;

/// <summary>Writes a lead down: whoever does answers for the project from then on.</summary>
public sealed class NewModel(AppDb db, Actor actor, Acting acting) : PageModel
{
    public LeadForm Form { get; private set; } = new();
    public IReadOnlyList<SelectListItem> Sources { get; private set; } = [];

    public Task OnGet() => Load();

    public async Task<IActionResult> OnPost(LeadForm form)
    {
        Form = form;
        await Load();
        if (form.FlowProblem is { } problem) ModelState.AddModelError("Form.Flow", problem);
        if (form.Source is { Length: > 0 } source && Sources.All(one => one.Value != source)) ModelState.AddModelError("Form.Source", "没有这个来源，请重新选择");
        if (!ModelState.IsValid) return this.Refused();
        switch (await acting.Lead(actor.Id, form.Fields()))
        {
            case Outcome.Refused refused:
                foreach (var refusal in refused.Refusals) ModelState.AddModelError("", refusal.Sentence);
                return this.Refused();
            case Outcome.Done done:
                var name = done.Matter.Key.ToString();
                var number = await db.Projects.Where(row => row.Matter == name).Select(row => row.Number).SingleAsync();
                return this.Done($"/projects/{number}", "已登录，由您全程负责。请在期限内与用户建立联系。");
            default: throw new InvalidOperationException("A lead is taken or refused.");
        }
    }

    private async Task Load() => Sources = [.. ProjectLine.Sources(await acting.Regime()).Select(one => new SelectListItem(one.Says, one.Word))];
}
