using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Tests;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;

namespace Shouwen.Bench.Registrations;

/// <summary>
/// Registrations by the one write path and through the real form over HTTP, by one, four and eight clients at once, beside the bare cost of committing the very same rows:
/// the same tables, one transaction a case, the same durability, prepared statements and nothing else (pgbench with eight clients on PostgreSQL).
/// </summary>
public static class RegistrationBench
{
    private const int Cases = 400;

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
        var rates = new List<(string What, double Rate, double Processor)>();
        await using (var site = Site.Build(options, builder => builder.WebHost.UseUrls("http://127.0.0.1:0")))
        {
            await Site.Prepare(site.Services);
            await using (var scope = site.Services.CreateAsyncScope())
                await World.Found(scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>(), scope.ServiceProvider.GetRequiredService<Offered>(), World.Adopted(options.Packs), DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow);
            await site.StartAsync();
            if (server is null)
                using (var source = Open(options.Database))
                    Execute(source, $"VACUUM INTO '{empty}'");
            var address = new Uri(site.Urls.First());
            await Register(address, 1, 100);
            await Inside(site.Services, 100);
            using (var tally = profile ? new SqlTally() : null)
            {
                await Timed("in process", Cases, () => Inside(site.Services, Cases));
                Say(tally, "in process");
                foreach (var clients in (int[])[1, 4, 8])
                {
                    var doors = await Task.WhenAll(Enumerable.Range(0, clients).Select(i => SignIn(address, i % 2 == 0 ? "li" : "wu")));
                    tally?.Clear();
                    await Timed($"HTTP, {clients} client{(clients == 1 ? "" : "s")}", Cases, () => Task.WhenAll(doors.Select((door, i) => Many(door, i, Cases / clients))));
                    Say(tally, $"HTTP, {clients}");
                }
            }
            await site.StopAsync();
        }
        var baseline = server is null ? RawBench.Sqlite(options.Database, empty) : await RawBench.Postgres(server, database, 8, 8, folder);
        var single = server is null ? baseline : await RawBench.Postgres(server, database, 1, 5, folder);
        Console.WriteLine($"{"",-34}{"a second",12}{"of raw",10}{"processor ms",14}");
        Console.WriteLine($"{(server is null ? "the same rows, bare SQLite commits" : "the same rows, pgbench, 8 clients"),-34}{baseline,12:N0}{"1.00",10}");
        if (server is not null) Console.WriteLine($"{"the same rows, pgbench, 1 client",-34}{single,12:N0}{(single / baseline).ToString("0.00", CultureInfo.InvariantCulture),10}");
        foreach (var (what, rate, processor) in rates)
            Console.WriteLine($"{"registrations, " + what,-34}{rate,12:N0}{(rate / baseline).ToString("0.00", CultureInfo.InvariantCulture),10}{processor,14:0.00}");

        async Task Timed(string what, int cases, Func<Task> work)
        {
            var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            await work();
            rates.Add((what, cases / watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / cases));
        }

        static void Say(SqlTally? tally, string what)
        {
            if (tally is null) return;
            Console.WriteLine(what);
            tally.Print(Cases);
            tally.Clear();
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

    private static async Task Register(Uri address, int clients, int cases)
    {
        var doors = await Task.WhenAll(Enumerable.Range(0, clients).Select(i => SignIn(address, i % 2 == 0 ? "li" : "wu")));
        await Task.WhenAll(doors.Select((door, i) => Many(door, i, cases / clients)));
    }

    private static async Task Many((HttpClient Http, string Token) door, int client, int cases)
    {
        for (var i = 0; i < cases; i++)
        {
            using var answer = await door.Http.PostAsync("/cases/new", new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = door.Token, ["Form.Token"] = Guid.NewGuid().ToString(), ["Form.Phone"] = $"1391{client}{i:000000}", ["Form.Name"] = "陈女士", ["Form.Channel"] = "hotline", ["Form.Kind"] = "repair",
                ["Form.Scope"] = "other-unit", ["Form.UnitId"] = "ops", ["Form.Address"] = Place(i), ["Form.Content"] = Content(i), ["Form.Urgency"] = "normal",
            }));
            if (answer.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.SeeOther))
                throw new InvalidOperationException($"registration {i} was answered {(int)answer.StatusCode}");
        }
    }

    private static async Task<(HttpClient Http, string Token)> SignIn(Uri address, string account)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        var token = Token(await http.GetStringAsync("/sign-in"));
        using var answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Form.Account"] = account, ["Form.Password"] = World.Password }));
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException("sign-in failed");
        return (http, Token(await http.GetStringAsync("/cases/new")));
    }

    private static string Token(string page) => Regex.Match(page, "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
}
