using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Bench.Serving;
using Shouwen.Tests;
using Shouwen.Web;
using Shouwen.Web.Cases;

namespace Shouwen.Bench.Registrations;

/// <summary>
/// Registering, taking over and answering through the real forms over HTTP, by one, four and eight clients at once, at a site in a process of its own; and registering by the one write path
/// alone. Beside them the bare cost of committing the very same rows: the same tables, one transaction a case, the same durability, prepared statements and nothing else (pgbench with eight
/// clients on PostgreSQL).
/// </summary>
public static class RegistrationBench
{
    private const int Cases = 1200;

    /// <summary>Before the first is measured, so that the code runs as it does all day.</summary>
    private const int Warm = 3000;

    private static readonly int[] Clients = [1, 4, 8];

    /// <summary>What one step cost, all processor times in milliseconds of one case.</summary>
    private sealed record Line(string What, double Rate, double? Half, double? Nearly, double? Server, double? Database, double? Client);

    public static async Task<int> Run(string[] arguments)
    {
        var (postgres, profile) = (arguments is ["--database", "postgres", ..], arguments.Contains("--profile"));
        if (arguments.Where(argument => argument != "--profile").ToArray() is not ([] or ["--database", "sqlite" or "postgres"]))
        {
            Console.Error.WriteLine("registrations [--database sqlite|postgres] [--profile]");
            return 1;
        }
        var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-bench-");
        await using var server = postgres ? await PostgresServer.Start(keeps: true) : null;
        try
        {
            await Measure(folder.FullName, server, profile);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
        return 0;
    }

    private static async Task Measure(string folder, PostgresServer? server, bool profile)
    {
        const string database = "bench";
        var options = new SiteOptions { Data = Path.Combine(folder, "data"), Postgres = server?.Connection(database) };
        var empty = Path.Combine(folder, "raw.db");
        var lines = new List<Line>();
        await using (var site = Site.Build(options))
        {
            await Town.Found(site.Services, options);
            if (server is null)
                using (var source = Open(options.Database))
                    Execute(source, $"VACUUM INTO '{empty}'");
            await Inside(site.Services, Cases);
            using var tally = profile ? new SqlTally() : null;
            var (watch, processor, behind) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, Behind(server));
            await Inside(site.Services, Cases);
            lines.Add(new("register, in process", Cases / watch.Elapsed.TotalSeconds, null, null, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / Cases, (Behind(server) - behind)?.TotalMilliseconds / Cases, null));
            tally?.Print(Cases);
        }
        await using (var served = await Served.Start(options))
        {
            await Register(served, server, 8, Warm);
            var registered = new List<string>();
            foreach (var clients in Clients)
            {
                var (numbers, line) = await Register(served, server, clients, Cases);
                registered.AddRange(numbers);
                lines.Add(line);
            }
            await Act(served, server, "transfer", 8, registered, "li", ("unit", "ops"), ("mode", "slip"), ("explained-to-customer", "true"));
            foreach (var (name, fields) in ((string, (string, string)[])[])[("take-over", []), ("answer", [("reply", "表已更换，现场试火正常，请放心使用。")])])
                foreach (var (clients, numbers) in Clients.Zip(registered.Chunk(registered.Count / Clients.Length)))
                    lines.Add(await Act(served, server, name, clients, numbers, "sun", fields));
        }
        var baseline = server is null ? RawBench.Sqlite(options.Database, empty) : await RawBench.Postgres(server, database, 8, 8, folder);
        var single = server is null ? baseline : await RawBench.Postgres(server, database, 1, 5, folder);
        Print(lines, server is not null, baseline, single);
    }

