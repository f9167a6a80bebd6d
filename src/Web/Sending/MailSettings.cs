using System.Globalization;
using System.Net.Mail;

namespace Shouwen.Web.Sending;

/// <summary>
/// Where mail goes: to the server of <c>Mail:Smtp</c> (host:port, from <c>Mail:From</c>, with <c>Mail:User</c>, <c>Mail:Password</c> and <c>Mail:Tls</c> for STARTTLS where it asks for them),
/// else as .eml files into the pickup folder of the data. Given by configuration, as environment variables <c>Mail__Smtp</c> and so on.
/// </summary>
public sealed record MailSettings
{
    public required string Pickup { get; init; }
    public string? Host { get; init; }
    public int Port { get; init; } = 25;
    public string From { get; init; } = "shouwen@localhost";
    public string? User { get; init; }
    public string? Password { get; init; }
    public bool Tls { get; init; }

    /// <exception cref="FormatException">A setting can't be read, with a sentence for people.</exception>
    public static MailSettings Read(IConfiguration configuration, SiteOptions options)
    {
        var given = configuration.GetSection("Mail");
        var settings = new MailSettings { Pickup = options.Mail, User = given["User"], Password = given["Password"], Tls = string.Equals(given["Tls"], "true", StringComparison.OrdinalIgnoreCase) };
        if (given["Smtp"] is not { Length: > 0 } smtp) return settings;
        if (given["From"] is not { } from || !MailAddress.TryCreate(from, out _)) throw new FormatException("给了 Mail:Smtp，还须给发件地址 Mail:From，如 shouwen@example.org");
        var (host, port) = smtp.LastIndexOf(':') is var at and > 0 ? (smtp[..at], smtp[(at + 1)..]) : (smtp, "25");
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536
            ? settings with { Host = host, Port = number, From = from } : throw new FormatException($"Mail:Smtp 写的是“{smtp}”，应写成 主机:端口，如 smtp.example.org:587");
    }
}
