using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouwen.Seals;
using Shouwen.Web.Cases;
using Shouwen.Web.Commands;
using Shouwen.Web.Data;
using Xunit;

namespace Shouwen.Tests.Data;

/// <summary>The drill of docs/operations.md: back up, lose everything, restore, verify.</summary>
public sealed class BackupTests : IAsyncLifetime
{
    private readonly WorldSite site = new();

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        var row = await site.Registered();
        var (hash, path) = (Fingerprints.Of("图"), site.Services.GetRequiredService<Files>().PathOf(Fingerprints.Of("图")));
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "图", TestContext.Current.CancellationToken);
        await site.Acting(async acting =>
        {
            await acting.Attach(Acting.Case(row.Id), "li", [new Kept("图.png", "image/png", 3, hash)]);
            return true;
        });
    }

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    private string Below(string name) => Path.Combine(site.Data, "..", $"{Path.GetFileName(site.Data)}-{name}");

    [Fact]
    public async Task A_backup_taken_while_people_work_is_restored_and_verifies()
    {
        Assert.SkipWhen(TestDatabases.OnPostgres, "pg_dump backs up a server");
        var (backup, restored) = (Below("backup"), Below("restored"));
        try
        {
            using var stop = new CancellationTokenSource();
            var work = Task.Run(async () =>
            {
                var registered = 0;
                while (!stop.IsCancellationRequested || registered == 0)
                {
                    await site.Registered(content: $"备份时登记的第 {++registered} 件");
                }
                return registered;
            }, TestContext.Current.CancellationToken);
            Assert.Equal(CommandLine.Done, await CommandLine.Run(["backup", "-o", backup, .. site.Place]));
            await stop.CancelAsync();
            Assert.True(await work > 0);
            Assert.Equal(CommandLine.Done, await CommandLine.Run(["verify", "--data", backup]));
            Assert.Equal(CommandLine.Done, await CommandLine.Run(["restore", "--from", backup, "--to", restored]));
            await using var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(SqliteDb.Connection(Path.Combine(restored, "shouwen.db"))).Options);
            Assert.InRange(await db.Cases.CountAsync(TestContext.Current.CancellationToken), 1, await site.Db(one => one.Cases.CountAsync()));
            Assert.Equal(System.IO.Directory.GetFiles(Path.Combine(site.Data, "keys")).Length, System.IO.Directory.GetFiles(Path.Combine(restored, "keys")).Length);

            Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["backup", "-o", backup, .. site.Place]));
            Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["restore", "--from", site.Data + "-nowhere", "--to", Below("other")]));
            // A backup that was tampered with is restored and says so.
            foreach (var file in System.IO.Directory.GetFiles(Path.Combine(backup, "files"), "*", SearchOption.AllDirectories)) await File.WriteAllTextAsync(file, "别图", TestContext.Current.CancellationToken);
            System.IO.Directory.Delete(restored, recursive: true);
            Assert.Equal(CommandLine.Failed, await CommandLine.Run(["restore", "--from", backup, "--to", restored]));
        }
        finally
        {
            foreach (var folder in (string[])[backup, restored])
                if (System.IO.Directory.Exists(folder)) System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_server_is_dumped_restored_into_a_new_database_and_verifies()
    {
        Assert.SkipUnless(TestDatabases.OnPostgres, "only a server is dumped");
        Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["backup", "-o", Below("backup"), .. site.Place]));
        var dump = Below("shouwen.dump");
        var (from, to) = (new NpgsqlConnectionStringBuilder(site.Place[^1]), new NpgsqlConnectionStringBuilder(await TestDatabases.Unmade()));
        try
        {
            await Run("pg_dump", ["-Fc", "-h", from.Host!, "-p", $"{from.Port}", "-U", from.Username!, "-d", from.Database!, "-f", dump]);
            await Run("createdb", ["-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!, to.Database!]);
            await Run("pg_restore", ["--exit-on-error", "--no-owner", "-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!, "-d", to.Database!, dump]);
            Assert.Equal(CommandLine.Done, await CommandLine.Run(["verify", "--data", site.Data, "--database", to.ToString()]));
        }
        finally
        {
            File.Delete(dump);
            await TestDatabases.Drop(to.ToString());
        }
    }

    private static async Task Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(PostgresServer.Programs(), program), arguments) { RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program}: {said}");
    }
}
