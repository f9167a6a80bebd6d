using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Directory;
using Shouwen.Web.People;
using Shouwen.Web.Setup;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>A gas office under a first-contact regulation: front desk, operations, market and customer service, with requests registered through the real acts.</summary>
public sealed class OfficeSite : EmptySite
{
    private const string Pack = "shangzhi-first-contact";

    private const string People = """
        部门,姓名,账号,手机,岗位,角色
        前台,李娟,li,13800000001,前台接待,
        前台,赵敏,zhao,13800000002,前台主任,部门负责人
        运行部,钱伟,qian,13800000003,运行部主任,部门负责人
        运行部,孙强,sun,13800000004,维修工,
        市场部,胡艳,hu,13800000006,客户经理,
        客服中心,周洁,zhou,13800000005,客服专员,客服
        """;

    public const string Ops = "u03";

    protected override void PreparePacks()
    {
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(Packs, Pack));
        File.Copy(Path.Combine(Folders.Packs, Pack, "pack.yaml"), Path.Combine(folder.FullName, "pack.yaml"));
    }

    protected override Task Seed() => Db(async db =>
    {
        var (people, errors) = PeopleList.Read(Sheet.Text(People));
        Assert.Empty(errors);
        var administrator = new PersonLine(0, "综合办公室", "王芳", "wang", "13800000000", "办公室主任", [Roles.Administrator]);
        await Installing.Found(db, Services.GetRequiredService<IPasswordHasher<Person>>(),
            new Founding("清河燃气", ["08:30-12:00", "13:30-17:30"], administrator, TownSite.Password, people, TownSite.Password, [Pack]), Clock.Now.AddDays(-30));
        await db.People.ExecuteUpdateAsync(set => set.SetProperty(person => person.MustChangePassword, false));
        db.DirectoryEntries.AddRange(
            new DirectoryEntry { UnitId = Ops, Matter = "燃气表故障", Keywords = ["燃气表", "表走得快", "不走字"], Phone = "0500-1001" },
            new DirectoryEntry { UnitId = "u04", Matter = "开通燃气", Keywords = ["开通", "装燃气"] });
        await db.SaveChangesAsync();
        return true;
    });

    /// <summary>A call about a meter that operations must look at, taken by 李娟; with other words for other requests.</summary>
    public Task<CaseRow> Called(string by = "li", string content = "燃气表走得快，请来看看", string phone = "13912345678", string name = "陈女士", string scope = "other-unit") =>
        Registered(by, Fields.Of(new { channel = "phone", kind = "request", scope, unit = scope == "other-unit" ? Ops : null, content, customer = new { name, phone, address = "城东花园 3 栋 502" } }));

    public async Task<CaseRow> Registered(string by, Fields with)
    {
        await using var scope = Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<Acting>().Register(by, with);
        return Assert.IsType<Outcome.Done>(outcome).Row!;
    }

    public async Task Did(CaseRow row, string act, string by, object with)
    {
        await using var scope = Services.CreateAsyncScope();
        Assert.IsType<Outcome.Done>(await scope.ServiceProvider.GetRequiredService<Acting>().Do(Acting.Case(row.Id), null, act, by, Fields.Of(with)));
    }
}
