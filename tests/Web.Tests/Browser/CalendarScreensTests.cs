using Microsoft.Playwright;
using Shouwen.Web.Demo;
using Xunit;

namespace Shouwen.Tests.Browser;

/// <summary>The calendar with something in every list, and why a deadline is where it is, as people look at them.</summary>
public class CalendarScreensTests(WorldSite site, Chromium chromium) : IClassFixture<WorldSite>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1440, 5)]
    [InlineData(390, 6)]
    public async Task A_closure_a_notice_and_a_trace_fit_their_width_and_can_be_used_by_everybody(int width, int day)
    {
        var row = await site.Registered();
        var page = await chromium.Page(site.Address, width);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号或手机号").FillAsync("fang");
        await page.GetByLabel("密码").FillAsync(World.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "我的工作台" }).WaitForAsync();

        await page.GotoAsync("/calendar/days");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" }).ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await ScreensTests.Examine(page);
        await page.GetByLabel("从哪天").FillAsync($"2026-03-0{day}");
        await page.GetByLabel("名称").FillAsync("盘点");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存为新版本" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "重新计算时限" }).WaitForAsync();
        await ScreensTests.Examine(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "重新计算" }).ClickAsync();
        await page.GetByText("有关的人都已收到通知").WaitForAsync();
        await ScreensTests.Examine(page);

        await page.GotoAsync("/calendar/announce");
        await page.GetByLabel("通知的文字").FillAsync("关于2027年元旦放假安排的通知\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。");
        await page.GetByRole(AriaRole.Button, new() { Name = "读一读" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "读出的日子" }).WaitForAsync();
        await ScreensTests.Examine(page);
        foreach (var screen in (string[])["/calendar?year=2026", "/calendar/versions"])
        {
            await page.GotoAsync(screen);
            await ScreensTests.Examine(page);
        }
        await page.Locator(".list-row a.main").First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "与前一版本不同" }).WaitForAsync();
        await ScreensTests.Examine(page);

        var li = await chromium.Page(site.Address, width);
        await li.GotoAsync("/sign-in");
        await li.GetByLabel("账号或手机号").FillAsync("li");
        await li.GetByLabel("密码").FillAsync(World.Password);
        await li.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await li.GetByRole(AriaRole.Heading, new() { Name = "我的工作台" }).WaitForAsync();
        await li.GotoAsync($"/cases/{row.Number}");
        foreach (var why in await li.Locator(".why > summary").AllAsync()) await why.ClickAsync();
        await Assertions.Expect(li.Locator(".why .spans").First).ToBeVisibleAsync();
        await ScreensTests.Examine(li);
    }
}
