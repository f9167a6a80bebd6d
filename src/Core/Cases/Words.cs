using Shouwen.Duties;

namespace Shouwen.Cases;

/// <summary>The Chinese word for each act, duty, field and value of the vocabulary: one word for one thing, on every screen and paper.</summary>
public static class Words
{
    public static string Act(string name) => Acts.GetValueOrDefault(name, name);
    public static string Duty(string name) => name == "redo" ? "重办" : Act(name);
    public static string Field(string path) => Fields.GetValueOrDefault(path, path);
    public static string Value(string fact, string value) => Values.GetValueOrDefault($"{fact}:{value}") ?? Values.GetValueOrDefault(value, value);
    /// <summary>A sanction or reward; of an entry in a ledger also the grade that was given, <c>rate:C</c>.</summary>
    public static string Sanction(string name) => name.StartsWith("rate:", StringComparison.Ordinal) ? $"{Value("rated", name[5..])}（等级）" : Sanctions.GetValueOrDefault(name, name);
    public static string Body(string role) => Bodies.GetValueOrDefault(role, role);

    /// <summary>A rung of the ladder.</summary>
    public static string Level(string level) => level switch { WatchPlan.Head => "负责人", WatchPlan.Leader => "分管领导", _ => "督促部门" };

    /// <summary>What became of a duty.</summary>
    public static string State(DutyState state) => state switch
    {
        DutyState.Open => "尚未完成",
        DutyState.Met => "按时完成",
        DutyState.Breached => "已逾期",
        DutyState.Late => "逾期后完成",
        DutyState.Paused => "停止计时",
        _ => "不再需要",
    };

    /// <summary>A limit as <c>Limits.Write</c> gives it, in words: 2 工作小时.</summary>
    public static string Limit(string limit) => limit.Split(' ') switch
    {
        ["working-hours", var n] => $"{n} 个工作小时内",
        ["working-days", var n] => $"{n} 个工作日内",
        ["hours", var n] => $"{n} 小时内",
        ["calendar-days", var n] => $"{n} 日内",
        ["months", var n] => $"{n} 个月内",
        ["same-day"] => "当日内",
        ["immediate"] => "立即",
        ["prompt"] => "及时",
        ["case-limit"] => "规定时限内",
        ["promise"] => "承诺时间内",
        ["instructed"] => "领导要求的时间内",
        ["period-end"] => "本期内",
        ["next-period-end"] => "次期内",
        _ => limit,
    };

    /// <summary>1 小时 30 分, 42 分钟, 30 小时: never in days, since a working day is no 24 hours. Whole minutes, the rest left off.</summary>
    public static string Hours(TimeSpan span) => (long)span.TotalHours is var hours && span < TimeSpan.FromMinutes(1) ? "不到 1 分钟"
        : hours == 0 ? $"{span.Minutes} 分钟" : span.Minutes == 0 ? $"{hours} 小时" : $"{hours} 小时 {span.Minutes} 分";

    public static string Ledger(string ledger) => ledger switch
    {
        "wages" => "工资", "fund" => "奖励基金", "deductions" => "部门考核", "annual-performance" => "年度绩效", "annual-merit" => "年度评优",
        "monthly-performance" => "月度绩效", "target-assessment" => "目标考核", "campaign-assessment" => "专项考核", _ => "台账",
    };

    public static IReadOnlyCollection<string> KnownActs => Acts.Keys;

