using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouwen.Web.Commands;
using Shouwen.Web.Data;
using Xunit;

namespace Shouwen.Tests.Postgres;

/// <summary>The drill of docs/operations.md for a server that puts its log of writes away: back as of a moment between two requests.</summary>
public sealed class RecoveryTests : IAsyncLifetime
{
    private sealed class ArchivedSite(PostgresServer server) : WorldSite
    {
        protected override async Task<string?> NewDatabase()
        {
            await server.Execute("CREATE DATABASE shouwen");
            return server.Connection("shouwen");
        }
    }

    private PostgresServer server = null!;
    private ArchivedSite site = null!;

    public async ValueTask InitializeAsync()
    {
        if (!TestDatabases.OnPostgres) return;
        server = await PostgresServer.Start(keeps: true, archives: true);
        site = new ArchivedSite(server);
        await site.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!TestDatabases.OnPostgres) return;
        await site.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_was_put_away_brings_a_copy_to_any_moment_and_it_verifies()
    {
        Assert.SkipUnless(TestDatabases.OnPostgres, "only a server puts its log of writes away");
        var cancel = TestContext.Current.CancellationToken;
        await site.Registered(content: "复制之前登记的");
        await using var copy = await server.Copy();
        await site.Registered(content: "复制之后登记的");
        var moment = await server.Ask("SELECT clock_timestamp()::text");
        await site.Registered(content: "那一刻之后登记的");
        await server.PutAway();

        await copy.Recover(server.Archive, moment!);
        await using (var db = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(copy.Connection("shouwen") + ";Pooling=false").Options))
            Assert.Equal(["复制之前登记的", "复制之后登记的"], await db.Cases.OrderBy(row => row.Key).Select(row => row.Content).ToListAsync(cancel));
        Assert.Equal(CommandLine.Done, await CommandLine.Run(["verify", "--data", site.Data, "--database", copy.Connection("shouwen")]));
        await using (var pool = new NpgsqlConnection(copy.Connection("shouwen"))) NpgsqlConnection.ClearPool(pool);
    }
}
