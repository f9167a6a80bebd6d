using System.Diagnostics;
using System.Globalization;
using Shouwen.Tests;
using Shouwen.Web;

namespace Shouwen.Bench.Serving;

/// <summary>How long <c>shouwen serve</c> takes from its call to the first page that it has answered, on a database that is there already, and how much memory it has then.</summary>
public static class StartBench
{
    private const int Times = 7;

    public static async Task Run()
    {
        Console.WriteLine($"{"",-12}{"first page, ms (middle, worst)",32}{"processor ms",14}{"memory MB",11}");
        await using var server = await PostgresServer.Start(keeps: true);
        foreach (var (name, connection) in ((string, string?)[])[("SQLite", null), ("PostgreSQL", server.Connection("bench"))])
        {
            var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-bench-");
            try
            {
                var options = new SiteOptions { Data = Path.Combine(folder.FullName, "data"), Postgres = connection };
                await using (var site = Site.Build(options)) await Town.Found(site.Services, options);
                var (took, processor, memory) = (new List<double>(), 0.0, 0.0);
                for (var i = 0; i < Times; i++)
                {
                    var watch = Stopwatch.StartNew();
                    await using var served = await Served.Start(options);
                    using var http = new HttpClient { BaseAddress = served.Address };
                    (await http.GetAsync("/sign-in")).EnsureSuccessStatusCode();
                    took.Add(watch.Elapsed.TotalMilliseconds);
                    (processor, memory) = (served.Processor.TotalMilliseconds, Processes.Memory(served.Id).Now);
                }
                took.Sort();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-12}{$"{took[Times / 2]:N0}, {took[^1]:N0}",32}{processor,14:N0}{memory,11:N0}"));
            }
            finally
            {
                Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
                folder.Delete(recursive: true);
            }
        }
    }
}
