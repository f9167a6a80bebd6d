using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Shouwen.Web.Health;

/// <summary>
/// The instruments of this process in the text format of Prometheus (0.0.4): those of the site, ASP.NET, the runtime and the database driver. Of several sites in one process each shows its own.
/// </summary>
public sealed class Exposition : IDisposable
{
    private static readonly HashSet<string> Meters = [Figures.Meter, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql"];

    /// <summary>Tags that would multiply the series and tell nothing.</summary>
    private static readonly HashSet<string> Dropped = ["network.protocol.name", "network.protocol.version", "url.scheme", "server.address", "server.port", "network.transport", "network.type", "aspnetcore.user.is_authenticated"];

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<Instrument, Family> families = [];
    private readonly Lock scraping = new();

    public Exposition(IMeterFactory own)
    {
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (Meters.Contains(instrument.Meter.Name) && (instrument.Meter.Scope is null || ReferenceEquals(instrument.Meter.Scope, own))) to.EnableMeasurementEvents(instrument, families.GetOrAdd(instrument, one => new Family(one)));
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, family) => ((Family)family!).Record(value, tags));
        listener.SetMeasurementEventCallback<long>((_, value, tags, family) => ((Family)family!).Record(value, tags));
        listener.SetMeasurementEventCallback<double>((_, value, tags, family) => ((Family)family!).Record(value, tags));
        listener.Start();
    }

    public void Dispose() => listener.Dispose();

    public string Text()
    {
        var text = new StringBuilder();
        lock (scraping)
        {
            foreach (var family in families.Values) family.Begin();
            listener.RecordObservableInstruments();
            foreach (var family in families.Values.OrderBy(family => family.Name, StringComparer.Ordinal)) family.Write(text);
        }
        return text.ToString();
    }

    /// <summary>One instrument with its series.</summary>
    private sealed class Family
    {
        /// <summary>Seconds, as OpenTelemetry advises for requests.</summary>
        private static readonly double[] Seconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
        private const int MostSeries = 2000;

        private enum Kind { Counter, Gauge, Sum, Histogram }

        private sealed class Series(int buckets)
        {
            public readonly long[] Buckets = new long[buckets];
            public double Value;
            public long Count;
        }

        private readonly ConcurrentDictionary<string, Series> all = [];
        private readonly Instrument instrument;
        private readonly Kind kind;
        private readonly double[] bounds;

        public Family(Instrument instrument)
        {
            this.instrument = instrument;
            var type = instrument.GetType().Name;
            // An observable instrument tells its total each time, the others tell what is added.
            kind = type.StartsWith("Histogram", StringComparison.Ordinal) ? Kind.Histogram : type.StartsWith("Gauge", StringComparison.Ordinal) || instrument.IsObservable ? Kind.Gauge : type.StartsWith("Counter", StringComparison.Ordinal) ? Kind.Counter : Kind.Sum;
            bounds = kind == Kind.Histogram ? Advised(instrument) ?? Seconds : [];
            var counts = type.StartsWith("Counter", StringComparison.Ordinal) || type.StartsWith("ObservableCounter", StringComparison.Ordinal);
            Type = kind == Kind.Histogram ? "histogram" : counts ? "counter" : "gauge";
            var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
            var name = string.Concat(instrument.Name.Select(sign => char.IsAsciiLetterOrDigit(sign) ? sign : '_'));
            Name = name + (name.EndsWith(unit, StringComparison.Ordinal) ? "" : unit) + (counts ? "_total" : "");
        }

        public string Name { get; }
        private string Type { get; }

        private static double[]? Advised(Instrument instrument) => instrument switch
        {
            Histogram<double> one => one.Advice?.HistogramBucketBoundaries?.ToArray(),
            Histogram<long> one => one.Advice?.HistogramBucketBoundaries?.Select(bound => (double)bound).ToArray(),
            _ => null,
        };

        /// <summary>What is looked at anew at each scrape forgets what it saw at the last.</summary>
        public void Begin()
        {
            if (instrument.IsObservable) all.Clear();
        }

        public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var labels = Labels(tags);
            if (!all.TryGetValue(labels, out var series))
            {
                if (all.Count >= MostSeries) return;
                series = all.GetOrAdd(labels, _ => new Series(bounds.Length + 1));
            }
            lock (series)
            {
                series.Count++;
                series.Value = kind == Kind.Gauge ? value : series.Value + value;
                if (kind != Kind.Histogram) return;
                var bucket = Array.FindIndex(bounds, bound => value <= bound);
                series.Buckets[bucket < 0 ? bounds.Length : bucket]++;
            }
        }

        public void Write(StringBuilder text)
        {
            if (all.IsEmpty) return;
            text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {instrument.Description?.ReplaceLineEndings(" ")}\n# TYPE {Name} {Type}\n");
            foreach (var (labels, series) in all.OrderBy(one => one.Key, StringComparer.Ordinal))
                lock (series)
                {
                    if (kind != Kind.Histogram)
                    {
                        text.Append(CultureInfo.InvariantCulture, $"{Name}{Braced(labels)} {series.Value:R}\n");
                        continue;
                    }
                    var below = 0L;
                    for (var i = 0; i < bounds.Length; i++) text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{Braced(labels, $"le=\"{bounds[i]:R}\"")} {below += series.Buckets[i]}\n");
                    text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{Braced(labels, "le=\"+Inf\"")} {series.Count}\n{Name}_sum{Braced(labels)} {series.Value:R}\n{Name}_count{Braced(labels)} {series.Count}\n");
                }
        }

        private static string Braced(string labels, string more = "") => (labels, more) switch
        {
            ("", "") => "",
            ("", _) => $"{{{more}}}",
            (_, "") => $"{{{labels}}}",
            _ => $"{{{labels},{more}}}",
        };

        private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags.IsEmpty) return "";
            var labels = new List<string>(tags.Length);
            foreach (var (name, value) in tags)
                if (value is not null && !Dropped.Contains(name))
                    labels.Add($"{name.Replace('.', '_')}=\"{Convert.ToString(value, CultureInfo.InvariantCulture)!.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"");
            labels.Sort(StringComparer.Ordinal);
            return string.Join(',', labels);
        }
    }
}
