using Shouwen.Packs;
using Shouwen.Replays;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Replays;

/// <summary>One replay that somebody asked for on the site: how far it is, and when it is through what it found.</summary>
public sealed class Asked(Pack draft, DateOnly from, DateOnly to, string by, DateTimeOffset at)
{
    private int done, total;

    public Pack Draft => draft;
    public DateOnly From => from;

    /// <summary>The last day, included.</summary>
    public DateOnly To => to;

    /// <summary>Who asked for it.</summary>
    public string By => by;
    public DateTimeOffset At => at;
    public int Done => Volatile.Read(ref done);
    public int Total => Volatile.Read(ref total);
    public bool Running => Ended is null;

    /// <summary>Set last of all, so that whoever sees it sees the rest.</summary>
    public Ending? Ended { get => Volatile.Read(ref ended); private set => Volatile.Write(ref ended, value); }
    private Ending? ended;

    /// <summary>How it ended: through, stopped by somebody, or broken; the table only when it is through.</summary>
    public sealed record Ending(bool Through, bool Stopped, IReadOnlyList<string> About, IReadOnlyList<TallyRow> Rows, int Matters, int Otherwise, int Drifted);

    internal CancellationTokenSource Stop { get; } = new();
    internal void Begin(int matters) => Volatile.Write(ref total, matters);
    internal void Step() => Interlocked.Increment(ref done);
    internal void End(Ending ending) => Ended = ending;
}

/// <summary>
/// 重放 on the site: a draft over the recorded cases, one replay at a time in this process, beside the requests and over a connection that cannot write. The last one is kept until the
/// next begins or the process ends.
/// </summary>
public sealed partial class WhatIf(IServiceScopeFactory scopes, SiteOptions options, ILogger<WhatIf> log) : IHostedService
{
    private readonly Lock gate = new();
    private volatile Asked? last;
    private Task running = Task.CompletedTask;

    public Asked? Last => last;

    /// <summary>Every difference of the last one, one a line, as it is told at the end of <c>packs replay --csv</c>.</summary>
    public string File => Path.Combine(options.Data, "what-if.csv");

    /// <summary>Begins it, once <paramref name="after"/> is through; null while another still runs.</summary>
    public Asked? Begin(Pack draft, DateOnly from, DateOnly to, string by, DateTimeOffset now, Task? after = null)
    {
        lock (gate)
        {
            if (last is { Running: true }) return null;
            var asked = last = new(draft, from, to, by, now);
            running = Task.Run(() => Run(asked, now, after ?? Task.CompletedTask));
            return asked;
        }
    }

    /// <summary>Stops it before the next case, when it still runs.</summary>
    public void Stop() => last?.Stop.Cancel();

    public Task StartAsync(CancellationToken cancel) => Task.CompletedTask;

    /// <summary>The site does not end before what reads its record has.</summary>
    public Task StopAsync(CancellationToken cancel)
    {
        Stop();
        return running.WaitAsync(cancel);
    }

    private async Task Run(Asked asked, DateTimeOffset now, Task after)
    {
        try
        {
            await after;
            asked.End(await Over(asked, now, asked.Stop.Token));
        }
        catch (OperationCanceledException)
        {
            asked.End(new(false, true, [], [], asked.Done, 0, 0));
        }
        catch (Exception failure)
        {
            // Nobody waits for it; the page says that it broke, the log why.
            Broken(failure, asked.Draft.Mark);
            asked.End(new(false, false, [], [], asked.Done, 0, 0));
        }
    }

    private async Task<Asked.Ending> Over(Asked asked, DateTimeOffset now, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        Recorded.ReadOnly(db);
        var recorded = new Recorded(db, scope.ServiceProvider.GetRequiredService<Regimes>());
        var (since, until) = await recorded.Between(asked.From, asked.To, now);
        var regime = await recorded.Regime(since, now);
        var matters = await recorded.Begun(since, until);
        asked.Begin(matters.Count);
        using var tally = Tally.Into(File, asked.Draft, regime);
        await foreach (var history in recorded.Histories(matters, until).WithCancellation(cancel))
        {
            cancel.ThrowIfCancellationRequested();
            tally.Add(history.Number, Replaying.Of(history.Key, history.Events, regime, asked.Draft, until));
            asked.Step();
        }
        return new(true, false, [.. Tally.Announce(asked.Draft, regime)], tally.Rows(), tally.Matters, tally.Otherwise, tally.Drifted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Replaying {Draft} over the record broke")]
    private partial void Broken(Exception failure, string draft);
}
