using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Xunit;

namespace Shouwen.Tests.Sending;

/// <summary>
/// A real mail server, OpenSMTPD, on the loopback: STARTTLS at one port, TLS from the first byte at another, sign-in by a table of its own, every mail for gas.example into a maildir that the
/// test reads. Its spool and socket have fixed places, so it runs in a mount namespace of its own; nothing of the machine's is touched, and it ends with its process.
/// </summary>
public sealed class MailServer : IAsyncLifetime
{
    public const string User = "shouwen";
    public const string Password = "geheim-2026";

    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("shouwen-smtpd-");
    private Process server = null!;

    public int Starttls { get; } = FreePort();
    public int Implicit { get; } = FreePort();
    public string Log => File.ReadAllText(Path.Combine(folder.FullName, "log"));

    /// <summary>Everything that has arrived, by the time it came.</summary>
    public IReadOnlyList<Letter> Box => System.IO.Directory.Exists(New)
        ? [.. new DirectoryInfo(New).GetFiles().OrderBy(file => file.LastWriteTimeUtc).Select(file => Letter.Read(File.ReadAllText(file.FullName)))] : [];

    private string New => Path.Combine(folder.FullName, "box", "maildir", "new");

    public async ValueTask InitializeAsync()
    {
        // Its processes that are not root must find their way to the box.
        await Run("chmod", "711", folder.FullName);
        Certificate();
        await Run("chmod", "600", In("key.pem"));
        var box = folder.CreateSubdirectory("box").FullName;
        await Run("chown", "nobody", box);
        var hash = (await Run("smtpctl", "encrypt", Password)).Trim();
        await File.WriteAllTextAsync(In("smtpd.conf"), $$"""
            pki test cert "{{In("cert.pem")}}"
            pki test key "{{In("key.pem")}}"
            table creds { "{{User}}" = "{{hash}}" }
            table users { "box" = "65534:65534:{{box}}" }
            table all { "@gas.example" = "box" }
            listen on 127.0.0.1 port {{Starttls}} tls pki test auth <creds>
            listen on 127.0.0.1 port {{Implicit}} smtps pki test auth <creds>
            action "keep" maildir "{{box}}/maildir" userbase <users> virtual <all>
            match from any for domain "gas.example" action "keep"

            """);
        folder.CreateSubdirectory("spool");
        server = Process.Start(new ProcessStartInfo("unshare", ["-m", "sh", "-c", "mount --bind \"$0/spool\" /var/spool && mount -t tmpfs none /run && exec smtpd -d -F -f \"$0/smtpd.conf\" >\"$0/log\" 2>&1", folder.FullName]))!;
        for (var tries = 0; !await Answers(); tries++)
        {
            Assert.False(server.HasExited || tries == 200, $"OpenSMTPD does not start: {(File.Exists(In("log")) ? Log : "")}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // SIGTERM, which the server passes on to its own processes; a kill would leave them behind.
        await Run("kill", "-TERM", server.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await server.WaitForExitAsync();
        server.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>What has arrived with this subject, once there is something; delivery into the box comes a moment after the server has taken the mail.</summary>
    public async Task<IReadOnlyList<Letter>> Arrived(string subject)
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (Box.Where(letter => letter.Subject == subject).ToList() is { Count: > 0 } letters) return letters;
            await Task.Delay(50);
        }
        throw new Xunit.Sdk.XunitException($"“{subject}” did not arrive. The server says:\n{Log}");
    }

    private string In(string file) => Path.Combine(folder.FullName, file);

    private void Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2120, 1, 1, 0, 0, 0, TimeSpan.Zero));
        File.WriteAllText(In("cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(In("key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private async Task<bool> Answers()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Implicit);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<string> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return said;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
