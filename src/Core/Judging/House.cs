using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>
/// 平台规则: what the platform asks without any regulation: an urge is answered, an application decided, a complaint of one unit against another judged, a supervision order replied to.
/// Written like a pack, so that every clock, list and trace treats such a duty like all others; the numbers are settings of the organisation, kept like the parameters of a pack
/// (<c>house/NAME</c>). The platform's own rule; where a regulation asks more, its gates and duties add to it.
/// </summary>
public static class House
{
    public const string Id = "house";

    /// <summary>The rules of the house. Its clauses are short words, since it has no articles.</summary>
    public static Pack Rules { get; } = new()
    {
        Id = Id, Title = "平台规则和本单位设置", Hash = Id,
        Clauses =
        [
            new("催办", "被催办的人要在限期内回复；同一方催办的次数和间隔由本单位设置"),
            new("申请", "延期、暂停、急办和升级要由有权的人在限期内审批，不同意要写明理由"),
            new("部门投诉", "一个部门投诉另一个部门的办理，由与双方无关的部门裁定；被投诉的部门可以说明"),
            new("认定", "首问责任人由制度认定；认定错了的，由其上级写明理由更正，前后都留在记录里"),
            new("移交", "移交之后可以在期限内退回，过期视为接收；期限由本单位设置，不设置就不限"),
            new("投诉", "被投诉的人和部门、经手过的人不调查、不认定、不签发；不向被投诉人透露投诉人；改变认定写明理由；是否开放复核由本单位设置"),
            new("重办", "客户不满意的重办一轮，各有期限、各再回访一次；再不满意的上一级领办"),
            new("督办", "督办单由承办部门限期回复，由督办人审核；不满意可以退回再办"),
            new("问责", "当事人会被告知，可以陈述申辩、提出异议；异议复核之前不作决定；处理由人审批，账目只冲销、不修改；样本太少不排名"),
            new("会议", "会议定下的措施写明由谁、在什么时候之前落实，由本人报告落实情况"),
            new("联络", "各部门的联络方式由客服、综合管理等部门核查；联系不上的，限期恢复畅通"),
        ],
        Rules =
        [
            Set("urge-answer", "limit", Length("working-hours", "4"), "收到催办之后，多久之内要回复？"),
            Set("urge-daily", "number", Number("3"), "同一方对同一件诉求，一天最多催几次？"),
            Set("urge-interval", "limit", Length("hours", "1"), "同一方再次催办，至少要隔多久？"),
            Set("application-decision", "limit", Length("working-days", "1"), "延期、暂停、急办、升级的申请，多久之内要审批？"),
            Set("extension-times", "number", Number("2"), "一件诉求最多准许延期几次？"),
            Unset("extension-longest", "申请", "一次延期最多延长多久？从原来的期限算起。"),
            Unset("delay-notice", "申请", "准许延期或暂停之后，办理人多久之内要把延期和原因告知客户？"),
            Set("pause-consent", "list", new Node(0, null, Items: []), "因哪些原因暂停，要先申请、经同意？") with { Of = ("cause", Applying.Causes) },
            Unset("return-within", "移交", "移交之后，多久之内可以退回？过期不退视为接收。"),
            Set("complaint-answer", "limit", Length("working-days", "2"), "被投诉的部门，多久之内说明情况？"),
            Set("complaint-ruling", "limit", Length("working-days", "5"), "部门之间的投诉，多久之内裁定？"),
            new SetRule { Pack = Id, Key = "appeal-within", Line = 0, Clauses = ["投诉"], Name = "appeal-within", Type = "limit", Open = true, Ask = "对投诉认定不服的，认定之后多久之内可以申请复核？不填就不开放复核。" },
            Set("appeal-decision", "limit", Length("working-days", "10"), "复核申请，多久之内决定？", "投诉"),
            Set("retaliation-watch", "limit", Length("calendar-days", "30"), "投诉终结答复之后，多久之内回访投诉人，看有没有受到打击报复？", "投诉"),
            Set("redo-within", "limit", Length("working-days", "3"), "客户不满意的，一轮重办多久之内要有结果？", "重办"),
            Set("redo-callback", "limit", Length("working-days", "2"), "重办答复之后，多久之内再回访客户？", "重办"),
            Set("order-ordinary", "limit", Length("working-days", "5"), "一般督办单没有写明期限的，多久之内回复？"),
            Set("order-yellow", "limit", Length("working-days", "3"), "黄色督办单没有写明期限的，多久之内回复？"),
            Set("order-red", "limit", Length("working-days", "1"), "红色督办单没有写明期限的，多久之内回复？"),
            Set("order-step-up", "list", new Node(0, null, Items: []), "哪些等级的督办单到期没有回复，自动升一级？不勾选就不自动升级。") with { Of = ("grade", Ordering.Below) },
            Set("order-review", "limit", Length("working-days", "2"), "督办回复之后，督办人多久之内审核？"),
            new SetRule { Pack = Id, Key = "finding-hearing", Line = 0, Clauses = ["问责"], Name = "finding-hearing", Type = "limit", Open = true, Ask = "告知当事人之后，等多久才能审批？期内当事人可以陈述申辩；不设置就不等。" },
            Set("objection-decision", "limit", Length("working-days", "5"), "当事人提出异议之后，多久之内复核？"),
            Set("fulfilment", "limit", Length("working-days", "10"), "书面检查、赔礼道歉、责令整改，多久之内完成？"),
            Set("ranking-least", "number", Number("10"), "一个部门或一个人一年至少有多少件得到客户评价，才参加排名？（不少于 6 件）"),
            Set("contact-restore", "limit", Length("working-days", "1"), "核查时联系不上的部门，多久之内要恢复畅通？"),
            Duty("answer-urge", "催办", "回复催办", met: ["answer-urge", "take-over", "designate", "resolve", "answer", "inform"], waived: ["told", "close", "return"]),
            Duty("decide-extension", "申请", "审批延期申请", met: ["decide-extension"], waived: ["resolve", "close"]),
            Duty("tell-delay", "申请", "把延期或暂停告知客户", met: ["defer", "contact", "answer", "inform"], waived: ["resolve", "close"]),
            Duty("decide-pause", "申请", "审批暂停申请", met: ["decide-pause"], waived: ["resolve", "close"]),
            Duty("decide-urgent", "申请", "审批急事特办申请", met: ["decide-urgent"], waived: ["resolve", "close"]),
            Duty("decide-escalation", "申请", "审批升级申请", met: ["decide-escalation"], waived: ["close"]),
            Duty("answer-complaint", "部门投诉", "就部门投诉说明情况", met: ["answer-complaint"], waived: ["judge-complaint"]),
            Duty("judge-complaint", "部门投诉", "裁定部门投诉", met: ["judge-complaint"], waived: []),
            Duty("decide-appeal", "投诉", "复核投诉认定", met: ["decide-appeal"], waived: []),
            Duty("redetermine", "投诉", "按复核意见重新认定", met: ["determine"], waived: []),
            Duty("report-again", "投诉", "补充调查报告", met: ["unit-report"], waived: ["determine"]),
            Duty("check-retaliation", "投诉", "回访投诉人，看有没有受到打击报复", met: ["check-retaliation"], waived: []),
            Duty("redo-round", "重办", "重办并给出结果", met: ["resolve"], waived: ["close"]),
            new DutyRule
            {
                Pack = Id, Key = "round-callback", Line = 0, Clauses = ["重办"], Duty = "callback", Text = "重办之后再回访", Bearers = [], WaivedBy = AnyOf("close"),
                MetBy = new Element.One("callback", new Matcher.Not(new Matcher.Is("rating", [new Value("unreachable")]))),
            },
            Duty("answer-order", "督办", "回复督办单", met: ["answer-order"], waived: ["close-order", "cancel-order"]),
            Duty("decide-objection", "问责", "复核异议", met: ["decide-objection"], waived: []),
            Duty("fulfil", "问责", "完成处理要求", met: ["fulfil"], waived: ["reverse"]),
            Duty("review-order", "督办", "审核督办回复", met: ["close-order", "return-order"], waived: ["cancel-order"]),
            Duty("follow-measure", "会议", "落实会议措施", met: ["follow-measure"], waived: []),
            Duty("restore-contact", "联络", "恢复联络畅通", met: ["change-contact", "check-contact"], waived: []),
        ],
    };

