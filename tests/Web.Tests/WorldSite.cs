using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Cases;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests;

/// <summary>The gas company of the demo without its history: units, people, roster, directory and its pack in force. Everybody's password is <see cref="World.Password"/>.</summary>
public class WorldSite : EmptySite
{
    protected override string Packs => Folders.Packs;

    protected override void PreparePacks() => Assert.True(System.IO.Directory.Exists(Packs), $"no packs at {Packs}");

    protected override Task Seed() => Db(async db =>
    {
        await World.Found(db, Services.GetRequiredService<IPasswordHasher<Person>>(), Services.GetRequiredService<Offered>(), World.Adopted(Packs), Clock.Now.AddDays(-10), Clock.Now);
        return true;
    });

    public async Task<Visitor> As(string account)
    {
        var visitor = Visitor();
        await visitor.SignIn(account, World.Password);
        return visitor;
    }

    public async Task<T> Acting<T>(Func<Acting, Task<T>> ask)
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<Acting>());
    }

    /// <summary>Registers what another department must do, by whoever answers; the case's row.</summary>
    public Task<CaseRow> Registered(string by = "li", string unit = "ops", string content = "家里的燃气表不走字", string channel = "hotline", string phone = "13800001111") => Acting(async acting =>
        Assert.IsType<Outcome.Done>(await acting.Register(by, Fields.Of(new { channel, kind = "repair", scope = "other-unit", unit, customer = new { name = "陈女士", phone, address = "锦绣花园3号楼" }, content }))).Row!);

    /// <summary>Does an act that must be accepted; time goes on a minute with each.</summary>
    public Task<Matter> Done(CaseRow row, string act, string by, object with) => Acting(async acting =>
    {
        Clock.Now = Clock.Now.AddMinutes(1);
        var outcome = await acting.Do(Web.Cases.Acting.Case(row.Id), null, act, by, With(with));
        return outcome is Outcome.Done done ? done.Matter : throw new Xunit.Sdk.XunitException(outcome is Outcome.Refused refused ? string.Join("; ", refused.Refusals.Select(refusal => $"{refusal.Code} {refusal.Sentence}")) : outcome.ToString());
    });

    public Task<Outcome> Try(CaseRow row, string act, string by, object with, int? seen = null) => Acting(acting => acting.Do(Web.Cases.Acting.Case(row.Id), seen, act, by, With(with)));

    /// <summary>Keys of acts are written with dashes; names in code with underscores.</summary>
    public static Fields With(object with) => Fields.Parse(System.Text.Json.JsonSerializer.Serialize(with).Replace("explained_to_customer", "explained-to-customer", StringComparison.Ordinal));
}
