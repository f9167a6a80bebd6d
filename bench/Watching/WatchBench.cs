using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Shouwen.Tests;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;

namespace Shouwen.Bench.Watching;

/// <summary>
/// What the watch costs while nothing is due, with no duty open, a million open, and a million open and a million closed; and how long after the moment a thousand alarms that fall due together
/// are acted on, by one watch and by two, beside a million that are not due.
/// </summary>
public static class WatchBench
{
    private const int Looks = 300;
    private const int Together = 1000;

    /// <summary>Real time, moved by as much as is wanted.</summary>
    private sealed class MovedClock : TimeProvider
    {
        private long moved;
        public TimeSpan By { get => new(Interlocked.Read(ref moved)); set => Interlocked.Exchange(ref moved, value.Ticks); }
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + By;
    }

    public static async Task<int> Run(string[] arguments)
    {
        var many = Array.IndexOf(arguments, "--duties") is >= 0 and var at ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : 1_000_000;
        var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-bench-");
        await using var server = arguments.Contains("postgres") ? await PostgresServer.Start(keeps: true) : null;
        try
        {
            await Measure(folder.FullName, server, many);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
        return 0;
    }

    private static async Task Measure(string folder, PostgresServer? server, int many)
    {
        var clock = new MovedClock();
        // A Wednesday morning: the office is open, no digest is due.
        clock.By = new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.FromHours(8)) - TimeProvider.System.GetUtcNow();
        await using var site = Site.Build(new SiteOptions { Data = folder, Postgres = server?.Connection("bench"), Time = clock }, builder => builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Watch))));
        await Site.Prepare(site.Services);
        await With(site, async db =>
        {
            await World.Found(db, site.Services.GetRequiredService<IPasswordHasher<Person>>(), site.Services.GetRequiredService<Offered>(), World.Adopted(Folders.Packs), clock.GetUtcNow().AddDays(-10), clock.GetUtcNow());
            return 0;
        });
        var scopes = site.Services.GetRequiredService<IServiceScopeFactory>();
        await Watch.Look(scopes, CancellationToken.None);
        await Register(site, 1);
        Console.WriteLine($"{(server is null ? "SQLite" : "PostgreSQL")}\n{"nothing due",-44}{"ms a look",12}{"processor ms",14}");
        await Idle("no duties but one case's");
        await Fill(site, server, many, open: true);
        await Idle($"{many:N0} open, not due");
        await Fill(site, server, many, open: false);
        await Idle($"{many:N0} open, {many:N0} closed");
        Console.WriteLine($"\n{$"{Together:N0} due together",-44}{"p50 ms",12}{"p99 ms",14}{"all, s",10}");
        foreach (var watches in (int[])[1, 2]) await Due(watches);

        async Task Idle(string what)
        {
            for (var i = 0; i < 50; i++) await Watch.Look(scopes, CancellationToken.None);
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            for (var i = 0; i < Looks; i++) await Watch.Look(scopes, CancellationToken.None);
            Console.WriteLine($"{what,-44}{watch.Elapsed.TotalMilliseconds / Looks,12:0.000}{(Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Looks,14:0.000}");
        }

        async Task Due(int watches)
        {
            await Register(site, Together);
            var ids = await With(site, db => db.Cases.OrderByDescending(row => row.Key).Take(Together).Select(row => "case:" + row.Id).ToListAsync());
            // All at one moment, two seconds from now: what is open of them falls due then.
            var due = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().AddHours(watches).ToUnixTimeMilliseconds());
            foreach (var some in ids.Chunk(200)) await With(site, db => db.Duties.Where(duty => some.Contains(duty.Matter) && duty.Alarm != null).ExecuteUpdateAsync(set => set.SetProperty(duty => duty.Alarm, due)));
            clock.By += due - clock.GetUtcNow() - TimeSpan.FromSeconds(2);
            var own = Enumerable.Range(0, watches).Select(_ => new Watch(scopes, site.Services.GetRequiredService<Shouwen.Web.Health.Figures>(), NullLogger<Watch>.Instance)).ToList();
            foreach (var one in own) await one.StartAsync(CancellationToken.None);
            while (await With(site, db => db.Duties.CountAsync(duty => duty.Alarm <= due)) > 0) await Task.Delay(100);
            foreach (var one in own) await one.StopAsync(CancellationToken.None);
            var seen = new List<double>();
            foreach (var some in ids.Chunk(200))
                seen.AddRange((await With(site, db => db.Journal.Where(entry => some.Contains(entry.Matter) && entry.RecordedAt >= due).Select(entry => new { entry.Matter, entry.RecordedAt }).ToListAsync())).GroupBy(entry => entry.Matter).Select(group => (group.Min(entry => entry.RecordedAt) - due).TotalMilliseconds));
            seen.Sort();
            if (seen.Count != Together) throw new InvalidOperationException($"{seen.Count} of {Together} were acted on");
            Console.WriteLine($"{(watches == 1 ? "one watch" : $"{watches} watches"),-44}{seen[seen.Count / 2],12:N0}{seen[seen.Count * 99 / 100],14:N0}{seen[^1] / 1000,10:0.0}");
        }
    }

    private static async Task Register(Microsoft.AspNetCore.Builder.WebApplication site, int cases)
    {
        for (var i = 0; i < cases; i++)
        {
            await using var scope = site.Services.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<Acting>().Register("li", Fields.Of(new
                {
                    channel = "hotline", kind = "repair", scope = "other-unit", unit = "ops", urgency = "normal", content = $"家里的燃气表不走字，第 {i} 位客户", customer = new { phone = $"1381{i:0000000}", name = "陈女士", address = "锦绣花园" },
                })) is not Outcome.Done) throw new InvalidOperationException($"registration {i}");
        }
    }

    /// <summary>Copies of one open duty, each of a matter of its own; open ones due a year from now on, second by second.</summary>
    private static async Task Fill(Microsoft.AspNetCore.Builder.WebApplication site, PostgresServer? server, int many, bool open) => await With(site, async db =>
    {
        var columns = db.Model.FindEntityType(typeof(DutyRow))!.GetProperties().Select(property => property.GetColumnName()).ToList();
        string Later(string column) => server is null ? $"one.{column} + 31536000000 + i * 1000" : $"one.{column} + interval '365 days' + i * interval '1 second'";
        var values = columns.Select(column => column switch
        {
            "matter" => $"'case:{(open ? "open" : "closed")}' || i",
            "case_id" => $"'{(open ? "open" : "closed")}' || i",
            "due" or "near" => Later(column),
            "alarm" => open ? Later(column) : "NULL",
            "state" => open ? "'open'" : "'met'",
            "stands" => server is null ? open ? "1" : "0" : open ? "true" : "false",
            "ended_at" => open ? "NULL" : "one.raised_at",
            _ => $"one.\"{column}\"",
        });
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(30));
        var copies = $"""
            INSERT INTO duties ({string.Join(", ", columns.Select(column => $"\"{column}\""))})
            WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < {many})
            SELECT {string.Join(", ", values)} FROM numbers, (SELECT * FROM duties WHERE alarm IS NOT NULL AND case_id IS NOT NULL AND due IS NOT NULL ORDER BY matter, no LIMIT 1) one
            """;
        await db.Database.ExecuteSqlRawAsync(copies);
        return await db.Database.ExecuteSqlRawAsync(server is null ? "ANALYZE" : "VACUUM ANALYZE duties");
    });

    private static async Task<T> With<T>(IHost site, Func<AppDb, Task<T>> ask)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<AppDb>());
    }
}
