using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Projects;

/// <summary>前置服务看板: what stands at each stage, what falls due first on top.</summary>
public sealed class IndexModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    private const int MostShown = 6;

    /// <summary>Columns of the board, each with the stages it holds.</summary>
    public static readonly IReadOnlyList<(string Id, string Name, string[] Stages)> Columns =
    [
        ("leads", "线索、联系", [ProjectStage.Lead, ProjectStage.Contacted]),
        ("need", "弄清需求", [ProjectStage.Unclear, ProjectStage.Clear, ProjectStage.Visited]),
        ("review", "评审、踏勘", [ProjectStage.Scheduled, ProjectStage.Surveyed]),
        ("design", "出图", [ProjectStage.Design, ProjectStage.Drawn]),
        ("costing", "造价", [ProjectStage.Costing, ProjectStage.Costed]),
        ("approval", "预算审批", [ProjectStage.Approval]),
        ("approved", "预算已批", [ProjectStage.Approved]),
        ("dormant", "暂无需求，跟踪", [ProjectStage.Dormant]),
    ];

    public sealed record Column(string Id, string Name, int Count, int Late, IReadOnlyList<ProjectLine> Lines);

    public IReadOnlyList<Column> Board { get; private set; } = [];

    public async Task OnGet()
    {
        var regime = await acting.Regime();
        var (now, seen) = (clock.Now, db.Projects.AsNoTracking().VisibleTo(actor, db, actor.Led(regime.Organisation)));
        string[] standing = [.. Columns.SelectMany(column => column.Stages)];
        var open = seen.Where(row => standing.Contains(row.Stage));
        var counts = await open.GroupBy(row => row.Stage).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count);
        var late = await open.Where(row => row.Breached > 0 || !row.Paused && row.NextDue < now).GroupBy(row => row.Stage).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count);
        var board = new List<Column>();
        foreach (var (id, name, stages) in Columns)
        {
            var here = stages.Sum(stage => counts.GetValueOrDefault(stage));
            var rows = here == 0 ? [] : await seen.Where(row => stages.Contains(row.Stage)).OrderBy(row => row.NextDue ?? DateTimeOffset.MaxValue).ThenBy(row => row.Key).Take(MostShown).ToListAsync();
            board.Add(new(id, name, here, stages.Sum(stage => late.GetValueOrDefault(stage)), [.. rows.Select(row => ProjectLine.Of(row, regime, clock))]));
        }
        Board = board;
    }
}
