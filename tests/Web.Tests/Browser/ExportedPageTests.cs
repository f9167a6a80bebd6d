using System.IO.Compression;
using System.Text;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Shouwen.Tests.Seals;
using Shouwen.Web.Seals;
using Xunit;

namespace Shouwen.Tests.Browser;

/// <summary>The page of an exported case, opened from a disk by somebody who has nothing but the file.</summary>
public class ExportedPageTests(ExportedSite site, Chromium chromium) : IClassFixture<ExportedSite>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task It_verifies_by_itself_and_fits_its_width(int width)
    {
        var page = await chromium.Page(site.Address, width);
        await page.GotoAsync(await Saved(text => text));
        await Assertions.Expect(page.Locator("#verdict.good b")).ToHaveTextAsync("已验证");
        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync("没有改动、缺少或调换");
        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, "wider than the screen");
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(violation => $"{violation.Id}: {violation.Nodes[0].Html}"));

        // The file that belongs to it is known by its hash, another is not.
        await page.SetInputFilesAsync("#pick", [Picked("报告.pdf", "%PDF-1.7 表"), Picked("别的.pdf", "%PDF-1.7 另一个")]);
        await Assertions.Expect(page.Locator("#picked li")).ToHaveTextAsync(["报告.pdf：已验证，就是附件“检测:报告.pdf”", "别的.pdf：不是这件诉求的附件，或被改动"]);
    }

    [Theory]
    [InlineData("请&lt;/b&gt;派人", "不&lt;/b&gt;派人", "页面上的文字被改动")]
    [InlineData("\"seq\": 2,", "\"seq\": 3,", "缺少记录或次序被调换")]
    public async Task What_was_changed_is_named(string was, string now, string said)
    {
        var page = await chromium.Page(site.Address, 1440);
        await page.GotoAsync(await Saved(text =>
        {
            Assert.Contains(was, text);
            return text.Replace(was, now, StringComparison.Ordinal);
        }));
        await Assertions.Expect(page.Locator("#verdict.bad b")).ToHaveTextAsync("被改动");
        await Assertions.Expect(page.Locator("#verdict")).ToContainTextAsync(said);
    }

    private static FilePayload Picked(string name, string content) => new() { Name = name, MimeType = "application/pdf", Buffer = Encoding.UTF8.GetBytes(content) };

    private async Task<string> Saved(Func<string, string> spoil)
    {
        await using var zip = await ZipFile.OpenReadAsync(site.Zip.FullName, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await zip.GetEntry(CaseExport.Page)!.OpenAsync(TestContext.Current.CancellationToken));
        var file = Path.Combine(site.Data, $"{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, spoil(await reader.ReadToEndAsync(TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);
        return new Uri(file).AbsoluteUri;
    }
}
