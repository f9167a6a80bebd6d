using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Bench.Registrations;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Replays;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;
using Shouwen.Web.Replays;

namespace Shouwen.Bench.Replays;

/// <summary>
/// Recorded cases replayed under a draft with shorter limits, beside folding their events alone: how many a second, and whether a case costs more where there are many;
/// once from memory, once read from the journal of a database as the command does. By processor time, so that a busy machine tells the same.
/// </summary>
internal static class ReplayBench
{
    private const int Batch = 500;
    private const int Seed = 20260101;
    private static readonly int[] Sizes = [1_000, 10_000, 100_000];

    public static async Task Run()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-bench-");
        try
        {
            var regime = await Town.Regime(folder.FullName);
            var draft = Town.Pack(Town.Adopted().Replace("{working-hours: 2}", "{working-hours: 1}", StringComparison.Ordinal).Replace("{working-days: 3}", "{working-days: 1}", StringComparison.Ordinal));
            var until = regime.Calendar.At(new DateOnly(2026, 12, 31), new TimeOnly(18, 0)).AddMonths(3);
            var size = 0;
            FromMemory(regime, draft, until, 4_000);
            Print($"{"from memory",-20}{"events",11}{"otherwise",11}{"fold/s",12}{"replay/s",12}{"of fold",9}{"a case, of the first row",26}");
            var first = 0.0;
            foreach (var cases in Sizes)
                Row(cases, FromMemory(regime, draft, until, cases), ref first);
            Print($"{"from a database",-20}");
            (first, size) = (0, 0);
            foreach (var cases in Sizes)
            {
                Write(Path.Combine(folder.FullName, "shouwen.db"), Town.Tell(regime, Seed).Skip(size).Take(cases - size));
                size = cases;
                Row(cases, await FromDatabase(folder.FullName, regime, draft, until), ref first);
            }
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private sealed record Cost(long Events, int Otherwise, double Fold, double Replay);

    private static Cost FromMemory(Regime regime, Pack draft, DateTimeOffset until, int cases)
    {
        var sum = new Cost(0, 0, 0, 0);
        // In batches, so that a hundred thousand need not lie in memory; telling them is not timed.
        foreach (var batch in Town.Tell(regime, Seed).Take(cases).Chunk(Batch))
        {
            var fold = Cpu(() => { foreach (var (key, history) in batch) GC.KeepAlive(Matter.Replay(key, history)); });
            var otherwise = 0;
            var replay = Cpu(() => otherwise = batch.Count(one => IsOtherwise(Replaying.Of(one.Key, one.Events, regime, draft, until))));
            sum = new(sum.Events + batch.Sum(one => one.Events.Count), sum.Otherwise + otherwise, sum.Fold + fold, sum.Replay + replay);
        }
        return sum;
    }

    private static async Task<Cost> FromDatabase(string folder, Regime regime, Pack draft, DateTimeOffset until)
    {
        await using var site = Site.Build(new SiteOptions { Data = folder });
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        Recorded.ReadOnly(db);
        var recorded = new Recorded(db, scope.ServiceProvider.GetRequiredService<Regimes>());
        var (events, otherwise) = (0L, 0);
        var begin = Environment.CpuUsage.TotalTime;
        await foreach (var history in recorded.Histories(await recorded.Begun(DateTimeOffset.MinValue, until), until))
        {
            GC.KeepAlive(Matter.Replay(history.Key, history.Events));
            events += history.Events.Count;
        }
        var fold = (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
        begin = Environment.CpuUsage.TotalTime;
        await foreach (var history in recorded.Histories(await recorded.Begun(DateTimeOffset.MinValue, until), until))
            if (IsOtherwise(Replaying.Of(history.Key, history.Events, regime, draft, until))) otherwise++;
        return new(events, otherwise, fold, (Environment.CpuUsage.TotalTime - begin).TotalSeconds);
    }

    private static bool IsOtherwise(Replayed replayed) => replayed.Drift.Count == 0 ? replayed.Differences.Count > 0 : throw new InvalidOperationException($"{replayed.Key} does not come out as recorded.");

    private static void Write(string file, IEnumerable<(MatterKey Key, IReadOnlyList<Event> Events)> cases)
    {
        using var connection = RegistrationBench.Open(file);
        RegistrationBench.Execute(connection, "PRAGMA synchronous=OFF");
        foreach (var batch in cases.Chunk(Batch))
        {
            using var transaction = connection.BeginTransaction();
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO journal (matter, seq, at, recorded_at, kind, body, previous, hash) VALUES ($matter, $seq, $at, $at, $kind, $body, $previous, $hash)";
            var values = ((string[])["$matter", "$seq", "$at", "$kind", "$body", "$previous", "$hash"]).Select(name => insert.Parameters.Add(new SqliteParameter(name, null))).ToList();
            foreach (var (key, history) in batch)
            {
                var previous = "";
                foreach (var (i, happened) in history.Index())
                {
                    var entry = JournalEntry.Of(key, i + 1, happened, previous, happened.At);
                    object[] row = [entry.Matter, entry.Seq, entry.At.ToUnixTimeMilliseconds(), entry.Kind, entry.Body, entry.Previous, entry.Hash];
                    for (var column = 0; column < row.Length; column++) values[column].Value = row[column];
                    insert.ExecuteNonQuery();
                    previous = entry.Hash;
                }
            }
            transaction.Commit();
        }
    }

    private static double Cpu(Action work)
    {
        var begin = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
    }

    private static void Row(int cases, Cost cost, ref double first)
    {
        if (first == 0) first = cost.Replay / cases;
        Print($"{cases,20}{cost.Events,11}{cost.Otherwise,11}{cases / cost.Fold,12:F0}{cases / cost.Replay,12:F0}{cost.Fold / cost.Replay,9:F3}{cost.Replay / cases / first,26:F2}");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
