using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web;
using Shouwen.Web.Data;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.Postgres;

/// <summary>Two web processes behind nginx, whichever of them gets the next request; one of them stops while people work.</summary>
public sealed class NginxTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("shouwen-nginx-");
    private readonly List<(Process Process, Uri Address)> sites = [];
    private string postgres = "";
    private Process nginx = null!;
    private Uri front = null!;

    public async ValueTask InitializeAsync()
    {
        postgres = await TestDatabases.NewPostgres();
        var options = new SiteOptions { Data = Path.Combine(folder.FullName, "data"), Postgres = postgres };
        await using (var site = Site.Build(options))
        {
            await Site.Prepare(site.Services);
            await using var scope = site.Services.CreateAsyncScope();
            var (db, now) = (scope.ServiceProvider.GetRequiredService<AppDb>(), TimeProvider.System.GetUtcNow());
            await World.Found(db, scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>(), scope.ServiceProvider.GetRequiredService<Offered>(), World.Adopted(Folders.Packs), now.AddDays(-10), now);
        }
        sites.AddRange(await Task.WhenAll(Serve(), Serve()));
        var port = Free();
        front = new($"http://127.0.0.1:{port}");
        var configuration = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            user root; worker_processes 1; daemon off; pid {{folder.FullName}}/nginx.pid; error_log {{folder.FullName}}/error.log warn;
            events { worker_connections 512; }
            http {
              access_log off; client_max_body_size 60m;
              client_body_temp_path {{folder.FullName}}/body; proxy_temp_path {{folder.FullName}}/proxy; fastcgi_temp_path {{folder.FullName}}/f; uwsgi_temp_path {{folder.FullName}}/u; scgi_temp_path {{folder.FullName}}/s;
              upstream shouwen { zone shouwen 64k; {{string.Concat(sites.Select(site => $"server {site.Address.Authority} max_fails=1 fail_timeout=5s; "))}} keepalive 16; }
              server {
                listen 127.0.0.1:{{port}};
                proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host;
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;
                proxy_next_upstream error timeout http_503; proxy_next_upstream_tries 2;
                location / { proxy_pass http://shouwen; }
                location /live { proxy_pass http://shouwen; proxy_buffering off; proxy_read_timeout 1h; }
              }
            }
            """);
        nginx = Process.Start(new ProcessStartInfo("nginx", ["-c", configuration, "-p", folder.FullName]) { RedirectStandardError = true })!;
        for (var tries = 0; ; tries++)
            try
            {
                using var http = new HttpClient();
                Assert.Equal("ready\n", await http.GetStringAsync(new Uri(front, "/readyz")));
                break;
            }
            catch (HttpRequestException) when (tries < 100 && !nginx.HasExited)
            {
                await Task.Delay(100);
            }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in sites.Select(site => site.Process).Append(nginx).Where(process => process is { HasExited: false }))
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        await TestDatabases.Drop(postgres);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Whoever_is_signed_in_on_one_process_works_on_both_and_nobody_notices_that_one_stops()
    {
        // Requests go to the two in turn: the form comes from one, the press goes to the other, what it says is shown by the first.
        var li = new Visitor(front);
        await li.SignIn("li", World.Password);
        Assert.Equal("/desk", li.Path);
        for (var i = 0; i < 3; i++)
        {
            await Register(li, $"燃气表不走字 {i}");
            Assert.EndsWith("/registered", li.Path);
            Assert.Contains("已登记", li.Flash);
        }

        // A file that one process took is read from the other.
        var number = li.Path.Split('/')[2];
        await li.Open($"/cases/{number}");
        li.Attach("添加附件", "表.png", Png);
        await li.Press("上传");
        Assert.Contains("已上传 1 个附件", li.Flash);
        var file = li.Page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).First(href => href?.Contains("/files/", StringComparison.Ordinal) == true)!;
        for (var i = 0; i < 2; i++) Assert.Equal(HttpStatusCode.OK, (await li.Open(file)).Status);

        // Customers are counted by their own address, on both together.
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 11; i++) statuses.Add((await new Visitor(front, "127.0.0.77").Open("/p/20200101-0001/AAAAAAAA")).Status);
        Assert.Equal((HttpStatusCode.TooManyRequests, 1), (statuses[^1], statuses.Count(status => status == HttpStatusCode.TooManyRequests)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await new Visitor(front, "127.0.0.78").Open("/p/20200101-0001/AAAAAAAA")).Status);

        // Live changes come through, whichever process they happen on.
        using var stream = await li.Listen("/live");
        for (var i = 0; i < 2; i++) await Register(li, $"换灶具 {i}");
        while (await stream.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.StartsWith("data: ", StringComparison.Ordinal)) Assert.DoesNotContain("<html", line);

        // One stops, politely, with requests on their way.
        using var ending = new CancellationTokenSource();
        var (served, failed) = (0, new List<string>());
        async Task Served(int count)
        {
            for (var tries = 0; tries < 600 && Volatile.Read(ref served) < count; tries++) await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        var crowd = Enumerable.Range(0, 4).Select(async i =>
        {
            var wu = new Visitor(front);
            await wu.SignIn(i % 2 == 0 ? "li" : "wu", World.Password);
            while (!ending.IsCancellationRequested)
            {
                await Register(wu, "换表");
                if (wu.Path.EndsWith("/registered", StringComparison.Ordinal)) Interlocked.Increment(ref served);
                else lock (failed) failed.Add($"{wu.Status} {wu.Path}");
            }
        }).ToList();
        await Served(4);
        var before = served;
        using (var term = Process.Start("kill", ["-TERM", $"{sites[0].Process.Id}"])) await term.WaitForExitAsync(TestContext.Current.CancellationToken);
        await sites[0].Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, sites[0].Process.ExitCode);
        await Served(before + 4);
        await ending.CancelAsync();
        await Task.WhenAll(crowd);
        Assert.Equal([], failed);
        Assert.True(before > 0 && served > before, $"{before} before and {served - before} after one had stopped");
        Assert.Equal(served + 5, await With(db => db.Cases.CountAsync()));
    }

    private static async Task Register(Visitor visitor, string content)
    {
        await visitor.Open("/cases/new");
        if (visitor.Status != HttpStatusCode.OK) return;
        visitor.Fill("渠道", "来电").Fill("联系电话", "139-1111-2222").Fill("客户姓名", "陈女士").Fill("类别", "求助").Fill("诉求内容", content).Fill("承办部门", "运行部").Tick("其他部门");
        await visitor.Press("登记");
    }

    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private async Task<T> With<T>(Func<AppDb, Task<T>> ask)
    {
        await using var db = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(PostgresDb.Connection(postgres)).Options);
        return await ask(db);
    }

    private async Task<(Process, Uri)> Serve()
    {
        var address = new Uri($"http://127.0.0.1:{Free()}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "shouwen.dll"), "serve", "--data", Path.Combine(folder.FullName, "data"), "--database", postgres, "--urls", address.ToString()]) { RedirectStandardOutput = true };
        (start.Environment["Stop__Drain"], start.Environment["Proxy__Known"]) = ("2", "127.0.0.1");
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("首问已启动", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return (process, address);
            }
        throw new Xunit.Sdk.XunitException("A site did not start.");
    }

    private static int Free()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
