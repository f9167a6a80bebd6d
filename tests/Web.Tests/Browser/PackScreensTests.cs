using Microsoft.Playwright;
using Shouwen.Web.Demo;
using Xunit;

namespace Shouwen.Tests.Browser;

/// <summary>A regulation changed in a real browser: written, checked, compared, rehearsed, adopted; and the pages around it.</summary>
public sealed class PackScreensTests(WorldSite site, Chromium chromium) : IClassFixture<WorldSite>, IClassFixture<Chromium>
{
    [Fact]
    public async Task A_draft_is_written_rehearsed_and_adopted()
    {
        var id = World.Adopted(Web.Folders.Packs)[0];
        var page = await SignedIn(1440);
        await page.GotoAsync($"/packs/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "写草稿" }).ClickAsync();
        var text = page.GetByLabel("文本");
        var before = await text.InputValueAsync();
        var lines = page.Locator(".line-numbers > li");
        var count = before.Split('\n').Length;
        await Assertions.Expect(lines).ToHaveCountAsync(count);

        // The numbers follow what is typed, and a problem leads to its line.
        await text.FillAsync("# 试\n" + before.Replace("within: {working-hours: 2}", "within: {working-hour: 2}", StringComparison.Ordinal));
        await Assertions.Expect(lines).ToHaveCountAsync(count + 1);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并检查" }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash")).ToContainTextAsync("改好才能采用");
        await page.Locator(".to-line").First.ClickAsync();
        Assert.Contains("working-hour: 2", await text.EvaluateAsync<string>("field => field.value.slice(field.selectionStart, field.selectionEnd)"));
        await ScreensTests.Examine(page);

        await text.FillAsync(before.Replace("within: {working-hours: 2}", "within: {working-hours: 3}", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "保存并检查" }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash")).ToContainTextAsync("检查没有错误");
        await ScreensTests.Examine(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "看改了什么" }).ClickAsync();
        await Assertions.Expect(page.Locator(".becomes").First).ToContainTextAsync("3 个工作小时内");
        await ScreensTests.Examine(page);
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "演练" }).ClickAsync();
        await Assertions.Expect(page.Locator(".played-row").First).ToContainTextAsync("不成立");
        await ScreensTests.Examine(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "采用" }).ClickAsync();
        await ScreensTests.Examine(page);
        await page.GetByLabel("依据").FillAsync("第 5 号会议纪要");
        await page.GetByLabel("我知道有").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "采用" }).ClickAsync();
        await Assertions.Expect(page.Locator(".flash")).ToContainTextAsync("已采用");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("3 个工作小时内");
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Every_page_of_the_rules_fits_its_width_and_can_be_used_by_everybody(int width)
    {
        var id = World.Adopted(Web.Folders.Packs)[0];
        var page = await SignedIn(width);
        foreach (var screen in (string[])["/packs", $"/packs/{id}", $"/packs/{id}/draft", $"/packs/{id}/versions", $"/packs/{id}/withdraw", $"/packs/{id}/adopt?text=shipped", $"/packs/{id}/rehearse?text=shipped", "/packs/order", "/packs/new", "/packs/conflicts"])
        {
            await page.GotoAsync(screen);
            await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
            await ScreensTests.Examine(page);
        }
    }

    private async Task<IPage> SignedIn(int width)
    {
        var page = await chromium.Page(site.Address, width);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号或手机号").FillAsync(World.Administrator);
        await page.GetByLabel("密码").FillAsync(World.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "我的工作台" }).WaitForAsync();
        return page;
    }
}
