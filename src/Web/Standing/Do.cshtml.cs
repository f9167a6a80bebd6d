using Microsoft.AspNetCore.Mvc;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;

namespace Shouwen.Web.Standing;

/// <summary>Records a meeting, a training, a check or a report that no duty asks for just now; where one does, it counts for it.</summary>
[RequestSizeLimit(Web.Cases.ShowModel.LargestPost), RequestFormLimits(MultipartBodyLengthLimit = Web.Cases.ShowModel.LargestPost)]
public sealed class DoModel(Actor actor, Acting acting) : Doing(actor, acting)
{
    private readonly Actor _actor = actor;
    private readonly Acting _acting = acting;

    public StandingOffer Offer { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string act) => await Load(act) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string act, [FromServices] Files store)
    {
        if (!await Load(act)) return NotFound();
        return await Do(Offer, store, "/standing", own => Shouwen.Duties.Measures.Of(own.Acts[^1].With).Count is > 0 and var measures ? $"定下的 {measures} 项措施已交给各人落实。" : "");
    }

    private async Task<bool> Load(string act)
    {
        if (!StandingForms.Free.Contains(act)) return false;
        var own = await _acting.Load(Acting.Standing) ?? new Matter(Acting.Standing);
        var regime = (await _acting.Regime()).For(own);
        Choices = await ActChoices.Of(_acting, regime, own, _acting.Now, _actor);
        if (StandingAct.Offer(regime, own, act, Fields.None, _actor.Id, _acting.Now) is not { } offer) return false;
        Offer = offer;
        return true;
    }
}
