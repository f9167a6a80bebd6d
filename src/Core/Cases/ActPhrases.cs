using Shouwen.Accountability;

namespace Shouwen.Cases;

/// <summary>How each act reads after its doer's name, and which of its words are quoted below it.</summary>
internal static class ActPhrases
{
    private static readonly string[] Quoted =
        ["reply", "result", "text", "reason", "opinion", "question", "matters", "materials", "steps", "report", "wording", "purpose", "place", "time", "phone", "expects", "grounds", "evidence"];

    public static string Of(Acted acted, Matter before, Func<Party, string> name, Func<string, string> moment)
    {
        var with = acted.With;
        var to = To(with, name);
        return acted.Act switch
        {
            "register" => $"登记了诉求{Channel(with)}",
            "amend" => $"补充更正了{Amended(with)}",
            "transfer" => $"把工单移交给{to}{(with.Text("mode") is { } mode ? $"（{Words.Value("mode", mode)}）" : "")}",
            "take-over" => with.IsTrue("misrouted") ? "接手办理，并注明转错了部门" : "接手办理",
            "return" => $"把工单退回{(Giver(before) is { } giver ? $"给{name(giver)}" : "")}",
            "forward" => $"把工单转给{to}",
            "designate" => $"指定{to}办理",
            "ask-support" => $"请{to}协助",
            "coordinate" => to.Length > 0 ? $"组织协调，参加的有{to}" : "组织协调",
            "urge" => $"{(with.Text("no") is { } no ? $"第 {no} 次" : "")}催办{(to.Length > 0 ? to : acted.By == Act.Customer || with.Text("behalf") == Urging.ForCustomer ? "" : "下游环节")}{(acted.By == Act.Customer ? "" : with.Text("behalf") switch { Urging.ForCustomer => "（代客户）", Urging.Leader => "（领导催办）", _ => "" })}",
            "answer-urge" => "回复了催办",
            "issue-order" => $"向{to}下达了{Words.Value("grade", with.Text("grade") ?? "ordinary")}督办单",
            "answer-order" => "回复了督办单",
            "return-order" => "退回了督办回复，要求再办",
            "step-up-order" => $"升级为{Words.Value("grade", with.Text("grade") ?? "")}督办",
            "close-order" => "同意办结督办",
            "cancel-order" => "撤销了督办单",
            "supervise" => to.Length > 0 ? $"督办{to}" : "督办下游环节",
            "escalate" => $"把这件事升级到{to}",
            "refer-up" => to.Length > 0 ? $"请示{to}" : "请示了上级",
            "instruct" => with.Text("until") is { } until ? $"作出批示，限 {moment(until)} 前办理" : "作出批示",
            "sign" => with.Has("seal") ? "在工单上签字并签章" : "在工单上签字",
            "contact" => "联系了客户",
            "progress" => "记录了进展",
            "answer" => "答复了客户",
            "inform" => "把结果告知了客户",
            "give-notice" => "一次性告知了客户",
            "promise" => $"向客户承诺在 {moment(with.Text("until") ?? "")} 前答复",
            "defer" => "向客户说明了不能当场办理的原因",
            "explain" => "向客户作了解释",
            "guide" => "引导了客户",
            "declare-unsolvable" => "申明无法解决",
            "query" => acted.By == Act.Customer ? "查询了进度" : "答复了客户的进度查询",
            "pause" => $"暂停办理（{Words.Value("cause", with.Text("cause") ?? "other")}）",
            "resume" => "恢复办理",
            "request-extension" => $"申请延期到 {moment(with.Text("until") ?? "")}",
            "decide-extension" => with.IsTrue("granted") ? "同意了延期" : "没有同意延期",
            "request-pause" => $"申请暂停（{Words.Value("cause", with.Text("cause") ?? "other")}）",
            "decide-pause" => with.IsTrue("granted") ? $"同意了暂停（{Words.Value("cause", with.Text("cause") ?? "other")}）" : "没有同意暂停",
            "request-escalation" => to.Length > 0 ? $"申请升级到{to}" : "申请升级",
            "decide-escalation" => with.IsTrue("granted") ? $"同意升级{(to.Length > 0 ? $"到{to}" : "")}" : "没有同意升级",
            "step-down" => "把这件诉求降级，恢复由原部门办理",
            "complain-of-unit" => $"投诉了{to}的办理",
            "answer-complaint" => "就部门投诉作了说明",
            "judge-complaint" => with.IsTrue("ok") ? "裁定部门投诉成立" : "裁定部门投诉不成立",
            "recuse" => "申请回避，由下一个部门裁定",
            "investigate" => "调查取证",
            "obstruct" => $"记录{to}不配合调查",
            "unit-report" => "报送了调查报告",
            "verify" when Complaint.Is(before) => with.Has("ok") && !with.IsTrue("ok") ? "核查调查报告：不够清楚，要补充" : "核查了调查报告",
            "determine" => $"{(before.Last("determine") is null ? "认定" : "改变认定")}：{Verdict(with)}",
            "receive-notice" => "签收了认定通知",
            "file-opinion" => "报送了处理意见",
            "appeal" => "对认定申请复核",
            "decide-appeal" => with.IsTrue("ok") ? "复核认定：要重新认定" : "复核认定：维持原认定",
            "final-reply" => "签发了终结答复",
            "check-retaliation" when !with.Has("ok") => "回访了投诉人",
            "check-retaliation" => with.IsTrue("ok") ? "回访投诉人：反映受到打击报复" : "回访投诉人：没有受到打击报复",
            "judge-cause" => $"判断重办的原因：{Words.Value("cause", with.Text("cause") ?? "")}",
            "visit" => before.Key.Kind == MatterKind.Project ? "上门服务" : "上门见了客户",
            "report-back" => $"把结果回报{to}",
            "reply-government" => "回复了来函单位",
            "request-urgent" => "申请急事特办",
            "decide-urgent" when with.Has("granted") && !with.IsTrue("granted") => "没有同意急事特办",
            "decide-urgent" => with.Text("due") is { } due ? $"批示急事特办，限 {moment(due)} 前办理" : "批示急事特办",
            "resolve" => before.Round > 1 ? "重办后填报了处理结果" : "填报了处理结果",
            "exempt" => "登记了免予告知",
            "callback" => $"{(acted.By == Act.Customer ? "评价了办理结果" : "回访了客户")}：{Words.Value("rating", with.Text("rating") ?? "")}",
            "close" => before.Key.Kind == MatterKind.Project ? "办结了这个项目" : "办结了这件诉求",
            "archive" => $"把工单归档{(Archive.Retention.Said(with) is { } kept ? $"，保存至 {kept:yyyy年M月d日}" : "")}",
            "hand-in" => "交存了工单",
            "mark-unreachable" => $"记录{(to.Length > 0 ? to : "对方")}联系不上",
            "make-appointment" => to.Length > 0 ? $"为客户预约了{to}" : "为客户作了预约",
            "gather" => $"把这件诉求并入了 {with.Text("number") ?? "另一件诉求"}",
            "separate" => "把这件诉求从并案中撤出",
            "decide-batch" => with.IsTrue("ok") ? "认定为批量诉求，按影响面广处理" : "认定不是批量诉求",
            "hand-over-desk" when with.Has("hand-over") => $"接收了{name(Party.Person(with.Text("from") ?? acted.By))}交接的工作",
            Taking.Act when before.Key.Kind == MatterKind.Order => $"接过了{name(Party.Person(with.Text("from") ?? acted.By))}督办的这张督办单",
            Taking.Act => $"接过了{name(Party.Person(with.Text("from") ?? acted.By))}的一项责任{(before.Duties.Find(duty => duty.No == (int?)with.Number("duty")) is { } taken ? $"：{taken.Text ?? Words.Duty(taken.Name)}" : "")}",
            "lead" => $"登录了项目信息{(with.Text("user") is { } user ? $"：{user}" : "")}",
            "project-contact" => $"与用户建立了联系{(with.Text("mode") is { } contact ? $"（{Words.Value("contact-mode", contact)}）" : "")}",
            "state-need" => with.Text("need") is { } need ? $"记录了用气需求：{Words.Value("need", need)}" : "记录了用气需求",
            "schedule-review" => $"约定了上门评审{(with.Text("time") is { } meeting ? $"，时间 {moment(meeting)}" : "")}{(to.Length > 0 ? $"，参加的有{to}" : "")}",
            "survey-done" => with.Text("equipment") == "clear" ? "完成了现场踏勘，用气设备明确" : "完成了现场踏勘，用气设备还不明确",
            "materials-complete" => "确认资料收集齐全",
            "deliver-drawings" => "完成了出图",
            "hand-to-costing" => "把图纸转交造价人员",
            "deliver-costing" => "完成了造价",
            "confirm-costing" => "确认造价无误，发起预算审批",
            "approve-budget" => "批准了预算",
            "key-project" => "列为重点项目",
            "negotiate" => "进行了商务谈判",
            "authority-contact" => $"联系了主管部门{(with.Text("authority") is { } authority ? $"（{authority}）" : "")}",
            "flag" => $"标记为{string.Join("、", with.Texts("flags").Select(flag => Words.Value("flag", flag)))}",
            "dispute" => to.Length > 0 ? $"认为应由{to}承办，提请仲裁" : "提请仲裁归属",
            "arbitrate" => $"裁定由{to}承办",
            Chain.Ownership.Correction => $"更正首问认定：首问责任人由{name(before.FirstContact)}改为{to}",
            "open-finding" => "提出问责",
            "verify" when before.Finding is not null => with.Has("ok") && !with.IsTrue("ok") ? "核实，认定不成立" : "查实",
            "attribute" => to.Length > 0 ? $"认定主要责任在{to}" : "作了归责",
            "classify" => "给这项问责定性",
            "weigh" => "记录了从轻从重的情形",
            "propose" => $"提出处理意见{Sanctions(with)}",
            "approve" => before.Finding is null ? "作出审批" : $"审批了处理{Sanctions(with)}",
            "execute" => "执行了处理",
            "answer-finding" => "陈述申辩",
            "object-finding" => "提出异议",
            "decide-objection" => with.IsTrue("ok") ? "复核，认为异议成立，重新核实" : "复核，认为异议不成立",
            "fulfil" => "报告已完成处理要求",
            "review-fulfilment" => with.IsTrue("ok") ? "验收合格" : "验收不合格，要求再做",
            "close-finding" => "了结了这项问责",
            "reverse" => "撤销处理并冲销入账",
            "verdict-changed" => $"记入认定的改变{(with.Text("was") is { } was && with.Text("becomes") is { } becomes ? $"：所依据的投诉认定由“{Words.Value("verdict", was)}”改为“{Words.Value("verdict", becomes)}”，要重新核实" : "")}",
            "rate" when with.Text("grade") is { } grade => $"把{to}{with.Text("period")}的等级评为{Words.Value("rated", grade)}",
            "consent-third-party" => $"记下客户{(with.Has("consented") && !with.IsTrue("consented") ? "不同意" : "同意")}直接联系第三方{(with.Text("third-party") is { } third and not "True" and not "true" ? $"（{third}）" : "")}",
            "submit-reward" => to.Length > 0 ? $"为{to}报送奖励" : "报送奖励",
            "hand-over-desk" when before.Key.Kind == MatterKind.Project => $"把项目负责人由{name(Party.Person(with.Text("from") ?? acted.By))}换成{to}",
            "hand-over-desk" => $"把{name(Party.Person(with.Text("from") ?? acted.By))}的工作移交给{to}",
            _ => $"办理了“{Words.Act(acted.Act)}”{(to.Length > 0 ? $"，对象{to}" : "")}",
        };
    }

