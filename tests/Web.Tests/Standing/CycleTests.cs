using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Web.Cases;
using Shouwen.Web.Demo;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Xunit;

namespace Shouwen.Tests.Standing;

/// <summary>The same people as a branch and its head office, under the measures for customers' requests.</summary>
public sealed class BranchSite : WorldSite
{
    protected override Task Seed() => Db(async db =>
    {
        await World.Found(db, Services.GetRequiredService<IPasswordHasher<Person>>(), Services.GetRequiredService<Offered>(), ["wuhan-gas"], Clock.Now.AddDays(-10), Clock.Now);
        await db.Units.Where(unit => unit.Id == "ops").ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Kind, "branch"));
        foreach (var (id, role) in new[] { ("admin", "committee"), ("safety", "risk"), ("hotline", "communications") })
            await db.Units.Where(unit => unit.Id == id).ExecuteUpdateAsync(set => set.SetProperty(unit => unit.Role, role));
        return true;
    });

    public void At(int day, int hour, int minute = 0) => Clock.Now = new DateTimeOffset(2026, 3, day, hour, minute, 0, TimeSpan.FromHours(8));

    /// <summary>A request of ops under a commitment, taken over by sun.</summary>
    public async Task<CaseRow> Committed(string until)
    {
        var taken = await Acting(acting => acting.Register("deng", With(new { channel = "message-board", kind = "request", scope = "other-unit", unit = "ops", content = "要求改移立管", customer = new { name = "申女士", phone = "13800000031" }, limit = new { until, source = "commitment" } })));
        var row = taken is Outcome.Done { Row: { } begun } ? begun : throw new Xunit.Sdk.XunitException(string.Join("; ", ((Outcome.Refused)taken).Refusals.Select(refusal => $"{refusal.Code} {refusal.Sentence}")));
        await Done(row, "transfer", "deng", new { unit = "ops", explained_to_customer = true });
        await Done(row, "take-over", "sun", new { });
        return row;
    }

    public async Task Refuses(CaseRow row, string act, string by, string? clause, object with)
    {
        var refused = Assert.IsType<Outcome.Refused>(await Try(row, act, by, with));
        Assert.True(clause is null || refused.Refusals.Any(refusal => refusal.Clause == clause), $"{act} by {by}: {string.Join("; ", refused.Refusals.Select(refusal => $"{refusal.Code} {refusal.Clause}"))}");
    }

    public async Task<Duty> Owed(CaseRow row, string name) => (await Acting(acting => acting.Load(Web.Cases.Acting.Case(row.Id))))!.Duties.Last(duty => duty.Name == name);
}

/// <summary>Extensions, urgent handling and the smaller cycles, each step by whom the regulation names and tried by somebody else.</summary>
public sealed class CycleTests(BranchSite branch, WorldSite town) : IClassFixture<BranchSite>, IClassFixture<WorldSite>
{
    [Fact]
    public async Task An_extension_is_asked_a_day_ahead_with_a_reason_and_decided_by_customer_service()
    {
        branch.At(4, 11);
        var row = await branch.Committed("2026-03-10T17:30");
        await branch.Refuses(row, "request-extension", "ma", null, new { until = "2026-03-13T17:30", reason = "等厂家" });
        await branch.Refuses(row, "request-extension", "sun", "第三十条", new { until = "2026-03-13T17:30" });
        await branch.Done(row, "request-extension", "sun", new { until = "2026-03-13T17:30", reason = "设计变更需复核" });
        await branch.Refuses(row, "decide-extension", "qian", "第三十条", new { granted = true });
        var before = await branch.Owed(row, "inform");
        await branch.Done(row, "decide-extension", "xie", new { granted = false, text = "复核不影响先行答复" });
        Assert.Equal(before.Due, (await branch.Owed(row, "inform")).Due);
        await branch.Done(row, "request-extension", "sun", new { until = "2026-03-13T17:30", reason = "备件未到" });
        await branch.Done(row, "decide-extension", "xie", new { granted = true });
        Assert.Equal(new DateTimeOffset(2026, 3, 13, 17, 30, 0, TimeSpan.FromHours(8)), (await branch.Owed(row, "inform")).Due);
        // What nobody asked for is over at its own end; what was granted at the new one.
        var plain = await branch.Committed("2026-03-10T17:30");
        branch.At(10, 17, 31);
        await branch.Refuses(plain, "request-extension", "sun", null, new { until = "2026-03-13T17:30", reason = "太晚" });
        await branch.Acting(acting => acting.Sound(50));
        Assert.Equal((DutyState.Breached, DutyState.Open), ((await branch.Owed(plain, "inform")).State, (await branch.Owed(row, "inform")).State));
        branch.At(13, 17, 31);
        await branch.Acting(acting => acting.Sound(50));
        Assert.Equal(DutyState.Breached, (await branch.Owed(row, "inform")).State);
        Assert.Equal(2, await branch.Db(db => db.Findings.CountAsync(finding => finding.Kind == "overdue" && finding.AgainstUnitId == "ops" && finding.Clause == "第三十条")));
    }

