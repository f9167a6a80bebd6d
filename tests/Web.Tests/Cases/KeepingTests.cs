using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Web.Cases;
using Shouwen.Web.Journal;
using Xunit;

namespace Shouwen.Tests.Cases;

/// <summary>保存期限: the day stands on the page with its clause; once it is over the case is in a list, for whoever may see it.</summary>
public sealed class KeepingTests(WorldSite site) : IClassFixture<WorldSite>
{
    private async Task<CaseRow> Archived(string phone)
    {
        var row = await site.Called(content: "问燃气价格", phone: phone);
        await site.Did(row, "answer", "li", new { reply = "居民第一档每方三元" });
        await site.Did(row, "close", "li", new { });
        await site.Did(row, "archive", "li", new { });
        return await Now(row);
    }

    private Task<CaseRow> Now(CaseRow row) => site.Db(db => db.Cases.AsNoTracking().SingleAsync(one => one.Id == row.Id));

    private Task<int> Set(CaseRow row, int? day) => site.Db(db => db.Cases.Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.KeptUntil, day)));

    private Task Look() => site.Acting(async acting => await site.Db(async db =>
    {
        await Keeping.Look(db, acting);
        return true;
    }));

    private Task<IReadOnlyList<Breakage>> Verified(CaseRow row) => site.Db(db => new Verifying(db, site.Services.GetRequiredService<Files>()).Look($"case:{row.Id}"));

    [Fact]
    public async Task The_day_is_on_the_page_with_its_clause_and_a_row_that_says_another_is_found()
    {
        var row = await Archived("13900008201");
        var today = DateOnly.FromDateTime(site.Clock.Now.ToOffset(TimeSpan.FromHours(8)).DateTime);
        Assert.Equal((Keeping.Number(today.AddYears(5)), false), (row.KeptUntil, row.Disposable));
        var clerk = await site.As("li");
        await clerk.Open($"/cases/{row.Number}");
        Assert.Contains(clerk.All("dl.answers div"), line => new[] { "保存至", $"{today.AddYears(5):yyyy年M月d日}", "第八條(二)6" }.All(part => line.Contains(part, StringComparison.Ordinal)));
        Assert.Contains($"把工单归档，保存至 {today.AddYears(5):yyyy年M月d日}", clerk.Text, StringComparison.Ordinal);
        Assert.Empty(await Verified(row));
        await Set(row, 20200101);
        Assert.Contains(await Verified(row), found => found.What.Contains("保存至不符", StringComparison.Ordinal));
        await Set(row, null);
        await Look();
        Assert.Equal(row.KeptUntil, (await Now(row)).KeptUntil);
        Assert.Empty(await Verified(row));
    }

    [Fact]
    public async Task What_is_over_is_listed_for_those_who_may_see_it_and_beside_what_is_handed_in()
    {
        var (over, kept) = (await Archived("13900008202"), await Archived("13900008203"));
        await Set(over, Keeping.Number(DateOnly.FromDateTime(site.Clock.Now.ToOffset(TimeSpan.FromHours(8)).DateTime).AddDays(-1)));
        await Look();
        Assert.Equal((true, false), ((await Now(over)).Disposable, (await Now(kept)).Disposable));
        foreach (var (person, sees) in new[] { ("li", true), ("xie", true), ("hu", false) })
        {
            var visitor = await site.As(person);
            await visitor.Open("/cases?expired=true");
            Assert.Equal((sees, false), (visitor.Text.Contains(over.Number, StringComparison.Ordinal), visitor.Text.Contains(kept.Number, StringComparison.Ordinal)));
            if (sees) Assert.Contains(visitor.All(".case-line"), line => line.Contains("保存期满", StringComparison.Ordinal));
        }
        var head = await site.As("zhao");
        await head.Open($"/cases/{over.Number}");
        Assert.Contains("平台不自动销毁；要销毁的，由本单位决定", head.Text, StringComparison.Ordinal);
        await Watch.Look(site.Services.GetRequiredService<IServiceScopeFactory>(), TestContext.Current.CancellationToken);
        var no = await site.Db(db => db.Duties.Where(duty => duty.Matter == Web.Cases.Acting.Standing.ToString() && duty.Name == "hand-in").Select(duty => duty.No).FirstAsync());
        await head.Open($"/standing/{no}");
        Assert.Equal(HttpStatusCode.OK, head.Status);
        Assert.Contains("保存期满的工单有 1 件，平台不自动销毁。 去看", head.Text, StringComparison.Ordinal);
        var stranger = await site.As("hu");
        await stranger.Open($"/standing/{no}");
        Assert.DoesNotContain("保存期满", stranger.Text, StringComparison.Ordinal);
    }
}
