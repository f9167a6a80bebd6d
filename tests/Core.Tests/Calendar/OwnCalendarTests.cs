using Shouwen.Calendar;
using Xunit;
using static Shouwen.Tests.Calendar.Calendars;

namespace Shouwen.Tests.Calendar;

public class OwnCalendarTests
{
    private const string Text = """
        zone: 'Asia/Shanghai'
        shifts: [08:30-12:00, 13:30-17:30]
        weekdays: {周五: [08:30-12:00, 13:30-16:30], 周六: [09:00-12:00], 周日: 休}
        seasons:
          - {name: 夏季, from: 5-1, to: 9-30, shifts: [08:00-12:00, 15:00-18:00]}
          - {name: 采暖季, from: 11月15日, to: 3月15日, weekdays: {周日: [09:00-11:00]}}
        closed:
          - {on: 2026-03-05, name: 盘点}
          - {from: 2026-06-01, to: 2026-06-03, name: 搬迁}
        open:
          - {on: 2026-02-18, name: 春节值班, shifts: [09:00-11:00]}
          - {on: 2026-10-02}
        units:
          - {unit: hotline, festivals: open, shifts: [00:00-24:00], weekdays: {周六: [00:00-24:00], 周日: [00:00-24:00]}, open: [{on: 2026-03-05, name: 盘点日照常}]}
          - {unit: branch, closed: {on: 2026-04-01, name: 停电}}
        """;

    private static OwnCalendar Own => OwnCalendar.Read(Text, "本单位作息").Value!;

    private static WorkCalendar Of(params string[] units) => new(China, Own.For(units));

    [Theory]
    [InlineData("2026-04-03T08:30", "2:00", "2026-04-03T10:30")] // 4 and 5 April are 清明 from Saturday on
    [InlineData("2026-04-10T16:00", "1:00", "2026-04-11T09:30")] // Friday closes at 16:30, Saturday opens at 9
    [InlineData("2026-04-30T17:00", "1:00", "2026-05-06T08:30")] // Labour Day, then summer hours
    [InlineData("2026-05-06T11:00", "2:00", "2026-05-06T16:00")]
    [InlineData("2026-10-08T16:30", "2:00", "2026-10-09T09:30")] // autumn has the standard hours again
    [InlineData("2026-01-09T16:00", "4:00", "2026-01-11T09:30")] // in the heating season Sunday opens too
    [InlineData("2026-03-04T17:00", "1:00", "2026-03-06T09:00")] // closed on the 5th
    [InlineData("2026-02-14T12:00", "1:00", "2026-02-18T10:00")] // the make-up Saturday has Saturday's hours; open in the festival
    [InlineData("2026-05-30T12:00", "1:00", "2026-06-04T09:00")]
    public void The_organisations_hours_follow_weekday_season_and_own_days(string from, string working, string expected)
    {
        var calendar = Of();
        Assert.Equal(expected, calendar.AddWorkingTime(calendar.At(from), Span(working)).Text());
    }

    [Fact]
    public void A_unit_has_hours_of_its_own_and_shares_the_days_unless_it_says_otherwise()
    {
        var hotline = Of("hotline");
        Assert.Equal("2026-03-08T05:00", hotline.AddWorkingTime(hotline.At("2026-03-07T23:00"), Span("6:00")).Text());
        Assert.True(hotline.IsWorkday(Date("2026-03-05")));
        Assert.True(hotline.IsWorkday(Date("2026-02-17"))); // a hotline keeps no festivals
        Assert.False(hotline.IsProvisional(hotline.At("2027-02-01T09:00"))); // and so waits for no notice
        Assert.False(hotline.IsWorkday(Date("2026-06-02")));
        var branch = Of("branch");
        Assert.False(branch.IsWorkday(Date("2026-04-01")));
        Assert.False(branch.IsWorkday(Date("2026-03-05")));
        Assert.Equal("2026-03-04T17:30", branch.CloseOf(Date("2026-03-04"))?.Text());
        Assert.False(Of("desk", "branch").IsWorkday(Date("2026-04-01"))); // a desk below the branch
        Assert.Equal(Of().Version, Of("elsewhere").Version);
    }

    [Fact]
    public void Writing_and_reading_give_the_same()
    {
        var written = Own.Write();
        var again = OwnCalendar.Read(written, "again").Value!;
        Assert.Equal(written, again.Write());
        foreach (var unit in new[] { "", "hotline", "branch" })
            Assert.Equal(new WorkCalendar(China, Own.For(unit)).Version, new WorkCalendar(China, again.For(unit)).Version);
        Assert.Contains("  - {from: 2026-06-01, to: 2026-06-03, name: '搬迁'}", written);
        Assert.Contains("周日: 休", written);
    }

