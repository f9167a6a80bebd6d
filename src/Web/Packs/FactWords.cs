using Shouwen.Cases;

namespace Shouwen.Web.Packs;

/// <summary>What the conditions of a pack ask about, and their answers, where the words of the acts do not carry them.</summary>
public static class FactWords
{
    public static string Say(string fact) => Facts.GetValueOrDefault(fact) ?? Words.Field(fact);

    public static string Value(string fact, string value) => Values.GetValueOrDefault($"{fact}:{value}") ?? Values.GetValueOrDefault(value) ?? Words.Value(fact, value);

    /// <summary>A ledger, a thing kept or shown, a state of the directory, a period: the closed lists that no act carries.</summary>
    public static string Thing(string name) => Things.GetValueOrDefault(name, name);

    private static readonly Dictionary<string, string> Facts = new()
    {
        ["scope"] = "职责范围", ["channel"] = "渠道", ["channel-class"] = "渠道类别", ["kind"] = "类别", ["kind-class"] = "诉求类别", ["customer"] = "客户", ["tier"] = "客户等级", ["segment"] = "客户类型", ["project-class"] = "项目类别", ["project-kind"] = "项目性质",
        ["urgency"] = "缓急", ["flag"] = "特殊情形", ["wish"] = "客户意愿", ["limit-source"] = "时限来源", ["complaint-about"] = "投诉内容", ["asked-unit"] = "最先受理的部门", ["wanted"] = "客户要找的人",
        ["hours"] = "时间", ["status"] = "状态", ["level"] = "责任环节", ["post-class"] = "岗位类别", ["employment"] = "用工性质", ["unit-kind"] = "机构类别", ["mode"] = "移交方式", ["of"] = "上报内容", ["about"] = "公布内容",
        ["rating"] = "满意度", ["cause"] = "原因", ["callback-kind"] = "回访方式", ["report-kind"] = "报告类别", ["verdict"] = "投诉认定", ["severity"] = "程度", ["causes"] = "投诉成因", ["criteria"] = "认定标准",
        ["reason"] = "理由", ["against"] = "对象", ["intent"] = "主观", ["consequence"] = "后果", ["need"] = "需求", ["place"] = "地点", ["equipment"] = "设备", ["evaluation"] = "评价", ["addressed"] = "客户指名要找人",
        ["third-party"] = "涉及第三方", ["vendor"] = "涉及合作单位", ["counterpart"] = "承办部门有联系人", ["told"] = "客户已得到答复", ["satisfied"] = "客户满意", ["handler-named"] = "已有具体承办人", ["misrouted"] = "转错部门",
        ["instructed"] = "领导有批示", ["known"] = "承办部门明确", ["downstream-overdue"] = "下游逾期", ["party-member"] = "当事人是中共党员", ["granted"] = "批准", ["consented"] = "同意", ["ok"] = "通过", ["demand"] = "提出要求",
        ["main"] = "负主要责任", ["verified"] = "已查实", ["complained"] = "有投诉", ["key-project"] = "重点项目", ["reviewed"] = "方案已审核", ["observed"] = "遵守了首问责任制", ["round"] = "办理轮次", ["trips"] = "客户跑的次数",
        ["flow"] = "用气量", ["rank"] = "名次", ["satisfaction"] = "满意率", ["actor"] = "办理的人", ["to"] = "报送对象", ["finding"] = "问责事项", ["clause"] = "条款", ["duty"] = "责任", ["sanction"] = "处理", ["subject"] = "事项",
        ["source"] = "来源", ["count"] = "次数",
    };

