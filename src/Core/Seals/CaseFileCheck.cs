using System.Text.Json;

namespace Shouwen.Seals;

/// <summary>What a file of one case shows by itself: what doesn't agree (a sentence each), how many entries there are and up to which one the last seal reaches.</summary>
public sealed record CaseFileCheck(IReadOnlyList<string> Problems, int Entries, int SealedTo)
{
    /// <param name="file">The file.</param>
    /// <param name="content">The attachment at a path of the archive; null where there is none. Without it attachments are not looked at.</param>
    public static CaseFileCheck Of(CaseFile file, Func<string, byte[]?>? content)
    {
        var problems = new List<string>();
        var bodies = Chain(file, problems);
        Files(file, bodies, content, problems);
        Seals(file, problems);
        Quotes(file, bodies, problems);
        return new(problems, file.Entries.Count, file.Proofs.Count == 0 ? 0 : file.Proofs.Max(proof => proof.Seq));
    }

    /// <summary>The bodies that can be read, by the number of their entry.</summary>
    private static Dictionary<int, JsonElement> Chain(CaseFile file, List<string> problems)
    {
        var (bodies, previous) = (new Dictionary<int, JsonElement>(), "");
        foreach (var (i, entry) in file.Entries.Index())
        {
            if (entry.Seq != i + 1) problems.Add($"第 {i + 1} 条的位置上是第 {entry.Seq} 条：缺少记录或次序被调换");
            if (entry.Previous != previous) problems.Add($"第 {entry.Seq} 条与前一条接不上");
            if (entry.Hash != Fingerprints.Entry(entry.Previous, file.Matter, entry.Seq, Moment(entry.At), Moment(entry.RecordedAt), entry.Body)) problems.Add($"第 {entry.Seq} 条被改动：哈希不符");
            previous = entry.Hash;
            try
            {
                using var body = JsonDocument.Parse(entry.Body);
                bodies.TryAdd(entry.Seq, body.RootElement.Clone());
                if (Text(body.RootElement, "event") != entry.Kind) problems.Add($"第 {entry.Seq} 条的类别与内容不一致");
                if (!body.RootElement.TryGetProperty("at", out var at) || at.GetDateTimeOffset().ToUnixTimeMilliseconds() != entry.At) problems.Add($"第 {entry.Seq} 条的时间与内容不一致");
            }
            catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
            {
                problems.Add($"第 {entry.Seq} 条的内容读不懂");
            }
        }
        if (file.Entries.Count == 0) problems.Add("没有任何记录");
        else if (bodies.TryGetValue(1, out var first) && Text(first, "number") is { } number && number != file.Number) problems.Add($"编号不符：记录里是 {number}，文件写的是 {file.Number}");
        return bodies;
    }

    private static void Files(CaseFile file, Dictionary<int, JsonElement> bodies, Func<string, byte[]?>? content, List<string> problems)
    {
        var told = bodies.Where(body => Text(body.Value, "event") == "attached").ToDictionary(body => body.Key, body => (Text(body.Value, "name"), Text(body.Value, "type"), Text(body.Value, "size"), Text(body.Value, "hash")));
        foreach (var one in file.Files)
        {
            if (!told.Remove(one.Seq, out var said) || said != (one.Name, one.Type, one.Size.ToString(System.Globalization.CultureInfo.InvariantCulture), one.Hash)) problems.Add($"附件“{one.Name}”与记录不符");
            if (content is null) continue;
            if (content(one.Path) is not { } bytes) problems.Add($"附件“{one.Name}”不在文件里");
            else if (Fingerprints.Of(bytes) != one.Hash) problems.Add($"附件“{one.Name}”被改动");
        }
        problems.AddRange(told.Values.Select(one => $"记录里有附件“{one.Item1}”，文件清单里没有"));
    }

    private static void Seals(CaseFile file, List<string> problems)
    {
        CaseFile.Day? before = null;
        foreach (var seal in file.Seals)
        {
            if (before is not null && (seal.Number != before.Number + 1 || seal.Previous != before.Hash || seal.From != before.To)) problems.Add($"第 {seal.Number} 号封存与前一号接不上");
            if (seal.Hash != Fingerprints.Seal(seal.Number, Moment(seal.From), Moment(seal.To), seal.Count, seal.Root, seal.Previous, Moment(seal.MadeAt))) problems.Add($"第 {seal.Number} 号封存被改动：哈希不符");
            before = seal;
            // What was written that day must end in the head that the seal covers.
            var last = file.Entries.LastOrDefault(entry => entry.RecordedAt >= seal.From && entry.RecordedAt < seal.To);
            var proof = file.Proofs.FirstOrDefault(one => one.Seal == seal.Number);
            if ((last?.Seq ?? 0) != (proof?.Seq ?? 0)) problems.Add($"第 {seal.Number} 号封存的那一天止于第 {last?.Seq ?? 0} 条，证明的是第 {proof?.Seq ?? 0} 条");
            else if (last is not null && Climb(new Head(file.Matter, last.Seq, last.Hash), proof!.Path) != seal.Root) problems.Add($"第 {last.Seq} 条算不到第 {seal.Number} 号封存的根");
        }
        var known = file.Seals.Select(seal => seal.Number).ToHashSet();
        problems.AddRange(file.Proofs.Where(proof => !known.Contains(proof.Seal)).Select(proof => $"缺第 {proof.Seal} 号封存"));
        if (file.Entries is [var first, ..] && file.Seals is [var begin, ..] && first.RecordedAt < begin.From) problems.Add("最早一条记录那天的封存不在文件里");
    }

    private static string? Climb(Head head, IReadOnlyList<Step> path)
    {
        try
        {
            return MerkleTree.Climb(head, path);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whatever the readable part quotes somebody as saying stands in an entry, to the letter.</summary>
    private static void Quotes(CaseFile file, Dictionary<int, JsonElement> bodies, List<string> problems)
    {
        var said = bodies.Values.SelectMany(Texts).Select(text => text.Trim()).ToHashSet();
        foreach (var quote in file.Readable.Story.SelectMany(line => line.Said).Where(quote => !said.Contains(quote.Text))) problems.Add($"“{quote.Label}”与记录不符：{quote.Text}");
    }

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => Texts(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [value.GetString()!],
        _ => [value.GetRawText()],
    };

    private static string? Text(JsonElement body, string name) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;

    /// <summary>A moment of a file that anybody may have written: one that no calendar has is the beginning of time, and fails the hash.</summary>
    private static DateTimeOffset Moment(long at) => Math.Abs(at) < 250_000_000_000_000 && at > -62_000_000_000_000 ? DateTimeOffset.FromUnixTimeMilliseconds(at) : DateTimeOffset.MinValue;
}
