using Microsoft.Playwright;
using Shouwen.Web.Demo;
using Xunit;

namespace Shouwen.Tests.Browser;

/// <summary>The main job in a real browser, from the first question to the end: asked, registered, handed on, taken over, handled, told, called back, closed.</summary>
public sealed class MainJobTests(WorldSite site, Chromium chromium) : IClassFixture<WorldSite>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Whoever_is_asked_first_sees_it_through(int width)
    {
        var li = await SignedIn("li", width);
        await li.GotoAsync("/cases/new");
        await Assertions.Expect(li.GetByLabel("联系电话")).ToBeFocusedAsync();
        await li.Keyboard.TypeAsync($"1391234{width:0000}");
        await li.GetByLabel("客户姓名").FillAsync("陈女士");
        await li.GetByLabel("渠道").SelectOptionAsync("来电");
        await li.GetByLabel("类别").SelectOptionAsync("报修");
        await li.GetByLabel("诉求内容").FillAsync("家里的燃气表不走字，想请人上门看看");
        await li.GetByLabel("其他部门").CheckAsync();
        await li.GetByLabel("承办部门").SelectOptionAsync("运行部");
        // The promise appears while the clerk still types; it is what is read aloud afterwards.
        await Assertions.Expect(li.Locator(".promise")).ToContainTextAsync("3月9日 周一 17:30");
        await ScreensTests.Examine(li);
        await li.Locator("form[data-register] button.btn-primary").ClickAsync();
        await Assertions.Expect(li.GetByRole(AriaRole.Heading, new() { Name = "念给客户听" })).ToBeVisibleAsync();
        await Assertions.Expect(li.Locator(".read-aloud")).ToContainTextAsync("3月9日 周一 17:30");
        await ScreensTests.Examine(li);
        var number = new Uri(li.Url).Segments[2].Trim('/');

        await Do(li, number, "transfer", form => form.GetByLabel("移交给哪个部门").SelectOptionAsync("ops"));
        var sun = await SignedIn("sun", width);
        await sun.GotoAsync("/desk");
        await ScreensTests.Examine(sun);
        await sun.Locator("#offers li", new() { HasText = number }).GetByRole(AriaRole.Button).ClickAsync();
        await Do(sun, number, "contact", form => form.GetByLabel("联系情况").FillAsync("已电话联系，下午上门"));
        await Do(sun, number, "resolve", form => form.GetByLabel("处理结果").FillAsync("更换燃气表，试火正常"));
        await Do(sun, number, "inform", form => form.GetByLabel("告知客户的结果").FillAsync("表已更换，不收费用"));

        await Do(li, number, "callback", form => form.GetByLabel("客户满意吗").SelectOptionAsync("satisfied"));
        await Do(li, number, "close", _ => Task.CompletedTask);
        await Assertions.Expect(li.Locator(".case-head")).ToContainTextAsync("已办结");
        await Assertions.Expect(li.Locator(".chain > li:not(.flight)")).ToHaveCountAsync(2);
        await Assertions.Expect(li.Locator("main")).ToContainTextAsync("孙强 接手");
        await ScreensTests.Examine(li);
    }

    private async Task<IPage> SignedIn(string account, int width)
    {
        var page = await chromium.Page(site.Address, width);
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号或手机号").FillAsync(account);
        await page.GetByLabel("密码").FillAsync(World.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "我的工作台" })).ToBeVisibleAsync();
        return page;
    }

    /// <summary>Opens the act on the case page as a person does, fills its form and presses its button; it must be accepted.</summary>
    private async Task Do(IPage page, string number, string act, Func<ILocator, Task> fill)
    {
        site.Clock.Now = site.Clock.Now.AddMinutes(2);
        await page.GotoAsync($"/cases/{number}");
        var form = page.Locator($"#act-{act}");
        var group = page.Locator("details.act-group", new() { Has = form });
        if (await group.CountAsync() > 0 && await group.GetAttributeAsync("open") is null) await group.Locator("> summary").ClickAsync();
        await form.Locator("> summary").ClickAsync();
        await fill(form);
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.Locator(".flash")).ToBeVisibleAsync();
    }
}