    private static readonly Dictionary<string, string> Acts = new()
    {
        ["end-announcement"] = "结束通报", ["open-hand-over"] = "提出工作交接", ["accept-hand-over"] = "接收工作", ["decline-hand-over"] = "不接收工作", ["withdraw-hand-over"] = "收回交接", ["deemed"] = "视为接收", ["dispute"] = "提请仲裁", ["arbitrate"] = "裁定归属", ["correct-first-contact"] = "更正首问认定", ["flag"] = "标记特殊情况",
        ["gather"] = "并案", ["separate"] = "撤销并案", ["decide-batch"] = "认定批量诉求", ["suspect-batch"] = "提请认定批量诉求", ["register"] = "登记", ["amend"] = "补充更正", ["answer"] = "答复", ["give-notice"] = "一次性告知", ["promise"] = "承诺时间", ["defer"] = "说明不能当场办理",
        ["guide"] = "引导", ["explain"] = "解释说明", ["declare-unsolvable"] = "申明无法解决", ["query"] = "查询进度", ["transfer"] = "移交", ["take-over"] = "接手",
        ["return"] = "退回", ["forward"] = "转办", ["designate"] = "指定办理人", ["ask-support"] = "请求协助", ["assist"] = "协助", ["coordinate"] = "协调",
        ["urge"] = "催办", ["supervise"] = "督办", ["escalate"] = "升级", ["refer-up"] = "请示上报", ["instruct"] = "批示", ["sign"] = "签字",
        ["make-appointment"] = "预约", ["hand-over-desk"] = "移交工作", ["take-duty"] = "接过责任", ["mark-unreachable"] = "记联系不上", ["whereabouts"] = "去向告知", ["contact"] = "联系客户",
        ["progress"] = "记录进展", ["pause"] = "暂停", ["resume"] = "恢复", ["request-extension"] = "申请延期", ["decide-extension"] = "审批延期",
        ["request-urgent"] = "申请急事特办", ["decide-urgent"] = "批示急事特办", ["consent-third-party"] = "第三方征得同意", ["disclose-contact"] = "提供联系方式",
        ["consent-disclosure"] = "同意提供联系方式", ["resolve"] = "办结填报", ["report-back"] = "回报结果", ["inform"] = "告知结果", ["exempt"] = "免予告知",
        ["summarise"] = "总结", ["verify"] = "核实", ["feed-back"] = "反馈", ["reply-government"] = "回复来函单位", ["callback"] = "回访", ["visit"] = "上门",
        ["close"] = "办结", ["hand-in"] = "交存工单", ["archive"] = "归档", ["report-media"] = "上报媒体介入", ["report-incident"] = "上报事故", ["submit-plan"] = "报送方案",
        ["review-plan"] = "审核方案", ["announce-change"] = "通报业务变更", ["announce-emergency"] = "通报突发事件", ["change-contact"] = "变更联络人", ["publish"] = "公布通报",
        ["investigate"] = "调查", ["obstruct"] = "记录阻挠", ["unit-report"] = "部门报告", ["determine"] = "认定", ["receive-notice"] = "收到通知", ["file-opinion"] = "报处理意见",
        ["open-finding"] = "提出问责", ["attribute"] = "归责", ["classify"] = "定性", ["weigh"] = "从轻从重", ["propose"] = "提出处理", ["approve"] = "审批", ["execute"] = "执行",
        ["answer-finding"] = "陈述申辩", ["object-finding"] = "提出异议", ["decide-objection"] = "复核异议", ["fulfil"] = "完成处理要求", ["review-fulfilment"] = "验收", ["close-finding"] = "了结问责", ["reverse"] = "冲销", ["verdict-changed"] = "认定改变",
        ["reward"] = "奖励", ["submit-reward"] = "报送奖励", ["approve-reward"] = "批准奖励", ["decline-reward"] = "不批准奖励", ["rate"] = "评级", ["lead"] = "项目线索", ["project-contact"] = "项目联系", ["state-need"] = "明确需求",
        ["schedule-review"] = "安排评审", ["survey-done"] = "踏勘完成", ["materials-complete"] = "资料齐全", ["deliver-drawings"] = "出图", ["hand-to-costing"] = "转造价",
        ["deliver-costing"] = "出造价", ["confirm-costing"] = "确认造价", ["approve-budget"] = "批准预算", ["negotiate"] = "谈判", ["key-project"] = "列为重点项目",
        ["authority-contact"] = "联系主管部门", ["survey"] = "调研", ["commit-draw"] = "公布抽样承诺值", ["plan-sample"] = "制定抽样", ["submit-report"] = "报送报告", ["hold-meeting"] = "召开会议",
        ["spot-check"] = "抽查", ["rank"] = "排名", ["train"] = "培训", ["recompute"] = "重新计算时限", ["answer-urge"] = "回复催办", ["request-pause"] = "申请暂停", ["decide-pause"] = "审批暂停", ["request-escalation"] = "申请升级",
        ["decide-escalation"] = "审批升级", ["step-down"] = "降级", ["complain-of-unit"] = "投诉其他部门", ["answer-complaint"] = "说明部门投诉", ["judge-complaint"] = "裁定部门投诉", ["recuse"] = "申请回避", ["appeal"] = "申请复核认定", ["decide-appeal"] = "复核认定", ["final-reply"] = "终结答复", ["check-retaliation"] = "查打击报复", ["judge-cause"] = "判断重办原因", ["redetermine"] = "重新认定", ["report-again"] = "补充报告", ["redo-round"] = "重办一轮",
        ["issue-order"] = "下达督办单", ["answer-order"] = "回复督办单", ["return-order"] = "退回督办回复", ["step-up-order"] = "督办升级", ["review-order"] = "审核督办回复", ["close-order"] = "办结督办", ["cancel-order"] = "撤销督办", ["follow-measure"] = "落实措施", ["check-contact"] = "核查联络方式", ["restore-contact"] = "恢复联络畅通",
    };

