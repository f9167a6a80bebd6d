using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using Shouwen.Web.Journal;

namespace Shouwen.Web.Data;

/// <summary>A PostgreSQL server, 15 or newer: for many people at once and more than one process.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : AppDb(options)
{
    /// <exception cref="FormatException">Not a connection string, with a sentence for people.</exception>
    public static string Connection(string given)
    {
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(given);
            if (string.IsNullOrEmpty(connection.Host) || string.IsNullOrEmpty(connection.Database)) throw new FormatException("数据库连接须写明 Host 和 Database，例如 Host=127.0.0.1;Database=shouwen;Username=shouwen");
            connection.ApplicationName ??= "shouwen";
            // The same few statements come again and again; the server need not plan them each time.
            if (connection.MaxAutoPrepare == 0) connection.MaxAutoPrepare = 100;
            // Who waits too long leaves. A cancel would make a commit that waits for its standby answer as if the standby had it.
            connection.CancellationTimeout = -1;
            // A page needs the first few of many rows; several processes that look for them side by side read far more than one does, and take it from everybody else.
            // So does a merge, which reads everything between them; and a row by its key costs hardly more than the one behind it, on any disk of today.
            if (string.IsNullOrEmpty(connection.Options)) connection.Options = "-c max_parallel_workers_per_gather=0 -c enable_mergejoin=off -c random_page_cost=1.1";
            // Nothing here outlives its transaction on a session, so that whoever has it next need not clean it with seven statements; a transaction left open is rolled back all the same.
            connection.NoResetOnClose = true;
            return connection.ToString();
        }
        catch (ArgumentException failure)
        {
            throw new FormatException($"数据库连接读不懂：{failure.Message}", failure);
        }
    }

    /// <summary>host/database of a connection.</summary>
    public static string Place(string connection) 
    {
        var server = new NpgsqlConnectionStringBuilder(connection);
        return $"{server.Host}/{server.Database}";
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<Milliseconds>();
        // By code point, whatever the locale of the server: sorted as SQLite and C# sort, and beginnings are found by index.
        conventions.Properties<string>().UseCollation("C");
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.Entity<JournalEntry>(row =>
        {
            // The months keep matter and number unique, each its own (JournalMonths); no key of the whole can.
            row.HasKey(entry => new { entry.Matter, entry.Seq, entry.RecordedAt });
            // Entries lie in the order they were written, so the index need only say which stretch holds which hours; it costs a write next to nothing.
            row.HasIndex(entry => entry.RecordedAt).HasMethod("brin").HasStorageParameter("autosummarize", true);
        });
        SnakeCase.Apply(model);
    }

    public override Task Lock(string name) => Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({name}, 0))");

    public override Task LockShared(string name) => Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared(hashtextextended({name}, 0))");

    public override async Task<bool> TryLock(string name) =>
        (await Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock(hashtextextended({name}, 0)) AS \"Value\"").ToListAsync()).Single();

    /// <summary>A matter is claimed by the first of its duties that are due, so that two never hold rows of one and wait for each other.</summary>
    public override Task<List<string>> Alarmed(DateTimeOffset now, int most) => Database.SqlQuery<string>($"""
        SELECT d.matter AS "Value" FROM duties d
        WHERE d.alarm <= {now} AND NOT EXISTS (SELECT 1 FROM duties o WHERE o.matter = d.matter AND o.no < d.no AND o.alarm <= {now})
        ORDER BY d.alarm LIMIT {most} FOR UPDATE OF d SKIP LOCKED
        """).ToListAsync();

    /// <summary>
    /// A transaction of one's own that writes, on the session that read: it is safe, on the standbys that must have it too, only when what was written before is. Another session
    /// might be on the server that took over, whose own disk says nothing of what the lost one had; no session outlives that.
    /// </summary>
    public override async Task<T> Settled<T>(Func<Task<T>> read)
    {
        await Database.OpenConnectionAsync();
        try
        {
            var found = await read();
            var session = Database.GetDbConnection();
            await using (var wait = session.CreateCommand())
            {
                wait.CommandText = "SELECT pg_logical_emit_message(true, 'shouwen', '')";
                await wait.ExecuteNonQueryAsync();
            }
            Safety.Check(session);
            return found;
        }
        // The session has ended: a command on it that is closed is an InvalidOperationException.
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException or IOException)
        {
            throw new Unsettled("The server went before it was known that what it told is safe.", failure);
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    public override async Task<IReadOnlyList<string>> Upgrade(DateTimeOffset now, Func<Task> after)
    {
        await Make();
        await Database.OpenConnectionAsync();
        try
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_lock(hashtextextended('shouwen upgrade', 0))");
            try
            {
                return await base.Upgrade(now, async () =>
                {
                    await MakeMonths(now, now);
                    await after();
                });
            }
            finally
            {
                await Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock(hashtextextended('shouwen upgrade', 0))");
            }
        }
        finally
        {
            await Database.CloseConnectionAsync();
        }
    }

    private async Task Make()
    {
        var creator = this.GetService<IRelationalDatabaseCreator>();
        if (await creator.ExistsAsync()) return;
        try
        {
            await creator.CreateAsync();
        }
        catch (PostgresException failure) when (failure.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process that began at the same time has made it.
        }
    }

    /// <summary>The months before a case was begun are not looked into.</summary>
    public override IQueryable<JournalEntry> JournalOf(string matter) =>
        JournalMonths.Begun(matter) is { } begun ? base.JournalOf(matter).Where(entry => entry.RecordedAt >= begun) : base.JournalOf(matter);

    public override Task MakeMonths(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel = default) => JournalMonths.Make(this, from, to, cancel);

    public override async Task<DateTimeOffset?> ServerTime() => (await Database.SqlQuery<DateTimeOffset>($"SELECT clock_timestamp() AS \"Value\"").ToListAsync()).Single();

    public override Task<IReadOnlyList<string>> MissingMonths(DateTimeOffset now, CancellationToken cancel = default) => JournalMonths.Missing(this, now, cancel);

    /// <summary>PostgreSQL takes UTC only and would keep microseconds; whole milliseconds read back equal on every database.</summary>
    private sealed class Milliseconds() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        moment => DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds()), value => value);
}
