using Microsoft.Playwright;
using Xunit;

namespace Shouwen.Tests.Browser;

/// <summary>One real browser for all browser tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    public Task<IPage> Page(Uri site, int width) => browser.NewPageAsync(new()
    {
        BaseURL = site.ToString(),
        ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
        Locale = "zh-CN",
    });
}
