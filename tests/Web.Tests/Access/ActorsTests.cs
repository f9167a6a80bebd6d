using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.Access;

/// <summary>Who is signed in is kept from request to request, and yet whoever loses a right has lost it at his next.</summary>
public class ActorsTests(WorldSite site) : IClassFixture<WorldSite>
{
    private Task Change(Func<AppDb, Task> change) => site.Db(async db =>
    {
        await change(db);
        return await db.SaveChangesAsync();
    });

    private async Task<Actor?> Seen(string person, IServiceProvider? services = null)
    {
        await using var scope = (services ?? site.Services).CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Actors>().Load(scope.ServiceProvider.GetRequiredService<AppDb>(), person, site.Clock.Now);
    }

    [Fact]
    public async Task Whoever_is_deactivated_is_out_at_the_next_request()
    {
        var visitor = await site.As("wu");
        await visitor.Open("/directory");
        Assert.Equal("/directory", visitor.Path);
        await Change(async db => (await db.People.SingleAsync(person => person.Id == "wu")).Active = false);
        await visitor.Open("/directory");
        Assert.StartsWith("/sign-in", visitor.Path);
    }

    [Fact]
    public async Task A_role_that_is_taken_away_is_gone_at_the_next_request_and_one_that_is_given_is_there()
    {
        var visitor = await site.As("xie");
        Assert.False((await Seen("xie"))!.Administers);
        await Change(db =>
        {
            db.Appointments.Add(new Appointment { PersonId = "xie", UnitId = "admin", Role = Roles.Administrator, From = site.Clock.Now });
            return Task.CompletedTask;
        });
        await visitor.Open("/people/new");
        Assert.Equal("/people/new", visitor.Path);
        Assert.Equal(System.Net.HttpStatusCode.OK, visitor.Status);
        await Change(async db => (await db.Appointments.SingleAsync(held => held.PersonId == "xie" && held.Role == Roles.Administrator)).Until = site.Clock.Now);
        await visitor.Open("/people/new");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, visitor.Status);
    }

    [Fact]
    public async Task A_role_begins_and_ends_at_its_moment_though_nobody_writes_anything_then()
    {
        await Change(db =>
        {
            db.Appointments.Add(new Appointment { PersonId = "sun", UnitId = "service", Role = Roles.Supervision, From = site.Clock.Now.AddMinutes(10), Until = site.Clock.Now.AddMinutes(20) });
            return Task.CompletedTask;
        });
        Assert.False((await Seen("sun"))!.Is(Roles.Supervision));
        site.Clock.Now = site.Clock.Now.AddMinutes(10);
        Assert.True((await Seen("sun"))!.Is(Roles.Supervision));
        site.Clock.Now = site.Clock.Now.AddMinutes(10);
        Assert.False((await Seen("sun"))!.Is(Roles.Supervision));
    }

    [Fact]
    public async Task What_another_process_took_away_is_gone_when_it_is_heard_of_and_a_second_later_at_the_latest()
    {
        await using var other = Site.Build(site.Options);
        Assert.NotNull(await Seen("luo", other.Services));
        Assert.NotNull(await Seen("hu", other.Services));
        await Change(async db => (await db.People.SingleAsync(person => person.Id == "luo")).Active = false);
        other.Services.GetRequiredService<Stamps>().Changed();
        Assert.Null(await Seen("luo", other.Services));
        await Change(async db => (await db.People.SingleAsync(person => person.Id == "hu")).Active = false);
        site.Clock.Now += Stamps.Trusted;
        Assert.Null(await Seen("hu", other.Services));
    }

    /// <summary>One who is read while another's change is not through must not be kept as he was.</summary>
    [Fact]
    public async Task Whoever_is_looked_at_while_he_is_being_changed_is_looked_at_again_when_it_is_through()
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using (var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            (await db.People.SingleAsync(person => person.Id == "ma", TestContext.Current.CancellationToken)).Active = false;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            // The writer itself sees his stamp already; others then still see the person as he was.
            await site.Services.GetRequiredService<Stamps>().Regime(db);
            Assert.NotNull(await Seen("ma"));
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Null(await Seen("ma"));
    }

    /// <summary>A commit of somebody else's in between is not taken for the one that was waited for.</summary>
    [Fact]
    public async Task Another_write_that_is_through_first_does_not_use_up_the_word_that_rules_have_changed()
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using (var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            (await db.People.SingleAsync(person => person.Id == "deng", TestContext.Current.CancellationToken)).DisplayName = "改了名";
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            await site.Services.GetRequiredService<Freshness>().TransactionCommittedAsync(null!, Committed(await Elsewhere()), TestContext.Current.CancellationToken);
            await site.Acting(acting => acting.Regime());
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal("改了名", (await site.Acting(acting => acting.Regime())).Organisation.Person("deng")!.Name);

        async Task<AppDb> Elsewhere() => await site.Db(Task.FromResult);
        static Microsoft.EntityFrameworkCore.Diagnostics.TransactionEndEventData Committed(AppDb context) =>
            new(null!, (_, _) => "", null!, context, default, default, default, default, default);
    }
}
