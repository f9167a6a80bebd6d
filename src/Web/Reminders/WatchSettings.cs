using System.Text.Json;
using Shouwen.Duties;
using Shouwen.Packs;

namespace Shouwen.Web.Reminders;

/// <summary>
/// 提醒规则: what the organisation decided about reminding: warning points, ladder, quiet hours, when digests leave, what is urgent. Kept as text with the organisation and as an entry of the
/// rulebook. Times of day are the organisation's own.
/// </summary>
public sealed record WatchSettings
{
    /// <summary>Urgent whatever the hour, each with what people call it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Classes = new Dictionary<string, string>
    {
        ["urgent-case"] = "紧急诉求的通知", ["incident"] = "突发、媒体、影响面广等有标记的诉求", ["breach"] = "本人责任逾期", ["ladder"] = "逐级报来督促的",
    };

    /// <summary>Limits as packs write them: how long before an end.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [.. WatchPlan.Usual.Warnings.Select(Limits.Write)];
    public bool AtHalf { get; init; }
    public IReadOnlyList<Rung> Ladder { get; init; } = WatchPlan.Usual.Ladder;
    public string Top { get; init; } = WatchPlan.Usual.Top;

    /// <summary>Quiet from the first, included, to the second, which is not; over midnight where the second is earlier. Equal: never.</summary>
    public TimeOnly QuietFrom { get; init; } = new(21, 0);
    public TimeOnly QuietTo { get; init; } = new(7, 30);

    /// <summary>When the digests of a day leave.</summary>
    public TimeOnly DigestAt { get; init; } = new(8, 30);
    public IReadOnlyList<string> Urgent { get; init; } = ["urgent-case", "incident"];

    public WatchPlan Plan => new() { Warnings = [.. Warnings.Select(Limits.Read).OfType<Limit>()], AtHalf = AtHalf, Ladder = Ladder, Top = Top };

    /// <summary>What an organisation keeps; null is the usual.</summary>
    public static WatchSettings Read(string? text) => text is null ? new() : JsonSerializer.Deserialize<WatchSettings>(text, Fields.Json)!;

    public string Write() => JsonSerializer.Serialize(this with { }, Fields.Json);
}
