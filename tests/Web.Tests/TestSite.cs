using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Directory;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Shouwen.Web.Sending;
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
    public StandingClock Clock { get; } = new(TestDatabases.Then);
    public Uri Address => new(app.Urls.First());
    public IServiceProvider Services => app.Services;
    protected virtual string Packs => Path.Combine(folder.FullName, "packs");

    public async ValueTask InitializeAsync()
    {
        PreparePacks();
        Postgres = await NewDatabase();
        app = Site.Build(Options,
            builder =>
            {
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                Adjust(builder);
                // Only the test looks at the clock: a watch of the site's own would write in between.
                builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(Watch)));
            });
        await Site.Prepare(app.Services);
        await Seed();
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // As a process does that is told to stop; thrown away while it runs, its services would be cut off in the middle.
        await app.StopAsync();
        await app.DisposeAsync();
        await TestDatabases.Drop(Postgres);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        // A pooled connection that another site's end closes just now may still be tidying its files away.
        for (var tries = 1; ; tries++)
        {
            try
            {
                folder.Delete(recursive: true);
                break;
            }
            catch (IOException) when (tries < 20)
            {
                await Task.Delay(100);
            }
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Somebody at a browser; customers' doors count tries by address, so each can have one of his own (127.0.0.2 …).</summary>
    public Visitor Visitor(string? from = null) => new(Address, from);

    public string Data => Path.Combine(folder.FullName, "data");

    /// <summary>The connection of the site's database, null when it is a SQLite file.</summary>
    public string? Postgres { get; private set; }

    public SiteOptions Options => new() { Data = Data, Packs = Packs, Time = Clock, Postgres = Postgres, Replicas = Replicas };

    /// <summary>What a command is told to work on this site's data.</summary>
    public string[] Place => Postgres is null ? ["--data", Data] : ["--data", Data, "--database", Postgres];

    public async Task<Visitor> SignedIn(string account)
    {
        var visitor = Visitor();
        await visitor.SignIn(account, TownSite.Password);
        Assert.Equal("/desk", visitor.Path);
        return visitor;
    }

    /// <summary>The mails that have reached this address, oldest first, after whatever is due has been sent.</summary>
    public async Task<IReadOnlyList<Letter>> Mails(string address)
    {
        await Services.GetRequiredService<Sender>().Send(CancellationToken.None);
        return [.. System.IO.Directory.GetFiles(Path.Combine(Data, "mail"), "*.eml").Order(StringComparer.Ordinal).Select(file => Letter.Read(File.ReadAllText(file))).Where(letter => letter.To == address)];
    }

    public async Task<T> Db<T>(Func<AppDb, Task<T>> ask)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<AppDb>());
    }

    /// <summary>Settings of this site.</summary>
    protected virtual void Adjust(WebApplicationBuilder builder)
    {
    }

    protected virtual Task Seed() => Task.CompletedTask;

    /// <summary>Connections to streaming standbys of it.</summary>
    protected virtual IReadOnlyList<string> Replicas => [];

    /// <summary>A connection to an empty database; null for a SQLite file.</summary>
    protected virtual Task<string?> NewDatabase() => TestDatabases.New();

    protected virtual void PreparePacks() => System.IO.Directory.CreateDirectory(Packs);
}

/// <summary>The same with a small organisation in it; everybody's password is <see cref="Password"/>.</summary>
public class TownSite : EmptySite
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

    /// <summary>Packs in force, in order of precedence.</summary>
    protected virtual IReadOnlyList<string> Adopted => [];

    protected override Task Seed() => Db(async db =>
    {
        var (people, errors) = PeopleList.Read(Sheet.Text(People));
        Assert.Empty(errors);
        var administrator = new PersonLine(0, "综合办公室", "王芳", "wang", "13800000000", "办公室主任", [Roles.Administrator]);
        var founding = new Founding("清河燃气", ["08:30-12:00", "13:30-17:30"], administrator, Password, people, Password, Adopted);
        await Installing.Found(db, Services.GetRequiredService<IPasswordHasher<Person>>(), Services.GetRequiredService<Offered>(), founding, Clock.Now.AddDays(-30));
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

/// <summary>The town under the first-contact measures that ship; the hotel's slip is shipped too and not adopted.</summary>
public class RuledSite : TownSite
{
    protected override IReadOnlyList<string> Adopted => ["shangzhi-first-contact"];

    protected override void PreparePacks()
    {
        foreach (var pack in (string[])["shangzhi-first-contact", "hotel-complaint-slip"])
        {
            System.IO.Directory.CreateDirectory(Path.Combine(Packs, pack));
            File.Copy(Path.Combine(Folders.Packs, pack, "pack.yaml"), Path.Combine(Packs, pack, "pack.yaml"));
        }
    }

    protected override async Task Seed()
    {
        await base.Seed();
        await Db(db => db.Units.Where(unit => unit.Id == "u04").ExecuteUpdateAsync(set => set.SetProperty(unit => unit.HeadId, "zhou")));
    }

    /// <summary>Does an act as a person would, which must not be refused.</summary>
    public async Task<Outcome.Done> Do(string number, string act, string by, object with)
    {
        await using var scope = Services.CreateAsyncScope();
        var id = await scope.ServiceProvider.GetRequiredService<AppDb>().Cases.Where(one => one.Number == number).Select(one => one.Id).SingleAsync();
        var outcome = await scope.ServiceProvider.GetRequiredService<Acting>().Do(Acting.Case(id), null, act, by, Fields.Of(with));
        Assert.True(outcome is Outcome.Done, outcome is Outcome.Refused refused ? string.Join(' ', refused.Refusals.Select(refusal => refusal.Sentence)) : outcome.ToString());
        return (Outcome.Done)outcome;
    }

    /// <summary>A request that somebody registers at the counter, meant for the unit of operations.</summary>
    public async Task<CaseRow> Register(string by = "li", string content = "燃气表走得快，请派人来看")
    {
        await using var scope = Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<Acting>().Register(by, Fields.Of(new
        {
            channel = "visit", kind = "request", scope = "other-unit", unit = "u03", content, customer = new { name = "陈女士", phone = "13912345678" },
        }));
        Assert.True(outcome is Outcome.Done, outcome is Outcome.Refused refused ? string.Join(' ', refused.Refusals.Select(refusal => refusal.Sentence)) : outcome.ToString());
        return ((Outcome.Done)outcome).Row!;
    }
}
