using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>What there is to say about a text while it is typed, beside it: banned words with their clause, and whether it tells the customer anything. It warns; what refuses is the rule itself.</summary>
[ResponseCache(NoStore = true)]
public sealed class CheckModel(AppDb db, Actor actor, Acting acting) : PageModel
{
    public IReadOnlyList<(string Phrase, ClauseChip? Clause)> Banned { get; private set; } = [];
    public ReplyCheck? Reply { get; private set; }

    /// <summary>A result or an answer, of which the five things may be asked; of news on the way only that it is not empty.</summary>
    public bool ToCustomer { get; private set; }

    public async Task<IActionResult> OnPost(string number, string act, string field)
    {
        if (ActForms.Of(act) is null) return BadRequest();
        if (await Dossier.Load(db, actor, acting, number) is not { } dossier) return NotFound();
        var text = (await Request.ReadFormAsync())[field].ToString();
        Banned = [.. Gates.Banned(dossier.Scene, act, actor.Id, Fields.Of(new Dictionary<string, string> { [field] = text })).Select(hit => (hit.Phrase, dossier.Clause(hit.Pack.Id, hit.Rule.Clause)))];
        if (field == ReplyCheck.FieldOf(act)) Reply = ReplyCheck.Of(text);
        ToCustomer = act is "answer" or "inform" or "resolve";
        return Page();
    }
}
