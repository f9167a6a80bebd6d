using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Demo;

namespace Shouwen.Bench.Pages;

/// <summary>
/// The pages people open all day, through real HTTP with somebody signed in, over databases of growing size: how long each takes, how many a second four people at once are
/// answered, and by how much it grows from the smallest database to the others. Databases are made by the seed when they are missing, and kept.
/// </summary>
public static class PagesBench
{
    private const string Usage = "pages --folder DIR [--postgres \"Host=…;Username=…\"] [--sizes 1000,100000] [--requests 200]";
    private const int Clients = 4;
    private const int Warm = 30;
    private static readonly DateTimeOffset To = new(2026, 11, 20, 16, 0, 0, TimeSpan.Zero);

    /// <summary>How many cases are open: so many that whoever works in the smallest has more than a page to do, as in the largest.</summary>
    private static double OpenShare(int cases) => cases <= 1000 ? 0.4 : 0.02;

    private sealed record Page(string Name, string Account, Func<int, string> Path);

    private sealed record Measured(double P50, double P95, double Rate, int Kilobytes);

    /// <summary>Stands where the databases end, so that the same is due on every run.</summary>
    private sealed class Standing : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => To;
    }

    public static async Task<int> Run(string[] arguments)
    {
        var given = arguments.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        if (!given.TryGetValue("--folder", out var folder) || given.Keys.Except(["--folder", "--postgres", "--sizes", "--requests"]).Any() || arguments.Length % 2 != 0)
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }
        int[] sizes = [.. given.GetValueOrDefault("--sizes", "1000,100000").Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture)).Order()];
        var requests = int.Parse(given.GetValueOrDefault("--requests", "200"), CultureInfo.InvariantCulture);
        var first = new Dictionary<string, double>();
        Print($"{(given.ContainsKey("--postgres") ? "PostgreSQL" : "SQLite")}; {requests} requests a page one after the other, then as many by {Clients} clients at once; milliseconds");
        foreach (var size in sizes)
        {
            var options = new SiteOptions
            {
                Data = Path.Combine(folder, $"m{size}"), Time = new Standing(),
                Postgres = given.TryGetValue("--postgres", out var server) ? PostgresDb.Connection(new NpgsqlConnectionStringBuilder(server) { Database = $"m{size}" }.ToString()) : null,
            };
            await Make(options, size);
            Print($"{$"{size} cases",-44}{"p50",9}{"p95",9}{"a second",11}{"KB",7}{"growth of p50",15}");
            await foreach (var (page, measured) in Measure(options, requests))
            {
                first.TryAdd(page, measured.P50);
                Print($"{page,-44}{measured.P50,9:F1}{measured.P95,9:F1}{measured.Rate,11:F0}{measured.Kilobytes,7}{measured.P50 / first[page],15:F2}");
            }
        }
        return 0;
    }

    private static async Task Make(SiteOptions options, int cases)
    {
        await using var site = Site.Build(options);
        await Site.Prepare(site.Services);
        var (began, said) = (Stopwatch.GetTimestamp(), "");
        var filled = await new Filling(site.Services, new Fill(cases, 1, DateOnly.FromDateTime(To.Date).AddYears(-2), To, OpenShare(cases)), (what, share) =>
        {
            if (what != said) Console.Error.WriteLine($"{cases} cases: {said = what}");
        }).Run();
        if (filled is not null) Print($"{cases} cases with {filled.Events} events made in {Stopwatch.GetElapsedTime(began).TotalSeconds:F0} s, {filled.Open} open");
    }

    private static async IAsyncEnumerable<(string, Measured)> Measure(SiteOptions options, int requests)
    {
        await using var site = Site.Build(options, builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            // Nothing is written while pages are measured.
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Watch)));
        });
        await site.StartAsync();
        var numbers = await Numbers(site.Services);
        Page[] pages =
        [
            new("My desk, who handles", "sun", _ => "/desk"), new("My desk, who registers", "li", _ => "/desk"), new("My desk, a head", "qian", _ => "/desk"),
            new("case list, all", "xie", _ => "/cases"), new("case list, a clerk's own", "li", _ => "/cases"), new("case list, mine and open", "sun", _ => "/cases?status=open&whose=mine"),
            new("case list, my unit's open", "qian", _ => "/cases?status=open&whose=unit"), new("case list, late", "xie", _ => "/cases?due=late"), new("case list, archived complaints", "xie", _ => "/cases?status=archived&kind=complaint"),
            new("case list, deep page", "xie", i => $"/cases?before={numbers.Keys[i % numbers.Keys.Count]}"),
            new("case page", "xie", i => $"/cases/{numbers.All[i % numbers.All.Count]}"), new("case page, who handles", "sun", i => $"/cases/{numbers.Suns[i % numbers.Suns.Count]}"),
            new("search 漏水", "xie", _ => "/cases?q=漏水"), new("search 漏水, a clerk", "li", _ => "/cases?q=漏水"), new("search a rare word", "xie", _ => "/cases?q=燃气味"), new("search 漏水 and open", "xie", _ => "/cases?q=漏水&status=open"),
            new("board, all units", "xie", _ => "/board"), new("board, a head", "qian", _ => "/board"),
        ];
        var doors = new Dictionary<string, HttpClient>();
        foreach (var account in pages.Select(page => page.Account).Distinct()) doors[account] = await SignIn(new Uri(site.Urls.First()), account);
        foreach (var page in pages) yield return (page.Name, await Measure(doors[page.Account], page, requests));
        await site.StopAsync();
    }

    private static async Task<Measured> Measure(HttpClient http, Page page, int requests)
    {
        var (times, bytes) = (new List<double>(), 0);
        for (var i = 0; i < Warm + requests; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(page.Path(i));
            bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
            if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"{page.Path(i)} by {page.Account}: {answer.StatusCode}");
            if (i >= Warm) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            // A page of seconds tells enough after a few.
            if (i > 5 && times.Sum() > 20_000) break;
        }
        times.Sort();
        var most = (int)Math.Clamp(20_000 / times[times.Count / 2], Clients, requests) / Clients;
        var all = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var i = 0; i < most; i++) (await http.GetAsync(page.Path(client * most + i))).Dispose();
        }));
        return new(times[times.Count / 2], times[times.Count * 95 / 100], Clients * most / Stopwatch.GetElapsedTime(all).TotalSeconds, bytes / 1024);
    }

    /// <summary>Cases to open: from all of them, and those under way of one who handles them; keys to page from.</summary>
    private static async Task<(List<string> All, List<string> Suns, List<long> Keys)> Numbers(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var (first, last) = (await db.Cases.MinAsync(row => row.Key), await db.Cases.MaxAsync(row => row.Key));
        var (all, keys) = (new List<string>(), new List<long>());
        for (var i = 1; i <= 40; i++)
        {
            var from = first + (last - first) / 41 * i;
            if (await db.Cases.Where(row => row.Key >= from).OrderBy(row => row.Key).Select(row => new { row.Number, row.Key }).FirstOrDefaultAsync() is not { } row) continue;
            all.Add(row.Number);
            keys.Add(row.Key);
        }
        // Only what is under way: what is closed offers a handler a tenth of the forms.
        return (all, await db.Cases.Where(row => row.HandlerId == "sun" && row.Status == "handling").OrderByDescending(row => row.Key).Take(20).Select(row => row.Number).ToListAsync(), keys);
    }

    private static async Task<HttpClient> SignIn(Uri address, string account)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        var token = Regex.Match(await http.GetStringAsync("/sign-in"), "name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        using var answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Form.Account"] = account, ["Form.Password"] = World.Password }));
        return answer.StatusCode == HttpStatusCode.Redirect ? http : throw new InvalidOperationException($"{account} can't sign in");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
