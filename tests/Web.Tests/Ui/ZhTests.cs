using Shouwen.Web.Ui;
using Xunit;

namespace Shouwen.Tests.Ui;

public class ZhTests
{
    private static DateTimeOffset At(string wall) => DateTimeOffset.Parse(wall + "+08:00", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("2026-03-04T15:00", "今天 15:00")]
    [InlineData("2026-03-05T00:00", "明天 00:00")]
    [InlineData("2026-03-03T23:59", "昨天 23:59")]
    [InlineData("2026-03-06T08:30", "3月6日 周五 08:30")]
    [InlineData("2025-12-31T08:30", "2025年12月31日 周三 08:30")]
    public void A_moment_reads_as_people_say_it(string moment, string said) => Assert.Equal(said, Zh.Moment(At(moment), At("2026-03-04T10:30")));

    [Theory]
    [InlineData("2026-03-04T08:30", "2026-03-04T17:30", "今天 08:30–17:30")]
    [InlineData("2026-03-04T17:30", "2026-03-05T08:30", "今天 17:30 至 明天 08:30")]
    public void A_stretch_says_its_day_once(string from, string to, string said) => Assert.Equal(said, Zh.Span(At(from), At(to), At("2026-03-04T10:30")));

    [Theory]
    [InlineData(42, "还有 42 分钟")]
    [InlineData(0, "还有不到 1 分钟")]
    [InlineData(90, "还有 1 小时 30 分")]
    [InlineData(-90, "已超 1 小时 30 分")]
    [InlineData(-120, "已超 2 小时")]
    [InlineData(1440, "还有 1 天")]
    [InlineData(1560, "还有 1 天 2 小时")]
    public void What_is_left_reads_as_people_say_it(int minutes, string said) => Assert.Equal(said, Zh.Left(TimeSpan.FromMinutes(minutes)));

    [Theory]
    [InlineData("13800000000", "138****0000")]
    [InlineData("12345", "*****")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void A_phone_shows_its_ends_only(string? phone, string masked) => Assert.Equal(masked, Zh.Masked(phone));
}
