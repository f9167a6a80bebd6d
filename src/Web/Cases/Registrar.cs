using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Data;
using Shouwen.Web.Health;

namespace Shouwen.Web.Cases;

/// <summary>
/// Writes the cases that begin. Those that come while others are being written wait and are then written together: one transaction, one step of the day's numbers and one wait for the disk serve
/// them all. Each learns how it went itself: where what one brings keeps all from being written, each is written alone.
/// </summary>
public sealed class Registrar(IServiceScopeFactory scopes, Regimes regimes, Figures figures)
{
    private const int Most = 32;

    /// <summary>A case that is decided and not yet written; by the clock it is told by.</summary>
    public sealed record Decided(Regime Regime, Act Act, Decision.Accepted Accepted, IReadOnlyList<string> Rarest, string? ImportedAs, TimeProvider Time);

    private readonly Lock _lock = new();
    private readonly Queue<(Decided Case, TaskCompletionSource<CaseRow> Written)> _waiting = [];
    private bool _writing;

    /// <summary>Done when the case stands safely in the database.</summary>
    public Task<CaseRow> Write(Decided decided)
    {
        var written = new TaskCompletionSource<CaseRow>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Enqueue((decided, written));
            if (_writing) return written.Task;
            _writing = true;
        }
        // Whoever came first doesn't go on writing for the others: he has his answer when his own stands.
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(WriteWaiting);
        return written.Task;
    }

    private async Task WriteWaiting()
    {
        while (true)
        {
            var together = new List<(Decided Case, TaskCompletionSource<CaseRow> Written)>();
            lock (_lock)
            {
                while (together.Count < Most && _waiting.TryDequeue(out var next)) together.Add(next);
                if (together.Count == 0)
                {
                    _writing = false;
                    return;
                }
            }
            await WriteTogether(together);
        }
    }

    private async Task WriteTogether(IReadOnlyList<(Decided Case, TaskCompletionSource<CaseRow> Written)> together)
    {
        try
        {
            IReadOnlyList<CaseRow> rows;
            await using (var scope = scopes.CreateAsyncScope())
                rows = await new Acting(scope.ServiceProvider.GetRequiredService<AppDb>(), regimes, this, together[0].Case.Time, figures).Begin([.. together.Select(one => one.Case)]);
            foreach (var ((_, written), row) in together.Zip(rows)) written.SetResult(row);
        }
        // Where the server failed, alone each would only wait for it again, one behind the other; and what may have been kept must not be written twice.
        catch (Exception failure) when (together.Count > 1 && Outage.Of(failure) is null)
        {
            foreach (var one in together) await WriteTogether([one]);
        }
        catch (Exception failure)
        {
            foreach (var (_, written) in together) written.SetException(failure);
        }
    }
}
