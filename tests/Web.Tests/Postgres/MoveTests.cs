using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Commands;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.Postgres;

/// <summary>An organisation outgrows its file.</summary>
public sealed class MoveTests
{
    private sealed class FileSite : WorldSite
    {
        protected override Task<string?> NewDatabase() => Task.FromResult<string?>(null);
    }

    private static PostgresDb Open(string connection) => new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(connection, server => server.MigrationsHistoryTable("migrations")).Options);

    [Fact]
    public async Task Everything_is_carried_over_verified_and_goes_on_there()
    {
        var (site, target) = (new FileSite(), await TestDatabases.Unmade());
        await site.InitializeAsync();
        try
        {
            var row = await site.Registered(content: "厨房闻到臭鸡蛋味");
            await site.Done(row, "transfer", "li", new { unit = "ops", explained_to_customer = true });
            Assert.Equal(CommandLine.Done, await CommandLine.Run(["move", "--from", site.Options.Database, "--to", target]));
            await using (var db = Open(target))
            {
                var moved = await db.Cases.SingleAsync(TestContext.Current.CancellationToken);
                Assert.Equal((row.Number, row.RegisteredAt, "厨房闻到臭鸡蛋味"), (moved.Number, moved.RegisteredAt, moved.Content));
                Assert.Equal([row.Key], CaseWords.Match(db, "鸡蛋")!.ToList());
                Assert.Equal("qian", await db.Units.Where(unit => unit.Id == "ops").Select(unit => unit.HeadId).SingleAsync(TestContext.Current.CancellationToken));
                Assert.Equal(await site.Db(one => one.Journal.CountAsync()), await db.Journal.CountAsync(TestContext.Current.CancellationToken));
                // Counted by the database: goes on behind what was carried over.
                db.Absences.Add(new Absence { PersonId = "li", From = site.Clock.Now, To = site.Clock.Now.AddDays(1), Reason = "trip" });
                db.DirectoryEntries.Add(new Web.Directory.DirectoryEntry { UnitId = "ops", Matter = "新事项" });
                await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            }
            Assert.Equal(CommandLine.Done, await CommandLine.Run(["verify", "--data", site.Data, "--database", target]));
            Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["move", "--from", site.Options.Database, "--to", target]));
        }
        finally
        {
            await site.DisposeAsync();
            await TestDatabases.Drop(target);
        }
    }

    [Fact]
    public async Task A_record_that_does_not_verify_is_not_carried_over()
    {
        var (site, target) = (new FileSite(), await TestDatabases.Unmade());
        await site.InitializeAsync();
        try
        {
            var row = await site.Registered(content: "原话");
            await site.Db(db => db.Journal.Where(entry => entry.Matter == $"case:{row.Id}" && entry.Seq == 2).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Body, entry => entry.Body.Replace("原话", "别的话"))));
            Assert.Equal(CommandLine.Failed, await CommandLine.Run(["move", "--from", site.Options.Database, "--to", target]));
            await using var db = Open(target);
            Assert.False(await db.Cases.AnyAsync(TestContext.Current.CancellationToken));
            Assert.False(await db.People.AnyAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            await site.DisposeAsync();
            await TestDatabases.Drop(target);
        }
        Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["move", "--from", Path.Combine(site.Data, "nowhere.db"), "--to", target]));
        Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["move", "--from", site.Options.Database, "--to", "nonsense"]));
    }
}
