using System.CommandLine;
using System.Text.Json;
using Shouwen.Web.Doctor;

namespace Shouwen.Web.Commands;

/// <summary>Looks whether the installation is as it should be. 0 it is · 1 something wants attention · 2 something is wrong (or wrong usage).</summary>
public static class DoctorCommand
{
    public static Command Command()
    {
        var full = new Option<bool>("--full") { Description = "连同全部哈希链、封存、状态和附件（慢）/ verify the whole record as well" };
        var json = new Option<bool>("--json") { Description = "写成 JSON，供监控读取 / as JSON" };
        var command = new Command("doctor", "体检：附件、日志、封存、发件箱、时钟、分区、磁盘、密钥、制度，逐项说明怎么办；不改动任何东西 / check the installation's health") { full, json };
        var place = new Place(command);
        command.SetAction((parsed, cancel) => Run(place.Of(parsed), parsed.GetValue(full), parsed.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> Run(SiteOptions options, bool full, bool json, CancellationToken cancel)
    {
        if (options.FileIsMissing) throw new FormatException($"{options.Data} 里没有数据库");
        await using var site = Site.Build(options);
        await using var scope = site.Services.CreateAsyncScope();
        var found = await new Checkup(scope.ServiceProvider, options).Look(full, cancel);
        if (json) Console.WriteLine(JsonSerializer.Serialize(found.Select(one => new { one.Check, one.Severity, one.What, one.Do }), Fields.Json));
        else
        {
            foreach (var one in found) Console.WriteLine($"{(one.Severity == Severity.Error ? "【问题】" : "【注意】")}{one.What}\n        {one.Do}");
            Console.WriteLine(found.Count == 0 ? "没有发现问题。" : $"{found.Count(one => one.Severity == Severity.Error)} 个问题，{found.Count(one => one.Severity == Severity.Warning)} 处要注意。");
        }
        return found.Count == 0 ? CommandLine.Done : found.Any(one => one.Severity == Severity.Error) ? 2 : 1;
    }
}
