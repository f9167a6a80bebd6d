using Xunit;

namespace Shouwen.Tests.Whereabouts;

/// <summary>去向告知牌: two presses say that one is out, everybody sees until when, and whoever is not back in time shows.</summary>
public sealed class WhereaboutsBoardTests(WorldSite site) : IClassFixture<WorldSite>
{
    [Fact]
    public async Task Two_presses_say_that_one_is_out_and_one_that_one_is_back()
    {
        var fitter = await site.As("feng");
        await fitter.Open("/whereabouts");
        await fitter.Press("1 小时");
        Assert.Contains("预计 今天 11:30 回来", fitter.Text, StringComparison.Ordinal);
        var colleague = await site.As("sun");
        await colleague.Open("/whereabouts");
        Assert.Contains("冯涛 外出、出差 今天 11:30 回来", colleague.Text, StringComparison.Ordinal);
        var stranger = await site.As("hu");
        await stranger.Open("/whereabouts");
        Assert.Contains("冯涛 不在岗 今天 11:30 回来", stranger.Text, StringComparison.Ordinal);
        site.Clock.Now = site.Clock.Now.AddMinutes(70);
        await stranger.Open("/whereabouts?screen=true");
        Assert.Contains("冯涛 过时未回", stranger.Text, StringComparison.Ordinal);
        await fitter.Open("/whereabouts");
        await fitter.Press("我回来了");
        Assert.Contains("冯涛 在岗", fitter.Text, StringComparison.Ordinal);
    }
}
