using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Tests;
using Shouwen.Web;
using Shouwen.Web.Data;
using Shouwen.Web.People;

namespace Shouwen.Bench.Serving;

/// <summary>
/// The memory of the serving process: at rest, with a thousand people signed in who have looked at their desk and keep the stream of changes open, and after requests were registered that each
/// of them hears of. They ask from another process.
/// </summary>
public static class PeopleBench
{
    private const int People = 1000;
    private const int Cases = 200;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public static async Task<int> Run(string[] arguments)
    {
        if (arguments is not ([] or ["--database", "sqlite" or "postgres"]))
        {
            Console.Error.WriteLine("people [--database sqlite|postgres]");
            return 1;
        }
        var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-bench-");
        await using var server = arguments is [_, "postgres"] ? await PostgresServer.Start() : null;
        try
        {
            await Measure(new SiteOptions { Data = Path.Combine(folder.FullName, "data"), Postgres = server?.Connection("bench") });
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
        return 0;
    }

    private static async Task Measure(SiteOptions options)
    {
        await using (var site = Site.Build(options))
        {
            await Town.Found(site.Services, options);
            await Hire(site.Services);
        }
        await using var served = await Served.Start(options);
        var doors = new List<Door>();
        Console.WriteLine($"{"",-46}{"memory MB",10}{"most",8}");
        await Say("at rest");
        foreach (var group in Enumerable.Range(0, People).Chunk(8)) doors.AddRange(await Task.WhenAll(group.Select(no => Door.SignIn(served.Address, $"clerk{no}", "/desk"))));
        await Say($"{People} people have signed in and seen their desk");
        foreach (var door in doors) door.Listen();
        await Say("and keep the stream of changes open");
        using (var clerk = await Door.SignIn(served.Address, "li"))
            for (var i = 0; i < Cases; i++)
                clerk.Post("/cases/new",
                [
                    ("Form.Token", Guid.NewGuid().ToString()), ("Form.Phone", $"1392{i:0000000}"), ("Form.Name", "陈女士"), ("Form.Channel", "hotline"), ("Form.Kind", "repair"), ("Form.Scope", "other-unit"), ("Form.UnitId", "front"),
                    ("Form.Content", $"家里的燃气表不走字，第 {i} 位客户"), ("Form.Urgency", "normal"),
                ]);
        await Say($"and {Cases} requests were registered");
        Console.WriteLine($"{doors.Count(door => door.Heard > 0)} of {People} heard of them");
        foreach (var door in doors) door.Dispose();

        async Task Say(string what)
        {
            await Task.Delay(Rest);
            var (now, most) = Processes.Memory(served.Id);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-46}{now,10:N0}{most,8:N0}"));
        }
    }

    /// <summary>More people at the front desk, all with the demo's password.</summary>
    private static async Task Hire(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var li = await db.People.AsNoTracking().SingleAsync(person => person.Id == "li");
        db.People.AddRange(Enumerable.Range(0, People).Select(no => new Person
        {
            Id = $"clerk{no}", UserName = $"clerk{no}", NormalizedUserName = $"CLERK{no}", DisplayName = $"前台 {no}", UnitId = li.UnitId, Post = li.Post, Employment = li.Employment, PasswordHash = li.PasswordHash,
            SecurityStamp = $"clerk{no}", LockoutEnabled = true,
        }));
        await db.SaveChangesAsync();
    }
}
