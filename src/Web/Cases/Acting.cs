using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Web.Data;
using Shouwen.Web.Health;
using Shouwen.Web.Journal;

namespace Shouwen.Web.Cases;

/// <summary>How an act ended: done, refused by rule, or entered on a picture that is no longer true.</summary>
public abstract record Outcome
{
    public sealed record Done(Matter Matter, CaseRow? Row) : Outcome;
    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : Outcome;

    /// <summary>What others did since the form was opened.</summary>
    public sealed record Stale(int Version, IReadOnlyList<Acted> Since) : Outcome;
}

/// <summary>
/// One write, end to end: load the matter, decide in Core, and put journal, state rows, notices and outbox into one transaction at the expected version.
/// </summary>
public sealed class Acting(AppDb db, Regimes regimes, TimeProvider time, Figures figures)
{
    private const int MostTries = 5;

    /// <summary>The lock on all findings together, for acts that look at every one.</summary>
    private const string Findings = "findings";

    /// <summary>Whole milliseconds, so that a stored moment reads back equal.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    public Task<Regime> Regime() => regimes.Now(db, Now);

    /// <summary>What belongs to that regime.</summary>
    public Task<Surroundings> Around(Regime regime) => regimes.Around(db, regime);

    /// <summary>How rare each sign is among the requests here.</summary>
    public Signs Signs => regimes.Signs;

    public static MatterKey Case(string id) => new(MatterKind.Case, id);

    /// <summary>Begins a case. <paramref name="importedAs"/> marks a row of another system; it may come only once.</summary>
    public async Task<Outcome> Register(string by, Fields with, string? importedAs = null)
    {
        var key = Case(Guid.CreateVersion7(Now).ToString("N"));
        return await Tried("register", () => Begin(key, new Act("register", by, Now, with), importedAs));
    }

    /// <summary>Does an act on a matter. With <paramref name="seen"/>, the version the form showed, another's act in between makes it stale.</summary>
    public Task<Outcome> Do(MatterKey key, int? seen, string act, string by, Fields with) => Tried(act, () => Once(key, seen, new Act(act, by, Now, with)));

    public async Task<Matter?> Load(MatterKey key) => await History(key) is { Count: > 0 } history ? Matter.Replay(key, history) : null;

    /// <summary>Everything that happened to a matter, in order; nothing for one there is not.</summary>
    public async Task<IReadOnlyList<Event>> History(MatterKey key)
    {
        var name = key.ToString();
        return [.. (await db.Journal.AsNoTracking().Where(entry => entry.Matter == name).OrderBy(entry => entry.Seq).ToListAsync()).Select(entry => entry.Read())];
    }

