using System.Globalization;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Demo;

namespace Shouwen.Bench.Decisions;

/// <summary>What a decision costs: each step of a plain case under the demo's pack, under three and under every pack that ships.</summary>
internal static class DecisionBench
{
    private static readonly (int Minutes, string Act, string By, object With)[] Steps =
    [
        (0, "register", "ma", new { channel = "hotline", kind = "repair", scope = "other-unit", unit = "ops", urgency = "normal", content = "家里的燃气表不走字，已经两天了", customer = new { name = "陈女士", phone = "13900001000", address = "锦绣花园3号楼2单元501室", segment = "residential" } }),
        (30, "transfer", "ma", new { unit = "ops", mode = "slip", explained_to_customer = true }),
        (40, "take-over", "sun", new { }),
        (90, "contact", "sun", new { text = "已电话联系，约好上门时间" }),
        (200, "resolve", "sun", new { result = "已上门检查更换，现场试火正常", reply = "已上门检查更换，现场试火正常。" }),
        (60, "callback", "ma", new { rating = "satisfied", kind = "manual" }),
        (5, "close", "ma", new { }),
    ];

    public static async Task Run()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-bench-");
        try
        {
            var (regime, packs) = (await Town.Regime(folder.FullName), Town.Packs());
            Print($"microseconds and kilobytes of one decision; best of {Rounds} rounds of {Times} by processor time; * under all these packs at once the act is refused, and costs the judging alone");
            Print($"{"packs",-8}{"bind",6}{string.Concat(Steps.Select(step => $"{step.Act,18}"))}{"whole case",18}");
            string[] rows = [];
            // Twice: the first time everything is still being compiled.
            for (var time = 0; time < 2; time++) rows = [.. new[] { 1, 3, packs.Count }.Select(count => Row(regime with { Packs = [.. packs.Take(count)] }))];
            foreach (var row in rows) Console.WriteLine(row);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private const int Rounds = 25;
    private const int Times = 100;

    private static string Row(Regime regime)
    {
        var (matter, at, cells, whole) = (new Matter(new(MatterKind.Case, "c")), regime.Calendar.At(new DateOnly(2026, 3, 3), new TimeOnly(9, 0)), "", (Us: 0.0, Kb: 0.0));
        foreach (var step in Steps)
        {
            at = regime.Calendar.AddWorkingTime(at, TimeSpan.FromMinutes(step.Minutes));
            var (before, act) = (matter, new Act(step.Act, step.By, at, Teller.With(step.With)));
            var refused = Deciding.Do(regime, before, act, []) is Decision.Refused;
            var (us, kb) = Measure(() => Deciding.Do(regime, before, act, []));
            cells += string.Create(CultureInfo.InvariantCulture, $"{us,11:F0}{kb,6:F0}{(refused ? "*" : " ")}");
            whole = (whole.Us + us, whole.Kb + kb);
            matter = Deciding.Again(regime, before, act).Done.Matter;
        }
        return string.Create(CultureInfo.InvariantCulture, $"{regime.Packs.Count,-8}{matter.Packs.Count,6}{cells}{whole.Us,11:F0}{whole.Kb,6:F0}");
    }

    private static (double Us, double Kb) Measure(Func<Decision> decide)
    {
        var (best, bytes) = (double.MaxValue, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            var (before, cpu) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
            for (var i = 0; i < Times; i++) GC.KeepAlive(decide());
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / Times);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Times;
        }
        return (best, bytes / 1024);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
