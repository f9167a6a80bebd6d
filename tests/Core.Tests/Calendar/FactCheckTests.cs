using Shouwen.Calendar.Checking;
using Xunit;
using static Shouwen.Tests.Calendar.Calendars;

namespace Shouwen.Tests.Calendar;

/// <summary>Facts of other products: the shared file, and the ways in which such files are written.</summary>
public class FactCheckTests
{
    [Fact]
    public void Every_fact_of_the_shared_file_is_right()
    {
        if (Repo.Shared is null) Assert.Skip("../shared is not on this machine");
        var (results, problems) = FactCheck.Run(File.ReadAllText(Path.Combine(Repo.Shared, "data", "deadline-values", "values.json")), "values.json", China);
        Assert.Empty(problems);
        Assert.Equal(116, results.Count);
        Assert.Equal([], results.Where(result => !result.Passed || result.Convention is not null || result.Unread.Count > 0));
    }

    private const string Office = """{"timezone": "UTC", "weekly": {"mon": [["09:00","17:00"]], "tue": [["09:00","17:00"]], "wed": [["09:00","17:00"]], "thu": [["09:00","17:00"]], "fri": [["09:00","17:00"]]}, "holidays": ["2014-07-04", "--12-25", "2014-08-01..2014-08-03"]}""";

    private static FactResult One(string fact, string calendar = Office)
    {
        var (results, problems) = FactCheck.Run($$"""{"calendars": {"c": {{calendar}}}, "cases": [{"id": "x", "calendar": "c", {{fact}}}]}""", "f.json", China);
        Assert.Empty(problems);
        return Assert.Single(results);
    }

    [Theory]
    [InlineData(""" "op": "addWorkingTime", "start": "2014-07-03 16:00", "seconds": 7200, "expected": "2014-07-07 10:00:00" """)]
    [InlineData(""" "op": "addWorkingTime", "start": "2014-07-03T16:00:00Z", "hours": 2, "expected": "2014-07-07T10:00:00+00:00" """)]
    [InlineData(""" "op": "addWorkingTime", "start": "2014-07-03 18:00:00+02:00", "minutes": "120", "expected": "2014-07-07 10:00:00" """)]
    [InlineData(""" "op": "addWorkingTime", "start": "2014-07-07 10:00:00", "seconds": -7200, "expected": "2014-07-03 16:00:00" """)]
    [InlineData(""" "op": "addWorkingTime", "start": "2014-07-07 10:00:00.250", "seconds": 0.5, "expected": "2014-07-07 10:00:00.75" """)]
    [InlineData(""" "op": "addWorkingTime", "start": "1968-01-01 08:00", "hours": 80000, "expected": "2006-06-06 17:00:00" """)] // ten thousand days
    [InlineData(""" "op": "workingTimeBetween", "start": "2014-07-03 16:00", "end": "2014-07-07 24:00", "expected": 32400 """)]
    [InlineData(""" "op": "isHoliday", "start": "2020-12-25", "expected": true """)]
    [InlineData(""" "op": "isHoliday", "start": "2014-07-05", "expected": false """)] // a Saturday is no holiday
    [InlineData(""" "op": "isWorkday", "start": "2014-08-01 10:00", "expected": false """)]
    [InlineData(""" "op": "nextWorkingInstant", "start": "2014-07-03 17:00", "expected": "2014-07-07 09:00" """)]
    [InlineData(""" "op": "addWorkdays", "start": "2014-07-05", "days": 1, "roll": "forward", "expected": "2014-07-08" """)]
    [InlineData(""" "op": "addWorkdays", "start": "2014-08-31", "days": 0, "roll": "modifiedfollowing", "expected": "2014-08-29" """)]
    [InlineData(""" "op": "addWorkdays", "start": "2014-07-05", "days": 1, "roll": "raise", "expected": null """)]
    [InlineData(""" "op": "addWorkdays", "start": "2014-07-03 10:30", "days": 1, "expected": "2014-07-07 10:30:00" """)]
    [InlineData(""" "op": "countWorkdays", "start": "2014-07-01", "end": "2014-07-08", "include_end": false, "expected": 4 """)]
    [InlineData(""" "op": "countWorkdays", "start": "2014-07-08", "end": "2014-07-01", "include_end": false, "expected": -4 """)] // the 8th, 7th, 3rd and 2nd
    [InlineData(""" "op": "countWorkdays", "start": "2014-07-01", "end": "2014-07-08", "inclusive": "neither", "expected": 3 """)]
    public void Facts_are_read_in_the_ways_they_are_written(string fact)
    {
        var result = One(fact);
        Assert.True(result.Passed && result.Convention is null, result.ToString());
    }

