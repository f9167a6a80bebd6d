using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web;
using Shouwen.Web.Data;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;

namespace Shouwen.Bench.Registrations;

/// <summary>
/// Registrations through the real form over HTTP, one after the other and by four clients at once, beside the bare cost of committing the very same rows:
/// the same tables, one transaction a case, the same durability, prepared statements and nothing else.
/// </summary>
public static class RegistrationBench
{
    private const int Cases = 400;

    public static async Task Run()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-bench-");
        try
        {
            var options = new SiteOptions { Data = Path.Combine(folder.FullName, "data") };
            var raw = Path.Combine(folder.FullName, "raw.db");
            var rates = new List<(string What, double Rate)>();
            await using (var site = Site.Build(options, builder => builder.WebHost.UseUrls("http://127.0.0.1:0")))
            {
                await Site.Prepare(site.Services);
                await using (var scope = site.Services.CreateAsyncScope())
                    await World.Found(scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>(), scope.ServiceProvider.GetRequiredService<Offered>(), World.Adopted(options.Packs), DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow);
                await site.StartAsync();
                using (var source = Open(options.Database))
                    Execute(source, $"VACUUM INTO '{raw}'");
                var address = new Uri(site.Urls.First());
                await Register(address, 1, 40);
                rates.Add(("HTTP, 1 client", await Register(address, 1, Cases)));
                rates.Add(("HTTP, 4 clients", await Register(address, 4, Cases)));
            }
            var baseline = RawBench.Run(options.Database, raw);
            Console.WriteLine($"{"",-34}{"a second",12}{"of raw",10}");
            Console.WriteLine($"{"the same rows, bare SQLite commits",-34}{baseline,12:N0}{"1.00",10}");
            foreach (var (what, rate) in rates)
                Console.WriteLine($"{"registrations, " + what,-34}{rate,12:N0}{(rate / baseline).ToString("0.00", CultureInfo.InvariantCulture),10}");
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

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

    private static async Task<double> Register(Uri address, int clients, int cases)
    {
        var doors = await Task.WhenAll(Enumerable.Range(0, clients).Select(i => SignIn(address, i % 2 == 0 ? "li" : "wu")));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(doors.Select((door, i) => Many(door, i, cases / clients)));
        return cases / watch.Elapsed.TotalSeconds;
    }

    private static async Task Many((HttpClient Http, string Token) door, int client, int cases)
    {
        for (var i = 0; i < cases; i++)
        {
            using var answer = await door.Http.PostAsync("/cases/new", new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = door.Token, ["Form.Token"] = Guid.NewGuid().ToString(), ["Form.Phone"] = $"1391{client}{i:000000}", ["Form.Name"] = "陈女士", ["Form.Channel"] = "hotline", ["Form.Kind"] = "repair",
                ["Form.Scope"] = "other-unit", ["Form.UnitId"] = "ops", ["Form.Address"] = $"锦绣花园{i % 30 + 1}号楼", ["Form.Content"] = $"家里的燃气表不走字，第 {i} 位客户，想请人上门看看", ["Form.Urgency"] = "normal",
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