    [Fact]
    public async Task A_serious_incident_is_reported_instructed_and_led_by_the_head()
    {
        var row = await branch.Acting(async acting => Assert.IsType<Outcome.Done>(await acting.Register("sun", WorldSite.With(new { channel = "field", kind = "repair", scope = "own-unit", content = "灶具爆燃，手部烧伤", customer = new { name = "凌女士", phone = "13800000111" } }))).Row!);
        await branch.Done(row, "amend", "sun", new { flags = (string[])["casualty"] });
        await branch.Refuses(row, "report-incident", "ma", null, new { to = "committee" });
        await branch.Done(row, "report-incident", "sun", new { to = "committee", text = "一人烧伤，已送医" });
        await branch.Refuses(row, "instruct", "feng", null, new { text = "快" });
        await branch.Done(row, "instruct", "yao", new { text = "全力救治，查明原因" });
        await branch.Refuses(row, "resolve", "feng", null, new { result = "已送医" });
        await branch.Done(row, "transfer", "qian", new { unit = "safety", explained_to_customer = true });
    }

    [Fact]
    public async Task The_quarter_s_report_goes_up_comes_back_with_an_instruction_and_is_passed_on()
    {
        await branch.Acting(async acting =>
        {
            await acting.Advance();
            return true;
        });
        async Task Refused(string act, string by, object with, string? clause)
        {
            var refused = Assert.IsType<Outcome.Refused>(await branch.Acting(acting => acting.Do(Web.Cases.Acting.Standing, null, act, by, WorldSite.With(with))));
            Assert.True(clause is null || refused.Refusals.Any(refusal => refusal.Clause == clause), string.Join("; ", refused.Refusals.Select(refusal => $"{refusal.Code} {refusal.Clause}")));
        }
        async Task<Matter> Done(string act, string by, object with) => Assert.IsType<Outcome.Done>(await branch.Acting(acting => acting.Do(Web.Cases.Acting.Standing, null, act, by, WorldSite.With(with)))).Matter;

        await Refused("submit-report", "li", new { kind = "analysis", period = "2026-Q1", report = "x" }, "第三十九条");
        var own = await Done("submit-report", "xie", new { kind = "analysis", period = "2026-Q1", report = "一季度诉求分析" });
        Assert.Contains(own.Duties, duty => duty is { Rule: "quarterly-analysis", Stands: false });
        await Refused("instruct", "li", new { text = "加人" }, null);
        own = await Done("instruct", "yao", new { text = "抢修高峰加派一车" });
        Assert.Contains(own.Duties, duty => duty is { Rule: "pass-on-instruction", Stands: true });
        await Refused("feed-back", "feng", new { report = "x" }, "第三十九条");
        own = await Done("feed-back", "xie", new { report = "批示和报告已发各部门" });
        Assert.DoesNotContain(own.Duties, duty => duty is { Rule: "pass-on-instruction", Stands: true });
    }

    [Fact]
    public async Task Who_cannot_wait_three_days_is_put_before_the_leader()
    {
        var row = await town.Registered(channel: "hotline");
        await town.Done(row, "transfer", "li", new { unit = "ops", explained_to_customer = true });
        var refused = Assert.IsType<Outcome.Refused>(await town.Try(row, "request-urgent", "feng", new { reason = "客户不同意" }));
        Assert.Contains(refused.Refusals, refusal => refusal.Clause == "第八條(二)2");
        await town.Done(row, "request-urgent", "li", new { reason = "客户家有病人，等不了三天" });
        refused = Assert.IsType<Outcome.Refused>(await town.Try(row, "decide-urgent", "qian", new { granted = true, due = "2026-03-05T12:00" }));
        Assert.Contains(refused.Refusals, refusal => refusal.Clause == "第八條(二)2");
        var urgent = await town.Done(row, "decide-urgent", "guo", new { granted = true, due = "2026-03-05T12:00" });
        Assert.Contains(urgent.Duties, duty => duty is { Name: "contact", Due: { } due } && due == new DateTimeOffset(2026, 3, 5, 12, 0, 0, TimeSpan.FromHours(8)));
    }
}
