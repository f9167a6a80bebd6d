using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Packs;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Journal;
using Shouwen.Web.Packs;
using Shouwen.Web.Setup;
using Xunit;

namespace Shouwen.Tests.Packs;

/// <summary>Rules change while cases run. One story a site.</summary>
public sealed class AdoptingTests : IAsyncLifetime
{
    private const string Id = "shangzhi-first-contact";
    private const string Clause = "第八條(二)3";
    private readonly BrokenShelf site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    /// <summary>The town's packs, and one more on the shelf that nobody can read and nobody adopted.</summary>
    private sealed class BrokenShelf : RuledSite
    {
        protected override void PreparePacks()
        {
            base.PreparePacks();
            System.IO.Directory.CreateDirectory(Path.Combine(Packs, "broken"));
            File.WriteAllText(Path.Combine(Packs, "broken", "pack.yaml"), "pack: broken\ntitle: [");
        }
    }

    private Offered Offered => site.Services.GetRequiredService<Offered>();

    /// <summary>The first-contact measures with four hours for what had two.</summary>
    private Candidate Second()
    {
        var text = Offered.Find(Id)!.Text.Replace("工作單上班時間2小時內轉交", "工作單上班時間4小時內轉交").Replace("within: {working-hours: 2}", "within: {working-hours: 4}");
        return new(PackReader.Read(text, Id).Value!, text, PackVersion.Written, Offered.Find(Id)!.Hash);
    }

    private Task<bool> Adopt(Candidate candidate, DateTimeOffset from) => site.Db(async db =>
    {
        await Adopting.Adopt(db, Offered, candidate, from, "wang", "第二版", site.Clock.Now);
        return true;
    });

    private async Task<IReadOnlyList<Pack>> InForceNow() => (await site.Db(db => site.Services.GetRequiredService<Regimes>().Now(db, site.Clock.Now))).Packs;

    [Fact]
    public async Task A_case_is_judged_and_shown_by_the_version_it_was_registered_under()
    {
        var first = await site.Register();
        var tomorrow = new DateTimeOffset(2026, 3, 5, 0, 0, 0, TimeSpan.FromHours(8));
        await Adopt(Second(), tomorrow);
        Assert.Equal(Offered.Find(Id)!.Hash, Assert.Single(await InForceNow()).Hash);

        // Nobody does anything; the day comes.
        site.Clock.Now = tomorrow.AddMilliseconds(-1);
        Assert.Equal(Offered.Find(Id)!.Hash, Assert.Single(await InForceNow()).Hash);
        site.Clock.Now = tomorrow;
        Assert.Equal(Second().Pack.Hash, Assert.Single(await InForceNow()).Hash);
        site.Clock.Now = new(2026, 3, 5, 9, 0, 0, TimeSpan.FromHours(8));
        var second = await site.Register();

        Assert.Equal("working-hours 2", await Limit(first));
        Assert.Equal("working-hours 4", await Limit(second));
        var visitor = await site.SignedIn("li");
        await visitor.Open($"/cases/{first.Number}");
        Assert.Contains("工作單上班時間2小時內轉交", visitor.Text);
        Assert.DoesNotContain("工作單上班時間4小時內轉交", visitor.Text);
        await visitor.Open($"/cases/{second.Number}");
        Assert.Contains("工作單上班時間4小時內轉交", visitor.Text);
        Assert.DoesNotContain("工作單上班時間2小時內轉交", visitor.Text);
        await visitor.Open("/desk");
        Assert.Contains("工作單上班時間2小時內轉交", visitor.Text);
        Assert.Contains("工作單上班時間4小時內轉交", visitor.Text);

        Task<string?> Limit(CaseRow row) => site.Db(db => db.Duties.Where(duty => duty.CaseId == row.Id && duty.Clause == Clause && duty.Name == "transfer").Select(duty => duty.Limit).FirstAsync());
    }

    [Fact]
    public async Task What_was_planned_can_be_taken_back_and_what_is_withdrawn_still_binds_its_cases()
    {
        var now = site.Clock.Now;
        await Adopt(Second(), now.AddDays(2));
        await site.Db(async db => { await Adopting.Withdraw(db, Id, now.AddDays(1), "wang", "不用了", now); return true; });
        var row = await site.Register();
        site.Clock.Now = now.AddDays(3);
        Assert.Empty(await InForceNow());
        var regime = await site.Db(db => site.Services.GetRequiredService<Regimes>().Now(db, site.Clock.Now));
        var matter = await site.Db(_ => site.Services.CreateScope().ServiceProvider.GetRequiredService<Acting>().Load(Acting.Case(row.Id)));
        Assert.Equal([Id], regime.For(matter!).Packs.Select(pack => pack.Id));
        Assert.Empty(await Look());
    }

