using System.CommandLine;
using Shouwen.Web.Data;
using Shouwen.Web.Health;

namespace Shouwen.Web.Commands;

/// <summary>Serves the pages until it is told to stop; <c>work</c> does only what nobody asks for: the watch over duties and the sending.</summary>
public static class Serve
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

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
            await Prepare(site.Services, Console.Error, cancel);
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

    /// <summary>After a power cut the machines come back in any order: a database server that is not there yet is waited for, and somebody is told, once.</summary>
    public static async Task Prepare(IServiceProvider services, TextWriter said, CancellationToken cancel)
    {
        var onServer = services.GetRequiredService<SiteOptions>().Postgres is not null;
        for (var tries = 1; ; tries++)
            try
            {
                await Site.Prepare(services);
                return;
            }
            catch (Exception failure) when (onServer && Outage.Of(failure) is Lack.Database or Lack.Turn or Lack.Writing)
            {
                if (tries == 1) await said.WriteLineAsync($"数据库还连不上，等它回来 / waiting for the database: {failure.GetBaseException().Message}");
                await Task.Delay(Patience, cancel);
            }
    }
}
