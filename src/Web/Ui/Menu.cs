using Shouwen.Web.Access;

namespace Shouwen.Web.Ui;

/// <summary>The main menu, in its order; the first ones stand at the bottom of a phone's screen.</summary>
public sealed class Menu(IEnumerable<EndpointDataSource> sources)
{
    /// <param name="Group">The heading it stands under; empty for what everybody opens every day.</param>
    public sealed record Item(string Group, string Name, string Path, string Icon);

    private static readonly Item[] All =
    [
        new("", "我的工作台", "/desk", "layout-dashboard"),
        new("", "登记", "/cases/new", "clipboard-plus"),
        new("", "诉求", "/cases", "inbox"),
        new("", "部门看板", "/board", "chart-bar"),
        new("办理", "督办", "/orders", "checklist"),
        new("办理", "前置服务", "/projects", "arrow-right"),
        new("办理", "回访", "/callbacks", "phone"),
        new("办理", "投诉", "/complaints", "scale"),
        new("办理", "通报", "/announcements", "message-circle"),
        new("办理", "工作交接", "/hand-overs", "list-details"),
        new("问责", "问责事项", "/findings", "scale"),
        new("问责", "绩效和等级", "/findings/performance", "chart-bar"),
        new("问责", "奖励", "/findings/rewards", "circle-check"),
        new("组织", "目录", "/directory", "address-book"),
        new("组织", "值班", "/roster", "calendar-week"),
        new("组织", "去向告知牌", "/whereabouts", "map-pin"),
        new("组织", "常设责任", "/standing", "clipboard-list"),
        new("组织", "日历", "/calendar", "calendar"),
        new("组织", "人员", "/people", "users"),
        new("组织", "部门", "/units", "sitemap"),
        new("组织", "制度", "/packs", "books"),
        new("系统", "本单位设置", "/settings", "settings"),
        new("系统", "发送记录", "/sending", "paperclip"),
        new("系统", "封存", "/seals", "lock"),
    ];

    /// <summary>Only what opens: an entry without a page is left out.</summary>
    public IReadOnlyList<Item> Items { get; } =
    [
        .. All.Where(item => sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Any(e => string.Equals("/" + e.RoutePattern.RawText?.Trim('/'), item.Path, StringComparison.OrdinalIgnoreCase))),
    ];

    /// <summary>What opens for this person.</summary>
    public IReadOnlyList<Item> For(Actor actor) => [.. Items.Where(item => (item.Path != "/board" || Board.IndexModel.Opens(actor)) && (item.Path != "/complaints" || Complaints.IndexModel.Opens(actor)) && (item.Path is not ("/sending" or "/settings") || actor.Administers) && (item.Path != "/seals" || Seals.IndexModel.Opens(actor)))];

    /// <summary>The entry a path belongs to: the longest that it begins with.</summary>
    public Item? Current(PathString path) =>
        Items.Where(item => path.StartsWithSegments(item.Path)).MaxBy(item => item.Path.Length);
}
