using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Shouwen.Web.Health;

/// <summary>
/// 追踪: what a request did and how long each part took, sent to a collector by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one: the request by its route, the act, its decision and
/// write, and the statements of the database without their values. Addresses are left out: they may hold a name searched for or the code of a request.
/// </summary>
public sealed class Tracing(IConfiguration configuration) : IHostedService
{
    public static readonly ActivitySource Source = new("Shouwen");

    private const string Setting = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private TracerProvider? provider;

    public Task StartAsync(CancellationToken cancel)
    {
        if (configuration[Setting] is not { Length: > 0 } given) return Task.CompletedTask;
        if (!Uri.TryCreate(given, UriKind.Absolute, out var endpoint)) throw new FormatException($"{Setting}“{given}”读不懂，应写成 http://127.0.0.1:4318");
        var grpc = configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] == "grpc";
        provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? "shouwen", serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}"))
            .AddSource("Microsoft.AspNetCore", Source.Name, "Npgsql")
            .AddProcessor(new Discreet())
            .AddOtlpExporter(export =>
            {
                export.Protocol = grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
                export.Endpoint = grpc ? endpoint : new Uri($"{given.TrimEnd('/')}/v1/traces");
            })
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancel)
    {
        provider?.ForceFlush(2000);
        provider?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Takes out what may tell of a person.</summary>
    private sealed class Discreet : BaseProcessor<Activity>
    {
        private static readonly string[] Personal = ["url.path", "url.query", "url.full", "client.address", "user_agent.original", "http.url", "http.target", "http.path", "network.peer.address"];

        public override void OnEnd(Activity span)
        {
            foreach (var tag in Personal) span.SetTag(tag, null);
        }
    }
}
