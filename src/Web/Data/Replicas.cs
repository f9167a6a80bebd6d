using Microsoft.EntityFrameworkCore;
using NpgsqlTypes;

namespace Shouwen.Web.Data;

/// <summary>
/// 只读副本: streaming standbys of the PostgreSQL server that lists and figures may be read from. Once a second this process notes how far the primary has written, so that it can say of a
/// standby up to which moment its data goes: the last at which the primary had not written more than the standby has replayed.
/// </summary>
public sealed class Replicas(SiteOptions options, TimeProvider time, ILogger<Replicas> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>A standby that did not answer is left alone for so long.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private const int Kept = 3600;

    private readonly List<Replica> all = [.. options.Replicas.Select(connection => new Replica(PostgresDb.Connection(connection)))];
    private readonly Queue<(DateTimeOffset At, NpgsqlLogSequenceNumber Position)> written = new();
    private int turn;

    public sealed class Replica(string connection)
    {
        public string Connection => connection;
        public string Name => PostgresDb.Place(connection);

        /// <summary>Nobody asks it before.</summary>
        public DateTimeOffset NotBefore { get; set; }

        /// <summary>Up to which moment its data goes, as it was last seen.</summary>
        public DateTimeOffset? AsOf { get; set; }
    }

    public bool Any => all.Count > 0;

    /// <summary>Each with the seconds by which it is behind, where that is known.</summary>
    public IEnumerable<(string Name, double Behind)> Behind => all.Where(one => one.AsOf is not null).Select(one => (one.Name, (time.GetUtcNow() - one.AsOf!.Value).TotalSeconds));

    /// <summary>Those that may answer, another one first each time.</summary>
    public IEnumerable<Replica> InTurn()
    {
        var now = time.GetUtcNow();
        var from = Interlocked.Increment(ref turn) & int.MaxValue;
        return Enumerable.Range(0, all.Count).Select(i => all[(from + i) % all.Count]).Where(one => one.NotBefore <= now);
    }

    public static PostgresDb Open(Replica replica) => new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(replica.Connection).AddInterceptors(new Safety(), new SearchPlans()).Options);

    public void Lost(Replica replica, Exception failure)
    {
        (replica.NotBefore, replica.AsOf) = (time.GetUtcNow() + Rest, null);
        log.LogWarning("The replica {Name} does not answer; the primary is read instead: {Why}", replica.Name, failure.Message);
    }

    /// <summary>How far a standby has replayed; null when it is none.</summary>
    public static async Task<NpgsqlLogSequenceNumber?> Replayed(PostgresDb db, CancellationToken cancel) =>
        (await db.Database.SqlQuery<string?>($"SELECT pg_last_wal_replay_lsn()::text AS \"Value\"").ToListAsync(cancel)).Single() is { } position ? NpgsqlLogSequenceNumber.Parse(position) : null;

    /// <summary>How far the primary has written what nobody can lose: every commit that was answered is in it, and what a standby has not been sent yet (notes without a commit) is not.</summary>
    public static async Task<NpgsqlLogSequenceNumber> Written(AppDb primary, CancellationToken cancel) =>
        NpgsqlLogSequenceNumber.Parse((await primary.Database.SqlQuery<string>($"SELECT pg_current_wal_flush_lsn()::text AS \"Value\"").ToListAsync(cancel)).Single());

    /// <summary>Up to which moment the data of a standby goes that has replayed so far; null when that is longer ago than anybody remembers.</summary>
    public DateTimeOffset? AsOf(NpgsqlLogSequenceNumber replayed)
    {
        lock (written) return written.Where(one => one.Position <= replayed).Select(one => (DateTimeOffset?)one.At).LastOrDefault();
    }

    /// <summary>Notes how far the primary is, and asks each standby.</summary>
    public async Task Look(CancellationToken cancel)
    {
        // The moment before the question: what was written until then is in the answer.
        var now = time.GetUtcNow();
        await using (var primary = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(PostgresDb.Connection(options.Postgres!)).AddInterceptors(new Safety()).Options))
        {
            var position = await Written(primary, cancel);
            lock (written)
            {
                written.Enqueue((now, position));
                if (written.Count > Kept) written.Dequeue();
            }
        }
        foreach (var replica in all.Where(one => one.NotBefore <= now).ToList())
            try
            {
                await using var db = Open(replica);
                replica.AsOf = await Replayed(db, cancel) is { } replayed ? AsOf(replayed) : null;
            }
            catch (Exception failure) when (Outage.Of(failure) is not null)
            {
                Lost(replica, failure);
            }
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        if (!Any || options.Postgres is null) return;
        using var timer = new PeriodicTimer(Pace);
        try
        {
            do
                try
                {
                    await Look(stopping);
                }
                catch (Exception failure) when (Outage.Of(failure) is not null)
                {
                    // The primary is away; what was known of the standbys grows old by itself.
                    log.LogWarning("The primary does not say how far it has written: {Why}", failure.Message);
                }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }
}
