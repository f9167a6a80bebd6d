using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;

namespace Shouwen.Web.Commands;

/// <summary>Checks the whole record: hash chains, state rows, attachments.</summary>
public static class Verify
{
    public static Command Command()
    {
        var command = new Command("verify", "核验日志、状态和附件，逐件列出不符之处 / verify journal, state rows and attachments");
        var place = new Place(command);
        command.SetAction((parsed, cancel) => Run(place.Of(parsed), cancel));
        return command;
    }

    private static async Task<int> Run(SiteOptions options, CancellationToken cancel)
    {
        if (options.FileIsMissing)
        {
            await Console.Error.WriteLineAsync($"{options.Data} 里没有数据库");
            return CommandLine.BadInput;
        }
        await using var site = Site.Build(options);
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            await Console.Error.WriteLineAsync("数据库是旧版本，请先 shouwen migrate");
            return CommandLine.BadInput;
        }
        var verifying = new Verifying(db, scope.ServiceProvider.GetRequiredService<Files>());
        await using var picture = await verifying.Snapshot();
        var matters = await verifying.Matters();
        var broken = await Bar.Over("核验", matters.Count, async step =>
        {
            var found = new List<Breakage>();
            foreach (var matter in matters)
            {
                cancel.ThrowIfCancellationRequested();
                found.AddRange(await verifying.Look(matter));
                step();
            }
            return found;
        });
        foreach (var one in broken) Console.WriteLine($"{one.Matter}{(one.Seq == 0 ? "" : $" 第 {one.Seq} 条")}：{one.What}");
        var failed = broken.Select(one => one.Matter).Distinct().Count();
        Console.WriteLine($"{matters.Count - failed} passed, {failed} failed");
        return failed == 0 ? CommandLine.Done : CommandLine.Failed;
    }
}
