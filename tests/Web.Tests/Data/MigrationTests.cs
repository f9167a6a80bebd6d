using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.Data;

public class MigrationTests(TownSite site) : IClassFixture<TownSite>
{
    private static SqliteDb Sqlite(string file = ":memory:") => new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(SqliteDb.Connection(file)).AddInterceptors(new Pragmas()).Options);

    private static PostgresDb Postgres(string connection = "Host=none") => new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(connection, server => server.MigrationsHistoryTable("migrations")).Options);

    [Fact]
    public void The_migrations_of_every_database_say_what_the_model_says()
    {
        using AppDb sqlite = Sqlite(), postgres = Postgres();
        foreach (var db in (AppDb[])[sqlite, postgres])
            Assert.False(db.Database.HasPendingModelChanges(), $"{db.GetType().Name}: run dotnet run --project tools/Migrations -- NAME");
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    public async Task The_embedded_database_keeps_what_was_committed(string pragma, string value)
    {
        await using var db = Sqlite(Path.Combine(site.Data, "pragmas.db"));
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        Assert.Equal(value, Convert.ToString(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Several_processes_that_begin_at_once_make_one_database()
    {
        var (file, connection) = (Path.Combine(site.Data, "at-once.db"), TestDatabases.OnPostgres ? await TestDatabases.Unmade() : null);
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using AppDb db = connection is null ? Sqlite(file) : Postgres(connection);
            return (await db.Upgrade(site.Clock.Now, () => Task.CompletedTask)).Count;
        }, TestContext.Current.CancellationToken)));
        await using AppDb made = connection is null ? Sqlite(file) : Postgres(connection);
        Assert.Empty(await made.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await made.Organisations.ToListAsync(TestContext.Current.CancellationToken));
        Assert.Contains(applied, count => count > 0);
        await TestDatabases.Drop(connection);
    }

    [Fact]
    public async Task A_moment_reads_back_equal_compares_and_sorts()
    {
        // Shanghai's own clock and a fraction of a millisecond, as a form or a calendar may give them.
        var from = site.Clock.Now.AddMilliseconds(7);
        var read = await site.Db(async db =>
        {
            db.Absences.Add(new Absence { PersonId = "li", From = from.AddTicks(1234), To = from.AddHours(2), Reason = "trip" });
            await db.SaveChangesAsync();
            return await db.Absences.AsNoTracking().Where(a => a.From <= from && a.To > from).OrderBy(a => a.To).Select(a => a.From).SingleAsync();
        });
        Assert.Equal((from.ToUniversalTime(), TimeSpan.Zero), (read, read.Offset));
    }

    [Theory]
    [InlineData("DirectoryEntries", "directory_entries")]
    [InlineData("IX_People_UnitId", "ix_people_unit_id")]
    [InlineData("HTMLText", "html_text")]
    public void Names_are_snake_case(string name, string snake) => Assert.Equal(snake, SnakeCase.Of(name));
}
