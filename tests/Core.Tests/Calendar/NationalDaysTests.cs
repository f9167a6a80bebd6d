using System.Globalization;
using Shouwen.Calendar;
using Xunit;
using static Shouwen.Tests.Calendar.Calendars;

namespace Shouwen.Tests.Calendar;

public class NationalDaysTests
{
    private const string Small = """
        years:
          2026:
            source: 通知
            festivals:
              - {name: 春节, off: 2026-02-15..2026-02-23, work: [2026-02-14, 2026-02-28]}
        """;

    [Theory]
    [InlineData("2026-02-14", NationalDayKind.MakeUp, "春节")]
    [InlineData("2026-02-15", NationalDayKind.Off, "春节")]
    [InlineData("2026-02-23", NationalDayKind.Off, "春节")]
    [InlineData("2026-02-24", NationalDayKind.Ordinary, "")]
    [InlineData("2026-02-28", NationalDayKind.MakeUp, "春节")]
    [InlineData("2026-09-20", NationalDayKind.MakeUp, "国庆节")]
    [InlineData("2022-12-31", NationalDayKind.Off, "元旦")]
    [InlineData("2023-10-06", NationalDayKind.Off, "中秋节、国庆节")]
    [InlineData("2027-10-01", NationalDayKind.Ordinary, "")]
    public void The_shipped_calendar_knows_what_a_date_is(string date, NationalDayKind kind, string name) =>
        Assert.Equal(new NationalDay(kind, name), China.On(Date(date)));

    [Fact]
    public void The_shipped_calendar_knows_2007_to_2026_each_with_its_notice()
    {
        Assert.Equal(Enumerable.Range(2007, 20), China.Years);
        Assert.False(China.Knows(2006));
        Assert.False(China.Knows(2027));
        Assert.All(China.Festivals, festival => Assert.Matches("^国务院(办公厅)?关于.*的通知", festival.Source));
        Assert.All(China.Festivals.Where(festival => festival.Year >= 2014), festival => Assert.Matches("（国(办)?发明电〔20[0-9]{2}〕[0-9]+号）$", festival.Source));
        Assert.All(China.Years, year => Assert.Contains(China.Festivals, festival => festival.Year == year && festival.Source.Contains($"{year}年部分节假日安排")));
        Assert.Equal("国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号）", China.Festivals.Single(f => f is { Year: 2020, Name: "春节" }).Source);
    }

    [Fact]
    public void What_was_changed_in_mid_year_stays_on_record_and_decides_nothing()
    {
        var changed = China.Festivals.Where(festival => festival.Was is not null).ToList();
        Assert.Equal([(2019, "劳动节"), (2020, "春节")], changed.Select(festival => (festival.Year, festival.Name)));
        Assert.Equal([Date("2019-05-01")], changed[0].Was!.Off);
        Assert.Equal([Date("2020-01-19"), Date("2020-02-01")], changed[1].Was!.Work);
        Assert.Contains("2019年部分节假日安排", changed[0].Was!.Source);
        Assert.Equal(NationalDayKind.Off, China.On(Date("2020-02-01")).Kind);
    }

    [Fact]
    public void The_shipped_calendar_reads_back_as_it_is_written()
    {
        var again = NationalDays.Read(China.Write(), "again.yaml");
        Assert.Equal(China.Version, again.Version);
        Assert.Equal(China.Festivals.Select(festival => festival.Was?.Off.Count), again.Festivals.Select(festival => festival.Was?.Off.Count));
    }

