using System.Text;
using System.Text.RegularExpressions;

namespace Shouwen.Tests;

/// <summary>A mail as its reader sees it: headers unfolded, words and body decoded.</summary>
public sealed partial record Letter(string From, string To, string Subject, string Body, IReadOnlyDictionary<string, string> Headers)
{
    [GeneratedRegex(@"\r?\n[ \t]+")]
    private static partial Regex Fold();

    [GeneratedRegex(@"=\?utf-8\?B\?([^?]*)\?=\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Word();

    public static Letter Read(string text)
    {
        var parts = text.ReplaceLineEndings("\n").Split("\n\n", 2);
        var headers = Fold().Replace(parts[0], " ").Split('\n').Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0], StringComparer.OrdinalIgnoreCase).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = headers["Content-Transfer-Encoding"] == "base64" ? Utf8(parts[1]) : parts[1];
        return new(headers["From"], headers["To"], Word().Replace(headers["Subject"], word => Utf8(word.Groups[1].Value)), body.TrimEnd(), headers);
    }

    private static string Utf8(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64.Trim().Replace("\n", "")));
}
