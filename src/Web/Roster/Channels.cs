namespace Shouwen.Web.Roster;

/// <summary>渠道: how a request reaches us, by the words that packs use.</summary>
public static class Channels
{
    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["hotline"] = "服务热线",
        ["window"] = "窗口",
        ["phone"] = "电话",
        ["complaint-phone"] = "投诉电话",
        ["visit"] = "来访",
        ["online-service"] = "网上客服",
        ["website"] = "网站",
        ["wechat"] = "微信",
        ["weibo"] = "微博",
        ["forum"] = "论坛",
        ["email"] = "电子邮件",
        ["letter"] = "来信",
        ["field"] = "现场",
        ["meeting"] = "会议",
        ["callback"] = "回访",
        ["media"] = "媒体",
        ["government-referral"] = "政府转办",
        ["group-referral"] = "集团转办",
        ["citizen-hotline"] = "12345 市民热线",
        ["mayor-hotline"] = "市长热线",
        ["message-board"] = "留言板",
        ["petition"] = "信访",
        ["discipline-office"] = "纪检监察转办",
        ["gas-centre"] = "燃气中心转办",
        ["mass-work"] = "群众工作平台",
        ["gov-service-net"] = "政务服务网",
        ["approval-platform"] = "审批平台",
        ["registry-platform"] = "登记平台",
        ["gov-app"] = "政务应用",
    };

    /// <summary>Those that somebody can be rostered for, in the order of the page.</summary>
    public static readonly IReadOnlyList<string> Rostered = ["hotline", "window", "phone", "complaint-phone", "visit", "online-service", "field"];

    public static string Say(string channel) => Names.GetValueOrDefault(channel, channel);
}