    [Theory]
    [InlineData("""{"timezone": "America/New_York", "weekly": {"sunday": [["00:00","24:00"]]}}""", "addWorkingTime", "2024-03-10 00:00", "seconds", "10800", "2024-03-10 04:00:00")] // two to three o'clock is skipped
    [InlineData("""{"timezone": "America/New_York", "weekly": {"sun": [["00:00","24:00"]]}}""", "addWorkingTime", "2024-11-03 00:00", "seconds", "10800", "2024-11-03 02:00:00")] // one to two o'clock comes twice
    [InlineData("""{"timezone": "Asia/Shanghai", "io_timezone": "UTC", "weekly": {"mon": [["09:00","17:00"]]}}""", "addWorkingTime", "2024-01-15 00:00", "seconds", "28800", "2024-01-15 09:00:00")]
    [InlineData("""{"timezone": "+05:45", "weekly": {"mon": ["09:00-12:00", "13:00-17:00"]}}""", "addWorkingTime", "2024-01-15 11:00", "seconds", "7200", "2024-01-15 14:00:00")]
    [InlineData("""{"weekly": {"mon": [["22:00","06:00"]]}}""", "addWorkingTime", "2024-01-15 23:00", "hours", "5", "2024-01-16 04:00:00")] // over midnight
    [InlineData("""{"weekly": {"mon": ["09:00","17:00"], "tue": []}, "breaks": {"--01-15": [["12:00","13:00"]]}}""", "addWorkingTime", "2024-01-15 11:30", "hours", "1", "2024-01-15 13:30:00")]
    [InlineData("""{"weekly": {"mon": [[9, 17.5]]}, "day_overrides": {"2024-01-20": [["10:00","11:00"]], "2024-01-22": []}}""", "addWorkingTime", "2024-01-15 17:00", "hours", "2", "2024-01-29 09:30:00")]
    [InlineData("""{"day_overrides": {"2024-01-20": [["10:00","11:00"]]}}""", "addWorkingTime", "2024-01-15 17:00", "hours", "1", "2024-01-20 11:00:00")]
    [InlineData("""{"weekly": {"wed": [["09:00","17:00"]]}, "day_overrides": {"2024-12-31": [["20:00","03:00"]]}}""", "addWorkingTime", "2024-12-31 12:00", "hours", "8", "2025-01-01 10:00:00")] // an evening into a Wednesday
    [InlineData("""{"weekly": {"mon": [{"start": "09:00", "end": "12:00"}, {"open": "13:00", "close": "17:00"}]}}""", "addWorkingTime", "2024-01-15 11:00", "hours", "2", "2024-01-15 14:00:00")]
    [InlineData("""{"weekly": {"mon": [["09:00","17:00"]]}, "workdays": ["2024-01-20"]}""", "addWorkingTime", "2024-01-15 17:00", "hours", "1", "2024-01-20 10:00:00")]
    public void Calendars_are_read_in_the_ways_they_are_written(string calendar, string op, string start, string unit, string amount, string expected)
    {
        var result = One($"\"op\": \"{op}\", \"start\": \"{start}\", \"{unit}\": {amount}, \"expected\": \"{expected}\"", calendar);
        Assert.True(result.Passed && result.Convention is null, result.ToString());
    }

    [Theory]
    [InlineData(""" "op": "addWorkingTime", "start": "2014-07-01 15:00", "hours": 2, "expected": "2014-07-02 09:00:00" """, "恰在下班时刻到期的，移到下一次上班")]
    [InlineData(""" "op": "addWorkingTime", "start": "2014-07-05 15:00", "hours": 0, "expected": "2014-07-05 15:00:00" """, "零时长停在原处")]
    [InlineData(""" "op": "subtractWorkingTime", "start": "2014-07-02 11:00", "hours": 2, "expected": "2014-07-01 17:00:00" """, "退到前一次下班")]
    [InlineData(""" "op": "workingTimeBetween", "start": "2014-07-02 11:00", "end": "2014-07-02 10:00", "expected": -3600 """, "为负数")]
    [InlineData(""" "op": "addWorkdays", "start": "2014-07-05", "days": 1, "expected": "2014-07-08" """, "先移到其后的工作日再数")]
    [InlineData(""" "op": "addWorkdays", "start": "2014-07-01", "days": 2, "expected": "2014-07-02" """, "当天算第一天")]
    [InlineData(""" "op": "addBusinessDays", "start": "2014-07-01 18:00", "days": 1, "expected": "2014-07-02 18:00:00" """, "下班时间也不移动")]
    [InlineData(""" "op": "addBusinessDays", "start": "2014-07-01 10:00", "days": 1, "expected": "2014-07-02 17:00:00" """, "到那一天下班为止")]
    [InlineData(""" "op": "isWorkingTime", "start": "2014-07-01 17:00", "expected": true """, "下班那一刻仍算上班")]
    [InlineData(""" "op": "isHoliday", "start": "2014-07-05", "expected": true """, "周末也算")]
    public void A_difference_of_convention_is_named_with_ours_and_counts_as_right_only_where_the_fact_declares_it(string fact, string named)
    {
        var undeclared = One(fact);
        Assert.False(undeclared.Passed);
        Assert.Contains(named, undeclared.Convention);
        Assert.Contains("本平台：", undeclared.Convention);
        var declared = One(fact + ", \"convention\": \"as their manual says\"");
        Assert.True(declared.Passed);
        Assert.Equal(undeclared.Convention, declared.Convention);
        Assert.True(One(fact + ", \"reference_check\": \"not run (convention-specific)\"").Passed);
    }

