using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shouwen.Tests.Sending;

/// <summary>Another system on the loopback: keeps what is posted to it and answers as it is told. Written on the bare socket, so that it may answer as badly as systems do.</summary>
public sealed class Catcher : IDisposable
{
    public sealed record Post(string Path, IReadOnlyDictionary<string, string> Headers, string Body);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly List<Post> posts = [];
    private readonly Task work;

    public Catcher()
    {
        listener.Start();
        work = Task.Run(Serve);
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/hook";

    /// <summary>The whole answer, head and body; null hangs.</summary>
    public Func<string?> Answer { get; set; } = () => Of(200);

    public IReadOnlyList<Post> Posts
    {
        get
        {
            lock (posts) return [.. posts];
        }
    }

    public static string Of(int status, string body = "", string head = "") => $"HTTP/1.1 {status} x\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{head}Connection: close\r\n\r\n{body}";

    public void Dispose()
    {
        over.Cancel();
        listener.Stop();
        work.Wait();
        over.Dispose();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(over.Token);
                _ = Task.Run(() => Talk(client));
            }
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException or OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task Talk(TcpClient client)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var first = await reader.ReadLineAsync(over.Token);
            if (first is null) return;
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (await reader.ReadLineAsync(over.Token) is { Length: > 0 } line) headers[line.Split(": ")[0]] = line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];
            var bytes = int.Parse(headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture);
            var body = new StringBuilder();
            var buffer = new char[4096];
            while (Encoding.UTF8.GetByteCount(body.ToString()) < bytes) body.Append(buffer, 0, await reader.ReadAsync(buffer, over.Token));
            lock (posts) posts.Add(new(first.Split(' ')[1], headers, body.ToString()));
            if (Answer() is not { } answer) await Task.Delay(Timeout.Infinite, over.Token);
            else await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), over.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The other side left, or the test is over.
        }
    }
}
