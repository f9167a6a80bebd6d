using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Data;
using Shouwen.Web.Cases;
using Shouwen.Web.Reminders;
using Xunit;

namespace Shouwen.Tests.Reminders;

/// <summary>合并提醒和免打扰: when a mail leaves, and that nothing is mailed twice or never. And the pages where people say how they want it.</summary>
public sealed class DigestsTests : IAsyncLifetime
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private readonly OwnSite site = new();

    private sealed class OwnSite : WorldSite;

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        await site.Db(async db =>
        {
            foreach (var person in await db.People.Where(one => one.Id == "sun" || one.Id == "qian").ToListAsync()) person.Email = person.Id + "@gas.example";
            return await db.SaveChangesAsync();
        });
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text + "+08:00", CultureInfo.InvariantCulture);

    private async Task Transfer(string urgency = "normal")
    {
        var row = await site.Registered();
        if (urgency != "normal") await site.Done(row, "amend", "li", new { urgency });
        await site.Done(row, "transfer", "li", new { unit = "ops", explained_to_customer = true });
    }

    private async Task<List<string>> Mails() => [.. (await site.Mails("qian@gas.example")).Select(letter => letter.Subject)];

    [Theory]
    [InlineData("at-once", null, "2026-03-04T10:00", "2026-03-04T10:00", "2026-03-04T10:00")]
    [InlineData("at-once", "2026-03-04T09:58", "2026-03-04T10:00", "2026-03-04T10:00", "2026-03-04T10:03")]      // five minutes after the last
    [InlineData("at-once", null, "2026-03-04T21:00", "2026-03-04T21:00", "2026-03-05T07:30")]                    // quiet begins with its first minute
    [InlineData("at-once", null, "2026-03-05T07:29", "2026-03-05T07:29", "2026-03-05T07:30")]
    [InlineData("at-once", null, "2026-03-05T07:30", "2026-03-05T07:30", "2026-03-05T07:30")]                    // its last moment is not of it
    [InlineData("hourly", null, "2026-03-04T10:20", "2026-03-04T10:20", "2026-03-04T11:00")]
    [InlineData("hourly", null, "2026-03-04T23:20", "2026-03-04T23:20", "2026-03-05T07:30")]
    [InlineData("daily", null, "2026-03-04T08:30", "2026-03-04T08:30", "2026-03-05T08:30")]
    [InlineData("daily", null, "2026-03-03T10:00", "2026-03-04T12:00", "2026-03-04T12:00")]                      // late, for nobody was there to send it
    public void A_mail_leaves_when_its_reader_wants_it(string way, string? mailed, string since, string now, string expected) =>
        Assert.Equal(At(expected), Digests.When(new Reminder { PersonId = "qian", Way = way, MailedAt = mailed is null ? null : At(mailed) }, new WatchSettings(), Shanghai, At(since), At(now)));

    [Fact]
    public async Task The_first_comes_at_once_and_a_burst_after_it_in_one_mail()
    {
        await Transfer();
        Assert.Single(await Mails());
        for (var i = 0; i < 3; i++) await Transfer();
        Assert.Single(await Mails());
        site.Clock.Now += Digests.Burst;
        Assert.Equal("首问：3 条通知", (await Mails())[^1]);
        site.Clock.Now += Digests.Burst;
        Assert.Equal(2, (await Mails()).Count);
        var letter = (await site.Mails("qian@gas.example"))[^1];
        Assert.Equal(3, letter.Body.Split('\n').Count(line => line.Contains("请接手", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task In_quiet_hours_only_what_is_urgent_is_mailed_the_rest_in_the_morning()
    {
        site.Clock.Now = At("2026-03-04T22:00");
        await Transfer();
        Assert.Empty(await Mails());
        Assert.Equal(1, await site.Db(db => db.Notices.CountAsync(notice => notice.PersonId == "qian" && notice.ReadAt == null)));
        await Transfer("urgent");
        Assert.Single(await Mails());
        site.Clock.Now = At("2026-03-05T07:30");
        Assert.Equal(2, (await Mails()).Count);
        Assert.Equal(0, await site.Db(db => db.Notices.CountAsync(notice => notice.MailAt != null)));
    }

    [Fact]
    public async Task However_many_gather_a_notice_is_mailed_once()
    {
        for (var i = 0; i < 4; i++) await Transfer();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var scope = site.Services.CreateAsyncScope();
            await Digests.Gather(scope.ServiceProvider.GetRequiredService<AppDb>(), site.Clock.Now, CancellationToken.None);
        })));
        Assert.Equal(["首问：4 条通知"], await Mails());
    }

    [Fact]
    public async Task People_say_how_they_want_to_be_mailed()
    {
        var visitor = await site.As("qian");
        await visitor.Open("/reminders");
        Assert.Contains("到期前 1 个工作日、到期前 1 个工作小时", visitor.Text, StringComparison.Ordinal);
        await visitor.Fill("免打扰从", "25:00").Press("保存");
        Assert.Equal("时间请写成 21:00 这样", visitor.Error("免打扰从"));
        await visitor.Fill("怎样发邮件", "每小时合成一封").Fill("免打扰从", "20:00").Fill("到", "7:00").Press("保存");
        Assert.Contains("提醒方式已保存", visitor.Flash, StringComparison.Ordinal);
        Assert.Equal(("hourly", new TimeOnly(20, 0), new TimeOnly(7, 0)), await site.Db(async db => await db.Reminders.Where(one => one.PersonId == "qian").Select(one => new { one.Way, one.QuietFrom, one.QuietTo }).SingleAsync() is { QuietFrom: { } from, QuietTo: { } to } own ? (own.Way, from, to) : default));
        await Transfer();
        Assert.Empty(await Mails());
        site.Clock.Now = At("2026-03-04T11:00");
        Assert.Single(await Mails());
    }

    [Fact]
    public async Task The_administrator_sets_the_rules_and_what_stands_follows_them()
    {
        var row = await site.Registered();
        var li = await site.As("li");
        await li.Open("/reminders/rules");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, li.Status);
        var visitor = await site.As("fang");
        await visitor.Open("/reminders/rules");
        await visitor.Fill("提前几个工作小时", "很久").Press("保存");
        Assert.Equal("请写 0 到 48 之间的整数；不用就空着", visitor.Error("提前几个工作小时"));
        await visitor.Fill("提前几个工作小时", "").Fill("提前几个工作日", "2").Fill("报分管领导", "").Press("保存");
        Assert.Equal("请写明依据，如哪次会议、哪个文号", visitor.Error("依据"));
        await visitor.Fill("依据", "三月办公会").Press("保存");
        Assert.Contains("提醒规则已改", visitor.Flash, StringComparison.Ordinal);
        Assert.Contains("到期前 2 个工作日", visitor.Text, StringComparison.Ordinal);
        Assert.Equal(1, await site.Db(db => db.Journal.CountAsync(entry => entry.Matter == "organisation:rulebook" && entry.Body.Contains("set-watch"))));
        var before = await site.Db(db => db.Duties.Where(duty => duty.CaseId == row.Id && duty.Name == "contact").Select(duty => duty.Near).SingleAsync());
        await Watch.Look(site.Services.GetRequiredService<IServiceScopeFactory>(), TestContext.Current.CancellationToken);
        var after = await site.Db(db => db.Duties.Where(duty => duty.CaseId == row.Id && duty.Name == "contact").Select(duty => duty.Near).SingleAsync());
        Assert.True(after < before, $"{before} {after}");
    }

    [Fact]
    public async Task One_kind_of_duty_is_reminded_of_otherwise_with_its_ground_in_the_rulebook_until_it_is_taken_back()
    {
        var row = await site.Registered();
        Task<DateTimeOffset?> Near(string name) => site.Db(db => db.Duties.Where(duty => duty.CaseId == row.Id && duty.Name == name).OrderBy(duty => duty.No).Select(duty => duty.Near).FirstAsync());
        var usual = await Near("contact");
        var li = await site.As("li");
        await li.Open("/reminders/duties");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, li.Status);
        var visitor = await site.As("fang");
        await visitor.Open("/reminders/rules");
        await visitor.Follow("按责任、按制度另定提前多久");
        await visitor.Fill("提前几个工作小时", "3").Fill("依据", "三月办公会").Press("定下");
        Assert.Equal("责任和制度至少选一个；都不选的是通用的提醒规则", visitor.Error("哪种责任"));
        Assert.Equal("3", visitor.Value("提前几个工作小时"));
        await visitor.Fill("哪种责任", "contact").Fill("提前几个工作小时", "3").Fill("依据", "").Press("定下");
        Assert.Equal("请写明依据，如哪次会议、哪个文号", visitor.Error("依据"));
        await visitor.Fill("依据", "三月办公会").Press("定下");
        Assert.Contains("已定下并记入制度簿", visitor.Flash, StringComparison.Ordinal);
        Assert.Contains(visitor.All(".own-points .list-row"), line => line.Contains("联系客户") && line.Contains("到期前 3 个工作小时"));
        Assert.Contains("三月办公会", visitor.Text, StringComparison.Ordinal);
        var scopes = site.Services.GetRequiredService<IServiceScopeFactory>();
        await Watch.Look(scopes, TestContext.Current.CancellationToken);
        Assert.NotEqual(usual, await Near("contact"));
        await visitor.Open("/reminders");
        Assert.Contains("另有 1 种责任或制度另定", visitor.Text, StringComparison.Ordinal);

        await visitor.Open("/reminders/duties");
        await visitor.Press("改回通用：联系客户 所有制度");
        Assert.Contains("不再另定也要写明依据", visitor.Text, StringComparison.Ordinal);
        await visitor.Fill("不再另定的依据：联系客户 所有制度", "四月办公会").Press("改回通用：联系客户 所有制度");
        Assert.Contains("改回通用的提醒规则", visitor.Flash, StringComparison.Ordinal);
        Assert.Contains("“联系客户”不再另定", visitor.Text, StringComparison.Ordinal);
        await Watch.Look(scopes, TestContext.Current.CancellationToken);
        Assert.Equal(usual, await Near("contact"));
        Assert.Equal(2, await site.Db(db => db.Journal.CountAsync(entry => entry.Matter == "organisation:rulebook" && entry.Body.Contains("set-watch"))));
    }

    [Fact]
    public async Task A_mail_that_told_of_several_stands_in_the_log_of_each()
    {
        await Transfer();
        Assert.Single(await Mails());
        for (var i = 0; i < 2; i++) await Transfer();
        site.Clock.Now += Digests.Burst;
        Assert.Equal("首问：2 条通知", (await Mails())[^1]);
        foreach (var number in await site.Db(db => db.Cases.OrderByDescending(row => row.Key).Take(2).Select(row => row.Number).ToListAsync()))
        {
            var li = await site.As("li");
            await li.Open($"/cases/{number}");
            Assert.Contains("首问：2 条通知（与其他事项合成一封）", li.Text, StringComparison.Ordinal);
        }
        Assert.Equal(3, await site.Db(db => db.Notices.CountAsync(notice => notice.PersonId == "qian" && notice.MailId != null)));
    }

    [Fact]
    public async Task The_organisation_lets_orders_and_emergencies_pass_quiet_hours()
    {
        var admin = await site.As("fang");
        await admin.Open("/reminders/rules");
        await admin.Tick("红色督办单").Tick("突发事件通报").Fill("依据", "总经理办公会").Press("保存");
        site.Clock.Now = At("2026-03-04T22:00");
        foreach (var grade in (string[])["yellow", "red"])
            Assert.IsType<Outcome.Done>(await site.Acting(acting => acting.Issue("jian", Shouwen.Fields.Of(new { unit = "ops", grade, text = "夜间抢修没有到场" }))));
        Assert.Single(await Mails());
        Assert.Equal([false, true], await site.Db(db => db.Notices.Where(notice => notice.PersonId == "qian").Select(notice => notice.Urgent).OrderBy(urgent => urgent).ToListAsync()));
    }
}
