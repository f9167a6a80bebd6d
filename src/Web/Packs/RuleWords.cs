using System.Globalization;
using Shouwen.Cases;
using Shouwen.Packs;

namespace Shouwen.Web.Packs;

/// <summary>What a clause makes the platform do: the kind of rule, the sentence, and the pack's own wording beside it where it has one.</summary>
public sealed record Effect(string Kind, string Icon, string Sentence, string? Quote);

/// <summary>One rule of a pack as a line for people. Words and slots are told elsewhere on the page.</summary>
public static class RuleWords
{
    public static Effect? Of(Rule rule, PackWords say) => rule switch
    {
        DutyRule duty => new("责任", "checklist", Duty(duty, say), duty.Text),
        GateRule gate => new("限制", "lock", Gate(gate, say), gate.Text),
        RecordRule record => new("记录", "clipboard-list", $"{say.If(record.If)}{say.Acts(record.Acts)}时，{say.Form(record.Form)}须填{string.Join("、", record.Fields.Select(Words.Field))}。", record.Text),
        RightRule right => new("权利", "key", Right(right, say), right.Text),
        OwnershipRule owner => new("归属", "user", Owner(owner, say), owner.Text),
        NotifyRule notify => new("通知", "bell", $"{say.If(notify.If)}{say.When(notify.At)}后，{Sends(notify.Send)}{say.Roles(notify.To)}。", notify.Text),
        FindingRule finding => new("问责", "scale", Finding(finding, say), finding.Text),
        ConsequenceRule consequence => new("后果", "scale", Consequence(consequence, say), consequence.Text),
        GuidanceRule guidance => new("提示", "message-circle", $"{say.If(guidance.If)}{(guidance.At.Count == 0 ? "随时" : say.Acts(guidance.At) + "时")}提示{(guidance.For.Count == 0 ? "办理人" : say.Roles(guidance.For))}。", guidance.Text),
        BannedRule banned => new("禁语", "ban", $"{(banned.At.Count == 0 ? "" : say.Acts(banned.At) + "时")}不得说：{string.Join("、", banned.Phrases)}{(banned.Similar ? "及类似的话" : "")}。", banned.Text),
        CountRule count => new("计数", "chart-bar", $"按{(count.By == "case" ? "每件诉求" : FactWords.Thing(count.By))}计{say.Counted(count.Count)}{(count.If is null ? "" : $"（{say.Holds(count.If)}）")}。", count.Text),
        LedgerRule ledger => new("台账", "list-details", $"{string.Join("、", ledger.In.Select(Flow))}记入{FactWords.Thing(ledger.Ledger)}{(ledger.By.Count == 0 ? "" : $"，由{say.Roles(ledger.By)}执行")}。", ledger.Text),
        RetentionRule kept => new("存档", "inbox", $"{FactWords.Thing(kept.What)}保存 {(kept.Years.Set is { } name ? say.Setting(name) : kept.Years.Text)} 年{(kept.Copies.Count == 0 ? "" : $"，{say.Roles(kept.Copies)}各存一份")}。", kept.Text),
        VisibilityRule seen => new("可见", "info-circle", $"{say.If(seen.If)}{FactWords.Thing(seen.What)}{(seen.Show ? "" : "不")}给{say.Roles(seen.To)}看。", seen.Text),
        AppliesRule applies => new("适用", "users", Applies(applies), applies.Text),
        AboutRule about => new("说明", "info-circle", About(about, say), about.Text),
        _ => null,
    };

    private static string Duty(DutyRule rule, PackWords say)
    {
        var trigger = rule.Every is { } every ? $"{(every.Set is { } set ? $"周期为{say.Setting(set)}，" : FactWords.Thing(every.Text!))}" : rule.Keep is not null ? "一直" : $"自{say.When(rule.From!)}起";
        var limit = rule.Within is { } within ? say.Limit(within) : rule.Until is { } until ? Words.Limit(until) : "";
        var what = rule.Keep is { } kept ? $"保持“{FactWords.Thing(kept)}”" : Words.Duty(rule.Duty);
        var owed = rule.OwedTo is { } to ? $"，对{say.Role(to)}负责" : "";
        var count = rule.Count is { } share ? $"，数量不少于总数的{(share.Share.Set is { } name ? say.Setting(name) : Share(share.Share.Text!))}" : "";
        var more = $"{(rule.Pauses.Count == 0 ? "" : $"；因{string.Join("、", rule.Pauses.Select(FactWords.Thing))}可以暂停计时")}{(rule.Extends ? "；可以申请延期" : "")}{(rule.Shortens ? "；急事可以提前" : "")}";
        if (limit.Length > 0 && char.IsAsciiDigit(limit[0])) limit = " " + limit;
        var waived = rule.WaivedBy is { } waiver ? $"；{say.When(waiver)}的免" : "";
        return $"{say.If(rule.If)}{say.Roles(rule.Bearers)}{trigger}{limit}{what}{owed}{count}{waived}{more}{(rule.BreachFinding is null ? "" : "；逾期即提出问责")}。";
    }

    private static string Gate(GateRule rule, PackWords say) => say.If(rule.If) + (rule.Never ? $"不得{say.Acts(rule.Acts)}"
        : rule.Only.Count > 0 ? $"只有{say.Roles(rule.Only)}可以{say.Acts(rule.Acts)}" : $"须{string.Join("，并", rule.Needs.Select(say.Need))}，方可{say.Acts(rule.Acts)}") + "。";

