using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Shouwen.Web.Portal;

/// <summary>
/// How often one address may try at the two doors that open without an account: ten times a minute with a number and a code, five new requests in ten minutes.
/// A refused form costs nothing; only a look into the records or a registration counts.
/// </summary>
public sealed class Tries : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress> follow = Limiter(10, TimeSpan.FromMinutes(1));
    private readonly PartitionedRateLimiter<IPAddress> ask = Limiter(5, TimeSpan.FromMinutes(10));

    public bool MayFollow(HttpContext context) => May(follow, context);
    public bool MayAsk(HttpContext context) => May(ask, context);

    public void Dispose()
    {
        follow.Dispose();
        ask.Dispose();
    }

    private static PartitionedRateLimiter<IPAddress> Limiter(int permits, TimeSpan window) => PartitionedRateLimiter.Create<IPAddress, IPAddress>(client =>
        RateLimitPartition.GetFixedWindowLimiter(client, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = window }));

    private static bool May(PartitionedRateLimiter<IPAddress> limiter, HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(Client(context.Connection.RemoteIpAddress ?? IPAddress.None));
        return lease.IsAcquired;
    }

    /// <summary>An IPv6 customer holds a whole /64, so that is one client.</summary>
    private static IPAddress Client(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, 8, 8);
        return new IPAddress(bytes);
    }
}
