using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Cases;
using Shouwen.Web.Commands;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;
using Xunit;

namespace Shouwen.Tests.Journal;

/// <summary>Each test tampers with a record of its own, finds exactly that, and nothing in the records of the others.</summary>
public class VerifyTests(RuledSite site) : IClassFixture<RuledSite>
{
    [Fact]
    public async Task An_untouched_record_passes_whole_by_command()
    {
        var untouched = new RuledSite();
        await untouched.InitializeAsync();
        try
        {
            var row = await untouched.Register();
            await untouched.Do(row.Number, "transfer", "li", new { unit = "u03" });
            await untouched.Do(row.Number, "take-over", "qian", new { });
            await untouched.Do(row.Number, "resolve", "qian", new { result = "换了表", reply = "表已换好，不收费" });
            untouched.Clock.Now = untouched.Clock.Now.AddDays(40);
            await untouched.Register("zhao");
            untouched.Clock.Now = untouched.Clock.Now.AddDays(40);
            Assert.True(await Watch.Look(untouched.Services.GetRequiredService<IServiceScopeFactory>(), TestContext.Current.CancellationToken) > 0);
            Assert.Equal(CommandLine.Done, await CommandLine.Run(["verify", .. untouched.Place]));
            await untouched.Db(db => db.Cases.Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Status, "closed")));
            Assert.Equal(CommandLine.Failed, await CommandLine.Run(["verify", .. untouched.Place]));
        }
        finally
        {
            await untouched.DisposeAsync();
        }
        Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["verify", "--data", Path.Combine(site.Data, "nowhere")]));
    }

    [Fact]
    public async Task A_body_that_was_changed_is_found_at_its_entry()
    {
        var row = await site.Register(content: "原话");
        await site.Db(db => db.Database.ExecuteSqlAsync($"UPDATE journal SET body = replace(body, '原话', '别的话') WHERE matter = {"case:" + row.Id} AND seq = 2"));
        var found = await Look(row);
        Assert.Contains(found, one => one is { Seq: 2, What: "内容被改动：哈希不符" });
        Assert.Contains(found, one => one.What.StartsWith("内容不符"));
    }

    [Fact]
    public async Task A_body_changed_together_with_its_hash_breaks_the_next_link()
    {
        var row = await site.Register(content: "原话");
        await site.Db(async db =>
        {
            var entry = await db.Journal.SingleAsync(one => one.Matter == "case:" + row.Id && one.Seq == 2);
            entry.Body = entry.Body.Replace("陈女士", "王女士");
            entry.Hash = entry.Fingerprint();
            return await db.SaveChangesAsync();
        });
        Assert.Contains(await Look(row), one => one is { Seq: 3, What: "与前一条接不上" });
    }

    [Fact]
    public async Task A_row_that_was_dropped_or_cut_off_the_end_is_found()
    {
        var (middle, end) = (await site.Register(), await site.Register());
        await site.Db(db => db.Journal.Where(one => one.Matter == "case:" + middle.Id && one.Seq == 3).ExecuteDeleteAsync());
        Assert.Contains(await Look(middle), one => one is { Seq: 4, What: "第 2 条之后缺了记录" });
        await site.Db(db => db.Journal.Where(one => one.Matter == "case:" + end.Id && one.Seq == end.Version).ExecuteDeleteAsync());
        Assert.Contains(await Look(end), one => one.What.StartsWith("版本不符"));
    }

    [Fact]
    public async Task Two_rows_that_changed_places_are_found()
    {
        var row = await site.Register();
        var name = "case:" + row.Id;
        await site.Db(db => db.Database.ExecuteSqlAsync($"UPDATE journal SET seq = -1 WHERE matter = {name} AND seq = 3"));
        await site.Db(db => db.Database.ExecuteSqlAsync($"UPDATE journal SET seq = 3 WHERE matter = {name} AND seq = 4"));
        await site.Db(db => db.Database.ExecuteSqlAsync($"UPDATE journal SET seq = 4 WHERE matter = {name} AND seq = -1"));
        Assert.Equal([3, 4], (await Look(row)).Where(one => one.What == "内容被改动：哈希不符").Select(one => one.Seq));
    }

    [Fact]
    public async Task A_state_row_or_a_duty_that_says_otherwise_is_found()
    {
        var row = await site.Register();
        Assert.Empty(await Look(row));
        await site.Db(db => db.Cases.Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.FirstContactId, "sun")));
        await site.Db(db => db.Duties.Where(one => one.CaseId == row.Id && one.No == 1).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, "met")));
        await site.Db(db => db.Duties.Where(one => one.CaseId == row.Id && one.No == 2).ExecuteDeleteAsync());
        Assert.Equal(["首问责任人不符：日志 li，状态行 sun", "第 1 项责任的状态不符：日志 open，状态行 met", "缺第 2 项责任的状态行"], (await Look(row)).Select(one => one.What));
    }

    [Fact]
    public async Task A_case_whose_history_is_gone_is_found()
    {
        var row = await site.Register();
        await site.Db(db => db.Journal.Where(one => one.Matter == "case:" + row.Id).ExecuteDeleteAsync());
        Assert.Contains("case:" + row.Id, await site.Db(db => Verifier(db).Matters()));
        Assert.Contains("日志里没有", Assert.Single(await Look(row)).What);
    }

    [Fact]
    public async Task An_attachment_that_was_changed_or_removed_is_found()
    {
        var visitor = site.Visitor("127.0.0.31");
        await visitor.Open("/portal");
        visitor.Fill("您的事情", "附件在此").Attach("附件", "表.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 7, 7, 7]);
        await visitor.Press("提交");
        var row = await site.Db(db => db.Cases.AsNoTracking().SingleAsync(one => one.Content == "附件在此"));
        Assert.Empty(await Look(row));
        var path = site.Services.GetRequiredService<Files>().PathOf(await site.Db(db => db.Attachments.Where(one => one.CaseId == row.Id).Select(one => one.Hash).SingleAsync()));
        await File.AppendAllTextAsync(path, "x", TestContext.Current.CancellationToken);
        Assert.Equal("附件“表.png”被改动", Assert.Single(await Look(row)).What);
        File.Delete(path);
        Assert.Equal("附件“表.png”不在了", Assert.Single(await Look(row)).What);
    }

    private Task<IReadOnlyList<Breakage>> Look(CaseRow row) => site.Db(db => Verifier(db).Look("case:" + row.Id));

    private Verifying Verifier(AppDb db) => new(db, site.Services.GetRequiredService<Files>());
}
