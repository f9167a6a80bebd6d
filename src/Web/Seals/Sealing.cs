using Microsoft.EntityFrameworkCore;
using Shouwen.Calendar;
using Shouwen.Seals;
using Shouwen.Web.Data;

namespace Shouwen.Web.Seals;

/// <summary>
/// Seals each day of the organisation's own zone when it is over, in order, exactly once whoever asks. It reads the entries written that day and nothing else.
/// </summary>
public sealed class Sealing
{
    /// <summary>How long after the end of a day it is sealed: longer than any write takes, so that nothing of the day is written behind the seal.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(15);

    /// <summary>So many days at most are caught up in one go; the next look goes on.</summary>
    public const int Most = 31;

    /// <summary>When the record begins; kept because the beginning never moves and finding it may read much.</summary>
    private DateTimeOffset? _begins;

    /// <summary>Makes the seals that are due now; how many.</summary>
    public async Task<int> Make(AppDb db, WorkCalendar calendar, DateTimeOffset now, int most = Most, CancellationToken cancel = default)
    {
        var made = 0;
        while (made < most && await One(db, calendar, now, cancel) is { } mine)
            if (mine) made++;
        return made;
    }

    /// <summary>How many days are over, by more than the margin, and not sealed.</summary>
    public async Task<int> Missing(AppDb db, WorkCalendar calendar, DateTimeOffset now)
    {
        var missing = 0;
        for (var due = await Due(db, calendar, now); due is var (_, _, to); due = End(calendar, to) is var end && end + Margin <= now ? (null, to, end) : null) missing++;
        return missing;
    }

    /// <summary>Whether this one made the seal that was due, or another meanwhile; null when none is due.</summary>
    private async Task<bool?> One(AppDb db, WorkCalendar calendar, DateTimeOffset now, CancellationToken cancel)
    {
        if (await Due(db, calendar, now) is not var (last, from, to)) return null;
        // The day is over: what is read before the transaction can't change any more, and nobody waits for it.
        var heads = await Heads(db, from, to, cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Lock("seals");
        if ((await Last(db))?.Number != last?.Number) return false;
        var seal = new Seal { Number = (last?.Number ?? 0) + 1, From = from, To = to, Count = heads.Count, Root = MerkleTree.Root(heads), Previous = last?.Hash ?? "", MadeAt = now, Hash = "" };
        seal.Hash = seal.Fingerprint();
        db.Appended.Add(seal);
        db.Appended.AddRange(heads.Select(head => new SealedHead { Matter = head.Matter, Seal = seal.Number, Seq = head.Seq, Hash = head.Hash }));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>The last entry of each matter that was written to between these moments, in the order of the tree.</summary>
    public static async Task<IReadOnlyList<Head>> Heads(AppDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel = default)
    {
        var day = db.Journal.Where(entry => entry.RecordedAt >= from && entry.RecordedAt < to);
        var last = day.GroupBy(entry => entry.Matter).Select(group => new { Matter = group.Key, Seq = group.Max(entry => entry.Seq) });
        var heads = await day.Join(last, entry => new { entry.Matter, entry.Seq }, head => new { head.Matter, head.Seq }, (entry, _) => new Head(entry.Matter, entry.Seq, entry.Hash)).ToListAsync(cancel);
        return MerkleTree.Ordered(heads);
    }

    /// <summary>The day that is to be sealed next; null while it isn't over, and while there is no record.</summary>
    private async Task<(Seal? Last, DateTimeOffset From, DateTimeOffset To)?> Due(AppDb db, WorkCalendar calendar, DateTimeOffset now)
    {
        var last = await Last(db);
        if (last is null) _begins ??= await db.Journal.MinAsync(entry => (DateTimeOffset?)entry.RecordedAt);
        if ((last?.To ?? Start(calendar, _begins)) is not { } from) return null;
        var to = End(calendar, from);
        return to + Margin <= now ? (last, from, to) : null;
    }

    public static Task<Seal?> Last(AppDb db) => db.Seals.AsNoTracking().OrderByDescending(seal => seal.Number).FirstOrDefaultAsync();

    private static DateTimeOffset? Start(WorkCalendar calendar, DateTimeOffset? moment) => moment is { } at ? calendar.At(calendar.DayOf(at), TimeOnly.MinValue).ToUniversalTime() : null;

    private static DateTimeOffset End(WorkCalendar calendar, DateTimeOffset from) => calendar.At(calendar.DayOf(from).AddDays(1), TimeOnly.MinValue).ToUniversalTime();
}
