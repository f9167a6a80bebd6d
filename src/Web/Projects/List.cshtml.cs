using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Projects;

/// <summary>Projects, the newest first, narrowed by stage, lead and state.</summary>
public sealed class ListModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public const int Size = 50;

    public static readonly IReadOnlyList<SelectListItem> States = [new("逾期的", "late"), new("暂停中的", "paused"), new("重点项目", "key"), new("我负责的", "mine"), new("已办结的", "closed")];
    public static IReadOnlyList<SelectListItem> Columns => [.. IndexModel.Columns.Select(column => new SelectListItem(column.Name, column.Id))];

    [BindProperty(SupportsGet = true)] public string? Column { get; set; }
    [BindProperty(SupportsGet = true)] public string? State { get; set; }

    /// <summary>The beginning of the user's name, or a number.</summary>
    [BindProperty(SupportsGet = true)] public string? Find { get; set; }

    public IReadOnlyList<ProjectLine> Lines { get; private set; } = [];
    public string? Older { get; private set; }
    public string Query => string.Join('&', new (string Key, string? Value)[] { ("column", Column), ("state", State), ("find", Find) }.Where(one => !string.IsNullOrEmpty(one.Value)).Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value!)}"));

    public async Task OnGet(long? before)
    {
        var regime = await acting.Regime();
        var (now, me) = (clock.Now, actor.Id);
        IReadOnlyList<IQueryable<ProjectRow>> projects = [db.Projects.AsNoTracking().VisibleTo(actor, db, actor.Led(regime.Organisation))];
        if (IndexModel.Columns.FirstOrDefault(column => column.Id == Column).Stages is { } stages) projects = [.. stages.SelectMany(stage => projects.Narrowed(some => some.Where(row => row.Stage == stage)))];
        projects = State switch
        {
            "late" => projects.Narrowed(some => some.Where(row => row.Breached > 0), some => some.Where(row => row.ClosedAt == null && !row.Paused && row.NextDue < now)),
            "paused" => projects.Narrowed(some => some.Where(row => row.Paused)),
            "key" => projects.Narrowed(some => some.Where(row => row.IsKey)),
            "mine" => projects.Narrowed(some => some.Where(row => row.LeadId == me)),
            "closed" => projects.Narrowed(some => some.Where(row => row.Stage == ProjectStage.Closed)),
            _ => projects,
        };
        if (Find?.Trim() is { Length: > 0 } find && find + '\uffff' is var end)
            projects = projects.Narrowed(some => some.Where(row => row.Number == find), some => some.Where(row => string.Compare(row.Name, find) >= 0 && string.Compare(row.Name, end) < 0));
        if (before is { } last) projects = projects.Narrowed(some => some.Where(row => row.Key < last));
        var rows = await projects.First(some => some.OrderByDescending(row => row.Key), Size + 1);
        Lines = [.. rows.Take(Size).Select(row => ProjectLine.Of(row, regime, clock))];
        if (rows.Count > Size) Older = $"/projects/list?{(Query.Length == 0 ? "" : Query + "&")}before={rows[Size - 1].Key.ToString(CultureInfo.InvariantCulture)}";
    }
}
