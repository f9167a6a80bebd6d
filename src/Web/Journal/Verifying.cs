using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Accountability;
using Shouwen.Web.Accountability;
using Shouwen.Web.Announcements;
using Shouwen.Web.Calendar;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.HandOvers;
using Shouwen.Web.Packs;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Journal;

/// <summary>Something that does not agree: in which matter, at which entry (0 for the matter as a whole), and what.</summary>
public sealed record Breakage(string Matter, int Seq, string What);

/// <summary>
/// 核验: reads the journal as anybody could, without the application's word for it. Each matter's entries are numbered without a gap, each hash covers its entry and the one
/// before; what replaying them gives is what the state rows say; each attachment on disk has the content it is known by.
/// Entries cut off a matter's end show where its state row remembers a later version, or the seal of a day that is over a later entry.
/// </summary>
public sealed class Verifying(AppDb db, Files files)
{
    /// <summary>Every matter that the journal or a state row names.</summary>
    public async Task<IReadOnlyList<string>> Matters() => [.. (await db.Journal.Select(entry => entry.Matter).Distinct().ToListAsync())
        .Union((await db.Cases.Select(row => row.Id).ToListAsync()).Select(id => $"case:{id}")).Union((await db.Findings.Select(row => row.Id).ToListAsync()).Select(id => $"finding:{id}"))
        .Union(await db.Projects.Select(row => row.Matter).ToListAsync()).Union(await db.Duties.Select(row => row.Matter).Distinct().ToListAsync()).Union(await db.Ledger.Select(row => row.Matter).Distinct().ToListAsync()).Union((await db.Rewards.Select(row => row.Id).ToListAsync()).Select(id => Rewarding.Key(id).ToString()))
        .Union(await db.SealedHeads.Select(head => head.Matter).Distinct().ToListAsync())
        .Union((await db.Attachments.Select(file => file.CaseId).Distinct().ToListAsync()).Select(id => id.Contains(':', StringComparison.Ordinal) ? id : $"case:{id}")).Union(await db.PackAdoptions.AnyAsync() ? [Rulebook.Key.ToString()] : []).Order(StringComparer.Ordinal)];

