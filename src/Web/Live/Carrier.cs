using System.Text.Json;
using System.Threading.Channels;
using Npgsql;
using Shouwen.Web.Data;

namespace Shouwen.Web.Live;

/// <summary>
/// Between processes on one server: what one has committed the others hear by NOTIFY, over one connection a process. Whoever was cut off looks again at everything when he is back.
/// </summary>
public sealed class Carrier(Broadcast live, Stamps stamps, SiteOptions options, ILogger<Carrier> log) : BackgroundService
{
    private const string Name = "shouwen_live";

    /// <summary>A payload holds 8,000 bytes; an id some tens.</summary>
    private const int Most = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Between two notices; what is committed meanwhile goes with the next.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(20);

    /// <summary>Seconds. Whoever only listens would never notice that the other side is gone.</summary>
    private const int Beat = 5;

    private readonly string own = Guid.NewGuid().ToString("N");
    /// <summary>Taken from <see cref="leaving"/> and not said yet; where saying failed it is said again.</summary>
    private readonly List<Change> unsaid = [];
    private readonly Channel<Change> leaving = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });

    private sealed record Notice(string From, IReadOnlyList<string> People, IReadOnlyList<string> Units, IReadOnlyList<string> Rights);

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
        stamps.Changed();
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
        if (JsonSerializer.Deserialize<Notice>(payload) is not { } notice || notice.From == own) return;
        if (notice.Rights.Count > 0) stamps.Changed();
        live.Tell(new Change(notice.People.ToHashSet(), notice.Units.ToHashSet()) { Rights = notice.Rights.ToHashSet() });
    }

    private async Task Send(string connection, CancellationToken stopping)
    {
        while (await leaving.Reader.WaitToReadAsync(stopping))
        {
            while (leaving.Reader.TryRead(out var change)) unsaid.Add(change);
            await using (var server = new NpgsqlConnection(connection))
            {
                await server.OpenAsync(stopping);
                foreach (var payload in Payloads(Change.Of(unsaid)))
                {
                    // Whoever loses the server loses nothing with a notice, so nobody waits for the disk.
                    await using var notify = new NpgsqlCommand("SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)", server) { Parameters = { new() { Value = Name }, new() { Value = payload } } };
                    await notify.ExecuteNonQueryAsync(stopping);
                }
            }
            unsaid.Clear();
            await Task.Delay(Breath, stopping);
        }
    }

    /// <summary>Each id with what it is, so many in one.</summary>
    private IEnumerable<string> Payloads(Change change) =>
        change.People.Select(id => (Of: 'p', Id: id)).Concat(change.Units.Select(id => (Of: 'u', Id: id))).Concat(change.Rights.Select(id => (Of: 'r', Id: id))).Chunk(Most)
            .Select(ids => JsonSerializer.Serialize(new Notice(own, Those('p', ids), Those('u', ids), Those('r', ids))));

    private static IReadOnlyList<string> Those(char of, IEnumerable<(char Of, string Id)> ids) => [.. ids.Where(one => one.Of == of).Select(one => one.Id)];
}
