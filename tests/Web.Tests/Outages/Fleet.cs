using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Commands;
using Shouwen.Web.Data;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;

namespace Shouwen.Tests;

/// <summary>
/// Two web processes and two that do the work behind them on one database (on a SQLite file one process that does both), killed with SIGKILL at random moments while clerks register
/// over HTTP and units transfer and take over. What a clerk was told is registered must be there afterwards, every history must verify, no number and no lapse may be there twice.
/// </summary>
public sealed partial class Fleet(string data, string? postgres, int seed, IReadOnlyDictionary<string, string>? settings = null) : IAsyncDisposable
{
    private readonly Random random = new(seed);
    private readonly List<Member> members = [];
    private readonly ConcurrentBag<string> acknowledged = [];
    private readonly ConcurrentBag<string> carried = [];
    private readonly CancellationTokenSource ending = new();
    private int refused, doubtful;

    /// <summary>What was told to whom, and what was found.</summary>
    public sealed record Result(int Rounds, int Acknowledged, int Carried, int Unanswered, int Missing, int CarriedMissing, int NumbersTwice, int LapsesTwice, int Lapsed, bool Verified)
    {
        public bool Right => Missing == 0 && CarriedMissing == 0 && NumbersTwice == 0 && LapsesTwice == 0 && Verified;
        public override string ToString() => $"{Rounds} rounds: {Acknowledged} registrations and {Carried} further acts acknowledged, {Unanswered} unanswered; {Missing + CarriedMissing} missing, {NumbersTwice} numbers twice, {Lapsed} duties lapsed, {LapsesTwice} of them twice, verify {(Verified ? "passed" : "FAILED")}";
    }

    private sealed class Member(string[] arguments, bool web)
    {
        public bool Web => web;
        public string[] Arguments => arguments;
        public Process? Process { get; set; }
        public Uri? Address { get; set; }
    }

    public SiteOptions Options => new() { Data = data, Postgres = postgres };

    private string[] Place => postgres is null ? ["--data", data] : ["--data", data, "--database", postgres];

    /// <summary>The organisation of the demo, so many requests of nine days ago whose duties nobody did, and the processes.</summary>
    public async Task Begin(int late)
    {
        await using (var site = Site.Build(Options))
        {
            await Site.Prepare(site.Services);
            await using var scope = site.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow();
            await World.Found(db, scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>(), scope.ServiceProvider.GetRequiredService<Offered>(), World.Adopted(Folders.Packs), now.AddDays(-10), now);
        }
        await Before(late);
        if (postgres is null) members.Add(new(["serve", .. Place, "--urls", "http://127.0.0.1:0"], web: true));
        else
            members.AddRange([new(["serve", "--web-only", .. Place, "--urls", "http://127.0.0.1:0"], true), new(["serve", "--web-only", .. Place, "--urls", "http://127.0.0.1:0"], true),
                new(["work", .. Place], false), new(["work", .. Place], false)]);
        await Task.WhenAll(members.Select(Start));
    }

    /// <summary>Kills and starts again, one at a time and now and then all at once, with clerks at work all the while; then looks at what is there.</summary>
    public async Task<Result> Run(int rounds, int clerks, Action<string>? say = null)
    {
        var working = Enumerable.Range(0, clerks).Select(clerk => Task.Run(() => Work(clerk))).ToList();
        for (var round = 1; round <= rounds; round++)
        {
            await Task.Delay(random.Next(50, 1200));
            var victims = random.Next(8) == 0 ? members : [members[random.Next(members.Count)]];
            foreach (var victim in victims) victim.Process!.Kill();
            foreach (var victim in victims) await victim.Process!.WaitForExitAsync();
            await Task.WhenAll(victims.Select(Start));
            if (round % 50 == 0) say?.Invoke($"  round {round}: {acknowledged.Count} acknowledged, {doubtful} unanswered");
        }
        await ending.CancelAsync();
        await Task.WhenAll(working);
        await Calm();
        return await Look(rounds);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        foreach (var member in members.Where(member => member.Process is { HasExited: false }))
        {
            member.Process!.Kill();
            await member.Process.WaitForExitAsync();
        }
        ending.Dispose();
    }

