using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Shouwen.Web;

namespace Shouwen.Bench.Serving;

/// <summary>The product, serving in a process of its own as <c>shouwen serve</c> does, so that its time and memory are told apart from those of whoever asks.</summary>
internal sealed partial class Served : IAsyncDisposable
{
    private readonly Process process;

    private Served(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }
    public int Id => process.Id;
    public TimeSpan Processor => Processes.Of(process.Id);

    /// <summary>Until it says that it serves.</summary>
    public static async Task<Served> Start(SiteOptions options)
    {
        List<string> arguments = [Path.Combine(AppContext.BaseDirectory, "shouwen.dll"), "serve", "--data", options.Data, "--urls", "http://127.0.0.1:0"];
        if (options.Postgres is { } postgres) arguments.AddRange(["--database", postgres]);
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (Url().Match(line) is { Success: true } url)
            {
                // Nobody reads on; what it still says is little.
                return new(process, new Uri(url.Value));
            }
        await process.WaitForExitAsync();
        throw new InvalidOperationException($"the site did not start: {process.ExitCode}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var _ = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Url();
}

/// <summary>What Linux knows of the processes here.</summary>
internal static class Processes
{
    private static readonly double Tick = 1.0 / 100;

    /// <summary>Processor time, own and of the threads that have ended; with <paramref name="children"/> also of its children, those that have ended too.</summary>
    public static TimeSpan Of(int id, bool children = false)
    {
        var own = Fields(id);
        var ticks = own[11] + own[12] + (children ? own[13] + own[14] : 0);
        if (children)
            foreach (var other in Process.GetProcesses())
                using (other)
                    if (Read(other.Id) is { } fields && fields[1] == id) ticks += fields[11] + fields[12];
        return TimeSpan.FromSeconds(ticks * Tick);
    }

    /// <summary>Resident memory in megabytes: now, and the most there was.</summary>
    public static (double Now, double Most) Memory(int id)
    {
        var lines = File.ReadAllLines($"/proc/{id}/status");
        double Of(string key) => double.Parse(lines.First(line => line.StartsWith(key, StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        return (Of("VmRSS:"), Of("VmHWM:"));
    }

    private static long[] Fields(int id) => Read(id) ?? throw new InvalidOperationException($"process {id} has ended");

    /// <summary>The numbers of <c>/proc/PID/stat</c> after the name and the state, so that [1] is the parent and [11] the user time.</summary>
    private static long[]? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return [0, .. text[(text.LastIndexOf(')') + 4)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => long.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