    [Fact]
    public void Every_day_of_the_published_list_agrees()
    {
        if (Repo.Shared is null) Assert.Skip("../shared is not on this machine");
        var rows = File.ReadLines(Path.Combine(Repo.Shared, "data", "cn-holidays", "days_2018_2026.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        var wrong = new List<string>();
        foreach (var row in rows)
        {
            var (date, national) = (Date(row[0]), China.On(Date(row[0])));
            var holds = row[2] switch
            {
                "true" => national == new NationalDay(NationalDayKind.Off, row[3]),
                // 2020-02-03 is listed as worked, but is a Monday that needed no making up.
                "false" => Office.IsWorkday(date) && (date.DayOfWeek is >= DayOfWeek.Monday and <= DayOfWeek.Friday || national == new NationalDay(NationalDayKind.MakeUp, row[3])),
                _ => national.Kind == NationalDayKind.Ordinary, // unmarked: weekends that a notice only touches
            };
            if (!holds) wrong.Add(string.Join(',', row));
        }

        Assert.Empty(wrong);
        var listed = rows.Where(row => row[2] != "").Select(row => Date(row[0])).ToHashSet();
        Assert.DoesNotContain(China.Festivals.Where(festival => festival.Year >= 2018).SelectMany(festival => festival.Off.Concat(festival.Work)), day => !listed.Contains(day));
    }

    [Fact]
    public void The_version_follows_the_content_and_not_the_layout()
    {
        var version = NationalDays.Read(Small, "a.yaml").Version;
        Assert.Equal(version, NationalDays.Read("# 注\n" + Small.Replace("work: [2026-02-14, 2026-02-28]", "work: [2026-02-28, '2026-02-14']"), "b.yaml").Version);
        Assert.NotEqual(version, NationalDays.Read(Small.Replace("2026-02-23", "2026-02-22"), "a.yaml").Version);
        Assert.NotEqual(version, NationalDays.Read(Small.Replace("通知", "另一通知"), "a.yaml").Version);
    }

    [Theory]
    [InlineData("years:\n  2026:\n    source: 通知: 一\n", 3, "不是正确的 YAML")]
    [InlineData("", 1, "文件是空的")]
    [InlineData("# 只有注释\n", 1, "文件是空的")]
    [InlineData("年份: {}", 1, "不认识的键“年份”")]
    [InlineData("years: 2026", 1, "这里应是“键: 值”的一组")]
    [InlineData("years:\n  26:\n    source: 通知", 2, "“26”不是年份")]
    [InlineData("years:\n  2026: {festivals: []}", 2, "缺少 source")]
    [InlineData("years:\n  2026: {source: 通知}", 2, "缺少 festivals")]
    [InlineData("years:\n  2026:\n    source: 通知\n    festivals: []", 4, "2026 年的 festivals 应是节日的列表")]
    [InlineData("years:\n  2026: {source: 通知, festivals: [{name: 春节, off: 2026-02-15}]}\n  2026: {source: 通知, festivals: [{name: 元旦, off: 2026-01-01}]}", 3, "不是正确的 YAML")]
    public void A_malformed_file_is_refused_with_line_and_reason(string yaml, int line, string reason) => AssertRefused(yaml, line, reason);

    [Theory]
    [InlineData("{name: 春节, off: 2026-02-30}", "“2026-02-30”不是存在的日期")]
    [InlineData("{name: 春节, off: 二月十五}", "“二月十五”不是存在的日期")]
    [InlineData("{name: 春节, off: 2026-02-23..2026-02-15}", "“2026-02-23..2026-02-15”的结束日早于开始日")]
    [InlineData("{name: 春节, off: 2026-02-15..2026-06-23}", "“2026-02-15..2026-06-23”的结束日早于开始日，或超过三十天")]
    [InlineData("{name: 春节, off: 2026-02-15..2026-02-16..2026-02-17}", "应是一个日期或一段日期")]
    [InlineData("{name: 春节, off: 2025-02-15}", "2025-02-15 不属于 2026 年的安排")]
    [InlineData("{name: 春节, off: [2026-02-15, 2026-02-15]}", "2026-02-15 写为春节放假日，但前面已写为春节放假日")]
    [InlineData("{name: 春节, off: 2026-02-15, work: 2026-02-15}", "2026-02-15 写为春节上班日，但前面已写为春节放假日")]
    [InlineData("{name: 春节, off: 2026-02-15, work: 2026-02-25}", "2026-02-25 不是周六或周日")]
    [InlineData("{name: 春节, off: []}", "春节没有放假日")]
    [InlineData("{name: 春节}", "缺少 off")]
    [InlineData("{off: 2026-02-15}", "缺少 name")]
    [InlineData("{name: 春节, of: 2026-02-15}", "不认识的键“of”，这里可用：name、off、work、source、was")]
    [InlineData("{name: , off: 2026-02-15}", "这里应是一个值")]
    [InlineData("春节", "这里应是“键: 值”的一组")]
    public void A_festival_that_cannot_be_is_refused_with_line_and_reason(string festival, string reason) =>
        AssertRefused($"years:\n  2026:\n    source: 通知\n    festivals:\n      - {{name: 元旦, off: 2026-01-01}}\n      - {festival}\n", 6, reason);

    private static void AssertRefused(string yaml, int line, string reason)
    {
        var refusal = Assert.Throws<CalendarFileException>(() => NationalDays.Read(yaml, "calendars/own.yaml"));
        Assert.Contains(reason, refusal.Reason);
        Assert.Equal(("calendars/own.yaml", line), (refusal.File, (int)refusal.Line));
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"calendars/own.yaml 第 {line} 行："), refusal.Message);
    }
}
