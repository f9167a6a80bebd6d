using System.Net;
using System.Net.Sockets;

namespace Shouwen.Web.Sending;

/// <summary>
/// 对外请求: where requests to receivers may go. Names are resolved first and the address itself is looked at and connected to, so that no name leads inside after it was looked at.
/// Loopback, private and other addresses that are nobody's on the internet are refused unless <c>Sending:Allow</c> names their network, such as <c>10.1.0.0/16,192.168.3.7</c>;
/// there plain http is taken too.
/// </summary>
public sealed class Outbound(IReadOnlyList<IPNetwork> allowed)
{
    private static readonly IPNetwork[] Inside =
    [
        .. ((string[])["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/9", "ff00::/8"])
            .Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>Says that no request left because of where it would have gone.</summary>
    public sealed class Refused(string sentence) : IOException(sentence);

    /// <exception cref="FormatException">A network can't be read, with a sentence for people.</exception>
    public static Outbound Read(IConfiguration configuration) => new(Networks.Read(configuration, "Sending:Allow"));

    /// <summary>Whether a request may go to this address.</summary>
    public bool May(IPAddress address, bool encrypted)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return allowed.Any(network => network.Contains(address)) || encrypted && !Inside.Any(network => network.Contains(address));
    }

    /// <summary>A client that goes only where it may, follows no redirect, takes no proxy and keeps no cookie.</summary>
    public HttpMessageInvoker Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = Connect, ConnectTimeout = TimeSpan.FromSeconds(10), MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    });

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext to, CancellationToken cancel)
    {
        var encrypted = to.InitialRequestMessage.RequestUri!.Scheme == "https";
        var found = await Dns.GetHostAddressesAsync(to.DnsEndPoint.Host, cancel);
        var open = found.Where(address => May(address, encrypted)).ToArray();
        if (open.Length == 0)
            throw new Refused(encrypted ? $"{to.DnsEndPoint.Host} 指向内网地址，没有发送；确需发送时由管理员配置 Sending:Allow" : "不加密（http）的地址只许发往 Sending:Allow 允许的内网，没有发送");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, to.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