    /// <summary>One picture for the whole walk, though others go on writing.</summary>
    public async Task<IAsyncDisposable> Snapshot()
    {
        await db.Database.OpenConnectionAsync();
        DbTransaction picture = db.Database.GetDbConnection() is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true)
            : await db.Database.GetDbConnection().BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
        await db.Database.UseTransactionAsync(picture);
        return picture;
    }

    public async Task<IReadOnlyList<Breakage>> Look(string name)
    {
        var entries = await db.Journal.AsNoTracking().Where(entry => entry.Matter == name).OrderBy(entry => entry.Seq).ToListAsync();
        if (entries.Count == 0) return [new(name, 0, await db.SealedHeads.AnyAsync(head => head.Matter == name) ? "日志里没有这件事项，封存里却有它" : "日志里没有这件事项，却有它的状态行或附件")];
        var (found, events) = (Chain(entries), new List<Event>());
        foreach (var entry in entries)
        {
            try
            {
                var happened = entry.Read();
                if (JournalEntry.KindOf(entry.Body) != entry.Kind) found.Add(new(name, entry.Seq, $"类别与内容不一致：{entry.Kind}"));
                if (happened.At.ToUnixTimeMilliseconds() != entry.At.ToUnixTimeMilliseconds()) found.Add(new(name, entry.Seq, "时间与内容不一致"));
                events.Add(happened);
            }
            catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException or FormatException)
            {
                found.Add(new(name, entry.Seq, $"内容读不出来：{failure.Message}"));
                return found;
            }
        }
        var key = MatterKey.Parse(name);
        try
        {
            if (key == Rulebook.Key)
            {
                List<(int, Event)> book = [.. entries.Zip(events, (entry, happened) => (entry.Seq, happened))];
                foreach (var difference in (string[])[.. await Adopted.Replay(book).Differences(db), .. await Changing.Differences(db, book)]) found.Add(new(name, 0, difference));
            }
            var matter = Matter.Replay(key, events);
            foreach (var difference in (string[])[.. DeskHandOver.IsKey(key) ? await HandOverRows.Differences(db, matter) : [], .. Announcement.IsKey(key) ? await AnnouncementRows.Differences(db, matter) : []]) found.Add(new(name, 0, difference));
            foreach (var difference in (string[])[.. await Ledgers.Differences(db, key, events), .. Rewarding.IsKey(key) ? await RewardRows.Differences(db, matter) : Grading.IsKey(key) ? await GradeRows.Differences(db, matter) : []]) found.Add(new(name, 0, difference));
            found.AddRange(await States.Differences(db, matter));
            if (key.Kind is MatterKind.Case or MatterKind.Project or MatterKind.Organisation) found.AddRange(await Attached(matter));
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or NullReferenceException or KeyNotFoundException or FormatException)
        {
            // Entries that are missing or exchanged can make a history that never was.
            found.Add(new(name, 0, $"重放不出来：{failure.Message}"));
        }
        found.AddRange(await Sealed(name, entries));
        return found;
    }

    private static List<Breakage> Chain(List<JournalEntry> entries)
    {
        var found = new List<Breakage>();
        var (seq, previous) = (0, "");
        foreach (var entry in entries)
        {
            if (entry.Seq != seq + 1) found.Add(new(entry.Matter, entry.Seq, $"第 {seq} 条之后缺了记录"));
            if (entry.Previous != previous) found.Add(new(entry.Matter, entry.Seq, "与前一条接不上"));
            if (entry.Hash != entry.Fingerprint()) found.Add(new(entry.Matter, entry.Seq, "内容被改动：哈希不符"));
            (seq, previous) = (entry.Seq, entry.Hash);
        }
        return found;
    }

    /// <summary>What the seals remember of a matter must be in its journal.</summary>
    private async Task<IEnumerable<Breakage>> Sealed(string name, List<JournalEntry> entries)
    {
        var heads = await db.SealedHeads.AsNoTracking().Where(head => head.Matter == name).OrderBy(head => head.Seal).ToListAsync();
        return heads.Where(head => entries.Find(entry => entry.Seq == head.Seq)?.Hash != head.Hash)
            .Select(head => new Breakage(name, head.Seq, $"与第 {head.Seal} 号封存不符：{(entries[^1].Seq < head.Seq ? $"封存时有 {head.Seq} 条，现在只有 {entries[^1].Seq} 条" : "封存时不是这条记录")}"));
    }

    /// <summary>The files that the history tells of are those of the rows, and lie on disk as they were.</summary>
    private async Task<IReadOnlyList<Breakage>> Attached(Matter matter)
    {
        var (name, found) = (matter.Key.ToString(), new List<Breakage>());
        var shelf = Attaching.ShelfOf(matter.Key);
        var rows = await db.Attachments.AsNoTracking().Where(file => file.CaseId == shelf).ToDictionaryAsync(file => file.Id.ToString());
        foreach (var told in matter.Files)
        {
            if (!rows.Remove(told.File, out var row)) found.Add(new(name, 0, $"附件“{told.Name}”的登记行不在了"));
            else if ((row.Name, row.Type, row.Size, row.Hash, row.ById, row.At.ToUnixTimeMilliseconds()) != (told.Name, told.Type, told.Size, told.Hash, told.By, told.At.ToUnixTimeMilliseconds())
                || row.Seq is not { } seq || await Telling(name, seq) != told.File) found.Add(new(name, row.Seq ?? 0, $"附件“{told.Name}”的登记行与历史不符"));
            if (await files.Problem(told.Hash, told.Size) is { } problem) found.Add(new(name, 0, $"附件“{told.Name}”{problem}"));
        }
        found.AddRange(rows.Values.Select(row => new Breakage(name, 0, $"历史里没有附件“{row.Name}”")));
        return found;
    }

    private async Task<string?> Telling(string name, int seq) =>
        await db.Journal.AsNoTracking().SingleOrDefaultAsync(entry => entry.Matter == name && entry.Seq == seq) is { Kind: "attached" } entry ? (entry.Read() as Attached)?.File : null;
}
