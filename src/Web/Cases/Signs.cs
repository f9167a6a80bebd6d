using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Shouwen.Search;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>
/// How rare each sign is among the requests of this installation, learnt from the newest of them when it is first asked and from those that came since at each asking,
/// also those that another process registered.
/// </summary>
public sealed class Signs
{
    private const int Learnt = 10_000;
    private const int Step = 500;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Rarity _rarity = new();
    private long? _last;
    private long _learnt;

    /// <summary>Asks with what is known by now, or was a moment ago when <paramref name="lately"/> is enough; one at a time.</summary>
    public async Task<T> Ask<T>(AppDb db, KnownWords known, Func<Rarity, T> ask, bool lately = false)
    {
        await _turn.WaitAsync();
        try
        {
            if (!lately || _last is null || Stopwatch.GetElapsedTime(_learnt) > Moment) await Learn(db, known);
            return ask(_rarity);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task Learn(AppDb db, KnownWords known)
    {
        _last ??= await db.Cases.OrderByDescending(row => row.Key).Skip(Learnt).Select(row => (long?)row.Key).FirstOrDefaultAsync() ?? 0;
        _learnt = Stopwatch.GetTimestamp();
        while (true)
        {
            var after = _last.Value;
            var newer = await db.Cases.AsNoTracking().Where(row => row.Key > after).OrderBy(row => row.Key).Take(Step).Select(row => new { row.Key, row.Content, row.CustomerAddress }).ToListAsync();
            foreach (var row in newer) _rarity.Add(Signature.Of(row.Content, row.CustomerAddress, known));
            if (newer.Count > 0) _last = newer[^1].Key;
            if (newer.Count < Step) return;
        }
    }
}
