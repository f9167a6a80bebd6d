using System.CommandLine;
using Shouwen.Web.Demo;
using Spectre.Console;

namespace Shouwen.Web.Commands;

/// <summary>Fills an empty data folder with the demo organisation.</summary>
public static class DemoCommand
{
    public static Command Command()
    {
        var command = new Command("demo", "在空的数据目录里放入演示单位和近六周的诉求 / fill an empty data folder with the demo organisation");
        var place = new Place(command);
        command.SetAction((parsed, _) => Run(place.Of(parsed)));
        return command;
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