    [Theory]
    [InlineData("shifts: [08:30-12:00, 11:00-17:30]", 1, "班次 08:30-12:00 与 11:00-17:30 重叠")]
    [InlineData("shifts: [08:30-25:00]", 1, "“08:30-25:00”不是时段")]
    [InlineData("shifts: [20:00-00:00]", 1, "到半夜写 24:00")]
    [InlineData("shifts: [17:30-08:30]", 1, "跨夜的班次请拆成两段")]
    [InlineData("zone: Asia/Peking\nshifts: [08:30-12:00]", 1, "没有“Asia/Peking”这个时区")]
    [InlineData("closed: [{on: 2026-03-05}]", 1, "没有任何班次")]
    [InlineData("shifts: [08:30-12:00]\nclosed:\n  - {on: 2026-02-30}", 3, "“2026-02-30”不是存在的日期")]
    [InlineData("shifts: [08:30-12:00]\nclosed:\n  - {on: 2026-03-05}\nopen:\n  - {on: 2026-03-05}", 5, "2026-03-05 既列为停业日又列为加开日")]
    [InlineData("shifts: [08:30-12:00]\nclosed:\n  - {from: 2026-03-01, to: 2026-03-05}\n  - {on: 2026-03-05}", 4, "2026-03-05 列了两次")]
    [InlineData("shifts: [08:30-12:00]\nclosed:\n  - {from: 2026-03-05, to: 2026-03-01}", 3, "结束日早于开始日")]
    [InlineData("shifts: [08:30-12:00]\nclosed:\n  - {on: 2026-03-05, to: 2026-03-06}", 3, "二者选一")]
    [InlineData("shifts: [08:30-12:00]\nweekdays: {周八: 休}", 2, "“周八”不是星期几")]
    [InlineData("shifts: [08:30-12:00]\nseasons:\n  - {name: 夏季, from: 5-1, to: 9-30, shifts: [08:00-12:00]}\n  - {name: 汛期, from: 9-30, to: 10-31, shifts: [08:00-12:00]}", 4, "汛期（9月30日至10月31日）与夏季（5月1日至9月30日）有重叠的日子")]
    [InlineData("shifts: [08:30-12:00]\nseasons:\n  - {name: 夏季, from: 5-1, to: 9-31, shifts: [08:00-12:00]}", 3, "“9-31”不是一年里的日子")]
    [InlineData("shifts: [08:30-12:00]\nseasons:\n  - {name: 夏季, from: 5-1, to: 9-30}", 1, "夏季（5月1日至9月30日）没有写上班时段")]
    [InlineData("shifts: [08:30-12:00]\nopen:\n  - {on: 2026-03-07, shifts: [9:00-8:00]}", 3, "2026-03-07 的班次 09:00-08:00 的开始时间不早于结束时间")]
    [InlineData("shifts: [08:30-12:00]\nunits:\n  - {unit: a, weekdays: {周六: 休}}", 3, "部门“a”：没有任何班次")]
    [InlineData("shifts: [08:30-12:00]\nunits:\n  - {unit: a}\n  - {unit: a}", 4, "部门“a”写了两次")]
    [InlineData("班次: [08:30-12:00]", 1, "不认识的键“班次”")]
    [InlineData("", 1, "文件是空的")]
    [InlineData("shifts: [08:30-12:00]\nfestivals: 加班", 2, "“加班”看不懂")]
    [InlineData("shifts: [", 2, "不是正确的 YAML")]
    public void What_is_wrong_is_told_with_line_and_reason(string text, int line, string reason)
    {
        var reading = OwnCalendar.Read(text, "本单位作息");
        Assert.Null(reading.Value);
        var problem = Assert.Single(reading.Problems);
        Assert.Contains(reason, problem.Reason);
        Assert.Equal(line, problem.Line);
        Assert.StartsWith($"本单位作息:{line}: ", problem.ToString());
    }

    [Fact]
    public void Several_faults_are_told_at_once() =>
        Assert.Equal([3, 4], OwnCalendar.Read("shifts: [08:30-12:00]\nclosed:\n  - {on: 2026-02-30}\n  - {on: 2026-13-01}", "f").Problems.Select(problem => problem.Line));
}