    private static readonly Dictionary<string, string> Fields = new()
    {
        ["customer.name"] = "客户姓名", ["customer.phone"] = "联系电话", ["customer.email"] = "邮箱", ["customer.unit"] = "客户单位", ["customer.address"] = "地址", ["content"] = "诉求内容", ["time"] = "时间",
        ["channel"] = "渠道", ["kind"] = "类别", ["scope"] = "职责范围", ["urgency"] = "缓急", ["wish"] = "客户意愿", ["unit"] = "部门", ["units"] = "部门", ["lead"] = "牵头部门", ["person"] = "人员", ["place"] = "地点",
        ["phone"] = "电话", ["to"] = "报送对象", ["mode"] = "方式", ["chosen-by"] = "由谁选择", ["reason"] = "原因", ["opinion"] = "明确意见", ["explained-to-customer"] = "已向客户说明",
        ["limit"] = "时限", ["until"] = "截止时间", ["due"] = "截止时间", ["limit.until"] = "规定时限", ["matters"] = "有关事项", ["materials"] = "需补材料", ["steps"] = "办理步骤", ["purpose"] = "用途",
        ["result"] = "处理结果", ["reply"] = "答复内容", ["report"] = "报告", ["text"] = "内容", ["wording"] = "口径", ["recovery"] = "预计恢复时间", ["rating"] = "满意度",
        ["cause"] = "原因", ["sections"] = "环节评价", ["aspects"] = "抽查内容", ["causes"] = "投诉成因", ["criteria"] = "认定标准", ["severity"] = "程度", ["evidence"] = "证据",
        ["basis"] = "依据", ["procedure"] = "程序", ["complaint-channel"] = "投诉途径", ["where"] = "公布范围", ["question"] = "请示事项", ["platform"] = "平台", ["amount"] = "金额",
        ["deed"] = "事迹", ["seal"] = "签章", ["from"] = "移交人", ["at"] = "时间", ["clause"] = "条款", ["against"] = "问责对象", ["sanctions"] = "处理", ["confirmed"] = "确认", ["granted"] = "是否同意", ["behalf"] = "代谁", ["ok"] = "是否成立", ["grade"] = "等级",
        ["flags"] = "特殊情况", ["complainee"] = "被投诉的人或部门", ["expects"] = "投诉人的要求", ["grounds"] = "理由", ["verdict"] = "认定", ["matter"] = "事项", ["keywords"] = "客户的说法", ["items"] = "交接的工作", ["area"] = "影响范围", ["forbidden"] = "不能说的", ["title"] = "标题",
    };

