using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Web.Roster;

/// <summary>渠道: how a request reaches us, by the words that packs use.</summary>
public static class Channels
{
    public static readonly IReadOnlyDictionary<string, string> Names = Vocabulary.Facts["channel"].ToDictionary(channel => channel, channel => Words.Value("channel", channel));

    /// <summary>Those that somebody can be rostered for, in the order of the page.</summary>
    public static readonly IReadOnlyList<string> Rostered = ["hotline", "window", "phone", "complaint-phone", "visit", "online-service", "website", "field"];

    public static string Say(string channel) => Names.GetValueOrDefault(channel, channel);
}