    private sealed class DaysAgo(int days) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(-days);
    }

    /// <summary>What the watches have to find, each once, however often they are killed at it.</summary>
    private async Task Before(int requests)
    {
        await using var site = Site.Build(Options with { Time = new DaysAgo(9) });
        for (var i = 0; i < requests; i++)
        {
            await using var scope = site.Services.CreateAsyncScope();
            var outcome = await scope.ServiceProvider.GetRequiredService<Acting>().Register("li", Fields.Of(new
            {
                channel = "hotline", kind = "repair", scope = "other-unit", unit = "ops", urgency = "normal", content = $"燃气表不走字，第 {i} 位", customer = new { phone = string.Create(CultureInfo.InvariantCulture, $"138{i:00000000}"), name = "陈女士", address = "锦绣花园" },
            }));
            if (outcome is not Outcome.Done) throw new InvalidOperationException($"{outcome}");
        }
    }

    private async Task Start(Member member)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "shouwen.dll"), .. member.Arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["Logging__LogLevel__Default"] = "Error";
        foreach (var (key, value) in settings ?? new Dictionary<string, string>()) start.Environment[key] = value;
        var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("首问已启动", StringComparison.Ordinal))
            {
                (member.Process, member.Address) = (process, new Uri(Address().Match(line).Value));
                _ = process.StandardOutput.ReadToEndAsync();
                return;
            }
        throw new InvalidOperationException($"{string.Join(' ', member.Arguments)} did not start");
    }

    /// <summary>Registers through one process after the other with one sign-in, and hands every third request on.</summary>
    private async Task Work(int clerk)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(40) };
        var (no, token) = (0, "");
        while (!ending.IsCancellationRequested)
        {
            var web = members.Where(member => member.Web).ToList();
            var address = web[no++ % web.Count].Address!;
            try
            {
                if (token.Length == 0) token = await SignIn(http, address, clerk % 2 == 0 ? "li" : "wu");
                var number = await Register(http, address, token, clerk, no);
                if (number is null) continue;
                acknowledged.Add(number);
                if (no % 3 == 0 && await Transfer(http, address, number)) carried.Add(number);
            }
            catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException or IOException)
            {
                Interlocked.Increment(ref doubtful);
                await Task.Delay(50);
            }
        }
    }

    private static async Task<string> SignIn(HttpClient http, Uri address, string account)
    {
        var token = Token(await http.GetStringAsync(new Uri(address, "/sign-in")));
        using var answer = await http.PostAsync(new Uri(address, "/sign-in"), Form(("__RequestVerificationToken", token), ("Form.Account", account), ("Form.Password", World.Password)));
        if (answer.StatusCode != HttpStatusCode.Redirect) throw new HttpRequestException($"sign-in: {answer.StatusCode}");
        return Token(await http.GetStringAsync(new Uri(address, "/cases/new")));
    }

    private async Task<string?> Register(HttpClient http, Uri address, string token, int clerk, int no)
    {
        using var answer = await http.PostAsync(new Uri(address, "/cases/new"), Form(("__RequestVerificationToken", token), ("Form.Token", Guid.NewGuid().ToString()),
            ("Form.Phone", string.Create(CultureInfo.InvariantCulture, $"139{clerk:00}{no:000000}")), ("Form.Name", "陈女士"), ("Form.Channel", "hotline"), ("Form.Kind", "repair"), ("Form.Scope", "other-unit"), ("Form.UnitId", "ops"),
            ("Form.Address", $"锦绣花园{no % 30 + 1}号楼"), ("Form.Content", $"家里的燃气表不走字，第 {clerk}-{no} 位客户"), ("Form.Urgency", "normal")));
        if (answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther && Number().Match(answer.Headers.Location!.OriginalString) is { Success: true } number) return number.Value;
        // A server that is not there any more was answered with 503; anything else would be a mistake of the product.
        if (answer.StatusCode != HttpStatusCode.ServiceUnavailable) Interlocked.Increment(ref refused);
        else Interlocked.Increment(ref doubtful);
        return null;
    }

    private static async Task<bool> Transfer(HttpClient http, Uri address, string number)
    {
        var page = await http.GetStringAsync(new Uri(address, $"/cases/{number}?act=transfer"));
        using var answer = await http.PostAsync(new Uri(address, $"/cases/{number}?handler=act"), Form(("__RequestVerificationToken", Token(page)), ("act", "transfer"), ("version", Version().Match(page).Groups[1].Value),
            ("unit", "ops"), ("mode", "slip"), ("reason", "表的事归运行部"), ("explained-to-customer", "true")));
        return answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther;
    }

    /// <summary>Everything that was begun is over.</summary>
    private async Task Calm()
    {
        foreach (var member in members)
        {
            member.Process!.Kill();
            await member.Process.WaitForExitAsync();
        }
    }

    private async Task<Result> Look(int rounds)
    {
        await using var site = Site.Build(Options);
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var numbers = await db.Cases.Select(row => row.Number).ToListAsync();
        var there = numbers.ToHashSet();
        var moved = (await db.Cases.Where(row => db.Journal.Any(entry => entry.Matter == "case:" + row.Id && entry.Kind == "acted" && entry.Body.Contains("\"act\":\"transfer\""))).Select(row => row.Number).ToListAsync()).ToHashSet();
        var lapses = await db.Journal.Where(entry => entry.Kind == "duty-breached").Select(entry => new { entry.Matter, entry.Body }).ToListAsync();
        var duties = lapses.Select(entry => (entry.Matter, No: System.Text.Json.JsonDocument.Parse(entry.Body).RootElement.GetProperty("no").GetInt32())).ToList();
        var verified = await CommandLine.Run(["verify", .. Place]) == CommandLine.Done;
        if (refused > 0) throw new InvalidOperationException($"{refused} registrations were answered neither with a redirect nor with 503");
        return new(rounds, acknowledged.Count, carried.Count, doubtful, acknowledged.Count(number => !there.Contains(number)), carried.Count(number => !moved.Contains(number)), numbers.Count - there.Count, duties.Count - duties.Distinct().Count(), duties.Count, verified);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static string Token(string page) => TokenField().Match(page).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex TokenField();

    [GeneratedRegex("name=\"version\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Version();

    [GeneratedRegex(@"\d{8}-\d{4,}")]
    private static partial Regex Number();

    [GeneratedRegex(@"http://[0-9.:]+")]
    private static partial Regex Address();
}
