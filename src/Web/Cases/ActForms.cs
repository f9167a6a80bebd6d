using Shouwen.Cases;
using Shouwen.Chain;

namespace Shouwen.Web.Cases;

public enum ActControl { Text, Area, Moment, Choice, Check, YesNo, Unit, Units, Person, OwnPerson, Anybody, Files, Several }

/// <summary>One field of an act's form: its key in the act, a label, a control and, for a choice, the words to choose from (a fact and its values).</summary>
public sealed record ActField(string Key, string Label, ActControl Control)
{
    public string? Hint { get; init; }
    public bool Required { get; init; }
    public (string Fact, string[] Values)? Choices { get; init; }
    public string Id(string act) => $"{act}-{Key.Replace('.', '-')}";

    /// <summary>A field that a pack asks for and the table does not list.</summary>
    public static ActField Asked(string key) => new(key, Words.Field(key), key switch
    {
        "explained-to-customer" => ActControl.Check,
        "until" or "due" or "limit.until" => ActControl.Moment,
        "unit" => ActControl.Unit,
        "units" => ActControl.Units,
        "person" => ActControl.Person,
        "to" => ActControl.Anybody,
        "evidence" => ActControl.Files,
        "content" or "reason" or "opinion" or "reply" or "result" or "text" or "report" => ActControl.Area,
        _ => ActControl.Text,
    })
    { Required = true };
}

public sealed record ActForm(string Act, string Group, params ActField[] Fields)
{
    public string Word => Named ?? Words.Act(Act);

    /// <summary>What the act is called here, where that is not its usual word.</summary>
    public string? Named { get; init; }
    public string? Hint { get; init; }

    /// <summary>Of which matters it is offered, and told of where it may not be done; a post is judged all the same.</summary>
    public Func<Matter, bool> Fits { get; init; } = _ => true;
}

/// <summary>What a person fills in for each act on the case page. What a pack asks besides is added when the page is drawn.</summary>
public static class ActForms
{
    public static readonly string[] Groups = ["办理", "流转", "投诉", "告知客户", "申请", "监督", "其他"];

    private static readonly ActField Unit = new("unit", "部门", ActControl.Unit);
    private static readonly ActField Reason = Area("reason", "原因");
    private static readonly ActField Evidence = new("evidence", "证据（附件）", ActControl.Files);
    private static readonly ActField Granted = new("granted", "同意吗", ActControl.YesNo) { Required = true };
    private static readonly ActField Opinion = new("text", "意见", ActControl.Area) { Hint = "不同意的必须写明理由" };

