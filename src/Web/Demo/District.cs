namespace Shouwen.Web.Demo;

/// <summary>
/// A part of the county with a branch that does what the town's own departments do, and customers of its own. Everything about it is invented and follows from its
/// number: the same number is the same district.
/// </summary>
/// <param name="No">From 1; 0 is the town itself, where the named people work.</param>
/// <param name="Households">How many customers it has.</param>
public sealed record District(int No, int Households)
{
    /// <summary>The departments of which every branch has one.</summary>
    public static readonly string[] Units = ["front", "hotline", "ops", "safety", "market"];

    private static readonly string[] People = ["zhao", "li", "wu", "tang", "ma", "xu", "qian", "sun", "feng", "cai", "he", "luo", "pan", "chen", "hu", "gao"];

    private static readonly string[] First = ["柳河", "青石", "双桥", "白杨", "龙泉", "石门", "平安", "金沙", "清水", "永兴", "大湾", "红旗", "凤山", "新安", "安乐", "长岭", "云台", "北川", "南坪", "东阳"];
    private static readonly string[] Second = ["镇", "乡", "街道", "新区"];
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕"];
    private static readonly string[] Given = ["伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "霞", "平", "刚", "桂英", "建国", "文博", "雨桐", "志强", "秀兰", "海燕", "俊杰", "晓东", "春梅"];
    private static readonly string[] Estates = ["锦绣花园", "河畔新城", "工农小区", "翠竹苑", "学府名居", "东关社区", "安居佳园", "北苑小区", "滨河花园", "幸福里", "丽景湾", "惠民家园", "育才小区", "供销社家属院", "水岸华庭", "桃源居", "和谐家园", "银杏苑", "光明新村", "富康小区", "梅园", "紫荆花园", "阳光城", "老粮站家属院"];
    private static readonly string[] Streets = ["人民路", "建设路", "解放街", "胜利路", "文化街", "和平路", "迎宾大道", "车站路", "滨河路", "团结街"];

    private static readonly string[] Before = ["", "", "您好，", "麻烦问一下，", "我是租户，", "我母亲一个人住，", "刚搬来，", "昨天打过一次电话，", "物业让我打这个电话，", "单位食堂这边，"];
    private static readonly string[] After =
    [
        "", "", "", "希望尽快安排人来看", "家里有老人和孩子，比较着急", "上班时间家里没人，请下班后来", "来之前请先打电话", "已经第二次反映了", "邻居家也是一样", "从昨天晚上开始的", "请告诉我大概要多久", "不知道该找哪个部门",
        "楼下说天花板漏水，也请一起看看", "厨房漏水，表箱泡着水", "请带上工作证上门", "费用怎么算请先说清楚", "周末可以来吗", "之前的师傅修过一次，没修好", "天冷了，取暖也受影响", "物业说不归他们管",
    ];

    private static readonly string[] Politely =
    [
        "", "", "", "需要带什么材料", "可以委托家人来办吗", "不急，有空回复就行", "家里老人不会用手机", "想一次办好，不想跑第二趟", "麻烦发短信告诉我", "户主不在本地", "之前在别的窗口问过，说法不一样", "请问几点下班",
        "楼上漏水把发票泡坏了，能补吗", "租房的也可以办吗", "单位报销要用", "急着装修",
    ];

    public string Name => First[(No - 1) % First.Length] + Second[(No - 1) / First.Length % Second.Length];

    /// <summary>The unit or person of this branch that does the work of that one of the town; whoever has no counterpart is the same everywhere.</summary>
    public string Of(string id) => No > 0 && (Units.Contains(id) || People.Contains(id)) ? $"{id}-{No:00}" : id;

    public string Clerk(string id)
    {
        var no = No * People.Length + Array.IndexOf(People, id);
        return Surnames[no * 7 % Surnames.Length] + Given[no * 11 % Given.Length];
    }

    /// <summary>One of the households; one in thirty has left an address for mail, one in forty is a shop.</summary>
    public object Customer(Random random)
    {
        var who = random.Next(Households);
        var mixed = (who + No * 31L) * 7919 % 1_000_003;
        var (name, phone) = (Surnames[mixed % Surnames.Length] + Given[mixed / 41 % Given.Length], $"137{No:00}{who % 1_000_000:000000}");
        var address = $"{(No == 0 ? "" : Name)}{Streets[mixed / 3 % Streets.Length]}{Estates[mixed / 7 % Estates.Length]}{1 + mixed / 11 % 28}号楼{1 + mixed / 13 % 6}单元{1 + mixed / 17 % 18}0{1 + mixed % 4}室";
        var segment = who % 40 == 0 ? "commercial" : "residential";
        return who % 30 == 0 ? new { name, phone, address, segment, email = $"u{No}.{who}@example.com" } : new { name, phone, address, segment };
    }

    /// <summary>The same trouble, or the same question, as somebody here would put it.</summary>
    public string Content(Random random, string says, bool asks)
    {
        var more = asks ? Politely : After;
        var (before, after) = (Before[random.Next(Before.Length)], more[random.Next(more.Length)]);
        var where = !asks && random.Next(3) == 0 ? $"{Estates[random.Next(Estates.Length)]}{1 + random.Next(28)}号楼，" : "";
        return before + where + says + (after.Length == 0 ? "" : "，" + after);
    }
}