    [Fact]
    public async Task A_parameter_is_filled_for_one_pack_from_now_on()
    {
        await Adopt(Candidate.Of(Offered.Find("hotel-complaint-slip")!), site.Clock.Now);
        var pack = (await InForceNow()).Single(one => one.Id == "hotel-complaint-slip");
        Assert.Equal("hours 1", await Value());
        await site.Db(async db => { await Adopting.Set(db, pack.Id, "slip-limit", "{working-hours: 3}", "wang", "总经理定", site.Clock.Now); return true; });
        Assert.Equal("working-hours 3", await Value());
        await site.Db(async db => { await Adopting.Set(db, pack.Id, "slip-limit", null, "wang", "改回去", site.Clock.Now.AddMinutes(1)); return true; });
        Assert.Equal("working-hours 3", await Value());
        site.Clock.Now = site.Clock.Now.AddMinutes(1);
        Assert.Equal("hours 1", await Value());
        Assert.Equal(["总经理定", "改回去"], await site.Db(db => db.PackParameters.OrderBy(one => one.Id).Select(one => one.Note!).ToListAsync()));
        Assert.Empty(await Look());

        async Task<string?> Value() => (await site.Db(db => site.Services.GetRequiredService<Regimes>().Now(db, site.Clock.Now))).Setting(pack, "slip-limit") is { } node ? Limits.Write(Limits.Parse(node)!) : null;
    }

    [Fact]
    public async Task Precedence_changes_from_now_on()
    {
        await Adopt(Candidate.Of(Offered.Find("hotel-complaint-slip")!), site.Clock.Now);
        Assert.Equal([Id, "hotel-complaint-slip"], (await InForceNow()).Select(pack => pack.Id));
        await site.Db(async db => { await Adopting.Order(db, ["hotel-complaint-slip", Id], "wang", "先看投诉单", site.Clock.Now); return true; });
        Assert.Equal(["hotel-complaint-slip", Id], (await InForceNow()).Select(pack => pack.Id));
        Assert.Empty(await Look());
    }

    [Theory]
    [InlineData("UPDATE pack_versions SET text = replace(text, '2小時', '9小時')", "text 与制度簿不符")]
    [InlineData("UPDATE pack_adoptions SET hash = 'ffffffffffff'", "hash 与制度簿不符")]
    [InlineData("UPDATE pack_adoptions SET until = \"from\"", "until 与制度簿不符")]
    [InlineData("UPDATE pack_parameters SET value = '3%'", "value 与制度簿不符")]
    [InlineData("DELETE FROM pack_parameters", "缺状态行")]
    [InlineData("INSERT INTO pack_parameters (id, pack_id, name, value, \"from\", by_id, at) SELECT 99, 'p', 'n', '1', \"from\", 'wang', at FROM pack_parameters", "制度簿里没有第 99 条参数")]
    [InlineData("UPDATE journal SET body = replace(body, '2小時', '9小時') WHERE matter = 'organisation:rulebook'", "内容被改动")]
    [InlineData("UPDATE journal SET body = replace(body, '\"text\"', '\"texts\"') WHERE matter = 'organisation:rulebook'", "重放不出来")]
    [InlineData("DELETE FROM journal WHERE matter = 'organisation:rulebook'", "日志里没有这件事项")]
    public async Task A_rule_that_somebody_changed_behind_the_rulebook_is_found(string tampering, string found)
    {
        await site.Db(async db => { await Adopting.Set(db, Id, "any", "2%", "wang", null, site.Clock.Now); return true; });
        Assert.Empty(await Look());
        await site.Db(db => db.Database.ExecuteSqlRawAsync(tampering));
        Assert.Contains(await Look(), one => one.What.Contains(found, StringComparison.Ordinal));
        Assert.Contains(Rulebook.Key.ToString(), await site.Db(db => new Verifying(db, site.Services.GetRequiredService<Files>()).Matters()));
    }

    [Fact]
    public async Task Adoptions_from_before_texts_were_kept_are_carried_forward_at_the_first_start()
    {
        await site.Db(async db =>
        {
            await db.Journal.Where(entry => entry.Matter == Rulebook.Key.ToString()).ExecuteDeleteAsync();
            await db.CalendarVersions.ExecuteDeleteAsync();
            await db.PackVersions.ExecuteDeleteAsync();
            return await db.PackAdoptions.ExecuteUpdateAsync(set => set.SetProperty(one => one.Hash, "").SetProperty(one => one.ById, "").SetProperty(one => one.Note, "早就采用"));
        });
        var since = await site.Db(db => db.PackAdoptions.Select(one => one.From).SingleAsync());
        await Site.Prepare(site.Services);
        var carried = await site.Db(db => db.PackAdoptions.SingleAsync());
        Assert.Equal((Offered.Find(Id)!.Hash, since, "早就采用"), (carried.Hash, carried.From, carried.Note));
        Assert.Equal(Offered.Find(Id)!.Text, await site.Db(db => db.PackVersions.Select(one => one.Text).SingleAsync()));
        Assert.Empty(await Look());
        var written = await Entries();
        await Site.Prepare(site.Services);
        Assert.Equal(written, await Entries());

        Task<int> Entries() => site.Db(db => db.Journal.CountAsync(entry => entry.Matter == Rulebook.Key.ToString()));
    }

    [Fact]
    public async Task An_offered_pack_that_nobody_can_read_stops_nobody()
    {
        await site.Register();
        var visitor = await site.SignedIn("wang");
        await visitor.Open("/packs");
        Assert.Equal("制度", visitor.Title);
    }

    private Task<IReadOnlyList<Breakage>> Look() => site.Db(db => new Verifying(db, site.Services.GetRequiredService<Files>()).Look(Rulebook.Key.ToString()));
}
