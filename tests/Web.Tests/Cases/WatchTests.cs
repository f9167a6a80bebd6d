using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>守望: what falls due is done, once, by whichever process; who is told, and where it leads.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private readonly OwnSite site = new();

    private sealed class OwnSite : WorldSite;

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task<int> Look(string at)
    {
        site.Clock.Now = DateTimeOffset.Parse(at + "+08:00", CultureInfo.InvariantCulture);
        return await Watch.Look(site.Services.GetRequiredService<IServiceScopeFactory>(), TestContext.Current.CancellationToken);
    }

    /// <summary>What a person was told of cases.</summary>
    private Task<List<string>> Told(string person, string about) => site.Db(db => db.Notices.Where(notice => notice.PersonId == person && notice.CaseId != null && notice.Text.Contains(about)).Select(notice => notice.Text).ToListAsync());

    [Fact]
    public async Task Who_owes_is_reminded_then_told_and_a_breach_climbs_to_the_head_and_the_leader_each_once()
    {
        // Registered at 10:30 on Wednesday, 4 March: to be passed on within two working hours, by 14:00.
        var row = await site.Registered();
        Assert.Empty(await Told("li", row.Number));
        await Look("2026-03-04T11:31");
        await Look("2026-03-04T11:40");
        Assert.Contains("快到期：今天 14:00 前，还有 59 分钟", Assert.Single(await Told("li", row.Number)), StringComparison.Ordinal);
        var li = await site.As("li");
        await li.Open("/desk");
        Assert.Contains("快到期", Assert.Single(li.All("#owe .duty"), duty => duty.Contains(row.Number, StringComparison.Ordinal) && duty.Contains("移交", StringComparison.Ordinal)), StringComparison.Ordinal);
        await Look("2026-03-04T14:01");
        Assert.Single(await Told("li", "”已逾期。"));
        Assert.Empty(await Told("zhao", "逐级报您督促"));
        // Four working hours later the head of the front; a day after her the leader.
        await Look("2026-03-05T10:01");
        var climbed = Assert.Single(await Told("zhao", "逐级报您督促"));
        Assert.Contains("由李娟负责", climbed, StringComparison.Ordinal);
        Assert.Empty(await Told("song", "逐级报您督促"));
        await Look("2026-03-06T11:01");
        await Look("2026-03-06T11:02");
        Assert.Single(await Told("song", "逐级报您督促"));
        Assert.Single(await Told("zhao", "逐级报您督促"));

        var visitor = await site.As("zhao");
        await visitor.Open("/desk");
        await visitor.Follow("去督促");
        Assert.Equal($"/cases/{row.Number}?act=urge", visitor.Path);
        Assert.Contains("已报负责人赵敏督促", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("逾期未办，逐级报分管领导宋美玲督促", visitor.Text, StringComparison.Ordinal);
        Assert.Contains("报督促部门", visitor.Text, StringComparison.Ordinal);
        Assert.IsType<Outcome.Done>(await site.Try(row, "urge", "zhao", new { }));
    }

    [Fact]
    public async Task A_clock_put_forward_and_back_repeats_nothing_and_what_is_done_in_time_is_not_warned_of()
    {
        var (late, done) = (await site.Registered(), await site.Registered());
        await site.Done(done, "transfer", "li", new { unit = "ops", explained_to_customer = true });
        await Look("2026-03-05T17:00");
        var first = await site.Db(db => db.Journal.CountAsync(entry => entry.Matter == $"case:{late.Id}"));
        await Look("2026-03-04T15:00");
        await Look("2026-03-05T17:00");
        Assert.Equal(first, await site.Db(db => db.Journal.CountAsync(entry => entry.Matter == $"case:{late.Id}")));
        Assert.DoesNotContain(await Told("li", done.Number), text => text.Contains("移交", StringComparison.Ordinal));
        Assert.Equal(0, await site.Db(db => db.Duties.CountAsync(duty => !duty.Stands && duty.Alarm != null)));
    }

    [Fact]
    public async Task A_matter_that_cannot_be_judged_is_put_off_and_holds_up_no_other()
    {
        var (odd, row) = (await site.Registered(), await site.Registered());
        await site.Db(db => db.Journal.Where(entry => entry.Matter == $"case:{odd.Id}" && entry.Kind == "duty-raised").ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Body, """{"event":"duty-counted","no":77,"at":"2026-03-04T10:30:00+08:00"}""")));
        await Look("2026-03-04T14:01");
        Assert.Single(await Told("li", "”已逾期。"), text => text.Contains(row.Number, StringComparison.Ordinal));
        Assert.NotEqual(0, await site.Db(db => db.Duties.CountAsync(duty => duty.CaseId == odd.Id && duty.Alarm > site.Clock.Now)));
    }

    [Fact]
    public async Task Workers_killed_at_random_moments_lose_no_alarm_and_repeat_none()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("SHOUWEN_ROUNDS") ?? "2", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("SHOUWEN_SEED") ?? $"{Environment.ProcessId}", CultureInfo.InvariantCulture);
        var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-test-");
        var postgres = await TestDatabases.New();
        try
        {
            var figures = await new WatchKills(folder.FullName, postgres, seed).Run(rounds, TestContext.Current.CancellationToken);
            Console.WriteLine($"   {(postgres is null ? "SQLite" : "PostgreSQL")} (seed {seed}): {figures}");
            Assert.True(figures.Holds, figures.ToString());
            Assert.True(figures.Alarms >= 3 * figures.Cases, figures.ToString());
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            await TestDatabases.Drop(postgres);
            folder.Delete(recursive: true);
        }
    }
}
