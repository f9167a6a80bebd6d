namespace Shouwen.Web.Sending;

/// <summary>站点地址: <c>Site:Address</c>, under which people and customers reach this site, so that what is sent can lead back to it. Without one messages carry no link.</summary>
public sealed record SiteAddress(string? Root)
{
    /// <exception cref="FormatException">It can't be read, with a sentence for people.</exception>
    public static SiteAddress Read(IConfiguration configuration) => configuration["Site:Address"] is not { Length: > 0 } given ? new((string?)null)
        : Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Query.Length == 0 && address.Fragment.Length == 0 && address.UserInfo.Length == 0
            ? new(address.GetLeftPart(UriPartial.Path).TrimEnd('/')) : throw new FormatException($"Site:Address 写的是“{given}”，应写成 https://shouwen.example.org");

    /// <summary>The text with the link below it.</summary>
    public string Below(string text, string? link) => Root is null || link is null ? text : $"{text}\n\n{Root}{link}";
}
