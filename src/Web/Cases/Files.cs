using System.Security.Cryptography;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>
/// Attachments lie on disk under the hash of their content, so the same file lies there once and none is ever overwritten.
/// What a file is, its first bytes say; the name and the browser are not believed.
/// </summary>
public sealed class Files(SiteOptions options)
{
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

    /// <summary>Why a file is not taken, or null.</summary>
    public static async Task<string?> Problem(IFormFile file)
    {
        if (file.Length == 0) return $"“{file.FileName}”是空的。";
        if (file.Length > Largest) return $"“{file.FileName}”有 {file.Length / 1024.0 / 1024.0:0.#} MB，每个附件最大 10 MB，请压缩或分开上传。";
        return await TypeOf(file) is null ? $"“{file.FileName}”的类型不能上传；可以传图片（jpg、png）、pdf、docx、xlsx 和录音（mp3、wav、amr）。" : null;
    }

    public async Task<Attachment> Keep(AppDb db, IFormFile file, string caseId, string by, DateTimeOffset now)
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
        var row = new Attachment
        {
            Id = Guid.CreateVersion7(now), CaseId = caseId, Name = Path.GetFileName(file.FileName), Type = (await TypeOf(file))!, Size = file.Length, Hash = hash, ById = by, At = now,
        };
        db.Attachments.Add(row);
        return row;
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
