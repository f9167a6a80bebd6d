using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Calendar;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Packs;
using Shouwen.Web.Sending;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Journal;

/// <summary>Something that does not agree: in which matter, at which entry (0 for the matter as a whole), and what.</summary>
public sealed record Breakage(string Matter, int Seq, string What);

/// <summary>
/// 核验: reads the journal as anybody could, without the application's word for it. Each matter's entries are numbered without a gap, each hash covers its entry and the one
/// before; what replaying them gives is what the state rows say; each attachment on disk has the content it is known by.
/// Entries cut off a matter's end show where its state row remembers a later version.
/// </summary>
public sealed class Verifying(AppDb db, Files files)
{
    /// <summary>Every matter that the journal or a state row names.</summary>
    public async Task<IReadOnlyList<string>> Matters() => [.. (await db.Journal.Select(entry => entry.Matter).Distinct().ToListAsync())
        .Union((await db.Cases.Select(row => row.Id).ToListAsync()).Select(id => $"case:{id}")).Union((await db.Findings.Select(row => row.Id).ToListAsync()).Select(id => $"finding:{id}"))
        .Union(await db.Duties.Select(row => row.Matter).Distinct().ToListAsync()).Union(await db.PackAdoptions.AnyAsync() ? [Rulebook.Key.ToString()] : []).Order(StringComparer.Ordinal)];

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
        if (entries.Count == 0) return [new(name, 0, "日志里没有这件事项，却有它的状态行")];
        var (found, events) = (Chain(entries), new List<Event>());
        foreach (var entry in entries)
        {
            try
            {
                var happened = entry.Read();
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
            found.AddRange(await States(Matter.Replay(key, events)));
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or NullReferenceException or KeyNotFoundException or FormatException)
        {
            // Entries that are missing or exchanged can make a history that never was.
            found.Add(new(name, 0, $"重放不出来：{failure.Message}"));
        }
        if (key.Kind == MatterKind.Case) found.AddRange(await Attached(key));
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

    private async Task<List<Breakage>> States(Matter matter)
    {
        var name = matter.Key.ToString();
        var found = new List<Breakage>();
        if (matter.Key.Kind == MatterKind.Case)
        {
            if (await db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.Id == matter.Key.Id) is not { } row) found.Add(new(name, 0, "缺状态行"));
            else
            {
                Same("版本", matter.Version, row.Version);
                Same("状态", matter.Status, row.Status);
                Same("首问责任人", matter.FirstContact.Id, row.FirstContactId);
                Same("承办人", matter.Handler is { IsPerson: true } handler ? handler.Id : null, row.HandlerId);
                Same("内容", matter.Facts.Text("content") ?? "", row.Content);
                Same("客户", matter.Facts.Text("customer.name"), row.CustomerName);
                Same("客户电话", Phones.Digits(matter.Facts.Text("customer.phone")), row.CustomerPhone);
                Same("客户邮箱", Mime.Address(matter.Facts.Text("customer.email")), row.CustomerEmail);
                Same("是否告知", matter.Told, row.Told);
                Same("满意", matter.Satisfied, row.Satisfied);
                Same("办理轮次", matter.Round, row.Round);
                Same("登记时间", matter.OpenedAt.ToUnixTimeMilliseconds(), row.RegisteredAt.ToUnixTimeMilliseconds());
                Same("是否办结", matter.IsClosed, row.ClosedAt is not null);
            }
        }
        else if (matter.Key.Kind == MatterKind.Finding)
        {
            if (await db.Findings.AsNoTracking().SingleOrDefaultAsync(row => row.Id == matter.Key.Id) is not { } row) found.Add(new(name, 0, "缺状态行"));
            else
            {
                Same("版本", matter.Version, row.Version);
                Same("状态", matter.Status, row.Status);
                Same("问责对象", matter.Finding?.Against.Id, row.AgainstPersonId ?? row.AgainstUnitId);
            }
        }
        else if (matter.Key.Kind == MatterKind.Order)
        {
            if (await db.Orders.AsNoTracking().SingleOrDefaultAsync(row => row.Id == matter.Key.Id) is not { } row) found.Add(new(name, 0, "缺状态行"));
            else
            {
                Same("版本", matter.Version, row.Version);
                Same("状态", matter.Status, row.Status);
                Same("等级", Ordering.GradeOf(matter), row.Grade);
                Same("被督办部门", Ordering.UnitOf(matter), row.UnitId);
                Same("督办人", Ordering.IssuerOf(matter), row.IssuerId);
                Same("内容", matter.Facts.Text("text"), row.Text);
            }
        }
        var duties = await db.Duties.AsNoTracking().Where(row => row.Matter == name).ToDictionaryAsync(row => row.No);
        // Only cases and the organisation itself keep rows of their duties.
        if (matter.Key.Kind != MatterKind.Finding)
            foreach (var duty in matter.Duties)
                if (!duties.Remove(duty.No, out var row)) found.Add(new(name, 0, $"缺第 {duty.No} 项责任的状态行"));
                else
                {
                    Same($"第 {duty.No} 项责任的状态", duty.State.ToString().ToLowerInvariant(), row.State);
                    Same($"第 {duty.No} 项责任的期限", duty.Due?.ToUnixTimeMilliseconds(), row.Due?.ToUnixTimeMilliseconds());
                    Same($"第 {duty.No} 项责任的条款", (duty.Pack, duty.Clause), (row.Pack, row.Clause));
                    Same($"第 {duty.No} 项责任的了结时间", duty.EndedAt?.ToUnixTimeMilliseconds(), row.EndedAt?.ToUnixTimeMilliseconds());
                }
        found.AddRange(duties.Keys.Select(no => new Breakage(name, 0, $"日志里没有第 {no} 项责任")));
        return found;

        void Same<T>(string what, T journal, T kept)
        {
            if (!EqualityComparer<T>.Default.Equals(journal, kept)) found.Add(new(name, 0, $"{what}不符：日志 {journal}，状态行 {kept}"));
        }
    }

    private async Task<IReadOnlyList<Breakage>> Attached(MatterKey key)
    {
        var found = new List<Breakage>();
        foreach (var row in await db.Attachments.AsNoTracking().Where(file => file.CaseId == key.Id).ToListAsync())
        {
            var path = files.PathOf(row.Hash);
            if (!File.Exists(path)) found.Add(new(key.ToString(), 0, $"附件“{row.Name}”不在了"));
            else
            {
                await using var content = File.OpenRead(path);
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content)) != row.Hash) found.Add(new(key.ToString(), 0, $"附件“{row.Name}”被改动"));
            }
        }
        return found;
    }
}
