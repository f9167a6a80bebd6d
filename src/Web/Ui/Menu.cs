using Shouwen.Web.Access;

namespace Shouwen.Web.Ui;

/// <summary>The main menu, in its order; the first ones stand at the bottom of a phone's screen.</summary>
public sealed class Menu(IEnumerable<EndpointDataSource> sources)
{
    public sealed record Item(string Name, string Path, string Icon);

    private static readonly Item[] All =
    [
        new("我的工作台", "/desk", "layout-dashboard"),
        new("登记", "/cases/new", "clipboard-plus"),
        new("诉求", "/cases", "inbox"),
        new("部门看板", "/board", "chart-bar"),
        new("督办", "/orders", "checklist"),
        new("回访", "/callbacks", "phone"),
        new("问责", "/findings", "scale"),
        new("通报", "/announcements", "message-circle"),
        new("工作交接", "/hand-overs", "list-details"),
        new("目录", "/directory", "address-book"),
        new("值班", "/roster", "calendar-week"),
        new("去向告知牌", "/whereabouts", "map-pin"),
        new("日历", "/calendar", "calendar"),
        new("人员", "/people", "users"),
        new("部门", "/units", "sitemap"),
        new("制度", "/packs", "books"),
        new("发送记录", "/sending", "paperclip"),
        new("封存", "/seals", "lock"),
    ];

    /// <summary>Only what opens: an entry without a page is left out.</summary>
    public IReadOnlyList<Item> Items { get; } =
    [
        .. All.Where(item => sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Any(e => string.Equals("/" + e.RoutePattern.RawText?.Trim('/'), item.Path, StringComparison.OrdinalIgnoreCase))),
    ];

    /// <summary>What opens for this person.</summary>
    public IReadOnlyList<Item> For(Actor actor) => [.. Items.Where(item => (item.Path != "/board" || Board.IndexModel.Opens(actor)) && (item.Path != "/sending" || actor.Administers) && (item.Path != "/seals" || Seals.IndexModel.Opens(actor)))];

    /// <summary>The entry a path belongs to: the longest that it begins with.</summary>
    public Item? Current(PathString path) =>
        Items.Where(item => path.StartsWithSegments(item.Path)).MaxBy(item => item.Path.Length);
}
