using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouwen.Tests;
using Shouwen.Web.Data;
using Xunit;

[assembly: AssemblyFixture(typeof(TestDatabases))]

namespace Shouwen.Tests;

/// <summary>
/// The tests run on SQLite, or on PostgreSQL when <c>SHOUWEN_TEST_DATABASE=postgres</c>: then on a server of their own on loopback, with its own data folder, which is
/// started when the first test asks and stopped after the last. Every site has a database of its own, copied from one that was migrated once.
/// </summary>
public sealed class TestDatabases : IAsyncDisposable
{
    public static bool OnPostgres { get; } = Environment.GetEnvironmentVariable("SHOUWEN_TEST_DATABASE") switch
    {
        null or "" or "sqlite" => false,
        "postgres" => true,
        var other => throw new InvalidOperationException($"SHOUWEN_TEST_DATABASE={other}: sqlite or postgres"),
    };

    private const string Template = "shouwen_template";
    private static readonly Lazy<Task<PostgresServer>> Server = new(Start);
    private static int made;

    /// <summary>The connection to a fresh, migrated database; null when the tests run on SQLite.</summary>
    public static async Task<string?> New() => OnPostgres ? await NewPostgres() : null;

    /// <summary>The same whatever the tests run on.</summary>
    public static async Task<string> NewPostgres()
    {
        var server = await Server.Value;
        var name = $"site_{Interlocked.Increment(ref made)}";
        await server.Execute($"CREATE DATABASE {name} TEMPLATE {Template}");
        return server.Connection(name);
    }

    /// <summary>The connection to a database that nobody has made yet.</summary>
    public static async Task<string> Unmade() => (await Server.Value).Connection($"unmade_{Interlocked.Increment(ref made)}");

    public static async Task Drop(string? connection)
    {
        if (connection is null) return;
        await using (var pool = new NpgsqlConnection(connection)) NpgsqlConnection.ClearPool(pool);
        await (await Server.Value).Execute($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)");
    }

    /// <summary>What the clock of a <see cref="EmptySite"/> says when it begins.</summary>
    public static readonly DateTimeOffset Then = new(2026, 3, 4, 10, 30, 0, TimeSpan.FromHours(8));

    private static async Task<PostgresServer> Start()
    {
        var server = await PostgresServer.Start();
        try
        {
            await using var db = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>()
                .UseNpgsql(server.Connection(Template) + ";Pooling=false", one => one.MigrationsHistoryTable("migrations")).Options);
            await db.Upgrade(Then, () => Task.CompletedTask);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await Server.Value).DisposeAsync();
    }
}
