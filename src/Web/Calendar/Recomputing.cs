using Microsoft.EntityFrameworkCore;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Calendar;

/// <summary>A matter with deadlines that would move.</summary>
public sealed record WouldMove(string Matter, CaseRow? Case, IReadOnlyList<Recomputed> Deadlines);

/// <summary>Which deadlines a change of the calendar concerns, and moving them, matter by matter, once somebody has decided it.</summary>
public static class Recomputing
{
    /// <summary>The matters in whose standing duties' time the calendar in force has other days than the one they were computed under, in the order they are done.</summary>
    public static async Task<IReadOnlyList<string>> Candidates(AppDb db, Regime regime)
    {
        var rows = await db.Duties.AsNoTracking().Where(duty => duty.Stands && duty.Due != null && (duty.State == "open" || duty.State == "paused"))
            .Select(duty => new { duty.Matter, duty.RaisedAt, Due = duty.Due!.Value, duty.Provisional, duty.Calendar, duty.HoursOf, duty.Limit }).ToListAsync();
        var unlike = new Dictionary<(string, string), IReadOnlyList<DateOnly>>();
        return [.. rows.Where(row =>
        {
            var now = regime.CalendarOf(row.HoursOf);
            if (row.Calendar == now.Version) return false;
            // Nothing is known of what an early row was computed under: its history says.
            if (row.Calendar is null || !regime.Calendars.TryGetValue(row.Calendar, out var then)) return true;
            if (row.Provisional && !now.IsProvisional(row.Due)) return true;
            if (!unlike.TryGetValue((row.Calendar, now.Version), out var days))
                unlike[(row.Calendar, now.Version)] = days = [.. then.Value.DaysUnlike(now, WorkCalendar.FirstDay, WorkCalendar.LastDay)];
            var (first, last) = (now.DayOf(row.RaisedAt), now.DayOf(row.Due));
            return days.Any(day => day >= first && day <= last);
        }).Select(row => row.Matter).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>What would move, exactly, each from its history.</summary>
    public static async Task<IReadOnlyList<WouldMove>> Preview(AppDb db, Acting acting, IReadOnlyList<string> matters)
    {
        var regime = await acting.Regime();
        var found = new List<WouldMove>();
        foreach (var chunk in matters.Chunk(200))
        {
            var entries = (await db.Journal.AsNoTracking().Where(entry => chunk.Contains(entry.Matter)).OrderBy(entry => entry.Seq).ToListAsync()).ToLookup(entry => entry.Matter);
            var ids = chunk.Select(MatterKey.Parse).Where(key => key.Kind == MatterKind.Case).Select(key => key.Id).ToList();
            var cases = await db.Cases.AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => $"case:{row.Id}");
            foreach (var name in chunk)
            {
                List<Event> history = [.. entries[name].Select(entry => entry.Read())];
                var matter = Matter.Replay(MatterKey.Parse(name), history);
                if (Shouwen.Duties.Recomputing.Of(regime, matter, history, acting.Now).ToList() is { Count: > 0 } deadlines) found.Add(new(name, cases.GetValueOrDefault(name), deadlines));
            }
        }
        return found;
    }

    /// <summary>How many matters have deadlines to move; of very many only that they may.</summary>
    public static async Task<int> Concerned(AppDb db, Acting acting)
    {
        var candidates = await Candidates(db, await acting.Regime());
        return candidates.Count > 500 ? candidates.Count : (await Preview(db, acting, candidates)).Count(matter => matter.Deadlines.Any(deadline => !deadline.IsPast));
    }

    /// <summary>Notes that it is to be done, by whom and why; <see cref="Continue"/> does it.</summary>
    public static async Task<Recomputation> Begin(AppDb db, Regime regime, string by, string? note, DateTimeOffset now)
    {
        var last = await Changing.Last(db) ?? throw new InvalidOperationException("There is no calendar to move to.");
        var begun = new Recomputation { VersionId = last.Id, ById = by, At = now, Note = note, Total = (await Candidates(db, regime)).Count };
        if (begun.Total == 0) begun.FinishedAt = now;
        db.Recomputations.Add(begun);
        await db.SaveChangesAsync();
        return begun;
    }

    /// <summary>Goes on with what is begun, from the matter done last; each matter is one write. It stops when all is done or <paramref name="until"/> says so, and goes on at the next call.</summary>
    public static async Task Continue(IServiceScopeFactory scopes, Func<bool>? until, CancellationToken cancel)
    {
        while (await Next(scopes) is var (id, matters))
        {
            foreach (var matter in matters)
            {
                cancel.ThrowIfCancellationRequested();
                if (until?.Invoke() == true) return;
                await One(scopes, id, matter);
            }
            await Finish(scopes, id);
        }
    }

    private static async Task<(long Id, IReadOnlyList<string> Matters)?> Next(IServiceScopeFactory scopes)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await db.Recomputations.AsNoTracking().Where(one => one.FinishedAt == null).OrderBy(one => one.Id).FirstOrDefaultAsync() is not { } begun) return null;
        var matters = await Candidates(db, await scope.ServiceProvider.GetRequiredService<Acting>().Regime());
        return (begun.Id, [.. matters.Where(matter => string.CompareOrdinal(matter, begun.Cursor) > 0)]);
    }

    private static async Task One(IServiceScopeFactory scopes, long id, string matter)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, acting) = (scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<Acting>());
        var begun = await db.Recomputations.SingleAsync(one => one.Id == id);
        // Somebody else may be at it too: whoever comes second finds nothing to move and counts nothing.
        var with = new Dictionary<string, string> { ["calendar"] = (await acting.Regime()).Calendar.Version };
        if (begun.Note is not null) with["note"] = begun.Note;
        await acting.Recompute(MatterKey.Parse(matter), begun.ById, Fields.Of(with), async moved =>
        {
            await db.Lock($"recomputation:{id}");
            await db.Entry(begun).ReloadAsync();
            if (string.CompareOrdinal(matter, begun.Cursor) > 0) (begun.Cursor, begun.Done, begun.Moved) = (matter, begun.Done + 1, begun.Moved + moved);
        });
    }

    private static async Task Finish(IServiceScopeFactory scopes, long id)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<Acting>().Now;
        await scope.ServiceProvider.GetRequiredService<AppDb>().Recomputations.Where(one => one.Id == id && one.FinishedAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.FinishedAt, now));
    }
}
