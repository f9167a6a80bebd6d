using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Shouwen.Web;
using Shouwen.Web.Data;
using Shouwen.Web.Live;
using Xunit;

namespace Shouwen.Tests.Live;

public class LiveTests(RuledSite site) : IClassFixture<RuledSite>
{
    /// <summary>Reads to the next change; its number, or null when the stream ended.</summary>
    private static async Task<long?> Next(StreamReader stream)
    {
        while (await stream.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return long.Parse(line[6..], System.Globalization.CultureInfo.InvariantCulture);
        return null;
    }

    private async Task<(Visitor Visitor, StreamReader Stream, string Mark)> Listening(string account)
    {
        var visitor = await site.SignedIn(account);
        var stream = await visitor.Listen("/live");
        await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        var id = await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        return (visitor, stream, id![4..]);
    }

    [Fact]
    public async Task Whoever_is_concerned_hears_of_a_change_once_it_is_committed_and_nobody_else()
    {
        var qian = await Listening("qian");
        var row = await site.Register();
        await site.Do(row.Number, "transfer", "li", new { unit = "u03", reason = "表的事归运行部" });
        Assert.NotNull(await Next(qian.Stream));

        var sun = await Listening("sun");
        var live = site.Services.GetRequiredService<Broadcast>();
        live.Tell(new Change(new HashSet<string> { "zhao" }, new HashSet<string> { "u02" }));
        var number = live.Tell(new Change(new HashSet<string>(), new HashSet<string> { "u03" }));
        Assert.Equal(number, await Next(sun.Stream));
    }

    [Fact]
    public async Task A_page_that_was_away_looks_again_and_one_that_missed_nothing_does_not()
    {
        var sun = await Listening("sun");
        site.Services.GetRequiredService<Broadcast>().Tell(new Change(new HashSet<string> { "sun" }, new HashSet<string>()));
        Assert.NotNull(await Next(sun.Stream));
        using var again = await sun.Visitor.Listen("/live", sun.Mark);
        Assert.NotNull(await Next(again));
    }

    [Fact]
    public async Task Signing_out_ends_the_stream()
    {
        var zhao = await Listening("zhao");
        await zhao.Visitor.Open("/desk");
        await zhao.Visitor.Press("退出登录");
        Assert.Null(await Next(zhao.Stream));
        await zhao.Visitor.Open("/live/unread");
        Assert.StartsWith("/sign-in", zhao.Visitor.Path);
    }

    [Fact]
    public async Task Unread_notices_are_counted_in_the_head_of_every_page()
    {
        var row = await site.Register();
        await site.Do(row.Number, "transfer", "li", new { unit = "u03", reason = "表的事归运行部" });
        var visitor = await site.SignedIn("qian");
        await visitor.Open("/directory");
        Assert.NotEqual("0", visitor.Page.QuerySelector("[data-unread]")!.TextContent);
        Assert.False(visitor.Page.QuerySelector("[data-unread]")!.HasAttribute("hidden"));
    }

    /// <summary>Two processes on one server, as far as the broadcasts know.</summary>
    [Fact]
    public async Task What_one_process_commits_the_pages_of_another_hear()
    {
        var connection = await TestDatabases.NewPostgres();
        var life = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var lives = new[] { new Broadcast(life), new Broadcast(life) };
        var carriers = lives.Select(live => new Carrier(live, new Stamps(TimeProvider.System), new SiteOptions { Data = "", Postgres = connection }, NullLogger<Carrier>.Instance)).ToList();
        foreach (var carrier in carriers) await carrier.StartAsync(TestContext.Current.CancellationToken);
        while (!carriers.All(carrier => carrier.Listening)) await Task.Delay(20, TestContext.Current.CancellationToken);
        var (here, there) = (lives[0].Number, lives[1].Number);
        lives[0].Committed(new Change(Enumerable.Range(0, 100).Select(i => $"person-{i}").ToHashSet(), new HashSet<string> { "u03" }));
        // A hundred people and a unit travel as two notices; the one who told them does not hear himself.
        while (lives[1].Number < there + 2) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal((here + 1, there + 2), (lives[0].Number, lives[1].Number));
        foreach (var carrier in carriers) await carrier.StopAsync(CancellationToken.None);
        foreach (var carrier in carriers) carrier.Dispose();
        foreach (var live in lives) live.Dispose();
        await TestDatabases.Drop(connection);
    }

    /// <summary>SHOUWEN_STREAMS says how many; figures go to the terminal.</summary>
    [Fact]
    public async Task Many_open_pages_cost_memory_and_no_queries()
    {
        var many = int.Parse(Environment.GetEnvironmentVariable("SHOUWEN_STREAMS") ?? "100", System.Globalization.CultureInfo.InvariantCulture);
        var live = site.Services.GetRequiredService<Broadcast>();
        // Those that another test left close in their own time.
        while (live.Open > 0) await Task.Delay(50, TestContext.Current.CancellationToken);
        var wang = await Listening("wang");
        var before = (Open: live.Open, Memory: GC.GetTotalMemory(forceFullCollection: true));
        var streams = new List<StreamReader>();
        for (var i = 0; i < many; i++) streams.Add(await wang.Visitor.Listen("/live"));
        foreach (var stream in streams) await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Equal(many, live.Open - before.Open);
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before.Memory;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        live.Tell(new Change(new HashSet<string> { "wang" }, new HashSet<string>()));
        var told = watch.Elapsed;
        foreach (var stream in streams) Assert.NotNull(await Next(stream));
        Console.WriteLine($"   {many} open streams: {memory / 1024 / many} KB each with both ends in this process; fan-out {told.TotalMilliseconds:0.0} ms, all have read it after {watch.Elapsed.TotalMilliseconds:0} ms");
        foreach (var stream in streams) stream.Dispose();
    }
}
