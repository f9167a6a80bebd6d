using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web;
using Shouwen.Web.Data;
using Shouwen.Web.Sending;
using Xunit;

namespace Shouwen.Tests.Sending;

/// <summary>
/// Two processes send from one outbox and are killed (SIGKILL) at random moments, round after round; SHOUWEN_ROUNDS says how many, SHOUWEN_SEED repeats a run. In the end one sends what
/// is left, and everything has arrived, at least once and always under its own id. The figures go to the terminal.
/// </summary>
public sealed class KilledTests(MailServer server) : IClassFixture<MailServer>, IDisposable
{
    private const int Each = 15;

    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("shouwen-test-");
    private readonly Catcher other = new();
    private string? postgres;

    public void Dispose()
    {
        other.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Senders_killed_at_random_moments_lose_nothing()
    {
        var rounds = Number("SHOUWEN_ROUNDS", 3);
        var seed = Number("SHOUWEN_SEED", Environment.ProcessId);
        var random = new Random(seed);
        postgres = await TestDatabases.New();
        await using var site = Site.Build(new SiteOptions { Data = folder.FullName, Postgres = postgres });
        await Site.Prepare(site.Services);
        var (mails, posts) = (new List<Guid>(), new List<Guid>());
        var receiver = new Receiver { Name = "系统", Kind = "webhook", Url = other.Url, Secret = Signing.NewSecret(), CreatedById = "nobody" };
        await With(site.Services, db => { db.Receivers.Add(receiver); return db.SaveChangesAsync(); });
        var claimed = 0;
        for (var round = 0; round < rounds; round++)
        {
            await With(site.Services, db => Fill(db, receiver, mails, posts));
            var senders = new[] { await Start(), await Start() };
            foreach (var sender in senders.OrderBy(_ => random.Next()))
            {
                await Task.Delay(random.Next(400), TestContext.Current.CancellationToken);
                sender.Kill();
            }
            foreach (var sender in senders) await sender.WaitForExitAsync(TestContext.Current.CancellationToken);
            // Both are dead, so what is claimed is nobody's; three minutes pass.
            claimed += await With(site.Services, db => db.Outbox.CountAsync(message => message.State == OutboxState.Waiting && message.Tries > 0));
            await With(site.Services, db => db.Outbox.Where(message => message.State == OutboxState.Waiting).ExecuteUpdateAsync(set => set.SetProperty(message => message.NextTryAt, message => message.CreatedAt)));
        }
        var last = await Start();
        while (await With(site.Services, db => db.Outbox.AnyAsync(message => message.State == OutboxState.Waiting))) await Task.Delay(200, TestContext.Current.CancellationToken);
        last.Kill();
        await last.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(mails.Count + posts.Count, await With(site.Services, db => db.Outbox.CountAsync(message => message.State == OutboxState.Sent)));
        var arrived = await Letters(mails.Count);
        var posted = other.Posts.Select(post => post.Headers["webhook-id"]).ToList();
        Assert.Equal(mails.Select(id => $"<{id:N}@gas.example>").Order(StringComparer.Ordinal), arrived.Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(posts.Select(id => $"msg_{id:N}").Order(StringComparer.Ordinal), posted.Distinct().Order(StringComparer.Ordinal));
        Console.WriteLine($"   {(postgres is null ? "SQLite" : "PostgreSQL")}: {rounds} rounds, two senders killed in each (seed {seed}): {mails.Count} mails, 0 lost, {arrived.Count - mails.Count} came twice; {posts.Count} webhooks, 0 lost, {posted.Count - posts.Count} came twice; {claimed} claims outlived their sender");
    }

    private static int Number(string name, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(name) ?? $"{otherwise}", CultureInfo.InvariantCulture);

    private static async Task<T> With<T>(IServiceProvider services, Func<AppDb, Task<T>> ask)
    {
        await using var scope = services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    private static async Task<int> Fill(AppDb db, Receiver receiver, List<Guid> mails, List<Guid> posts)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        for (var i = 0; i < Each; i++)
        {
            var mail = new OutboxMessage { Id = Guid.CreateVersion7(now), Channel = "mail", To = "many@gas.example", About = "notice", Subject = "一件事", Body = "x", CreatedAt = now, NextTryAt = now };
            var post = Happening.Trial(receiver, now);
            db.Outbox.AddRange(mail, post);
            mails.Add(mail.Id);
            posts.Add(post.Id);
        }
        return await db.SaveChangesAsync();
    }

    /// <summary>A sender of its own process, once it says that it serves.</summary>
    private async Task<Process> Start()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "shouwen.dll"), "serve", "--data", folder.FullName, "--urls", "http://127.0.0.1:0", .. postgres is null ? [] : (string[])["--database", postgres]]) { RedirectStandardOutput = true };
        foreach (var (key, value) in new[]
            {
                ("Mail__Smtp", $"127.0.0.1:{server.Implicit}"), ("Mail__Tls", "implicit"), ("Mail__Verify", "false"), ("Mail__From", "shouwen@gas.example"), ("Mail__User", MailServer.User),
                ("Mail__Password", MailServer.Password), ("Sending__Allow", "127.0.0.0/8"),
            }) start.Environment[key] = value;
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.StartsWith("首问已启动", StringComparison.Ordinal)) return process;
        throw new Xunit.Sdk.XunitException("The sender did not start.");
    }

    /// <summary>The ids in the box, once every mail is there; the server puts them there a moment after it took them.</summary>
    private async Task<List<string>> Letters(int expected)
    {
        for (var tries = 0; ; tries++)
        {
            var found = server.Box.Select(letter => letter.Headers["Message-ID"]).ToList();
            if (found.Distinct().Count() >= expected || tries == 300) return found;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