    private static readonly Dictionary<string, string> Values = new()
    {
        ["own-post"] = "本岗位", ["own-unit"] = "本部门", ["other-unit"] = "其他部门", ["several-units"] = "多个部门", ["outside"] = "不属本单位", ["unclear"] = "暂不清楚",
        ["phone"] = "来电", ["hotline"] = "服务热线", ["complaint-phone"] = "投诉电话", ["visit"] = "来访", ["letter"] = "来信", ["email"] = "邮件", ["website"] = "网站", ["wechat"] = "微信",
        ["weibo"] = "微博", ["forum"] = "论坛", ["online-service"] = "在线客服", ["window"] = "窗口", ["field"] = "现场", ["meeting"] = "会议", ["callback"] = "回访", ["media"] = "媒体",
        ["government-referral"] = "政府转办", ["group-referral"] = "集团转办", ["citizen-hotline"] = "12345 市民热线", ["mayor-hotline"] = "市长热线", ["message-board"] = "留言板", ["petition"] = "信访",
        ["discipline-office"] = "行风办", ["gas-centre"] = "燃气管理中心", ["mass-work"] = "群工系统", ["gov-service-net"] = "政务服务网", ["approval-platform"] = "审批平台", ["registry-platform"] = "登记平台", ["gov-app"] = "政务应用",
        ["enquiry"] = "咨询", ["request"] = "求助", ["transaction"] = "业务办理", ["complaint"] = "投诉", ["suggestion"] = "建议", ["praise"] = "表扬", ["tip-off"] = "举报", ["bug-report"] = "故障报告",
        ["commercial-enquiry"] = "商务咨询", ["on-site-support"] = "现场支持", ["training"] = "培训", ["repair"] = "报修",
        ["registered"] = "已登记", ["handling"] = "办理中", ["awaiting-transfer"] = "待移交", ["awaiting-takeover"] = "待接手", ["paused"] = "已暂停", ["resolved"] = "已办理", ["informed"] = "已告知",
        ["called-back"] = "已回访", ["redo"] = "重办中", ["closed"] = "已办结", ["archived"] = "已归档", ["opened"] = "待核实", ["verified"] = "已查实", ["dismissed"] = "不成立", ["proposed"] = "已提出处理",
        ["approved"] = "已审批", ["executed"] = "已执行", ["normal"] = "一般", ["urgent"] = "紧急", ["slip"] = "转单", ["escort"] = "陪同引见", ["requester"] = "客户自行前往", ["relay"] = "转达", ["mode:phone"] = "电话转接",
        ["satisfied"] = "满意", ["basic"] = "基本满意", ["dissatisfied"] = "不满意", ["unreachable"] = "联系不上", ["own"] = "工作原因", ["out-of-scope"] = "超出范围", ["manual"] = "人工", ["survey"] = "问卷", ["spot-check"] = "抽查",
        ["gold"] = "金牌", ["silver"] = "银牌", ["bronze"] = "铜牌", ["manager"] = "经理级", ["residential"] = "居民", ["commercial"] = "商业", ["industrial"] = "工业", ["internal"] = "内部", ["anonymous"] = "匿名", ["vexatious"] = "无理取闹", ["external"] = "外部",
        ["customer"] = "客户原因", ["third-party"] = "第三方原因", ["weather"] = "天气原因", ["other"] = "其他", ["casualty"] = "人员伤亡", ["property-loss"] = "财产损失", ["major-interest"] = "重大利益", ["wide-impact"] = "影响面广", ["sensitive"] = "易生不良影响", ["major"] = "重大",
        ["complaint:registered"] = "待调查", ["complaint:investigating"] = "调查中", ["complaint:reported"] = "待核查", ["complaint:verified"] = "待认定", ["complaint:determined"] = "已认定", ["complaint:notified"] = "部门已签收", ["complaint:opinion"] = "已报处理意见", ["complaint:appealed"] = "复核中", ["complaint:reopened"] = "待重新认定", ["complaint:replied"] = "已终结答复", ["complaint:closed"] = "已办结",
        ["verdict:valid"] = "有效（属实）", ["verdict:invalid"] = "无效", ["verdict:ordinary"] = "一般有效", ["verdict:major"] = "重大有效", ["verdict:unsubstantiated"] = "无效：不属实", ["verdict:out-of-scope"] = "无效：超出服务范围",
        ["unsubstantiated"] = "查证不属实", ["severity:ordinary"] = "一般", ["severity:major"] = "重大", ["attitude"] = "服务态度差", ["quality"] = "服务质量低", ["delay"] = "推诿拖延", ["favours"] = "吃拿卡要", ["rigid-process"] = "流程僵硬", ["charging"] = "违规销售及收费",
        ["serious-dissatisfaction"] = "客户严重不满", ["supervised"] = "受到上级、政府或媒体关注并督办", ["ranking"] = "影响外部测评排名", ["image"] = "对形象造成负面影响",
        ["reception"] = "接待", ["service"] = "服务", ["application"] = "业务申请", ["pre-service"] = "前置服务",
        ["behalf:customer"] = "客户", ["rated:qualified"] = "合格", ["rated:fail"] = "不合格", ["grade:ordinary"] = "一般", ["grade:yellow"] = "黄色", ["grade:red"] = "红色", ["issued"] = "待回复", ["answered"] = "待审核", ["cancelled"] = "已撤销", ["flag:media"] = "媒体介入", ["prescribed"] = "规定", ["commitment"] = "服务承诺", ["negotiated"] = "协商", ["promised"] = "承诺", ["business-environment"] = "营商环境要求", ["help"] = "请代为解决", ["wish:relay"] = "请转达",
        ["need:none"] = "暂无用气需求", ["need:unclear"] = "有意向，需求还不明确", ["need:clear"] = "需求明确", ["place:fixed"] = "已确定", ["place:open"] = "未确定", ["equipment:clear"] = "明确", ["equipment:unclear"] = "不明确",
        ["project-kind:new"] = "新建", ["project-kind:rebuilt"] = "改建", ["project-kind:extended"] = "扩建", ["project-kind:increased"] = "增容", ["contact-mode:visit"] = "上门拜访", ["contact-mode:phone"] = "电话", ["contact-mode:sms"] = "短信", ["contact-mode:wechat"] = "微信",
        ["collected:drawings"] = "电子版图纸", ["collected:photos"] = "现场环境照片", ["collected:other"] = "其他资料", ["checklist:uniform"] = "穿着工装", ["checklist:materials"] = "材料", ["checklist:tools"] = "工具", ["checklist:documents"] = "文件", ["checklist:cards"] = "名片",
        ["records:user"] = "用户信息", ["records:communication"] = "沟通服务过程", ["records:market"] = "市场动态", ["records:dynamics"] = "用户动态",
        ["stage:lead"] = "新线索", ["stage:contacted"] = "已联系", ["stage:dormant"] = "暂无需求", ["stage:need-unclear"] = "需求不明", ["stage:need-clear"] = "需求明确", ["stage:visited"] = "已上门", ["stage:scheduled"] = "已约评审", ["stage:surveyed"] = "已踏勘",
        ["stage:design"] = "出图中", ["stage:drawn"] = "图纸已出", ["stage:costing"] = "造价中", ["stage:costed"] = "造价已出", ["stage:approval"] = "审批中", ["stage:approved"] = "预算已批", ["stage:closed"] = "已办结",
        ["aspects:time"] = "时间", ["aspects:contents"] = "内容", ["aspects:targets"] = "对象", ["aspects:number"] = "数量", ["aspects:analysis"] = "分析",
        ["office:contact"] = "服务联络人", ["office:liaison"] = "联络员", ["office:head"] = "负责人", ["office:leader"] = "分管领导",
        ["report-kind:analysis"] = "诉求分析报告", ["report-kind:callback-analysis"] = "回访分析", ["report-kind:market-survey"] = "市场调研报告", ["report-kind:market-information"] = "市场信息", ["report-kind:investigation"] = "调查报告", ["report-kind:tracking"] = "诉求跟踪情况", ["report-kind:escalations"] = "升级情况", ["report-kind:results"] = "办理结果",
        ["absent"] = "不在岗", ["trip"] = "出差", ["busy"] = "忙碌", ["leave"] = "休假", ["regular"] = "正式", ["probation"] = "试用", ["hired"] = "聘用", ["contractor"] = "外包",
    };

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["customer-service"] = "客户服务部门", ["supervision"] = "监督部门", ["quality-inspection"] = "质检部门", ["general-administration"] = "综合管理部门", ["committee"] = "服务管理委员会",
        ["communications"] = "宣传部门", ["risk"] = "风险管理部门", ["coordination"] = "协调职能部门", ["hr"] = "人事部门", ["general-manager"] = "总经理", ["service-leader"] = "服务分管领导",
        ["first-contact-department"] = "首问部门", ["service-centre"] = "服务中心", ["market"] = "市场部门", ["design"] = "设计部门", ["costing"] = "造价部门", ["approval"] = "审批部门",
        ["first-contact"] = "首问责任人", ["handler"] = "办理人", ["handling-unit"] = "承办部门", ["first-contact-unit"] = "首问部门", ["giving-unit"] = "发单部门", ["taker"] = "接单部门", ["customer"] = "客户",
        ["head"] = "负责人", ["leader"] = "分管领导", ["superior"] = "上级", ["liaison"] = "联络员", ["contact"] = "联系人", ["upstream"] = "上游", ["downstream"] = "下游", ["everyone"] = "全体人员", ["actor"] = "办理人", ["giver"] = "移交人",
        ["accused"] = "当事人", ["accused-unit"] = "当事部门", ["complained-unit"] = "被投诉部门", ["lead"] = "牵头人", ["link"] = "下一级责任人", ["leaders"] = "各级领导", ["each-unit"] = "各部门", ["each-branch"] = "各分支机构", ["each-department"] = "各职能部门", ["each-post"] = "各岗位", ["organisation"] = "本单位", ["unit"] = "部门",
        ["first-asked"] = "最先接待的人", ["on-duty"] = "值班人员", ["wanted"] = "客户要找的人", ["addressed"] = "客户要找的人", ["account-manager"] = "客户经理", ["event-leader"] = "活动负责人",
    };

    private static readonly Dictionary<string, string> Sanctions = new()
    {
        ["oral-warning"] = "口头警告", ["written-warning"] = "书面警告", ["circular-criticism"] = "通报批评", ["criticism"] = "批评", ["criticism-education"] = "批评教育", ["education"] = "教育",
        ["self-criticism"] = "书面检查", ["apology"] = "赔礼道歉", ["ordered-correction"] = "责令整改", ["organisational-measure"] = "组织处理", ["party-discipline"] = "党纪处分", ["administrative-discipline"] = "政纪处分",
        ["accountability"] = "问责", ["demerit"] = "记过", ["major-demerit"] = "记大过", ["demotion"] = "降职", ["pay-cut"] = "降薪", ["off-post"] = "待岗", ["termination"] = "解除合同", ["expulsion"] = "除名",
        ["performance-pay-deduction"] = "扣发绩效奖", ["bonus-withheld"] = "扣发奖金", ["cash-fine"] = "罚款", ["merit-disqualification"] = "取消评优资格",
        ["commendation"] = "表扬", ["special-commendation"] = "特别表彰", ["performance-reward"] = "绩效奖励", ["annual-merit"] = "年度评优", ["pay-grade-raise"] = "晋级", ["deduct"] = "考核扣分", ["reward"] = "奖励",
    };
}
