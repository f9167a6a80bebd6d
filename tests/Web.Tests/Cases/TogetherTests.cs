using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;
using Shouwen.Web.Setup;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>Several people, and several processes, at the same moment: one after the other, each on what the one before has left.</summary>
public sealed class TogetherTests(WorldSite site) : IClassFixture<WorldSite>, IAsyncLifetime
{
    private WebApplication other = null!;

    /// <summary>A second process over the same data.</summary>
    public ValueTask InitializeAsync()
    {
        other = Site.Build(site.Options);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => other.DisposeAsync();

    /// <summary>In turn by one process and the other.</summary>
    private Task<T[]> Together<T>(int times, Func<Acting, int, Task<T>> act) => Task.WhenAll(Enumerable.Range(0, times).Select(i => Task.Run(async () =>
    {
        await using var scope = (i % 2 == 0 ? site.Services : other.Services).CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<Acting>(), i);
    })));

    [Fact]
    public async Task Of_two_who_take_over_at_the_same_moment_one_does_and_the_other_is_told()
    {
        for (var round = 0; round < 5; round++)
        {
            var row = await site.Registered();
            var version = (await site.Done(row, "transfer", "li", new { unit = "ops", explained_to_customer = true })).Version;
            string[] people = ["qian", "sun", "qian", "sun"];
            var outcomes = await Together(people.Length, (acting, i) => acting.Do(Acting.Case(row.Id), version, "take-over", people[i], Fields.None));
            Assert.Single(outcomes.OfType<Outcome.Done>());
            Assert.Equal(people.Length - 1, outcomes.Count(outcome => outcome is Outcome.Stale or Outcome.Refused));
            Assert.Empty(await Broken($"case:{row.Id}"));
        }
    }

    [Fact]
    public async Task Acts_on_one_matter_without_a_picture_come_one_after_the_other()
    {
        var row = await site.Registered();
        await site.Done(row, "transfer", "li", new { unit = "ops", explained_to_customer = true });
        await site.Done(row, "take-over", "sun", new { });
        var outcomes = await Together(8, (acting, i) => acting.Do(Acting.Case(row.Id), null, "query", "li", Fields.Of(new { text = $"客户第 {i} 次来问" })));
        Assert.All(outcomes, outcome => Assert.IsType<Outcome.Done>(outcome));
        var versions = outcomes.Select(outcome => ((Outcome.Done)outcome).Matter.Version).ToList();
        Assert.Equal(versions.Count, versions.Distinct().Count());
        Assert.Empty(await Broken($"case:{row.Id}"));
    }

    [Fact]
    public async Task Numbers_of_a_day_have_neither_gap_nor_twin_whichever_process_gives_them_out()
    {
        var before = await Last();
        var rows = await Together(16, async (acting, i) => ((Outcome.Done)await acting.Register("li", Fields.Of(new
        {
            channel = "hotline", kind = "repair", scope = "other-unit", unit = "ops", customer = new { name = "陈女士", phone = $"1390000{1000 + i}", address = "锦绣花园" }, content = $"一起登记 {i}",
        }))).Row!.Number);
        Assert.Equal(Enumerable.Range(before + 1, 16), rows.Select(number => int.Parse(number.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)).Order());
        Assert.Equal(before + 16, await Last());
    }

    [Fact]
    public async Task A_duty_is_breached_once_however_many_watches_look()
    {
        var row = await site.Registered();
        site.Clock.Now = site.Clock.Now.AddDays(9);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Watch.Look((i % 2 == 0 ? site.Services : other.Services).GetRequiredService<IServiceScopeFactory>(), CancellationToken.None))));
        await Watch.Look(site.Services.GetRequiredService<IServiceScopeFactory>(), TestContext.Current.CancellationToken);
        var breached = await site.Db(db => db.Journal.Where(entry => entry.Matter == $"case:{row.Id}" && entry.Kind == "duty-breached").Select(entry => entry.Body).ToListAsync());
        Assert.NotEmpty(breached);
        Assert.Equal(breached.Count, breached.Select(body => System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("no").GetInt32()).Distinct().Count());
        Assert.Empty(await Broken($"case:{row.Id}"));
        Assert.Empty(await Broken(Acting.Standing.ToString()));
    }

    [Fact]
    public async Task What_one_process_changes_the_other_knows_a_second_later()
    {
        await Together(2, (acting, _) => acting.Regime());
        await site.Db(async db =>
        {
            (await db.People.SingleAsync(person => person.Id == "gao")).DisplayName = "高翔（借调）";
            (await db.Organisations.SingleAsync()).Name = "改名后的公司";
            return await db.SaveChangesAsync();
        });
        site.Clock.Now += Stamps.Trusted;
        await using var scope = other.Services.CreateAsyncScope();
        Assert.Equal("高翔（借调）", (await scope.ServiceProvider.GetRequiredService<Acting>().Regime()).Organisation.Person("gao")!.Name);
        var installed = scope.ServiceProvider.GetRequiredService<Installed>();
        Assert.True(await installed.Check(scope.ServiceProvider.GetRequiredService<AppDb>()));
        Assert.Equal("改名后的公司", installed.Organisation!.Name);
    }

    private string Day => site.Clock.Now.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);

    private Task<int> Last() => site.Db(db => db.Series.Where(series => series.Name == Day).Select(series => series.Last).SingleOrDefaultAsync());

    private Task<IReadOnlyList<Breakage>> Broken(string matter) => site.Db(db => new Verifying(db, site.Services.GetRequiredService<Files>()).Look(matter));
}