    private static string Right(RightRule rule, PackWords say) =>
        $"{say.If(rule.If)}{say.Roles(rule.Who)}可以{(rule.Towards.Count == 0 ? "" : $"向{say.Roles(rule.Towards)}")}{(rule.To.Count == 0 ? "" : $"向{say.Roles(rule.To)}")}{(rule.May.Count == 0 ? "提出" : say.Acts(rule.May))}{(rule.Owner is { } owner ? $"，由{say.Role(owner)}首问负责" : "")}。";

    private static string Owner(OwnershipRule rule, PackWords say)
    {
        var who = rule.Who is { } role ? $"由{say.Role(role)}担任" : $"按{string.Join("、", rule.By.Select(FactWords.Thing))}确定";
        return $"{say.If(rule.If)}{FactWords.Thing(rule.As)}{(rule.From is { } from ? $"自{say.When(from)}起" : "")}{who}{(rule.Owes.Count == 0 ? "" : $"，对{say.Roles(rule.Owes)}负责")}{(rule.Until is { } until ? $"，直到{FactWords.Thing(until)}" : "")}。";
    }

    private static string Finding(FindingRule rule, PackWords say)
    {
        var from = rule.From is { } element ? $"{say.When(element)}即提出问责" : rule.Cites.Contains("all") ? "违反本制度任何一条，可以提出问责" : $"违反{string.Join("、", rule.Cites)}，可以提出问责";
        return $"{say.If(rule.If)}{from}{(rule.Against is { } against ? $"，对象是{say.Role(against)}" : "")}{(rule.Main ? "，负主要责任" : "")}{(rule.By.Count == 0 ? "" : $"，由{say.Roles(rule.By)}提出")}。";
    }

    private static string Consequence(ConsequenceRule rule, PackWords say)
    {
        var verb = rule.Wording == "must" ? "应当" : "可以";
        var choice = rule.Choose switch { "one" => "之一", "any" => "中的一项或几项", _ => "" };
        string what =
            rule.Deduct is { } deduct ? $"{verb}扣部门当年考核 {(deduct.Set is { } set ? say.Setting(set) : deduct.Text)}%"
            : rule.Reward is { } reward ? $"{verb}给予{Effects(reward, say)}{choice}"
            : rule.Rate is { } rates ? $"评为{string.Join("、", rates.Select(FactWords.Thing))}"
            : rule.Weigh is { } weigh ? $"{verb}{(weigh == "heavier" ? "从重" : "从轻或免予")}处理：{string.Join("、", rule.Factors)}"
            : (rule.Propose ?? rule.Catalogue) is { Count: > 0 } list ? $"{verb}给予{Effects(list, say)}{choice}"
            : $"{verb}处理";
        return $"{say.If(rule.If)}{what}{(rule.Rulebook is { } book ? $"，依《{book}》" : "")}{(rule.Needs.Count == 0 ? "" : $"；须{string.Join("，并", rule.Needs.Select(say.Need))}")}{(rule.Approve.Count == 0 ? "" : $"；由{say.Roles(rule.Approve)}审批")}{(rule.By.Count == 0 ? "" : $"；由{say.Roles(rule.By)}执行")}。";
    }

    private static string Effects(IEnumerable<Shouwen.Packs.Effect> effects, PackWords say) => string.Join("、", effects.Select(effect => Words.Sanction(effect.Name) + (effect switch
    {
        { Set: { } set } => $"（{say.Setting(set)} 元）",
        { From: { } from, To: { } to } => from == to ? $" {from:0.##} 元" : $" {from:0.##}–{to:0.##} 元",
        { From: { } least } => $" {least:0.##} 元以上",
        _ => "",
    })));

    private static string Applies(AppliesRule rule)
    {
        string[] sides =
        [
            Side("人员", rule.Bound, FactWords.Thing), Side("不含", rule.LeavesOut, one => FactWords.Value("employment", one)), Side("客户", rule.Customers, one => FactWords.Value("customer", one)),
            Side("渠道", rule.Channels, one => FactWords.Value("channel", one)), Side("类别", rule.Kinds, one => FactWords.Value("kind", one)), Side("客户类型", rule.Segments, one => FactWords.Value("segment", one)),
            Side("事项", rule.Subjects, one => one), .. rule.More.Values.Select(one => Side("范围", one.Split('、'), FactWords.Thing)), Side("项目", rule.Projects, one => FactWords.Value("project-kind", one)),
        ];
        return $"适用于{string.Join("；", sides.Where(side => side.Length > 0))}。";
    }

    private static string Side(string name, IReadOnlyList<string> words, Func<string, string> say) => words.Count == 0 ? "" : $"{name}：{string.Join("、", words.Select(word => Word(word, say)))}";

    private static string Word(string word, Func<string, string> say) => say(word) is var said && said != word ? said : FactWords.Value("employment", Words.Body(word));

    private static string About(AboutRule rule, PackWords say) =>
        $"{FactWords.Thing(rule.What)}{(rule.By is { } by ? $"：由{say.Role(Role.Parse(by))}负责" : "")}{(rule.Rulebook is { } book ? $"：{(rule.Over == "sanctions" ? "处理" : "")}依《{book}》" : "")}{(rule.Packs.Count == 0 ? "" : $"：{string.Join("、", rule.Packs.Select(say.Title))}")}。";

    private static string Flow(string name) => name switch { "deduct" => "考核扣分", "rate" => "评级", "reward" => "奖励", _ => Words.Sanction(name) };

    private static string Sends(string send) => send switch { "copy" => "抄送", "result" => "把结果告知", _ => "通知" };

    private static string Share(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var share) && share <= 1 ? $" {share * 100:0.##}%" : $" {text}";
}
