using System.IO.Compression;
using System.Text;
using Shouwen.Seals;

namespace Shouwen.Web.Seals;

/// <summary>An exported case as it lies on disk: the zip, the data alone, or the page alone.</summary>
public static class CaseArchive
{
    private const long Largest = 500 * 1024 * 1024;

    /// <summary>What the file shows by itself; attachments are looked at in a zip.</summary>
    /// <exception cref="FormatException">No exported case, with a sentence for people.</exception>
    public static async Task<(CaseFile File, CaseFileCheck Check)> Look(FileInfo file, CancellationToken cancel)
    {
        if (!file.Exists) throw new FormatException($"没有文件 {file.FullName}");
        if (file.Length > Largest) throw new FormatException($"{file.Name} 有 {file.Length / 1024 / 1024} MB，不像导出的卷宗");
        var bytes = await File.ReadAllBytesAsync(file.FullName, cancel);
        if (!bytes.AsSpan().StartsWith("PK"u8)) return Alone(Encoding.UTF8.GetString(bytes), file.Name);
        try
        {
            return await Zip(bytes, file.Name, cancel);
        }
        catch (InvalidDataException failure)
        {
            throw new FormatException($"{file.Name} 已损坏：{failure.Message}", failure);
        }
    }

    private static (CaseFile File, CaseFileCheck Check) Alone(string text, string name)
    {
        if (!text.TrimStart().StartsWith('<')) return Seen(CaseFile.Read(text), null, null);
        return Seen(CaseFile.Read(CasePage.DataIn(text) ?? throw new FormatException($"{name} 里没有卷宗数据")), text, null);
    }

    private static async Task<(CaseFile File, CaseFileCheck Check)> Zip(byte[] bytes, string name, CancellationToken cancel)
    {
        await using var zip = await ZipArchive.CreateAsync(new MemoryStream(bytes), ZipArchiveMode.Read, leaveOpen: false, Encoding.UTF8, cancel);
        var content = new Dictionary<string, byte[]>();
        foreach (var entry in zip.Entries)
        {
            if (content.Sum(one => (long)one.Value.Length) + entry.Length > Largest) throw new FormatException($"{name} 展开以后太大，不像导出的卷宗");
            await using var stream = await entry.OpenAsync(cancel);
            using var all = new MemoryStream();
            await stream.CopyToAsync(all, cancel);
            if (!content.TryAdd(entry.FullName, all.ToArray())) throw new FormatException($"{name} 里有两个 {entry.FullName}");
        }
        var json = content.GetValueOrDefault(CaseExport.Data) ?? throw new FormatException($"{name} 里没有 {CaseExport.Data}，不是导出的卷宗");
        var (text, page) = (Encoding.UTF8.GetString(json), content.TryGetValue(CaseExport.Page, out var html) ? Encoding.UTF8.GetString(html) : null);
        var (file, check) = Seen(CaseFile.Read(text), page, path => content.GetValueOrDefault(path));
        var known = file.Files.Select(one => one.Path).Append(CaseExport.Data).Append(CaseExport.Page).ToHashSet();
        return (file, check with { Problems = [.. check.Problems, .. page is not null && CasePage.DataIn(page) != text ? ["页面里的数据与 case.json 不同"] : Array.Empty<string>(),
            .. content.Keys.Where(path => !known.Contains(path)).Select(path => $"多出文件 {path}")] });
    }

    private static (CaseFile File, CaseFileCheck Check) Seen(CaseFile file, string? page, Func<string, byte[]?>? content)
    {
        var check = CaseFileCheck.Of(file, content);
        return (file, page is null || CasePage.TextsIn(page).SequenceEqual(CasePage.Texts(file)) ? check : check with { Problems = [.. check.Problems, "页面上的文字与数据不符"] });
    }
}
