using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Search;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

public sealed class IndexModel(AppDb db, Reading reading, Actor actor, Clock clock, Acting acting) : PageModel
{
    private static readonly (string Name, CaseFilter Filter)[] Given =
    [
        ("全部可见", new()), ("我的", new() { Whose = "mine", Status = "open" }), ("我部门", new() { Whose = "unit", Status = "open" }), ("已逾期", new() { Due = "late" }),
    ];

    /// <summary>A filter as a tab; one's own can be deleted.</summary>
    public sealed record Tab(string Name, string Path, bool Current, long? Own);

    public CaseFilter Filter { get; private set; } = new();
    public string? Name { get; private set; }
    public IReadOnlyList<Tab> Tabs { get; private set; } = [];
    public IReadOnlyList<CaseLine> Lines { get; private set; } = [];
    public Pickings Pickings { get; private set; } = null!;
    public string? Newer { get; private set; }
    public string? Older { get; private set; }

    /// <summary>What was typed and narrows nothing, in a sentence each, so that nobody takes the whole list for an answer.</summary>
    public IEnumerable<string> Ignored
    {
        get
        {
            if (!string.IsNullOrWhiteSpace(Filter.Q) && Tokens.Query(Filter.Q).Length == 0) yield return $"“{Filter.Q}”里没有可以查找的字，没有按它筛选";
            if (new[] { "From", "To" }.Any(day => ModelState[day]?.Errors.Count > 0)) yield return "登记日期无法识别，没有按它筛选";
        }
    }

    public bool IsNamed => Tabs.Any(tab => tab.Current);

    public async Task OnGet(CaseFilter filter, long? before, long? after)
    {
        db = await reading.Db();
        await Load(filter, before, after);
    }

    public async Task<IActionResult> OnPostKeep(CaseFilter filter, string? name)
    {
        await Load(filter, null, null);
        Name = name = name?.Trim();
        if (string.IsNullOrEmpty(name)) return this.Refused("Name", "请给这个筛选起个名字");
        if (name.Length > 20) return this.Refused("Name", "名字最多 20 个字");
        if (Given.Any(one => one.Name == name)) return this.Refused("Name", $"“{name}”是已有的标签，请换个名字");
        var own = await db.SavedViews.Where(view => view.PersonId == actor.Id).ToListAsync();
        if (own.FirstOrDefault(view => view.Name == name) is { } kept) kept.Query = filter.ToQuery();
        else if (own.Count >= SavedView.Most) return this.Refused("Name", $"最多存 {SavedView.Most} 个，请先删去一个");
        else db.SavedViews.Add(new SavedView { PersonId = actor.Id, Name = name, Query = filter.ToQuery(), CreatedAt = clock.Now });
        await db.SaveChangesAsync();
        return this.Done(filter.ToPath(), $"已存为“{name}”，以后从标签打开");
    }

    public async Task<IActionResult> OnPostForget(long view)
    {
        if (await db.SavedViews.SingleOrDefaultAsync(one => one.Id == view && one.PersonId == actor.Id) is not { } own) return NotFound();
        db.SavedViews.Remove(own);
        await db.SaveChangesAsync();
        return this.Done("/cases", $"“{own.Name}”已删除");
    }

    private async Task Load(CaseFilter filter, long? before, long? after)
    {
        Filter = filter;
        var regime = await acting.Regime();
        var led = actor.Led(regime.Organisation);
        var page = await CasePage.Read(db, filter.Keys(db, actor, led, regime, clock.Now), before, after);
        var withheld = await Discretion.Apply(db, actor.Id, regime, clock.Now, page.Rows);
        // What is kept from somebody can't be found out by searching for it either.
        Lines = [.. page.Rows.Where(row => !withheld.ContainsKey(row.Id) || CaseWords.Says(row, filter.Q)).Select(row => CaseLine.Of(row, regime, clock))];
        (Newer, Older) = (Turn("after", page.Newer), Turn("before", page.Older));
        Pickings = await Pickings.Load(acting, actor);
        var query = filter.ToQuery();
        var own = await db.SavedViews.AsNoTracking().Where(view => view.PersonId == actor.Id).OrderBy(view => view.Id).ToListAsync();
        Tabs =
        [
            .. Given.Select(one => new Tab(one.Name, one.Filter.ToPath(), one.Filter.ToQuery() == query, null)),
            .. own.Select(view => new Tab(view.Name, "/cases?" + view.Query, view.Query == query, view.Id)),
        ];
    }

    private string? Turn(string way, long? key) => key is null ? null : $"/cases?{string.Join('&', ((string[])[Filter.ToQuery(), $"{way}={key}"]).Where(part => part.Length > 0))}";
}
