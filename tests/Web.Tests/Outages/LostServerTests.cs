using System.Net;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;
using Xunit;

namespace Shouwen.Tests.Postgres;

/// <summary>The database server goes and comes back while people work; nobody restarts the site.</summary>
public sealed class LostServerTests : IAsyncLifetime
{
    /// <summary>The town on a server of its own.</summary>
    private sealed class OwnServerSite(PostgresServer server) : RuledSite
    {
        protected override Task<string?> NewDatabase() => Task.FromResult<string?>(server.Connection("shouwen"));
    }

    private PostgresServer server = null!;
    private OwnServerSite site = null!;

    public async ValueTask InitializeAsync()
    {
        server = await PostgresServer.Start(keeps: true);
        site = new OwnServerSite(server);
        await site.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_was_typed_stays_until_the_server_is_back_and_is_registered_once()
    {
        var li = await site.SignedIn("li");
        await li.Open("/cases/new");
        li.Fill("渠道", "来电").Fill("联系电话", "139-1111-2222").Fill("客户姓名", "陈女士").Fill("类别", "求助").Fill("诉求内容", "厨房的燃气表走得快，想请人来看看").Fill("承办部门", "运行部").Tick("其他部门");
        await server.Kill();
        await li.Press("登记");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "数据库暂时连不上", "5"), (li.Status, li.Title, li.RetryAfter));
        Assert.Contains("厨房的燃气表走得快，想请人来看看", li.Text);
        Assert.DoesNotContain("RequestVerificationToken", li.Text);
        // Still away: the same again, and other pages say it too.
        await li.Press("再提交一次");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "数据库暂时连不上"), (li.Status, li.Title));
        var other = await site.Visitor().Open("/p/20260304-0001/ABCDEFGH");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, other.Status);

        await server.Begin();
        await li.Press("再提交一次");
        Assert.EndsWith("/registered", li.Path);
        Assert.Equal(["厨房的燃气表走得快，想请人来看看"], await site.Db(db => db.Cases.Select(row => row.Content).ToListAsync()));
    }

    [Fact]
    public async Task A_password_never_stands_on_the_page_that_says_so()
    {
        var li = await site.Visitor().Open("/sign-in");
        li.Fill("账号或手机号", "李娟的账号").Fill("密码", "secret-密码");
        await server.Kill();
        await li.Press("登录");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, li.Status);
        Assert.Contains("李娟的账号", li.Text);
        Assert.DoesNotContain("secret", li.Page.DocumentElement.OuterHtml);
        Assert.Equal([], li.All("button"));
    }

    [Fact]
    public async Task A_commit_whose_server_went_before_it_was_safe_is_not_acknowledged()
    {
        await using var db = Open();
        await using (var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await db.SettleLater();
            db.DirectoryEntries.Add(new Web.Directory.DirectoryEntry { UnitId = "u01", Matter = "一件事" });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        await server.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'shouwen' AND application_name = 'tested'");
        await Assert.ThrowsAsync<Unsettled>(db.Settle);
    }

    [Fact]
    public async Task A_commit_that_did_not_wait_for_its_standby_is_not_acknowledged()
    {
        await server.Execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        await server.Execute("SELECT pg_reload_conf()");
        try
        {
            await using var db = Open();
            await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            await db.Database.ExecuteSqlAsync($"SET statement_timeout = 500", TestContext.Current.CancellationToken);
            db.DirectoryEntries.Add(new Web.Directory.DirectoryEntry { UnitId = "u01", Matter = "一件事" });
            var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
                await db.SaveChangesAsync(TestContext.Current.CancellationToken);
                await transaction.CommitAsync(TestContext.Current.CancellationToken);
            });
            Assert.Equal(Lack.Certainty, Outage.Of(failure));

            await using (var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
            {
                await db.SettleLater();
                db.Appended.Add(new Web.Cases.Notice { Id = Guid.CreateVersion7(), PersonId = "li", Text = "一件事", At = site.Clock.Now });
                await db.SaveChangesAsync(TestContext.Current.CancellationToken);
                await transaction.CommitAsync(TestContext.Current.CancellationToken);
            }
            await Assert.ThrowsAsync<Unsettled>(db.Settle);
        }
        finally
        {
            await server.Execute("ALTER SYSTEM RESET synchronous_standby_names");
            await server.Execute("SELECT pg_reload_conf()");
        }
    }

    private PostgresDb Open() => new(new DbContextOptionsBuilder<PostgresDb>()
        .UseNpgsql(PostgresDb.Connection(server.Connection("shouwen") + ";Application Name=tested;Pooling=false"), one => one.MigrationsHistoryTable("migrations")).AddInterceptors(new Safety()).Options);
}
