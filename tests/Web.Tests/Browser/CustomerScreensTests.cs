using Microsoft.Playwright;
using Xunit;

namespace Shouwen.Tests.Browser;

/// <summary>The pages a customer sees, and the regulations behind them.</summary>
public class CustomerScreensTests(RuledSite site, Chromium chromium) : IClassFixture<RuledSite>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task A_customer_asks_follows_and_rates(int width)
    {
        var page = await chromium.Page(site.Address, width);
        await page.GotoAsync("/portal");
        await ScreensTests.Examine(page);
        await page.GetByLabel("您的事情").FillAsync("厨房的燃气表走得快，请来看看");
        await page.GetByLabel("怎么称呼您").FillAsync("陈女士");
        await page.GetByLabel("电话").FillAsync("13912345678");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "已经收到，请记下" }).WaitForAsync();
        await ScreensTests.Examine(page);

        var number = new Uri(page.Url).AbsolutePath.Split('/')[^1];
        await site.Do(number, "answer", "zhou", new { reply = "今天下午三点前师傅上门检查，更换不收费。" });
        await page.ReloadAsync();
        await page.GetByLabel("基本满意").CheckAsync();
        await ScreensTests.Examine(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "提交评价" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("谢谢您的评价");

        await page.GotoAsync("/portal/follow");
        await page.GetByRole(AriaRole.Button, new() { Name = "查看" }).ClickAsync();
        await ScreensTests.Examine(page);
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task The_packs_can_be_read_by_everybody(int width)
    {
        await site.Register();
        var page = await chromium.Page(site.Address, width);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号或手机号").FillAsync("li");
        await page.GetByLabel("密码").FillAsync(TownSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "我的工作台" }).WaitForAsync();
        foreach (var screen in (string[])["/packs", "/packs/shangzhi-first-contact", "/packs/hotel-complaint-slip"])
        {
            await page.GotoAsync(screen);
            await ScreensTests.Examine(page);
        }
    }
}
