using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Shouwen.Tests.Cases;
using Shouwen.Web.Demo;
using Xunit;

namespace Shouwen.Tests.Browser;

/// <summary>Desk, register, cases and board with something in every list, as people look at them.</summary>
public class DeskScreensTests(WorldSite site, Chromium chromium) : IClassFixture<WorldSite>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Desk_register_cases_and_board_fit_their_width_and_can_be_used_by_everybody(int width)
    {
        await Fill();
        var page = await chromium.Page(site.Address, width);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            // A refused form is answered with 422 on purpose.
            if (message.Type == "error" && !message.Text.Contains("422")) complaints.Add(message.Text);
        };
        await SignIn(page, "qian");
        await page.Locator(".clause summary").First.ClickAsync();
        foreach (var screen in new[] { "/desk", "/cases", "/cases?kind=complaint&whose=unit", "/board", "/cases/new" })
        {
            await page.GotoAsync(screen);
            await ScreensTests.Examine(page);
        }
        await page.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).Last.ClickAsync();
        await page.GetByRole(AriaRole.Alert).WaitForAsync();
        await ScreensTests.Examine(page);
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task While_the_customer_talks_the_page_looks_up_and_the_promise_is_read_at_the_end(int width)
    {
        await Fill();
        var page = await chromium.Page(site.Address, width);
        await SignIn(page, "li");
        await ScreensTests.Examine(page);
        await page.GotoAsync("/cases/new");
        await Assertions.Expect(page.GetByLabel("联系电话")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("13912345678");
        await Assertions.Expect(page.Locator("#known")).ToContainTextAsync("陈女士");
        await page.GetByRole(AriaRole.Button, new() { Name = "填入姓名和地址" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("客户姓名")).ToHaveValueAsync("陈女士");
        await page.GetByLabel("客户姓名").FillAsync("");
        await page.GetByLabel("渠道").SelectOptionAsync("phone");
        await page.GetByLabel("类别").SelectOptionAsync("request");
        await page.GetByLabel("诉求内容").FillAsync("燃气表走得快，和上个月一样的用法多了一倍");
        await page.Locator(".suggestions li").Filter(new() { HasText = "运行部" }).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByLabel("承办部门")).ToHaveValueAsync("ops");
        await Assertions.Expect(page.Locator("#look")).ToContainTextAsync("我们会在 3月9日 周一 17:30 前联系您");
        await Assertions.Expect(page.Locator("#look")).ToContainTextAsync("可能是同一件事");
        await Assertions.Expect(page.Locator(".demand:visible")).ToHaveCountAsync(1);
        await ScreensTests.Examine(page);
        await page.GetByLabel("客户姓名").FillAsync("陈女士");
        await Assertions.Expect(page.Locator(".demand:visible")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "登记", Exact = true }).Last.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "念给客户听" }).WaitForAsync();
        await ScreensTests.Examine(page);
    }

    private async Task SignIn(IPage page, string account)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("账号或手机号").FillAsync(account);
        await page.GetByLabel("密码").FillAsync(World.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "我的工作台" }).WaitForAsync();
    }

    private async Task Fill()
    {
        if (await site.Db(db => db.Cases.AnyAsync())) return;
        await site.Called();
        foreach (var (content, takes) in new[] { ("厨房软管老化，想换一根", false), ("热水器点不着火，已经试了两次，家里有老人等着用热水", true), ("楼道里闻到一点气味", false), ("报警器半夜响", true) })
        {
            var row = await site.Called(content: content);
            await site.Did(row, "transfer", "li", new { unit = Requests.Ops, reason = "需上门检修" });
            if (takes) await site.Did(row, "take-over", "sun", new { });
        }
        var back = await site.Called(content: "想装一台壁挂炉，问报装流程");
        await site.Did(back, "transfer", "li", new { unit = Requests.Ops, reason = "需答复" });
        await site.Did(back, "return", "qian", new { opinion = "报装由市场工程部办理" });
        await site.Taken("qian", Fields.Of(new { channel = "phone", kind = "complaint", scope = "own-unit", content = "维修工上门迟到一个小时", customer = new { name = "郑先生", phone = "13877776666" } }));
    }
}
