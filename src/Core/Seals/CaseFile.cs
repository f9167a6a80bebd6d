using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Shouwen.Seals;

/// <summary>
/// 卷宗文件: one case with everything that is needed to verify it without the database that it came from; docs/integrity.md describes the JSON for whoever reads it with a program of
/// his own. Moments are milliseconds since 1970 in UTC, hashes lower-case hex.
/// </summary>
public sealed record CaseFile(string Format, string Organisation, string Zone, string Matter, string Number, long ExportedAt, string ExportedBy,
    IReadOnlyList<CaseFile.Entry> Entries, IReadOnlyList<CaseFile.Attachment> Files, IReadOnlyList<CaseFile.Day> Seals, IReadOnlyList<CaseFile.Proof> Proofs, CaseFile.Reading Readable)
{
    public const string Known = "shouwen-case-1";

    /// <summary>An entry of the journal; the body is text, to the letter as it was hashed.</summary>
    public sealed record Entry(int Seq, long At, long RecordedAt, string Kind, string Body, string Previous, string Hash);

    /// <summary>A file, where it lies in the archive and which entry tells of it.</summary>
    public sealed record Attachment(int Seq, string Name, string Type, long Size, string Hash, string Path);

    /// <summary>A seal, as <see cref="Fingerprints.Seal"/> hashes it; every one from the first that covers the case to the last there is.</summary>
    public sealed record Day(int Number, long From, long To, int Count, string Root, string Previous, long MadeAt, string Hash);

    /// <summary>That the entry stands under the root of a seal.</summary>
    public sealed record Proof(int Seal, int Seq, IReadOnlyList<Step> Path);

    /// <summary>The case in sentences, as the program tells it. What people said is quoted from the entries; the sentences around it are the program's.</summary>
    public sealed record Reading(string Headline, IReadOnlyList<Fact> Facts, IReadOnlyList<Line> Story, IReadOnlyList<Owed> Duties);

    public sealed record Fact(string Label, string Text);

    public sealed record Line(string At, string Text, IReadOnlyList<Fact> Said, IReadOnlyList<string> Details);

    public sealed record Owed(string Who, string What, string Clause, string Due, string State);

    /// <summary>Chinese as it is; signs that end a script are escaped, so that the text can stand in a page as well, letter for letter.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), WriteIndented = true, NewLine = "\n", RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="FormatException">Not such a file, with a sentence for people.</exception>
    public static CaseFile Read(string json)
    {
        try
        {
            var file = JsonSerializer.Deserialize<CaseFile>(json, Json) ?? throw new FormatException("卷宗文件是空的");
            return file.Format == Known ? file : throw new FormatException($"不认识的卷宗格式“{file.Format}”，本版本认识 {Known}");
        }
        catch (JsonException failure)
        {
            throw new FormatException($"卷宗数据读不懂：{failure.Message}", failure);
        }
    }
}
