using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shouwen.Duties;
using Shouwen.Packs;
using Shouwen.Web.Data;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Reminders;

/// <summary>Warning points of one kind of duty, of one pack, or of one kind in one pack, as <see cref="OwnWarnings"/> has them; limits as packs write them.</summary>
public sealed record OwnPoints(string? Pack, string? Duty, IReadOnlyList<string> Warnings, bool AtHalf);

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
        ["pressed"] = "催办、督办", ["red-order"] = "红色督办单", ["emergency"] = "突发事件通报",
    };

    /// <summary>Limits as packs write them: how long before an end.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [.. WatchPlan.Usual.Warnings.Select(Limits.Write)];
    public bool AtHalf { get; init; }
    public IReadOnlyList<OwnPoints> Own { get; init; } = [];
    public IReadOnlyList<Rung> Ladder { get; init; } = WatchPlan.Usual.Ladder;
    public string Top { get; init; } = WatchPlan.Usual.Top;

    /// <summary>Quiet from the first, included, to the second, which is not; over midnight where the second is earlier. Equal: never.</summary>
    public TimeOnly QuietFrom { get; init; } = new(21, 0);
    public TimeOnly QuietTo { get; init; } = new(7, 30);

    /// <summary>When the digests of a day leave.</summary>
    public TimeOnly DigestAt { get; init; } = new(8, 30);
    public IReadOnlyList<string> Urgent { get; init; } = ["urgent-case", "incident"];

    public WatchPlan Plan => new()
    {
        Warnings = [.. Warnings.Select(Limits.Read).OfType<Limit>()], AtHalf = AtHalf, Ladder = Ladder, Top = Top,
        Own = [.. Own.Select(own => new OwnWarnings(own.Pack, own.Duty, [.. own.Warnings.Select(Limits.Read).OfType<Limit>()], own.AtHalf))],
    };

    /// <summary>What an organisation keeps; null is the usual.</summary>
    public static WatchSettings Read(string? text) => text is null ? new() : JsonSerializer.Deserialize<WatchSettings>(text, Fields.Json)!;

    public string Write() => JsonSerializer.Serialize(this with { }, Fields.Json);

    /// <summary>What the rulebook calls a change of them.</summary>
    public const string Sets = "set-watch";

    /// <summary>Changes them from now on, with the ground, in the rulebook. It holds for what stands already too: the watch looks at each matter anew, what is due first.</summary>
    public static async Task Change(AppDb db, Func<WatchSettings, WatchSettings> change, string by, string note, DateTimeOffset now)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Lock("watch");
        var own = await db.Organisations.SingleAsync();
        var settings = change(Read(own.Watch));
        own.Watch = settings.Write();
        await Rulebook.Write(db, Sets, by, Fields.Parse(settings.Write()).With(Fields.Of(new { note })), now);
        await db.SaveChangesAsync();
        await db.Duties.Where(duty => duty.Alarm > now).ExecuteUpdateAsync(set => set.SetProperty(duty => duty.Alarm, now));
        await transaction.CommitAsync();
    }
}
