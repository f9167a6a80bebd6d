using Shouwen.Packs;
using Shouwen.Web.Cases;

namespace Shouwen.Web.Standing;

/// <summary>What a person fills in when a duty of the organisation's own is done.</summary>
public static class StandingForms
{
    /// <summary>So many measures fit on the form of a meeting; a meeting that decides more is recorded in two parts.</summary>
    public const int MostMeasures = 4;

    private static readonly ActField Evidence = new("evidence", "证明材料（附件）", ActControl.Files) { Hint = "签收单、照片、扫描件、表格都可以" };

    private static readonly IReadOnlyList<ActForm> All =
    [
        new("hand-in", "", Text("count", "交存多少份工作单"), Area("text", "说明", "缺号、补交等情况写在这里"), Evidence) { Hint = "当月的工作单和本部门留存的一份核对后交存。" },
        new("spot-check", "", new ActField("aspects", "查了哪些", ActControl.Several) { Choices = ("aspects", ["time", "contents", "targets", "number", "analysis"]), Required = true }, Area("text", "查到了什么") with { Required = true }, Area("opinion", "整改意见"), Evidence),
        new("submit-report", "", new ActField("kind", "哪一种报告", ActControl.Choice) { Choices = ("report-kind", [.. Vocabulary.Facts["report-kind"]]), Required = true }, Area("report", "主要情况") with { Required = true }, Area("text", "建议和措施"), Evidence),
        new("hold-meeting", "", Text("matter", "会议议题") with { Required = true }, new ActField("units", "参加的部门", ActControl.Units), Area("text", "议定的事") with { Required = true }, Evidence),
        new("train", "", Text("matter", "学了什么") with { Required = true }, Text("count", "参加人数"), Area("text", "签到、考核情况"), Evidence),
        new("change-contact", "", new ActField("role", "哪一项", ActControl.Choice) { Choices = ("office", ["contact", "liaison", "head", "leader"]), Required = true }, new ActField("person", "改为谁", ActControl.Person) { Required = true }, Area("text", "怎样通知的")),
        new("publish", "", Text("where", "公布在哪里") with { Required = true }, Area("text", "公布了什么") with { Required = true }, Evidence),
        new("rank", "", Area("text", "排名结果") with { Required = true }, Evidence),
        new("survey", "", Text("count", "调查了多少户"), Text("satisfaction", "满意率（%）"), Area("report", "主要情况") with { Required = true }, Evidence),
        new("submit-plan", "", Area("text", "规划内容") with { Required = true }, Evidence),
        new("rate", "", Text("grade", "评为哪一级") with { Required = true }, Area("text", "评级的理由"), Evidence),
        new("feed-back", "", Area("report", "反馈的内容") with { Required = true }, Evidence),
        new("instruct", "", Area("text", "批示") with { Required = true }, new ActField("until", "要求在什么时候之前落实", ActControl.Moment)),
        new("follow-measure", "", Area("text", "落实情况") with { Required = true }, Evidence),
        new("check-contact", "", new ActField("ok", "联系上了吗", ActControl.YesNo) { Required = true }, Text("text", "拨的号码、谁接的") with { Required = true }),
    ];

    /// <summary>Acts that may be recorded although nobody owes them.</summary>
    public static readonly IReadOnlyList<string> Free = ["hold-meeting", "train", "spot-check", "submit-report"];

    public static ActForm? Of(string act) => All.FirstOrDefault(form => form.Act == act);

    /// <summary>The form for a duty: what its rule and its part settle is not asked again.</summary>
    public static ActForm? For(string act, IReadOnlyCollection<string> settled) => Of(act) is { } form ? new ActForm(form.Act, form.Group, [.. form.Fields.Where(field => !settled.Contains(field.Key))]) { Hint = form.Hint } : null;

    private static ActField Text(string key, string label) => new(key, label, ActControl.Text);
    private static ActField Area(string key, string label, string? hint = null) => new(key, label, ActControl.Area) { Hint = hint };
}
