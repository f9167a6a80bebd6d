using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Cases;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;
using Shouwen.Web.Live;
using Xunit;

namespace Shouwen.Tests.Data;

/// <summary>A context of the database is lent to one request after the other, and a request remembers what it has read; neither brings one what is another's.</summary>
public class LendingTests(WorldSite site) : IClassFixture<WorldSite>
{
    private static Notice Notice(string text) => new() { Id = Guid.CreateVersion7(), PersonId = "pan", Text = text, At = DateTimeOffset.UnixEpoch };

    /// <summary>Borrows until it is this very context, for the site itself borrows too.</summary>
    private async Task Lent(AppDb context, Func<AppDb, Task> ask)
    {
        for (var borrowed = false; !borrowed;)
            borrowed = await site.Db(async db =>
            {
                if (!ReferenceEquals(context, db)) return false;
                await ask(db);
                return true;
            });
    }

    [Fact]
    public async Task What_one_left_unsaved_the_next_does_not_save()
    {
        var (first, lent) = await site.Db(db =>
        {
            db.Appended.Add(Notice("没有保存"));
            return Task.FromResult((db, db.ContextId));
        });
        await Lent(first, async db =>
        {
            Assert.NotEqual(lent, db.ContextId);
            db.Appended.Add(Notice("保存了"));
            await db.SaveChangesAsync();
        });
        Assert.Equal(["保存了"], await site.Db(db => db.Notices.Where(notice => notice.PersonId == "pan").Select(notice => notice.Text).ToListAsync()));
    }

    [Fact]
    public async Task Of_a_write_that_was_given_up_nobody_hears_with_the_next()
    {
        var heard = new List<Change>();
        site.Services.GetRequiredService<Broadcast>().Told += heard.Add;
        var context = await site.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Appended.Add(new Notice { Id = Guid.CreateVersion7(), PersonId = "chen", Text = "没有成", At = DateTimeOffset.UnixEpoch });
            await db.SaveChangesAsync();
            return db;
        });
        await Lent(context, async db =>
        {
            db.Appended.Add(new Notice { Id = Guid.CreateVersion7(), PersonId = "he", Text = "成了", At = DateTimeOffset.UnixEpoch });
            await db.SaveChangesAsync();
        });
        Assert.Equal(["he"], heard.SelectMany(change => change.People).Where(person => person is "chen" or "he"));
    }

    [Fact]
    public async Task Whoever_has_read_a_case_and_acts_after_others_acted_goes_on_from_what_they_left()
    {
        var row = await site.Registered();
        await site.Acting(async acting =>
        {
            var before = await acting.Read(Acting.Case(row.Id));
            await site.Done(row, "query", "li", new { text = "客户来问过" });
            Assert.IsType<Outcome.Done>(await acting.Do(Acting.Case(row.Id), null, "query", "li", Fields.Of(new { text = "客户又来问" })));
            var after = await acting.Read(Acting.Case(row.Id));
            Assert.Equal(before.Events, after.Events.Take(before.Events.Count));
            Assert.Equal(["客户来问过", "客户又来问"], after.Events.OfType<Acted>().Where(acted => acted.Act == "query").Select(acted => acted.With.Text("text")!));
            Assert.Equal(await site.Acting(fresh => fresh.Load(Acting.Case(row.Id))) is { } whole ? (whole.Version, whole.Status) : default, (after.Matter.Version, after.Matter.Status));
            return true;
        });
        Assert.Empty(await site.Db(db => new Verifying(db, site.Services.GetRequiredService<Files>()).Look($"case:{row.Id}")));
    }

    [Fact]
    public async Task Who_goes_on_seeing_a_case_keeps_his_row_and_who_comes_gets_the_next_number()
    {
        var row = await site.Registered();
        var before = await Sights();
        await site.Done(row, "transfer", "li", new { unit = "ops", explained_to_customer = true });
        var after = await Sights();
        Assert.Contains(after, sight => sight is { UnitId: "ops", Why: "pending" });
        foreach (var sight in before)
            if (after.Find(one => (one.PersonId, one.UnitId, one.Why) == (sight.PersonId, sight.UnitId, sight.Why)) is { } same) Assert.Equal(sight.No, same.No);
        Assert.All(after.Where(sight => !before.Exists(one => one.No == sight.No)), sight => Assert.True(sight.No > before.Max(one => one.No)));
        Assert.NotEmpty(before.Select(sight => sight.No).Intersect(after.Select(sight => sight.No)));

        Task<List<Sight>> Sights() => site.Db(db => db.Sights.AsNoTracking().Where(sight => sight.CaseId == row.Id).ToListAsync());
    }

    [Fact]
    public async Task A_case_is_found_by_its_new_words_once_they_are_corrected_and_no_longer_by_the_old()
    {
        var row = await site.Registered(content: "壁挂炉点不着火");
        await site.Done(row, "query", "li", new { text = "客户来问过" });
        await site.Done(row, "amend", "li", new { content = "热水器漏水" });
        Assert.Empty(await Found("壁挂炉"));
        Assert.Equal([row.Key], await Found("热水器"));

        Task<List<long>> Found(string words) => site.Db(db => CaseWords.Match(db, words)!.ToListAsync());
    }

    [Fact]
    public async Task What_a_connection_to_a_file_was_told_it_is_not_told_again_and_still_knows()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.db");
        async Task<T> Opened<T>(Func<AppDb, Task<T>> ask)
        {
            await using var db = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(SqliteDb.Connection(file)).AddInterceptors(new Pragmas()).Options);
            await db.Database.OpenConnectionAsync();
            return await ask(db);
        }
        async Task<string> Says(AppDb db, string pragma)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"PRAGMA {pragma}";
            return Convert.ToString(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture)!;
        }
        try
        {
            Assert.Equal(("5000", "2", "wal", "1"), await Opened(async db => (await Says(db, "busy_timeout"), await Says(db, "synchronous"), await Says(db, "journal_mode"), await Says(db, "foreign_keys"))));
            await Opened(db => Says(db, "busy_timeout=1234"));
            Assert.Equal(("1234", "2", "wal", "1"), await Opened(async db => (await Says(db, "busy_timeout"), await Says(db, "synchronous"), await Says(db, "journal_mode"), await Says(db, "foreign_keys"))));
        }
        finally
        {
            using (var connection = new Microsoft.Data.Sqlite.SqliteConnection(SqliteDb.Connection(file))) Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
            foreach (var path in System.IO.Directory.EnumerateFiles(Path.GetTempPath(), Path.GetFileName(file) + "*")) File.Delete(path);
        }
    }

    [Fact]
    public async Task A_history_that_was_kept_and_did_not_come_to_pass_is_read_anew()
    {
        var done = Assert.IsType<Outcome.Done>(await site.Acting(acting => acting.Do(Acting.Standing, null, "train", "qian", Fields.Of(new { matter = "首问负责制" }))));
        var regimes = site.Services.GetRequiredService<Regimes>();
        var past = regimes.Standing!;
        Assert.InRange(past.Matter.Version, 0, done.Matter.Version);
        foreach (var wrong in (Acting.Past[])[past with { Last = "x" }, past with { Events = [.. past.Events, .. past.Events], Matter = past.Matter with { Version = 2 * past.Matter.Version } }])
        {
            regimes.Standing = wrong;
            Assert.Equal(await site.Db(db => db.Journal.CountAsync(entry => entry.Matter == Acting.Standing.ToString())), (await site.Acting(acting => acting.Load(Acting.Standing)))!.Version);
        }
    }
}