    private static void Print(List<Line> lines, bool postgres, double baseline, double single)
    {
        Console.WriteLine($"{"",-32}{"a second",10}{"of raw",8}{"p50 ms",9}{"p95 ms",9}   processor ms a case: {"server",8}{(postgres ? $"{"database",10}" : "")}{"client",8}");
        Console.WriteLine($"{(postgres ? "the same rows, pgbench, 8 clients" : "the same rows, bare SQLite"),-32}{baseline,10:N0}{"1.00",8}");
        if (postgres) Console.WriteLine($"{"the same rows, pgbench, 1 client",-32}{single,10:N0}{Two(single / baseline),8}");
        foreach (var line in lines)
            Console.WriteLine($"{line.What,-32}{line.Rate,10:N0}{(line.What.StartsWith("register", StringComparison.Ordinal) ? Two(line.Rate / baseline) : ""),8}{Two(line.Half),9}{Two(line.Nearly),9}{"",25}{Two(line.Server),8}{(postgres ? $"{Two(line.Database),10}" : "")}{Two(line.Client),8}");

        static string Two(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";
    }

    /// <summary>Processor time of the database server, when there is one.</summary>
    private static TimeSpan? Behind(PostgresServer? server) => server is null ? null : Processes.Of(server.ProcessId, children: true);

    /// <summary>So many registrations, each client one after the other; the numbers they were given.</summary>
    private static async Task<(IReadOnlyList<string> Numbers, Line Line)> Register(Served served, PostgresServer? server, int clients, int cases)
    {
        using var doors = new Doors(await Task.WhenAll(Enumerable.Range(0, clients).Select(i => Door.SignIn(served.Address, "li"))));
        return await Step(served, server, "register", doors, cases, (door, client, i) => door.Post("/cases/new",
        [
            ("Form.Token", Guid.NewGuid().ToString()), ("Form.Phone", $"1391{client}{i:000000}"), ("Form.Name", "陈女士"), ("Form.Channel", "hotline"), ("Form.Kind", "repair"), ("Form.Scope", "other-unit"), ("Form.UnitId", "ops"),
            ("Form.Address", Place(i)), ("Form.Content", Content(i)), ("Form.Urgency", "normal"),
        ]).Split('/')[2]);
    }

    /// <summary>The same act of one person on each of these cases.</summary>
    private static async Task<Line> Act(Served served, PostgresServer? server, string act, int clients, IReadOnlyList<string> numbers, string by, params (string, string)[] fields)
    {
        using var doors = new Doors(await Task.WhenAll(Enumerable.Range(0, clients).Select(i => Door.SignIn(served.Address, by, "/password"))));
        // Nobody else acts on them, so no version is too new.
        return (await Step(served, server, act, doors, numbers.Count, (door, client, i) => door.Post($"/cases/{numbers[i]}?handler=Act", [("act", act), ("version", $"{int.MaxValue}"), .. fields]))).Line;
    }

    private static async Task<(IReadOnlyList<string> Said, Line Line)> Step(Served served, PostgresServer? server, string what, Doors doors, int cases, Func<Door, int, int, string> press)
    {
        var (said, took, next) = (new string[cases], new double[cases], -1);
        var (own, site, behind, watch) = (Environment.CpuUsage.TotalTime, served.Processor, Behind(server), Stopwatch.StartNew());
        await Task.WhenAll(doors.All.Select((door, client) => Task.Factory.StartNew(() =>
        {
            while (Interlocked.Increment(ref next) is var i && i < cases)
            {
                var began = Stopwatch.GetTimestamp();
                said[i] = press(door, client, i);
                took[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
        }, default, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        var rate = cases / watch.Elapsed.TotalSeconds;
        Array.Sort(took);
        return (said, new($"{what}, HTTP, {doors.All.Count} client{(doors.All.Count == 1 ? "" : "s")}", rate, took[cases / 2], took[cases * 95 / 100], (served.Processor - site).TotalMilliseconds / cases,
            (Behind(server) - behind)?.TotalMilliseconds / cases, (Environment.CpuUsage.TotalTime - own).TotalMilliseconds / cases));
    }

    private sealed class Doors(IReadOnlyList<Door> all) : IDisposable
    {
        public IReadOnlyList<Door> All => all;

        public void Dispose()
        {
            foreach (var door in all) door.Dispose();
        }
    }

    /// <summary>By the one write path, without HTTP.</summary>
    private static async Task Inside(IServiceProvider services, int cases)
    {
        for (var i = 0; i < cases; i++)
        {
            await using var scope = services.CreateAsyncScope();
            var outcome = await scope.ServiceProvider.GetRequiredService<Acting>().Register("li", Fields.Of(new
            {
                channel = "hotline", kind = "repair", scope = "other-unit", unit = "ops", urgency = "normal", content = Content(i), customer = new { phone = $"1381{i:0000000}", name = "陈女士", address = Place(i) },
            }));
            if (outcome is not Outcome.Done) throw new InvalidOperationException($"registration {i}: {outcome}");
        }
    }

    private static string Content(int i) => $"家里的燃气表不走字，第 {i} 位客户，想请人上门看看";

    private static string Place(int i) => $"锦绣花园{i % 30 + 1}号楼";

    internal static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
        return connection;
    }

    internal static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
