using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Cases;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>One write: journal, rows, notices and outbox together, or nothing.</summary>
public sealed class ActingTests(WorldSite site) : IClassFixture<WorldSite>
{
    [Fact]
    public async Task A_registration_writes_journal_rows_and_search_words_together()
    {
        var row = await site.Registered(content: "厨房闻到臭鸡蛋味");
        Assert.Matches(@"^20260304-\d{4}$", row.Number);
        Assert.Equal("li", row.FirstContactId);
        Assert.Equal("awaiting-transfer", row.Status);
        await site.Db(async db =>
        {
            var entries = await db.Journal.Where(entry => entry.Matter == $"case:{row.Id}").OrderBy(entry => entry.Seq).ToListAsync();
            Assert.Equal(row.Version, entries.Count);
            Assert.Equal(["opened", "acted"], entries.Take(2).Select(entry => entry.Kind));
            Assert.Contains(await db.Duties.Where(duty => duty.CaseId == row.Id).ToListAsync(), duty => duty is { Name: "contact", BearerPersonId: "li", OwedCustomer: true, State: "open" });
            Assert.Contains(row.Key, await CaseWords.Match(db, "鸡蛋")!.ToListAsync());
            return true;
        });
    }

    [Fact]
    public async Task Registrations_of_one_moment_are_written_together_and_none_fails_for_another()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i =>
        {
            try
            {
                // The fifth and the ninth are the same press of the same form.
                var mark = i is 5 or 9 ? "form:li:twice" : $"form:li:{i}";
                return await site.Acting(async acting => Assert.IsType<Outcome.Done>(await acting.Register("li", Requests.Asked, mark)).Row!);
            }
            catch (DbUpdateException)
            {
                return null;
            }
        }));
        Assert.Single(outcomes, one => one is null);
        Assert.True(outcomes[5] is null ^ outcomes[9] is null);
        var made = outcomes.OfType<CaseRow>().ToList();
        var keys = made.Select(row => row.Key).Order().ToList();
        Assert.Equal(Enumerable.Range(0, 11).Select(i => keys[0] + i), keys);
        await site.Db(async db =>
        {
            foreach (var row in made)
            {
                Assert.Equal(row.Number, (await db.Cases.SingleAsync(one => one.Id == row.Id)).Number);
                Assert.Equal(row.Version, await db.Journal.CountAsync(entry => entry.Matter == $"case:{row.Id}"));
            }
            return true;
        });
    }

    [Fact]
    public async Task Each_entry_seals_the_one_before()
    {
        var row = await site.Registered();
        await site.Done(row, "transfer", "li", new { unit = "ops", explained_to_customer = true });
        await site.Db(async db =>
        {
            var entries = await db.Journal.AsNoTracking().Where(entry => entry.Matter == $"case:{row.Id}").OrderBy(entry => entry.Seq).ToListAsync();
            var previous = "";
            foreach (var entry in entries)
            {
                Assert.Equal(previous, entry.Previous);
                Assert.Equal(entry.Fingerprint(), entry.Hash);
                previous = entry.Hash;
            }
            var forged = entries[1];
            forged.Body = forged.Body.Replace("不走字", "走得快", StringComparison.Ordinal);
            Assert.NotEqual(forged.Hash, forged.Fingerprint());
            return true;
        });
    }

    [Fact]
    public async Task A_refused_act_leaves_no_trace()
    {
        var row = await site.Registered();
        var before = await site.Db(db => db.Journal.CountAsync());
        var refused = Assert.IsType<Outcome.Refused>(await site.Try(row, "close", "li", new { }));
        Assert.Contains(refused.Refusals, refusal => refusal.Clause is not null);
        Assert.Equal(before, await site.Db(db => db.Journal.CountAsync()));
        Assert.Equal(row.Version, await site.Db(db => db.Cases.Where(one => one.Id == row.Id).Select(one => one.Version).SingleAsync()));
    }

    [Fact]
    public async Task An_act_on_an_old_picture_is_told_what_happened_since()
    {
        var row = await site.Registered();
        await site.Done(row, "transfer", "li", new { unit = "ops", explained_to_customer = true });
        var stale = Assert.IsType<Outcome.Stale>(await site.Try(row, "transfer", "li", new { unit = "safety", explained_to_customer = true }, row.Version));
        Assert.Equal("transfer", Assert.Single(stale.Since).Act);
    }

    [Fact]
    public async Task Numbers_of_a_day_are_given_out_once_however_many_register_together()
    {
        var rows = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => site.Registered(content: $"同时登记 {i}", phone: $"1380000{2000 + i}"))));
        Assert.Equal(12, rows.Select(row => row.Number).Distinct().Count());
    }

    [Fact]
    public async Task A_duty_whose_due_has_passed_is_breached_once_and_opens_a_finding()
    {
        await using var own = new OwnSite();
        await own.InitializeAsync();
        var row = await own.Registered();
        own.Clock.Now = own.Clock.Now.AddDays(7);
        var scopes = own.Services.GetRequiredService<IServiceScopeFactory>();
        Assert.NotEqual(0, await Watch.Look(scopes, TestContext.Current.CancellationToken));
        Assert.Equal(0, await Watch.Look(scopes, TestContext.Current.CancellationToken));
        await own.Db(async db =>
        {
            Assert.Contains(await db.Duties.Where(duty => duty.CaseId == row.Id).ToListAsync(), duty => duty is { Name: "contact", State: "breached" });
            Assert.Contains(await db.Findings.Where(finding => finding.CaseId == row.Id).ToListAsync(), finding => finding is { AgainstPersonId: "li", Status: "opened" });
            Assert.Contains(await db.Notices.Where(notice => notice.PersonId == "li").Select(notice => notice.Text).ToListAsync(), text => text.Contains("已逾期", StringComparison.Ordinal));
            return true;
        });
    }

    [Fact]
    public async Task Whoever_leaves_hands_over_first_and_no_case_is_left_alone()
    {
        await using var own = new OwnSite();
        await own.InitializeAsync();
        var row = await own.Registered(by: "wu");
        var visitor = await own.As("fang");
        await visitor.Open("/people/wu/leave");
        Assert.Contains("1 件未办结的诉求", visitor.Text, StringComparison.Ordinal);
        await visitor.Follow("移交工作");
        visitor.Fill("移交给", "li");
        await visitor.Press("提出交接");
        Assert.Contains("已提出交接 1 项", visitor.Flash, StringComparison.Ordinal);
        Assert.Equal("wu", (await own.Db(db => db.Cases.AsNoTracking().SingleAsync(one => one.Id == row.Id))).FirstContactId);
        var taker = await own.As("li");
        await taker.Follow("服务大厅吴晓燕 交接给您 1 项");
        await taker.Press("接收");
        await own.Db(async db =>
        {
            var now = await db.Cases.AsNoTracking().SingleAsync(one => one.Id == row.Id);
            Assert.Equal(("li", "li"), (now.FirstContactId, now.HandlerId));
            Assert.DoesNotContain(await db.Duties.Where(duty => duty.CaseId == row.Id && duty.Stands).ToListAsync(), duty => duty.BearerPersonId == "wu");
            Assert.DoesNotContain(await own.Acting(async acting => await Leaving.MustHandOverFirst(db, acting, await db.People.SingleAsync(person => person.Id == "wu"), own.Clock.Now)), reason => reason.Contains("诉求", StringComparison.Ordinal));
            return true;
        });
    }

    private sealed class OwnSite : WorldSite;
}
