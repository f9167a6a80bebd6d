using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shouwen.Web.Data;

namespace Shouwen.Web.Portal;

/// <summary>How often one address has tried one door since its window began; forgotten when the window is over.</summary>
public sealed class Tried
{
    public required string Door { get; set; }
    public required string Client { get; set; }

    /// <summary>Milliseconds since 1970, so that both databases count alike.</summary>
    public long Until { get; set; }
    public int Count { get; set; }

    private sealed class Rows : IEntityTypeConfiguration<Tried>
    {
        public void Configure(EntityTypeBuilder<Tried> row)
        {
            row.ToTable("tries");
            row.HasKey(one => new { one.Door, one.Client });
            row.HasIndex(one => one.Until);
        }
    }
}

/// <summary>
/// How often one address may try at the two doors that open without an account: ten times a minute with a number and a code, five new requests in ten minutes, whichever
/// process it meets. A refused form costs nothing; only a look into the records or a registration counts.
/// </summary>
public sealed class Tries(AppDb db, TimeProvider time)
{
    public Task<bool> MayFollow(HttpContext context) => May("follow", 10, TimeSpan.FromMinutes(1), context);
    public Task<bool> MayAsk(HttpContext context) => May("ask", 5, TimeSpan.FromMinutes(10), context);

    /// <summary>Drops what no longer counts.</summary>
    public async Task Forget()
    {
        var now = Now;
        if (await db.Tries.AnyAsync(tried => tried.Until <= now)) await db.Tries.Where(tried => tried.Until <= now).ExecuteDeleteAsync();
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<bool> May(string door, int most, TimeSpan window, HttpContext context)
    {
        var (client, now) = (Client(context.Connection.RemoteIpAddress ?? IPAddress.None).ToString(), Now);
        var until = now + (long)window.TotalMilliseconds;
        var count = await db.Database.SqlQuery<int>($"""
            INSERT INTO tries (door, client, until, count) VALUES ({door}, {client}, {until}, 1) ON CONFLICT (door, client) DO UPDATE SET
                count = CASE WHEN tries.until <= {now} THEN 1 ELSE tries.count + 1 END, until = CASE WHEN tries.until <= {now} THEN excluded.until ELSE tries.until END
            RETURNING count AS "Value"
            """).ToListAsync();
        return count.Single() <= most;
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
