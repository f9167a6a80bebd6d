using System.Text.Json;
using System.Threading.Channels;
using Npgsql;
using Shouwen.Web.Data;

namespace Shouwen.Web.Live;

/// <summary>
/// Between processes on one server: what one has committed the others hear by NOTIFY, over one connection a process. Whoever was cut off looks again at everything when he is back.
/// </summary>
public sealed class Carrier(Broadcast live, SiteOptions options, ILogger<Carrier> log) : BackgroundService
{
    private const string Name = "shouwen_live";

    /// <summary>A payload holds 8,000 bytes; an id some tens.</summary>
    private const int Most = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Seconds. Whoever only listens would never notice that the other side is gone.</summary>
    private const int Beat = 5;

    private readonly string own = Guid.NewGuid().ToString("N");
    private readonly Channel<Change> leaving = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });

    private sealed record Notice(string From, IReadOnlyList<string> People, IReadOnlyList<string> Units);

    /// <summary>Whether this process hears the others.</summary>
    public bool Listening { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        if (options.Postgres is not { } postgres) return;
        var connection = PostgresDb.Connection(postgres);
        live.Told += change => leaving.Writer.TryWrite(change);
        await Task.WhenAll(Again(() => Listen(connection, stopping), stopping), Again(() => Send(connection, stopping), stopping));
    }

    private async Task Again(Func<Task> work, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
            try
            {
                await work();
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or System.Net.Sockets.SocketException)
            {
                // The server is away for a moment; pages are told again once it is back.
                log.LogWarning("The carrier of live changes lost the server and tries again: {Why}", failure.Message);
                await Task.Delay(Pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The host stops.
            }
    }

    private async Task Listen(string connection, CancellationToken stopping)
    {
        await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { KeepAlive = Beat, Pooling = false }.ToString());
        await server.OpenAsync(stopping);
        server.Notification += (_, arrived) => Hear(arrived.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {Name}", server)) await listen.ExecuteNonQueryAsync(stopping);
        live.TellAll();
        Listening = true;
        try
        {
            while (true) await server.WaitAsync(stopping);
        }
        finally
        {
            Listening = false;
        }
    }

    private void Hear(string payload)
    {
        if (JsonSerializer.Deserialize<Notice>(payload) is { } notice && notice.From != own) live.Tell(new Change(notice.People.ToHashSet(), notice.Units.ToHashSet()));
    }

    private async Task Send(string connection, CancellationToken stopping)
    {
        while (await leaving.Reader.WaitToReadAsync(stopping))
        {
            await using var server = new NpgsqlConnection(connection);
            await server.OpenAsync(stopping);
            while (leaving.Reader.TryPeek(out var change))
            {
                foreach (var payload in Payloads(change))
                {
                    await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", server) { Parameters = { new() { Value = Name }, new() { Value = payload } } };
                    await notify.ExecuteNonQueryAsync(stopping);
                }
                leaving.Reader.TryRead(out _);
            }
        }
    }

    private IEnumerable<string> Payloads(Change change) =>
        change.People.Chunk(Most).Select(people => new Notice(own, people, [])).Concat(change.Units.Chunk(Most).Select(units => new Notice(own, [], units))).Select(notice => JsonSerializer.Serialize(notice));
}
