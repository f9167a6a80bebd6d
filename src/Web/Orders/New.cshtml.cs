using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Orders;

public sealed class OrderForm
{
    [Required(ErrorMessage = "请选择督办哪个部门")]
    public string? Unit { get; set; }

    public string? Grade { get; set; } = "ordinary";

    [Required(ErrorMessage = "请写明督办事项和要求"), StringLength(2000, ErrorMessage = "最多 2000 个字")]
    public string? Text { get; set; }

    [StringLength(200, ErrorMessage = "最多 200 个字")]
    public string? Basis { get; set; }

    public string? Until { get; set; }

    /// <summary>Numbers of the cases it is about, with anything between them.</summary>
    [StringLength(400, ErrorMessage = "一次最多写二十来件")]
    public string? Cases { get; set; }
}

/// <summary>Issues an order: about the cases it names, or about a standing matter of the unit.</summary>
public sealed class NewModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public OrderForm Form { get; private set; } = new();
    public Offer Units { get; private set; } = new([]);

    /// <summary>Whether the person's office lets him order some unit; who may supervise a case comes here from the case.</summary>
    public static bool Opens(Regime regime, string person, DateTimeOffset now)
    {
        var scene = new Scene(regime, new Matter(OrderRows.KeyOf("")), new Done(0, "issue-order", person, now, Fields.None, 1), now);
        return regime.Organisation.Units.Any(unit => Ordering.HasOffice(scene, unit.Id));
    }

    public async Task<IActionResult> OnGet(string? @case, string? unit)
    {
        await Load();
        Form = new() { Cases = @case, Unit = unit };
        return Page();
    }

    public async Task<IActionResult> OnPost(OrderForm form)
    {
        Form = form;
        await Load();
        var numbers = (form.Cases ?? "").Split([' ', ',', '，', '、', ';', '；', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        var regime = await acting.Regime();
        var known = await db.Cases.VisibleTo(actor, db, actor.Led(regime.Organisation)).Where(row => numbers.Contains(row.Number)).Select(row => new { row.Id, row.Number }).ToListAsync();
        foreach (var missing in numbers.Except(known.Select(row => row.Number))) ModelState.AddModelError("Form.Cases", $"没有诉求“{missing}”，请核对编号");
        if (form.Unit is not null && regime.Organisation.Unit(form.Unit) is null) ModelState.AddModelError("Form.Unit", "没有这个部门，请重新选择");
        if (!ModelState.IsValid) return this.Refused();
        var with = new Dictionary<string, object?> { ["unit"] = form.Unit, ["grade"] = form.Grade, ["text"] = form.Text!.Trim(), ["basis"] = form.Basis?.Trim(), ["until"] = form.Until, ["cases"] = known.Select(row => row.Id).ToArray() };
        switch (await acting.Issue(actor.Id, Fields.Of(with)))
        {
            case Outcome.Refused refused:
                foreach (var refusal in refused.Refusals) ModelState.AddModelError(refusal.Fields is [var field, ..] && Places.TryGetValue(field, out var place) ? place : "", refusal.Sentence);
                return this.Refused();
            case Outcome.Done done:
                var row = await db.Orders.AsNoTracking().SingleAsync(one => one.Id == done.Matter.Key.Id);
                return this.Done($"/orders/{row.Number}", $"已下达 {row.Written}，{regime.Organisation.Unit(row.UnitId)?.Name}会收到通知，并须在{(row.Due is { } due ? clock.Say(due) : "限期")} 前回复。");
            default:
                throw new InvalidOperationException("An order is issued or refused.");
        }
    }

    private static readonly Dictionary<string, string> Places = new() { ["unit"] = "Form.Unit", ["grade"] = "Form.Grade", ["text"] = "Form.Text", ["until"] = "Form.Until", ["cases"] = "Form.Cases" };

    private async Task Load() => Units = (await Pickings.Load(acting, actor)).Units;
}
