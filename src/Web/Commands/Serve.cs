using System.CommandLine;

namespace Shouwen.Web.Commands;

/// <summary>Serves the pages until it is told to stop.</summary>
public static class Serve
{
    public static Command Command()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "监听地址，多个用分号隔开 / addresses to listen on",
            HelpName = "URL",
            DefaultValueFactory = _ => "http://127.0.0.1:5180",
        };
        var command = new Command("serve", "启动网站 / serve the site") { urls };
        var place = new Place(command);
        command.SetAction((parsed, cancel) => Run(place.Of(parsed), place.IsDemo(parsed), parsed.GetValue(urls)!, cancel));
        return command;
    }

    private static async Task<int> Run(SiteOptions options, bool demo, string urls, CancellationToken cancel)
    {
        await using var site = Site.Build(options, builder => builder.WebHost.UseUrls(urls));
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
        Console.WriteLine($"首问已启动 / serving: {string.Join(" ", site.Urls)}\n数据 / data: {options.Where}\n按 Ctrl+C 停止 / press Ctrl+C to stop");
        await site.WaitForShutdownAsync(cancel);
        return CommandLine.Done;
    }
}
