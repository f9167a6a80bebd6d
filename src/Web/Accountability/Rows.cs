using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Accountability;

/// <summary>
/// 账目: one entry of a ledger, written with the journal entry it follows from and never changed. Each ledger of a pack is numbered from 1 and carries its balance, so that nothing has to be summed
/// to know what it holds.
/// </summary>
public sealed class LedgerRow
{
    /// <summary>The journal entry it follows from.</summary>
    public required string Matter { get; set; }
    public int Seq { get; set; }
    public required string Pack { get; set; }
    public required string Ledger { get; set; }
    public long No { get; set; }

    /// <summary>The sanction or reward, or <c>deduct</c>.</summary>
    public required string Entry { get; set; }
    public string? PersonId { get; set; }
    public string? UnitId { get; set; }

    /// <summary>In fen; a deduction in hundredths of a per cent.</summary>
    public long Amount { get; set; }

    /// <summary>Of the ledger, with this entry.</summary>
    public long Balance { get; set; }
    public required string Period { get; set; }
    public required string Clause { get; set; }

    /// <summary>It takes back an earlier entry of the same matter.</summary>
    public bool Reverses { get; set; }
    public DateTimeOffset At { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<LedgerRow>
    {
        public void Configure(EntityTypeBuilder<LedgerRow> row)
        {
            row.ToTable("ledger");
            row.HasKey(one => new { one.Matter, one.Seq });
            row.HasIndex(one => new { one.Pack, one.Ledger, one.No }).IsUnique();
            row.HasIndex(one => new { one.Ledger, one.Period, one.No });
        }
    }
}

/// <summary>Writes the entries of the ledgers behind what they hold, and says what they hold.</summary>
public static class Ledgers
{
    /// <summary>The ledgers of one pack have one writer at a time: who decides on a balance locks it before he reads.</summary>
    public static Task Lock(AppDb db, string pack) => db.Lock($"ledger:{pack}");

    public static async Task Write(AppDb db, MatterKey key, int version, IReadOnlyList<Event> events)
    {
        var posted = events.Index().Where(one => one.Item is Posted).Select(one => (Seq: version + 1 + one.Index, Posted: (Posted)one.Item)).ToList();
        foreach (var pack in posted.Select(one => one.Posted.Pack).Distinct().Order(StringComparer.Ordinal)) await Lock(db, pack);
        var last = new Dictionary<(string, string), LedgerRow>();
        foreach (var (seq, one) in posted)
        {
            var before = last.GetValueOrDefault((one.Pack, one.Ledger)) ?? await Last(db, one.Pack, one.Ledger);
            db.Appended.Add(last[(one.Pack, one.Ledger)] = Row(key, seq, one, before?.No ?? 0, before?.Balance ?? 0));
        }
    }

    public static LedgerRow Row(MatterKey key, int seq, Posted posted, long no, long balance) => new()
    {
        Matter = key.ToString(), Seq = seq, Pack = posted.Pack, Ledger = posted.Ledger, No = no + 1, Entry = posted.Entry, PersonId = posted.Who.IsPerson ? posted.Who.Id : null, UnitId = posted.Who.IsUnit ? posted.Who.Id : null,
        Amount = posted.Amount, Balance = balance + posted.Amount, Period = posted.Period, Clause = posted.Clause, Reverses = posted.Reverses == true, At = posted.At,
    };

    public static Task<LedgerRow?> Last(AppDb db, string pack, string ledger) =>
        db.Ledger.AsNoTracking().Where(row => row.Pack == pack && row.Ledger == ledger).OrderByDescending(row => row.No).FirstOrDefaultAsync();

    /// <summary>What the ledgers of these packs hold, as a decision takes it: locked until the transaction ends.</summary>
    public static async Task<Matter> Held(AppDb db, IEnumerable<string> packs)
    {
        var held = new Matter(Executing.Ledgers);
        foreach (var pack in packs.Distinct().Order(StringComparer.Ordinal))
        {
            await Lock(db, pack);
            foreach (var ledger in await db.Ledger.Where(row => row.Pack == pack && row.No == 1).Select(row => row.Ledger).ToListAsync())
                if (await Last(db, pack, ledger) is { } last) held = held.Apply(new Posted(ledger, pack, last.Entry, Party.Unit(""), last.Balance, last.Period, last.Clause) { At = last.At });
        }
        return held;
    }

    /// <summary>What was posted, and what executions made people owe, before there were rows of either: written once, in the order of time.</summary>
    public static async Task CarryForward(IServiceProvider services, AppDb db)
    {
        if (await db.Ledger.AnyAsync() || !await db.Findings.AnyAsync(row => row.Status == "executed")) return;
        var regime = await services.GetRequiredService<Acting>().Regime();
        var posted = new List<(MatterKey Key, int Seq, Posted Posted)>();
        List<string> names = [Acting.Standing.ToString(), .. (await db.Findings.Where(row => row.Status == "executed").Select(row => row.Id).ToListAsync()).Select(id => $"finding:{id}")];
        foreach (var some in names.Chunk(200))
            foreach (var entries in (await db.Journal.AsNoTracking().Where(entry => some.Contains(entry.Matter)).OrderBy(entry => entry.Matter).ThenBy(entry => entry.Seq).ToListAsync()).GroupBy(entry => entry.Matter))
            {
                var key = MatterKey.Parse(entries.Key);
                posted.AddRange(entries.Where(entry => entry.Kind == "posted").Select(entry => (key, entry.Seq, (Posted)entry.Read())));
                if (key.Kind == MatterKind.Finding) await Projection.Duties(db, regime, Matter.Replay(key, entries.Select(entry => entry.Read())));
            }
        var last = new Dictionary<(string, string), LedgerRow>();
        foreach (var (key, seq, one) in posted.OrderBy(entry => entry.Posted.At).ThenBy(entry => entry.Key.ToString(), StringComparer.Ordinal).ThenBy(entry => entry.Seq))
            db.Ledger.Add(last[(one.Pack, one.Ledger)] = Row(key, seq, one, last.GetValueOrDefault((one.Pack, one.Ledger))?.No ?? 0, last.GetValueOrDefault((one.Pack, one.Ledger))?.Balance ?? 0));
        await db.SaveChangesAsync();
    }