    public static readonly IReadOnlyList<ActForm> All =
    [
        new("take-over", "流转") { Hint = "接手之后由您办理；首问责任人继续对客户负责。" },
        new("designate", "流转", new ActField("person", "由谁办理", ActControl.OwnPerson) { Required = true }),
        new("return", "流转", Area("opinion", "退回的意见")),
        new("transfer", "流转", Unit with { Label = "移交给哪个部门" }, new ActField("person", "指定给谁", ActControl.Person) { Hint = "不指定就由部门安排" },
            Choice("mode", "方式", "mode", "slip", "escort", "phone", "requester", "relay"), Reason),
        new("forward", "流转", Unit with { Label = "转给哪个部门", Required = true }, Area("opinion", "转办的意见")),
        new("ask-support", "流转", Unit with { Label = "请哪个部门协助" }, new ActField("person", "请谁协助", ActControl.Person) { Hint = "部门和人员至少选一个" }, Area("text", "请协助什么")) { Hint = "责任不转移，仍由现办理人负责。" },
        new("refer-up", "流转", new ActField("to", "请示谁", ActControl.Anybody) { Required = true }, Area("question", "请示什么")),
        new("coordinate", "流转", new ActField("units", "参加协调的部门", ActControl.Units), Area("text", "协调什么")),
        new("gather", "流转", Text("parent", "并入哪一件（编号）") with { Required = true }, Reason) { Hint = "并案之后仍由各自的首问责任人对客户负责；主件有了结果可以一并答复。" },
        new("separate", "流转", Reason),
        new("decide-batch", "监督", new ActField("ok", "是批量诉求、影响面广吗", ActControl.YesNo) { Required = true }, Reason with { Hint = "不认定时必填" }),
        new("dispute", "流转", Unit with { Label = "认为归哪个部门" }, Reason with { Required = true }) { Hint = "确属移交错误、退回期限已过或对方不收时用；裁定之前仍由现在的人负责。" },
        new("arbitrate", "监督", Unit with { Label = "裁定由哪个部门承办", Required = true }, Area("reason", "裁定理由") with { Required = true },
            Text("matter", "记入职责目录的事项", "例如：表具检定；留空就不记") , Text("keywords", "客户的说法", "以后客户这样说，就提示找这个部门；用顿号分开")) { Hint = "裁定后不能再退回；写了事项的作为先例记入职责目录。" },
        new(Ownership.Correction, "监督", new ActField("person", "首问责任人应当是谁", ActControl.Person) { Required = true }, Reason with { Label = "认定错在哪里", Required = true })
            { Hint = "责任和在责任链上的位置一并转给更正后的首问责任人；更正前后都留在经过里，已经提出的问责不变。" },
        new("make-appointment", "流转", new ActField("person", "与谁见面", ActControl.Person), Moment("time", "时间"), Text("place", "地点")),
        new("mark-unreachable", "流转", new ActField("person", "谁联系不上", ActControl.Person) { Required = true }),

        new("contact", "办理", Area("text", "联系情况")),
        new("progress", "办理", Area("text", "进展", "客户查询时看得到这段话")),
        new("resolve", "办理", Area("result", "处理结果"), Area("reply", "答复客户的话", "已经当面或电话告知客户的，写在这里；没有就留空，办完再告知")),
        new("declare-unsolvable", "办理", Reason),
        new("pause", "办理", Choice("cause", "因为什么", "cause", [.. Applying.Causes]), Reason),
        new("resume", "办理"),
        new("sign", "办理", Text("seal", "签章")),
        new("close", "办理") { Hint = "客户已得到答复才能办结。" },

        new("answer", "告知客户", Area("reply", "答复内容")),
        new("inform", "告知客户", Area("reply", "告知客户的结果")),
        new("promise", "告知客户", Moment("until", "承诺在什么时候之前答复")),
        new("give-notice", "告知客户", Area("matters", "有关事项"), Area("materials", "需补材料"), Area("steps", "办理步骤")),
        new("defer", "告知客户", Reason),
        new("explain", "告知客户", Area("reason", "怎样解释的")),
        new("guide", "告知客户", Text("place", "到哪里"), Text("phone", "找谁、电话"), Area("text", "说明")),
        new("callback", "告知客户", Choice("rating", "客户满意吗", "rating", "satisfied", "basic", "dissatisfied", "unreachable") with { Required = true },
            Choice("cause", "不满意的原因", "cause", "own", "out-of-scope"), Area("text", "客户怎么说"), Choice("kind", "怎样回访的", "callback-kind", "manual", "spot-check") with { Hint = "不选就是人工回访" }),
        new("exempt", "告知客户", Reason),

        new("urge", "监督", new ActField("to", "催谁", ActControl.Anybody) { Hint = "不选就催下游" }, Choice("behalf", "代谁催办", "behalf", "customer") with { Hint = "客户来催的选“客户”；自己催的不选" }, Area("text", "催办的话")),
        new("answer-urge", "办理", Area("text", "办到哪一步、几时办好")) { Hint = "客户催的，客户看得到这段话。" },
        new("supervise", "监督", Area("text", "督办要求")),
        new("escalate", "监督", new ActField("to", "升级给谁", ActControl.Anybody) { Required = true }, Reason),
        new("request-extension", "申请", Moment("until", "延到什么时候"), Reason, Evidence),
        new("decide-extension", "申请", Granted, Opinion),
        new("request-pause", "申请", Choice("cause", "因为什么", "cause", [.. Applying.Causes]) with { Required = true }, Reason, Evidence),
        new("decide-pause", "申请", Granted, Opinion),
        new("request-urgent", "申请", Reason, Evidence),
        new("decide-urgent", "申请", new ActField("granted", "同意急办吗", ActControl.YesNo), new ActField("due", "同意的，要求什么时候之前办理", ActControl.Moment), Opinion),
        new("request-escalation", "申请", new ActField("to", "升级到谁", ActControl.Anybody) { Hint = "不选就由审批人定" }, Reason, Evidence),
        new("decide-escalation", "申请", Granted, new ActField("to", "升级到谁", ActControl.Anybody) { Hint = "不选就照申请；申请没写的由您负责" }, Opinion),
        new("step-down", "申请", Reason) { Hint = "问题已经解决或不必再由上级过问的，降回原部门办理。" },
        new("complain-of-unit", "监督", Unit with { Label = "投诉哪个部门", Required = true }, Reason, Evidence) { Hint = "由与双方无关的部门裁定，对方可以说明。" },
        new("answer-complaint", "监督", Area("text", "情况说明"), Evidence),
        new("judge-complaint", "监督", new ActField("ok", "投诉成立吗", ActControl.YesNo) { Required = true }, Area("text", "裁定的理由")),
        new("recuse", "监督", Reason) { Hint = "与投诉的一方有利害关系的，应当回避，由下一个部门裁定。" },

        new("hold-meeting", "监督", Text("matter", "专题") with { Required = true }, new ActField("units", "参加的部门", ActControl.Units), Area("text", "研讨结果，要调整的政策和流程") with { Required = true }, Evidence)
            { Fits = matter => matter.Duties.Any(duty => duty is { Stands: true, Name: "hold-meeting" }) },
        new("flag", "监督", new ActField("flags", "有哪些特殊情况", ActControl.Several) { Required = true, Choices = ("flag", ["media", "casualty", "property-loss", "major-interest", "wide-impact", "sensitive"]) }, Reason) { Hint = "标记之后，制度要求的立即上报随即开始。" },
        new("report-media", "监督", new ActField("to", "上报给谁", ActControl.Anybody) { Required = true }, Area("text", "情况")),
        new("report-incident", "监督", new ActField("to", "上报给谁", ActControl.Anybody) { Required = true }, Area("text", "情况")),
        new("instruct", "监督", Area("text", "批示") with { Required = true }, new ActField("until", "要求在什么时候之前办理", ActControl.Moment)),
        new("submit-plan", "监督", Area("text", "处理方案") with { Required = true }),
        new("review-plan", "监督", new ActField("ok", "方案可行吗", ActControl.YesNo) { Required = true }, Area("text", "意见")),
        new("feed-back", "监督", new ActField("to", "向谁反馈", ActControl.Anybody), Text("platform", "在哪个平台反馈", "在平台上反馈办理结果的，写平台的名称"), Area("report", "进展情况")),
        new("report-back", "办理", new ActField("to", "回报给谁", ActControl.Anybody), Area("text", "结果")) { Fits = Referred },
        new("reply-government", "办理", Area("reply", "回复内容") with { Required = true }) { Fits = Referred },
        new("summarise", "办理", Area("text", "总结")) { Fits = Complaint.Is },
        new("visit", "办理", Area("text", "上门情况")) { Fits = Again, Hint = "重办时必要的，上门当面说明或处理。" },
        new("judge-cause", "办理", Choice("cause", "客户为什么不满意", "cause", "own", "out-of-scope") with { Required = true }, Area("text", "依据")) { Fits = matter => matter.RedoStands, Hint = "工作原因的重新办理；超出范围的再次联系客户解释。客服部门看得到这个判断。" },
        new("consent-third-party", "办理", new ActField("consented", "客户同意直接找第三方吗", ActControl.YesNo) { Required = true }, Text("third-party", "第三方"), Area("text", "客户怎么说")) { Hint = "客户直接找第三方之前，先征得客户同意并记下。" },

        new("investigate", "投诉", Area("text", "调查了什么、查到什么"), Evidence) { Fits = Complaint.Is, Hint = "被投诉的一方看不到调查内容和证据。" },
        new("obstruct", "投诉", Unit with { Label = "哪个部门不配合", Required = true }, Area("text", "怎样不配合、阻挠或提供不实材料") with { Required = true }, Evidence) { Fits = Complaint.Is },
        new("unit-report", "投诉", Area("report", "调查报告") with { Required = true }, Evidence) { Fits = matter => Complaint.Is(matter) || Referred(matter), Hint = "如实、全面，写明经过、原因和处理。" },
        new("verify", "投诉", new ActField("ok", "报告属实、清楚吗", ActControl.YesNo) { Required = true }, Area("text", "核查情况")) { Fits = matter => Complaint.Is(matter) || matter.Last("unit-report") is not null },
        new("determine", "投诉", Choice("verdict", "认定", "verdict", "valid", "invalid") with { Required = true }, Choice("severity", "有效的，程度", "severity", "ordinary", "major"),
            new ActField("causes", "有效的，投诉成因", ActControl.Several) { Choices = ("causes", ["attitude", "quality", "delay", "favours", "rigid-process", "charging"]) },
            new ActField("criteria", "重大的，逐条核对标准", ActControl.Several) { Choices = ("criteria", ["serious-dissatisfaction", "supervised", "ranking", "image"]) },
            Choice("reason", "无效的，理由", "reason", "unsubstantiated", "out-of-scope"), Area("grounds", "认定的理由", "改变认定时必填")) { Fits = Complaint.Is },
        new("receive-notice", "投诉") { Fits = Judged, Hint = "签收之后，报处理意见的期限开始计算。" },
        new("file-opinion", "投诉", Area("opinion", "处理意见") with { Required = true }, Evidence) { Fits = Judged },
        new("attribute", "投诉", new ActField("to", "归责给谁", ActControl.Anybody) { Required = true }, Reason) { Fits = Judged },
        new("appeal", "投诉", Area("reason", "为什么不服认定") with { Required = true }, Evidence) { Fits = Judged },
        new("decide-appeal", "投诉", new ActField("ok", "要重新认定吗", ActControl.YesNo) { Required = true }, Area("text", "复核意见") with { Required = true }) { Fits = Judged },
        new("final-reply", "投诉", Area("reply", "答复投诉人的话") with { Required = true }, Text("seal", "签章")) { Fits = Judged, Hint = "由您具名签发，同时告知投诉人；同一位客户再来时，接待的人看得到。" },
        new("check-retaliation", "投诉", new ActField("ok", "反映受到打击报复吗", ActControl.YesNo) { Required = true }, Area("text", "投诉人怎么说") with { Required = true }) { Fits = matter => Complaint.FinalReply(matter) is not null },

        new("amend", "其他", Text("customer.name", "客户姓名", "不改的留空"), Text("customer.phone", "联系电话", "不改的留空"), Text("customer.email", "邮箱", "不改的留空"), Text("customer.unit", "客户单位", "不改的留空"),
            Text("customer.address", "地址", "不改的留空"), Area("content", "诉求内容", "不改的留空")),
        new("query", "其他", Area("text", "客户问了什么，怎么答的")),
        new("archive", "其他"),
        new("hand-in", "其他"),
    ];

