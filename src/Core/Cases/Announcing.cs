using Shouwen.Calendar;
using Shouwen.Judging;
using Shouwen.Search;

namespace Shouwen.Cases;

/// <summary>How well an announcement fits what a customer says: the matter and the place; or one of the two, so that it is worth asking.</summary>
public enum Fit { None, Perhaps, Yes }

/// <summary>
/// 通报: a change of business or an emergency as one unit tells it to the others, with what staff say to customers, what they don't, where and until when it holds. A history of
/// its own: made once, amended as things go on (each is an <see cref="Edition"/>), ended. What fields it must carry, packs say.
/// </summary>
public sealed record Announcement(string Act, string By, DateTimeOffset At, Fields Says)
{
    public int Edition { get; init; } = 1;
    public DateTimeOffset ChangedAt { get; init; }
    public string ChangedBy { get; init; } = "";
    public DateTimeOffset? EndedAt { get; init; }
    public string? EndedBy { get; init; }
    public string? EndedWhy { get; init; }

    public bool IsEmergency => Act == "announce-emergency";
    public string Title => Says.Text("title") ?? "";
    public string? Wording => Says.Text("wording");
    public string? Forbidden => Says.Text("forbidden");
    public IReadOnlyList<string> Areas => Says.Texts("area");
    public IReadOnlyList<string> Keywords => Says.Texts("keywords");

    public static bool IsKey(MatterKey key) => key.Kind == MatterKind.Organisation && key.Id.StartsWith("announcement-", StringComparison.Ordinal);
    public static MatterKey Key(int number) => new(MatterKind.Organisation, $"announcement-{number}");

    /// <summary>Every edition, the first made first; none before it was made. The last carries the end.</summary>
    public static IReadOnlyList<Announcement> Editions(Matter matter)
    {
        var editions = new List<Announcement>();
        foreach (var act in matter.Acts)
            if (act.Name is "announce-change" or "announce-emergency") editions.Add(new(act.Name, act.With.Text("entered-by") ?? act.By, act.At, act.With) { ChangedAt = act.At, ChangedBy = act.With.Text("entered-by") ?? act.By });
            else if (act.Name == "amend" && editions is [.., var last]) editions.Add(last with { Says = act.With, Edition = last.Edition + 1, ChangedAt = act.At, ChangedBy = act.With.Text("entered-by") ?? act.By });
            else if (act.Name == "end-announcement" && editions is [.., var open]) editions[^1] = open with { EndedAt = act.At, EndedBy = act.With.Text("entered-by") ?? act.By, EndedWhy = act.With.Text("reason") };
        return editions;
    }

    /// <summary>
    /// Whether it concerns what a customer says: a keyword occurs in the content and, where it names places, one of them in the address or the content. With one of the two missing
    /// it is worth asking. One that names neither is for reading alone.
    /// </summary>
    public static Fit Fits(IReadOnlyCollection<string> keywords, IReadOnlyCollection<string> areas, string? content, string? address)
    {
        var (said, where) = (Tokens.Normalise(content ?? ""), Tokens.Normalise($"{address} {content}"));
        var (word, place) = (Any(keywords, said), Any(areas, where));
        return (keywords.Count, areas.Count) switch
        {
            (0, 0) => Fit.None,
            (0, _) => place ? Fit.Yes : Fit.None,
            (_, 0) => word ? Fit.Yes : Fit.None,
            _ => word && place ? Fit.Yes : word || place && said.Length > 0 ? Fit.Perhaps : Fit.None,
        };

        static bool Any(IEnumerable<string> words, string text) => words.Any(one => Tokens.Normalise(one) is { Length: > 0 } plain && text.Contains(plain, StringComparison.Ordinal));
    }

    /// <summary>Why the act can't be. An announcement that stands in the organisation's own matter, as stories have it, is the packs' business alone.</summary>
    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        var (act, matter) = (scene.Act!, scene.Matter);
        if (act.Name == "end-announcement" && !IsKey(matter.Key)) yield return new("wrong-matter", "这件事不是通报。");
        if (!IsKey(matter.Key)) yield break;
        var now = Editions(matter) is [.., var last] ? last : null;
        var makes = act.Name is "announce-change" or "announce-emergency";
        if (!makes && act.Name is not ("amend" or "end-announcement")) yield return new("wrong-matter", $"不能对通报{Words.Act(act.Name)}。");
        else if (makes == now is not null) yield return makes ? new("already-announced", "这份通报已经发出。") : new("not-announced", "没有这份通报。");
        else if (now?.EndedAt is not null) yield return new("announcement-ended", "这份通报已经结束，不能再改；有新情况请另发一份。");
        else if (!MayAnnounce(scene)) yield return new("not-announcer", "由部门负责人、分管领导、联络员、联系人或客户服务部门发布。");
        else if (act.Name != "end-announcement")
            foreach (var refusal in Said(scene)) yield return refusal;
    }

    private static IEnumerable<Refusal> Said(Scene scene)
    {
        var (with, calendar) = (scene.Act!.With, scene.Regime.Calendar);
        foreach (var field in (string[])["title", "wording"])
            if (!with.Has(field)) yield return new("field-missing", $"还缺：{Words.Field(field)}。") { Fields = [field], IsAboutData = true };
        foreach (var key in (string[])["from", "recovery"])
            if (with.Text(key) is { } text && calendar.ReadMoment(text) is null) yield return new("bad-time", $"看不懂时间“{text}”，请写成 2026-03-06T17:30。") { Fields = [key], IsAboutData = true };
        if (calendar.ReadMoment(with.Text("until")) is { } until && (until <= scene.At || until <= calendar.ReadMoment(with.Text("from"))))
            yield return new("bad-time", "结束时间要在开始之后，并且还没有过去。") { Fields = ["until"], IsAboutData = true };
    }

    private static bool MayAnnounce(Scene scene) => scene.Actor is Cases.Act.System || Permissions.IsBody(scene, "customer-service") || scene.Organisation.IsLeader(scene.Actor!)
        || scene.Organisation.Units.Any(unit => unit.Liaison == scene.Actor || unit.Contact == scene.Actor);
}
