using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Shouwen.Web.Sending;

/// <summary>
/// 邮件的写法: a text as a mail of RFC 5322 in plain ASCII: words of headers encoded and folded (RFC 2047), the body as UTF-8 in base64. Whatever a header is given, it stays one
/// header: signs that would end a line become blanks, and an address that is not exactly one address is refused before.
/// </summary>
public static partial class Mime
{
    /// <summary>In base64, with its frame and the longest name of a header before it, below the 76 signs a line may have (RFC 2047, 2).</summary>
    private const int BytesOfWord = 39;

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$")]
    private static partial Regex Local();

    [GeneratedRegex(@"^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$")]
    private static partial Regex Domain();

    /// <summary>The address as it goes over the wire, a Chinese domain in its ASCII form; null when it is not exactly one address, or has a name that not every server takes.</summary>
    public static string? Address(string? typed)
    {
        if (typed?.LastIndexOf('@') is not (> 0 and <= 64 and var at) || !Local().IsMatch(typed[..at])) return null;
        try
        {
            var domain = new IdnMapping().GetAscii(typed[(at + 1)..]);
            return Domain().IsMatch(domain) ? $"{typed[..at]}@{domain}" : null;
        }
        catch (ArgumentException)
        {
            // What is no name at all is no domain.
            return null;
        }
    }

    /// <summary>The whole mail with CRLF at the end of each line. Addresses have gone through <see cref="Address"/>.</summary>
    public static string Compose(Guid id, string? name, string from, string to, string subject, string body, DateTimeOffset at)
    {
        var text = new StringBuilder();
        void Header(string key, string value) => text.Append(key).Append(": ").Append(value).Append("\r\n");
        Header("Date", at.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + at.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", ""));
        Header("From", string.IsNullOrWhiteSpace(name) ? from : $"{Words(name, encode: true)} <{from}>");
        Header("To", to);
        Header("Subject", Words(subject));
        Header("Message-ID", MessageId(id, from));
        Header("MIME-Version", "1.0");
        Header("Content-Type", "text/plain; charset=utf-8");
        Header("Content-Transfer-Encoding", "base64");
        // RFC 3834: so that nobody's holiday notice answers.
        Header("Auto-Submitted", "auto-generated");
        text.Append("\r\n");
        var content = Convert.ToBase64String(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")));
        for (var i = 0; i < content.Length; i += 76) text.Append(content, i, Math.Min(76, content.Length - i)).Append("\r\n");
        return text.ToString();
    }

    /// <summary>The same at every try of the same message, so that a reader's program shows one that came twice once.</summary>
    public static string MessageId(Guid id, string from) => $"<{id:N}@{from[(from.LastIndexOf('@') + 1)..]}>";

    /// <summary>A text as it may stand in a header.</summary>
    internal static string Words(string text, bool encode = false)
    {
        var plain = string.Concat(text.Select(sign => char.IsControl(sign) ? ' ' : sign));
        if (!encode && plain.Length <= 60 && plain.All(char.IsAscii) && !plain.Contains("=?", StringComparison.Ordinal)) return plain;
        var words = new List<string>();
        var bytes = new List<byte>(BytesOfWord);
        Span<byte> buffer = stackalloc byte[4];
        void End()
        {
            if (bytes.Count > 0) words.Add($"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=");
            bytes.Clear();
        }
        foreach (var rune in plain.EnumerateRunes())
        {
            var size = rune.EncodeToUtf8(buffer);
            // No sign is cut in two (RFC 2047, 5).
            if (bytes.Count + size > BytesOfWord) End();
            bytes.AddRange(buffer[..size]);
        }
        End();
        return string.Join("\r\n ", words);
    }
}

/// <summary>A field that may be empty, else holds one mail address.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MailAddressAttribute() : ValidationAttribute("邮箱应像 name@example.org")
{
    public override bool IsValid(object? value) => value is not string typed || string.IsNullOrWhiteSpace(typed) || Mime.Address(typed.Trim()) is not null;
}
