using Shouwen.Judging;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Portal;

/// <summary>What the customer may count on, as one honest sentence: what somebody promised, else the earliest thing the house owes the customer, late or not.</summary>
public static class Promises
{
    private static readonly Dictionary<string, string> Said = new()
    {
        ["contact"] = "主动联系您", ["answer"] = "答复您", ["inform"] = "把结果告诉您", ["resolve"] = "办好并答复您", ["redo"] = "重新办好", ["callback"] = "回访您", ["transfer"] = "把您的事交给承办部门",
    };

    public static string Of(Scene scene, Clock clock)
    {
        var matter = scene.Matter;
        if (matter.IsClosed) return "这件事已经办结。还有要求请另外提出，我们会重新登记。";
        var told = matter.ToldBy.Any(seq => matter.Acts[seq - 1].Round == matter.Round);
        if (told) return "我们已经答复您，请看下面的经过。";
        if (CustomerView.Of(scene).Promised is { } promised) return Until(promised, "答复您", scene, clock);
        var owed = matter.Duties.Where(duty => duty is { Stands: true, Due: not null } && Said.ContainsKey(duty.Name) && Clockwork.OwedTo(duty, scene) == Party.Customer)
            .OrderBy(duty => duty.Name == "transfer").ThenBy(duty => duty.Due).FirstOrDefault();
        return owed is null ? "我们会尽快办理，并把结果告诉您。" : Until(owed.Due!.Value, Said[owed.Name], scene, clock) + (owed.Due < scene.At ? ""
            : (owed.Was is { } was ? $"（因放假或作息安排有变，由{clock.Say(was)} 重新计算）" : "") + (owed.Provisional ? "那一年的放假安排还没有公布，这个时间是暂定的。" : ""));
    }

    private static string Until(DateTimeOffset due, string what, Scene scene, Clock clock) =>
        due < scene.At ? $"我们本应在{clock.Say(due)} 前{what}，已经晚了，很抱歉；首问责任人仍在负责。" : $"我们会在{clock.Say(due)} 前{what}。";
}
