using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;

namespace Shouwen.Web.Portal;

/// <summary>
/// 查询凭证: a browser that has shown number and code may look at that one request for twelve hours. A signed cookie for the address of the request and no other,
/// so that the code leaves the address bar and never stands in a list of visited pages.
/// </summary>
public sealed partial class Ticket(IDataProtectionProvider protection, TimeProvider time)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(12);

    [GeneratedRegex(@"^\d{8}-\d{4,9}$")]
    private static partial Regex Number();

    public static string PathOf(string number) => $"/portal/{number}";

    public void Give(HttpContext context, string number, string caseId)
    {
        var until = (time.GetUtcNow() + Lasts).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        context.Response.Cookies.Append(Name(number), Protector(number).Protect($"{until} {caseId}"), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = PathOf(number), IsEssential = true,
        });
    }

    /// <summary>The case this browser may look at under that number, or null.</summary>
    public string? Read(HttpContext context, string number)
    {
        if (!Number().IsMatch(number) || context.Request.Cookies[Name(number)] is not { } sealedText) return null;
        try
        {
            return Protector(number).Unprotect(sealedText).Split(' ') is [var until, var id]
                && long.Parse(until, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds() ? id : null;
        }
        catch (CryptographicException)
        {
            // Not ours, or sealed with a key that is gone: number and code are asked for again.
            return null;
        }
    }

    private IDataProtector Protector(string number) => protection.CreateProtector("portal", number);

    private static string Name(string number) => $"shouwen-request-{number}";
}
