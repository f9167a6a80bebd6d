namespace Shouwen.Web.Demo;

/// <summary>One thing somebody does, so many minutes of working time after the thing before.</summary>
public sealed record Beat(int Minutes, string Act, string By, object With);

/// <summary>A request and what becomes of it.</summary>
public sealed record Plot(string By, object With, IReadOnlyList<Beat> Beats);

/// <summary>
/// The kinds of story a gas company sees, told with a seed: the same seed tells the same stories. Those of a <paramref name="district"/> happen there, to customers of its own,
/// and are told in many more words.
/// </summary>
public sealed class Plots(int seed, District? district = null)
{
    private readonly Random _random = new(seed);
    private int _customer;

    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "杨", "黄", "周", "吴", "徐", "孙", "朱", "林", "郭", "梁", "宋", "郑", "韩", "唐", "冯", "于", "董", "程", "曹", "袁", "许", "傅", "沈", "曾", "彭"];
    private static readonly string[] Given = ["先生", "女士"];
    private static readonly string[] Estates = ["锦绣花园", "河畔新城", "工农小区", "建设路家属院", "翠竹苑", "学府名居", "东关社区", "安居佳园", "北苑小区", "滨河路 128 号院"];

    private static readonly (string Unit, string Kind, string[] Handlers, string[] Says, string Result)[] Matters =
    [
        ("ops", "repair", ["sun", "feng", "cai"], ["家里的燃气表不走字，已经两天了", "燃气表屏幕不亮，充不进气", "灶具打不着火，邻居家都正常", "做饭火很小，压力是不是不够", "楼道立管有锈迹，想请人看看"], "已上门检查更换，现场试火正常"),
        ("safety", "request", ["luo", "pan"], ["想预约入户安检，家里平时只有周末有人", "报警器一直响，不知道怎么处理", "软管好像老化了，想请安检员上门看看", "收到隐患整改单，想问怎么整改"], "已上门安检，隐患已整改并复查"),
        ("market", "enquiry", ["hu", "gao"], ["新房交房了，怎么报装燃气", "装修想把燃气表移个位置，要办什么手续", "开小饭馆想通天然气，要多少钱、多久能通", "商铺用气想扩容，找谁办"], "已说明手续、费用和时限，资料清单已发给客户"),
        ("market", "transaction", ["hu", "gao"], ["申请移表改管，已带身份证来", "申请商业用气开户"], "已现场勘察并出具方案"),
    ];

    private static readonly (string Kind, string Says, string Reply)[] Own =
    [
        ("enquiry", "气费可以用微信交吗", "可以，关注公众号“清川燃气”，绑定户号后即可缴费。"),
        ("enquiry", "发票怎么开", "凭户号在大厅或公众号均可开具电子发票。"),
        ("transaction", "办理过户，已带房产证", "资料齐全，已办理过户。"),
        ("enquiry", "节假日大厅上班吗", "法定节假日休息，调休上班日正常营业，抢修电话二十四小时有人接。"),
        ("transaction", "IC 卡充值后气表没到账", "已重新写卡，请回家插卡圈存。"),
    ];

    /// <summary>The stories of a day in the order they begin; each begins at a moment of the day in minutes after eight.</summary>
    public IEnumerable<(int Minute, Plot Plot)> Day(DateOnly day)
    {
        var count = 2 + _random.Next(4);
        return Enumerable.Range(0, count).Select(_ => (Minute: 35 + _random.Next(540), Plot: One(day))).OrderBy(pair => pair.Minute).ToList();
    }

    /// <summary>Stories of the last working day that stand in the middle now: one in each state a clerk may meet in the morning.</summary>
    public IEnumerable<(int Minute, Plot Plot)> Unfinished(DateOnly day)
    {
        var (by, counter) = (Operator(day), Counter(day));
        Beat Sent(string unit, string who) => new(15, "transfer", who, new { unit, mode = "slip", explained_to_customer = true });
        yield return (60, new(by, Asked("hotline", "repair", "ops", "厨房闻到淡淡的燃气味，已经开窗关阀", "urgent"), [new(2, "refer-up", by, new { to = "guo", question = "疑似漏气，请求急办" }), new(4, "transfer", by, new { unit = "ops", mode = "phone", explained_to_customer = true }), new(6, "take-over", "sun", new { }), new(5, "contact", "sun", new { text = "已嘱咐客户到室外等候，抢修车出发" }), new(40, "progress", "sun", new { text = "灶前阀接头松动，已紧固，正在保压检测" })]));
        yield return (95, new(by, Asked("hotline", "request", "safety", "报警器夜里一直响，想请人来看看"), [Sent("safety", by), new(30, "designate", "he", new { person = "pan" }), new(25, "contact", "pan", new { text = "约好周末上午上门" }), new(10, "pause", "pan", new { cause = "customer", reason = "客户周末才在家" })]));
        yield return (150, new(counter, Asked("visit", "enquiry", "market", "小区底商想开面馆，问商业用气怎么办"), [Sent("market", counter), new(20, "take-over", "hu", new { }), new(15, "give-notice", "hu", new { matters = "商业用气开户", materials = "营业执照、身份证、租赁合同、平面图", steps = "受理、勘察、方案、签约、施工、通气" })]));
        yield return (210, new(by, Asked("hotline", "repair", "ops", "IC 卡插进表里显示“错误 3”，充不进去"), [Sent("ops", by)]));
        yield return (330, new(counter, Asked("visit", "transaction", "market", "装修移表，材料昨天已交，想知道几时来施工"), [Sent("market", counter), new(30, "return", "chen", new { opinion = "移表施工由运行部排期，请转运行部" })]));
        yield return (360, new(by, Asked("hotline", "complaint", "ops", "停气通知贴得太晚，家里老人孩子没法做饭"), [Sent("ops", by), new(20, "designate", "qian", new { person = "feng" }), new(15, "contact", "feng", new { text = "已致歉并说明停气原因" }), new(25, "resolve", "feng", new { result = "已恢复供气，今后提前三天通知" }), new(5, "inform", "feng", new { reply = "供气已恢复，今后停气会提前三天贴通知并发短信。" }), new(20, "callback", by, new { rating = "dissatisfied", cause = "own", kind = "manual" })]));
        yield return (40, new(by, Asked("hotline", "repair", "ops", "燃气灶打火时有异味，想请人检查"), [Sent("ops", by), new(20, "take-over", "cai", new { }), new(15, "contact", "cai", new { text = "约好上午上门" }), new(60, "resolve", "cai", new { result = "更换灶前软管，检测无泄漏" }), new(10, "inform", "cai", new { reply = "软管已更换，检测无泄漏，可以放心使用。" }), new(60, "callback", by, new { rating = "satisfied", kind = "manual" })]));
        yield return (120, new(counter, Asked("visit", "enquiry", "market", "门面房想扩容，现在的表够不够用"), [Sent("market", counter), new(15, "take-over", "gao", new { }), new(20, "contact", "gao", new { text = "已约现场勘察" }), new(90, "resolve", "gao", new { result = "现场勘察，现有表具够用，不必扩容" })]));
        yield return (540, new(counter, new { channel = "visit", kind = "transaction", scope = "own-unit", customer = Customer(), content = "办理过户，房产证复印件不清楚，明天再带来" }, []));
        yield return (520, new(by, Asked("hotline", "repair", "ops", "楼上漏水，燃气表箱进水了，担心有危险"), []));
        yield return (560, new(counter, Asked("window", "enquiry", "safety", "收到隐患整改单，想问软管能不能自己换"), []));
        yield return (70, new(by, Asked("hotline", "repair", "ops", "燃气表漏水，上周报过一次"), [Sent("ops", by), new(20, "take-over", "feng", new { }), new(40, "contact", "feng", new { text = "约好今天上门" }), new(120, "urge", "customer", new { text = "说好上午来，一直没到" }), new(60, "request-extension", "feng", new { until = $"{day.AddDays(7):yyyy-MM-dd}T17:30", reason = "原型号停产，等厂家调货" })]));
        yield return (130, new(counter, Asked("visit", "enquiry", "market", "厂房要通天然气，想先知道能不能接"), [Sent("market", counter), new(30, "take-over", "gao", new { }), new(150, "complain-of-unit", "zhao", new { unit = "market", reason = "接手后半天没有联系客户，客户又来大厅问" }), new(30, "answer-complaint", "chen", new { text = "高工在现场勘察，下午联系" }), new(20, "request-escalation", counter, new { to = "guo", reason = "要跨三个部门，请分管领导牵头" })]));
        // Long enough to reach into a year whose days off are not announced yet, towards the end of a year.
        yield return (180, new(counter, new { channel = "visit", kind = "transaction", scope = "other-unit", unit = "market", customer = new { name = "老街坊火锅店", phone = "13900009001", address = "建设路 18 号底商", segment = "commercial" }, content = "新开火锅店申请商业用气报装，资料已带齐" },
            [Sent("market", counter), new(25, "take-over", "hu", new { }), new(30, "contact", "hu", new { text = "资料已收齐，约好下周现场勘察" })]));

        object Asked(string channel, string kind, string unit, string content, string urgency = "normal") => new { channel, kind, scope = "other-unit", unit, urgency, customer = Customer(), content };
    }

    /// <summary>A story that happens in the district; of a hundred one or two are of nobody who calls in time.</summary>
    public Plot Told(DateOnly day) => _random.Next(100) switch
    {
        < 74 => OwnMatter(day),
        < 90 => PassedOn(day),
        90 => Late(day),
        < 93 => Returned(day),
        < 95 => Escorted(day),
        95 => Complaint(day),
        96 => Letter(),
        97 => Promised(day),
        _ => Dissatisfied(day),
    };

    private Plot One(DateOnly day) => _random.Next(20) switch
    {
        < 5 => OwnMatter(day),
        < 12 => PassedOn(day),
        < 14 => Late(day),
        14 => Returned(day),
        15 => Escorted(day),
        16 => Complaint(day),
        17 => Letter(),
        18 => Promised(day),
        _ => Dissatisfied(day),
    };

    private Plot OwnMatter(DateOnly day)
    {
        var (kind, says, reply) = Pick(Own);
        var by = Counter(day);
        return new(by, new { channel = Channel("visit"), kind, scope = "own-unit", customer = Customer(), content = Content(says, asks: true) },
            district is not null ? [new(5, "resolve", by, new { result = "当场办结", reply }), new(1, "close", by, new { }), new(200, "archive", by, new { })] : [new(4, "answer", by, new { reply }), new(3, "resolve", by, new { result = "当场办结", reply }), new(1, "close", by, new { }), new(200, "archive", by, new { })]);
    }

    private Plot PassedOn(DateOnly day)
    {
        var (matter, by, handler, with) = Passed(day);
        var urgent = with.GetType().GetProperty("urgency")!.GetValue(with) is "urgent";
        var beats = new List<Beat>();
        if (urgent) beats.Add(new(3, "refer-up", by, new { to = "guo", question = "客户反映紧急，请求急办" }));
        beats.Add(new(8 + _random.Next(70), "transfer", by, new { unit = matter.Unit, mode = "slip", explained_to_customer = true }));
        beats.Add(_random.Next(3) == 0 ? new(10 + _random.Next(60), "designate", Head(matter.Unit), new { person = handler }) : new(10 + _random.Next(90), "take-over", handler, new { }));
        beats.Add(new(20 + _random.Next(300), "contact", handler, new { text = "已电话联系，约好上门时间" }));
        if (_random.Next(2) == 0) beats.Add(new(30 + _random.Next(200), "progress", handler, new { text = "已到现场查看，正在处理" }));
        beats.Add(new(60 + _random.Next(500), "resolve", handler, new { result = matter.Result }));
        beats.Add(new(10 + _random.Next(60), "inform", handler, new { reply = matter.Result + "，如有问题请随时来电。" }));
        beats.Add(new(60 + _random.Next(600), "callback", by, new { rating = _random.Next(5) == 0 ? "basic" : "satisfied", kind = "manual" }));
        beats.Add(new(5, "close", by, new { }));
        beats.Add(new(300 + _random.Next(600), "archive", by, new { }));
        return new(by, with, beats);
    }

    /// <summary>Nobody contacts the customer in time; upstream urges; the breach stands.</summary>
    private Plot Late(DateOnly day)
    {
        var (matter, by, handler, with) = Passed(day);
        return new(by, with,
        [
            new(40, "transfer", by, new { unit = matter.Unit, mode = "slip", explained_to_customer = true }), new(60, "take-over", handler, new { }), new(1100, "urge", by, new { behalf = "customer", text = "客户又来电催问，请尽快联系" }), new(60, "answer-urge", handler, new { text = "今天下班前联系客户" }),
            new(700, "contact", handler, new { text = "已致歉并约定上门" }), new(400, "resolve", handler, new { result = matter.Result }), new(30, "inform", handler, new { reply = "给您添麻烦了，" + matter.Result + "。" }),
            new(300, "callback", by, new { rating = "basic", kind = "manual" }), new(5, "close", by, new { }), new(500, "archive", by, new { }),
        ]);
    }

    private Plot Returned(DateOnly day)
    {
        var (matter, by, handler, with) = Passed(day);
        var (ops, market) = (Here("ops"), Here("market"));
        var wrong = matter.Unit == ops ? market : ops;
        return new(by, with,
        [
            new(30, "transfer", by, new { unit = wrong, mode = "slip", explained_to_customer = true }), new(25, "return", Head(wrong), new { opinion = "不属本部门职责，应由" + (matter.Unit == ops ? "运行部" : "市场工程部或安检部") + "办理" }),
            new(15, "transfer", by, new { unit = matter.Unit, mode = "slip", explained_to_customer = true }), new(50, "take-over", handler, new { }), new(200, "contact", handler, new { text = "已联系客户" }),
            new(500, "resolve", handler, new { result = matter.Result }), new(20, "inform", handler, new { reply = matter.Result + "。" }), new(400, "callback", by, new { rating = "satisfied", kind = "manual" }), new(5, "close", by, new { }), new(500, "archive", by, new { }),
        ]);
    }

    private Plot Escorted(DateOnly day)
    {
        var matter = Matters[2];
        var (by, handler, market) = (Counter(day), Here(Pick(matter.Handlers)), Here("market"));
        return new(by, new { channel = "visit", kind = "enquiry", scope = "other-unit", unit = market, customer = Customer(), content = Content(Pick(matter.Says)) },
        [
            new(6, "transfer", by, new { unit = market, mode = "escort", explained_to_customer = true }), new(4, "take-over", handler, new { }), new(25, "give-notice", handler, new { matters = "燃气报装", materials = "身份证、房产证明、装修图", steps = "提交资料、现场勘察、签合同、施工、验收通气" }),
            new(10, "answer", handler, new { reply = matter.Result + "。" }), new(5, "resolve", handler, new { result = "已当面解答", reply = "已当面解答，资料清单已交给您。" }), new(300, "callback", by, new { rating = "satisfied", kind = "manual" }), new(5, "close", by, new { }), new(500, "archive", by, new { }),
        ]);
    }

    private Plot Complaint(DateOnly day)
    {
        var (by, ops, head, handler) = (Operator(day), Here("ops"), Here("qian"), Here("sun"));
        return new(by, new { channel = Channel("hotline"), kind = "complaint", scope = "other-unit", unit = ops, customer = Customer(), content = Content("约好上午来修表，等到下午也没有人来，打电话态度还不好"), flags = (string[])["sensitive"] },
        [
            new(5, "refer-up", by, new { to = head, question = "客户情绪激动，请亲自过问" }), new(20, "transfer", by, new { unit = ops, mode = "slip", explained_to_customer = true }), new(30, "designate", head, new { person = handler }), new(60, "contact", handler, new { text = "已致歉，当天上门处理" }),
            new(240, "resolve", handler, new { result = "已更换燃气表，班组已批评教育" }), new(20, "inform", handler, new { reply = "再次向您道歉，燃气表已更换，今后约定时间如有变化会提前告知。" }), new(500, "callback", by, new { rating = "satisfied", kind = "manual" }), new(5, "close", by, new { }), new(500, "archive", by, new { }),
        ]);
    }

    private Plot Letter() => new("deng", new { channel = "letter", kind = "suggestion", scope = "own-unit", customer = new { anonymous = true }, content = Content("建议大厅增设老年人专座和放大镜", asks: true) },
        [new(120, "resolve", "deng", new { result = "建议已采纳，大厅已增设专座" }), new(10, "exempt", "deng", new { reason = "匿名来信，无法告知" }), new(10, "close", "deng", new { })]);

    private Plot Promised(DateOnly day)
    {
        var (matter, by, handler, with) = Passed(day);
        return new(by, with,
        [
            new(30, "transfer", by, new { unit = matter.Unit, mode = "slip", explained_to_customer = true }), new(40, "take-over", handler, new { }), new(60, "contact", handler, new { text = "客户要求周末上门，已约定" }),
            new(5, "ask-support", handler, new { person = matter.Handlers.First(one => one != handler) }), new(700, "progress", handler, new { text = "配件已到，今日上门" }), new(300, "resolve", handler, new { result = matter.Result }),
            new(15, "inform", handler, new { reply = matter.Result + "。" }), new(200, "callback", by, new { rating = "satisfied", kind = "manual" }), new(5, "close", by, new { }), new(500, "archive", by, new { }),
        ]);
    }

    private Plot Dissatisfied(DateOnly day)
    {
        var (matter, by, handler, with) = Passed(day);
        return new(by, with,
        [
            new(25, "transfer", by, new { unit = matter.Unit, mode = "slip", explained_to_customer = true }), new(45, "take-over", handler, new { }), new(180, "contact", handler, new { text = "已联系客户" }), new(300, "resolve", handler, new { result = matter.Result }),
            new(20, "inform", handler, new { reply = matter.Result + "。" }), new(400, "callback", by, new { rating = "dissatisfied", cause = "own", kind = "manual" }), new(60, "contact", handler, new { text = "已向客户道歉，重新安排" }),
            new(600, "resolve", handler, new { result = "重新处理，客户在场确认" }), new(20, "inform", handler, new { reply = "已重新处理好，给您带来不便，非常抱歉。" }), new(300, "callback", by, new { rating = "satisfied", kind = "manual" }), new(5, "close", by, new { }), new(500, "archive", by, new { }),
        ]);
    }

    private ((string Unit, string Kind, string[] Handlers, string[] Says, string Result) Matter, string By, string Handler, object With) Passed(DateOnly day)
    {
        var matter = Pick(Matters);
        matter = matter with { Unit = Here(matter.Unit), Handlers = [.. matter.Handlers.Select(Here)] };
        var visit = _random.Next(3) == 0;
        var by = visit ? Counter(day) : Operator(day);
        return (matter, by, Pick(matter.Handlers), new { channel = Channel(visit ? "visit" : "hotline"), kind = matter.Kind, scope = "other-unit", unit = matter.Unit, urgency = _random.Next(8) == 0 ? "urgent" : "normal", customer = Customer(), content = Content(Pick(matter.Says)) });
    }

    /// <summary>Now and then somebody who has asked before.</summary>
    private object Customer()
    {
        if (district is not null) return district.Customer(_random);
        var who = _customer > 12 && _random.Next(4) == 0 ? _random.Next(_customer) : _customer++;
        var mixed = who * 7919;
        return new
        {
            name = Surnames[mixed % Surnames.Length] + Given[who % 2], phone = $"1390000{1000 + who % 9000:0000}", address = $"{Estates[mixed % Estates.Length]}{1 + mixed % 18}号楼{1 + who % 6}单元{1 + mixed % 11}0{1 + who % 3}室", segment = "residential",
        };
    }

    /// <summary>What the customer says: as it stands, or as somebody in the district would say it.</summary>
    private string Content(string says, bool asks = false) => district?.Content(_random, says, asks) ?? says;

    private string Channel(string usual) => district is null ? usual : (usual, _random.Next(10)) switch { ("hotline", < 2) => "phone", ("visit", < 3) => "window", _ => usual };

    /// <summary>The person or unit of the district that does what this one does in the town.</summary>
    private string Here(string id) => district?.Of(id) ?? id;

    private string Operator(DateOnly day) => Here(day.DayNumber % 2 == 0 ? "ma" : "xu");
    private string Counter(DateOnly day) => Here(day.DayNumber % 2 == 0 ? "li" : "wu");
    private string Head(string unit) => Here(unit.Split('-')[0] switch { "ops" => "qian", "safety" => "he", "market" => "chen", _ => "zhao" });
    private T Pick<T>(T[] of) => of[_random.Next(of.Length)];
}
