using Shouwen.Judging;

namespace Shouwen.Cases;

/// <summary>
/// 并案: requests about one matter hang below one of them, the parent. Each keeps its own first contact, duties and answer; nothing is merged away. A group that has grown
/// is laid before the coordinating body, which says whether it is one of wide impact. The platform's own rule; no regulation names a number.
/// </summary>
public static class Gathering
{
    /// <summary>From how many requests on, the parent among them, a group is laid before the coordinating body, unless the organisation says otherwise.</summary>
    public const int DefaultFrom = 10;

    /// <summary>The flag that packs know for a matter that touches many.</summary>
    public const string WideImpact = "wide-impact";

    public const string Suspected = "suspected";
    public const string Confirmed = "confirmed";
    public const string Dismissed = "dismissed";

    /// <summary>Who says whether it is of wide impact: the body that coordinates, lacking one customer service; null when there is neither.</summary>
    public static Organisations.Unit? Decider(Organisations.Organisation organisation) => organisation.Body("coordination") ?? organisation.Body("customer-service");

    /// <summary>Why the act can't be: the parent is looked for among the scene's others.</summary>
    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        var (act, matter) = (scene.Act!, scene.Matter);
        if (act.Name is "gather" or "separate" or "decide-batch" && matter.Key.Kind != MatterKind.Case) yield return new("wrong-matter", "只有诉求可以并案。");
        else if (act.Name == "gather" && IntoWhat(scene, scene.Others.FirstOrDefault(other => other.Key == new MatterKey(MatterKind.Case, act.With.Text("parent") ?? ""))) is { } refusal) yield return refusal;
        else if (act.Name == "separate" && matter.Parent is null) yield return new("not-gathered", "这件诉求没有并入别的诉求。");
        else if (act.Name == "decide-batch" && matter.Batch != Suspected) yield return new("nothing-suspected", "这件诉求没有待认定的批量情况。");
        else if (act.Name == "decide-batch" && !act.With.IsTrue("ok") && !act.With.Has("reason")) yield return new("field-missing", "不作批量诉求处理，请写明原因。") { Fields = ["reason"], IsAboutData = true };
    }

    private static Refusal? IntoWhat(Scene scene, Matter? parent) => (scene.Matter, parent) switch
    {
        ({ Parent: not null }, _) => new("already-gathered", "这件诉求已经并入另一件；要并入别的，请先撤销并案。"),
        ({ Children.IsEmpty: false }, _) => new("has-children", $"这件诉求下面已经并有 {scene.Matter.Children.Count} 件，不能再并入别的诉求。"),
        (_, null) => new("parent-unknown", "没有这件诉求，请核对编号。") { Fields = ["parent"], IsAboutData = true },
        ({ } one, { } into) when one.Key == into.Key => new("parent-itself", "不能并入它自己。") { Fields = ["parent"], IsAboutData = true },
        (_, { Parent: not null }) => new("parent-gathered", "那件诉求自己也并入了别的诉求，请并入它的主件。") { Fields = ["parent"], IsAboutData = true },
        (_, { IsClosed: true }) => new("parent-closed", "那件诉求已经办结，不能再并入。") { Fields = ["parent"], IsAboutData = true },
        _ => null,
    };

    /// <summary>What joining or leaving means to the parent: its list, and the question to the coordinating body once there are enough; after a no, once there are twice as many.</summary>
    /// <param name="regime">What is in force.</param>
    /// <param name="parent">The parent as it stands.</param>
    /// <param name="act">gather or separate, as done on the child.</param>
    /// <param name="child">The child's id.</param>
    /// <param name="number">The child's number, for people.</param>
    public static IReadOnlyList<Event> OnParent(Regime regime, Matter parent, Done act, string child, string number)
    {
        if (act.Name == "separate") return [new Separated(child, number, act.By) { At = act.At }];
        var events = new List<Event> { new Gathered(child, number, act.By) { At = act.At } };
        var count = parent.Children.Count + 2;
        if (parent.Batch is null && count >= regime.BatchFrom || parent.Batch == Dismissed && count >= 2 * parent.BatchCount)
        {
            events.Add(new BatchSuspected(count) { At = act.At });
            if (Decider(regime.Organisation) is { } body && (body.Head ?? body.Contact ?? body.Liaison) is { } person) events.Add(new Notified([person], "suspect-batch", null, null) { At = act.At });
        }
        return events;
    }
}