    private static readonly Dictionary<string, string> Values = new()
    {
        ["reception"] = "接待", ["service"] = "服务", ["application"] = "报装", ["pre-service"] = "前置服务", ["present"] = "在岗", ["wanted:none"] = "没有合适的人", ["hours:working"] = "上班时间", ["hours:outside"] = "非上班时间",
        ["next"] = "下一环节", ["operating"] = "操作岗", ["managing"] = "管理岗", ["bound-to-post"] = "不能离岗的岗位", ["branch"] = "分公司", ["subsidiary"] = "子公司", ["department"] = "部门",
        ["of:finding"] = "问责", ["of:report"] = "报告", ["of:complaint"] = "投诉", ["of:reply"] = "答复", ["about:result"] = "结果", ["about:sanction"] = "处理", ["about:referral"] = "转办", ["analysis"] = "分析报告", ["callback-analysis"] = "回访分析", ["market-survey"] = "市场调研", ["market-information"] = "市场信息", ["report-kind:investigation"] = "调查报告",
        ["tracking"] = "跟踪报告", ["escalations"] = "升级情况", ["results"] = "结果", ["valid"] = "有效", ["invalid"] = "无效", ["ordinary"] = "一般", ["minor"] = "较轻", ["serious"] = "严重",
        ["attitude"] = "服务态度", ["quality"] = "服务质量", ["delay"] = "拖延", ["favours"] = "谋取好处", ["rigid-process"] = "流程僵化", ["charging"] = "收费", ["serious-dissatisfaction"] = "严重不满", ["supervised"] = "被上级督办",
        ["ranking"] = "影响排名", ["image"] = "影响形象", ["unsubstantiated"] = "不属实", ["deliberate"] = "故意", ["consequence:none"] = "没有后果", ["complaint-and-image"] = "引起投诉并影响形象", ["lost-customer"] = "失去客户",
        ["work-disturbed"] = "影响工作", ["customer-loss"] = "客户受损失", ["company-loss"] = "单位受损失", ["image-and-satisfaction"] = "影响形象和满意度", ["huge-loss"] = "重大损失", ["major-impact"] = "重大影响",
        ["social-effect"] = "社会影响", ["bad-effect"] = "不良影响", ["need:none"] = "没有需求", ["need:clear"] = "需求明确", ["need:unclear"] = "需求不明确", ["fixed"] = "地点已定", ["place:open"] = "地点未定", ["equipment:clear"] = "设备明确", ["equipment:unclear"] = "设备不明确",
        ["new"] = "新建", ["rebuilt"] = "改建", ["extended"] = "扩建", ["increased"] = "增容", ["good"] = "好", ["poor"] = "差", ["against:person"] = "个人", ["against:unit"] = "部门", ["flag:media"] = "媒体介入", ["source:approval-system"] = "审批系统", ["source:data-exchange"] = "数据交换", ["source:registry"] = "登记机关", ["source:other"] = "其他途径", ["asked-unit:first-contact-department"] = "首问部门", ["asked-unit:other"] = "其他部门", ["level:first-contact"] = "首问责任人", ["level:handler"] = "承办人",
    };

    private static readonly Dictionary<string, string> Things = new()
    {
        ["fund"] = "奖励基金", ["wages"] = "当月工资", ["deductions"] = "考核扣分", ["annual-performance"] = "年度绩效考核", ["monthly-performance"] = "月度绩效考核", ["annual-merit"] = "年度评优", ["target-assessment"] = "目标考核",
        ["campaign-assessment"] = "专项考核", ["misroute"] = "转错的经过", ["hand-overs"] = "内部移交", ["sanction"] = "处理结果", ["verdict"] = "认定结果", ["leader-contact"] = "领导联系方式", ["tip-off-person"] = "举报人",
        ["work-order"] = "工作单", ["case"] = "诉求档案", ["slip"] = "处理单", ["complaint"] = "投诉档案", ["callback"] = "回访记录", ["finding"] = "问责档案",
        ["contact-named"] = "指定联系人", ["liaison-named"] = "指定联络员", ["leader-named"] = "明确分管领导", ["contact-reachable"] = "联系人联系得上", ["desk-staffed"] = "窗口有人值守", ["post-holder-named"] = "岗位有人负责",
        ["post-duties-known"] = "熟悉岗位职责", ["unit-duties-defined"] = "部门职责明确", ["trained"] = "经过培训", ["item-guide-published"] = "公布办事指南", ["complaint-phone-published"] = "公布投诉电话", ["at-post"] = "在岗",
        ["badge-shown"] = "佩戴工牌", ["supervision-kept"] = "保持监督", ["day"] = "每天", ["month"] = "每月", ["quarter"] = "每季度", ["half-year"] = "每半年", ["year"] = "每年", ["person"] = "每人", ["unit"] = "每个部门", ["segment"] = "每类客户",
        ["territory"] = "片区", ["scope"] = "职责", ["vendor"] = "合作单位", ["customer"] = "客户原因", ["third-party"] = "第三方原因", ["weather"] = "天气", ["other"] = "其他原因", ["told"] = "客户得到答复", ["satisfied"] = "客户满意",
        ["goals"] = "目的", ["references"] = "引用的文件", ["fail"] = "不合格", ["uses"] = "与其他制度并用", ["effect"] = "施行", ["same-as"] = "同一制度", ["notice"] = "发布通知", ["interpretation"] = "解释", ["completeness"] = "原文是否完整", ["yields-to"] = "另有规定的从其规定", ["document-control"] = "文件管理", ["control"] = "文件管理", ["pulls-in"] = "一并适用",
        ["includes"] = "一并适用", ["everyone"] = "全体人员", ["handling-unit"] = "承办部门", ["first-contact"] = "首问责任人", ["handler"] = "承办人", ["link"] = "责任环节", ["lead"] = "牵头人",
    };
}