    [Fact]
    public void A_wrong_fact_stays_wrong_whatever_convention_it_declares()
    {
        var result = One(""" "op": "addWorkingTime", "start": "2014-07-01 15:00", "hours": 1, "expected": "2014-07-01 15:59:59", "convention": "any", "fold": 1 """);
        Assert.False(result.Passed);
        Assert.Equal(("2014-07-01 15:59:59", "2014-07-01 16:00:00", null), (result.Expected, result.Got, result.Convention));
        Assert.Equal(["fold"], result.Unread);
    }

    [Fact]
    public void A_calendar_that_never_opens_reaches_nothing()
    {
        const string closed = """{"timezone": "UTC", "weekly": {}}""";
        Assert.True(One(""" "op": "isWorkday", "start": "2014-07-01", "expected": false """, closed).Passed);
        Assert.True(One(""" "op": "workingTimeBetween", "start": "2014-07-01", "end": "2014-07-09", "expected": 0 """, closed).Passed);
        Assert.True(One(""" "op": "addWorkingTime", "start": "2014-07-01", "hours": 1, "expected": null """, closed).Passed);
        Assert.Contains("按钟点", One(""" "op": "addWorkingTime", "start": "2014-07-01", "hours": 1, "expected": "2014-07-01 01:00:00" """, closed).Convention);
    }

    [Theory]
    [InlineData("""{"calendars": {}, "cases": [}""", "第 1 行", "不是正确的 JSON")]
    [InlineData("""{"cases": []}""", "文件", "缺少 calendars")]
    [InlineData("""{"calendars": {"c": {"timezone": "Asia/Peking"}}, "cases": []}""", "calendars[\"c\"].timezone", "没有“Asia/Peking”这个时区")]
    [InlineData("""{"calendars": {"c": {"weekly": {"mondag": []}}}, "cases": []}""", "calendars[\"c\"].weekly[\"mondag\"]", "“mondag”不是星期几")]
    [InlineData("""{"calendars": {"c": {"weekly": {"mon": [["9","25:00"]]}}}, "cases": []}""", "calendars[\"c\"].weekly[\"mon\"][0]", "不是时段")]
    [InlineData("""{"calendars": {"c": {"holidays": ["2014-02-30"]}}, "cases": []}""", "calendars[\"c\"].holidays[0]", "“2014-02-30”不是存在的日期")]
    [InlineData("""{"calendars": {}, "cases": [{"op": "isWorkday", "calendar": "c", "start": "2014-01-01", "expected": true}]}""", "cases[0].calendar", "没有日历“c”")]
    [InlineData("""{"calendars": {"c": {}}, "cases": [{"op": "fly", "calendar": "c", "start": "2014-01-01", "expected": true}]}""", "cases[0].op", "不认识的操作“fly”")]
    [InlineData("""{"calendars": {"c": {}}, "cases": [{"op": "isWorkday", "calendar": "c", "start": "2014-02-30", "expected": true}]}""", "cases[0].start", "“2014-02-30”不是存在的日期或时刻")]
    [InlineData("""{"calendars": {"c": {}}, "cases": [{"op": "isWorkday", "calendar": "c", "start": "2014-02-03", "expected": 1}]}""", "cases[0].expected", "应是 true 或 false")]
    [InlineData("""{"calendars": {"c": {}}, "cases": [{"op": "addWorkdays", "calendar": "c", "start": "2014-02-03", "days": 1.5, "expected": "2014-02-03"}]}""", "cases[0].days", "应是整数")]
    [InlineData("""{"calendars": {"c": {}}, "cases": [{"op": "addWorkingTime", "calendar": "c", "start": "2014-02-03", "expected": "2014-02-03"}]}""", "cases[0]", "缺少 seconds")]
    [InlineData("[]", "文件", "这里应是 {…} 的一组")]
    public void What_cannot_be_read_is_told_with_place_and_reason(string json, string place, string reason)
    {
        var problem = Assert.Single(FactCheck.Run(json, "f.json", China).Problems);
        Assert.Equal(("f.json", place), (problem.File, problem.Place));
        Assert.Contains(reason, problem.Reason);
    }
}
