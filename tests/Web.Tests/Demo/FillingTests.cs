using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Cases;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Demo;
using Shouwen.Web.Journal;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.Demo;

/// <summary>Very many cases at once: what they leave behind is what the site leaves behind, and it verifies.</summary>
public sealed class FillingTests
{
    private static readonly Fill Some = new(240, 7, new DateOnly(2026, 1, 5), new DateTimeOffset(2026, 3, 4, 7, 0, 0, TimeSpan.Zero), 0.2);

    private sealed class Stage : EmptySite
    {
        protected override string Packs => Folders.Packs;
        protected override void PreparePacks() { }

        public static async Task<Stage> Open()
        {
            var stage = new Stage();
            await stage.InitializeAsync();
            stage.Clock.Now = Some.To;
            return stage;
        }

        public Task<Filled?> Fill(Fill? fill = null) => new Filling(Services, fill ?? Some, (_, _) => { }).Run(TestContext.Current.CancellationToken);

        public Task<List<string>> Journal() => Db(db => db.Journal.OrderBy(entry => entry.Matter).ThenBy(entry => entry.Seq).Select(entry => entry.Hash).ToListAsync());

        /// <summary>What catalogues say of the tables' indexes.</summary>
        public Task<List<string>> Indexes() => Db(db => (db is PostgresDb
            ? db.Database.SqlQuery<string>($"SELECT indexdef AS \"Value\" FROM pg_indexes WHERE schemaname = 'public' AND tablename NOT LIKE 'journal%' ORDER BY 1")
            : db.Database.SqlQuery<string>($"SELECT tbl_name || name || COALESCE(sql, '') AS \"Value\" FROM sqlite_master WHERE type = 'index' ORDER BY 1")).ToListAsync());

        public async Task<IReadOnlyList<Breakage>> Broken()
        {
            await using var scope = Services.CreateAsyncScope();
            var seen = await Inspection.Of(scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<Files>(), [], (_, work) => work(() => { }), CancellationToken.None);
            Assert.InRange(seen.Seals, 50, 70);
            return seen.Found;
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_content_all_of_it_verifies_and_the_site_goes_on_from_there()
    {
        await using var stage = await Stage.Open();
        await using var twin = await Stage.Open();
        await using var other = await Stage.Open();
        var indexes = await stage.Indexes();
        var filled = Assert.IsType<Filled>(await stage.Fill());
        Assert.Equal((240, await stage.Db(db => db.Journal.LongCountAsync(entry => entry.Kind != "")) - await Rulebook(stage)), (filled.Cases, filled.Events));
        Assert.Equal(filled.Open, await stage.Db(db => db.Cases.CountAsync(row => row.ClosedAt == null)));
        Assert.InRange(filled.Open, 30, 70);
        Assert.Equal([], await stage.Broken());
        Assert.Equal(indexes, await stage.Indexes());

        await twin.Fill();
        await other.Fill(Some with { Seed = 8 });
        Assert.Equal(await Content(stage), await Content(twin));
        Assert.NotEqual(await stage.Journal(), await other.Journal());

        Assert.Null(await stage.Fill());
        await using var scope = stage.Services.CreateAsyncScope();
        var acting = scope.ServiceProvider.GetRequiredService<Acting>();
        var last = await stage.Db(db => db.Cases.OrderByDescending(row => row.Key).FirstAsync());
        var next = Assert.IsType<Outcome.Done>(await acting.Register("li", Teller.With(new { channel = "visit", kind = "enquiry", scope = "own-unit", content = "气费可以用微信交吗", customer = new { name = "王先生" } }))).Row!;
        Assert.Equal(last.Number[..8] == next.Number[..8] ? last.Key + 1 : next.Key, next.Key);
    }

    /// <summary>What the organisation decides of itself; it names what it wrote at random.</summary>
    private static Task<long> Rulebook(Stage stage) => stage.Db(db => db.Journal.LongCountAsync(entry => entry.Matter == Web.Setup.Rulebook.Key.ToString()));

    private static async Task<List<string>> Content(Stage stage) =>
    [
        .. await stage.Db(db => db.Journal.Where(entry => entry.Matter != Web.Setup.Rulebook.Key.ToString()).OrderBy(entry => entry.Matter).ThenBy(entry => entry.Seq).Select(entry => entry.Hash).ToListAsync()),
        .. await stage.Db(db => db.Cases.OrderBy(row => row.Key).Select(row => $"{row.Number} {row.Code} {row.Status} {row.NextDue} {row.ChangedAt}").ToListAsync()),
        .. await stage.Db(db => db.Duties.OrderBy(row => row.Matter).ThenBy(row => row.No).Select(row => $"{row.Matter} {row.No} {row.State} {row.BearerPersonId} {row.BearerUnitId}").ToListAsync()),
        .. await stage.Db(db => db.Sights.OrderBy(row => row.CaseId).ThenBy(row => row.No).Select(row => $"{row.CaseId} {row.No} {row.PersonId} {row.UnitId} {row.Why}").ToListAsync()),
        .. await stage.Db(db => db.Notices.OrderBy(row => row.Id).Select(row => $"{row.Id} {row.PersonId} {row.Text} {row.ReadAt}").ToListAsync()),
        .. await stage.Db(db => db.Outbox.OrderBy(row => row.Id).Select(row => $"{row.Id} {row.To} {row.Body} {row.EndedAt}").ToListAsync()),
        .. await stage.Db(db => db.Findings.OrderBy(row => row.Id).Select(row => $"{row.Id} {row.Status} {row.Version}").ToListAsync()),
    ];

    [Fact]
    public async Task What_it_leaves_behind_is_what_the_site_leaves_behind_when_people_do_the_same()
    {
        await using var filled = await Stage.Open();
        var fill = Some with { Cases = 60 };
        await filled.Fill(fill);
        await using var lived = await Stage.Open();
        var since = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero).AddDays(-3);
        await lived.Db(async db =>
        {
            var offered = lived.Services.GetRequiredService<Offered>();
            await World.Found(db, lived.Services.GetRequiredService<IPasswordHasher<Person>>(), offered, World.Adopted(Folders.Packs), since, fill.To);
            await Adopting.Adopt(db, offered, World.Own(Folders.Packs), since, World.Administrator, "本单位自己的制度", since);
            return true;
        });
        foreach (var told in await filled.Db(db => db.Cases.OrderBy(row => row.Key).ToListAsync()))
        {
            MatterKey? key = null;
            var entries = await filled.Db(db => db.Journal.Where(entry => entry.Matter == "case:" + told.Id).OrderBy(entry => entry.Seq).ToListAsync());
            foreach (var written in entries.GroupBy(entry => entry.RecordedAt))
            {
                lived.Clock.Now = written.Key;
                await using var scope = lived.Services.CreateAsyncScope();
                var acting = scope.ServiceProvider.GetRequiredService<Acting>();
                if (written.Select(entry => entry.Read()).OfType<Acted>().SingleOrDefault() is not { } act) Assert.True(await acting.Lapse(key!.Value));
                else if (key is null) key = Assert.IsType<Outcome.Done>(await acting.Register(act.By, act.With)).Matter.Key;
                else Assert.IsType<Outcome.Done>(await acting.Do(key.Value, null, act.Act, act.By, act.With));
            }
        }
        Assert.Equal(await Rows(lived), await Rows(filled));
    }

