using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Cases;
using Shouwen.Duties;

namespace Shouwen.Web.Cases;

/// <summary>One batch of the watch.</summary>
/// <param name="Handled">Matters that had something due and were nobody else's.</param>
/// <param name="Acted">Those in which something happened.</param>
/// <param name="Failed">Those that could not be judged, put off for an hour.</param>
public sealed record Sounded(int Handled, int Acted, IReadOnlyList<(string Matter, Exception Why)> Failed);

/// <summary>What time does without anybody: breaches, reminders, rungs of the ladder, hand-overs that nobody returned, people who are back.</summary>
public sealed partial class Acting
{
    /// <summary>
    /// Does what the watch has to do by now, with at most so many matters, in one transaction: breaches, reminders, rungs of the ladder, each an event of its matter, so that a process that dies in
    /// the middle has done nothing and one that looks again does nothing twice. Any number of processes may; each is given other matters.
    /// </summary>
    public Task<Sounded> Sound(int most) => Tried(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var now = Now;
        var regime = await Regime();
        var (handled, acted, failed) = (0, 0, new List<(string, Exception)>());
        foreach (var name in (await db.Alarmed(now, most)).Distinct())
        {
            // Somebody acts on a matter whose lock is taken; the next look finds it as that leaves it.
            if (!await db.TryLock(name)) continue;
            handled++;
            if (await Sound(regime, name, now, failed)) acted++;
        }
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        db.Forget();
        return new Sounded(handled, acted, failed);
    });

    /// <summary>Lets the clock pass over one matter and no more; whether anything lapsed.</summary>
    public async Task<bool> Lapse(MatterKey key)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        // Whoever acts on it now lets the clock pass over it as well, or the next look does.
        if (!await db.TryLock(key.ToString())) return false;
        if (await Load(key) is not { } matter) return false;
        var regime = await Regime();
        var lapsed = Deciding.Lapse(regime, matter, Now);
        if (lapsed.Events.Count == 0) return false;
        await Put(regime, matter, lapsed);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    }

    private async Task<bool> Sound(Regime regime, string name, DateTimeOffset now, List<(string, Exception)> failed)
    {
        var key = MatterKey.Parse(name);
        var entries = await db.JournalOf(name).AsNoTracking().OrderBy(entry => entry.Seq).ToListAsync();
        if (entries.Count == 0) return await Postpone(name, null);
        Matter matter;
        Decision.Accepted sounded;
        try
        {
            matter = Matter.Replay(key, entries.Select(entry => entry.Read()));
            sounded = Deciding.Alarm(regime, matter, now);
            if (sounded.Events.Count == 0 && Alarms.Of(matter, regime) <= now) throw new InvalidOperationException("An alarm that does nothing would never end.");
        }
        catch (Exception bug)
        {
            // One matter that trips over a mistake of ours must not stop the watch over the others; the log tells of it every hour.
            failed.Add((name, bug));
            return await Postpone(name, now.AddHours(1));
        }
        if (sounded.Events.Count > 0) await Put(regime, matter, sounded);
        else await Projection.Moments(db, regime, matter);
        return sounded.Events.Count > 0;

        async Task<bool> Postpone(string matter, DateTimeOffset? until)
        {
            await db.Duties.Where(duty => duty.Matter == matter && duty.Alarm <= now).ExecuteUpdateAsync(set => set.SetProperty(duty => duty.Alarm, until));
            return false;
        }
    }

    /// <summary>Absences that have ended since the last look: whoever was away is back at his post. Whether there were any.</summary>
    public async Task<bool> Returned()
    {
        var now = Now;
        if (!await db.Absences.AnyAsync(absence => !absence.Returned && absence.To <= now)) return false;
        await using var transaction = await db.Database.BeginTransactionAsync();
        var ended = await db.Absences.Where(absence => !absence.Returned && absence.To <= now).ToListAsync();
        var regime = await Regime();
        foreach (var absence in ended) absence.Returned = true;
        foreach (var person in ended.Select(absence => absence.PersonId).Distinct().Where(person => regime.Organisation.AbsenceOf(person, now) is null)) await Back(regime, person);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    }

    /// <summary>Cases whose hand-over nobody returned in time: the next lapse makes them the takers'.</summary>
    public async Task<IReadOnlyList<string>> Unreturned(int most, CancellationToken cancel)
    {
        var now = Now;
        return [.. (await db.Cases.Where(row => row.ReturnBy < now).OrderBy(row => row.ReturnBy).Select(row => row.Id).Take(most).ToListAsync(cancel)).Select(id => Case(id).ToString())];
    }

    /// <summary>Somebody is back at his post: what the packs ask then begins in the cases that wait for him, found by their sights.</summary>
    private async Task Back(Regime regime, string person)
    {
        foreach (var id in await db.Sights.Where(sight => sight.PersonId == person && sight.Why == Projection.Wanted).Select(sight => sight.CaseId).ToListAsync())
        {
            if (await Load(Case(id)) is not { } matter || Deciding.Back(regime, matter, person, Now) is not { Events.Count: > 0 } back) continue;
            await Put(regime, matter, back);
        }
    }
}
