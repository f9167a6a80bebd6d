using Microsoft.EntityFrameworkCore;

namespace Shouwen.Web.Data;

/// <summary>
/// A figure that is kept and not counted: the sum of all rows that are about the same. Every write that changes one appends what it adds or takes away, and locks nothing; the watch puts them together.
/// </summary>
public abstract class KeptFigure<TRow> where TRow : KeptFigure<TRow>
{
    /// <summary>Any that is unique; of a row put together by the watch what it is about.</summary>
    public string Id { get; set; } = Guid.CreateVersion7().ToString("N");

    /// <summary>Put together, not just appended.</summary>
    public bool Kept { get; set; }

    /// <summary>What it is about, in a word; the ids of units and people hold no <c>|</c>.</summary>
    public abstract string About();

    public abstract bool IsNothing();

    /// <summary>What it counts, in words.</summary>
    public abstract string Say();

    public abstract void Add(TRow other, int times);

    /// <summary>About the same, and nothing counted yet.</summary>
    public abstract TRow Empty();
}

/// <summary>Keeps figures in the write that changes what they count.</summary>
public static class KeptFigures
{
    /// <summary>From so many appended rows on it pays to put them together.</summary>
    private const int Enough = 200;

    /// <summary>What the next save appends for something that counted so and counts otherwise now; null where it counts nowhere.</summary>
    public static void Changed<TRow>(AppDb db, TRow? before, TRow? now) where TRow : KeptFigure<TRow>, new()
    {
        if (before is not null && now is not null && before.About() == now.About())
        {
            now.Add(before, -1);
            before = null;
        }
        if (before is not null)
        {
            var less = before.Empty();
            less.Add(before, -1);
            db.Appended.Add(less);
        }
        if (now is not null && !now.IsNothing()) db.Appended.Add(now);
    }

    /// <summary>Puts together what was appended, where there is enough of it and no other process does. Whoever reads meanwhile has the sums of before, which are the same.</summary>
    public static async Task Gather<TRow>(AppDb db, int enough = Enough) where TRow : KeptFigure<TRow>, new()
    {
        var rows = db.Set<TRow>();
        if (await rows.CountAsync(row => !row.Kept) < enough) return;
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (!await db.TryLock(db.Model.FindEntityType(typeof(TRow))!.GetTableName()!)) return;
        foreach (var same in (await rows.Where(row => !row.Kept).ToListAsync()).GroupBy(row => row.About()).ToList())
        {
            var sum = await rows.FindAsync(same.Key);
            if (sum is null) rows.Add(sum = Sum(same));
            else foreach (var row in same) sum.Add(row, 1);
            if (sum.IsNothing()) rows.Remove(sum);
            rows.RemoveRange(same);
        }
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        db.Forget();
    }

    /// <summary>Makes all of them anew from what was counted.</summary>
    public static async Task Make<TRow>(AppDb db, IEnumerable<TRow> counted) where TRow : KeptFigure<TRow>, new()
    {
        await db.Set<TRow>().ExecuteDeleteAsync();
        foreach (var same in counted.GroupBy(row => row.About())) db.Appended.Add(Sum(same));
        await db.SaveChangesAsync();
    }

    /// <summary>Where the figures do not say what was counted, a sentence each.</summary>
    public static async Task<IReadOnlyList<string>> Differences<TRow>(AppDb db, string name, IEnumerable<TRow> counted) where TRow : KeptFigure<TRow>, new()
    {
        var (kept, right) = (Sums(await db.Set<TRow>().AsNoTracking().ToListAsync()), Sums(counted));
        var nothing = new TRow().Say();
        return [.. kept.Keys.Union(right.Keys).Order(StringComparer.Ordinal).Select(about => (About: about, Kept: kept.GetValueOrDefault(about)?.Say() ?? nothing, Right: right.GetValueOrDefault(about)?.Say() ?? nothing))
            .Where(one => one.Kept != one.Right).Select(one => $"{name} {one.About} 不符：诉求 {one.Right}，计数 {one.Kept}")];

        static Dictionary<string, TRow> Sums(IEnumerable<TRow> rows) => rows.GroupBy(row => row.About()).ToDictionary(same => same.Key, same => Sum(same));
    }

    private static TRow Sum<TRow>(IGrouping<string, TRow> same) where TRow : KeptFigure<TRow>
    {
        var sum = same.First().Empty();
        (sum.Id, sum.Kept) = (same.Key, true);
        foreach (var row in same) sum.Add(row, 1);
        return sum;
    }
}
