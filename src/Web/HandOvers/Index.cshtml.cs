using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Ui;

namespace Shouwen.Web.HandOvers;

/// <summary>交接登记簿: every list one gave, is to take, or answers for, the latest first.</summary>
public sealed class IndexModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    private const int Size = 50;

    public sealed record Line(HandOverRow Row, string From, string To);

    public Clock Clock => clock;
    public string Me => actor.Id;
    public string? Whose { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public int? More { get; private set; }

    public async Task OnGet(string? whose, int? before)
    {
        Whose = whose is "given" or "taken" or "waiting" ? whose : null;
        var regime = await acting.Regime();
        string Name(string id) => regime.Organisation.Person(id)?.Name ?? id;
        var me = actor.Id;
        var lists = VisibleTo(db, actor, actor.Led(regime.Organisation));
        if (Whose == "given") lists = lists.Where(row => row.FromId == me);
        if (Whose == "taken") lists = lists.Where(row => db.HandOverItems.Any(item => item.HandOverId == row.Id && item.ToId == me));
        if (Whose == "waiting") lists = lists.Where(row => row.Waiting + row.Declined > 0);
        var rows = await lists.Where(row => before == null || row.Id < before).OrderByDescending(row => row.Id).Take(Size + 1).ToListAsync();
        More = rows.Count > Size ? rows[Size - 1].Id : null;
        var ids = rows.Take(Size).Select(row => row.Id).ToList();
        var takers = (await db.HandOverItems.Where(item => ids.Contains(item.HandOverId)).Select(item => new { item.HandOverId, item.ToId }).Distinct().ToListAsync()).ToLookup(item => item.HandOverId, item => item.ToId);
        Lines = [.. rows.Take(Size).Select(row => new Line(row, Name(row.FromId), string.Join("、", takers[row.Id].Select(Name))))];
    }

    /// <summary>The giver, the takers, whoever made it, the heads of the giver's unit and those above, administrators, supervision and auditors.</summary>
    public static IQueryable<HandOverRow> VisibleTo(AppDb db, Actor actor, IReadOnlyCollection<string> led)
    {
        var me = actor.Id;
        return actor.Administers || actor.Is(Roles.Supervision) || actor.Is(Roles.Auditor) ? db.HandOvers.AsNoTracking()
            : db.HandOvers.AsNoTracking().Where(row => row.FromId == me || row.ById == me || led.Contains(row.FromUnitId) || db.HandOverItems.Any(item => item.HandOverId == row.Id && item.ToId == me));
    }
}
