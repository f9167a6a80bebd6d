using System.Collections.Immutable;
using Shouwen.Cases;
using Shouwen.Judging;

namespace Shouwen.Chain;

public enum DeskItemState { Offered, Accepted, Declined, Withdrawn }

/// <summary>
/// One thing that goes over, by its id, offered to one person: a case, a project, an order its giver issued, a single duty he bears by name (<c>MATTER#NO</c>: a periodic one, a decision that
/// somebody waits for), a shift. Until he accepts it, it is the giver's; what he declines, too.
/// <see cref="By"/>, <see cref="At"/> and <see cref="Reason"/> say who settled it, when, and why it was declined.
/// </summary>
public sealed record DeskItem(int No, string What, string Id, string Text, string To)
{
    public const string Case = "case";
    public const string Shift = "shift";
    public const string Project = "project";
    public const string Order = "order";
    public const string Duty = "duty";

    /// <summary>The matter in which its acceptance is an act; null for a shift, which is a row of the roster, and for an id nobody can read.</summary>
    public MatterKey? Matter => What switch
    {
        Case => new(MatterKind.Case, Id),
        Project => new(MatterKind.Project, Id),
        Order => new(MatterKind.Order, Id),
        Duty when Id.Split('#') is [var name, _] && name.Split(':', 2) is [var kind, _] && Enum.TryParse<MatterKind>(kind, ignoreCase: true, out _) => MatterKey.Parse(name),
        _ => null,
    };

    /// <summary>The number of the duty in its matter; null for what is none.</summary>
    public int? DutyNo => What == Duty && int.TryParse(Id.Split('#')[^1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var no) ? no : null;

    /// <summary>By which act it goes over: with its whole chain, or what one person bears in it.</summary>
    public string? Act => What switch { Case or Project => "hand-over-desk", Order or Duty => Taking.Act, _ => null };

    public DeskItemState State { get; init; }
    public string? By { get; init; }
    public DateTimeOffset? At { get; init; }
    public string? Reason { get; init; }

    /// <summary>Still with the giver.</summary>
    public bool Stays => State is DeskItemState.Offered or DeskItemState.Declined;
}

/// <summary>
/// 工作交接: the list of what goes from one person to others, made in one go and accepted item by item. A history of its own; each acceptance is also an act (<c>hand-over-desk</c>,
/// <c>take-duty</c>) in the matter it moves, and cites this list. The platform's own rule; regulations only say that work must be handed over.
/// </summary>
public sealed record DeskHandOver(string From, string By, string Reason, DateTimeOffset At, string? Note, ImmutableList<DeskItem> Items)
{
    /// <summary>Why somebody hands over: away for a while, the shift ends, leaves for good, gives back after an absence, or something else.</summary>
    public static readonly IReadOnlyList<string> Reasons = ["away", "shift", "leaving", "back", "other"];

    public static bool IsKey(MatterKey key) => key.Kind == MatterKind.Organisation && key.Id.StartsWith("hand-over-", StringComparison.Ordinal);

    public static MatterKey Key(int number) => new(MatterKind.Organisation, $"hand-over-{number}");

    /// <summary>The list as its history tells it; null before it was made.</summary>
    public static DeskHandOver? Of(Matter matter)
    {
        DeskHandOver? list = null;
        foreach (var act in matter.Acts)
            list = act.Name == "open-hand-over" ? Opened(act) : list is null || Item(list, act.With) is not { } item ? list : list with
            {
                Items = list.Items.Replace(item, item with { State = After(act.Name) ?? item.State, By = act.By, At = act.At, Reason = act.With.Text("reason") }),
            };
        return list;
    }

    private static DeskItemState? After(string act) => act switch
    {
        "accept-hand-over" => DeskItemState.Accepted,
        "decline-hand-over" => DeskItemState.Declined,
        "withdraw-hand-over" => DeskItemState.Withdrawn,
        _ => null,
    };

    private static DeskHandOver Opened(Done act) => new(act.With.Text("from") ?? act.By, act.With.Text("entered-by") ?? act.By, act.With.Text("reason") ?? "other", act.At, act.With.Text("text"),
        [.. Listed(act.With).Select((item, i) => new DeskItem(i + 1, item.Text("what") ?? DeskItem.Case, item.Text("id") ?? "", item.Text("text") ?? "", item.Text("to") ?? ""))]);

