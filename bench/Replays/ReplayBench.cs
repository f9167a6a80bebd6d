using System.Globalization;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Replays;

namespace Shouwen.Bench.Replays;

/// <summary>
/// Recorded cases replayed under a draft with shorter limits, beside folding their events alone: how many a second, and whether a case costs more where there are many.
/// Cases are told in batches, so that a hundred thousand need not lie in memory; only the replay is timed, by processor time.
/// </summary>
internal static class ReplayBench
{
    private const int Batch = 500;
    private const int Seed = 20260101;

    public static async Task Run()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-bench-");
        try
        {
            var regime = await Town.Regime(folder.FullName);
            var draft = Town.Pack(Town.Adopted().Replace("{working-hours: 2}", "{working-hours: 1}", StringComparison.Ordinal).Replace("{working-days: 3}", "{working-days: 1}", StringComparison.Ordinal));
            Of(regime, draft, 200);
            Print($"{"cases",8}{"events",11}{"otherwise",11}{"fold/s",12}{"replay/s",12}{"of fold",9}{"a case, of the first row",26}");
            var first = 0.0;
            foreach (var cases in new[] { 1_000, 10_000, 100_000 })
            {
                var (events, otherwise, fold, replay) = Of(regime, draft, cases);
                if (first == 0) first = replay / cases;
                Print($"{cases,8}{events,11}{otherwise,11}{cases / fold,12:F0}{cases / replay,12:F0}{fold / replay,9:F3}{replay / cases / first,26:F2}");
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static (long Events, int Otherwise, double Fold, double Replay) Of(Regime regime, Shouwen.Packs.Pack draft, int cases)
    {
        var until = regime.Calendar.At(new DateOnly(2026, 12, 31), new TimeOnly(18, 0)).AddMonths(3);
        var (events, otherwise, fold, replay) = (0L, 0, 0.0, 0.0);
        foreach (var batch in Town.Tell(regime, Seed).Take(cases).Chunk(Batch))
        {
            var cpu = Environment.CpuUsage.TotalTime;
            foreach (var (key, history) in batch) GC.KeepAlive(Matter.Replay(key, history));
            fold += (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
            cpu = Environment.CpuUsage.TotalTime;
            foreach (var (key, history) in batch)
                if (Replaying.Of(key, history, regime, draft, until) is { Differences.Count: > 0, Drift.Count: 0 }) otherwise++;
            replay += (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
            events += batch.Sum(one => one.Events.Count);
        }
        return (events, otherwise, fold, replay);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
