using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;

namespace Shouwen.Web.Live;

/// <summary>Whom a committed write concerns: people by themselves, units by whoever works in them or answers for them.</summary>
public sealed record Change(IReadOnlySet<string> People, IReadOnlySet<string> Units)
{
    /// <summary>Those who may have other rights from now on.</summary>
    public IReadOnlySet<string> Rights { get; init; } = FrozenSet<string>.Empty;

    public static Change Of(IReadOnlyCollection<Change> changes) =>
        new(changes.SelectMany(one => one.People).ToHashSet(), changes.SelectMany(one => one.Units).ToHashSet()) { Rights = changes.SelectMany(one => one.Rights).ToHashSet() };

    public bool Concerns(string person, IReadOnlyCollection<string> units, bool all) => People.Contains(person) || Units.Count > 0 && (all || units.Any(Units.Contains));
}

/// <summary>
/// 实时: open pages hear within a moment that something of theirs has changed, and then look again themselves; what has changed is not said, so that nothing is shown that may not be seen.
/// One broadcaster, fed by what was committed (<see cref="Commits"/>) and by what other processes say they committed (<see cref="Carrier"/>); an open page costs memory and no query.
/// </summary>
public sealed class Broadcast(IHostApplicationLifetime life) : BackgroundService
{
    /// <summary>Often enough that no proxy takes the stream for dead.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<Listener, byte> listeners = [];

    /// <summary>Tells the numbers of this process from those of the one before.</summary>
    private readonly string own = Guid.NewGuid().ToString("N")[..8];
    private long last;

    /// <summary>One open page. However much happens before it is written to, it hears of it once.</summary>
    private sealed class Listener(string person, IReadOnlyCollection<string> units, bool all)
    {
        private readonly Channel<bool> wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        private long pending;

        public string Person => person;
        public bool Concerned(Change change) => change.Concerns(person, units, all);

        public void Tell(long number)
        {
            Interlocked.Exchange(ref pending, number);
            Wake();
        }

        public void Wake() => wake.Writer.TryWrite(true);
        public void End() => wake.Writer.TryComplete();

        /// <summary>The number of what happened since the last frame, 0 for a heartbeat; ends when the stream is to end.</summary>
        public async IAsyncEnumerable<long> Frames([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken gone)
        {
            while (await wake.Reader.WaitToReadAsync(gone))
                while (wake.Reader.TryRead(out _))
                    yield return Interlocked.Exchange(ref pending, 0);
        }
    }

    /// <summary>What this process has committed, for whoever carries it to others.</summary>
    public event Action<Change>? Told;

    public int Open => listeners.Count;

    /// <summary>How many changes it has told.</summary>
    public long Number => Interlocked.Read(ref last);

    /// <summary>Tells everybody concerned whose page is open here, and ends the streams of those with other rights; the number of the change.</summary>
    public long Tell(Change change)
    {
        foreach (var person in change.Rights) End(person);
        var number = Interlocked.Increment(ref last);
        foreach (var (listener, _) in listeners)
            if (listener.Concerned(change)) listener.Tell(number);
        return number;
    }

    /// <summary>Tells every open page: something may have been missed.</summary>
    public void TellAll()
    {
        var number = Interlocked.Increment(ref last);
        foreach (var (listener, _) in listeners) listener.Tell(number);
    }

    /// <summary>A write of this process has been committed.</summary>
    public void Committed(Change change)
    {
        Tell(change);
        Told?.Invoke(change);
    }

    /// <summary>Ends a person's streams: signed out, or other rights than when they were opened. A browser that is still signed in opens its own again.</summary>
    public void End(string person)
    {
        foreach (var (listener, _) in listeners)
            if (listener.Person == person) listener.End();
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
                foreach (var (listener, _) in listeners) listener.Wake();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops, and the streams with it.
        }
    }

    /// <summary>The stream of one page (<c>GET /live</c>), until the page, the person or the site goes.</summary>
    public async Task Stream(HttpContext context)
    {
        var listener = await Listening(context);
        var (request, response) = (context.Request, context.Response);
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // A proxy of the nginx kind would hold the frames back.
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        // What the request was answered with, the database's context among it, is not needed for the hours the page stays open.
        if (context.Features.Get<IServiceProvidersFeature>() is IAsyncDisposable services) await services.DisposeAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, life.ApplicationStopping);
        listeners[listener] = 0;
        try
        {
            await response.WriteAsync($"retry: 3000\nid: {Mark(Interlocked.Read(ref last))}\n\n", gone.Token);
            // Whoever was here before and may have missed something looks again.
            if (request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } seen && seen != Mark(Interlocked.Read(ref last))) listener.Tell(Interlocked.Read(ref last));
            await response.Body.FlushAsync(gone.Token);
            await foreach (var number in listener.Frames(gone.Token))
            {
                var frame = number == 0 ? ":\n\n" : $"id: {Mark(number)}\nevent: changed\ndata: {number.ToString(CultureInfo.InvariantCulture)}\n\n";
                await response.Body.WriteAsync(Encoding.ASCII.GetBytes(frame), gone.Token);
                await response.Body.FlushAsync(gone.Token);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // The page was closed or the site stops.
        }
        finally
        {
            listeners.TryRemove(listener, out _);
        }
    }

    private static async Task<Listener> Listening(HttpContext context)
    {
        var actor = Actor.Of(context);
        var units = actor.Led((await context.RequestServices.GetRequiredService<Acting>().Regime()).Organisation).Append(actor.UnitId).ToHashSet();
        return new Listener(actor.Id, units, actor.SeesAll());
    }

    private string Mark(long number) => $"{own}-{number.ToString(CultureInfo.InvariantCulture)}";
}
