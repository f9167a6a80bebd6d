using System.Diagnostics;
using System.Globalization;
using Shouwen.Calendar;
using Shouwen.Tests;
using Shouwen.Tests.Calendar;

namespace Shouwen.Bench.Deadlines;

/// <summary>What a deadline costs on China's calendar with a lunch break, beside the same deadline found by walking from day to day.</summary>
internal static class DeadlineBench
{
    private const int Moments = 65_536; // a power of two; too many for the branch predictor to learn by heart

    public static void Run()
    {
        var national = NationalDays.Read(Repo.Read("calendars", "cn.yaml"), "calendars/cn.yaml");
        var timetable = new Timetable { Shifts = [new Shift(new(8, 30), new(12, 0)), new Shift(new(13, 30), new(17, 30))] };
        var building = Stopwatch.StartNew();
        var calendar = new WorkCalendar(national, timetable);
        building.Stop();
        var walk = new PlainWalk(national, timetable);
        var random = new Random(20260303);
        var from = new DateTimeOffset[Moments];
        for (var i = 0; i < Moments; i++)
            from[i] = new DateTimeOffset(2018, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)).AddSeconds(random.NextInt64(9L * 365 * 86_400));

        var two = TimeSpan.FromHours(2);
        Print($"first calendar built in {building.Elapsed.TotalMilliseconds:F1} ms; {Moments} random moments 2018-2026; best of 5 rounds");
        Print($"{"limit",-22}{"calendar",12}{"bytes",8}{"day by day",14}{"bytes",8}{"ratio",9}");
        Row("2 working hours", from, m => calendar.AddWorkingTime(m, two), m => walk.AddWorkingTime(m, two), Moments);
        foreach (var (days, walked) in new[] { (3, Moments), (250, 4096), (2500, 128) })
        {
            Row($"{days} working days", from, m => calendar.AddWorkdays(m, days), m => walk.AddWorkdays(m, days), walked);
            var time = days * TimeSpan.FromHours(7.5);
            if (days > 3) Row($"{days * 7.5:F0} working hours", from, m => calendar.AddWorkingTime(m, time), m => walk.AddWorkingTime(m, time), walked);
        }

        var ten = Stopwatch.StartNew();
        var late = 0;
        for (var i = 0; i < 10_000_000; i++)
            if (calendar.AddWorkdays(from[i & (Moments - 1)], 3) < from[(i + 1) & (Moments - 1)])
                late++;
        Print($"10 million deadlines of 3 working days judged on one core in {ten.Elapsed.TotalSeconds:F2} s ({late} late)");
    }

    private static void Row(string limit, DateTimeOffset[] from, Func<DateTimeOffset, DateTimeOffset> fast, Func<DateTimeOffset, DateTimeOffset> slow, int walked)
    {
        foreach (var moment in from.AsSpan(0, 128))
            if (fast(moment) != slow(moment)) throw new InvalidOperationException($"{limit} from {moment:O}: {fast(moment):O} and {slow(moment):O}");
        var (ns, bytes) = Measure(from, 60, fast);
        var (slowNs, slowBytes) = Measure(from.AsSpan(0, walked), 1, slow);
        Print($"{limit,-22}{ns,9:F1} ns{bytes,8:F0}{slowNs,11:F0} ns{slowBytes,8:F0}{slowNs / ns,8:F0}x");
    }

    private static (double Ns, double Bytes) Measure(ReadOnlySpan<DateTimeOffset> from, int rounds, Func<DateTimeOffset, DateTimeOffset> deadline)
    {
        var best = double.MaxValue;
        double bytes = 0;
        long sum = 0; // keeps the results alive
        foreach (var moment in from) sum += deadline(moment).Ticks;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var (before, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
            for (var round = 0; round < rounds; round++)
                foreach (var moment in from)
                    sum += deadline(moment).Ticks;
            var elapsed = Stopwatch.GetElapsedTime(watch);
            var count = (double)rounds * from.Length;
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / count;
            best = Math.Min(best, elapsed.TotalNanoseconds / count);
        }

        GC.KeepAlive(sum);
        return (best, bytes);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
