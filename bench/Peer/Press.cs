using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Shouwen.Bench.Peer;

/// <summary>
/// So many connections to one site, each asking as soon as it has its answer: requests from a file, one a line, method, path and body parted by tabs. With seconds they begin again from
/// the first until the time is over, without each is asked once. <c>@NEW@</c> in a body becomes a fresh UUID. Tells in one line of JSON how it went; any other status than the expected ends it.
/// </summary>
internal static class Press
{
    public const string Usage = "press FILE URL STATUS CONNECTIONS once|again|SECONDS [NAME: VALUE]…";

    public static async Task<int> Run(string[] arguments)
    {
        if (arguments is not [var file, var url, var status, var connections, var how, .. var headers])
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }
        var requests = File.ReadAllLines(file).Select(line => line.Split('\t', 3)).ToList();
        var expected = (HttpStatusCode)int.Parse(status, CultureInfo.InvariantCulture);
        var length = how == "once" ? (TimeSpan?)null : TimeSpan.FromSeconds(double.Parse(how, CultureInfo.InvariantCulture));
        var times = new ConcurrentBag<double>();
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, int.Parse(connections, CultureInfo.InvariantCulture)).Select(_ => Task.Run(Connection)));
        var (seconds, sorted) = (watch.Elapsed.TotalSeconds, times.Order().ToList());
        Console.WriteLine(FormattableString.Invariant($"{{\"requests\": {sorted.Count}, \"seconds\": {seconds:0.000000}, \"p50\": {At(sorted, 0.50):0.000}, \"p95\": {At(sorted, 0.95):0.000}}}"));
        return 0;

        async Task Connection()
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxConnectionsPerServer = 1 }) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(2) };
            while (length is not { } time || watch.Elapsed < time)
            {
                var turn = Interlocked.Increment(ref next);
                if (length is null && turn >= requests.Count) return;
                var one = requests[turn % requests.Count];
                using var request = Request(one, headers);
                var began = Stopwatch.GetTimestamp();
                using var answer = await http.SendAsync(request);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (answer.StatusCode != expected) throw new InvalidOperationException($"{one[0]} {one[1]} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
        }
    }

    private static HttpRequestMessage Request(string[] one, string[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(one[0]), one[1]);
        if (one[2].Length > 0) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(one[2].Replace("@NEW@", Guid.NewGuid().ToString(), StringComparison.Ordinal)));
        foreach (var header in headers)
        {
            var (name, value) = (header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            if (!name.StartsWith("Content-", StringComparison.Ordinal)) request.Headers.TryAddWithoutValidation(name, value);
            else request.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        return request;
    }

    private static double At(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
}