    private static IEnumerable<Fields> Listed(Fields with) => with.Has("items") ? with.Root.GetProperty("items").EnumerateArray().Select(item => new Fields(item)) : [];

    private static DeskItem? Item(DeskHandOver list, Fields with) => with.Number("item") is { } no ? list.Items.Find(item => item.No == no) : null;

    /// <summary>Whether the act takes something over from a list.</summary>
    public static bool Takes(string act, Fields with) => act == Cases.Taking.Act || act == "hand-over-desk" && with.Has("hand-over");

    /// <summary>The item of the list that the act on a matter names, where that list is among the scene's others and the item is of this matter; null when there is none.</summary>
    private static (DeskHandOver List, DeskItem Item)? Named(Scene scene) => scene.Act!.With.Text("hand-over") is { } id
        && scene.Others.FirstOrDefault(other => IsKey(other.Key) && other.Key.Id == id) is { } matter && Of(matter) is { } list && Item(list, scene.Act.With) is { } item
        && item.Matter == scene.Matter.Key && item.Act == scene.Act.Name && item.DutyNo == (int?)scene.Act.With.Number("duty") ? (list, item) : null;

    /// <summary>Why the thing can't go over by what a list offers: to the taker himself alone, or to the giver's superior, who takes what nobody accepts.</summary>
    private static Refusal? Taking(Scene scene)
    {
        if (Named(scene) is not var (list, item) || !item.Stays || scene.Act!.With.Text("from") != list.From) return new("not-offered", "这一项不在待接收之列：已经接收，或移交人收回了。");
        var takes = item.To == scene.Actor && item.State == DeskItemState.Offered || scene.Organisation.SuperiorOf(list.From) == scene.Actor;
        return !takes || scene.Act.Name == "hand-over-desk" && Standing.To(scene.Act.With) != Party.Person(scene.Actor!)
            ? new("not-taker", $"这一项交给{Permissions.Name(scene, Party.Person(item.To))}，由本人接收；上级可以接下没有人接收的。") : null;
    }

    /// <summary>Why the act on a list, or one on a case that cites a list, can't be.</summary>
    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        var act = scene.Act!;
        if (Takes(act.Name, act.With) && (Taking(scene) ?? (act.Name == Cases.Taking.Act ? Cases.Taking.Judge(scene) : null)) is { } taking) yield return taking;
        if (!Acts.Contains(act.Name)) yield break;
        if (!IsKey(scene.Matter.Key)) yield return new("wrong-matter", "这件事不是工作交接。");
        else if (act.Name == "open-hand-over")
            foreach (var refusal in Opening(scene)) yield return refusal;
        else if (Of(scene.Matter) is not { } list || Item(list, act.With) is not { } item) yield return new("unknown-item", "交接单上没有这一项。");
        else if (Settling(scene, list, item) is { } refusal) yield return refusal;
    }

    private static readonly HashSet<string> Acts = ["open-hand-over", "accept-hand-over", "decline-hand-over", "withdraw-hand-over"];

    private static IEnumerable<Refusal> Opening(Scene scene)
    {
        var (with, organisation) = (scene.Act!.With, scene.Organisation);
        var from = with.Text("from") ?? scene.Act.By;
        if (Of(scene.Matter) is not null) yield return new("already-opened", "这张交接单已经提出。");
        if (organisation.Person(from) is null) yield return new("unknown-person", $"没有在职人员“{from}”。") { Fields = ["from"], IsAboutData = true };
        if (!MayOpen(scene, from)) yield return new("not-own-desk", "只能交接本人的工作，或由其上级、人事或综合管理部门代为提出。");
        if (!Reasons.Contains(with.Text("reason") ?? "other")) yield return new("unknown-reason", "没有这种交接事由。") { Fields = ["reason"], IsAboutData = true };
        var items = Listed(with).ToList();
        if (Opened(scene.Act).Items.Exists(item => item.What != DeskItem.Shift && item.Matter is null)) yield return new("unknown-item", "有一项看不出是什么工作，请重新打开页面再选。") { Fields = ["items"], IsAboutData = true };
        if (items.Count == 0) yield return new("nothing-to-hand-over", "请至少选一项要交接的工作。") { Fields = ["items"], IsAboutData = true };
        foreach (var to in items.Select(item => item.Text("to") ?? "").Distinct())
            if (organisation.Person(to) is not { Active: true }) yield return new("unknown-person", $"没有在职人员“{to}”。") { Fields = ["to"], IsAboutData = true };
            else if (to == from) yield return new("same-holder", "不能交接给移交人自己。") { Fields = ["to"], IsAboutData = true };
            else if (organisation.AbsenceOf(to, scene.At) is not null && with.Text("reason") != "leaving") yield return new("taker-away", $"{organisation.Person(to)!.Name}现在离岗，请交给在岗的人。") { Fields = ["to"], IsAboutData = true };
    }

