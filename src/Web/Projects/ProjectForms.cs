using Shouwen.Web.Cases;

namespace Shouwen.Web.Projects;

/// <summary>What a person fills in for each step of a project. What a pack asks besides is added when the page is drawn.</summary>
public static class ProjectForms
{
    public static readonly string[] Groups = ["推进", "记录", "暂停", "其他"];

    private static readonly ActField Evidence = new("evidence", "附件", ActControl.Files);

    public static readonly IReadOnlyList<ActForm> All =
    [
        new("project-contact", "推进", Choice("mode", "怎样联系的", "contact-mode", "visit", "phone", "sms", "wechat") with { Required = true }, Area("text", "谈了什么") with { Required = true }),
        new("state-need", "推进", Choice("need", "用气需求", "need", "clear", "unclear", "none") with { Required = true }, Choice("place", "用气地点", "place", "fixed", "open"), Choice("equipment", "终端设备", "equipment", "clear", "unclear"), Area("text", "用户怎么说"))
            { Hint = "暂无需求的转为跟踪；以后有了需求，再记一次就重新开始。" },
        new("visit", "推进", Text("materials", "交给用户的资料", "例如：服务指南、报装流程"), Area("opinion", "用户的意见"), Several("checklist", "随身检查", "checklist", "uniform", "materials", "tools", "documents", "cards"), Area("text", "服务情况"), Evidence),
        new("schedule-review", "推进", new ActField("time", "与用户约定的时间", ActControl.Moment) { Required = true }, new ActField("units", "参加的部门", ActControl.Units), Text("where", "在哪里会合"), Area("text", "评审什么")),
        new("survey-done", "推进", Choice("equipment", "用气设备明确了吗", "equipment", "clear", "unclear") with { Required = true }, Area("text", "踏勘情况") with { Required = true }, Evidence),
        new("materials-complete", "推进", Several("collected", "收齐了哪些", "collected", "drawings", "photos", "other"), Area("text", "说明"), Evidence) { Hint = "踏勘结束、设备明确、资料收齐三样都到了，出图和总体时限才开始计算。" },
        new("deliver-drawings", "推进", Area("text", "图纸说明"), Evidence with { Label = "图纸" }),
        new("hand-to-costing", "推进", Area("text", "交代什么")) { Hint = "从转交时起，造价时限开始计算。" },
        new("deliver-costing", "推进", Text("amount", "造价（元）"), Area("text", "说明"), Evidence with { Label = "造价书" }),
        new("confirm-costing", "推进", Area("text", "核对情况")) { Hint = "确认无误即发起预算审批，审批时限开始计算。" },
        new("approve-budget", "推进", Area("text", "审批意见")),
        new("close", "推进", Area("text", "办结说明")),

        new("progress", "记录", Several("records", "记的是哪一类", "records", "user", "communication", "market", "dynamics"), Area("text", "内容") with { Required = true }, Evidence),
        new("contact", "记录", Choice("mode", "怎样联系的", "contact-mode", "visit", "phone", "sms", "wechat"), Area("text", "谈了什么") with { Required = true }),
        new("inform", "记录", Area("reply", "告知用户什么") with { Required = true }),
        new("authority-contact", "记录", Text("authority", "哪个主管部门") with { Required = true }, Area("text", "联系情况") with { Required = true }),
        new("negotiate", "记录", new ActField("chair", "谁主持", ActControl.Person) { Required = true }, Area("text", "谈判情况") with { Required = true }, Evidence),
        new("coordinate", "记录", new ActField("units", "与哪些部门", ActControl.Units), Area("text", "协调什么") with { Required = true }),

        new("pause", "暂停", Choice("cause", "因为什么", "cause", "customer", "third-party", "weather", "other") with { Required = true }, Area("reason", "原因") with { Required = true }, Evidence with { Label = "证据（附件）" }) { Hint = "只有制度准许的原因才停止计时。" },
        new("resume", "暂停", Area("text", "现在可以继续，因为")),
        new("key-project", "其他", Area("reason", "为什么列为重点")),
        new("hand-over-desk", "其他", new ActField("to", "新的项目负责人", ActControl.Person) { Required = true }, Area("reason", "为什么更换") with { Required = true })
            { Named = "更换项目负责人", Fits = project => project.At("lead") is { IsPerson: true } && !project.IsClosed, Hint = "没有办完的责任和时限随项目一起移交；两个人都会收到通知。" },
        new("archive", "其他"),
    ];

    public static ActForm? Of(string act) => All.FirstOrDefault(form => form.Act == act);

    private static ActField Text(string key, string label, string? hint = null) => new(key, label, ActControl.Text) { Hint = hint };
    private static ActField Area(string key, string label) => new(key, label, ActControl.Area);
    private static ActField Choice(string key, string label, string fact, params string[] values) => new(key, label, ActControl.Choice) { Choices = (fact, values) };
    private static ActField Several(string key, string label, string fact, params string[] values) => new(key, label, ActControl.Several) { Choices = (fact, values) };
}
