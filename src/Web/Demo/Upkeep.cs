namespace Shouwen.Web.Demo;

/// <summary>What the house does for itself in the demo: meetings with their measures, reports, checks, learning, contacts that are tried.</summary>
public static class Upkeep
{
    /// <summary>A deed of a working day at an hour of it; that of a measure is done by whoever bears it, while there is one.</summary>
    public sealed record Deed(int Hour, string Act, string By, object With);

    private static readonly string[] Learners = ["li", "ma", "sun", "feng", "luo", "hu", "deng", "fang", "zhao", "tang", "qian", "xie", "qiu", "gao"];

    /// <param name="day">A working day.</param>
    /// <param name="nth">The how-manieth of its month, from 1.</param>
    /// <param name="whole">The working days since the story began, from 0.</param>
    public static IEnumerable<Deed> On(DateOnly day, int nth, int whole)
    {
        string In(int days) => $"{day.AddDays(days):yyyy-MM-dd}T17:30";
        if (whole < Learners.Length * 2 && whole % 2 == 0) yield return new(9, "train", Learners[whole / 2], new { matter = "首问责任制和本岗位职责", text = "已学习并确认" });
        if (nth == 6)
            yield return new(14, "hold-meeting", "xie", new
            {
                matter = $"{day.Month}月服务例会", units = (string[])["front", "hotline", "ops", "safety", "market"], text = "分析上月超时和重办，确定改进措施",
                measures = new object[] { new { text = "抢修上门前二十分钟电话告知客户，写进班组规程", person = "sun", until = In(5) }, new { text = "报装资料清单印成一页纸，放在大厅", person = "hu", until = In(9) } },
            });
        if (nth == 9) yield return new(15, "follow-measure", "sun", new { text = "班组规程已改，晨会宣读，各车贴了提示卡" });
        if (nth == 8)
            yield return new(16, "submit-report", "hu", whole > 20
                ? new { kind = "market-survey", period = $"{day:yyyy-MM}", report = "开发区两家食品厂明年投产，预计小时流量一百二十立方米；城西三家餐馆在问报装价格", text = "提前铺设开发区中压管；把餐饮报装价目印成一页" }
                : new { kind = "market-survey", period = $"{day:yyyy-MM}", report = "城北两个老小区装修户多，问改管的比上月多三成；两家早餐店想从瓶装气换成管道气", text = "装修季周六加开咨询；给早餐店算一份换气的账" });
        if (nth == 11 && whole > 20) yield return new(10, "submit-report", "xie", new { kind = "analysis", report = "上月诉求以燃气表故障和报装咨询为主，超时集中在抢修上门", text = "抢修高峰增加一辆车；报装资料一次告知" });
        if (nth == 4)
        {
            yield return new(10, "check-contact", "deng", new { unit = "ops", ok = true, text = "拨 5180-603，孙强接听" });
            yield return new(10, "check-contact", "deng", new { unit = "safety", ok = false, text = "拨 5180-604 三次无人接听" });
            yield return new(11, "check-contact", "deng", new { unit = "market", ok = true, text = "拨 5180-605，胡艳接听" });
        }
        if (nth == 5) yield return new(9, "check-contact", "deng", new { unit = "safety", ok = true, text = "分机已修好，罗霞接听" });
        if (nth == 13 && whole > 20) yield return new(16, "spot-check", "xie", new { aspects = (string[])["time", "contents", "targets"], text = "抽查 20 件，2 件没有写明联系时间", opinion = "由运行部补记，月底复查" });
    }
}