    /// <summary>What was said, with the word for it; the content when a case is registered or amended.</summary>
    public static IReadOnlyList<(string Label, string Text)> Texts(Acted acted) =>
        [.. (acted.Act is "register" or "amend" ? ["content", .. Quoted] : Quoted).Where(key => acted.With.Has(key) && !(acted.Act == "schedule-review" && key == "time")).Select(key => (Label(acted.Act, key), Said(acted.Act, key, acted.With.Text(key)!)))];

    private static string Label(string act, string key) => (act, key) switch { ("visit", "materials") => "交给用户的资料", ("visit", "opinion") => "用户的意见", ("state-need", "place") => "用气地点", _ => Words.Field(key) };

    private static string Said(string act, string key, string text) => act == "state-need" && key == "place" ? Words.Value("place", text) : text;

    private static string Sanctions(Fields with) => Executing.Sanctions(with) is not { Count: > 0 } chosen ? "" : "：" + string.Join("、", chosen.Select(one => Words.Sanction(one.Sanction) + (one.Amount is { } yuan ? $" {yuan:0.##} 元" : "")));

    private static string Channel(Fields with)
    {
        string[] words = [.. new[] { "channel", "kind" }.Where(with.Has).Select(fact => Words.Value(fact, with.Text(fact)!))];
        return words.Length == 0 ? "" : $"（{string.Join("，", words)}）";
    }

    private static string Verdict(Fields with) => with.Text("verdict") == "valid" ? Words.Value("verdict", with.Text("severity") == "major" ? "major" : "ordinary") : Words.Value("verdict", with.Text("reason") ?? "invalid");

    private static string Amended(Fields with)
    {
        string[] paths = ["customer.name", "customer.phone", "customer.email", "customer.unit", "customer.address", "content", "limit.until", "urgency"];
        return string.Join("、", paths.Where(with.Has).Select(Words.Field).DefaultIfEmpty("登记内容"));
    }

    private static Party? Giver(Matter before) => before.Chain.Pending?.Giver ?? (before.Chain.Links.IsEmpty ? null : before.Chain.Above(before.Chain.Holding)?.Holder);

    private static string To(Fields with, Func<Party, string> name) => string.Join("、", with.Texts("person").Select(Party.Person)
        .Concat(with.Texts("unit").Concat(with.Texts("units")).Select(Party.Unit))
        .Concat(with.Texts("to").Select(to => Party.TryParse(to) ?? Party.Person(to)))
        .Distinct().Select(name));
}
