using System.Globalization;
using NpgsqlTypes;

namespace Shouwen.Web.Data;

/// <summary>
/// Where a page that only reads reads from: a replica that has everything this person's browser has written (a cookie remembers how far the primary was then), else the primary.
/// </summary>
public sealed class Reading(AppDb primary, Replicas replicas, IHttpContextAccessor http, TimeProvider time) : IAsyncDisposable
{
    private const string Cookie = "shouwen-written";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>So far behind is nothing to speak of; and so far is of no use.</summary>
    private static readonly TimeSpan Slight = TimeSpan.FromSeconds(5), TooFar = TimeSpan.FromMinutes(5);

    private PostgresDb? replica;

    /// <summary>Up to which moment what is read goes, when it is noticeably behind.</summary>
    public DateTimeOffset? AsOf { get; private set; }

    public async Task<AppDb> Db()
    {
        if (replica is not null) return replica;
        foreach (var candidate in replicas.InTurn())
        {
            var db = Replicas.Open(candidate);
            try
            {
                using var patience = new CancellationTokenSource(Patience);
                if (await Replicas.Replayed(db, patience.Token) is { } replayed && replayed >= Own() && replicas.AsOf(replayed) is { } asOf && time.GetUtcNow() - asOf is var behind && behind < TooFar)
                {
                    AsOf = behind > Slight ? asOf : null;
                    return replica = db;
                }
            }
            catch (Exception failure) when (failure is OperationCanceledException || Outage.Of(failure) is not null)
            {
                replicas.Lost(candidate, failure);
            }
            await db.DisposeAsync();
        }
        return primary;
    }

    public ValueTask DisposeAsync() => replica?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>How far the primary was when this browser last wrote.</summary>
    private NpgsqlLogSequenceNumber Own() => ulong.TryParse(http.HttpContext?.Request.Cookies[Cookie], NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? new(position) : default;

    /// <summary>After whatever may have written the answer carries how far the primary is.</summary>
    public sealed class Mark(RequestDelegate next, Replicas replicas)
    {
        public Task Invoke(HttpContext context)
        {
            if (replicas.Any && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)) context.Response.OnStarting(() => Write(context));
            return next(context);
        }

        private static async Task Write(HttpContext context)
        {
            // A write that failed has no answer to wait for.
            if (context.Response.StatusCode >= StatusCodes.Status400BadRequest) return;
            var position = (ulong)await Replicas.Written(context.RequestServices.GetRequiredService<AppDb>(), context.RequestAborted);
            context.Response.Cookies.Append(Cookie, position.ToString(CultureInfo.InvariantCulture), new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, IsEssential = true });
        }
    }
}
