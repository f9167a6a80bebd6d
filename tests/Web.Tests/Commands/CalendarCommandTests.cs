using System.Globalization;
using Shouwen.Web.Commands;
using Xunit;

namespace Shouwen.Tests.Commands;

/// <summary><c>shouwen calendar</c>: what it prints and how it ends.</summary>
public sealed class CalendarCommandTests : IDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("shouwen-test-");

    public void Dispose() => folder.Delete(recursive: true);

    private const string Facts = """
        {"calendars": {"c": {"timezone": "UTC", "weekly": {"mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]]}}},
         "cases": [
          {"id": "right", "op": "addWorkingTime", "calendar": "c", "start": "2024-01-15 16:00", "seconds": 7200, "expected": "2024-01-16 10:00"},
          {"id": "other", "op": "addWorkingTime", "calendar": "c", "start": "2024-01-15 15:00", "seconds": 7200, "expected": "2024-01-16 09:00"}]}
        """;

    [Fact]
    public void A_miss_is_told_with_expected_got_and_the_convention_that_differs()
    {
        var (code, lines) = Run("check", Write("facts.json", Facts));
        Assert.Equal(CommandLine.Failed, code);
        Assert.Equal("不符，约定不同 other：应为 2024-01-16 09:00:00，实为 2024-01-15 17:00:00", lines[0]);
        Assert.Contains("恰在下班时刻到期的，移到下一次上班。本平台：", lines[1], StringComparison.Ordinal);
        Assert.Equal("1 passed, 1 failed", lines[^1]);

        (code, lines) = Run("check", Write("declared.json", Facts.Replace("\"id\": \"other\"", "\"id\": \"other\", \"convention\": \"closing rolls over\"", StringComparison.Ordinal)));
        Assert.Equal(CommandLine.Done, code);
        Assert.StartsWith("约定不同 other", lines[0], StringComparison.Ordinal);
        Assert.Equal("    文件写明：closing rolls over", lines[2]);
        Assert.Equal(["其中 1 条的约定与本平台不同，按其自己写明的约定算得相符", "2 passed, 0 failed"], lines[^2..]);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_told_with_its_place_and_has_its_own_exit_code()
    {
        var file = Write("facts.json", Facts.Replace("2024-01-15 15:00", "2024-02-30 15:00", StringComparison.Ordinal));
        var (code, lines) = Run("check", file);
        Assert.Equal(CommandLine.BadInput, code);
        Assert.StartsWith($"{file} cases[1].start：“2024-02-30 15:00”不是存在的日期或时刻", lines[0], StringComparison.Ordinal);
        Assert.Equal("1 passed, 1 failed", lines[^1]);
        Assert.Equal(CommandLine.BadInput, Run("check", Path.Combine(folder.FullName, "none.json")).Code);
    }

    [Fact]
    public void A_notice_is_read_and_its_days_are_listed()
    {
        var (code, lines) = Run("read", Write("notice.txt", "一、春节：2月5日（周五）至6日（周六）放假，共2天。2月14日（周日）上班。"), "--year", "2026");
        Assert.Equal(CommandLine.BadInput, code); // in 2026 the 5th is a Thursday
        Assert.Contains("2026-02-14 周六 上班 春节", lines);
        Assert.Contains(lines, line => line.StartsWith("错误 ", StringComparison.Ordinal) && line.EndsWith("第 1 行“2月5日（周五）”：2026年2月5日是周四，不是周五。", StringComparison.Ordinal));
        (code, lines) = Run("read", Write("notice.txt", "国务院办公厅关于2026年部分节假日安排的通知\n一、国庆节：10月1日（周四）至3日放假，共3天。10月10日（周六）上班。"));
        Assert.Equal(CommandLine.Done, code);
        Assert.Equal("2026年 国务院办公厅关于2026年部分节假日安排的通知", lines[0]);
        Assert.Equal("放假 3 天，调休上班 1 天", lines[^1]);
        Assert.Equal(CommandLine.BadInput, Run("read", Path.Combine(folder.FullName, "none.txt")).Code);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static (int Code, string[] Lines) Run(params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var code = CalendarCommand.Command(output).Parse(args).Invoke();
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
