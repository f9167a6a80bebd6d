using System.Security.Cryptography;
using Shouwen.Cases;

namespace Shouwen.Web.Cases;

/// <summary>A file that lies on disk: its name, what its first bytes say it is, its size in bytes and the SHA-256 of its content in hex.</summary>
public sealed record Kept(string Name, string Type, long Size, string Hash);

/// <summary>
/// Attachments lie on disk under the hash of their content, so the same file lies there once and none is ever overwritten.
/// What a file is, its first bytes say; the name and the browser are not believed.
/// </summary>
public sealed class Files(SiteOptions options)
{
    /// <summary>Where the content of a file should be and isn't.</summary>
    public const string Gone = "不在了";

    public const long Largest = 10 * 1024 * 1024;

    private static readonly (string Type, string[] Endings, byte[] Begins)[] Known =
    [
        ("image/jpeg", [".jpg", ".jpeg"], [0xFF, 0xD8, 0xFF]),
        ("image/png", [".png"], [0x89, 0x50, 0x4E, 0x47]),
        ("application/pdf", [".pdf"], "%PDF-"u8.ToArray()),
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"], [0x50, 0x4B, 3, 4]),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"], [0x50, 0x4B, 3, 4]),
        ("audio/amr", [".amr"], "#!AMR"u8.ToArray()),
        ("audio/mpeg", [".mp3"], "ID3"u8.ToArray()),
        ("audio/wav", [".wav"], "RIFF"u8.ToArray()),
    ];

    public static string Accepts => string.Join(",", Known.SelectMany(known => known.Endings));

    /// <summary>The files that are not taken, each with the reason.</summary>
    public static async Task<IReadOnlyList<(IFormFile File, string Why)>> Problems(IEnumerable<IFormFile> files)
    {
        var problems = new List<(IFormFile, string)>();
        foreach (var file in files)
            if (await Problem(file) is { } why) problems.Add((file, why));
        return problems;
    }

    /// <summary>The same as refusals of the fields they came in.</summary>
    public static async Task<IReadOnlyList<Refusal>> Refused(IEnumerable<IFormFile> files) =>
        [.. (await Problems(files)).Select(one => new Refusal("bad-file", one.Why) { Fields = [one.File.Name], IsAboutData = true })];

    private static async Task<string?> Problem(IFormFile file)
    {
        if (file.Length == 0) return $"“{file.FileName}”是空的。";
        if (file.Length > Largest) return $"“{file.FileName}”有 {file.Length / 1024.0 / 1024.0:0.#} MB，每个附件最大 10 MB，请压缩或分开上传。";
        return await TypeOf(file) is null ? $"“{file.FileName}”的类型不能上传；可以传图片（jpg、png）、pdf、docx、xlsx 和录音（mp3、wav、amr）。" : null;
    }

    /// <summary>Puts the contents on disk; <see cref="Acting"/> makes them part of the case.</summary>
    public async Task<IReadOnlyList<Kept>> Keep(IEnumerable<IFormFile> files)
    {
        var kept = new List<Kept>();
        foreach (var file in files) kept.Add(await Keep(file));
        return kept;
    }

    private async Task<Kept> Keep(IFormFile file)
    {
        await using var content = file.OpenReadStream();
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content));
        var path = PathOf(hash);
        if (!File.Exists(path))
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var part = $"{path}.{Guid.NewGuid():N}.part";
            await using (var target = File.Create(part))
            {
                content.Position = 0;
                await content.CopyToAsync(target);
            }
            File.Move(part, path, overwrite: true);
        }
        return new(Path.GetFileName(file.FileName), (await TypeOf(file))!, file.Length, hash);
    }

    /// <summary>In what the content on disk is not what it was; null when it is.</summary>
    public async Task<string?> Problem(string hash, long size)
    {
        var path = hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) ? PathOf(hash) : null;
        if (path is null || !File.Exists(path)) return Gone;
        await using var content = File.OpenRead(path);
        return content.Length != size || Convert.ToHexStringLower(await SHA256.HashDataAsync(content)) != hash ? "被改动" : null;
    }

    public string PathOf(string hash) => Path.Combine(options.Files, hash[..2], hash[2..4], hash);

    private static async Task<string?> TypeOf(IFormFile file)
    {
        var ending = Path.GetExtension(file.FileName).ToLowerInvariant();
        await using var content = file.OpenReadStream();
        var head = new byte[8];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false);
        return Known.FirstOrDefault(known => known.Endings.Contains(ending) && head.AsSpan(0, read).StartsWith(known.Begins)).Type;
    }
}
