using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Cases;
using Shouwen.Web.People;
using Shouwen.Web.Setup;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>The small town with a real pack in force, so that cases have duties, gates and findings.</summary>
public sealed class CaseSite : EmptySite
{
    private const string People = """
        部门,姓名,账号,手机,岗位,角色
        前台,李娟,li,13800000001,前台接待,
        前台,赵敏,zhao,13800000002,前台主任,部门负责人
        运行部,钱伟,qian,13800000003,运行部主任,部门负责人
        运行部,孙强,sun,13800000004,维修工,
        客服中心,周洁,zhou,13800000005,客服专员,客服
        监察室,郑刚,zheng,13800000006,监察员,监督
        安检部,吴霞,wu,13800000007,安检员,
        """;

    protected override void PreparePacks()
    {
        var folder = Path.Combine(Packs, "shangzhi-first-contact");
        System.IO.Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(Web.Folders.Packs, "shangzhi-first-contact", "pack.yaml"), Path.Combine(folder, "pack.yaml"));
    }

    protected override Task Seed() => Db(async db =>
    {
        var (people, errors) = PeopleList.Read(Sheet.Text(People));
        Assert.Empty(errors);
        var administrator = new PersonLine(0, "综合办公室", "王芳", "wang", "13800000000", "办公室主任", [Roles.Administrator]);
        var founding = new Founding("清河燃气", ["08:30-12:00", "13:30-17:30"], administrator, TownSite.Password, people, TownSite.Password, ["shangzhi-first-contact"]);
        await Installing.Found(db, Services.GetRequiredService<IPasswordHasher<Person>>(), founding, Clock.Now.AddDays(-30));
        await db.People.ExecuteUpdateAsync(set => set.SetProperty(p => p.MustChangePassword, false));
        return true;
    });

    public Task<string> Unit(string name) => Db(db => db.Units.Where(unit => unit.Name == name).Select(unit => unit.Id).SingleAsync());

    /// <summary>A caller whose matter belongs to 运行部, taken down by 李娟.</summary>
    public async Task<string> Called(string content = "燃气表不走字，请来看看")
    {
        var unit = await Unit("运行部");
        return await Registered("li", Fields.Of(new
        {
            channel = "phone", kind = "repair", scope = "other-unit", unit, content,
            customer = new { name = "陈女士", phone = "13912345678", address = "清河路 8 号" },
        }));
    }

    public async Task<string> Registered(string by, Fields with) => Assert.IsType<Outcome.Done>(await Ask(acting => acting.Register(by, with))).Row!.Number;

    public async Task Done(string number, string act, string by, object with)
    {
        var id = await Db(db => db.Cases.Where(row => row.Number == number).Select(row => row.Id).SingleAsync());
        Assert.IsType<Outcome.Done>(await Ask(acting => acting.Do(Acting.Case(id), null, act, by, Fields.Of(with))));
    }

    private async Task<Outcome> Ask(Func<Acting, Task<Outcome>> ask)
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<Acting>());
    }
}