    /// <summary>All that does not hold an id or a secret.</summary>
    private static async Task<List<string>> Rows(Stage stage)
    {
        var cases = await stage.Db(db => db.Cases.OrderBy(row => row.Key).ToListAsync());
        var number = cases.ToDictionary(row => row.Id, row => row.Number);
        var words = await stage.Db(db => CaseWords.Match(db, "微信")!.OrderBy(key => key).ToListAsync());
        return
        [
            .. cases.Select(row => Said(row, "Id", "Code")),
            .. (await stage.Db(db => db.Duties.Where(row => row.CaseId != null).ToListAsync())).OrderBy(row => number[row.CaseId!], StringComparer.Ordinal).ThenBy(row => row.No).Select(row => number[row.CaseId!] + Said(row, "Matter", "CaseId")),
            .. (await stage.Db(db => db.Sights.ToListAsync())).Select(row => number[row.CaseId] + Said(row, "CaseId")).Order(StringComparer.Ordinal),
            .. (await stage.Db(db => db.Notices.Where(row => row.CaseId != null).ToListAsync())).Select(row => number[row.CaseId!] + Said(row, "Id", "CaseId", "ReadAt", "MailAt", "MailId")).Order(StringComparer.Ordinal),
            .. (await stage.Db(db => db.Findings.ToListAsync())).Select(row => number[row.CaseId!] + Said(row, "Id", "CaseId", "Version", "Status")).Order(StringComparer.Ordinal),
            .. words.Select(key => $"{key}"),
        ];
    }

    private static string Said(object row, params string[] without) =>
        string.Join('|', row.GetType().GetProperties().Where(property => !without.Contains(property.Name)).Select(property => $"{property.Name}={property.GetValue(row)}"));

    [Fact]
    public async Task Interrupted_it_has_done_nothing_and_can_begin_again()
    {
        await using var stage = await Stage.Open();
        var indexes = await stage.Indexes();
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Filling(stage.Services, Some, (_, share) => { if (share > 0.3) stop.Cancel(); }).Run(stop.Token));
        Assert.Equal(0, await stage.Db(db => db.Cases.CountAsync()));
        Assert.Equal(0, await stage.Db(db => db.Organisations.CountAsync()));
        Assert.Equal(indexes, await stage.Indexes());
        Assert.NotNull(await stage.Fill(Some with { Cases = 10 }));
        Assert.Equal([], await stage.Broken());
    }

    [Fact]
    public void Days_share_the_cases_exactly_and_what_is_open_lies_at_the_end()
    {
        var calendar = Chinese();
        var days = FillingDay.Of(calendar, Some with { Cases = 10_000, OpenShare = 0.05 }).ToList();
        Assert.Equal(10_000, days.Sum(day => day.Count));
        Assert.Equal(days.Select(day => day.Before), days.Select((_, i) => days.Take(i).Sum(day => day.Count)));
        Assert.InRange(days.Sum(day => day.Count * day.Open), 499, 501);
        Assert.True(days[^1].Open > 5 * days[0].Open);
        // Three in the afternoon: no case is registered after it.
        Assert.All(Enumerable.Range(0, days[^1].Count), no => Assert.True(days[^1].At(calendar, no, new Random(no)) <= Some.To));
        Assert.Equal(10_000, FillingDay.Of(calendar, Some with { Cases = 10_000, OpenShare = 1 }).Where(day => day.Open > 0.999).Sum(day => day.Count));
    }

    private static Shouwen.Calendar.WorkCalendar Chinese() => new(Shouwen.Calendar.NationalDays.Read(File.ReadAllText(Folders.Calendar), "cn.yaml"), new() { Shifts = [new(new(8, 30), new(12, 0)), new(new(13, 30), new(17, 30))] });
}
