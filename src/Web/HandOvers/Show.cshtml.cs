using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Orders;
using Shouwen.Web.People;
using Shouwen.Web.Projects;
using Shouwen.Web.Ui;

namespace Shouwen.Web.HandOvers;

/// <summary>One list: what goes to whom, what was accepted by whom when, what stays; each accepted by its taker, what nobody takes by the giver's superior.</summary>
public sealed class ShowModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public sealed record Line(HandOverItem Item, string To, string? SettledBy, string? Link, bool MayAccept, bool MayDecline, bool MayWithdraw);

    private Shouwen.Judging.Regime regime = null!;
    private List<HandOverItem> items = [];

    public HandOverRow Row { get; private set; } = null!;
    public string From { get; private set; } = "";
    public string FromUnit { get; private set; } = "";
    public string? By { get; private set; }
    public Clock Clock => clock;
    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>How many items wait for the one who looks; how many his being the superior lets him take on.</summary>
    public int Mine => Lines.Count(line => line.MayDecline);
    public int Left { get; private set; }
    public bool Superior { get; private set; }

    /// <summary>Accepted items of an absence that the taker, who looks, may give back.</summary>
    public int Back { get; private set; }
    public int? Typed { get; private set; }
    public string? TypedReason { get; private set; }

    public async Task<IActionResult> OnGet(int id) => await Load(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAccept(int id, int? item, bool rest)
    {
        if (!await Load(id)) return NotFound();
        var chosen = Lines.Where(line => rest ? Superior && line.Item.State is "offered" or "declined" : item is null ? line.MayDecline : line.Item.No == item).ToList();
        if (chosen.Count == 0) return this.Refused("", "没有可以接收的：已经接收，或移交人收回了。");
        foreach (var line in chosen)
            if (await Accept(line.Item) is Outcome.Refused refused) ModelState.AddModelError("", $"{line.Item.Text}：{refused.Refusals[0].Sentence}");
        if (!ModelState.IsValid)
        {
            await Load(id);
            return this.Refused();
        }
        return this.Done($"/hand-overs/{id}", $"已接收 {chosen.Count} 项，从现在起由您负责");
    }

    public async Task<IActionResult> OnPostDecline(int id, int item, string? reason)
    {
        if (!await Load(id)) return NotFound();
        (Typed, TypedReason) = (item, reason);
        return await Settle("decline-hand-over", item, reason) ?? this.Done($"/hand-overs/{id}", $"没有接收这一项，仍由{From}负责，已通知本人和上级");
    }

    public async Task<IActionResult> OnPostWithdraw(int id, int item)
    {
        if (!await Load(id)) return NotFound();
        return await Settle("withdraw-hand-over", item, null) ?? this.Done($"/hand-overs/{id}", "已收回，仍由移交人负责");
    }

    /// <summary>Back after an absence: what the one who looks accepted and still holds is offered to whoever gave it.</summary>
    public async Task<IActionResult> OnPostBack(int id)
    {
        if (!await Load(id)) return NotFound();
        var mine = await Held(id);
        if (mine.Count == 0) return this.Refused("", "没有可以交回的：接收的诉求已经办结或不在您手上。");
        var with = Fields.Of(new { from = actor.Id, reason = "back", text = $"交接 {id} 号交回", items = mine.Select(item => new { what = item.What, id = item.ThingId, text = item.Text, to = Row.FromId }) });
        return await acting.Begin("hand-over", DeskHandOver.Key, "open-hand-over", actor.Id, with) switch
        {
            Outcome.Done done => this.Done($"/hand-overs/{HandOverRows.Number(done.Matter.Key)}", $"已把 {mine.Count} 项交回{From}，等本人逐项接收"),
            Outcome.Refused refused => this.Refused("", refused.Refusals[0].Sentence),
            _ => throw new InvalidOperationException("A list is made or refused."),
        };
    }

    private Task<Outcome> Accept(HandOverItem item)
    {
        var key = DeskHandOver.Key(item.HandOverId);
        var thing = Thing(item);
        var with = new Dictionary<string, object> { ["from"] = Row.FromId, ["hand-over"] = key.Id, ["item"] = item.No };
        if (thing.Matter is not { } matter) return acting.Do(key, null, "accept-hand-over", actor.Id, Fields.Of(new { item = item.No }));
        if (thing.DutyNo is { } no) with["duty"] = no;
        else if (thing.Act == "hand-over-desk") with["to"] = actor.Id;
        return acting.Do(matter, null, thing.Act!, actor.Id, Fields.Of(with));
    }

    private async Task<IActionResult?> Settle(string act, int item, string? reason)
    {
        var with = Fields.Of(new Dictionary<string, object?> { ["item"] = item, ["reason"] = reason?.Trim(), ["entered-by"] = actor.Administers ? actor.Id : null }.Where(pair => pair.Value is not null).ToDictionary());
        if (await acting.Do(DeskHandOver.Key(Row.Id), null, act, actor.Administers && act == "withdraw-hand-over" ? Act.System : actor.Id, with) is not Outcome.Refused refused) return null;
        return this.Refused("", refused.Refusals[0].Sentence);
    }

    private static DeskItem Thing(HandOverItem item) => new(item.No, item.What, item.ThingId, item.Text, item.ToId);

    private const int Most = 500;

    /// <summary>What the one who looks accepted during the absence, still has and has not offered back yet.</summary>
    private async Task<List<HandOverItem>> Held(int id)
    {
        if (Row.Reason != "away") return [];
        var mine = items.Where(item => item.State == "accepted" && item.SettledById == actor.Id && item.What != DeskItem.Shift).ToList();
        var ids = mine.Select(item => item.ThingId).ToList();
        var held = mine.Count == 0 ? [] : await Desks.Things(db, acting, actor.Id, Most);
        var given = await db.HandOverItems.Where(item => item.State == "offered" && ids.Contains(item.ThingId)).Select(item => item.ThingId).ToListAsync();
        return [.. mine.Where(item => held.Contains(item.ThingId) && !given.Contains(item.ThingId))];
    }

    private async Task<bool> Load(int id)
    {
        regime = await acting.Regime();
        var organisation = regime.Organisation;
        if (await IndexModel.VisibleTo(db, actor, actor.Led(organisation)).SingleOrDefaultAsync(row => row.Id == id) is not { } row) return false;
        string Name(string? person) => organisation.Person(person)?.Name ?? person ?? "";
        (Row, From, FromUnit, By) = (row, Name(row.FromId), organisation.Unit(row.FromUnitId)?.Name ?? "", row.ById == row.FromId ? null : Name(row.ById));
        Superior = organisation.SuperiorOf(row.FromId) == actor.Id;
        items = await db.HandOverItems.AsNoTracking().Where(item => item.HandOverId == id).OrderBy(item => item.No).ToListAsync();
        var cases = items.Where(item => item.What == DeskItem.Case).Select(item => item.ThingId).ToList();
        var links = await Links(organisation);
        var withheld = await Discretion.Of(db, actor.Id, regime, clock.Now, cases);
        foreach (var item in items)
            if (withheld.TryGetValue(item.ThingId, out var kept)) item.Text = kept.From(item.Text);
        Lines =
        [
            .. items.Select(item => new Line(item, Name(item.ToId), item.SettledById is null ? null : Name(item.SettledById), links.GetValueOrDefault(item.ThingId),
                item.State == "offered" && item.ToId == actor.Id || Superior && item.State is "offered" or "declined", item.State == "offered" && item.ToId == actor.Id,
                item.State is "offered" or "declined" && (row.FromId == actor.Id || row.ById == actor.Id || Superior || actor.Administers))),
        ];
        Left = Superior ? Lines.Count(line => line.Item.State is "offered" or "declined") : 0;
        Back = (await Held(id)).Count;
        return true;
    }

    /// <summary>Where each item leads, of those that the one who looks may open.</summary>
    private async Task<Dictionary<string, string>> Links(Shouwen.Organisations.Organisation organisation)
    {
        var led = actor.Led(organisation);
        var things = items.ConvertAll(item => (Item: item, Thing: Thing(item)));
        List<string> Of(MatterKind kind) => [.. things.Select(one => one.Thing.Matter).OfType<MatterKey>().Where(key => key.Kind == kind).Select(key => key.Id).Distinct()];
        var (cases, orders, projects) = (Of(MatterKind.Case), Of(MatterKind.Order), Of(MatterKind.Project).ConvertAll(one => $"project:{one}"));
        var links = await db.Cases.AsNoTracking().VisibleTo(actor, db, led).Where(one => cases.Contains(one.Id)).ToDictionaryAsync(one => $"case:{one.Id}", one => CaseLine.Address(one.Number));
        if (orders.Count > 0) foreach (var one in await db.Orders.AsNoTracking().VisibleTo(actor, led).Where(one => orders.Contains(one.Id)).ToListAsync()) links[$"order:{one.Id}"] = $"/orders/{one.Number}";
        if (projects.Count > 0) foreach (var one in await db.Projects.AsNoTracking().VisibleTo(actor, db, led).Where(one => projects.Contains(one.Matter)).ToListAsync()) links[one.Matter] = $"/projects/{one.Number}";
        string? Link(DeskItem thing) => thing.Matter == Acting.Standing ? $"/standing/{thing.DutyNo}" : thing.Matter is { Kind: MatterKind.Finding } finding ? $"/findings/{finding.Id}" : links.GetValueOrDefault($"{thing.Matter}");
        return things.Select(one => (one.Item.ThingId, Link: Link(one.Thing))).Where(one => one.Link is not null).DistinctBy(one => one.ThingId).ToDictionary(one => one.ThingId, one => one.Link!);
    }
}
