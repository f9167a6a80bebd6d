using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shouwen.Web.Health;
using Xunit;

namespace Shouwen.Tests.Health;

/// <summary>The town with a token for its figures and a collector for its traces.</summary>
public sealed class WatchedSite : RuledSite
{
    public Collector Collector { get; } = new();

    protected override void Adjust(WebApplicationBuilder builder)
    {
        builder.Configuration["Metrics:Token"] = "open-sesame";
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector.Url;
    }
}

/// <summary>Takes what is sent to it and keeps it.</summary>
public sealed class Collector : IDisposable
{
    private readonly WebApplication app;
    private readonly StringBuilder heard = new();

    public Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            lock (heard) heard.Append(context.Request.Path).Append('\n').Append(Encoding.UTF8.GetString(body.ToArray()));
        });
        app.Start();
    }

    public string Url => app.Urls.First();

    public string Heard
    {
        get { lock (heard) return heard.ToString(); }
    }

    public void Dispose() => app.DisposeAsync().AsTask().GetAwaiter().GetResult();
}

public sealed class HealthTests(WatchedSite site) : IClassFixture<WatchedSite>
{
    private async Task<(HttpStatusCode Status, string Text)> Ask(string path, string? token = null)
    {
        using var http = new HttpClient { BaseAddress = site.Address };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_lives_and_is_ready()
    {
        Assert.Equal((HttpStatusCode.OK, "alive\n"), await Ask("/healthz"));
        Assert.Equal((HttpStatusCode.OK, "ready\n"), await Ask("/readyz"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("guessed")]
    public async Task The_figures_are_not_for_the_public(string? token) => Assert.Equal(HttpStatusCode.NotFound, (await Ask("/metrics", token)).Status);

    [Fact]
    public async Task The_figures_count_acts_refusals_entries_requests_and_what_stands()
    {
        var row = await site.Register();
        await site.Do(row.Number, "transfer", "li", new { unit = "u03", reason = "表的事归运行部" });
        var li = await site.SignedIn("li");
        await li.Open($"/cases/{row.Number}");
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var acting = scope.ServiceProvider.GetRequiredService<Web.Cases.Acting>();
            await acting.Do(Web.Cases.Acting.Case(row.Id), null, "close", "sun", Fields.Of(new { }));
            await site.Services.GetRequiredService<Figures>().Look(scope.ServiceProvider.GetRequiredService<Web.Data.AppDb>(), TestContext.Current.CancellationToken);
        }
        var (status, text) = await Ask("/metrics", "open-sesame");
        Assert.Equal(HttpStatusCode.OK, status);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        double Value(string start) => double.Parse(Assert.Single(lines, line => line.StartsWith(start + " ", StringComparison.Ordinal)).Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(Value("shouwen_acts_total{act=\"register\",outcome=\"done\"}") >= 1);
        Assert.True(Value("shouwen_acts_total{act=\"close\",outcome=\"refused\"}") >= 1);
        Assert.Contains(lines, line => line.StartsWith("shouwen_refusals_total{act=\"close\",rule=\"", StringComparison.Ordinal));
        Assert.True(Value("shouwen_journal_entries_total") >= 2);
        Assert.True(Value("shouwen_duties{state=\"open\"}") >= 1);
        Assert.Contains(lines, line => line.StartsWith("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal) && line.Contains("cases/{number}\"", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(lines, line => line.StartsWith("dotnet_gc_collections_total{", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("dotnet_process_memory_working_set_bytes ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("dotnet_thread_pool_thread_count ", StringComparison.Ordinal));
        if (TestDatabases.OnPostgres) Assert.Contains(lines, line => line.StartsWith("db_client_connection", StringComparison.Ordinal));
        foreach (var personal in (string[])["陈女士", "13912345678", row.Number, row.Code]) Assert.DoesNotContain(personal, text);
        // Each series once, each family once: Prometheus refuses the whole text otherwise.
        Assert.Equal([], lines.Where(line => line[0] != '#').GroupBy(line => line[..line.LastIndexOf(' ')]).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.Equal([], lines.Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal)).GroupBy(line => line).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public async Task A_request_is_traced_by_route_act_and_statement_and_tells_of_nobody()
    {
        var customer = await site.Visitor("127.0.0.41").Open("/portal");
        customer.Fill("您的事情", "燃气表不走字");
        await customer.Press("提交");
        var code = customer.Page.QuerySelector(".code-word")?.TextContent.Trim() ?? "no code shown";
        await site.Visitor("127.0.0.42").Open("/p/20260304-0001/ABCDEFGH");
        for (var tries = 0; tries < 100 && !(site.Collector.Heard.Contains("p/{number}/{code}", StringComparison.OrdinalIgnoreCase) && site.Collector.Heard.Contains("decide", StringComparison.Ordinal)); tries++) await Task.Delay(100, TestContext.Current.CancellationToken);
        var heard = site.Collector.Heard;
        foreach (var expected in (string[])["/v1/traces", "p/{number}/{code}", "act", "decide", "write", "register"]) Assert.Contains(expected, heard, StringComparison.OrdinalIgnoreCase);
        if (TestDatabases.OnPostgres) Assert.Contains("postgresql", heard);
        foreach (var personal in (string[])["ABCDEFGH", "燃气表不走字", "127.0.0.41", code]) Assert.DoesNotContain(personal, heard);
    }
}

/// <summary>A site that is told to stop.</summary>
public sealed class DrainingTests
{
    private sealed class SlowlyStopping : RuledSite
    {
        protected override void Adjust(WebApplicationBuilder builder) => builder.Configuration["Stop:Drain"] = "3600";
    }

    [Fact]
    public async Task It_says_so_before_it_closes_and_ends_its_streams()
    {
        var site = new SlowlyStopping();
        await site.InitializeAsync();
        using var patience = new CancellationTokenSource();
        Task? stopped = null;
        try
        {
            var li = await site.SignedIn("li");
            using var stream = await li.Listen("/live");
            site.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            stopped = site.Services.GetRequiredService<IHost>().StopAsync(patience.Token);
            Assert.NotNull(await stream.ReadToEndAsync(TestContext.Current.CancellationToken));
            using var http = new HttpClient { BaseAddress = site.Address };
            using var ready = await http.GetAsync("/readyz", TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "stopping\n"), (ready.StatusCode, await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
            Assert.True(ready.Headers.ConnectionClose);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/live", TestContext.Current.CancellationToken)).StatusCode);
            // Whoever comes is still served.
            Assert.Equal("/desk", (await li.Open("/desk")).Path);
            Assert.False(stopped.IsCompleted);
        }
        finally
        {
            await patience.CancelAsync();
            if (stopped is not null) await stopped.ContinueWith(_ => { }, TaskScheduler.Default);
            await site.DisposeAsync();
        }
    }
}
