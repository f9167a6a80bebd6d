using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;

namespace Shouwen.Web.Health;

/// <summary>Where the figures are told: on an address of their own (<c>Metrics:Address</c>), or to whoever has the token (<c>Metrics:Token</c>); without either nowhere.</summary>
public sealed record MetricsDoor(Uri? Address, string? Token)
{
    /// <exception cref="FormatException">The address can't be read, with a sentence for people.</exception>
    public static MetricsDoor Read(IConfiguration configuration)
    {
        var (given, token) = (configuration["Metrics:Address"], configuration["Metrics:Token"]);
        if (string.IsNullOrEmpty(given)) return new(null, string.IsNullOrEmpty(token) ? null : token);
        return Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && address.Port > 0 ? new(address, string.IsNullOrEmpty(token) ? null : token)
            : throw new FormatException($"Metrics:Address“{given}”读不懂，应写成 http://127.0.0.1:9464");
    }

    /// <summary>Whether this request came in by the address of their own, which serves nothing else.</summary>
    public bool IsOwn(HttpContext context) => Address is not null && context.Connection.LocalPort == Address.Port;

    public bool May(HttpContext context) => Token is null ? IsOwn(context)
        : CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {Token}"));
}

/// <summary>
/// <c>/healthz</c>: the process lives. <c>/readyz</c>: it can serve: the database answers, has the shape of this version, and the process is not stopping. <c>/metrics</c>: its
/// figures, not for the public. They stand before everything else and work before the organisation is set up.
/// </summary>
public sealed class Probes(RequestDelegate next, MetricsDoor door, Draining draining, Exposition exposition, SiteOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private volatile bool current;

    public async Task Invoke(HttpContext context)
    {
        // Whoever keeps connections open opens them elsewhere from now on.
        if (draining.Stopping) context.Response.Headers.Connection = "close";
        switch (context.Request.Path.Value)
        {
            case "/healthz":
                await Answer(context, 200, "alive");
                return;
            case "/readyz":
                var lacking = await Lacking(context);
                await Answer(context, lacking is null ? 200 : 503, lacking ?? "ready");
                return;
            case "/metrics" when !door.May(context):
                await Answer(context, 404, "not here");
                return;
            case "/metrics":
                context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
                await context.Response.WriteAsync(exposition.Text());
                return;
            case "/live" when draining.Stopping:
            case not null when draining.Closing && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)):
                await Answer(context, 503, "stopping");
                return;
        }
        if (options.Web && !door.IsOwn(context)) await Traced(context);
        else await Answer(context, 404, "not here");
    }

    /// <summary>A span is called after the route, never after the address.</summary>
    private async Task Traced(HttpContext context)
    {
        var span = Activity.Current;
        await next(context);
        if (span is not { IsAllDataRequested: true }) return;
        var route = (context.Features.Get<IExceptionHandlerPathFeature>()?.Endpoint ?? context.GetEndpoint()) is RouteEndpoint endpoint ? endpoint.RoutePattern.RawText : null;
        span.DisplayName = $"{context.Request.Method} {route ?? "-"}";
        span.SetTag("http.request.method", context.Request.Method).SetTag("http.route", route).SetTag("http.response.status_code", context.Response.StatusCode);
    }

    /// <summary>Null when it can serve.</summary>
    private async Task<string?> Lacking(HttpContext context)
    {
        if (draining.Stopping) return "stopping";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await using var scope = context.RequestServices.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDb>();
            if (!current && (await db.Database.GetPendingMigrationsAsync(patience.Token)).Any()) return "schema";
            current = true;
            await db.Stamps.Select(stamp => stamp.Name).FirstAsync(patience.Token);
            return null;
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException or OperationCanceledException or TimeoutException)
        {
            return "database";
        }
    }

    private static async Task Answer(HttpContext context, int status, string word)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(word + "\n");
    }
}
