using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Shouwen.Tests.Outages;

/// <summary>The disk on which the database lies is full, and then there is room again: on a small file system of its own, which only root can make.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const int Megabytes = 96;

    /// <summary>The SQLite file in a small folder, or a server whose tables lie in one.</summary>
    private sealed class SmallSite(PostgresServer? server) : RuledSite
    {
        public string Small => server?.Small ?? Data;

        protected override void PreparePacks()
        {
            base.PreparePacks();
            if (server is not null) return;
            System.IO.Directory.CreateDirectory(Data);
            SmallFolder.Mount(Data, Megabytes);
        }

        protected override Task<string?> NewDatabase() => Task.FromResult(server?.Connection("shouwen"));
    }

    private PostgresServer? server;
    private SmallSite? site;

    public async ValueTask InitializeAsync()
    {
        if (!SmallFolder.Possible) return;
        server = TestDatabases.OnPostgres ? await PostgresServer.Start(keeps: true, megabytes: Megabytes) : null;
        site = new SmallSite(server);
        await site.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (site is null) return;
        if (server is null) SmallFolder.Unmount(site.Small);
        await site.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }

    [Fact]
    public async Task It_is_said_what_was_typed_stays_and_with_room_again_it_goes_on_by_itself()
    {
        if (site is null) Assert.Skip("only root can mount a small file system");
        var li = await site.SignedIn("li");
        var filler = Path.Combine(site.Small, "filler");
        SmallFolder.Fill(filler);
        var registered = 0;
        for (; registered < 400; registered++)
        {
            await li.Open("/cases/new");
            if (li.Status != HttpStatusCode.OK) continue;
            li.Fill("渠道", "来电").Fill("联系电话", "13911112222").Fill("客户姓名", "陈女士").Fill("类别", "求助").Fill("诉求内容", $"{new string('长', 2000)}第 {registered} 件").Fill("承办部门", "运行部").Tick("其他部门");
            await li.Press("登记");
            if (!li.Path.EndsWith("/registered", StringComparison.Ordinal)) break;
        }
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "存储空间满了", "60"), (li.Status, li.Title, li.RetryAfter));
        Assert.Contains($"第 {registered} 件", li.Text);
        File.Delete(filler);
        await li.Press("再提交一次");
        Assert.EndsWith("/registered", li.Path);
        Assert.Equal(registered + 1, await site.Db(db => db.Cases.CountAsync()));
    }
}

/// <summary>A folder with little room.</summary>
public static class SmallFolder
{
    public static bool Possible => Environment.UserName == "root" && OperatingSystem.IsLinux();

    public static void Mount(string folder, int megabytes) => Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "none", folder);

    /// <summary>At once, whoever still has something of it open.</summary>
    public static void Unmount(string folder) => Run("umount", "-l", folder);

    /// <summary>Writes until there is no room left.</summary>
    public static void Fill(string file)
    {
        using var filler = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var chunk = new byte[4096];
        try
        {
            while (true) filler.Write(chunk);
        }
        catch (IOException)
        {
            // Full, as it should be.
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {said}");
    }
}
