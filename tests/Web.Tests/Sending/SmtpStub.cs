using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Shouwen.Tests.Sending;

/// <summary>A mail server on the loopback that takes everything, or answers the sender with an error.</summary>
public sealed class SmtpStub : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task work;

    public SmtpStub()
    {
        listener.Start();
        work = Task.Run(Serve);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Turns senders away with a passing error.</summary>
    public bool Busy { get; set; }

    /// <summary>What it answers to a verb instead of what it would.</summary>
    public (string Verb, string Text)? Answer { get; init; }

    /// <summary>Commands as they came, and mails with what stuffing did to them.</summary>
    public List<string> Said { get; } = [];
    public List<string> Texts { get; } = [];
    public List<Letter> Received { get; } = [];

    public void Dispose()
    {
        listener.Stop();
        work.Wait();
    }

    private async Task Serve()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                try
                {
                    await Talk(client.GetStream());
                }
                catch (IOException)
                {
                    // The client left in the middle.
                }
            }
        }
        catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task Talk(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 stub");
        while (await reader.ReadLineAsync() is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            Said.Add(line);
            if (Answer is ({ } asked, { } answer) && verb == asked)
            {
                await writer.WriteLineAsync(answer);
                continue;
            }
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder();
                while (await reader.ReadLineAsync() is { } part && part != ".") text.AppendLine(part);
                Texts.Add(text.ToString());
                if (text.ToString().Contains("Content-Transfer-Encoding")) lock (Received) Received.Add(Letter.Read(text.ToString()));
            }
            await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : verb == "MAIL" && Busy ? "451 try again later" : "250 ok");
            if (verb == "QUIT") return;
        }
    }
}
