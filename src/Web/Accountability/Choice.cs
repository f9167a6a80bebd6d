using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Shouwen.Accountability;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Web.Accountability;

/// <summary>What an act on a finding is given; which of it, the act says.</summary>
public sealed class FindingActForm
{
    [StringLength(4000, ErrorMessage = "最多 4000 个字")]
    public string? Text { get; set; }

    [StringLength(1000, ErrorMessage = "最多 1000 个字")]
    public string? Reason { get; set; }
    public string? Ok { get; set; }
    public string? To { get; set; }
    public string? Consequence { get; set; }
    public List<string> Factors { get; set; } = [];
    public List<string> Sanctions { get; set; } = [];

    /// <summary>In yuan, by sanction.</summary>
    public Dictionary<string, string?> Amounts { get; set; } = [];

    [StringLength(100, ErrorMessage = "最多 100 个字")]
    public string? Rulebook { get; set; }

    /// <summary>As the act takes it; null where an amount can't be read, with the sanction it stands beside.</summary>
    public (Fields? With, string? Unread) With(string act)
    {
        var with = new Dictionary<string, object>();
        Say("text", Text);
        Say("reason", Reason);
        Say("to", To);
        Say("consequence", Consequence);
        if (Ok is "true" or "false") with["ok"] = Ok == "true";
        if (Factors.Count > 0) with["factors"] = Factors;
        var chosen = new List<object>();
        foreach (var sanction in Sanctions)
            if (string.IsNullOrWhiteSpace(Amounts.GetValueOrDefault(sanction))) chosen.Add(sanction);
            else if (decimal.TryParse(Amounts[sanction]!.Trim().TrimEnd('元'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var yuan)) chosen.Add(new Dictionary<string, decimal> { [sanction] = yuan });
            else return (null, sanction);
        if (act == "propose" && !string.IsNullOrWhiteSpace(Rulebook)) with["rulebook"] = new Dictionary<string, object> { ["clause"] = Rulebook.Trim(), ["sanction"] = chosen };
        else if (act is "propose" or "approve") with["sanctions"] = chosen;
        return (Fields.Of(with), null);

        void Say(string key, string? text)
        {
            if (!string.IsNullOrWhiteSpace(text)) with[key] = text.Trim();
        }
    }
}

/// <summary>One thing that can be done to a finding now, with the fields it takes.</summary>
public sealed record FindingOffer(string Act, string Button, string? Text = null, bool MustText = true, string? Reason = null, (string Yes, string No)? Ok = null, bool To = false, bool Consequence = false, bool Factors = false, bool Sanctions = false, bool Rulebook = false, string? Files = null)
{
    public static readonly IReadOnlyList<FindingOffer> Every =
    [
        new("receive-notice", "收到通知"),
        new("answer-finding", "提交", Text: "陈述申辩", Files: "材料"),
        new("object-finding", "提出异议", Reason: "对什么有异议、为什么", Files: "材料"),
        new("decide-objection", "作出复核决定", Text: "复核的理由", Ok: ("异议成立，重新核实", "异议不成立"), Files: "材料"),
        new("verify", "记录核实结果", Text: "查明的事实", Ok: ("查实", "不成立"), Files: "证据"),
        new("attribute", "认定", To: true),
        new("classify", "定性", Consequence: true),
        new("weigh", "记录情形", Text: "情形说明", MustText: false, Factors: true),
        new("file-opinion", "报送", Text: "部门的处理意见", Files: "材料"),
        new("propose", "提出处理", Text: "理由", MustText: false, Sanctions: true, Rulebook: true),
        new("approve", "审批", Text: "审批意见", MustText: false, Sanctions: true),
        new("execute", "执行并入账"),
        new("fulfil", "报告完成", Text: "完成的情况（检查内容、道歉情况、整改措施）", Files: "检查书、整改材料"),
        new("review-fulfilment", "验收", Text: "验收意见", MustText: false, Ok: ("合格", "不合格，再做")),
        new("close-finding", "了结"),
        new("reverse", "撤销处理并冲销", Reason: "撤销的原因"),
    ];
}

/// <summary>A sanction that may be chosen, with what its clause says of amount and company.</summary>
public sealed record SanctionChoice(string Sanction, string Name, string? Amount, string? Given, string Rule, string Clause)
{
    public static IReadOnlyList<SanctionChoice> Of(Regime regime, IReadOnlyList<Proposal> proposals) => [.. proposals.Where(proposal => !Proposals.IsGrade(regime)(proposal)).DistinctBy(proposal => proposal.Sanction).Select(proposal => new SanctionChoice(
        proposal.Sanction, Words.Sanction(proposal.Sanction), !Vocabulary.Money.Contains(proposal.Sanction) ? null : (proposal.From, proposal.To) switch
        {
            (null, _) => "金额由审批确定，单位元", ({ } from, { } to) when from == to => $"{from:0.##} 元", ({ } from, null) => $"{from:0.##} 元以上", var (from, to) => $"{from:0.##}–{to:0.##} 元",
        },
        proposal.From is { } least && proposal.From == proposal.To ? least.ToString("0.##", CultureInfo.InvariantCulture) : null,
        $"{(proposal.Wording == "must" ? "应当" : "可以")}{proposal.Choose switch { "one" => "，择一", "any" => "，可选", _ => "，一并作出" }}", proposal.Clause))];
}
