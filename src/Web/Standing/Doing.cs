using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Standing;

/// <summary>A page that does what a duty of the organisation's own asks: the form, what was typed, its files.</summary>
public abstract class Doing(Actor actor, Acting acting) : PageModel
{
    public ActTried? Tried { get; private set; }
    public ActChoices Choices { get; protected set; } = null!;

    /// <summary>Does the act, puts its files to it and says so; else the page again with what was typed.</summary>
    protected async Task<IActionResult> Do(StandingOffer offer, Files store, string to, Func<Matter, string> said)
    {
        var typed = await Request.ReadFormAsync();
        if (offer.Barred is { } barred) return Again(offer, typed, [barred]);
        if (StandingAct.Missing(offer, typed) is { Count: > 0 } missing) return Again(offer, typed, missing);
        if (await Files.Refused(typed.Files) is { Count: > 0 } bad) return Again(offer, typed, bad);
        switch (await acting.Do(Acting.Standing, null, offer.Form.Act, actor.Id, StandingAct.Read(offer, typed)))
        {
            case Outcome.Refused refused: return Again(offer, typed, refused.Refusals);
            case Outcome.Done done:
                await acting.Attach(Acting.Standing, actor.Id, await store.Keep(typed.Files));
                return this.Done(to, $"{offer.Form.Word}：已记录。{said(done.Matter)}");
            default: throw new InvalidOperationException("An act without a version is done or refused.");
        }
    }

    private IActionResult Again(StandingOffer offer, IFormCollection typed, IReadOnlyList<Refusal> refusals)
    {
        Tried = new(offer.Form.Act, typed, refusals, []);
        return this.Refused();
    }
}
