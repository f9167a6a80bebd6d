using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Tests.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Accountability;
using Shouwen.Web.Data;
using Xunit;

namespace Shouwen.Tests.Accountability;

/// <summary>The list page by page, and the ranking with what it leaves out.</summary>
public sealed class ListTests(MoneySite site) : IClassFixture<MoneySite>
{
    [Fact]
    public async Task Every_finding_is_on_one_page_and_no_more_however_many_there_are()
    {
        var opened = new HashSet<string>();
        for (var i = 0; i < 107; i++)
        {
            // Several of one moment: the id tells them apart.
            if (i % 4 == 0) site.Clock.Now = site.Clock.Now.AddSeconds(1);
            opened.Add((await site.Opened("person:feng")).Id);
        }
        var jian = await site.As("jian");
        var seen = new List<string>();
        for (string? path = "/findings?state=opened&unit=ops"; path is not null; path = jian.Page.QuerySelector(".pages a")?.GetAttribute("href"))
        {
            await jian.Open(path);
            seen.AddRange(jian.Page.QuerySelectorAll(".list .main").Select(link => link.GetAttribute("href")![10..]));
        }
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Superset(opened, seen.ToHashSet());
        await jian.Open("/findings?before=99999999999999999~x");
        Assert.Equal(HttpStatusCode.OK, jian.Status);
        var li = await site.As("li");
        await li.Open("/findings");
        Assert.Empty(li.All(".list .case-line"));
    }

    [Fact]
    public async Task Five_cases_are_no_ranking_and_what_is_left_out_is_counted_and_listed()
    {
        async Task Served(string unit, int count, Func<int, bool?> satisfied, int round = 1)
        {
            for (var i = 0; i < count; i++)
            {
                var (row, said) = (await site.Called(content: $"{unit} 第 {i} 件"), satisfied(i));
                await site.Db(db => db.Cases.Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.HandlerUnitId, unit).SetProperty(one => one.Satisfied, said).SetProperty(one => one.Round, round).SetProperty(one => one.ClosedAt, site.Clock.Now)));
            }
        }
        await Served("safety", 5, _ => true);
        await Served("market", 12, i => i > 0);
        await Served("ops", 12, i => i > 0);
        await Served("front", 11, _ => true, round: 2);
        await Served("hotline", 3, _ => null);
        await site.Db(async db => { await KeptMarks.Make(db, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")); return true; });
        var jian = await site.As("jian");
        await jian.Open("/findings/ranking?year=2026");
        string Row(string name) => jian.Page.QuerySelectorAll("tbody tr").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Single(text => text.Contains(name));
        Assert.StartsWith("1（并列）", Row("运行部"), StringComparison.Ordinal);
        Assert.StartsWith("1（并列）", Row("市场工程部"), StringComparison.Ordinal);
        Assert.Contains("121191.7% 65–99%", Row("运行部"));
        // The first mark of a redone case was bad, whatever was said later.
        Assert.Contains("3服务大厅1100% 0–26%", Row("服务大厅"));
        Assert.StartsWith("不排名安检部55", Row("安检部"), StringComparison.Ordinal);
        Assert.Contains("没有计入的 3 件", jian.Text);
        await jian.Follow("没有得到客户评价");
        Assert.Equal(3, jian.All("#left .list .list-row").Count);
        await jian.Open("/findings/ranking?handler=Export&year=2026");
        Assert.Contains("不足 10 件，不参加排名", jian.Page.DocumentElement.TextContent);
        var li = await site.As("li");
        await li.Open("/findings/ranking");
        Assert.NotEqual(HttpStatusCode.OK, li.Status);
    }

    /// <summary>A list asks each reason alone, a page asks for one row by all of them.</summary>
    [Fact]
    public async Task What_a_list_shows_is_what_its_pages_open()
    {
        foreach (var (against, clause) in new[] { ("person:feng", MoneySite.Manners), ("person:luo", MoneySite.Manners), ("person:gao", MoneySite.Manners), ("unit:ops", MoneySite.Management), ("unit:market", MoneySite.Management) })
            await site.Must(await site.Opened(against, clause), "verify", "jian", new { ok = true, text = "属实" });
        foreach (var person in new[] { "sun", "feng", "li" }) await site.Rewarded(person, 10);
        var regime = await site.Acting(acting => acting.Regime());
        var alike = 0;
        foreach (var account in new[] { "jian", "qian", "feng", "luo", "li", "zhao", "xie", "yao", "guo", "he" })
        {
            var actor = (await site.Db(db => site.Services.GetRequiredService<Actors>().Load(db, account, site.Clock.Now)))!;
            await site.Db(async db =>
            {
                var findings = await db.Findings.VisibleTo(actor, regime).Select(one => one.Id).Order().ToListAsync();
                Assert.Equal(findings, (await db.Findings.PartsVisibleTo(actor, regime).First(rows => rows.OrderByDescending(one => one.OpenedAt), 1000)).Select(one => one.Id).Order(StringComparer.Ordinal));
                var rewards = await db.Rewards.VisibleTo(actor, regime).Select(one => one.Id).Order().ToListAsync();
                Assert.Equal(rewards, (await db.Rewards.PartsVisibleTo(actor, regime).First(rows => rows.OrderByDescending(one => one.Id), 1000)).Select(one => one.Id).Order());
                alike += findings.Count + rewards.Count;
                return true;
            });
        }
        Assert.True(alike > 20, $"{alike}");
    }
}
