using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouwen.Web.Cases;
using Shouwen.Web.Demo;
using Xunit;

namespace Shouwen.Tests.Browser;

/// <summary>The case page in a real browser: with two links and with nine, opened up and refused, on a desk and on a phone.</summary>
public class CaseScreensTests(WorldSite site, Chromium chromium) : IClassFixture<WorldSite>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task The_case_page_fits_its_width_and_can_be_used_by_everybody(int width)
    {
        var (two, nine) = (await Passed(1), await Passed(8));
        var page = await chromium.Page(site.Address, width);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号或手机号").FillAsync("li");
        await page.GetByLabel("密码").FillAsync(World.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        foreach (var (row, links) in new[] { (two, 2), (nine, 9) })
        {
            await page.GotoAsync($"/cases/{row.Number}");
            Assert.Equal(links, await page.Locator(".chain > li:not(.flight)").CountAsync());
            await Examine(page);
            await page.EvaluateAsync("document.querySelectorAll('main details').forEach(one => one.open = true)");
            await Examine(page);
            await page.GotoAsync($"/cases/{row.Number}/print");
            await Examine(page);
        }
    }

    [Fact]
    public async Task A_refused_act_opens_at_its_reasons()
    {
        var row = await Passed(0);
        var page = await chromium.Page(site.Address, 390);
        await page.GotoAsync($"/sign-in?to=/cases/{row.Number}");
        await page.GetByLabel("账号或手机号").FillAsync("li");
        await page.GetByLabel("密码").FillAsync(World.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.Locator("details.act-group", new() { HasText = "承诺时间" }).Locator("> summary").ClickAsync();
        await page.Locator("#act-promise > summary").ClickAsync();
        await page.Locator("#act-promise button").ClickAsync();
        await Assertions.Expect(page.Locator("#act-promise .problems")).ToBeFocusedAsync();
        await Examine(page);
    }

    /// <summary>A case handed on so many times, the last one returned, and once more on its way.</summary>
    private async Task<CaseRow> Passed(int times)
    {
        string[] way = ["sun", "luo", "hu", "deng", "feng", "pan", "gao", "cai"];
        var row = await site.Registered();
        var holder = "li";
        foreach (var next in way.Take(times))
        {
            await site.Done(row, "transfer", holder, new { person = next, reason = "不属于本岗位" });
            await site.Done(row, "take-over", next, new { });
            holder = next;
        }
        if (times > 1)
        {
            await site.Done(row, "return", holder, new { opinion = "不归我们管" });
            await site.Done(row, "transfer", way[times - 2], new { unit = "safety" });
        }
        return row;
    }

    private static async Task Examine(IPage page)
    {
        var width = page.ViewportSize!.Width;
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{page.Url} is wider than {width}");
        if (width < 600)
        {
            var small = await page.EvaluateAsync<string[]>("""
                [...document.querySelectorAll('main button, main summary, main select, main .form-control')].filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML.slice(0, 80))
                """);
            Assert.True(small.Length == 0, string.Join("\n", small));
        }
        var found = await page.RunAxe();
        var violations = found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{page.Url} {violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}");
        Assert.True(!violations.Any(), string.Join("\n", violations));
    }
}
