using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Shouwen.Web.Demo;

namespace Shouwen.Bench.Serving;

/// <summary>
/// Somebody signed in, over one connection that stays open. The client stands on the same machine as what it measures, so it does next to nothing: it sends bytes and looks at the status.
/// </summary>
internal sealed partial class Door : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Uri address;
    private readonly string cookies;
    private readonly byte[] answer = new byte[64 * 1024];

    private Door(Uri address, string cookies, string token)
    {
        (this.address, this.cookies, Token) = (address, cookies, token);
    }

    /// <summary>Connects with the first that is sent, for a site doesn't wait long for somebody who says nothing.</summary>
    private void Send(params ArraySegment<byte>[] parts)
    {
        if (!socket.Connected) socket.Connect(IPAddress.Loopback, address.Port);
        socket.Send(parts);
    }

    /// <summary>The forms' token of this person.</summary>
    public string Token { get; }

    public static async Task<Door> SignIn(Uri address, string account, string page = "/cases/new")
    {
        var jar = new CookieContainer();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = jar }) { BaseAddress = address };
        var token = TokenOf(await http.GetStringAsync("/sign-in"));
        using var answered = await http.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Form.Account"] = account, ["Form.Password"] = World.Password }));
        if (answered.StatusCode != HttpStatusCode.Redirect) throw new InvalidOperationException("sign-in failed");
        token = TokenOf(await http.GetStringAsync(page));
        return new(address, jar.GetCookieHeader(address), token);
    }

    /// <summary>Presses a form; where the answer leads. It must be a redirect.</summary>
    public string Post(string path, IEnumerable<(string Name, string Value)> form)
    {
        var body = Encoding.ASCII.GetBytes(string.Join('&', form.Append(("__RequestVerificationToken", Token)).Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}")));
        var head = Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nCookie: {cookies}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n");
        Send(head, body);
        var said = Head(out var end);
        if (!said.StartsWith("HTTP/1.1 302", StringComparison.Ordinal)) throw new InvalidOperationException($"{path} was answered {said.Split('\r')[0]}");
        if (end != said.Length) throw new InvalidOperationException("a redirect with a body");
        return Location().Match(said).Groups[1].Value;
    }

    /// <summary>Opens the stream of changes and leaves it open.</summary>
    public void Listen()
    {
        Send(Encoding.ASCII.GetBytes($"GET /live HTTP/1.1\r\nHost: {address.Authority}\r\nCookie: {cookies}\r\nAccept: text/event-stream\r\n\r\n"));
        var said = Head(out _);
        if (!said.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) throw new InvalidOperationException($"/live was answered {said.Split('\r')[0]}");
    }

    /// <summary>Bytes that came since and were not read yet.</summary>
    public int Heard
    {
        get
        {
            var all = 0;
            while (socket.Available > 0) all += socket.Receive(answer);
            return all;
        }
    }

    public void Dispose() => socket.Dispose();

    /// <summary>What has come up to the end of the head at least; a redirect has nothing behind it.</summary>
    private string Head(out int end)
    {
        for (var length = 0; ;)
        {
            var came = socket.Receive(answer.AsSpan(length));
            if (came == 0) throw new IOException("the connection was closed");
            length += came;
            if (answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is var at and >= 0)
            {
                end = at + 4;
                return Encoding.ASCII.GetString(answer, 0, length);
            }
        }
    }

    private static string TokenOf(string page) => Hidden().Match(page).Groups[1].Value;

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("^Location: ([^\r]+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Location();
}
