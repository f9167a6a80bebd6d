using Microsoft.EntityFrameworkCore;
using Shouwen.Seals;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;

namespace Shouwen.Web.Seals;

/// <summary>
/// Verifies the seals from their rows and the journal alone: each names the one before, its own hash covers it, its heads give its root, and the journal of its day has these heads and
/// no other. What is wrong with a seal is named <c>seal:12</c>, what is wrong with a matter by the matter.
/// </summary>
public sealed class SealCheck(AppDb db)
{
    public static string NameOf(int number) => $"seal:{number}";

    public Task<List<Seal>> Seals() => db.Seals.AsNoTracking().OrderBy(seal => seal.Number).ToListAsync();

    /// <summary>The chain of the seals, and seals noted outside that are not in it.</summary>
    public async Task<IReadOnlyList<Breakage>> Chain(IReadOnlyList<Seal> seals, IReadOnlyCollection<string> noted)
    {
        var found = Links(seals, null);
        var numbers = seals.Select(seal => seal.Number).ToHashSet();
        foreach (var number in (await db.SealedHeads.Select(head => head.Seal).Distinct().ToListAsync()).Where(number => !numbers.Contains(number)))
            found.Add(new(NameOf(number), 0, "封存不在了，它的清单还在"));
        if (seals is [var first, ..] && await db.Journal.AnyAsync(entry => entry.RecordedAt < first.From)) found.Add(new(NameOf(first.Number), 0, "第一号封存之前还有记录"));
        var hashes = seals.Select(seal => seal.Hash).ToHashSet();
        found.AddRange(noted.Where(hash => !hashes.Contains(hash)).Select(hash => new Breakage("seal:?", 0, $"外面记下的封存 {Fingerprints.Grouped(hash)} 这里没有：这里的记录不是当时那一份")));
        return found;
    }

    /// <summary>Seals in their order, each against the one before it; <paramref name="before"/> is the one before the first of them.</summary>
    public static List<Breakage> Links(IReadOnlyList<Seal> seals, Seal? before)
    {
        var found = new List<Breakage>();
        foreach (var seal in seals)
        {
            var name = NameOf(seal.Number);
            if (seal.Number != (before?.Number ?? 0) + 1) found.Add(new(name, 0, $"第 {before?.Number ?? 0} 号之后缺了封存"));
            if (seal.Previous != (before?.Hash ?? "")) found.Add(new(name, 0, "与前一号封存接不上"));
            if (before is not null && seal.From != before.To) found.Add(new(name, 0, "起点不是前一号封存的终点"));
            if (seal.To <= seal.From || seal.MadeAt < seal.To) found.Add(new(name, 0, "起止或封存时间不合理"));
            if (seal.Hash != seal.Fingerprint()) found.Add(new(name, 0, "封存被改动：哈希不符"));
            before = seal;
        }
        return found;
    }

    /// <summary>One seal against its heads and against the journal of its day.</summary>
    public async Task<IReadOnlyList<Breakage>> Look(Seal seal, CancellationToken cancel = default)
    {
        var (name, found) = (NameOf(seal.Number), new List<Breakage>());
        var kept = MerkleTree.Ordered(await db.SealedHeads.AsNoTracking().Where(head => head.Seal == seal.Number).Select(head => new Head(head.Matter, head.Seq, head.Hash)).ToListAsync(cancel));
        if (kept.Count != seal.Count) found.Add(new(name, 0, $"清单有 {kept.Count} 件，封存写的是 {seal.Count} 件"));
        if (MerkleTree.Root(kept) != seal.Root) found.Add(new(name, 0, "清单与根哈希不符"));
        var now = (await Sealing.Heads(db, seal.From, seal.To, cancel)).ToDictionary(head => head.Matter);
        foreach (var head in kept)
            if (!now.Remove(head.Matter, out var there)) found.Add(new(head.Matter, head.Seq, $"第 {seal.Number} 号封存里有，那天的日志里没有了"));
            else if (there != head) found.Add(new(head.Matter, Math.Min(head.Seq, there.Seq), $"第 {seal.Number} 号封存时是第 {head.Seq} 条，现在是第 {there.Seq} 条{(there.Seq == head.Seq ? "，内容不同" : "")}"));
        found.AddRange(now.Values.Select(head => new Breakage(head.Matter, head.Seq, $"第 {seal.Number} 号封存以后补写进了那一天")));
        return found;
    }
}
