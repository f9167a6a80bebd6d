using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Accountability;
using Shouwen.Web.Data;
using Shouwen.Web.Health;
using Shouwen.Web.Seals;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Cases;

/// <summary>
/// 守望: does what falls due the moment it does: breaches, reminders, rungs of the ladder, the duties of a new period. It sleeps until the next moment that is known, and looks now and then all the
/// same, for another process may have made an earlier one and a clock may be put forward. What there is to do is found by an index that holds nothing of what has ended.
/// </summary>
public sealed class Watch(IServiceScopeFactory scopes, Figures figures, ILogger<Watch> log) : BackgroundService
{
    /// <summary>The longest sleep.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);
    private const int Batch = 20;

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        try
        {
            while (true) await Task.Delay(await LookOrReport(stopping), stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; whatever falls due until it starts again is found then.
        }
    }

    private async Task<TimeSpan> LookOrReport(CancellationToken stopping)
    {
        try
        {
            figures.Lapsed(await Look(scopes, log, stopping));
            await using (var scope = scopes.CreateAsyncScope()) await figures.Look(scope.ServiceProvider.GetRequiredService<AppDb>(), stopping);
            figures.Looked(well: true);
            return await Asleep(scopes, stopping);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            figures.Looked(well: false);
            // The next look starts from the database again; one that fails must not end the watch.
            log.LogError(failure, "The watch over duties failed and goes on at the next look.");
            return Pace;
        }
    }

    /// <summary>How long nothing is due, at most so long as it ever sleeps.</summary>
    private static async Task<TimeSpan> Asleep(IServiceScopeFactory scopes, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var left = await Next(scope.ServiceProvider.GetRequiredService<AppDb>(), cancel) - scope.ServiceProvider.GetRequiredService<Acting>().Now;
        return left is not { } until || until > Pace ? Pace : until < Breath ? Breath : until;
    }

    /// <summary>The first moment at which anything is to be done. Asked in this order the index answers; whether anything is due by now a server would rather look for in the whole table.</summary>
    private static Task<DateTimeOffset?> Next(AppDb db, CancellationToken cancel) => db.Duties.Where(duty => duty.Alarm != null).OrderBy(duty => duty.Alarm).Select(duty => duty.Alarm).FirstOrDefaultAsync(cancel);

    public static Task<int> Look(IServiceScopeFactory scopes, CancellationToken cancel) => Look(scopes, null, cancel);

    /// <summary>One look; in how many matters something happened.</summary>
    private static async Task<int> Look(IServiceScopeFactory scopes, ILogger? log, CancellationToken cancel)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            if (!await scope.ServiceProvider.GetRequiredService<Installed>().Check(db)) return 0;
            var acting = scope.ServiceProvider.GetRequiredService<Acting>();
            await acting.Advance();
            await acting.Returned();
            await scope.ServiceProvider.GetRequiredService<Portal.Tries>().Forget();
            await KeptFigures.Gather<Caseload>(db);
            await KeptFigures.Gather<KeptMarks>(db);
            await Keeping.Look(db, acting);
        }
        var acted = await Sound(scopes, log, cancel);
        await using (var scope = scopes.CreateAsyncScope())
        {
            var acting = scope.ServiceProvider.GetRequiredService<Acting>();
            foreach (var matter in await acting.Unreturned(Batch, cancel))
                if (await acting.Lapse(MatterKey.Parse(matter))) acted++;
        }
        await using (var scope = scopes.CreateAsyncScope())
        {
            var acting = scope.ServiceProvider.GetRequiredService<Acting>();
            await scope.ServiceProvider.GetRequiredService<Sealing>().Make(scope.ServiceProvider.GetRequiredService<AppDb>(), (await acting.Regime()).Calendar, acting.Now, cancel: cancel);
        }
        await Web.Calendar.Recomputing.Continue(scopes, null, cancel);
        return acted;
    }

    /// <summary>Does all that is due, batch by batch; it asks before it begins to write, for mostly nothing is.</summary>
    public static async Task<int> Sound(IServiceScopeFactory scopes, ILogger? log, CancellationToken cancel)
    {
        for (var acted = 0; ;)
        {
            cancel.ThrowIfCancellationRequested();
            await using var scope = scopes.CreateAsyncScope();
            var (db, acting) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<Acting>());
            if (await Next(db, cancel) is not { } next || next > acting.Now) return acted;
            var sounded = await acting.Sound(Batch);
            foreach (var (matter, why) in sounded.Failed) log?.LogError(why, "The watch could not judge {Matter} and tries again in an hour.", matter);
            acted += sounded.Acted;
            // What is left is in the hands of others.
            if (sounded.Handled == 0) return acted;
        }
    }
}
