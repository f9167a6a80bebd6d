using Shouwen.Calendar;
using Shouwen.Chain;
using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Packs;

namespace Shouwen.Cases;

/// <summary>What an act must carry without any pack, so that the history stays readable and the chain without a gap.</summary>
public static class Needs
{
    public static IEnumerable<Refusal> Judge(Scene scene)
    {
        var (act, matter) = (scene.Act!, scene.Matter);
        foreach (var field in Fields(act.Name).Where(field => !field.Split('|').Any(act.With.Has)))
            yield return Missing(field.Split('|'), act.Name);
        foreach (var name in act.With.Texts("person").Where(name => scene.Organisation.Person(name) is not { Active: true }))
            if (act.Name is not ("rate" or "reward" or "mark-unreachable")) yield return new("unknown-person", $"没有在职人员“{name}”。") { Fields = ["person"], IsAboutData = true };
        foreach (var name in act.With.Texts("unit").Where(name => scene.Organisation.Unit(name) is null && scene.Organisation.Body(name) is null))
            yield return new("unknown-unit", $"没有部门“{name}”。") { Fields = ["unit"], IsAboutData = true };
        if (Moves.Contains(act.Name) && Standing.To(act.With) is { } taker && !scene.Organisation.CanAnswer(taker)
            && !act.With.Has("person") && !act.With.Has("unit"))
            yield return new("unknown-person", $"没有在职人员“{taker.Id}”。") { Fields = ["to"], IsAboutData = true };
        if (Moves.Contains(act.Name) && ((string[])["person", "unit", "to"]).FirstOrDefault(key => act.With.Texts(key).Count > 1) is { } many)
            yield return new("one-only", "一次只能交给一个人或一个部门。") { Fields = [many], IsAboutData = true };
        if (act.Name is "register" or "lead" && Roles.One(new Role("first-asked"), scene) is null)
            yield return new("nobody-to-answer", "单位里还没有在职人员，没有人可以首问负责；请先录入人员。");
        if (matter.Key.Kind == MatterKind.Case)
        {
            if (act.Name is "transfer" or "forward" && Standing.To(act.With) is { } to && (to == matter.Handler || act.Name == "forward" && to == matter.Chain.Pending?.To))
                yield return new("same-holder", "不能移交给现办理人自己。") { Fields = ["unit", "person"], IsAboutData = true };
            if (act.Name == "close" && !matter.Told && !matter.Exempt)
                yield return new("customer-not-told", "客户还没有得到答复，不能办结；请先告知结果，匿名或无理取闹的可申请免告知。");
            if (act.Name == "close" && matter.RedoStands)
                yield return new("redo-open", "客户不满意，重办还没有结果，不能办结；请重新办理，或说明不属于办理范围。");
            if (act.Name == "exempt" && Facts.Of("customer", scene) is not ["anonymous" or "vexatious"])
                yield return new("not-exempt", "只有匿名来电来信和无理取闹的来访可以免予告知。") { IsAboutData = false };
            if (act.Name == "callback" && act.With.Text("rating") is { } rating && rating is not ("satisfied" or "basic" or "dissatisfied" or "unreachable"))
                yield return new("unknown-rating", "满意度只能是满意、基本满意、不满意或联系不上。") { Fields = ["rating"], IsAboutData = true };
        }
        foreach (var key in (string[])["until", "due", "limit.until"])
            if (act.With.Text(key) is { } text)
            {
                if (scene.Regime.Calendar.ReadMoment(text) is not { } moment)
                    yield return new("bad-time", $"看不懂时间“{text}”，请写成 2026-03-06T17:30。") { Fields = [key], IsAboutData = true };
                else if (act.Name is "promise" or "instruct" or "request-extension" or "decide-urgent" or "issue-order" or "return-order" or "step-up-order" && moment < act.At)
                    yield return new("bad-time", $"“{text}”已经过去，请写将来的时间。") { Fields = [key], IsAboutData = true };
            }
        if (act.With.Has("population") && !(act.With.Number("population") is >= 0 and <= int.MaxValue))
            yield return new("bad-number", "总数要写不小于零的数。") { Fields = ["population"], IsAboutData = true };
        if (act.Name == "plan-sample" && act.With.Text("period") is { } period && Duties.Period.Read(period) is null)
            yield return new("bad-period", $"看不懂期间“{period}”，请写成 2026-03、2026-Q1 或 2026。") { Fields = ["period"], IsAboutData = true };
        if (act.With.Has("amount") && !(act.With.Number("amount") is { } yuan && IsAmount(yuan)))
            yield return new("bad-amount", "金额要写大于零的数，单位元，最多到分。") { Fields = ["amount"], IsAboutData = true };
    }

