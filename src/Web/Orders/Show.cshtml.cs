using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Orders;

public sealed class OrderActForm
{
    [StringLength(2000, ErrorMessage = "最多 2000 个字")]
    public string? Text { get; set; }

    [StringLength(1000, ErrorMessage = "最多 1000 个字")]
    public string? Reason { get; set; }

    public string? Until { get; set; }
}

/// <summary>One order: what it asks, what became of it, and what this person may do about it. Also on paper.</summary>
public sealed class ShowModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    /// <summary>What can be done to an order, with the fields each takes.</summary>
    public sealed record Offer(string Act, string Button, string? Text, string? Reason, bool Until);

    private static readonly Offer[] Every =
    [
        new("answer-order", "回复", "办理情况和结果", null, false), new("close-order", "同意办结", null, null, false), new("return-order", "退回再办", null, "哪里不满意", true),
        new("step-up-order", "升级督办", null, "升级的原因", true), new("cancel-order", "撤销", null, "撤销的原因", false),
    ];

    public OrderRow Row { get; private set; } = null!;
    public OrderLine Line { get; private set; } = null!;
    public Matter Order { get; private set; } = null!;
    public IReadOnlyList<StoryLine> Story { get; private set; } = [];
    public IReadOnlyList<Offer> Offers { get; private set; } = [];
    public IReadOnlyList<CaseLine> Cases { get; private set; } = [];
    /// <summary>Who issued it, where another has taken it over since.</summary>
    public string? IssuedBy { get; private set; }
    public int Unseen { get; private set; }
    public OrderActForm Form { get; private set; } = new();
    public string? Tried { get; private set; }
    public bool OnPaper { get; private set; }
    public Clock Clock => clock;
    public string? Answer => Order.Last("answer-order")?.With.Text("text");

    /// <summary>On paper a date carries its year.</summary>
    public string Full(DateTimeOffset moment) => clock.Local(moment).ToString("yyyy年M月d日 HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGet(string number, [FromQuery] bool paper)
    {
        OnPaper = paper;
        return await Load(number) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAct(string number, string act, int version, OrderActForm form)
    {
        if (!await Load(number)) return NotFound();
        (Form, Tried) = (form, act);
        if (Every.All(one => one.Act != act)) return BadRequest();
        if (!ModelState.IsValid) return this.Refused();
        var with = new Dictionary<string, string?> { ["text"] = form.Text?.Trim(), ["reason"] = form.Reason?.Trim(), ["until"] = form.Until }.Where(one => !string.IsNullOrWhiteSpace(one.Value)).ToDictionary();
        switch (await acting.Do(Order.Key, version, act, actor.Id, Fields.Of(with)))
        {
            case Outcome.Refused refused:
                foreach (var refusal in refused.Refusals) ModelState.AddModelError("", refusal.Sentence);
                return this.Refused();
            case Outcome.Stale:
                ModelState.AddModelError("", "您打开之后，别人已经办理过这张督办单，请看过下面的经过再办。");
                return this.Refused();
            default:
                return this.Done($"/orders/{number}", $"{Words.Act(act)}：已记录。");
        }
    }

    private async Task<bool> Load(string number)
    {
        var regime = await acting.Regime();
        if (await db.Orders.AsNoTracking().VisibleTo(actor, actor.Led(regime.Organisation)).SingleOrDefaultAsync(one => one.Number == number) is not { } row) return false;
        var history = await acting.History(OrderRows.KeyOf(row.Id));
        (Row, Line, Order) = (row, OrderLine.Of(row, regime, clock), Matter.Replay(OrderRows.KeyOf(row.Id), history));
        Story = new Story(regime.Calendar, party => party.IsPerson ? regime.Organisation.Person(party.Id)?.Name ?? party.Id : regime.Organisation.Unit(party.Id)?.Name ?? party.Id, id => id).Of(Order.Key, history);
        IssuedBy = Order.Acts[0].By is var by && by != row.IssuerId ? regime.Organisation.Person(by)?.Name ?? by : null;
        Offers = [.. Every.Where(one => ActBarred.By(Deciding.Do(regime, Order, new Act(one.Act, actor.Id, acting.Now, Fields.None), [])) is null)];
        var rows = await db.Cases.VisibleTo(actor, db, actor.Led(regime.Organisation)).AsNoTracking().Where(one => db.OrderCases.Any(about => about.OrderId == row.Id && about.CaseId == one.Id)).OrderBy(one => one.Key).ToListAsync();
        await Discretion.Apply(db, actor.Id, regime, clock.Now, rows);
        Cases = [.. rows.Select(one => CaseLine.Of(one, regime, clock))];
        Unseen = await db.OrderCases.CountAsync(about => about.OrderId == row.Id) - rows.Count;
        return true;
    }
}
