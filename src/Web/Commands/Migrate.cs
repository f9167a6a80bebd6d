using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;

namespace Shouwen.Web.Commands;

/// <summary>Brings the database of a data folder to the shape this version needs.</summary>
public static class Migrate
{
    public static Command Command()
    {
        var data = CommandLine.DataOption();
        var command = new Command("migrate", "升级数据库结构 / bring the database up to date") { data };
        command.SetAction((parsed, cancel) => Run(Folders.Data(parsed.GetValue(data)), cancel));
        return command;
    }

    private static async Task<int> Run(string data, CancellationToken cancel)
    {
        await using var site = Site.Build(new SiteOptions { Data = data });
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        await Site.Prepare(site.Services);
        Console.WriteLine(pending.Count == 0
            ? "数据库已是最新 / already up to date"
            : $"已应用 / applied: {string.Join(", ", pending)}");
        return CommandLine.Done;
    }
}
