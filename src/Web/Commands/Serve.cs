using System.CommandLine;
using Shouwen.Web.Health;

namespace Shouwen.Web.Commands;

/// <summary>Serves the pages until it is told to stop; <c>work</c> does only what nobody asks for: the watch over duties and the sending.</summary>
public static class Serve
{
    public static Command Work()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "健康检查和指标的监听地址；不给则不对外 / address of /healthz, /readyz and /metrics",
            HelpName = "URL",
            DefaultValueFactory = _ => "http://127.0.0.1:0",
        };
        var command = new Command("work", "只做后台工作（时限监控、发送），不提供网页 / watch and send without serving pages") { urls };
        var place = new Place(command);
        command.SetAction((parsed, cancel) => Run(place.Of(parsed) with { Web = false }, false, parsed.GetValue(urls)!, cancel));
        return command;
    }

    public static Command Command()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "监听地址，多个用分号隔开 / addresses to listen on",
            HelpName = "URL",
            DefaultValueFactory = _ => "http://127.0.0.1:5180",
        };
        var webOnly = new Option<bool>("--web-only") { Description = "只提供网页；后台工作由另外的 shouwen work 做 / serve pages only, shouwen work does the rest" };
        var command = new Command("serve", "启动网站 / serve the site") { urls, webOnly };
        var place = new Place(command);
        command.SetAction((parsed, cancel) => Run(place.Of(parsed) with { Works = !parsed.GetValue(webOnly) }, place.IsDemo(parsed), parsed.GetValue(urls)!, cancel));
        return command;
    }

    private static async Task<int> Run(SiteOptions options, bool demo, string urls, CancellationToken cancel)
    {
        await using var site = Site.Build(options, builder => builder.WebHost.UseUrls([urls, .. MetricsDoor.Read(builder.Configuration).Address is { } own ? (string[])[own.GetLeftPart(UriPartial.Authority)] : []]));
        try
        {
            await Site.Prepare(site.Services);
            // Without a data folder of one's own there is something to look at.
            if (demo) await DemoCommand.Fill(site.Services);
            await site.StartAsync(cancel);
        }
        catch (IOException failure)
        {
            await Console.Error.WriteLineAsync($"无法启动 / cannot start: {failure.Message}");
            return CommandLine.Broken;
        }
        catch (FormatException setting)
        {
            await Console.Error.WriteLineAsync($"设置有误 / wrong setting: {setting.Message}");
            return CommandLine.BadInput;
        }
        Console.WriteLine($"首问已启动 / {(options.Web ? "serving" : "working")}: {string.Join(" ", site.Urls)}\n数据 / data: {options.Where}\n按 Ctrl+C 停止 / press Ctrl+C to stop");
        await site.WaitForShutdownAsync(cancel);
        return CommandLine.Done;
    }
}