    /// <summary>What the entries of a matter say otherwise than its history; each balance is the one before with its own amount.</summary>
    public static async Task<IReadOnlyList<string>> Differences(AppDb db, MatterKey key, IReadOnlyList<Event> events)
    {
        var (name, found) = (key.ToString(), new List<string>());
        var kept = await db.Ledger.AsNoTracking().Where(row => row.Matter == name).ToDictionaryAsync(row => row.Seq);
        foreach (var (i, happened) in events.Index())
        {
            if (happened is not Posted posted) continue;
            if (!kept.Remove(i + 1, out var row))
            {
                found.Add($"第 {i + 1} 条的入账不在账上");
                continue;
            }
            var before = row.No == 1 ? null : await db.Ledger.AsNoTracking().SingleOrDefaultAsync(one => one.Pack == row.Pack && one.Ledger == row.Ledger && one.No == row.No - 1);
            if (row.No < 1 || row.No > 1 && before is null) found.Add($"{Words.Ledger(row.Ledger)}第 {row.No} 笔之前缺了账目");
            var right = Row(key, i + 1, posted, row.No - 1, before?.Balance ?? 0);
            if (!Said(right).Equals(Said(row))) found.Add($"{Words.Ledger(row.Ledger)}第 {row.No} 笔不符：日志 {Said(right)}，账上 {Said(row)}");
        }
        foreach (var row in kept.Values) found.Add($"{Words.Ledger(row.Ledger)}第 {row.No} 笔在日志里没有");
        return found;

        static (string, string, long, string, string?, string?, long, long, string, string, bool, long) Said(LedgerRow row) =>
            (row.Pack, row.Ledger, row.No, row.Entry, row.PersonId, row.UnitId, row.Amount, row.Balance, row.Period, row.Clause, row.Reverses, row.At.ToUnixTimeMilliseconds());
    }
}

/// <summary>奖励 as it stands, for the lists.</summary>
public sealed class RewardRow
{
    public int Id { get; set; }
    public int Version { get; set; }

    /// <summary>submitted, approved, declined, paid or reversed.</summary>
    public required string Status { get; set; }
    public required string PersonId { get; set; }
    public required string Kind { get; set; }
    public required string Deed { get; set; }

    /// <summary>In fen; null for a reward without money.</summary>
    public long? Amount { get; set; }
    public string? Pack { get; set; }
    public required string ById { get; set; }

    /// <summary>Whoever is to approve it, while it waits.</summary>
    public string? ApproverId { get; set; }
    public DateTimeOffset At { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<RewardRow>
    {
        public void Configure(EntityTypeBuilder<RewardRow> row)
        {
            row.ToTable("rewards");
            row.Property(one => one.Id).ValueGeneratedNever();
            row.Property(one => one.Version).IsConcurrencyToken();
            row.HasIndex(one => new { one.Status, one.Id });
            row.HasIndex(one => new { one.PersonId, one.Id });
            row.HasIndex(one => new { one.ById, one.Id });
            row.HasIndex(one => new { one.ApproverId, one.Id }).HasFilter("approver_id IS NOT NULL");
            row.HasIndex(one => new { one.At, one.Id });
        }
    }
}

public static class RewardRows
{
    public static int Number(MatterKey key) => int.Parse(key.Id.Split('-')[^1], CultureInfo.InvariantCulture);

    public static async Task Write(AppDb db, Matter reward, Judging.Regime regime)
    {
        var row = await db.Rewards.FindAsync(Number(reward.Key));
        if (row is null) db.Rewards.Add(row = Begin(reward));
        (row.Version, row.Status) = (reward.Version, Rewarding.Status(reward)!);
        row.ApproverId = row.Status == "submitted" ? Rewarding.Approver(new(regime, reward, null, reward.OpenedAt)) : null;
    }

    private static RewardRow Begin(Matter reward)
    {
        var said = Rewarding.Submission(reward)!;
        return new RewardRow
        {
            Id = Number(reward.Key), Status = "", PersonId = said.With.Text("person")!, Kind = said.With.Text("reward") ?? "performance-reward", Deed = said.With.Text("deed")!, Amount = (long?)(said.With.Number("amount") * 100),
            Pack = said.With.Text("pack"), ById = said.By, At = said.At,
        };
    }

    public static async Task<IReadOnlyList<string>> Differences(AppDb db, Matter reward)
    {
        var id = Number(reward.Key);
        if (Rewarding.Submission(reward) is null) return [];
        if (await db.Rewards.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id) is not { } kept) return ["缺状态行"];
        var right = Begin(reward);
        return (reward.Version, Rewarding.Status(reward), right.PersonId, right.Kind, right.Deed, right.Amount, right.Pack, right.ById, right.At.ToUnixTimeMilliseconds())
            .Equals((kept.Version, (string?)kept.Status, kept.PersonId, kept.Kind, kept.Deed, kept.Amount, kept.Pack, kept.ById, kept.At.ToUnixTimeMilliseconds())) ? [] : [$"奖励 {id} 的状态行与日志不符"];
    }
}
