using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Cases;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.People;

/// <summary>The town under a small regulation: whoever was away calls back, a new officer is told of, a second failing has its price.</summary>
public class PostSite : TownSite
{
    protected override IReadOnlyList<string> Adopted => ["posts"];

    protected override void PreparePacks()
    {
        System.IO.Directory.CreateDirectory(Path.Combine(Packs, "posts"));
        File.WriteAllText(Path.Combine(Packs, "posts", "pack.yaml"), """
            pack: posts
            title: 在岗办法
            clauses: {一: 回来即联系, 二: 人员变动要报, 三: 被投诉两次的批评}
            duties:
              - {duty: contact, bearer: wanted, owed-to: customer, from: back-at-post, within: prompt, clause: 一}
              - {duty: change-contact, bearer: each-unit, owed-to: customer-service, from: appointed, within: {working-days: 1}, clause: 二}
            findings:
              - {finding: bad, cites: [三], against: accused, by: everyone, clause: 三}
            counts:
              - {count: bads, of: open-finding, by: unit, clause: 三}
            consequences:
              - {if: {complained: true, count: {bads: {at-least: 2}}}, propose: [criticism], wording: may, against: accused, clause: 三}
            """);
    }

    public async Task<T> Ask<T>(Func<Acting, Task<T>> ask)
    {
        await using var scope = Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<Acting>());
    }

    /// <summary>A request for sun by name; the case's id.</summary>
    public async Task<string> Asked(string kind = "request") => Assert.IsType<Outcome.Done>(await Ask(acting => acting.Register("li", Fields.Parse(
        $$"""{"channel":"visit","kind":"{{kind}}","scope":"own-unit","addressed-to":"sun","customer":{"name":"陈女士","phone":"13912345678"},"content":"找孙师傅"}""")))).Row!.Id;

    public Task<List<DutyRow>> Owed(string name) => Db(db => db.Duties.AsNoTracking().Where(duty => duty.Name == name).ToListAsync());
}

/// <summary>Where somebody is, and who holds an office, said on the site: the directory follows, and whoever waited is served.</summary>
public sealed class WhereaboutsTests(PostSite site) : IClassFixture<PostSite>
{
    [Fact]
    public async Task Who_comes_back_owes_a_call_to_the_customers_who_asked_for_him()
    {
        var visitor = site.Visitor();
        await visitor.SignIn("sun", TownSite.Password);
        await visitor.Open("/people/sun");
        var now = site.Clock.Now.ToOffset(TimeSpan.FromHours(8));
        await visitor.Fill("从", $"{now:yyyy-MM-ddTHH:mm}").Fill("到", $"{now.AddHours(5):yyyy-MM-ddTHH:mm}").Fill("事由", "trip").Press("登记");
        var waits = await site.Asked();
        Assert.DoesNotContain(await site.Owed("contact"), duty => duty.CaseId == waits);
        site.Clock.Now = site.Clock.Now.AddMinutes(30);
        await visitor.Open("/people/sun");
        await visitor.Press("已回岗");
        Assert.Contains("已回到岗位", visitor.Flash, StringComparison.Ordinal);
        Assert.Equal("sun", Assert.Single(await site.Owed("contact"), duty => duty.CaseId == waits).BearerPersonId);
        Assert.Equal(site.Clock.Now, await site.Db(db => db.Absences.Where(absence => absence.PersonId == "sun").MaxAsync(absence => absence.To)));
    }

    [Fact]
    public async Task An_absence_that_ends_by_itself_is_seen_by_the_watch_once()
    {
        var until = site.Clock.Now.AddHours(1);
        Assert.IsType<Outcome.Done>(await site.Ask(acting => acting.Do(Acting.Standing, null, "whereabouts", "sun", Fields.Of(new { status = "busy", until }))));
        var waits = await site.Asked();
        site.Clock.Now = until.AddMinutes(1);
        var scopes = site.Services.GetRequiredService<IServiceScopeFactory>();
        for (var look = 0; look < 2; look++) await Watch.Look(scopes, TestContext.Current.CancellationToken);
        Assert.Single(await site.Owed("contact"), duty => duty.CaseId == waits);
    }

    [Fact]
    public async Task A_new_officer_named_on_the_units_page_is_to_be_told_of_by_the_unit()
    {
        var visitor = site.Visitor();
        await visitor.SignIn("wang", TownSite.Password);
        var unit = await site.Db(db => db.Units.AsNoTracking().SingleAsync(one => one.Name == "运行部"));
        await visitor.Open($"/units/{unit.Id}/edit");
        await visitor.Fill("联络员", "qian").Press("保存");
        Assert.Equal(unit.Id, Assert.Single(await site.Owed("change-contact"), duty => duty.Stands).BearerUnitId);
        Assert.IsType<Outcome.Done>(await site.Ask(acting => acting.Do(Acting.Standing, null, "change-contact", "qian", Fields.Of(new { unit = unit.Id, role = "contact", person = "sun" }))));
        Assert.Equal("met", Assert.Single(await site.Owed("change-contact")).State);
        Assert.Equal("sun", await site.Db(db => db.Units.Where(one => one.Id == unit.Id).Select(one => one.ContactId).SingleAsync()));
    }

    [Fact]
    public async Task What_was_found_against_a_unit_before_counts_and_the_complaint_behind_it_is_known()
    {
        var unit = await site.Db(db => db.Units.Where(one => one.Name == "运行部").Select(one => one.Id).SingleAsync());
        foreach (var (no, allowed) in ((int, bool)[])[(1, false), (2, true)])
        {
            var key = new MatterKey(MatterKind.Finding, $"bad-{no}");
            var about = await site.Asked("complaint");
            await site.Ask(acting => acting.Do(key, null, "open-finding", "li", Fields.Parse($$"""{"against":"{{unit}}","clause":"三","case":"{{about}}"}""")));
            var outcome = await site.Ask(acting => acting.Do(key, null, "propose", "qian", Fields.Of(new { sanctions = new[] { "criticism" } })));
            Assert.Equal(allowed, outcome is Outcome.Done);
        }
    }
}
