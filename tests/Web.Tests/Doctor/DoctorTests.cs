using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Cases;
using Shouwen.Web.Commands;
using Shouwen.Web.Doctor;
using Shouwen.Web.Seals;
using Shouwen.Web.Sending;
using Xunit;

namespace Shouwen.Tests.Doctor;

/// <summary>Each finding, brought about alone on a site of its own.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private readonly WorldSite site = new();

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        await Seal();
    }

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    private Task<int> Seal() => site.Acting(async acting => await site.Db(async db => await site.Services.GetRequiredService<Sealing>().Make(db, (await acting.Regime()).Calendar, site.Clock.Now, 1000)));

    private async Task<IReadOnlyList<Symptom>> Look(bool full = false, (long, long)? room = null)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await new Checkup(scope.ServiceProvider, site.Services.GetRequiredService<Web.SiteOptions>()) { Room = () => room ?? (50L << 30, 100L << 30) }.Look(full, TestContext.Current.CancellationToken);
    }

    private async Task Finds(string check, Severity severity, string what, bool full = false, (long, long)? room = null)
    {
        var found = await Look(full, room);
        Assert.Contains(found, one => one.Check == check && one.Severity == severity && one.What.Contains(what));
        Assert.All(found, one => Assert.Matches("[\u4e00-\u9fff]", one.Do));
    }

    [Fact]
    public async Task A_site_in_order_has_nothing_but_what_its_packs_lack()
    {
        await site.Registered();
        // The server's clock is not the test's, and the packs were adopted in a month before the server's parts begin.
        Assert.DoesNotContain(await Look(full: true), one => one.Check is not ("packs" or "clock" or "months"));
    }

    [Fact]
    public async Task Little_room_on_the_disk()
    {
        await Finds("disk", Severity.Warning, "1,024 MB", room: (1L << 30, 100L << 30));
        await Finds("disk", Severity.Error, "100 MB", room: (100L << 20, 100L << 30));
    }

    [Fact]
    public async Task Keys_that_others_can_read()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("no modes of files");
            return;
        }
        const UnixFileMode open = (UnixFileMode)0b111_101_101;
        File.SetUnixFileMode(site.Data, open);
        await Finds("keys", Severity.Warning, "数据目录");
        File.SetUnixFileMode(Path.Combine(site.Data, "keys"), open);
        await Finds("keys", Severity.Error, "登录密钥");
    }

    [Fact]
    public async Task A_clock_behind_the_record()
    {
        await site.Registered();
        site.Clock.Now = site.Clock.Now.AddHours(-2);
        await Finds("clock", Severity.Error, "写入时间晚于现在");
    }

    [Fact]
    public async Task A_clock_apart_from_the_server()
    {
        Assert.SkipUnless(TestDatabases.OnPostgres, "one file has no clock of its own");
        await Finds("clock", Severity.Error, "相差");
    }

    [Fact]
    public async Task Months_of_the_journal_that_are_not_there()
    {
        Assert.SkipUnless(TestDatabases.OnPostgres, "one file has no months");
        site.Clock.Now = site.Clock.Now.AddYears(1);
        await Finds("months", Severity.Warning, "2027");
    }

    [Fact]
    public async Task A_watch_that_does_not_look()
    {
        await site.Registered();
        site.Clock.Now = site.Clock.Now.AddDays(30);
        await Finds("watch", Severity.Warning, "还没有记为逾期");
        await Finds("seals", Severity.Warning, "天过完了还没有封存");
    }

    [Fact]
    public async Task Messages_that_do_not_leave()
    {
        await site.Db(async db =>
        {
            OutboxMessage One(string state) => new() { Id = Guid.NewGuid(), Channel = "mail", To = "a@b.c", About = "notice", Subject = "s", Body = "b", CreatedAt = site.Clock.Now.AddHours(-1), NextTryAt = site.Clock.Now.AddHours(-1), State = state };
            db.Outbox.AddRange(One(OutboxState.Waiting), One(OutboxState.Dead));
            return await db.SaveChangesAsync();
        });
        await Finds("outbox", Severity.Error, "最早的等了 60 分钟");
        await Finds("outbox", Severity.Warning, "1 条消息没有送达");
    }

    [Fact]
    public async Task Files_without_a_row_and_rows_without_a_file()
    {
        var row = await site.Registered();
        await site.Acting(async acting =>
        {
            await acting.Attach(Acting.Case(row.Id), "li", [new Kept("图.png", "image/png", 1, new string('a', 64))]);
            return true;
        });
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(site.Data, "files", "bb", "bb")).FullName;
        foreach (var name in (string[])[new string('b', 64), "c.part"])
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), "x", TestContext.Current.CancellationToken);
            File.SetLastWriteTimeUtc(Path.Combine(folder, name), site.Clock.Now.AddDays(-1).UtcDateTime);
        }
        await Finds("files", Severity.Error, "登记了却不在磁盘上");
        await Finds("files", Severity.Warning, "没有登记的文件");
        await Finds("files", Severity.Warning, "没有传完");
    }

    [Fact]
    public async Task A_broken_chain_recently_and_long_ago()
    {
        var row = await site.Registered();
        await site.Db(db => db.Journal.Where(entry => entry.Matter == "case:" + row.Id && entry.Seq == 2).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Kind, "told")));
        await Finds("chains", Severity.Error, "最近写过的记录");
        site.Clock.Now = site.Clock.Now.AddDays(5);
        Assert.DoesNotContain(await Look(), one => one.Check == "chains");
        await Finds("chains", Severity.Error, "记录对不上", full: true);
    }

    [Fact]
    public async Task A_seal_that_was_changed()
    {
        await site.Db(db => db.Seals.Where(seal => seal.Number == 2).ExecuteUpdateAsync(set => set.SetProperty(seal => seal.Count, 77)));
        await Finds("seals", Severity.Error, "seal:2");
    }

    [Fact]
    public async Task Its_exit_code_says_how_grave_it_is()
    {
        // By the machine's own clock the site has stood still for long: the days since are not sealed.
        Assert.InRange(await CommandLine.Run(["doctor", .. site.Place]), 1, 2);
        Assert.InRange(await CommandLine.Run(["doctor", "--json", .. site.Place]), 1, 2);
        await site.Db(db => db.Seals.Where(seal => seal.Number == 2).ExecuteUpdateAsync(set => set.SetProperty(seal => seal.Count, 77)));
        Assert.Equal(2, await CommandLine.Run(["doctor", .. site.Place]));
        Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["doctor", "--data", Path.Combine(site.Data, "nowhere")]));
    }
}
