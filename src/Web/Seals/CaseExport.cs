using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Seals;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Seals;

/// <summary>导出卷宗: one case as a sealed file, whole: nothing that a rule keeps from some is left out, for a hash covers all of it. Who may have it is decided before.</summary>
public static class CaseExport
{
    public const string Data = "case.json", Page = "case.html";

    /// <param name="db">Where the case lies.</param>
    /// <param name="acting">What is in force, for the names in it.</param>
    /// <param name="number">The case's number.</param>
    /// <param name="by">Who exports it, as the file tells.</param>
    /// <returns>Null when there is no such case.</returns>
    public static async Task<CaseFile?> Of(AppDb db, Acting acting, string number, string by)
    {
        if (await Dossier.Whole(db, acting, number) is not { } dossier) return null;
        var name = dossier.Matter.Key.ToString();
        var entries = await db.JournalOf(name).AsNoTracking().OrderBy(entry => entry.Seq).ToListAsync();
        var (seals, proofs) = await Proofs(db, name);
        var organisation = await db.Organisations.AsNoTracking().SingleAsync();
        return new(CaseFile.Known, organisation.Name, organisation.Zone, name, number, dossier.Now.ToUnixTimeMilliseconds(), by,
            [.. entries.Select(entry => new CaseFile.Entry(entry.Seq, entry.At.ToUnixTimeMilliseconds(), entry.RecordedAt.ToUnixTimeMilliseconds(), entry.Kind, entry.Body, entry.Previous, entry.Hash))],
            [.. entries.Where(entry => entry.Kind == "attached").Select(entry => Told(entry.Seq, (Attached)entry.Read()))], seals, proofs, Readable(dossier));
    }

    /// <summary>The page, the data and the attachments as one zip.</summary>
    public static async Task Write(CaseFile file, Files files, Stream to, CancellationToken cancel)
    {
        var json = file.Write();
        await using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        await Put(Page, Encoding.UTF8.GetBytes(CasePage.Render(file, json)));
        await Put(Data, Encoding.UTF8.GetBytes(json));
        foreach (var attachment in file.Files)
            // One that is gone is missing in the file too, which then says so itself.
            if (await files.Problem(attachment.Hash, attachment.Size) != Cases.Files.Gone) await Put(attachment.Path, await File.ReadAllBytesAsync(files.PathOf(attachment.Hash), cancel));

        async Task Put(string path, byte[] content)
        {
            var entry = zip.CreateEntry(path);
            entry.LastWriteTime = DateTimeOffset.FromUnixTimeMilliseconds(file.ExportedAt);
            await using var stream = await entry.OpenAsync(cancel);
            await stream.WriteAsync(content, cancel);
        }
    }

    private static CaseFile.Attachment Told(int seq, Attached told) => new(seq, told.Name, told.Type, told.Size, told.Hash, $"files/{seq:000}-{Safe(told.Name)}");

    private static string Safe(string name) => string.Concat(name.Select(sign => char.IsControl(sign) || "\\/:*?\"<>|".Contains(sign, StringComparison.Ordinal) ? '_' : sign));

    private static async Task<(IReadOnlyList<CaseFile.Day> Seals, IReadOnlyList<CaseFile.Proof> Proofs)> Proofs(AppDb db, string name)
    {
        var own = await db.SealedHeads.AsNoTracking().Where(head => head.Matter == name).OrderBy(head => head.Seal).ToListAsync();
        if (own is not [var first, ..]) return ([], []);
        var proofs = new List<CaseFile.Proof>();
        foreach (var head in own)
        {
            var heads = MerkleTree.Ordered(await db.SealedHeads.AsNoTracking().Where(one => one.Seal == head.Seal).Select(one => new Head(one.Matter, one.Seq, one.Hash)).ToListAsync());
            proofs.Add(new(head.Seal, head.Seq, MerkleTree.Path(heads, heads.Index().First(one => one.Item.Matter == name).Index)));
        }
        var seals = await db.Seals.AsNoTracking().Where(seal => seal.Number >= first.Seal).OrderBy(seal => seal.Number).ToListAsync();
        return ([.. seals.Select(seal => new CaseFile.Day(seal.Number, seal.From.ToUnixTimeMilliseconds(), seal.To.ToUnixTimeMilliseconds(), seal.Count, seal.Root, seal.Previous, seal.MadeAt.ToUnixTimeMilliseconds(), seal.Hash))], proofs);
    }

    private static CaseFile.Reading Readable(Dossier dossier)
    {
        var (row, matter, zone) = (dossier.Row, dossier.Matter, dossier.Regime.Calendar.Zone);
        string Say(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);
        (string Label, string? Text)[] facts =
        [
            ("受理时间", Say(row.RegisteredAt)), ("渠道", $"{Words.Value("channel", row.Channel)} · {Words.Value("kind", row.Kind)}"), ("诉求内容", row.Content), ("客户", row.CustomerName),
            ("电话", row.CustomerPhone), ("邮箱", row.CustomerEmail), ("单位", row.CustomerUnit), ("地址", row.CustomerAddress), ("首问责任人", dossier.FullName(matter.FirstContact)),
            ("办理人", dossier.FullName(matter.Handler)), ("状态", Words.Value("status", row.Status)), ("适用制度", string.Join("、", matter.Packs.Select(mark => $"《{dossier.Regime.Title(Shouwen.Packs.Pack.IdOf(mark))}》"))),
        ];
        return new($"{Words.Value("status", row.Status)}，{Say(row.RegisteredAt)}登记",
            [.. facts.Where(fact => !string.IsNullOrEmpty(fact.Text)).Select(fact => new CaseFile.Fact(fact.Label, fact.Text!))],
            [.. dossier.Story().Select(line => new CaseFile.Line(Say(line.At), line.Sentence, [.. line.Texts.Select(text => new CaseFile.Fact(text.Label, text.Text))], line.Details))],
            [.. matter.Duties.Select(duty => new CaseFile.Owed(dossier.Name(dossier.Bearer(duty)), duty.Text ?? Words.Duty(duty.Name), $"《{dossier.Regime.Title(duty.Pack)}》{duty.Clause}",
                duty.Due is { } due ? Say(due) : duty.Limit is { } limit ? Words.Limit(limit) : "不定", $"{Words.State(duty.State)}{(duty.EndedAt is { } ended ? $"，{Say(ended)}" : "")}"))]);
    }
}
