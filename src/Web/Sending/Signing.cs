using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shouwen.Web.Sending;

/// <summary>签名: how receivers know that it was us.</summary>
public static class Signing
{
    private const string Prefix = "whsec_";

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>After Standard Webhooks 1.0: HMAC-SHA256 of id, time and body, joined by dots.</summary>
    /// <param name="secret"><c>whsec_</c> and the key in base64.</param>
    /// <param name="id">The same for every try of one message.</param>
    /// <param name="at">Of this try.</param>
    /// <param name="body">The bytes as they are sent.</param>
    public static string Webhook(string secret, string id, DateTimeOffset at, string body)
    {
        var key = Convert.FromBase64String(secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret);
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{Seconds(at)}.{body}")));
    }

    public static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>DingTalk wants time and sign in the address: HMAC-SHA256 of milliseconds, line feed and secret under the secret itself.</summary>
    public static string DingTalk(string url, string secret, DateTimeOffset at)
    {
        var time = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}\n{secret}")));
        return $"{url}{(url.Contains('?') ? '&' : '?')}timestamp={time}&sign={Uri.EscapeDataString(sign)}";
    }
}
