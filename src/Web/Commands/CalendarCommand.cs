using System.CommandLine;
using Shouwen.Calendar;
using Shouwen.Calendar.Checking;

namespace Shouwen.Web.Commands;

/// <summary>
/// Checks the calendar's arithmetic against facts of other products, and reads notices. Exit codes: 0 all right · 1 some facts are not · 2 a file can't be read or a
/// notice contradicts itself.
/// </summary>
public static class CalendarCommand
{
    public static Command Command() => Command(Console.Out);

    /// <summary>The same, printing elsewhere.</summary>
    public static Command Command(TextWriter output) => new("calendar", "核对工作日历 / checks of the working calendar") { Check(output), Read(output) };

    private static Command Check(TextWriter output)
    {
        var files = new Argument<string[]>("files") { Description = "事实文件（JSON）/ files of facts: start, calendar, duration, expected", HelpName = "FILE", Arity = ArgumentArity.OneOrMore };
        var command = new Command("check", "拿别的产品的测试结果核对时限计算 / checks the deadline arithmetic against facts of other products") { files };
        command.SetAction(parsed => Check(parsed.GetValue(files)!, output));
        return command;
    }

    private static Command Read(TextWriter output)
    {
        var file = new Argument<string>("file") { Description = "通知的文字 / text of a notice", HelpName = "FILE" };
        var year = new Option<int?>("--year") { Description = "哪一年的安排；文中写明的可不给 / the year it arranges, where the text doesn't say", HelpName = "YEAR" };
        var command = new Command("read", "读放假安排的通知，列出放假和上班的日子 / reads a notice on days off and lists its days") { file, year };
        command.SetAction(parsed => Read(parsed.GetValue(file)!, parsed.GetValue(year), output));
        return command;
    }

    private static int Read(string file, int? year, TextWriter output)
    {
        if (!File.Exists(file))
        {
            output.WriteLine($"{file}：没有这个文件");
            return CommandLine.BadInput;
        }

        var china = NationalDays.Read(File.ReadAllText(Folders.Calendar), Folders.Calendar);
        var reading = HolidayNotice.Read(File.ReadAllText(file), year, china);
        if (reading.Year is not null) output.WriteLine($"{reading.Year}年 {reading.Source}");
        foreach (var day in reading.Days) output.WriteLine($"{day.Date:yyyy-MM-dd} 周{"日一二三四五六"[(int)day.Date.DayOfWeek]} {(day.IsOff ? "放假" : "上班")} {day.Festival}");
        foreach (var problem in reading.Problems) output.WriteLine($"{(problem.Fatal ? "错误" : "请核对")} {file} {problem}");
        output.WriteLine($"放假 {reading.Days.Count(day => day.IsOff)} 天，调休上班 {reading.Days.Count(day => !day.IsOff)} 天");
        return reading.Ok ? CommandLine.Done : CommandLine.BadInput;
    }

    private static int Check(IEnumerable<string> files, TextWriter output)
    {
        var (passed, failed, declared, unreadable) = (0, 0, 0, false);
        var china = NationalDays.Read(File.ReadAllText(Folders.Calendar), Folders.Calendar);
        foreach (var file in files)
        {
            if (!File.Exists(file)) { Unreadable([new(file, "", "没有这个文件")]); continue; }
            var (results, problems) = FactCheck.Run(File.ReadAllText(file), file, china);
            foreach (var result in results)
            {
                Tell(result);
                if (result.Passed) passed++;
                else failed++;
                if (result is { Passed: true, Convention: not null }) declared++;
            }

            Unreadable(problems);
        }

        if (declared > 0) output.WriteLine($"其中 {declared} 条的约定与本平台不同，按其自己写明的约定算得相符");
        output.WriteLine($"{passed} passed, {failed} failed");
        return unreadable ? CommandLine.BadInput : failed > 0 ? CommandLine.Failed : CommandLine.Done;

        void Tell(FactResult result)
        {
            if (!result.Passed || result.Convention is not null)
                output.WriteLine($"{(result.Passed ? "约定不同" : result.Convention is null ? "不符" : "不符，约定不同")} {result.Id}：应为 {result.Expected}，实为 {result.Got}");
            if (result.Convention is not null) output.WriteLine($"    对方：{result.Convention}");
            if ((!result.Passed || result.Convention is not null) && result.Said is not null) output.WriteLine($"    文件写明：{result.Said}");
            if (result.Unread.Count > 0) output.WriteLine($"    {result.Id} 里的 {string.Join('、', result.Unread)} 没有采用");
        }

        void Unreadable(IReadOnlyCollection<FactProblem> problems)
        {
            foreach (var problem in problems) output.WriteLine(problem);
            failed += problems.Count;
            unreadable |= problems.Count > 0;
        }
    }
}
