using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Cases;
using Shouwen.Web.Cases;
using Xunit;

namespace Shouwen.Tests.Accountability;

/// <summary>Ledgers follow from the journal whatever people do, two never decide on one balance or one proposal, and a changed entry is found.</summary>
public sealed class LedgerTests(MoneySite site) : IClassFixture<MoneySite>
{
    [Fact]
    public async Task Of_two_approvals_of_one_proposal_exactly_one_holds()
    {
        for (var round = 0; round < 4; round++)
        {
            var key = await site.Opened("person:feng");
            await site.Must(key, "verify", "jian", new { ok = true, text = "属实" });
            await site.Must(key, "classify", "jian", new { consequence = "complaint-and-image" });
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Task.Run(() => site.Does(key, "approve", "qian", MoneySite.Fine(100 + i)))));
            Assert.Single(outcomes.OfType<Outcome.Done>());
            Assert.Equal("already-approved", Assert.Single(Assert.Single(outcomes.OfType<Outcome.Refused>()).Refusals).Code);
            var executed = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => site.Does(key, "execute", "yao", new { }))));
            Assert.Single(executed.OfType<Outcome.Done>());
            Assert.Equal("finding-ended", Assert.Single(Assert.Single(executed.OfType<Outcome.Refused>()).Refusals).Code);
        }
        Assert.Empty(await site.Broken());
    }

    [Fact]
    public async Task Of_two_payouts_from_one_balance_exactly_one_holds()
    {
        for (var round = 0; round < 4; round++)
        {
            var before = await site.Balance();
            await site.Must(await site.Fined("luo", "he", 100), "execute", "yao", new { });
            var (all, one, other) = ((before + 10_000) / 100m, MatterKey.Parse("case:x"), MatterKey.Parse("case:x"));
            (one, other) = (await site.Rewarded("sun", all), await site.Rewarded("hu", all));
            var outcomes = await Task.WhenAll(((MatterKey[])[one, other]).Select(key => Task.Run(() => site.Does(key, "reward", "yao", new { }))));
            Assert.Single(outcomes.OfType<Outcome.Done>());
            Assert.Equal("fund-short", Assert.Single(Assert.Single(outcomes.OfType<Outcome.Refused>()).Refusals).Code);
            Assert.Equal(0, await site.Balance());
            Assert.Equal("wrong-state", await site.Refused(outcomes[0] is Outcome.Done ? one : other, "reward", "yao", new { }));
        }
        Assert.Empty(await site.Broken());
    }

    [Fact]
    public async Task Whatever_people_do_fund_wages_and_deductions_are_what_the_journal_says()
    {
        var (random, findings, rewards) = (new Random(20260304), new List<MatterKey>(), new List<MatterKey>());
        (string Person, string Head)[] people = [("feng", "qian"), ("luo", "he"), ("gao", "chen"), ("wu", "zhao")];
        var done = 0;
        for (var step = 0; step < 220; step++)
        {
            site.Clock.Now = site.Clock.Now.AddMinutes(random.Next(1, 600));
            if (step % 12 == 0)
                findings.Add(random.Next(3) == 0 ? await site.Opened("unit:ops", MoneySite.Management) : await site.Fined(people[random.Next(people.Length)] is var (person, head) ? person : "", head, random.Next(5000, 30001) / 100m));
            if (step % 20 == 0) rewards.Add(await site.Rewarded("sun", random.Next(1, 20000) / 100m));
            var onFinding = random.Next(3) > 0;
            var key = onFinding ? findings[random.Next(findings.Count)] : rewards[random.Next(rewards.Count)];
            var (act, by, with) = onFinding ? random.Next(9) switch
            {
                0 or 1 or 2 => ("execute", "yao", (object)new { }),
                3 => ("reverse", "jian", new { reason = "重新核对" }),
                4 => ("approve", random.Next(2) == 0 ? "guo" : people[random.Next(people.Length)].Head, random.Next(2) == 0 ? new { } : MoneySite.Fine(random.Next(5000, 30001) / 100m)),
                5 => ("object-finding", people[random.Next(people.Length)].Person, new { reason = "不是我" }),
                6 => ("decide-objection", "jian", new { ok = random.Next(2) == 0, text = "复核" }),
                7 => ("fulfil", people[random.Next(people.Length)].Person, new { text = "已道歉" }),
                _ => ("close-finding", "jian", new { }),
            } : random.Next(3) switch { 0 => ("reverse", "yao", new { reason = "发错了" }), _ => ("reward", "yao", (object)new { }) };
            if (await site.Does(key, act, by, with) is Outcome.Done) done++;
        }
        Assert.InRange(done, 20, 220);
        Assert.Empty(await site.Broken());
        var journal = await site.Db(async db => (await db.Journal.AsNoTracking().Where(entry => entry.Kind == "posted").ToListAsync()).Select(entry => (Posted)entry.Read()).ToList());
        var rows = await site.Db(db => db.Ledger.AsNoTracking().OrderBy(row => row.No).ToListAsync());
        Assert.Equal(journal.Count, rows.Count);
        foreach (var ledger in rows.GroupBy(row => (row.Pack, row.Ledger)))
        {
            Assert.Equal(Enumerable.Range(1, ledger.Count()).Select(no => (long)no), ledger.Select(row => row.No));
            Assert.Equal(journal.Where(one => one.Pack == ledger.Key.Pack && one.Ledger == ledger.Key.Ledger).Sum(one => one.Amount), ledger.Last().Balance);
            if (ledger.Key.Ledger == "fund") Assert.All(ledger, row => Assert.True(row.Balance >= 0, $"{row.No}: {row.Balance}"));
        }
        // What the fund gave the wages got, what the wages lost the fund got.
        Assert.Equal(rows.Where(row => row.Pack == MoneySite.Measures && row.Ledger == "wages").Sum(row => row.Amount), -rows.Where(row => row.Pack == MoneySite.Measures && row.Ledger == "fund").Sum(row => row.Amount));
        Assert.Equal(100 * await Standing(findings), rows.Where(row => row.Ledger == "deductions").Sum(row => row.Amount));
        Assert.Contains(rows, row => row.Reverses);
    }

    /// <summary>Units whose deduction stands.</summary>
    private async Task<int> Standing(List<MatterKey> findings)
    {
        var standing = 0;
        foreach (var key in findings)
            if (await site.Acting(acting => acting.Load(key)) is { Finding.Against.IsUnit: true, Status: "executed" or "closed" }) standing++;
        return standing;
    }

    [Fact]
    public async Task An_entry_that_is_changed_or_gone_is_found()
    {
        var key = await site.Fined("gao", "chen", 77.77m);
        await site.Must(key, "execute", "yao", new { });
        var name = key.ToString();
        foreach (var spoil in (Func<IQueryable<Web.Accountability.LedgerRow>, Task<int>>[])
            [rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Amount, row => row.Amount + 1)), rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Balance, row => row.Balance - 1)), rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Period, "2020-01")),
                rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.PersonId, "li")), rows => rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Reverses, true)), rows => rows.ExecuteDeleteAsync()])
        {
            Assert.Empty(await site.Broken());
            var kept = await site.Db(db => db.Ledger.AsNoTracking().Where(row => row.Matter == name && row.Ledger == "fund").SingleAsync());
            Assert.Equal(1, await site.Db(db => spoil(db.Ledger.Where(row => row.Matter == name && row.Ledger == "fund"))));
            Assert.Contains(await site.Broken(), one => one.Matter == name);
            await site.Db(async db =>
            {
                await db.Ledger.Where(row => row.Matter == name && row.Ledger == "fund").ExecuteDeleteAsync();
                db.Ledger.Add(kept);
                return await db.SaveChangesAsync();
            });
        }
    }
}