    /// <summary>Lets the clock pass over one matter; whether anything lapsed.</summary>
    public async Task<bool> Lapse(MatterKey key)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        // Whoever acts on it now lets the clock pass over it as well, or the next look does.
        if (!await db.TryLock(key.ToString())) return false;
        if (await Load(key) is not { } matter) return false;
        var regime = await Regime();
        var lapsed = Deciding.Lapse(regime, matter, Now);
        if (lapsed.Events.Count == 0) return false;
        await Put(regime, matter, lapsed, null);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    }

    /// <summary>
    /// Moves the deadlines of one matter to where the calendar in force puts them, in the name of whoever decided it; how many moved. <paramref name="mark"/> is saved in the same write, moved or not.
    /// </summary>
    public async Task<int> Recompute(MatterKey key, string by, Fields with, Func<int, Task> mark)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Lock(key.ToString());
        var regime = await Regime();
        var history = await History(key);
        var moved = 0;
        if (history.Count > 0)
        {
            var matter = Matter.Replay(key, history);
            var recomputed = Deciding.Recompute(regime, matter, history, new Act("recompute", by, Now, with));
            if (recomputed.Events.Count > 0) await Put(regime, matter, recomputed, null);
            moved = recomputed.Events.Count(happened => happened is DutyMoved);
        }
        await mark(moved);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return moved;
    }

    /// <summary>Puts files that lie on disk to a case; its history tells of each with the hash of its content.</summary>
    public Task Attach(MatterKey key, string by, IReadOnlyList<Kept> files) => Tried("attach", async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Lock(key.ToString());
        var (regime, now) = (await Regime(), Now);
        var matter = await Load(key) ?? throw new InvalidOperationException($"{key} has no history to attach files to.");
        var row = await Attach(regime, matter, [.. files.Select(file => new Attachment
        {
            Id = Guid.CreateVersion7(now), CaseId = key.Id, Name = file.Name, Type = file.Type, Size = file.Size, Hash = file.Hash, ById = by, At = now,
        })]);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new Outcome.Done(matter, row);
    });

    /// <summary>The events and rows of files that were put to a matter, in the caller's transaction. A row that is there already keeps its place.</summary>
    public Task<CaseRow?> Attach(Regime regime, Matter matter, IReadOnlyList<Attachment> rows)
    {
        List<Event> events = [.. rows.Select(row => new Attached(row.Id.ToString(), row.Name, row.Type, row.Size, row.Hash, row.ById) { At = row.At })];
        foreach (var (i, row) in rows.Index())
        {
            row.Seq = matter.Version + 1 + i;
            if (db.Entry(row).State == EntityState.Detached) db.Attachments.Add(row);
        }
        return Put(regime, matter, new(events.Aggregate(matter, (one, happened) => one.Apply(happened)), events, []), null);
    }

    /// <summary>Writes, and again where a server took back this try for the sake of another's: nothing of it was kept, and the next decides on what is there now.</summary>
    private async Task<Outcome> Tried(string act, Func<Task<Outcome>> write)
    {
        using var span = Tracing.Source.StartActivity("act");
        span?.SetTag("act", act);
        for (var tries = 1; ; tries++)
        {
            try
            {
                return figures.Count(act, await write());
            }
            catch (Exception failure) when (tries < MostTries && Collisions.MayPass(failure))
            {
                db.Forget();
            }
        }
    }

    private static Decision Decide(Regime regime, Matter matter, Act act, IReadOnlyCollection<Matter> others)
    {
        using var span = Tracing.Source.StartActivity("decide");
        return Deciding.Do(regime, matter, act, others);
    }

    /// <summary>
    /// A case that nobody knows of yet, so nobody else can decide on it: it is decided and its signs are sought before the transaction, which gives it its number and writes it.
    /// The number is what the next one waits for.
    /// </summary>
    private async Task<Outcome> Begin(MatterKey key, Act act, string? importedAs)
    {
        act = act with { At = Now };
        var regime = await Regime();
        var decision = Decide(regime, new Matter(key), act, []);
        if (decision is Decision.Refused refused) return new Outcome.Refused(refused.Refusals);
        var accepted = (Decision.Accepted)decision;
        var around = await Around(regime);
        var facts = accepted.Matter.Facts;
        var rarest = await Similar.Rarest(db, Signs, around.Words, facts.Text("content") ?? "", facts.Text("customer.address"));
        await using var transaction = await db.Database.BeginTransactionAsync();
        var row = (await Put(regime, new Matter(key), accepted, importedAs))!;
        await Similar.File(db, regime, row, rarest, isNew: true);
        await Discharge(regime, accepted, act);
        using var span = Tracing.Source.StartActivity("write");
        await db.SettleLater();
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        await db.Settle();
        return new Outcome.Done(accepted.Matter, row);
    }

    private async Task<Outcome> Once(MatterKey key, int? seen, Act act)
    {
        // One writer at a time sees the latest version and nobody decides on a stale one: SQLite lets only one begin, a server has the matter's lock.
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (LooksAtFindings(key, act)) await db.Lock(Findings);
        else if (key.Kind == MatterKind.Finding) await db.LockShared(Findings);
        await db.Lock(key.ToString());
        act = act with { At = Now };
        var regime = await Regime();
        var matter = await Load(key) ?? new Matter(key);
        if (seen is { } version && version < matter.Version && await Since(key, version) is { Count: > 0 } since) return new Outcome.Stale(matter.Version, since);
        var others = await Others(matter, act);
        switch (Decide(regime, matter, act, others))
        {
            case Decision.Accepted accepted:
                var row = await Put(regime, matter, accepted, null);
                if (act.Name == "amend" && row is not null) await Similar.File(db, regime, row, await Similar.Rarest(db, Signs, (await Around(regime)).Words, row.Content, row.CustomerAddress), isNew: false);
                if (act.Name is "gather" or "separate") await Told(regime, others.Single(), accepted.Matter, row!.Number);
                await Discharge(regime, accepted, act);
                if (await Learning.From(db, regime, key, act) is { } back) await Back(regime, back);
                using (Tracing.Source.StartActivity("write"))
                {
                    await db.SaveChangesAsync();
                    await transaction.CommitAsync();
                }
                return new Outcome.Done(accepted.Matter, row);
            case Decision.Refused refused:
                return new Outcome.Refused(refused.Refusals);
            default:
                throw new InvalidOperationException("A decision is accepted or refused.");
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

    /// <summary>Somebody is back at his post: what the packs ask then begins in the cases that wait for him, found by their sights.</summary>
    private async Task Back(Regime regime, string person)
    {
        foreach (var id in await db.Sights.Where(sight => sight.PersonId == person && sight.Why == Projection.Wanted).Select(sight => sight.CaseId).ToListAsync())
        {
            if (await Load(Case(id)) is not { } matter || Deciding.Back(regime, matter, person, Now) is not { Events.Count: > 0 } back) continue;
            await Put(regime, matter, back, null);
        }
    }

    private async Task<IReadOnlyList<Acted>> Since(MatterKey key, int version)
    {
        var name = key.ToString();
        var entries = await db.Journal.AsNoTracking().Where(entry => entry.Matter == name && entry.Seq > version && entry.Kind == "acted").OrderBy(entry => entry.Seq).ToListAsync();
        return [.. entries.Select(entry => (Acted)entry.Read())];
    }

    /// <summary>The parent's side of a request that joined it or left it, in the same write.</summary>
    private async Task Told(Regime regime, Matter parent, Matter child, string number)
    {
        var events = Gathering.OnParent(regime, parent, child.Acts[^1], child.Key.Id, number);
        await Put(regime, parent, new(events.Aggregate(parent, (one, happened) => one.Apply(happened)), events, []), null);
    }

    /// <summary>
    /// What a decision looks at besides its matter: at a finding the case it came from and the earlier findings against the same person or unit, at gathering the parent.
    /// </summary>
    private async Task<IReadOnlyCollection<Matter>> Others(Matter matter, Act act)
    {
        if (act.Name is "gather" or "separate")
        {
            if ((act.Name == "gather" ? act.With.Text("parent") : matter.Parent) is not { } into) return [];
            await db.Lock(Case(into).ToString());
            return await Load(Case(into)) is { } parent ? [parent] : [];
        }
        // A grade looks at what was found against the person, a reward at what the fund took in.
        var all = LooksAtFindings(matter.Key, act);
        if (matter.Key.Kind is not MatterKind.Finding && !all) return [];
        var against = matter.Finding?.Against ?? (act.With.Text("against") is { } name ? Party.Person(name) : null);
        // Two findings against one party are decided one after the other: the second counts the first.
        if (!all && against is not null) await db.Lock($"against:{against}");
        var (id, others) = (against?.Id, new List<Matter>());
        var ids = !all && id is null ? [] : await db.Findings.AsNoTracking().Where(row => all || (row.AgainstPersonId == id || row.AgainstUnitId == id) && row.Id != matter.Key.Id).Select(row => row.Id).ToListAsync();
        if ((matter.Finding?.Case ?? act.With.Text("case")) is { } behind && await Load(Case(behind)) is { } about) others.Add(about);
        foreach (var other in ids)
            if (await Load(new(MatterKind.Finding, other)) is { } found) others.Add(found);
        return others;
    }

    private static bool LooksAtFindings(MatterKey key, Act act) => key.Kind is MatterKind.Organisation && act.Name is "rate" or "reward";

    /// <summary>What an act discharges of the organisation's own duties, in the same write.</summary>
    private async Task Discharge(Regime regime, Decision.Accepted accepted, Act act)
    {
        if (accepted.Matter.Key.Kind == MatterKind.Organisation || !Periods.MayRaise(regime, act.Name) || !await db.Duties.AnyAsync(duty => duty.Matter == Standing.ToString() && duty.Stands && duty.Name == act.Name)) return;
        await db.Lock(Standing.ToString());
        if (await Load(Standing) is not { } organisation) return;
        var events = Periods.Discharge(regime, organisation, new Done(0, act.Name, act.By, act.At, act.With, 1), accepted.Matter).ToList();
        if (events.Count > 0) await Put(regime, organisation, new(events.Aggregate(organisation, (one, happened) => one.Apply(happened)), events, []), null);
    }

    /// <summary>The organisation's own matter: periodic and standing duties.</summary>
    public static readonly MatterKey Standing = new(MatterKind.Organisation, "organisation");

    /// <summary>
    /// Raises the periodic and standing duties that have begun since, from the first adoption of a pack on. It is asked every few seconds and seldom has
    /// anything to do, so it looks before it takes the write lock, and again under it.
    /// </summary>
    public async Task Advance()
    {
        if (await Begun() is null) return;
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Lock(Standing.ToString());
        if (await Begun() is not var (regime, before, events)) return;
        await Put(regime, before, new(events.Aggregate(before, (matter, happened) => matter.Apply(happened)), events, []), null);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private async Task<(Regime Regime, Matter Before, IReadOnlyList<Event> Events)?> Begun()
    {
        var regime = await Regime();
        if (await db.PackAdoptions.MinAsync(adoption => (DateTimeOffset?)adoption.From) is not { } began || began > Now) return null;
        var before = await Load(Standing) ?? new Matter(Standing);
        IReadOnlyList<Event> opening = before.Version == 0 ? [new Opened(Scopes.All(regime), regime.Calendar.Version) { At = began }] : [];
        var opened = opening.Aggregate(before, (matter, happened) => matter.Apply(happened));
        IReadOnlyList<Event> events = [.. opening, .. Periods.Advance(regime, opened, began, Now)];
        return events.Count == 0 ? null : (regime, before, events);
    }

    private async Task<CaseRow?> Put(Regime regime, Matter before, Decision.Accepted accepted, string? importedAs)
    {
        var (around, now) = (await Around(regime), Now);
        var number = before.Version == 0 && accepted.Matter.Key.Kind == MatterKind.Case ? await NextNumber(regime) : null;
        await Appending.To(db, before.Key, before.Version, number is null ? accepted.Events : Numbered(accepted.Events, number), now);
        foreach (var opening in accepted.Openings)
        {
            await Appending.To(db, opening.Matter.Key, 0, opening.Events, now);
            await Projection.Finding(db, opening.Matter);
        }
        switch (accepted.Matter.Key.Kind)
        {
            case MatterKind.Finding:
                await Projection.Finding(db, accepted.Matter);
                break;
            case MatterKind.Case:
                return await Projection.Case(db, regime, around, accepted, now, number, NewCode(), importedAs);
            default:
                await Projection.Duties(db, regime, accepted.Matter);
                await Notices.WriteOwn(db, regime, around, accepted, now);
                break;
        }
        return null;
    }

    /// <summary>The number is given out as the case is written; its history begins with it, so that no other can be put in its place.</summary>
    private static IReadOnlyList<Event> Numbered(IReadOnlyList<Event> events, string number) => [.. events.Select(happened => happened is Opened opened ? opened with { Number = number } : happened)];

    /// <summary>The day and its running number, given out inside the transaction: whoever registers next waits for its end, so that there is neither gap nor twin.</summary>
    private async Task<string> NextNumber(Regime regime)
    {
        var day = regime.Calendar.DayOf(Now).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var last = await db.Next(day);
        return $"{day}-{last:0000}";
    }

    /// <summary>Eight signs without those that look alike: 40 bits, tried at a rate-limited door.</summary>
    private static string NewCode() => RandomNumberGenerator.GetString("ABCDEFGHJKMNPQRSTVWXYZ23456789", 8);
}
