using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Data;
using Xunit;

namespace Shouwen.Tests.Postgres;

/// <summary>Lists are read from a streaming standby, which may be slow or gone.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    private sealed class ReplicatedSite(PostgresServer primary, PostgresServer standby) : RuledSite
    {
        protected override Task<string?> NewDatabase() => Task.FromResult<string?>(primary.Connection("shouwen"));
        protected override IReadOnlyList<string> Replicas => [standby.Connection("shouwen") + ";Timeout=2"];
    }

    private PostgresServer primary = null!, standby = null!;
    private ReplicatedSite site = null!;

    public async ValueTask InitializeAsync()
    {
        primary = await PostgresServer.Start(keeps: true);
        standby = await primary.Standby();
        site = new ReplicatedSite(primary, standby);
        await site.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await standby.DisposeAsync();
        await primary.DisposeAsync();
    }

    private Task Look() => site.Services.GetRequiredService<Replicas>().Look(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_slow_replica_shows_its_moment_and_never_hides_what_one_has_just_written_and_one_that_is_gone_is_not_missed()
    {
        var old = await site.Register(content: "先登记的一件");
        await standby.CaughtUp(primary);
        var (li, zhao) = (await site.SignedIn("li"), await site.SignedIn("zhao"));
        await standby.CaughtUp(primary);
        await Look();
        await zhao.Open("/cases");
        Assert.Contains("先登记的一件", zhao.Text);
        Assert.DoesNotContain("数据截至", zhao.Text);

        // It falls behind: who wrote reads his own at once, others read the older picture and its moment.
        await standby.Execute("SELECT pg_wal_replay_pause()");
        await li.Open("/cases/new");
        li.Fill("渠道", "来电").Fill("联系电话", "13911112222").Fill("客户姓名", "陈女士").Fill("类别", "求助").Fill("诉求内容", "后登记的一件").Fill("承办部门", "运行部").Tick("其他部门");
        await li.Press("登记");
        Assert.EndsWith("/registered", li.Path);
        site.Clock.Now = site.Clock.Now.AddSeconds(12);
        await Look();
        await li.Open("/cases");
        Assert.Contains("后登记的一件", li.Text);
        await zhao.Open("/cases");
        Assert.DoesNotContain("后登记的一件", zhao.Text);
        Assert.Contains("数据截至 10:30:00", zhao.Text);
        await zhao.Open("/board");
        Assert.Contains("数据截至 10:30:00", zhao.Text);

        // It catches up.
        await standby.Execute("SELECT pg_wal_replay_resume()");
        await standby.CaughtUp(primary);
        await zhao.Open("/cases");
        Assert.Contains("后登记的一件", zhao.Text);
        Assert.DoesNotContain("数据截至", zhao.Text);

        // It goes.
        await standby.Kill();
        await zhao.Open("/cases");
        Assert.Contains("后登记的一件", zhao.Text);
        await zhao.Open($"/cases/{old.Number}");
        Assert.Contains("先登记的一件", zhao.Text);
        Assert.Equal("/board", (await zhao.Open("/board")).Path);
        await standby.Begin();
    }
}
