using Shouwen.Callbacks;
using Xunit;

namespace Shouwen.Tests.Callbacks;

public class AttemptsTests
{
    private static List<DateTime> At(string hours) => [.. hours.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(hour => new DateTime(2026, 3, 4).AddHours(int.Parse(hour)))];

    [Theory]
    [InlineData("", false, "上午")]
    [InlineData("9", false, "下午")]
    [InlineData("9 10 11", false, "下午")]
    [InlineData("9 10 15", true, "晚上")]
    [InlineData("9 15", false, "晚上")]
    [InlineData("9 15 19", true, null)]
    [InlineData("12 17 18", true, "上午")]
    public void Three_calls_not_all_in_one_part_of_the_day(string hours, bool enough, string? next) => Assert.Equal((enough, next), (Attempts.Enough(At(hours)), Attempts.Untried(At(hours))));

    /// <summary>Values of Wilson's interval as tables print them.</summary>
    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(5, 5, 0.5655, 1)]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    public void The_interval_of_a_share(int of, int all, double low, double high)
    {
        var interval = Interval.Wilson(of, all);
        Assert.Equal(low, interval.Low, 0.0001);
        Assert.Equal(high, interval.High, 0.0001);
    }

    [Fact]
    public void More_than_all_is_a_fault() => Assert.Throws<ArgumentOutOfRangeException>(() => Interval.Wilson(3, 2));
}
