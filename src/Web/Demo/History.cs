using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Seals;
using Shouwen.Web.Sending;

namespace Shouwen.Web.Demo;

/// <summary>
/// Plays the stories of the last weeks through the real acts, with a clock of its own: nothing is written that a person could not have done.
/// Stories that reach the present stop there, so that clocks run.
/// </summary>
public sealed class History(IServiceProvider services)
{
    /// <summary>A clock the history sets.</summary>
    private sealed class StageClock : TimeProvider
    {
        public DateTimeOffset At { get; set; }
        public override DateTimeOffset GetUtcNow() => At;
    }

    private sealed class Thread(Plot plot)
    {
        public Plot Plot { get; } = plot;
        public MatterKey? Key { get; set; }
        public int Next { get; set; }
    }

    /// <summary>Plays from <paramref name="since"/> to <paramref name="now"/>. The same seed and the same day give the same history.</summary>
    /// <returns>How many cases were told and how many acts done.</returns>
    public async Task<(int Cases, int Acts)> Play(DateTimeOffset since, DateTimeOffset now, int seed, Action<double>? progress = null)
    {
        var clock = new StageClock { At = since };
        var queue = new PriorityQueue<Thread, (DateTimeOffset At, int Order)>();
        var (order, cases, acts) = (0, 0, 0);
        var regime = await With(clock, (_, acting) => acting.Regime());
        var plots = new Plots(seed);
        var last = regime.Calendar.DayOf(now);
        while (!regime.Calendar.IsWorkday(last) || regime.Calendar.At(last, new TimeOnly(12, 0)) > now) last = last.AddDays(-1);
        for (var day = regime.Calendar.DayOf(since); day <= regime.Calendar.DayOf(now); day = day.AddDays(1))
        {
            if (!regime.Calendar.IsWorkday(day)) continue;
            foreach (var (minute, plot) in plots.Day(day).Concat(day == last ? plots.Unfinished(day) : []))
                queue.Enqueue(new Thread(plot), (regime.Calendar.At(day, new TimeOnly(8, 0)).AddMinutes(minute), order++));
        }
        while (queue.TryDequeue(out var thread, out var when) && when.At <= now)
        {
            clock.At = when.At;
            progress?.Invoke((when.At - since) / (now - since));
            if (await With(clock, (_, acting) => Step(acting, thread)))
            {
                acts++;
                if (thread.Next == 0) cases++;
            }
            else if (thread.Key is null) continue;
            if (thread.Next < thread.Plot.Beats.Count)
                queue.Enqueue(thread, (regime.Calendar.AddWorkingTime(when.At, TimeSpan.FromMinutes(thread.Plot.Beats[thread.Next].Minutes)), order++));
            thread.Next++;
        }
        for (var day = regime.Calendar.DayOf(since); day < regime.Calendar.DayOf(now); day = day.AddDays(1))
            if (regime.Calendar.IsWorkday(day) && NextWorkday(day).Month != day.Month)
            {
                clock.At = regime.Calendar.At(day, new TimeOnly(16, 0));
                await With(clock, HandIn);
            }
        clock.At = now;
        await With(clock, Settle);
        // As the site would have done each night.
        for (var day = regime.Calendar.DayOf(since).AddDays(-7); day < regime.Calendar.DayOf(now); day = day.AddDays(1))
            await With(clock, async (db, _) => await services.GetRequiredService<Sealing>().Make(db, regime.Calendar, Earlier(now, regime.Calendar.At(day.AddDays(1), TimeOnly.MinValue) + Sealing.Margin)) > 0);
        return (cases, acts);

        DateOnly NextWorkday(DateOnly day)
        {
            do day = day.AddDays(1);
            while (!regime.Calendar.IsWorkday(day));
            return day;
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>The last working day of a month: every head hands the month's work orders in.</summary>
    private static async Task<bool> HandIn(AppDb db, Acting acting)
    {
        await acting.Advance();
        foreach (var unit in await db.Units.Where(unit => unit.HeadId != null).OrderBy(unit => unit.Id).ToListAsync())
            if (await acting.Do(Acting.Standing, null, "hand-in", unit.HeadId!, Fields(new { unit = unit.Id })) is Outcome.Refused refused)
                throw new InvalidOperationException($"The history of the demo is refused at hand-in by {unit.HeadId}: {refused.Refusals[0].Sentence}");
        return true;
    }

    private static async Task<bool> Step(Acting acting, Thread thread)
    {
        if (thread.Key is null)
        {
            if (await acting.Register(thread.Plot.By, Fields(thread.Plot.With)) is not Outcome.Done begun) return Unexpected(thread, "register");
            thread.Key = begun.Matter.Key;
            return true;
        }
        var beat = thread.Plot.Beats[thread.Next - 1];
        return await acting.Do(thread.Key.Value, null, beat.Act, beat.By, Fields(beat.With)) is Outcome.Done || Unexpected(thread, beat.Act, beat.By);
    }

    private static bool Unexpected(Thread thread, string act, string? by = null) =>
        throw new InvalidOperationException($"The history of the demo is refused at {act} by {by ?? thread.Plot.By}: {JsonSerializer.Serialize(thread.Plot.With, Shouwen.Fields.Json)}");

    /// <summary>The clock passes to the present over everything; notices of days past count as read.</summary>
    private static async Task<bool> Settle(AppDb db, Acting acting)
    {
        await acting.Advance();
        foreach (var matter in await db.Duties.Where(duty => duty.State == "open" && duty.Due < acting.Now).Select(duty => duty.Matter).Distinct().ToListAsync())
            await acting.Lapse(MatterKey.Parse(matter));
        var lately = acting.Now.AddDays(-2);
        await db.Notices.Where(notice => notice.At < lately).ExecuteUpdateAsync(set => set.SetProperty(notice => notice.ReadAt, notice => notice.At));
        await db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(message => message.State, OutboxState.Sent).SetProperty(message => message.EndedAt, message => message.CreatedAt));
        return true;
    }

    private async Task<T> With<T>(TimeProvider clock, Func<AppDb, Acting, Task<T>> ask)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        return await ask(db, new Acting(db, scope.ServiceProvider.GetRequiredService<Regimes>(), clock, scope.ServiceProvider.GetRequiredService<Health.Figures>()));
    }

    /// <summary>Keys of acts are written with dashes; names in code cannot be.</summary>
    private static Fields Fields(object with) => Shouwen.Fields.Parse(JsonSerializer.Serialize(with).Replace("explained_to_customer", "explained-to-customer", StringComparison.Ordinal));
}
