using System.CommandLine;
using System.Globalization;
using Shouwen.Web.Demo;
using Spectre.Console;

namespace Shouwen.Web.Commands;

/// <summary>Fills an empty data folder with the demo organisation.</summary>
public static class DemoCommand
{
    public static Command Command()
    {
        var command = new Command("demo", "在空的数据目录里放入演示单位和近六周的诉求；写明 --cases 时放入成千上万件 / fill an empty data folder with the demo organisation; with --cases with very many cases");
        var place = new Place(command);
        var cases = new Option<int?>("--cases") { Description = "多少件诉求，1 至 10000000 / how many cases", HelpName = "N" };
        var seed = new Option<int>("--seed") { Description = "随机种子：同一种子、件数和日期得到同样的内容 / the same seed gives the same content", HelpName = "S", DefaultValueFactory = _ => 1 };
        var from = new Option<string?>("--from") { Description = "第一天，默认两年前 / first day, default: two years before the last", HelpName = "YYYY-MM-DD" };
        var to = new Option<string?>("--to") { Description = "最后一天，默认现在 / last day, default: now", HelpName = "YYYY-MM-DD" };
        var open = new Option<double>("--open-share") { Description = "大约多少没有办结，0 至 1 / about how many are left open", HelpName = "SHARE", DefaultValueFactory = _ => 0.02 };
        foreach (var option in (Option[])[cases, seed, from, to, open]) command.Options.Add(option);
        command.SetAction((parsed, cancel) => parsed.GetValue(cases) is { } count
            ? Many(place.Of(parsed), count, parsed.GetValue(seed), Day(parsed.GetValue(from)), Day(parsed.GetValue(to)), parsed.GetValue(open), cancel) : Run(place.Of(parsed)));
        return command;
    }

    private static DateOnly? Day(string? typed) => typed is null ? null
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new FormatException($"“{typed}”不是日期，请写成 2026-03-31 / not a day");

    private static async Task<int> Many(SiteOptions options, int cases, int seed, DateOnly? from, DateOnly? to, double open, CancellationToken cancel)
    {
        if (cases is < 1 or > 10_000_000) throw new FormatException("--cases 请写 1 至 10000000 / --cases: 1 to 10000000");
        if (open is < 0 or > 1 or double.NaN) throw new FormatException("--open-share 请写 0 至 1 / --open-share: 0 to 1");
        await using var site = Site.Build(options);
        await Site.Prepare(site.Services);
        var now = Ui.Clock.Whole(options.Time);
        // The day ends in the zone of the organisation, which is the demo's.
        var until = to is { } day && new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), World.Offset) is var end && end < now ? end : now;
        var last = DateOnly.FromDateTime(until.ToOffset(World.Offset).AddTicks(-1).DateTime);
        var fill = new Fill(cases, seed, from ?? last.AddYears(-2), until, open);
        if (fill.From > last || fill.From < Shouwen.Calendar.WorkCalendar.FirstDay.AddYears(1)) throw new FormatException("--from 须在 --to 之前，且在日历之内 / --from must lie before --to and within the calendar");
        var (began, said) = (System.Diagnostics.Stopwatch.GetTimestamp(), -1);
        var filled = await new Filling(site.Services, fill, Say).Run(cancel);
        if (filled is null)
        {
            await Console.Error.WriteLineAsync($"{options.Where} 里已有单位数据，没有改动 / there is an organisation already, nothing was changed");
            return CommandLine.Failed;
        }
        var took = System.Diagnostics.Stopwatch.GetElapsedTime(began);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{filled.Cases} 件诉求（{filled.Open} 件未办结）、{filled.Events} 条日志、{filled.Findings} 个问责事项；用时 {took:h\\:mm\\:ss}，其中讲述 {filled.Telling:h\\:mm\\:ss}（每秒 {filled.Cases / filled.Telling.TotalSeconds:0} 件），建索引 {filled.Indexing:h\\:mm\\:ss}"));
        return CommandLine.Done;

        void Say(string what, double share)
        {
            var percent = (int)(share * 100);
            if (percent == said) return;
            said = percent;
            Console.Error.Write(Console.IsErrorRedirected ? percent % 10 == 0 ? $"{what} {percent}%\n" : "" : $"\r{what} {new string('█', percent / 4),-25} {percent}%  {System.Diagnostics.Stopwatch.GetElapsedTime(began):h\\:mm\\:ss} ");
        }
    }

    private static async Task<int> Run(SiteOptions options)
    {
        await using var site = Site.Build(options);
        await Site.Prepare(site.Services);
        if (await Fill(site.Services)) return CommandLine.Done;
        await Console.Error.WriteLineAsync($"{options.Where} 里已有单位数据，没有改动 / there is an organisation already, nothing was changed");
        return CommandLine.Failed;
    }

    /// <summary>Fills with a progress bar; false when there is an organisation already.</summary>
    public static async Task<bool> Fill(IServiceProvider services)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(services.GetRequiredService<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds());
        return await AnsiConsole.Progress().HideCompleted(true).StartAsync(async bar =>
        {
            var task = bar.AddTask("演示数据 / demo data");
            return await Demonstration.Fill(services, now, share => task.Value = share * 100);
        });
    }
}
