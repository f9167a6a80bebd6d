namespace Shouwen.Web.Demo;

/// <summary>Stories that take days and stand in the middle now: complaints that have come differently far, and a case that is done again for the second time.</summary>
public static class Grievances
{
    /// <summary>Each with how many working days before the last it begins, and at which minute after eight.</summary>
    public static IEnumerable<(int Back, int Minute, Plot Plot)> All()
    {
        // The unit has reported, customer service is to verify; the customer wants to stay unknown to the whole department.
        yield return (5, 70, new("ma", new
        {
            channel = "hotline", kind = "complaint", scope = "other-unit", unit = "ops", complainee = "person:cai", protect = true, expects = "当面道歉，以后约好时间准时上门",
            customer = new { name = "鲁女士", phone = "13900008101", address = "翠竹苑 5 号楼 2 单元 302 室", segment = "residential" }, content = "师傅上门修表说话带刺，说“爱修不修”，约好九点十一点才到",
        },
        [
            new(20, "transfer", "ma", new { unit = "ops", mode = "slip", explained_to_customer = true }), new(40, "designate", "qian", new { person = "sun" }), new(60, "contact", "ma", new { text = "已致歉，说明会调查，对运行部不说是谁投诉的" }),
            new(420, "investigate", "xie", new { text = "调取通话录音和上门记录：约定九点，签到十点五十二分" }), new(700, "unit-report", "qian", new { report = "当日上午连续三户，前一户超时，未及时告知客户；说话方式确有不当，已谈话" }),
        ]));
        // Judged, answered and signed; whether the customer was made to suffer for it is still to be asked.
        yield return (14, 95, new("xu", new
        {
            channel = "hotline", kind = "complaint", scope = "other-unit", unit = "market", complainee = "unit:market", expects = "给个准确的日子",
            customer = new { name = "祝先生", phone = "13900008102", address = "建设路家属院 8 号楼 1 单元 101 室", segment = "residential" }, content = "移表说一周来人，三周了还在推，大厅和市场部互相推",
        },
        [
            new(25, "transfer", "xu", new { unit = "market", mode = "slip", explained_to_customer = true }), new(30, "take-over", "hu", new { }), new(60, "contact", "hu", new { text = "已约好施工日期" }), new(200, "investigate", "deng", new { text = "调阅工单：两次退回，客户三次来电催问" }),
            new(400, "unit-report", "chen", new { report = "施工排期漏登，责任在本部门内部衔接" }), new(300, "verify", "xie", new { ok = true, text = "与工单一致" }), new(60, "determine", "xie", new { verdict = "valid", severity = "ordinary", causes = (string[])["delay"], grounds = "两次退回没有正当理由，超过承诺的日期" }),
            new(100, "receive-notice", "chen", new { }), new(450, "file-opinion", "chen", new { opinion = "排期改为系统登记，责任人当月考核；今后退回须写明理由" }), new(60, "resolve", "hu", new { result = "移表已完成，客户验收" }),
            new(40, "final-reply", "xie", new { reply = "经查投诉属实：我们内部衔接不清，耽误了您的时间，向您道歉。移表已完成，今后退回工单要写明理由并告知您。", seal = "客户服务部" }), new(200, "callback", "deng", new { rating = "basic", kind = "manual" }),
        ]));
        // Judged against one of them, and judged anew when the record showed another: the finding that followed waits to be verified again.
        yield return (11, 65, new("ma", new
        {
            channel = "hotline", kind = "complaint", scope = "other-unit", unit = "market", complainee = "person:gao", expects = "换个人来谈",
            customer = new { name = "尹女士", phone = "13900008105", address = "滨河路 27 号", segment = "commercial" }, content = "报装窗口的人爱理不理，问三句答一句，还说“嫌慢就别装”",
        },
        [
            new(25, "transfer", "ma", new { unit = "market", mode = "slip", explained_to_customer = true }), new(30, "take-over", "hu", new { }), new(60, "contact", "hu", new { text = "已致歉，换人对接" }), new(180, "investigate", "deng", new { text = "客户指认是窗口的高姓员工" }),
            new(300, "unit-report", "chen", new { report = "当日窗口由高级专员值守，已谈话" }), new(200, "verify", "xie", new { ok = true, text = "与排班一致" }), new(60, "determine", "xie", new { verdict = "valid", severity = "ordinary", causes = (string[])["attitude"], grounds = "客户指认，部门认可" }),
            new(200, "receive-notice", "chen", new { }), new(500, "investigate", "deng", new { text = "复看大厅录像：那个时段在窗口的是设备厂家的驻场人员，不是本单位职工" }),
            new(60, "determine", "xie", new { verdict = "invalid", reason = "unsubstantiated", grounds = "录像与指认不符，说话的是厂家驻场人员，已要求厂家换人" }), new(60, "resolve", "hu", new { result = "厂家已换驻场人员，客户认可" }),
            new(40, "final-reply", "xie", new { reply = "经复看录像，当时接待您的是设备厂家的驻场人员，已要求厂家换人，给您带来不便向您道歉。", seal = "客户服务部" }),
        ]));
        // Taken over and forgotten: reminded, missed, told to the head, then to the leader above.
        yield return (6, 60, new("ma", new
        {
            channel = "hotline", kind = "request", scope = "other-unit", unit = "safety", customer = new { name = "霍先生", phone = "13900008104", address = "北苑小区 6 号楼 3 单元 401 室", segment = "residential" }, content = "报警器到期要换，约了两次都没有人联系",
        },
        [
            new(20, "transfer", "ma", new { unit = "safety", mode = "slip", explained_to_customer = true }), new(30, "take-over", "pan", new { }),
        ]));
        // Twice not satisfied: the head has it now.
        yield return (4, 130, new("xu", new
        {
            channel = "hotline", kind = "repair", scope = "other-unit", unit = "ops", customer = new { name = "闵女士", phone = "13900008103", address = "学府名居 3 号楼 1 单元 602 室", segment = "residential" }, content = "灶具打着火一松手就灭，修过一次没几天又这样",
        },
        [
            new(20, "transfer", "xu", new { unit = "ops", mode = "slip", explained_to_customer = true }), new(30, "take-over", "feng", new { }), new(40, "contact", "feng", new { text = "约好下午上门" }), new(200, "resolve", "feng", new { result = "清理火盖，试火正常" }),
            new(20, "inform", "feng", new { reply = "火盖已清理，试火正常。" }), new(300, "callback", "deng", new { rating = "dissatisfied", cause = "own", text = "第二天又灭了", kind = "manual" }), new(40, "judge-cause", "feng", new { cause = "own", text = "只清理了火盖，没有查热电偶" }),
            new(120, "visit", "feng", new { text = "带热电偶上门更换" }), new(30, "resolve", "feng", new { result = "更换热电偶，连续试火十次正常" }), new(20, "inform", "feng", new { reply = "热电偶已更换，试火十次都正常。" }),
            new(400, "callback", "deng", new { rating = "dissatisfied", cause = "own", text = "左灶好了右灶又灭，要求一次修好", kind = "manual" }), new(60, "judge-cause", "qian", new { cause = "own", text = "两只灶眼没有一起检查" }), new(60, "contact", "qian", new { text = "部门主任致歉，约好带班长一起上门" }),
        ]));
        // Done again and told: customer service is to ask once more.
        yield return (3, 200, new("ma", new
        {
            channel = "hotline", kind = "request", scope = "other-unit", unit = "safety", customer = new { name = "柯先生", phone = "13900008104", address = "安居佳园 12 号楼 1 单元 301 室", segment = "residential" }, content = "报警器装好以后半夜误报，吵得睡不着",
        },
        [
            new(20, "transfer", "ma", new { unit = "safety", mode = "slip", explained_to_customer = true }), new(30, "take-over", "pan", new { }), new(40, "contact", "pan", new { text = "约好次日上门" }), new(200, "resolve", "pan", new { result = "复位报警器" }),
            new(20, "inform", "pan", new { reply = "报警器已复位。" }), new(200, "callback", "deng", new { rating = "dissatisfied", cause = "own", text = "当晚又响", kind = "manual" }), new(30, "judge-cause", "pan", new { cause = "own", text = "装得离灶具太近" }),
            new(150, "visit", "pan", new { text = "上门移到离灶具一米五处" }), new(20, "resolve", "pan", new { result = "移位重装，试验正常" }), new(20, "inform", "pan", new { reply = "报警器已移位重装，试验正常。" }),
        ]));
    }
}