    /// <summary>What another authority passed on: it is reported back and replied to.</summary>
    private static bool Referred(Matter matter) => Authorities.Contains(matter.Facts.Text("channel") ?? "") || matter.Duties.Any(duty => duty.Stands && duty.Name is "report-back" or "reply-government" or "submit-report");
    private static bool Judged(Matter matter) => Complaint.Verdict(matter) is not null;
    private static bool Again(Matter matter) => matter.Round > 1;
    private static readonly HashSet<string> Authorities = ["government-referral", "group-referral", "citizen-hotline", "mayor-hotline", "message-board", "petition", "discipline-office", "gas-centre", "mass-work"];

    public static ActForm? Of(string act) => All.FirstOrDefault(form => form.Act == act);

    /// <summary>What was typed, as the act's fields. Blank ones are left out; a key with a dot goes into an object.</summary>
    public static Fields Read(IEnumerable<ActField> fields, IFormCollection typed)
    {
        var given = new Dictionary<string, object>();
        foreach (var field in fields)
        {
            if (field.Control == ActControl.Files)
            {
                if (typed.Files.GetFiles(field.Key) is { Count: > 0 } files) given[field.Key] = string.Join("、", files.Select(file => Path.GetFileName(file.FileName)));
                continue;
            }
            string[] values = [.. typed[field.Key].OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 0)];
            if (values.Length == 0) continue;
            object value = field.Control switch
            {
                ActControl.Check or ActControl.YesNo => values[0] == "true",
                ActControl.Units or ActControl.Several => values,
                _ => values[0],
            };
            if (field.Key.Split('.') is [var outer, var inner])
                ((Dictionary<string, object>)(given.TryGetValue(outer, out var known) ? known : given[outer] = new Dictionary<string, object>()))[inner] = value;
            else given[field.Key] = value;
        }
        if (typed["confirmed"] == "true") given["confirmed"] = true;
        return Fields.Of(given);
    }

    private static ActField Area(string key, string label, string? hint = null) => new(key, label, ActControl.Area) { Hint = hint };
    private static ActField Text(string key, string label, string? hint = null) => new(key, label, ActControl.Text) { Hint = hint };
    private static ActField Moment(string key, string label) => new(key, label, ActControl.Moment) { Required = true };
    private static ActField Choice(string key, string label, string fact, params string[] values) => new(key, label, ActControl.Choice) { Choices = (fact, values) };
}
