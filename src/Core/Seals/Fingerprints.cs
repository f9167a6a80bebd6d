using System.Security.Cryptography;
using System.Text;

namespace Shouwen.Seals;

/// <summary>
/// 指纹: the hashes that hold the record together, each SHA-256 over UTF-8 in lower-case hex. Moments are whole milliseconds since 1970 in UTC, written as digits. Lines are joined by one
/// line feed, without one at the end. docs/integrity.md says the same for whoever computes them anew; a change here makes every record that was ever kept unverifiable.
/// </summary>
public static class Fingerprints
{
    /// <summary>Of an entry of the journal: the hash of the one before (empty for the first), matter, number, both moments, and the body as it was stored, to the letter.</summary>
    public static string Entry(string previous, string matter, int seq, DateTimeOffset at, DateTimeOffset recordedAt, string body) =>
        Of($"{previous}\n{matter}\n{seq}\n{at.ToUnixTimeMilliseconds()}\n{recordedAt.ToUnixTimeMilliseconds()}\n{body}");

    /// <summary>Of a seal: <c>shouwen-seal-1</c>, number, from (included), to (excluded), how many heads, root, the hash of the seal before (empty for the first), when it was made.</summary>
    public static string Seal(int number, DateTimeOffset from, DateTimeOffset to, int count, string root, string previous, DateTimeOffset madeAt) =>
        Of($"shouwen-seal-1\n{number}\n{from.ToUnixTimeMilliseconds()}\n{to.ToUnixTimeMilliseconds()}\n{count}\n{root}\n{previous}\n{madeAt.ToUnixTimeMilliseconds()}");

    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>A hash as people copy and compare it: eight groups of eight.</summary>
    public static string Grouped(string hash) => string.Join(' ', hash.Chunk(8).Select(group => new string(group)));

    /// <summary>A hash as somebody typed or printed it, in groups or not, in capitals or not; null when it is none.</summary>
    public static string? Read(string typed)
    {
        var hex = string.Concat(typed.Where(sign => !char.IsWhiteSpace(sign) && sign is not ('-' or ':'))).ToLowerInvariant();
        return hex.Length == 64 && hex.All(char.IsAsciiHexDigitLower) ? hex : null;
    }
}