    /// <summary>Yuan. More than any house pays or fines, and safe to count in fen.</summary>
    public const decimal LargestAmount = 1_000_000_000;

    /// <summary>Whether it can be paid or fined, in yuan: more than nothing, whole fen.</summary>
    public static bool IsAmount(decimal yuan) => yuan is > 0 and <= LargestAmount && decimal.Truncate(yuan * 100) == yuan * 100;

    /// <summary>Acts that put somebody into the chain.</summary>
    private static readonly HashSet<string> Moves = ["transfer", "forward", "designate", "ask-support", "hand-over-desk", Ownership.Correction];

    /// <summary>
    /// A body named by its role in the packs' vocabulary becomes the unit it is, so that the chain holds only units that exist; who hands over a desk and names none means his own;
    /// to confirm a batch raises the flag.
    /// </summary>
    public static Act Settled(Act act, Organisation organisation) => act.Name switch
    {
        "hand-over-desk" when !act.With.Has("from") => act with { With = act.With.With(Shouwen.Fields.Of(new { from = act.By })) },
        "decide-batch" when act.With.IsTrue("ok") => act with { With = act.With.With(Shouwen.Fields.Of(new { flags = (string[])[Gathering.WideImpact] })) },
        _ => Moves.Contains(act.Name) && act.With.Texts("unit") is [var name] && organisation.Unit(name) is null && organisation.Body(name) is { } body
            ? act with { With = act.With.With(Shouwen.Fields.Of(new { unit = body.Id })) } : act,
    };

    private static string[] Fields(string act) => act switch
    {
        "register" => ["content"],
        "transfer" or "forward" or "ask-support" => ["unit|person|to"],
        "designate" => ["person"],
        "resolve" => ["result"],
        "pause" => ["cause"],
        "promise" => ["until"],
        "callback" => ["rating"],
        "progress" or "instruct" or "summarise" => ["text"],
        "answer" or "inform" => ["reply"],
        "request-extension" => ["until"],
        "request-pause" => ["cause", "reason"],
        "request-escalation" or "step-down" or "recuse" => ["reason"],
        "decide-pause" or "decide-escalation" => ["granted"],
        "answer-urge" or "answer-complaint" => ["text"],
        "complain-of-unit" => ["unit", "reason"],
        "judge-complaint" or "decide-appeal" => ["ok", "text"],
        "appeal" => ["reason"],
        "final-reply" => ["reply"],
        "check-retaliation" => ["ok", "text"],
        "judge-cause" => ["cause"],
        "issue-order" => ["unit", "text"],
        "answer-order" => ["text"],
        "return-order" or "step-up-order" or "cancel-order" => ["reason"],
        "attribute" => ["to"],
        "answer-finding" or "fulfil" => ["text"],
        "object-finding" or "reverse" => ["reason"],
        "decide-objection" => ["ok", "text"],
        "review-fulfilment" => ["ok"],
        "hand-over-desk" => ["from", "to|person"],
        "gather" => ["parent"],
        "decide-batch" => ["ok"],
        "flag" => ["flags"],
        "dispute" => ["reason"],
        Ownership.Correction => ["person", "reason"],
        "arbitrate" => ["unit", "reason"],
        _ => [],
    };

    private static Refusal Missing(string[] fields, string act) =>
        new("field-missing", $"还缺：{string.Join("或", fields.Select(field => Sentences.Field(field)))}。") { Fields = fields, IsAboutData = true };
}
