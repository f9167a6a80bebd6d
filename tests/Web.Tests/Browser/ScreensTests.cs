using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Shouwen.Web.Data;
using Xunit;

namespace Shouwen.Tests.Browser;

public class ScreensTests(TownSite site, Chromium chromium) : IClassFixture<TownSite>, IClassFixture<Chromium>
{
    private static readonly string[] Screens = ["/desk", "/people", "/people/li", "/people/new", "/units", "/units/u03", "/directory?q=燃气表", "/roster", "/calendar", "/calendar?year=2027", "/calendar/hours", "/calendar/hours?unit=u03", "/calendar/days", "/calendar/announce", "/calendar/versions", "/calendar/recompute", "/units/new", "/directory/1/edit", "/people/zhao/leave", "/password", "/sending", "/sending/receivers", "/sending/receivers/new", "/sending/texts", "/nowhere"];

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task Every_screen_fits_its_width_and_can_be_used_by_everybody(int width)
    {
        await site.Db(Fill);
        var page = await chromium.Page(site.Address, width);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            // The page that does not exist is asked for on purpose.
            if (message.Type == "error" && !message.Text.Contains("404")) complaints.Add(message.Text);
        };
        await page.GotoAsync("/sign-in");
        await Examine(page);
        await page.GetByLabel("账号或手机号").FillAsync("wang");
        await page.GetByLabel("密码").FillAsync(TownSite.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "我的工作台" }).WaitForAsync();
        foreach (var screen in Screens)
        {
            await page.GotoAsync(screen);
            await Examine(page);
        }
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task The_set_up_page_does_so_too(int width)
    {
        var fresh = new Setup.FreshSite();
        await fresh.InitializeAsync();
        try
        {
            var page = await chromium.Page(fresh.Address, width);
            await page.GotoAsync("/");
            await Examine(page);
            await page.GetByRole(AriaRole.Button, new() { Name = "完成设置" }).ClickAsync();
            await page.GetByRole(AriaRole.Alert).WaitForAsync();
            await Examine(page);
        }
        finally
        {
            await fresh.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_refused_form_brings_the_reader_to_the_reasons()
    {
        var page = await chromium.Page(site.Address, 390);
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();
        var problems = page.GetByRole(AriaRole.Alert);
        await Assertions.Expect(problems).ToBeFocusedAsync();
        await problems.GetByRole(AriaRole.Link, new() { Name = "请填写密码" }).ClickAsync();
        await page.Keyboard.TypeAsync("x");
        await Assertions.Expect(page.GetByLabel("密码")).ToHaveValueAsync("x");
    }

    /// <summary>Something in every list.</summary>
    private async Task<int> Fill(AppDb db)
    {
        if (await db.RosterShifts.AnyAsync()) return 0;
        var monday = new DateTimeOffset(2026, 3, 2, 8, 30, 0, TimeSpan.FromHours(8));
        foreach (var (person, day) in new[] { ("zhou", 0), ("li", 1), ("wang", 2), ("zhou", 3), ("sun", 4) })
            db.RosterShifts.Add(new() { Channel = "hotline", PersonId = person, From = monday.AddDays(day), To = monday.AddDays(day).AddHours(9) });
        db.Absences.Add(new() { PersonId = "li", From = site.Clock.Now.AddHours(-1), To = site.Clock.Now.AddDays(1), Reason = "leave", SubstituteId = "zhao" });
        return await db.SaveChangesAsync();
    }

    internal static async Task Examine(IPage page)
    {
        // With SHOUWEN_SHOTS=DIR every screen is kept as a picture to look at.
        if (Environment.GetEnvironmentVariable("SHOUWEN_SHOTS") is { } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{Name(page)}-{page.ViewportSize!.Width}.png"), FullPage = true });
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        var found = await page.RunAxe();
        var wrong = found.Violations.Where(v => v.Impact is "serious" or "critical").Select(v => $"{page.Url} {v.Id}: {v.Help} {string.Join(" ", v.Nodes.Select(n => n.Html))}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string Name(IPage page) => new Uri(page.Url).AbsolutePath.Trim('/').Replace('/', '-');
}
