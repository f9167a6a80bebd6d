using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Health;
using Shouwen.Web.Seals;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Cases;

/// <summary>
/// Looks for duties whose due has passed and lets the clock pass over their matters, and begins the duties of each new period. Looking again finds nothing twice:
/// a breach is an event of the matter, written at its version.
/// </summary>
public sealed class Watch(IServiceScopeFactory scopes, Figures figures, ILogger<Watch> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(10);
    private const int Batch = 200;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Pace);
        try
        {
            do await LookOrReport(stopping);
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; whatever lapses until it starts again is found then.
        }
    }

    private async Task LookOrReport(CancellationToken stopping)
    {
        try
        {
            figures.Lapsed(await Look(scopes, stopping));
            await using var scope = scopes.CreateAsyncScope();
            await figures.Look(scope.ServiceProvider.GetRequiredService<AppDb>(), stopping);
            figures.Looked(well: true);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            figures.Looked(well: false);
            // The next look starts from the database again; one that fails must not end the watch.
            log.LogError(failure, "The watch over duties failed and goes on at the next look.");
        }
    }

    /// <summary>One look; returns how many matters lapsed.</summary>
    public static async Task<int> Look(IServiceScopeFactory scopes, CancellationToken cancel)
    {
        List<string> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            if (!await scope.ServiceProvider.GetRequiredService<Installed>().Check(db)) return 0;
            var acting = scope.ServiceProvider.GetRequiredService<Acting>();
            await acting.Advance();
            await acting.Returned();
            await scope.ServiceProvider.GetRequiredService<Portal.Tries>().Forget();
            var now = acting.Now;
            await scope.ServiceProvider.GetRequiredService<Sealing>().Make(db, (await acting.Regime()).Calendar, now, cancel: cancel);
            due = await db.Duties.Where(duty => duty.State == "open" && duty.Due < now).OrderBy(duty => duty.Due).Select(duty => duty.Matter).Take(Batch).Distinct().ToListAsync(cancel);
        }
        var lapsed = 0;
        foreach (var matter in due)
        {
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<Acting>().Lapse(MatterKey.Parse(matter))) lapsed++;
        }
        await Web.Calendar.Recomputing.Continue(scopes, null, cancel);
        return lapsed;
    }
}
