using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Setup;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Board;

/// <summary>疑似批量诉求: groups that have grown, for the body that says whether they are of wide impact, and for whoever may see them.</summary>
public sealed class BatchesModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    private const int Most = 50;

    public sealed record Waits(CaseLine Line, int Gathered, string Latest);

    public int From { get; private set; }
    public string Decider { get; private set; } = "";
    public bool Decides { get; private set; }
    public bool MaySet => actor.Administers;
    public IReadOnlyList<Waits> Waiting { get; private set; } = [];
    public IReadOnlyList<CaseLine> Confirmed { get; private set; } = [];

    /// <summary>The opinion typed with a press that was not taken, by number.</summary>
    public (string Number, string? Reason)? Typed { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        await Load();
        return IndexModel.Opens(actor) || Decides || MaySet ? Page() : Forbid();
    }

    public async Task<IActionResult> OnPost(string number, bool ok, string? reason)
    {
        await Load();
        if (await Visible().SingleOrDefaultAsync(row => row.Number == number) is not { } row) return NotFound();
        var with = Fields.Of(new Dictionary<string, object> { ["ok"] = ok }.Concat(string.IsNullOrWhiteSpace(reason) ? [] : [new KeyValuePair<string, object>("reason", reason.Trim())]).ToDictionary());
        if (await acting.Do(Acting.Case(row.Id), null, "decide-batch", actor.Id, with) is Outcome.Refused refused)
        {
            Typed = (number, reason);
            return this.Refused("", refused.Refusals[0].Sentence);
        }
        return this.Done("/board/batches", ok ? $"{number} 已认定为批量诉求，按影响面广处理" : $"{number} 不按批量诉求处理，已记录意见");
    }

    public async Task<IActionResult> OnPostFrom(string? from)
    {
        await Load();
        if (!MaySet) return Forbid();
        if (!int.TryParse(from, out var count) || count is < 2 or > 1000) return this.Refused("", "件数请写 2 到 1000 之间的整数");
        (await db.Organisations.SingleAsync()).BatchFrom = count;
        await Rulebook.Write(db, "set-batch-from", actor.Id, Fields.Of(new { count }), clock.Now);
        await db.SaveChangesAsync();
        return this.Done("/board/batches", $"已改为满 {count} 件提请认定");
    }

    private IQueryable<CaseRow> Visible() => db.Cases.AsNoTracking().VisibleTo(actor, db, actor.Led(regime.Organisation));

    private Regime regime = null!;

    private async Task Load()
    {
        regime = await acting.Regime();
        (From, Decider) = (regime.BatchFrom, Gathering.Decider(regime.Organisation)?.Name ?? "办理人的上级");
        Decides = Gathering.Decider(regime.Organisation) is { } body && regime.Organisation.Belongs(actor.Id, body.Id);
        var waiting = await Visible().Where(row => row.Batch == Gathering.Suspected && row.ClosedAt == null).OrderByDescending(row => row.Key).Take(Most).ToListAsync();
        var ids = waiting.Select(row => row.Id).ToList();
        var latest = await db.Cases.Where(row => row.ParentId != null && ids.Contains(row.ParentId)).GroupBy(row => row.ParentId!).Select(group => new { group.Key, At = group.Max(row => row.RegisteredAt) }).ToDictionaryAsync(one => one.Key, one => one.At);
        var confirmed = await Visible().Where(row => row.Batch == Gathering.Confirmed && row.ClosedAt == null).OrderByDescending(row => row.Key).Take(Most).ToListAsync();
        await Discretion.Apply(db, actor.Id, regime, clock.Now, [.. waiting, .. confirmed]);
        Waiting = [.. waiting.Select(row => new Waits(CaseLine.Of(row, regime, clock), row.Gathered, clock.Say(latest.GetValueOrDefault(row.Id, row.RegisteredAt))))];
        Confirmed = [.. confirmed.Select(row => CaseLine.Of(row, regime, clock))];
    }
}
