using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Cases;
using Shouwen.Seals;
using Shouwen.Web.Cases;
using Shouwen.Web.Commands;
using Shouwen.Web.Journal;
using Shouwen.Web.Seals;
using Xunit;

namespace Shouwen.Tests.Seals;

/// <summary>Each test has a site of its own: seals are of the whole record.</summary>
public sealed class SealTests : IAsyncLifetime
{
    private readonly RuledSite site = new();

    public async ValueTask InitializeAsync() => await site.InitializeAsync();

    public async ValueTask DisposeAsync() => await site.DisposeAsync();

    private Task<int> Make(int most = Sealing.Most) => site.Db(async db => await site.Services.GetRequiredService<Sealing>().Make(db, await Calendar(), site.Clock.Now, most));

    private async Task<Calendar.WorkCalendar> Calendar()
    {
        await using var scope = site.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<Acting>().Regime()).Calendar;
    }

    private Task<List<Seal>> Seals() => site.Db(db => new SealCheck(db).Seals());

    private Task<Inspection> Inspect(params string[] noted) => site.Db(db => Inspection.Of(db, site.Services.GetRequiredService<Files>(), noted, (_, work) => work(() => { }), TestContext.Current.CancellationToken));

    private static DateTimeOffset Midnight(int day) => new(2026, 3, day, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public async Task A_day_is_sealed_when_it_is_over_and_each_seal_names_the_one_before()
    {
        var first = await site.Register();
        await Make();
        site.Clock.Now = Midnight(5) + Sealing.Margin - TimeSpan.FromMilliseconds(1);
        await Make();
        Assert.DoesNotContain(await Seals(), seal => seal.To == Midnight(5));
        site.Clock.Now = Midnight(5) + Sealing.Margin;
        await Watch.Look(site.Services.GetRequiredService<IServiceScopeFactory>(), TestContext.Current.CancellationToken);
        var seals = await Seals();
        var last = seals[^1];
        Assert.Equal((Midnight(4).ToUniversalTime(), Midnight(5).ToUniversalTime()), (last.From, last.To));
        Assert.Equal(Enumerable.Range(1, seals.Count), seals.Select(seal => seal.Number));
        Assert.Equal(seals.SkipLast(1).Select(seal => seal.Hash).Prepend(""), seals.Select(seal => seal.Previous));
        var head = await site.Db(db => db.SealedHeads.SingleAsync(one => one.Matter == "case:" + first.Id));
        Assert.Equal((last.Number, first.Version), (head.Seal, head.Seq));
        Assert.Empty((await Inspect(last.Hash)).Found);
    }

    [Fact]
    public async Task After_a_standstill_the_missing_days_are_caught_up_the_empty_ones_too()
    {
        await site.Register();
        site.Clock.Now = site.Clock.Now.AddDays(20);
        await site.Register();
        site.Clock.Now = site.Clock.Now.AddDays(20);
        Assert.Equal(Sealing.Most, await Make());
        Assert.Equal(Sealing.Most, await Make());
        Assert.InRange(await Make(), 1, Sealing.Most - 1);
        Assert.Equal(0, await Make());
        var seals = await Seals();
        Assert.Contains(seals, seal => seal.Count == 0 && seal.Root == Fingerprints.Of(""));
        Assert.Equal(seals.Skip(1).Select(seal => seal.From), seals.SkipLast(1).Select(seal => seal.To));
        Assert.Equal(0, await site.Db(async db => await new Sealing().Missing(db, await Calendar(), site.Clock.Now)));
        Assert.Empty((await Inspect()).Found);
    }

    [Fact]
    public async Task Several_processes_make_each_seal_once()
    {
        await site.Register();
        site.Clock.Now = site.Clock.Now.AddDays(6);
        var calendar = await Calendar();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => site.Db(db => new Sealing().Make(db, calendar, site.Clock.Now)), TestContext.Current.CancellationToken)));
        Assert.Equal(0, await Make());
        Assert.Empty((await Inspect()).Found);
        Assert.Equal((await Seals()).Count, (await Seals()).DistinctBy(seal => seal.From).Count());
    }

    [Fact]
    public async Task A_tail_cut_off_together_with_its_rows_is_found_by_the_seal()
    {
        var row = await site.Register();
        var before = await site.Db(db => db.Cases.AsNoTracking().SingleAsync(one => one.Id == row.Id));
        await site.Do(row.Number, "transfer", "li", new { unit = "u03" });
        site.Clock.Now = site.Clock.Now.AddDays(1);
        await Make();
        var name = "case:" + row.Id;
        await site.Db(db => db.Journal.Where(entry => entry.Matter == name && entry.Seq > before.Version).ExecuteDeleteAsync());
        var found = await site.Db(db => new Verifying(db, site.Services.GetRequiredService<Files>()).Look(name));
        Assert.Contains(found, one => one.What.StartsWith("与第", StringComparison.Ordinal));
        Assert.Contains((await Inspect()).Found, one => one.Matter == name && one.What.Contains("号封存"));
    }

    [Fact]
    public async Task An_entry_written_behind_the_seal_and_a_case_that_vanished_whole_are_found()
    {
        var (row, gone) = (await site.Register(), await site.Register());
        site.Clock.Now = site.Clock.Now.AddDays(1);
        await Make();
        await site.Db(async db =>
        {
            var last = await db.Journal.AsNoTracking().Where(entry => entry.Matter == "case:" + row.Id).OrderByDescending(entry => entry.Seq).FirstAsync();
            db.Journal.Add(JournalEntry.Of(MatterKey.Parse(last.Matter), last.Seq + 1, last.Read(), last.Hash, last.RecordedAt));
            return await db.SaveChangesAsync();
        });
        await site.Db(async db =>
        {
            var name = "case:" + gone.Id;
            await db.Journal.Where(entry => entry.Matter == name).ExecuteDeleteAsync();
            await db.Duties.Where(duty => duty.Matter == name).ExecuteDeleteAsync();
            await db.Cases.Where(one => one.Id == gone.Id).ExecuteDeleteAsync();
            return await db.SealedHeads.Where(head => head.Matter == name).ExecuteDeleteAsync();
        });
        var found = (await Inspect()).Found;
        Assert.Contains(found, one => one.Matter == "case:" + row.Id && one.What.Contains("现在是第"));
        Assert.Contains(found, one => one.Matter.StartsWith("seal:", StringComparison.Ordinal) && one.What == "清单与根哈希不符");
    }

    [Fact]
    public async Task A_record_written_anew_from_the_beginning_is_found_by_a_seal_noted_outside()
    {
        var row = await site.Register(content: "原话");
        site.Clock.Now = site.Clock.Now.AddDays(1);
        await Make();
        var noted = (await Seals())[^1].Hash;
        // Somebody with the whole database: the entries, their chain, the row, every seal.
        await site.Db(async db =>
        {
            var previous = "";
            foreach (var entry in await db.Journal.Where(entry => entry.Matter == "case:" + row.Id).OrderBy(entry => entry.Seq).ToListAsync())
            {
                (entry.Body, entry.Previous) = (entry.Body.Replace("原话", "别话"), previous);
                previous = entry.Hash = entry.Fingerprint();
            }
            (await db.Cases.SingleAsync(one => one.Id == row.Id)).Content = "别话";
            await db.SealedHeads.ExecuteDeleteAsync();
            await db.Seals.ExecuteDeleteAsync();
            return await db.SaveChangesAsync();
        });
        await Make();
        Assert.Empty((await Inspect()).Found);
        var file = Path.Combine(site.Data, "noted.txt");
        await File.WriteAllTextAsync(file, $"三月四日 {Fingerprints.Grouped(noted)}\n", TestContext.Current.CancellationToken);
        Assert.Contains("外面记下的封存", Assert.Single((await Inspect(noted)).Found).What);
        Assert.Equal(CommandLine.Failed, await CommandLine.Run(["verify", "--seal", noted, .. site.Place]));
        Assert.Equal(CommandLine.Failed, await CommandLine.Run(["verify", "--seals", file, .. site.Place]));
        Assert.Equal(CommandLine.Done, await CommandLine.Run(["verify", "--seal", Fingerprints.Grouped((await Seals())[^1].Hash), .. site.Place]));
        Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["verify", "--seal", "abc", .. site.Place]));
    }

    [Fact]
    public async Task The_seal_is_told_by_command()
    {
        await site.Register();
        Assert.Equal(CommandLine.Done, await CommandLine.Run(["seal", .. site.Place]));
        Assert.Equal(CommandLine.Done, await CommandLine.Run(["seal", "--list", .. site.Place]));
        Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["seal", "--show", "99999", .. site.Place]));
        var seal = (await Seals())[^1];
        Assert.Equal([seal.Hash], SealCommand.HashesIn(SealText.Line(seal, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"))));
    }

    [Fact]
    public async Task The_page_shows_the_seals_to_note_compares_and_looks_at_a_day()
    {
        var row = await site.Register();
        site.Clock.Now = site.Clock.Now.AddDays(1);
        await Make(1000);
        var last = (await Seals())[^1];
        var visitor = site.Visitor();
        await visitor.SignIn("wang", TownSite.Password);
        await visitor.Open("/seals");
        Assert.Contains(Fingerprints.Grouped(last.Hash), visitor.Text);
        Assert.Contains("首尾相接", visitor.Text);
        await visitor.Press("核对这一天", $"第 {last.Number} 号");
        Assert.Contains("那一天的记录与封存时相同", visitor.Text);
        await visitor.Open($"/seals?hash={Uri.EscapeDataString(Fingerprints.Grouped(last.Hash))}");
        Assert.Contains($"它是第 {last.Number} 号封存", visitor.Text);
        await visitor.Open("/seals?hash=123");
        Assert.Contains("这不是封存哈希", visitor.Text);
        await site.Db(db => db.Journal.Where(entry => entry.Matter == "case:" + row.Id && entry.Seq == row.Version).ExecuteDeleteAsync());
        await visitor.Open("/seals");
        await visitor.Press("核对这一天", $"第 {last.Number} 号");
        Assert.Contains("不符", visitor.Text);
        var other = site.Visitor("127.0.0.41");
        await other.SignIn("li", TownSite.Password);
        await other.Open("/seals");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, other.Status);
    }
}