    /// <summary>Acts of complaints, redo, supervision orders and a corrected first contact that are the platform's own: no pack speaks of them, but its rehearsals may have people do them.</summary>
    public static readonly IReadOnlySet<string> Acts = new HashSet<string>
    {
        "appeal", "decide-appeal", "final-reply", "check-retaliation", "judge-cause", "issue-order", "answer-order", "return-order", "step-up-order", "close-order", "cancel-order",
        Chain.Ownership.Correction,
    };

    /// <summary>Settings of the house, in the order they are shown.</summary>
    public static IReadOnlyList<SetRule> Settings => Rules.Of<SetRule>();

    /// <summary>Duties that only whoever bears them discharges: somebody else's progress is no answer.</summary>
    public static bool IsPersonal(Duty duty) => duty is { Pack: Id, Rule: "answer-urge" or "answer-order" or "answer-complaint" or "follow-measure" };

    /// <summary>Whether an act that discharges such a duty means this one: of several measures the one it names; a contact that was not reached is not restored by another call in vain.</summary>
    public static bool IsMeant(Duty duty, Scene scene) => duty.Pack != Id || duty.Rule switch
    {
        "follow-measure" => Measures.IsMeant(duty, scene),
        "restore-contact" => scene.Act is not { Name: "check-contact" } check || check.With.IsTrue("ok"),
        _ => true,
    };

