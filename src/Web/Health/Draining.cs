using System.Globalization;

namespace Shouwen.Web.Health;

/// <summary>
/// 停止: told to stop, the process says at once that it takes nobody more (<c>/readyz</c>, <c>Connection: close</c>, streams end and open anew elsewhere), goes on serving for
/// <c>Stop:Drain</c> seconds, and only then closes its sockets; what runs then may end within <c>Stop:Limit</c> seconds. A balancer that asks nobody and learns only from answers (nginx)
/// would still send a press at the moment the socket closes, and could not send it again: in the last second pages are refused (503), which it asks for elsewhere, and presses are still taken.
/// </summary>
public sealed class Draining(IHostApplicationLifetime life, Draining.Times times, ILogger<Draining> log) : IHostedLifecycleService
{
    public sealed record Times(TimeSpan Drain, TimeSpan Limit)
    {
        /// <exception cref="FormatException">A setting is no number, with a sentence for people.</exception>
        public static Times Read(IConfiguration configuration) => new(Seconds(configuration, "Stop:Drain", 0), Seconds(configuration, "Stop:Limit", 30));

        private static TimeSpan Seconds(IConfiguration configuration, string setting, int otherwise) => configuration[setting] is not { Length: > 0 } given ? TimeSpan.FromSeconds(otherwise)
            : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 3600 ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"{setting}=“{given}”不是秒数，应写成 0 到 3600 的整数");
    }

    private static readonly TimeSpan Last = TimeSpan.FromSeconds(1);
    private int told;
    private volatile bool closing;

    public bool Stopping => life.ApplicationStopping.IsCancellationRequested;

    /// <summary>The last second of the drain: who only reads is to read elsewhere.</summary>
    public bool Closing => closing;

    public async Task StoppingAsync(CancellationToken cancel)
    {
        // Told twice, it waits once.
        if (times.Drain == TimeSpan.Zero || Interlocked.Exchange(ref told, 1) == 1) return;
        log.LogInformation("Stopping: not ready any more, serving for another {Seconds} s", times.Drain.TotalSeconds);
        await Task.Delay(times.Drain - Last, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        closing = true;
        await Task.Delay(Last, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancel) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancel) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancel) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancel) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancel) => Task.CompletedTask;
}
