using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web;
using Shouwen.Web.Data;
using Shouwen.Web.Directory;
using Shouwen.Web.People;
using Shouwen.Web.Setup;
using Xunit;

namespace Shouwen.Tests;

/// <summary>A clock that stands until somebody moves it.</summary>
public sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}

/// <summary>The real site on a free port over a data folder of its own, empty: nobody has set it up.</summary>
public class EmptySite : IAsyncLifetime
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("shouwen-test-");
    private WebApplication app = null!;

    /// <summary>Wednesday, 4 March 2026, half past ten in Shanghai.</summary>
    public StandingClock Clock { get; } = new(new DateTimeOffset(2026, 3, 4, 10, 30, 0, TimeSpan.FromHours(8)));
    public Uri Address => new(app.Urls.First());
    public IServiceProvider Services => app.Services;
    protected virtual string Packs => Path.Combine(folder.FullName, "packs");

    public async ValueTask InitializeAsync()
    {
        PreparePacks();
        app = Site.Build(new SiteOptions { Data = Path.Combine(folder.FullName, "data"), Packs = Packs, Time = Clock },
            builder => builder.WebHost.UseUrls("http://127.0.0.1:0"));
        await Site.Prepare(app.Services);
        await Seed();
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    public Visitor Visitor() => new(Address);

    public async Task<Visitor> SignedIn(string account)
    {
        var visitor = Visitor();
        await visitor.SignIn(account, TownSite.Password);
        Assert.Equal("/desk", visitor.Path);
        return visitor;
    }

    public async Task<T> Db<T>(Func<AppDb, Task<T>> ask)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    protected virtual Task Seed() => Task.CompletedTask;

    protected virtual void PreparePacks() => System.IO.Directory.CreateDirectory(Packs);
}

/// <summary>The same with a small organisation in it; everybody's password is <see cref="Password"/>.</summary>
public sealed class TownSite : EmptySite
{
    public const string Password = "shouwen-2026";

    private const string People = """
        部门,姓名,账号,手机,岗位,角色
        前台,李娟,li,13800000001,前台接待,
        前台,赵敏,zhao,13800000002,前台主任,部门负责人
        运行部,钱伟,qian,13800000003,运行部主任,部门负责人
        运行部,孙强,sun,13800000004,维修工,联络员
        客服中心,周洁,zhou,13800000005,客服专员,客服
        """;

    protected override Task Seed() => Db(async db =>
    {
        var (people, errors) = PeopleList.Read(Sheet.Text(People));
        Assert.Empty(errors);
        var administrator = new PersonLine(0, "综合办公室", "王芳", "wang", "13800000000", "办公室主任", [Roles.Administrator]);
        var founding = new Founding("清河燃气", ["08:30-12:00", "13:30-17:30"], administrator, Password, people, Password, []);
        await Installing.Found(db, Services.GetRequiredService<IPasswordHasher<Person>>(), founding, Clock.Now.AddDays(-30));
        await db.People.ExecuteUpdateAsync(set => set.SetProperty(p => p.MustChangePassword, false));
        var units = await db.Units.ToDictionaryAsync(u => u.Name, u => u.Id);
        db.DirectoryEntries.AddRange(
            new DirectoryEntry { UnitId = units["运行部"], Matter = "燃气表故障", Keywords = ["燃气表", "表走得快", "不走字"], Phone = "0500-1001", Place = "二楼 203" },
            new DirectoryEntry { UnitId = units["运行部"], Matter = "漏气抢修", Keywords = ["漏气", "气味", "抢修"], Description = "二十四小时值守" },
            new DirectoryEntry { UnitId = units["客服中心"], Matter = "缴费与发票", Keywords = ["发票", "缴费", "退费"], Hours = "工作日 8:30–17:30" },
            new DirectoryEntry { UnitId = units["前台"], Matter = "过户", Keywords = ["过户", "改名字"] });
        await db.SaveChangesAsync();
        return true;
    });
}
