using System.Globalization;

namespace Shouwen.Web.Sending;

/// <summary>How the way to the mail server is closed to others.</summary>
public enum MailTls
{
    /// <summary>From the first byte on, as servers at port 465 expect.</summary>
    Implicit,

    /// <summary>STARTTLS; a server that does not offer it gets nothing.</summary>
    Starttls,

    /// <summary>Not at all, by express wish: for a server on the same machine.</summary>
    None,
}

/// <summary>
/// Where mail goes: to the server of <c>Mail:Smtp</c> (host:port), else as .eml files into the pickup folder of the data. <c>Mail:From</c> and <c>Mail:Name</c> say who writes,
/// <c>Mail:User</c> and <c>Mail:Password</c> sign in, <c>Mail:Tls</c> is implicit (at port 465 by itself), starttls (everywhere else by itself) or none, and
/// <c>Mail:Verify=false</c> takes any certificate. Given by configuration, as environment variables <c>Mail__Smtp</c> and so on.
/// </summary>
public sealed record MailSettings
{
    public required string Pickup { get; init; }
    public string? Host { get; init; }
    public int Port { get; init; } = 25;
    public string From { get; init; } = "shouwen@localhost";
    public string? Name { get; init; }
    public string? User { get; init; }
    public string? Password { get; init; }
    public MailTls Tls { get; init; } = MailTls.Starttls;
    public bool Verify { get; init; } = true;

    /// <exception cref="FormatException">A setting can't be read, with a sentence for people.</exception>
    public static MailSettings Read(IConfiguration configuration, SiteOptions options)
    {
        var given = configuration.GetSection("Mail");
        var settings = new MailSettings { Pickup = options.Mail, User = given["User"], Password = given["Password"], Name = given["Name"], Verify = !No(given["Verify"]) };
        if (given["Smtp"] is not { Length: > 0 } smtp) return settings;
        if (Mime.Address(given["From"]) is not { } from) throw new FormatException("给了 Mail:Smtp，还须给发件地址 Mail:From，如 shouwen@example.org");
        var (host, port) = smtp.LastIndexOf(':') is var at and > 0 ? (smtp[..at], smtp[(at + 1)..]) : (smtp, "25");
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 65536
            ? settings with { Host = host, Port = number, From = from, Tls = ReadTls(given["Tls"], number) } : throw new FormatException($"Mail:Smtp 写的是“{smtp}”，应写成 主机:端口，如 smtp.example.org:465");
    }

    private static MailTls ReadTls(string? given, int port) => given?.Trim().ToLowerInvariant() switch
    {
        null or "" => port == 465 ? MailTls.Implicit : MailTls.Starttls,
        "implicit" => MailTls.Implicit,
        "starttls" or "true" => MailTls.Starttls,
        "none" or "false" => MailTls.None,
        _ => throw new FormatException($"Mail:Tls 写的是“{given}”，只能是 implicit、starttls 或 none"),
    };

    private static bool No(string? given) => string.Equals(given, "false", StringComparison.OrdinalIgnoreCase);
}
