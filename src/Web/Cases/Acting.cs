using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Accountability;
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

/// <summary>
/// One write, end to end: load the matter, decide in Core, and put journal, state rows, notices and outbox into one transaction at the expected version.
/// </summary>
public sealed partial class Acting(AppDb db, Regimes regimes, Registrar registrar, TimeProvider time, Figures figures)
{
    private const int MostTries = 5;

    /// <summary>Whole milliseconds, so that a stored moment reads back equal.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    public static MatterKey Case(string id) => new(MatterKind.Case, id);

    /// <summary>Does an act on a matter. With <paramref name="seen"/>, the version the form showed, another's act in between makes it stale.</summary>
    /// <param name="key">The matter.</param>
    /// <param name="seen">The version the form showed; null to act on whatever there is.</param>
    /// <param name="act">The act.</param>
    /// <param name="by">Whoever does it.</param>
    /// <param name="with">What is given with it.</param>
    /// <param name="also">Written in the same transaction; called again when a try is taken back.</param>
    public Task<Outcome> Do(MatterKey key, int? seen, string act, string by, Fields with, Func<Task>? also = null) => Counted(act, () => Tried(() => Once(key, seen, new Act(act, by, Now, with), also)));

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

    /// <summary>Puts files that lie on disk, if there are any, to a matter; its history tells of each with the hash of its content.</summary>
    public Task Attach(MatterKey key, string by, IReadOnlyList<Kept> files) => files.Count == 0 ? Task.CompletedTask : Tried<Outcome>(async () =>
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
                if (DeskHandOver.Takes(act.Name, act.With)) await Settle(regime, others.Single(other => DeskHandOver.IsKey(other.Key)), accepted.Matter, act);
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

    /// <summary>What happened to a matter without a decision of its own about it.</summary>
    private static Decision.Accepted Happened(Matter matter, IReadOnlyList<Event> events) => new(events.Aggregate(matter, (one, happened) => one.Apply(happened)), events, []);

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
}
