using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>
/// 在手: how many open cases a person has, by the units they touch. The sum of all rows that say the same is the figure: every write that changes one appends what it adds or takes away, and
/// locks nothing; the watch puts them together.
/// </summary>
public sealed class Caseload
{
    /// <summary>Any that is unique; of a row put together by the watch what it is about.</summary>
    public required string Id { get; set; }

    /// <summary>Put together, not just appended.</summary>
    public bool Kept { get; set; }

    /// <summary>Of the case; empty where it names none.</summary>
    public required string FirstContactUnitId { get; set; }
    public required string HandlerUnitId { get; set; }
    public required string PendingUnitId { get; set; }
    public required string HandlerId { get; set; }

    /// <summary>All of them; those with a breached duty; those that nobody has taken over.</summary>
    public int Open { get; set; }
    public int Late { get; set; }
    public int Waiting { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Caseload>
    {
        public void Configure(EntityTypeBuilder<Caseload> row) => row.ToTable("caseloads");
    }
}

/// <summary>Keeps the caseloads in the write that changes what they count.</summary>
public static class Caseloads
{
    /// <summary>From so many appended rows on it pays to put them together.</summary>
    private const int Enough = 200;

    private readonly record struct About(string FirstContactUnit, string HandlerUnit, string PendingUnit, string Handler)
    {
        public static About Of(Caseload caseload) => new(caseload.FirstContactUnitId, caseload.HandlerUnitId, caseload.PendingUnitId, caseload.HandlerId);

        /// <summary>The ids of units and people have no such sign.</summary>
        public string Id => $"{FirstContactUnit}|{HandlerUnit}|{PendingUnit}|{Handler}";
    }

    private readonly record struct Counted(int Open, int Late, int Waiting)
    {
        public static Counted operator +(Counted one, Counted other) => new(one.Open + other.Open, one.Late + other.Late, one.Waiting + other.Waiting);
        public static Counted operator -(Counted one) => new(-one.Open, -one.Late, -one.Waiting);
    }

    /// <summary>A case as the caseloads see it; what is closed counts nowhere.</summary>
    public readonly record struct Standing
    {
        private readonly About about;
        private readonly Counted counted;

        public static Standing Of(CaseRow? row) => row is { IsOpen: true } ? new(row) : default;

        private Standing(CaseRow row)
        {
            about = new(row.FirstContactUnitId, row.HandlerUnitId ?? "", row.PendingUnitId ?? "", row.HandlerId ?? "");
            counted = new(1, row.Breached > 0 ? 1 : 0, row.Status == Awaiting ? 1 : 0);
        }

        /// <summary>What the next save appends for a case that stood so and stands otherwise now.</summary>
        public static void Changed(AppDb db, Standing before, Standing now)
        {
            if (before.about == now.about)
            {
                if (before.counted != now.counted) db.Appended.Add(Row(now.about, now.counted + -before.counted));
                return;
            }
            if (before.counted != default) db.Appended.Add(Row(before.about, -before.counted));
            if (now.counted != default) db.Appended.Add(Row(now.about, now.counted));
        }
    }

    /// <summary>The status of a case that is on its way and nobody has taken over.</summary>
    public const string Awaiting = "awaiting-takeover";

    private static Caseload Row(About about, Counted counted, bool kept = false) => new()
    {
        Id = kept ? about.Id : Guid.CreateVersion7().ToString("N"), Kept = kept, FirstContactUnitId = about.FirstContactUnit, HandlerUnitId = about.HandlerUnit, PendingUnitId = about.PendingUnit, HandlerId = about.Handler,
        Open = counted.Open, Late = counted.Late, Waiting = counted.Waiting,
    };

    /// <summary>Puts together what was appended, where there is enough of it and no other process does. Whoever reads meanwhile has the sums of before, which are the same.</summary>
    public static async Task Gather(AppDb db, int enough = Enough)
    {
        if (await db.Caseloads.CountAsync(row => !row.Kept) < enough) return;
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (!await db.TryLock("caseloads")) return;
        var rows = await db.Caseloads.ToListAsync();
        var kept = rows.Where(row => row.Kept).ToDictionary(About.Of);
        foreach (var about in rows.Where(row => !row.Kept).GroupBy(About.Of))
        {
            var sum = about.Aggregate(default(Counted), (sum, row) => sum + new Counted(row.Open, row.Late, row.Waiting));
            if (kept.TryGetValue(about.Key, out var row)) (row.Open, row.Late, row.Waiting) = (row.Open + sum.Open, row.Late + sum.Late, row.Waiting + sum.Waiting);
            else if (sum != default) db.Caseloads.Add(Row(about.Key, sum, kept: true));
            if (row is { Open: 0, Late: 0, Waiting: 0 }) db.Caseloads.Remove(row);
        }
        db.Caseloads.RemoveRange(rows.Where(row => !row.Kept));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        db.Forget();
    }

    /// <summary>Makes all of them from the rows of the cases.</summary>
    public static async Task Make(AppDb db)
    {
        await db.Caseloads.ExecuteDeleteAsync();
        foreach (var (about, counted) in await Counts(db)) db.Appended.Add(Row(about, counted, kept: true));
        await db.SaveChangesAsync();
    }

    /// <summary>Where the caseloads do not say what the rows of the cases do, a sentence each.</summary>
    public static async Task<IReadOnlyList<string>> Differences(AppDb db)
    {
        var caseloads = (await db.Caseloads.AsNoTracking().ToListAsync()).GroupBy(About.Of).ToDictionary(group => group.Key, group => group.Aggregate(default(Counted), (sum, row) => sum + new Counted(row.Open, row.Late, row.Waiting)));
        var counts = await Counts(db);
        return [.. caseloads.Keys.Union(counts.Keys).Order(Comparer<About>.Create((one, other) => string.CompareOrdinal(one.Id, other.Id)))
            .Select(about => (about.Id, Kept: caseloads.GetValueOrDefault(about), Counts: counts.GetValueOrDefault(about))).Where(one => one.Kept != one.Counts)
            .Select(one => $"在手件数 {one.Id} 不符：诉求 {Say(one.Counts)}，计数 {Say(one.Kept)}")];

        static string Say(Counted one) => $"未办结 {one.Open}、逾期 {one.Late}、待接手 {one.Waiting}";
    }

    private static async Task<Dictionary<About, Counted>> Counts(AppDb db) => (await db.Cases.Where(row => row.ClosedAt == null)
        .GroupBy(row => new { row.FirstContactUnitId, HandlerUnitId = row.HandlerUnitId ?? "", PendingUnitId = row.PendingUnitId ?? "", HandlerId = row.HandlerId ?? "" })
        .Select(group => new { group.Key, Open = group.Count(), Late = group.Count(row => row.Breached > 0), Waiting = group.Count(row => row.Status == Awaiting) }).ToListAsync())
        .ToDictionary(one => new About(one.Key.FirstContactUnitId, one.Key.HandlerUnitId, one.Key.PendingUnitId, one.Key.HandlerId), one => new Counted(one.Open, one.Late, one.Waiting));
}