    /// <summary>Whether the doer answers for that duty: bears it, or heads the unit of whoever does.</summary>
    public static bool Answers(Duty duty, Scene scene) => scene.Actor is { } actor && duty.Holder is { } holder
        && (scene.Organisation.StandsFor(actor, holder) || scene.Organisation.HeadOf(scene.Organisation.UnitOf(holder)) == actor);

    /// <summary>A limit the organisation has set, else the one the house begins with; null where it was emptied.</summary>
    public static Limit? Limit(Regime regime, string name) => regime.Setting(Rules, name) is { } node ? Limits.Parse(node) : null;

    /// <summary>A number the organisation has set.</summary>
    public static int Number(Regime regime, string name) =>
        int.TryParse(regime.Setting(Rules, name)?.Scalar, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

    /// <summary>A list of words the organisation has set.</summary>
    public static IReadOnlyList<string> List(Regime regime, string name) => regime.Setting(Rules, name) is { } node ? [.. (node.Items ?? []).Select(item => item.Scalar).OfType<string>()] : [];

    /// <summary>A duty of the house that begins at the scene. Numbers are given by whoever appends it to a matter.</summary>
    /// <param name="rule">Key of the rule.</param>
    /// <param name="holder">Who bears it.</param>
    /// <param name="creditor">Who is owed it.</param>
    /// <param name="limit">The limit, or null for one without end.</param>
    /// <param name="scene">The act that raises it.</param>
    /// <param name="due">An end that somebody set instead of a limit.</param>
    public static Duty Raise(string rule, Party holder, Party? creditor, Limit? limit, Scene scene, DateTimeOffset? due = null)
    {
        var (found, hours) = (Rules.Keyed<DutyRule>(rule)!, scene.Organisation.UnitOf(holder));
        var calendar = scene.Regime.CalendarOf(hours);
        var end = due ?? Limits.End(limit, scene.At, calendar);
        return new Duty
        {
            No = 0, Pack = Id, Version = Id, Rule = rule, Name = found.Duty, Clause = found.Clause, Text = found.Text, Bearer = new Role("actor"), Holder = holder, Creditor = creditor, RaisedAt = scene.At, Start = scene.At,
            Limit = due is null ? limit is null ? null : Limits.Write(limit) : "instructed", Due = end, Provisional = due is null && Limits.AsksTheCalendar(limit) && end is { } at && calendar.IsProvisional(at),
            Calendar = calendar.Version, HoursOf = hours, Round = scene.Matter.Round,
        };
    }

    /// <summary>The duties as events, numbered behind those the matter has.</summary>
    public static IEnumerable<Event> Raised(Matter matter, IEnumerable<Duty> duties, DateTimeOffset at) => duties.Select((duty, i) => new DutyRaised(duty with { No = matter.Duties.Count + i + 1 }) { At = at });

    private static SetRule Set(string name, string type, Node value, string ask, string? clause = null) =>
        new() { Pack = Id, Key = name, Line = 0, Clauses = [clause ?? (name.StartsWith("urge", StringComparison.Ordinal) ? "催办" : name.StartsWith("order", StringComparison.Ordinal) ? "督办" : name.StartsWith("complaint", StringComparison.Ordinal) ? "部门投诉" : name is "objection-decision" or "fulfilment" or "ranking-least" ? "问责" : name.StartsWith("contact", StringComparison.Ordinal) ? "联络" : "申请")], Name = name, Type = type, Default = value, Ask = ask };

    /// <summary>A limit that does not hold until the organisation sets one.</summary>
    private static SetRule Unset(string name, string clause, string ask) => new() { Pack = Id, Key = name, Line = 0, Clauses = [clause], Name = name, Type = "limit", Open = true, Ask = ask };

    private static DutyRule Duty(string name, string clause, string text, string[] met, string[] waived) => new()
    {
        Pack = Id, Key = name, Line = 0, Clauses = [clause], Duty = name, Text = text, Bearers = [], MetBy = AnyOf(met), WaivedBy = waived.Length == 0 ? null : AnyOf(waived),
    };

    private static Element AnyOf(params string[] acts) => new Element.AnyOf([.. acts.Select(act => new Element.One(act))]);
    private static Node Length(string unit, string amount) => new(0, null, Entries: [new(unit, new Node(0, amount))]);
    private static Node Number(string number) => new(0, number);
}
