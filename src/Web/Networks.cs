using System.Net;
using System.Net.Sockets;

namespace Shouwen.Web;

/// <summary>Networks as settings name them: <c>10.1.0.0/16,192.168.3.7</c>.</summary>
public static class Networks
{
    /// <exception cref="FormatException">One can't be read, with a sentence for people.</exception>
    public static IReadOnlyList<IPNetwork> Read(IConfiguration configuration, string setting)
    {
        var networks = new List<IPNetwork>();
        foreach (var given in (configuration[setting] ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
            if (IPNetwork.TryParse(given, out var network)) networks.Add(network);
            else if (IPAddress.TryParse(given, out var one)) networks.Add(new IPNetwork(one, one.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            else throw new FormatException($"{setting} 里的“{given}”不是网段，应写成 10.1.0.0/16 或一个地址");
        return networks;
    }
}
