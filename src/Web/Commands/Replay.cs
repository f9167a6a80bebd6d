using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shouwen.Calendar;
using Shouwen.Packs;
using Shouwen.Replays;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Replays;

namespace Shouwen.Web.Commands;

/// <summary><c>packs replay</c>: what a draft would have made of the recorded cases. 0 done, whatever differs · 1 the draft has errors · 2 dates, file or data that can't be used. Nothing is written but the CSV.</summary>
public static class Replay
{
    public static Command Command()
    {
        var draft = new Option<FileInfo>("--pack") { Description = "制度草案 / the draft", HelpName = "YAML", Required = true };
        var from = new Option<string>("--from") { Description = "从这一天起登记的，如 2026-01-01 / begun from this day", HelpName = "DAY", Required = true };
        var to = new Option<string>("--to") { Description = "到这一天为止（含）/ to the end of this day", HelpName = "DAY", Required = true };
        var csv = new Option<FileInfo?>("--csv") { Description = "每一处不同写到这个文件 / every difference, one a line", HelpName = "FILE" };
        var progress = new Option<bool>("--progress") { Description = "不在终端上也显示进度 / show progress in any case" };
        var command = new Command("replay", "用草案重放已登记的诉求：哪些会有不同的判断 / which recorded cases a draft would have judged otherwise") { draft, from, to, csv, progress };
        var place = new Place(command);
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                return Drafted(parsed.GetValue(draft)!, Console.Out) is { } pack
                    ? await Run(pack, Day(parsed.GetValue(from)!), Day(parsed.GetValue(to)!), parsed.GetValue(csv), parsed.GetValue(progress), place.Of(parsed), cancel)
                    : CommandLine.Failed;
            }
            catch (FormatException failure)
            {
                await Console.Error.WriteLineAsync(failure.Message);
                return CommandLine.BadInput;
            }
        });
        return command;
    }

    /// <summary>The draft when it can be judged by; else what is wrong with it has been said as by <c>packs check</c>.</summary>
    private static Pack? Drafted(FileInfo file, TextWriter output)
    {
        if (!file.Exists) throw new FormatException($"没有文件 {file.FullName}");
        var reading = PackReader.Read(File.ReadAllText(file.FullName), Path.GetRelativePath(System.IO.Directory.GetCurrentDirectory(), file.FullName));
        foreach (var problem in reading.Problems) output.WriteLine($"无法读取 {problem}");
        if (reading.Value is not { } pack) return null;
        var problems = PackChecker.Check([pack]);
        if (problems.All(problem => problem.Severity != Severity.Error)) return pack;
        Packs.Tell(problems, output);
        return null;
    }

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= WorkCalendar.FirstDay && day < WorkCalendar.LastDay
        ? day : throw new FormatException($"看不懂日期“{text}”，请写成 2026-01-31。");

    private static async Task<int> Run(Pack draft, DateOnly from, DateOnly to, FileInfo? csv, bool progress, SiteOptions options, CancellationToken cancel)
    {
        if (to < from) throw new FormatException($"--to {to:yyyy-MM-dd} 早于 --from {from:yyyy-MM-dd}");
        if (csv is not null && csv.Directory is not { Exists: true }) throw new FormatException($"没有文件夹 {csv.DirectoryName}");
        if (options.FileIsMissing) throw new FormatException($"{options.Data} 里没有数据库");
        await using var site = Site.Build(options);
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        Recorded.ReadOnly(db);
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any()) throw new FormatException("数据库是旧版本，请先 shouwen migrate");
        if (!await db.Organisations.AnyAsync(cancel)) throw new FormatException("这个数据目录还没有设置单位");

        var recorded = new Recorded(db, scope.ServiceProvider.GetRequiredService<Regimes>());
        var now = scope.ServiceProvider.GetRequiredService<Acting>().Now;
        var (since, until) = await recorded.Between(from, to, now);
        var regime = await recorded.Regime(since, now);
        var announced = Tally.Announce(draft, regime).ToList();
        Console.WriteLine($"草案《{draft.Title}》{draft.Mark}：{announced[0]}");
        foreach (var sentence in announced.Skip(1)) Console.WriteLine(sentence);
        var matters = await recorded.Begun(since, until);
        using var tally = Tally.Into(csv?.FullName, draft, regime);
        var watch = Stopwatch.StartNew();
        await Bar.Over("重放", matters.Count, async step =>
        {
            await foreach (var history in recorded.Histories(matters, until).WithCancellation(cancel))
            {
                cancel.ThrowIfCancellationRequested();
                tally.Add(history.Number, Replaying.Of(history.Key, history.Events, regime, draft, until));
                step();
            }
            return true;
        }, progress);
        foreach (var line in tally.Table()) Console.WriteLine(line);
        Console.WriteLine($"{from:yyyy-MM-dd} 至 {to:yyyy-MM-dd} 登记的 {tally.Matters:N0} 件：判断不同 {tally.Otherwise:N0} 件，相同 {tally.Matters - tally.Otherwise:N0} 件；用时 {watch.Elapsed.TotalSeconds:0.0} 秒"
            + (tally.Matters == 0 ? "" : $"，每秒 {tally.Matters / watch.Elapsed.TotalSeconds:N0} 件"));
        if (tally.Drifted > 0)
            Console.WriteLine($"另有 {tally.Drifted:N0} 件按原来的制度也不能照原样重放（名册、日历或参数后来变了），这部分不同没有算到草案头上：{string.Join("、", tally.FirstDrifted)}{(tally.Drifted > tally.FirstDrifted.Count ? " 等" : "")}");
        Console.WriteLine("当时被拒的办理没有记录，草案若放宽，这里看不出来；问责事项本身的办理不重放。");
        if (csv is not null) Console.WriteLine($"每一处不同：{csv.FullName}");
        return CommandLine.Done;
    }
}