/// <summary>An installation from before there were rows of ledgers gets them at its next start, once, as the journal has them.</summary>
public sealed class CarriedLedgerTests(MoneySite site) : IClassFixture<MoneySite>
{
    [Fact]
    public async Task Entries_from_before_the_ledgers_are_written_once_in_the_order_of_time()
    {
        foreach (var (person, head, yuan) in new[] { ("luo", "he", 100m), ("gao", "chen", 77.77m), ("wu", "zhao", 50m) })
        {
            await site.Must(await site.Fined(person, head, yuan), "execute", "yao", new { });
            site.Clock.Now = site.Clock.Now.AddMinutes(1);
        }
        var before = await Rows();
        Assert.Equal(6, before.Count);
        await site.Db(async db =>
        {
            await db.Ledger.ExecuteDeleteAsync();
            return await db.Duties.Where(duty => duty.Matter.StartsWith("finding:")).ExecuteDeleteAsync();
        });
        for (var start = 0; start < 2; start++)
        {
            await using var scope = site.Services.CreateAsyncScope();
            await Web.Accountability.Ledgers.CarryForward(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<Web.Data.AppDb>());
        }
        Assert.Equal(before, await Rows());
        Assert.Empty(await site.Broken());

        Task<List<(string, int, string, string, long, long, long)>> Rows() => site.Db(async db => (await db.Ledger.AsNoTracking().OrderBy(row => row.Pack).ThenBy(row => row.Ledger).ThenBy(row => row.No).ToListAsync())
            .ConvertAll(row => (row.Matter, row.Seq, row.Ledger, row.Entry, row.No, row.Amount, row.Balance)));
    }
}
