using Microsoft.Playwright;
using Shouwen.Tests.Cases;
using Shouwen.Web.Demo;
using Xunit;

namespace Shouwen.Tests.Browser;

public class LiveDeskTests(WorldSite site, Chromium chromium) : IClassFixture<WorldSite>, IClassFixture<Chromium>
{
    [Fact]
    public async Task What_others_do_shows_on_an_open_desk_without_a_reload_and_what_one_types_stays()
    {
        var page = await chromium.Page(site.Address, 1440);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号或手机号").FillAsync("qian");
        await page.GetByLabel("密码").FillAsync(World.Password);
        var stream = page.WaitForResponseAsync("**/live");
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "我的工作台" }).WaitForAsync();
        await stream;
        await page.GetByLabel("客户怎么说").FillAsync("燃气表");
        Assert.True(await page.Locator("[data-unread]").First.IsHiddenAsync());

        var row = await site.Called(content: "厨房软管老化，想换一根");
        await site.Did(row, "transfer", "li", new { unit = Requests.Ops, reason = "需上门检修" });
        await Assertions.Expect(page.Locator("#offers")).ToContainTextAsync(row.Number);
        await Assertions.Expect(page.Locator("#inbox")).ToContainTextAsync(row.Number);
        await Assertions.Expect(page.Locator("[data-unread]").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("客户怎么说")).ToHaveValueAsync("燃气表");
    }
}
