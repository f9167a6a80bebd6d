using System.CommandLine;

namespace Shouwen.Web.Commands;

/// <summary>Brings the database to the shape this version needs.</summary>
public static class Migrate
{
    public static Command Command()
    {
        var command = new Command("migrate", "升级数据库结构 / bring the database up to date");
        var place = new Place(command);
        command.SetAction((parsed, _) => Run(place.Of(parsed)));
        return command;
    }

    private static async Task<int> Run(SiteOptions options)
    {
        await using var site = Site.Build(options);
        var applied = await Site.Prepare(site.Services);
        Console.WriteLine(applied.Count == 0
            ? "数据库已是最新 / already up to date"
            : $"已应用 / applied: {string.Join(", ", applied)}");
        return CommandLine.Done;
    }
}
