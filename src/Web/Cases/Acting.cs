using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Accountability;
using Shouwen.Duties;
using Shouwen.Web.Accountability;
using Shouwen.Web.Announcements;
using Shouwen.Web.Callbacks;
using Shouwen.Web.Data;
using Shouwen.Web.HandOvers;
using Shouwen.Web.Health;
using Shouwen.Web.Journal;
using Shouwen.Web.Orders;
using Shouwen.Web.Projects;

namespace Shouwen.Web.Cases;

/// <summary>How an act ended: done, refused by rule, or entered on a picture that is no longer true.</summary>
public abstract record Outcome
{
    public sealed record Done(Matter Matter, CaseRow? Row) : Outcome;
    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : Outcome;

    /// <summary>What others did since the form was opened.</summary>
    public sealed record Stale(int Version, IReadOnlyList<Acted> Since) : Outcome;
}

/// <summary>One batch of the watch.</summary>
/// <param name="Handled">Matters that had something due and were nobody else's.</param>
/// <param name="Acted">Those in which something happened.</param>
/// <param name="Failed">Those that could not be judged, put off for an hour.</param>
public sealed record Sounded(int Handled, int Acted, IReadOnlyList<(string Matter, Exception Why)> Failed);

/// <summary>
/// One write, end to end: load the matter, decide in Core, and put journal, state rows, notices and outbox into one transaction at the expected version.
/// </summary>
public sealed class Acting(AppDb db, Regimes regimes, Registrar registrar, TimeProvider time, Figures figures)
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

    /// <summary>
    /// Begins a case. Nobody knows of it yet, so nobody else can decide on it: it is decided and its signs are sought here, and then written together with those that begin at the same moment.
    /// <paramref name="importedAs"/> marks a row of another system; it may come only once.
    /// </summary>
    public Task<Outcome> Register(string by, Fields with, string? importedAs = null) => Counted("register", () => Registered(by, with, importedAs));

    private async Task<Outcome> Registered(string by, Fields with, string? importedAs)
    {
        var act = new Act("register", by, Now, with);
        var regime = await Regime();
        var decision = Decide(regime, new Matter(Case(Guid.CreateVersion7(act.At).ToString("N"))), act, []);
        if (decision is Decision.Refused refused) return new Outcome.Refused(refused.Refusals);
        var accepted = (Decision.Accepted)decision;
        var facts = accepted.Matter.Facts;
        var rarest = await Similar.Rarest(db, Signs, (await Around(regime)).Words, facts.Text("content") ?? "", facts.Text("customer.address"));
        using var span = Tracing.Source.StartActivity("write");
        return new Outcome.Done(accepted.Matter, await registrar.Write(new(regime, act, accepted, rarest, importedAs, time)));
    }

    /// <summary>Does an act on a matter. With <paramref name="seen"/>, the version the form showed, another's act in between makes it stale.</summary>
    /// <param name="key">The matter.</param>
    /// <param name="seen">The version the form showed; null to act on whatever there is.</param>
    /// <param name="act">The act.</param>
    /// <param name="by">Whoever does it.</param>
    /// <param name="with">What is given with it.</param>
    /// <param name="also">Written in the same transaction; called again when a try is taken back.</param>
    public Task<Outcome> Do(MatterKey key, int? seen, string act, string by, Fields with, Func<Task>? also = null) => Counted(act, () => Tried(() => Once(key, seen, new Act(act, by, Now, with), also)));

    public async Task<Matter?> Load(MatterKey key) => await Read(key) is { Events.Count: > 0 } read ? read.Matter : null;

    /// <summary>Everything that happened to a matter, in order; nothing for one there is not.</summary>
    public async Task<IReadOnlyList<Event>> History(MatterKey key) => (await Read(key)).Events;

    /// <summary>A history that was read, with the matter it makes and the hash of its last entry.</summary>
    public sealed record Past(IReadOnlyList<Event> Events, Matter Matter, string Last);

    /// <summary>What this request has read already. A history only grows, so what was read of it stands, and only what came since is asked for.</summary>
    private readonly Dictionary<MatterKey, Past> _read = [];
    private const int MostRead = 100;

    public async Task<Past> Read(MatterKey key)
    {
        var (name, known) = (key.ToString(), _read.GetValueOrDefault(key) ?? new([], new Matter(key), ""));
        var read = known.Events.Count;
        var since = await db.JournalOf(name).AsNoTracking().Where(entry => entry.Seq > read).OrderBy(entry => entry.Seq).ToListAsync();
        if (since.Count == 0) return known;
        List<Event> events = [.. since.Select(entry => entry.Read())];
        known = new([.. known.Events, .. events], events.Aggregate(known.Matter, (matter, happened) => matter.Apply(happened)), since[^1].Hash);
        if (_read.Count == MostRead) _read.Clear();
        return _read[key] = known;
    }

    /// <summary>The hash of the last entry of a history that has so many; null where it was not read.</summary>
    private string? LastOf(MatterKey key, int version) => _read.GetValueOrDefault(key) is { } known && known.Events.Count == version ? known.Last : null;

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
            if (recomputed.Events.Count > 0) await Put(regime, matter, recomputed);
            moved = recomputed.Events.Count(happened => happened is DutyMoved);
        }
        await mark(moved);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return moved;
    }

    /// <summary>Puts files that lie on disk to a case; its history tells of each with the hash of its content.</summary>
    public Task Attach(MatterKey key, string by, IReadOnlyList<Kept> files) => Tried<Outcome>(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Lock(key.ToString());
        var (regime, now) = (await Regime(), Now);
        var matter = await Load(key) ?? throw new InvalidOperationException($"{key} has no history to attach files to.");
        var row = await Attach(regime, matter, [.. files.Select(file => new Attachment
        {
            Id = Guid.CreateVersion7(now), CaseId = Attaching.ShelfOf(key), Name = file.Name, Type = file.Type, Size = file.Size, Hash = file.Hash, ById = by, At = now,
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
        return Put(regime, matter, Happened(matter, events));
    }

    /// <summary>Shows the act in traces, and counts how it ended.</summary>
    private async Task<Outcome> Counted(string act, Func<Task<Outcome>> write)
    {
        using var span = Tracing.Source.StartActivity("act");
        span?.SetTag("act", act);
        return figures.Count(act, await write());
    }

    private static Decision Decide(Regime regime, Matter matter, Act act, IReadOnlyCollection<Matter> others)
    {
        using var span = Tracing.Source.StartActivity("decide");
        return Deciding.Do(regime, matter, act, others);
    }

    /// <summary>Writes, and again where a server took back this try for the sake of another's: nothing of it was kept, and the next decides on what is there now.</summary>
    private async Task<T> Tried<T>(Func<Task<T>> write)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await write();
            }
            catch (Exception failure) when (tries < MostTries && Collisions.MayPass(failure))
            {
                db.Forget();
                _read.Clear();
            }
        }
    }

    /// <summary>Writes cases that begin, all or none of them, under the next numbers of the day.</summary>
    public Task<IReadOnlyList<CaseRow>> Begin(IReadOnlyList<Registrar.Decided> together) => Tried<IReadOnlyList<CaseRow>>(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var day = together[0].Regime.Calendar.DayOf(Now).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        // Whoever registers next waits for the end of this transaction, so that there is neither gap nor twin.
        var number = await db.Next(day, together.Count) - together.Count;
        var rows = new List<CaseRow>();
        foreach (var (regime, act, accepted, rarest, importedAs, _) in together)
        {
            var row = (await Put(regime, new Matter(accepted.Matter.Key), accepted, $"{day}-{++number:0000}", importedAs))!;
            await Similar.File(db, regime, row, rarest, isNew: true);
            await Discharge(regime, accepted, act);
            rows.Add(row);
        }
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return rows;
    });

    private async Task<Outcome> Once(MatterKey key, int? seen, Act act, Func<Task>? also)
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
                var row = await Put(regime, matter, accepted);
                if (act.Name == "amend" && row is not null) await Similar.File(db, regime, row, await Similar.Rarest(db, Signs, (await Around(regime)).Words, row.Content, row.CustomerAddress), isNew: false);
                if (DeskHandOver.Takes(act)) await Settle(regime, others.Single(other => DeskHandOver.IsKey(other.Key)), accepted.Matter, act);
                if (act.Name is "gather" or "separate") await Told(regime, others.Single(), accepted.Matter, row!.Number);
                if (act.Name == "determine") await Overrule(regime, accepted.Matter, act.At);
                await Discharge(regime, accepted, act);
                if (await Learning.From(db, regime, key, act) is { } back) await Back(regime, back);
                if (act is { Name: "callback", By: not Act.Customer }) await Calls.After(db, regime, key.Id, accepted.Matter);
                if (also is not null) await also();
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

    /// <summary>Issues an order: its own matter, and on each case it is about the supervision that it is, all in one write.</summary>
    public Task<Outcome> Issue(string by, Fields with) => Tried(() => Ordered(OrderRows.KeyOf(Guid.CreateVersion7(Now).ToString("N")), by, with));

    private async Task<Outcome> Ordered(MatterKey key, string by, Fields with)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var regime = await Regime();
        var cases = new List<Matter>();
        foreach (var id in with.Texts("cases").Order(StringComparer.Ordinal))
        {
            await db.Lock(Case(id).ToString());
            if (await Load(Case(id)) is { } about) cases.Add(about);
        }
        var act = new Act("issue-order", by, Now, with);
        var decision = Decide(regime, new Matter(key), act, cases);
        if (decision is Decision.Refused refused) return new Outcome.Refused(refused.Refusals);
        var accepted = (Decision.Accepted)decision;
        var number = await OrderRows.Next(db, regime, act.At);
        await Put(regime, new Matter(key), accepted, number);
        foreach (var about in cases)
        {
            var supervise = new Act("supervise", by, act.At, Fields.Of(new { unit = with.Text("unit"), order = number, text = with.Text("text") }));
            var supervision = Decide(regime, about, supervise, []);
            if (supervision is Decision.Refused objected) return new Outcome.Refused(objected.Refusals);
            await Put(regime, about, (Decision.Accepted)supervision);
            await Discharge(regime, (Decision.Accepted)supervision, supervise);
        }
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new Outcome.Done(accepted.Matter, null);
    }

    /// <summary>Begins a project from a lead. <paramref name="importedAs"/> marks the row of a table it came from; it may come only once.</summary>
    public Task<Outcome> Lead(string by, Fields with, string? importedAs = null) => Counted("lead", () => Tried<Outcome>(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var (regime, act) = (await Regime(), new Act("lead", by, Now, with));
        var begins = new Matter(ProjectRows.KeyOf(Guid.CreateVersion7(act.At).ToString("N")));
        var decision = Decide(regime, begins, act, []);
        if (decision is Decision.Refused refused) return new Outcome.Refused(refused.Refusals);
        var accepted = (Decision.Accepted)decision;
        await Put(regime, begins, accepted, await ProjectRows.Next(db, regime, act.At), importedAs);
        await Discharge(regime, accepted, act);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new Outcome.Done(accepted.Matter, null);
    }));

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

    /// <summary>What happened to a matter without a decision of its own about it.</summary>
    private static Decision.Accepted Happened(Matter matter, IReadOnlyList<Event> events) => new(events.Aggregate(matter, (one, happened) => one.Apply(happened)), events, []);

    private async Task<IReadOnlyList<Acted>> Since(MatterKey key, int version)
    {
        var name = key.ToString();
        var entries = await db.JournalOf(name).AsNoTracking().Where(entry => entry.Seq > version && entry.Kind == "acted").OrderBy(entry => entry.Seq).ToListAsync();
        return [.. entries.Select(entry => (Acted)entry.Read())];
    }

    /// <summary>The parent's side of a request that joined it or left it, in the same write.</summary>
    private async Task Told(Regime regime, Matter parent, Matter child, string number)
    {
        var events = Gathering.OnParent(regime, parent, child.Acts[^1], child.Key.Id, number);
        await Put(regime, parent, Happened(parent, events));
    }

    /// <summary>The findings that followed from a verdict which another took the place of hear of it in the same write.</summary>
    private async Task Overrule(Regime regime, Matter about, DateTimeOffset at)
    {
        var found = await db.Findings.AsNoTracking().Where(row => row.CaseId == about.Key.Id && row.Status != "dismissed").OrderBy(row => row.Id).Select(row => row.Id).ToListAsync();
        if (found.Count > 0) await db.LockShared(Findings);
        foreach (var key in found.Select(id => new MatterKey(MatterKind.Finding, id)))
        {
            await db.Lock(key.ToString());
            if (await Load(key) is { } finding && Overruling.Follow(regime, finding, about, at) is { } followed) await Put(regime, finding, followed);
        }
    }

    /// <summary>The list's side of what was accepted from it, in the same write.</summary>
    private async Task Settle(Regime regime, Matter list, Matter moved, Act act)
    {
        var settled = Deciding.Do(regime, list, new Act("accept-hand-over", act.By, act.At, Fields.Of(new { item = act.With.Number("item") })), [moved]);
        await Put(regime, list, settled as Decision.Accepted ?? throw new InvalidOperationException($"{list.Key} refuses what {moved.Key} took from it."), null);
    }

    /// <summary>Begins a history of the organisation's own, numbered in its series: a list of a hand-over, an announcement. Refused, it uses no number.</summary>
    public Task<Outcome> Begin(string series, Func<int, MatterKey> key, string act, string by, Fields with) => Tried<Outcome>(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var matter = new Matter(key(await db.Next(series)));
        var regime = await Regime();
        var done = new Act(act, by, Now, with);
        var decision = Deciding.Do(regime, matter, done, []);
        if (decision is Decision.Refused refused) return new Outcome.Refused(refused.Refusals);
        var accepted = (Decision.Accepted)decision;
        await Put(regime, matter, accepted, null);
        await Discharge(regime, accepted, done);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return new Outcome.Done(accepted.Matter, null);
    });

    /// <summary>
    /// What a decision looks at besides its matter: at a finding the case it came from and the earlier findings against the same person or unit, at gathering the parent.
    /// </summary>
    private async Task<IReadOnlyCollection<Matter>> Others(Matter matter, Act act)
    {
        if (DeskHandOver.Takes(act) && act.With.Text("hand-over") is { } list)
        {
            var key = new MatterKey(MatterKind.Organisation, list);
            if (!DeskHandOver.IsKey(key)) return [];
            await db.Lock(key.ToString());
            return await Load(key) is { } offered ? [offered] : [];
        }
        if (act.Name is "gather" or "separate")
        {
            if ((act.Name == "gather" ? act.With.Text("parent") : matter.Parent) is not { } into) return [];
            await db.Lock(Case(into).ToString());
            return await Load(Case(into)) is { } parent ? [parent] : [];
        }
        // Who handled what is complained of does not judge the complaint.
        if (Complaint.About(matter) is { } complainedOf && await Load(Case(complainedOf)) is { } handled) return [handled];
        // What the fund holds is decided on by one at a time.
        if (act.Name == "reward") return [await Ledgers.Held(db, Rewarding.Paying(await Regime()).Select(pack => pack.Id))];
        if (LooksAtFindings(matter.Key, act)) return await Graded(act);
        if (matter.Key.Kind is not MatterKind.Finding) return [];
        // Two findings against one party are decided one after the other: the second counts the first.
        if ((matter.Finding?.Against ?? (act.With.Text("against") is { } name ? Party.TryParse(name) ?? Party.Person(name) : null)) is { } against) await db.Lock($"against:{against}");
        List<Matter> others = [.. await Beside(matter, act.With.Text("case"))];
        if (act.Name is "reverse" or "decide-objection" && matter.Finding is { } finding) others.Add(await Ledgers.Held(db, [finding.Pack]));
        return others;
    }

    /// <summary>What a finding is judged beside: the case it came from, and, where its regulation counts, the other findings against the same party.</summary>
    public async Task<IReadOnlyCollection<Matter>> Beside(Matter finding, string? @case = null)
    {
        var (regime, others) = (await Regime(), new List<Matter>());
        if ((finding.Finding?.Case ?? @case) is { } behind && await Load(Case(behind)) is { } about) others.Add(about);
        if (finding.Finding is { Against.Id: var id } opened && regime.Packs.FirstOrDefault(pack => pack.Id == opened.Pack) is { } counting && counting.Of<Shouwen.Packs.CountRule>().Any())
            others.AddRange(await Found(db.Findings.Where(row => (row.AgainstPersonId == id || row.AgainstUnitId == id) && row.Id != finding.Key.Id)));
        return others;
    }

    /// <summary>A grade looks at what was found against the person in the period, and at what was found against units, which may mean him.</summary>
    private async Task<IReadOnlyCollection<Matter>> Graded(Act act)
    {
        if (act.With.Text("person") is not { } person) return [];
        return Period.Read(act.With.Text("period")) is { } period ? await FindingsAgainst([person], period) : await Found(db.Findings.Where(row => row.AgainstPersonId == person));
    }

    /// <summary>What was found against these people in the period, and against units.</summary>
    public async Task<IReadOnlyList<Matter>> FindingsAgainst(IReadOnlyCollection<string> people, Period period)
    {
        var zone = (await Regime()).Calendar;
        var (from, until) = (zone.At(period.First, TimeOnly.MinValue).ToUniversalTime(), zone.At(period.Last.AddDays(1), TimeOnly.MinValue).ToUniversalTime());
        return await Found(db.Findings.Where(row => row.OpenedAt >= from && row.OpenedAt < until && (row.AgainstUnitId != null || people.Contains(row.AgainstPersonId!))));
    }

    private async Task<IReadOnlyList<Matter>> Found(IQueryable<FindingRow> rows)
    {
        var names = (await rows.AsNoTracking().Select(row => row.Id).ToListAsync()).ConvertAll(id => new MatterKey(MatterKind.Finding, id).ToString());
        var found = new List<Matter>();
        foreach (var some in names.Chunk(200))
            found.AddRange((await db.Journal.AsNoTracking().Where(entry => some.Contains(entry.Matter)).OrderBy(entry => entry.Matter).ThenBy(entry => entry.Seq).ToListAsync())
                .GroupBy(entry => entry.Matter).Select(entries => Matter.Replay(MatterKey.Parse(entries.Key), entries.Select(entry => entry.Read()))));
        return found;
    }

    private static bool LooksAtFindings(MatterKey key, Act act) => key.Kind is MatterKind.Organisation && act.Name is "rate";

    /// <summary>What an act discharges of the organisation's own duties, in the same write.</summary>
    private async Task Discharge(Regime regime, Decision.Accepted accepted, Act act)
    {
        if (accepted.Matter.Key == Standing || !Periods.MayRaise(regime, act.Name) || !await db.Duties.AnyAsync(duty => duty.Matter == Standing.ToString() && duty.Stands && duty.Name == act.Name)) return;
        await db.Lock(Standing.ToString());
        if (await Load(Standing) is not { } organisation) return;
        var events = Periods.Discharge(regime, organisation, new Done(0, act.Name, act.By, act.At, act.With, 1), accepted.Matter).ToList();
        if (events.Count > 0) await Put(regime, organisation, Happened(organisation, events));
    }

    /// <summary>The organisation's own matter: periodic and standing duties.</summary>
    public static readonly MatterKey Standing = new(MatterKind.Organisation, "organisation");

    /// <summary>
    /// Raises the periodic and standing duties that have begun since, from the first adoption of a pack on. It is asked every few seconds and seldom has
    /// anything to do, so it looks before it takes the write lock, and again under it.
    /// </summary>
    public async Task Advance()
    {
        var (standing, regime, now) = (Standing.ToString(), await Regime(), Now);
        var seen = (regime, regime.Calendar.DayOf(now), await db.Journal.Where(entry => entry.Matter == standing).MaxAsync(entry => (int?)entry.Seq) ?? 0);
        // The same day, the same directory and packs, and nothing has happened since it was found that nothing begins.
        if (regimes.Advanced == seen) return;
        if (await Begun() is null)
        {
            regimes.Advanced = seen;
            return;
        }
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Lock(Standing.ToString());
        if (await Begun() is not var (_, before, events)) return;
        await Put(regime, before, Happened(before, events));
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

    /// <param name="regime">What is in force.</param>
    /// <param name="before">The matter before.</param>
    /// <param name="accepted">What was decided.</param>
    /// <param name="number">Of a case or an order that begins with it.</param>
    /// <param name="importedAs">The mark of one that begins with it.</param>
    private async Task<CaseRow?> Put(Regime regime, Matter before, Decision.Accepted accepted, string? number = null, string? importedAs = null)
    {
        var (around, now) = (await Around(regime), Now);
        await Appending.To(db, before.Key, before.Version, number is null ? accepted.Events : Numbered(accepted.Events, number), now, LastOf(before.Key, before.Version));
        foreach (var opening in accepted.Openings)
        {
            await Appending.To(db, opening.Matter.Key, 0, opening.Events, now);
            await Projection.Finding(db, opening.Matter);
            Notices.WriteFinding(db, regime, around, opening.Matter, opening.Events, now);
        }
        await Ledgers.Write(db, before.Key, before.Version, accepted.Events);
        switch (accepted.Matter.Key.Kind)
        {
            case MatterKind.Finding:
                await Projection.Finding(db, accepted.Matter);
                await Projection.Duties(db, regime, accepted.Matter, isNew: before.Version == 0);
                Notices.WriteFinding(db, regime, around, accepted.Matter, accepted.Events, now);
                break;
            case MatterKind.Case:
                return await Projection.Case(db, regime, around, accepted, now, number, NewCode(), importedAs);
            case MatterKind.Project:
                var project = await ProjectRows.Write(db, regime, accepted, now, number, importedAs);
                Notices.WriteProject(db, regime, around, project, accepted, now);
                break;
            case MatterKind.Order:
                var order = await OrderRows.Write(db, regime, accepted.Matter, number);
                await Projection.Duties(db, regime, accepted.Matter, isNew: before.Version == 0);
                Notices.WriteOrder(db, regime, around, order, accepted, now);
                break;
            default:
                await Projection.Duties(db, regime, accepted.Matter);
                if (DeskHandOver.IsKey(accepted.Matter.Key)) await HandOverRows.Write(db, accepted.Matter, regime.Organisation);
                if (Rewarding.IsKey(accepted.Matter.Key)) await RewardRows.Write(db, accepted.Matter, regime);
                if (Grading.IsKey(accepted.Matter.Key)) await GradeRows.Write(db, accepted.Matter);
                if (Announcement.IsKey(accepted.Matter.Key)) await AnnouncementRows.Write(db, accepted.Matter, regime);
                Notices.WriteOwn(db, regime, around, accepted, now);
                break;
        }
        return null;
    }

    /// <summary>The number is given out as the case is written; its history begins with it, so that no other can be put in its place.</summary>
    public static IReadOnlyList<Event> Numbered(IReadOnlyList<Event> events, string number) => [.. events.Select(happened => happened is Opened opened ? opened with { Number = number } : happened)];

    /// <summary>Eight signs without those that look alike: 40 bits, tried at a rate-limited door.</summary>
    private static string NewCode() => RandomNumberGenerator.GetString("ABCDEFGHJKMNPQRSTVWXYZ23456789", 8);
}