    private static bool MayOpen(Scene scene, string from) => scene.Actor is Act.System || scene.Actor == from || scene.Organisation.SuperiorOf(from) == scene.Actor
        || Permissions.IsBody(scene, "hr") || Permissions.IsBody(scene, "general-administration");

    private static Refusal? Settling(Scene scene, DeskHandOver list, DeskItem item)
    {
        var (by, superior) = (scene.Actor, scene.Organisation.SuperiorOf(list.From));
        if (!item.Stays) return new("item-settled", "这一项已经接收或收回，不能再改。");
        if (scene.Act!.Name == "withdraw-hand-over") return by == list.From || by == list.By || by == superior || by is Act.System ? null : new("not-giver", "由移交人或其上级收回。");
        if (scene.Act.Name == "decline-hand-over")
            return by != item.To ? new("not-taker", $"这一项交给{Permissions.Name(scene, Party.Person(item.To))}，由本人决定。") : item.State != DeskItemState.Offered ? new("item-settled", "这一项您已经不接收。")
                : scene.Act.With.Has("reason") ? null : new("field-missing", "不接收请写明原因。") { Fields = ["reason"], IsAboutData = true };
        if (by != superior && (by != item.To || item.State != DeskItemState.Offered)) return new("not-taker", $"这一项交给{Permissions.Name(scene, Party.Person(item.To))}，由本人接收；上级可以接下没有人接收的。");
        // A case goes over by an act of its own, and so does a duty; the list only records it.
        return item.What != DeskItem.Shift && !scene.Others.Any(other => other.Key == item.Matter && other.Last(item.Act!) is { } moved && moved.With.Text("hand-over") == scene.Matter.Key.Id && moved.With.Number("item") == item.No)
            ? new("not-moved", item.What == DeskItem.Case ? "诉求要先在责任链上移交。" : "这一项要先在它自己的记录里移交。") : null;
    }

    /// <summary>Whom the act on a list concerns: the takers, the giver, and his superior where something stays behind.</summary>
    internal static IEnumerable<Party> Concerned(Scene scene) => Of(scene.Matter) is not { } list ? [] : scene.Act!.Name switch
    {
        "open-hand-over" => list.Items.Select(item => Party.Person(item.To)).Append(Party.Person(list.From)).Distinct(),
        "decline-hand-over" => scene.Organisation.SuperiorOf(list.From) is { } superior ? [Party.Person(list.From), Party.Person(superior)] : [Party.Person(list.From)],
        "accept-hand-over" when list.Items.All(item => !item.Stays) => [Party.Person(list.From)],
        "withdraw-hand-over" when Item(list, scene.Act.With) is { } item => [Party.Person(item.To)],
        _ => [],
    };

    /// <summary>Everybody who was first contact of a case, in order, with from and until when; the last is it now. So it stays provable who answered for it at any moment.</summary>
    public static IReadOnlyList<(Party Who, DateTimeOffset From, DateTimeOffset? Until)> FirstContacts(MatterKey key, IEnumerable<Event> history)
    {
        var (matter, held) = (new Matter(key), new List<(Party Who, DateTimeOffset From, DateTimeOffset? Until)>());
        foreach (var happened in history)
        {
            matter = matter.Apply(happened);
            if (matter.At("first-contact") is not { } now || held is [.., var last] && last.Who == now) continue;
            if (held.Count > 0) held[^1] = held[^1] with { Until = happened.At };
            held.Add((now, happened.At, null));
        }
        return held;
    }
}
