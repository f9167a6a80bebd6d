using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Cases;
using Shouwen.Web.Cases;
using Shouwen.Web.Setup;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Portal;

/// <summary>A customer asks without an account; the platform places the first contact.</summary>
[AllowAnonymous, RequestSizeLimit(60 * 1024 * 1024)]
public sealed class IndexModel(Acting acting, Files files, Tries tries, Ticket ticket, Installed installed) : PageModel
{
    public AskForm Form { get; private set; } = new();
    public string Organisation => installed.Organisation!.Name;

    public async Task<IActionResult> OnPost(AskForm form)
    {
        Form = form;
        await form.Check(ModelState);
        if (!ModelState.IsValid) return this.Refused();
        if (!await tries.MayAsk(HttpContext))
        {
            ModelState.AddModelError("", "这里刚刚登记过好几件，请过十分钟再试；着急的事请打电话");
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }
        switch (await acting.Register(Act.System, form.ToFields()))
        {
            case Outcome.Done { Row: { } row }:
                await acting.Attach(Acting.Case(row.Id), Act.Customer, await files.Keep(form.Files));
                ticket.Give(HttpContext, row.Number, row.Id);
                TempData["code"] = row.Code;
                return Redirect(Ticket.PathOf(row.Number));
            case Outcome.Refused refused:
                foreach (var refusal in refused.Refusals) ModelState.AddModelError(AskForm.PlaceOf(refusal), refusal.Sentence);
                return this.Refused();
            case var other:
                throw new InvalidOperationException($"A registration ends done or refused, not {other}.");
        }
    }
}
