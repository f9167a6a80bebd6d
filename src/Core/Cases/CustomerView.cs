using Shouwen.Accountability;
using Shouwen.Calendar;
using Shouwen.Judging;
using Shouwen.Packs;

namespace Shouwen.Cases;

/// <summary>One line of what the customer may see.</summary>
public sealed record CustomerLine(DateTimeOffset At, string What, string Text);

/// <summary>The customer's side of a case: who answers, what was promised, and the texts meant for the customer. <c>Answers</c> is the first contact, <c>Handles</c> whoever took over from him, null while nobody did. Nothing of the inner work.</summary>
public sealed record CustomerView(string Status, string Answers, string? Handles, DateTimeOffset? Promised, IReadOnlyList<CustomerLine> Lines)
{
    private static readonly Dictionary<string, string[]> Shown = new()
    {
        ["progress"] = ["text"], ["give-notice"] = ["matters", "materials", "steps"], ["answer"] = ["reply"], ["inform"] = ["reply"], ["final-reply"] = ["reply"], ["resolve"] = ["reply"],
        ["explain"] = ["reason", "text", "reply"], ["guide"] = ["place", "phone", "text"], ["promise"] = ["until"], ["make-appointment"] = ["time", "place"], ["defer"] = ["reason"],
    };

    public static CustomerView Of(Scene scene)
    {
        var matter = scene.Matter;
        var promised = matter.Last("promise")?.With.Text("until") is { } until ? scene.Regime.Calendar.ReadMoment(until) : null;
        return new(InWords(matter), Permissions.Name(scene, matter.FirstContact), matter.Handler == matter.FirstContact ? null : Permissions.Name(scene, matter.Handler), promised, [.. Visible(matter, scene), .. Beside(matter, scene)]);
    }

    /// <summary>Whether the customer sees that this was done.</summary>
    public static bool Shows(string act, Fields with) =>
        act is "register" or "take-over" or "designate" or "close" || Shown.TryGetValue(act, out var keys) && keys.Any(with.Has);

    /// <summary>Everything on the view as one text, for looking words up.</summary>
    public string AllText() => string.Join('\n', [Status, Answers, Handles ?? "", .. Lines.Select(line => $"{line.What} {line.Text}")]);

    private static IEnumerable<CustomerLine> Visible(Matter matter, Scene scene)
    {
        foreach (var done in matter.Acts)
        {
            if (done.Name is "register" or "lead") yield return new(done.At, "已登记", $"由{Permissions.Name(scene, matter.FirstContact)}首问负责");
            else if (Inner(done, scene) is { } inner) yield return inner;
            else if (done.Name is "take-over" or "designate" && Shows("hand-overs", scene) == false) continue;
            else if (done.Name is "take-over" or "designate") yield return new(done.At, "已有人办理", "承办部门已接手，首问责任人继续负责到底");
            else if (done.Name == "close") yield return new(done.At, "已办结", "");
            else if (Said(done.Name, done.With) is { Length: > 0 } said) yield return new(done.At, Words.Act(done.Name), said);
        }
    }

    /// <summary>What of an act was said to the customer; empty when nothing was.</summary>
    internal static string Said(string act, Fields with) =>
        Shown.TryGetValue(act, out var keys) ? string.Join("；", keys.Select(key => string.Join('、', with.Texts(key))).Where(text => text.Length > 0)) : "";

    /// <summary>What of the inner work a pack lets the customer see: hand-overs, a misrouting, the verdict.</summary>
    private static CustomerLine? Inner(Done done, Scene scene) => done.Name switch
    {
        "transfer" or "forward" when Shows("hand-overs", scene) == true && Standing.To(done.With) is { } to => new(done.At, "已转交", Permissions.Name(scene, to)),
        "take-over" when done.With.IsTrue("misrouted") && Shows("misroute", scene) == true => new(done.At, "已有人办理", $"曾转错部门，现由{Permissions.Name(scene, Party.Person(done.By))}办理"),
        "determine" when done.With.Text("verdict") is { } verdict && Shows("verdict", scene) == true => new(done.At, "投诉认定", verdict == "valid" ? "投诉属实" : "投诉不属实或超出服务范围"),
        "urge" when done.By == Act.Customer => new(done.At, "您催办了", done.With.Text("text") ?? ""),
        "answer-urge" when scene.Matter.Duties.Any(duty => duty is { Rule: "answer-urge", Creditor.Kind: PartyKind.Customer } && duty.EndedAt == done.At) => new(done.At, "答复催办", done.With.Text("text") ?? ""),
        _ => null,
    };

    /// <summary>What a pack lets the customer know beside the history: what was done to those at fault, and whom of the leaders to turn to.</summary>
    private static IEnumerable<CustomerLine> Beside(Matter matter, Scene scene)
    {
        if (Shows("sanction", scene) == true)
            foreach (var finding in scene.Others.Where(other => other.Finding?.Case == matter.Key.Id))
                foreach (var (sanction, at) in Executing.Executed(finding)) yield return new(at, "处理结果", $"已对责任方作出“{Words.Sanction(sanction.Sanction)}”处理");
        if (Shows("leader-contact", scene) == true && Roles.One(new Role("leader", new Role("handling-unit")), scene) is { IsPerson: true } leader)
            yield return new(matter.OpenedAt, "分管领导", $"{Permissions.Name(scene, leader)} {scene.Organisation.Person(leader.Id)?.Phone}".TrimEnd());
    }

    /// <summary>The word of the first pack that has one for the customer; null where none has.</summary>
    internal static bool? Shows(string what, Scene scene) => Views.Shows(what, Act.Customer, scene);

    private static string InWords(Matter matter) => matter.Status switch
    {
        "closed" or "archived" => "已办结",
        "informed" or "called-back" => "已答复",
        "paused" => "暂停办理",
        "registered" or "awaiting-transfer" or "awaiting-takeover" => "已受理",
        _ => "办理中",
    };
}
