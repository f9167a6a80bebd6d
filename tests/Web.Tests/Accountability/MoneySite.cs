using Microsoft.Extensions.DependencyInjection;
using Shouwen.Cases;
using Shouwen.Web.Cases;
using Shouwen.Web.Demo;
using Shouwen.Web.Journal;
using Shouwen.Web.Packs;
using Xunit;

namespace Shouwen.Tests.Accountability;

/// <summary>The gas company with its own measures in force: fines of 50 to 300 yuan go into a fund that pays rewards, a unit loses one per cent.</summary>
public class MoneySite : WorldSite
{
    public const string Measures = "qingchuan-rewards";
    public const string Manners = "第一条";
    public const string Management = "第三条";

    protected override async Task Seed()
    {
        await base.Seed();
        await Db(async db =>
        {
            await Adopting.Adopt(db, Services.GetRequiredService<Offered>(), World.Own(Packs, "rewards"), Clock.Now.AddDays(-9), World.Administrator, "本单位自己的制度", Clock.Now.AddDays(-9));
            return true;
        });
    }

    public static object Fine(decimal yuan) => new { sanctions = new object[] { "apology", new Dictionary<string, decimal> { ["cash-fine"] = yuan } } };

    /// <summary>jian opens a finding against somebody; its key.</summary>
    public async Task<MatterKey> Opened(string against, string clause = Manners, string? about = null)
    {
        var key = new MatterKey(MatterKind.Finding, Guid.CreateVersion7(Clock.Now).ToString("N"));
        await Must(key, "open-finding", "jian", about is null ? new { against, pack = Measures, clause, text = "查到的事实" } : new { against, pack = Measures, clause, text = "查到的事实", @case = about });
        return key;
    }

    /// <summary>The same, up to a fine that waits for its execution.</summary>
    public async Task<MatterKey> Fined(string against, string head, decimal yuan)
    {
        var key = await Opened($"person:{against}");
        await Must(key, "verify", "jian", new { ok = true, text = "属实" });
        await Must(key, "classify", "jian", new { consequence = "complaint-and-image" });
        await Must(key, "approve", head, Fine(yuan));
        return key;
    }

    public async Task<MatterKey> Rewarded(string person, decimal yuan)
    {
        var begun = await Acting(acting => acting.Begin("reward", Shouwen.Accountability.Rewarding.Key, "submit-reward", "xie", Fields.Of(new { person, reward = "performance-reward", amount = yuan, deed = "雪夜抢修", pack = Measures })));
        var key = Assert.IsType<Outcome.Done>(begun).Matter.Key;
        var approver = Shouwen.Accountability.Rewarding.Approver(new(await Acting(acting => acting.Regime()), ((Outcome.Done)begun).Matter, null, Clock.Now))!;
        await Must(key, "approve-reward", approver, new { });
        return key;
    }

    public Task<Outcome> Does(MatterKey key, string act, string by, object with) => Acting(acting => acting.Do(key, null, act, by, Fields.Of(with)));

    public async Task<Matter> Must(MatterKey key, string act, string by, object with) =>
        await Does(key, act, by, with) is var outcome && outcome is Outcome.Done done ? done.Matter : throw new Xunit.Sdk.XunitException($"{act} by {by}: {(outcome is Outcome.Refused refused ? string.Join("; ", refused.Refusals.Select(one => $"{one.Code} {one.Sentence}")) : outcome)}");

    public async Task<string> Refused(MatterKey key, string act, string by, object with) =>
        await Does(key, act, by, with) is Outcome.Refused refused ? string.Join(", ", refused.Refusals.Select(one => one.Code)) : "accepted";

    public async Task<long> Balance() => await Db(async db => (await Web.Accountability.Ledgers.Last(db, Measures, "fund"))?.Balance ?? 0);

    public Task<IReadOnlyList<Breakage>> Broken() => Db(async db => (await Inspection.Of(db, Services.GetRequiredService<Files>(), [], (_, work) => work(() => { }), CancellationToken.None)).Found);

}
