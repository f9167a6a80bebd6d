using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Shouwen.Web.Sending;

/// <summary>
/// One mail to one address over SMTP (RFC 5321): EHLO, TLS from the first byte or by STARTTLS (RFC 3207), AUTH PLAIN or LOGIN (RFC 4954), then the mail itself. The framework's
/// client knows no TLS from the first byte, which hosts at port 465 want.
/// </summary>
public sealed class Smtp : IDisposable
{
    private const int LongestLine = 2048;
    private const int MostLines = 100;

    private readonly byte[] buffer = new byte[4096];
    private (int From, int To) unread;
    private Stream stream = null!;
    private Socket? socket;

    /// <summary>Ends the talk at the step that failed; never leaves this class.</summary>
    private sealed class Ended(Undelivered failure) : Exception
    {
        public Undelivered Failure => failure;
    }

    private sealed record Reply(int Code, IReadOnlyList<string> Lines)
    {
        public string Text => $"{Code} {string.Join(' ', Lines)}".Trim();
        public bool Ok => Code is >= 200 and < 300;

        public bool Offers(string name, string? method = null) => Lines.Skip(1).Select(line => line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries))
            .Any(words => words.Length > 0 && words[0].Equals(name, StringComparison.OrdinalIgnoreCase) && (method is null || words.Skip(1).Contains(method, StringComparer.OrdinalIgnoreCase)));
    }

    /// <summary>Null when the server has taken the mail. Once it has said so nothing that follows counts.</summary>
    /// <param name="settings">Which server.</param>
    /// <param name="from">Who gets it back when it can't be delivered.</param>
    /// <param name="to">An address of <see cref="Mime.Address"/>.</param>
    /// <param name="mail">Of <see cref="Mime.Compose"/>.</param>
    /// <param name="patience">Ends a talk that takes too long.</param>
    public static async Task<Undelivered?> Send(MailSettings settings, string from, string to, string mail, CancellationToken patience)
    {
        using var talk = new Smtp();
        try
        {
            await talk.Greet(settings, patience);
            await talk.Hand(from, to, mail, patience);
        }
        catch (Ended ended)
        {
            return ended.Failure;
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return new($"连不上邮件服务器 {settings.Host}:{settings.Port}：{failure.Message}", Unreachable: true);
        }
        catch (AuthenticationException failure)
        {
            return new($"邮件服务器 {settings.Host} 的证书不可信或加密没有谈成：{failure.Message}", Unreachable: true);
        }
        await talk.Leave(patience);
        return null;
    }

    public void Dispose()
    {
        stream?.Dispose();
        socket?.Dispose();
    }

    /// <summary>Connects, closes the line to others and signs in. What fails here is not the mail's fault.</summary>
    private async Task Greet(MailSettings settings, CancellationToken patience)
    {
        socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(settings.Host!, settings.Port, patience);
        stream = new NetworkStream(socket);
        if (settings.Tls == MailTls.Implicit) await Close(settings, patience);
        Must(await Read(patience), "不接受连接");
        var offers = await Hello(patience);
        if (settings.Tls == MailTls.Starttls)
        {
            if (!offers.Offers("STARTTLS")) throw new Ended(new($"邮件服务器 {settings.Host} 不提供加密（STARTTLS），没有发送。服务器在本机而不需要加密时，设 Mail:Tls=none", Unreachable: true));
            Must(await Say("STARTTLS", patience), "没有开始加密");
            // What came before the line was closed may be somebody else's (CVE-2011-0411).
            if (unread.From < unread.To) throw new Ended(new("邮件服务器在加密之前多说了话，没有发送", Unreachable: true));
            await Close(settings, patience);
            offers = await Hello(patience);
        }
        if (settings.User is not null) await SignIn(settings, offers, patience);
    }

    private async Task<Reply> Hello(CancellationToken patience)
    {
        // A literal of the address is right wherever the machine has no name of its own (RFC 5321, 4.1.3).
        var own = ((System.Net.IPEndPoint)socket!.LocalEndPoint!).Address is var address && address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Must(await Say($"EHLO [{(own.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6:" : "")}{own}]", patience), "不接受问候");
    }

    private async Task Close(MailSettings settings, CancellationToken patience)
    {
        var closed = new SslStream(stream);
        stream = closed;
        var options = new SslClientAuthenticationOptions { TargetHost = settings.Host };
        if (!settings.Verify) options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        await closed.AuthenticateAsClientAsync(options, patience);
    }

    private async Task SignIn(MailSettings settings, Reply offers, CancellationToken patience)
    {
        Reply answer;
        if (offers.Offers("AUTH", "PLAIN")) answer = await Say("AUTH PLAIN " + Base64($"\0{settings.User}\0{settings.Password}"), patience);
        else if (offers.Offers("AUTH", "LOGIN"))
        {
            answer = await Say("AUTH LOGIN", patience);
            if (answer.Code == 334) answer = await Say(Base64(settings.User!), patience);
            if (answer.Code == 334) answer = await Say(Base64(settings.Password ?? ""), patience);
        }
        else throw new Ended(new($"邮件服务器 {settings.Host} 不提供 PLAIN 或 LOGIN 登录", Unreachable: true));
        Must(answer, "登录没有成功");
    }

    private async Task Hand(string from, string to, string mail, CancellationToken patience)
    {
        Taken(await Say($"MAIL FROM:<{from}>", patience), 250);
        var rcpt = await Say($"RCPT TO:<{to}>", patience);
        if (rcpt.Code != 251) Taken(rcpt, 250);
        Taken(await Say("DATA", patience), 354);
        var text = new StringBuilder(mail.Length + 16);
        // A line that begins with a dot would end the mail (RFC 5321, 4.5.2).
        foreach (var line in mail.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n')) text.Append(line.StartsWith('.') ? "." : "").Append(line).Append("\r\n");
        Taken(await Say(text.Append('.').ToString(), patience), 250);
    }

    private async Task Leave(CancellationToken patience)
    {
        try
        {
            await Say("QUIT", patience);
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or Ended)
        {
            // The mail is the server's already; how it says good-bye does not matter.
        }
    }

    /// <summary>A step that is about this mail: 5xx refuses it for good, everything else may be tried again.</summary>
    private static void Taken(Reply reply, int code)
    {
        if (reply.Code != code) throw new Ended(new($"邮件服务器不收：{reply.Text}", Permanent: reply.Code >= 500, Unreachable: reply.Code == 421));
    }

    private static Reply Must(Reply reply, string what) => reply.Ok ? reply : throw new Ended(new($"邮件服务器{what}：{reply.Text}", Unreachable: true));

    private async Task<Reply> Say(string line, CancellationToken patience)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), patience);
        await stream.FlushAsync(patience);
        return await Read(patience);
    }

    private async Task<Reply> Read(CancellationToken patience)
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            var line = await Line(patience);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code) || code is < 200 or > 599) break;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ') return new(code, lines);
            if (line[3] != '-') break;
        }
        throw new Ended(new("邮件服务器的回答看不懂，没有发送", Unreachable: true));
    }

    private async Task<string> Line(CancellationToken patience)
    {
        var line = new List<byte>();
        while (line.Count <= LongestLine)
        {
            if (unread.From == unread.To)
            {
                unread = (0, await stream.ReadAsync(buffer, patience));
                if (unread.To == 0) throw new IOException("对方断开了连接");
            }
            var sign = buffer[unread.From++];
            if (sign == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(sign);
        }
        throw new Ended(new("邮件服务器的回答太长，没有发送", Unreachable: true));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
