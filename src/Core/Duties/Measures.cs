using Shouwen.Cases;
using Shouwen.Judging;

namespace Shouwen.Duties;

/// <summary>
/// 会议措施 and 联络核查: what a meeting decides somebody is to do stays in sight until he says that it is done, and a unit whose contact is not reached puts that right within a limit.
/// The platform's own rules (<see cref="House"/>); both lie in the organisation's own matter.
/// </summary>
public static class Measures
{
    /// <summary>A measure of a meeting: what, by whom, until when (null: no end was set).</summary>
    public sealed record Measure(string? Text, string? Person, string? Until);

    /// <summary>The measures that an act carries, in its order.</summary>
    public static IReadOnlyList<Measure> Of(Fields with) => !with.Has("measures") ? [] : [.. with.Root.GetProperty("measures").EnumerateArray().Select(one => new Fields(one)).Select(one => new Measure(one.Text("text"), one.Text("person"), one.Text("until")))];

    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        if (scene.Matter.Key.Kind != MatterKind.Organisation || scene.Act is not { } act) yield break;
        foreach (var (i, measure) in Of(act.With).Index())
        {
            if (measure.Text is null || measure.Person is null) yield return Bad(i, "要写明做什么、由谁落实");
            else if (scene.Organisation.Person(measure.Person) is not { Active: true }) yield return Bad(i, $"没有在职人员“{measure.Person}”");
            if (measure.Until is { } until && (Clockwork.MomentAt(until, scene) is not { } end || end < act.At)) yield return Bad(i, $"“{until}”不是将来的时间");
        }
        if (act.Name == "follow-measure")
        {
            var meant = scene.Matter.Duties.Find(duty => duty.Stands && IsMeant(duty, scene));
            if (meant is null) yield return new("no-such-measure", "没有这项待落实的措施。") { Fields = ["measure"], IsAboutData = true };
            else if (!House.Answers(meant, scene)) yield return new("not-owed", $"这项措施由{Permissions.Name(scene, meant.Holder!.Value)}落实，您不能代办。", meant.Clause, House.Id);
            if (!act.With.Has("text")) yield return new("field-missing", "还缺：落实情况。") { Fields = ["text"], IsAboutData = true };
        }
        if (act.Name != "check-contact") yield break;
        if (!act.With.Has("unit") || !act.With.Has("ok")) yield return new("field-missing", "还缺：核查哪个部门、联系上没有。") { Fields = ["unit", "ok"], IsAboutData = true };
        else if (scene.Organisation.Belongs(act.By, act.With.Text("unit")!)) yield return new("own-matter", "本部门的联络方式由其他部门核查。") { Fields = ["unit"], IsAboutData = true };
    }

    private static Refusal Bad(int i, string why) => new("bad-measure", $"第 {i + 1} 项措施：{why}。") { Fields = ["measures"], IsAboutData = true };

    /// <summary>Whether the actor's unit checks others: customer service, general administration, supervision, personnel.</summary>
    internal static bool MayCheck(Scene scene) => ((string[])["customer-service", "general-administration", "supervision", "hr"]).Any(body => Permissions.IsBody(scene, body));

    /// <summary>Each measure lies on its person; a unit that was not reached has its limit.</summary>
    internal static IEnumerable<Event> Raise(Scene scene)
    {
        if (scene.Matter.Key.Kind != MatterKind.Organisation || scene.Act is not { } act || act.By == Act.System) return [];
        var by = Party.Person(act.By);
        if (act.Name == "check-contact" && act.With.Text("ok") == "false" && act.With.Text("unit") is { } unit && !scene.Matter.Duties.Any(duty => duty.Stands && duty is { Pack: House.Id, Rule: "restore-contact" } && duty.Segment == unit))
            return House.Raised(scene.Matter, [House.Raise("restore-contact", Party.Unit(unit), by, House.Limit(scene.Regime, "contact-restore"), scene) with { Segment = unit }], act.At);
        return House.Raised(scene.Matter, Of(act.With).Select(measure => House.Raise("follow-measure", Party.Person(measure.Person!), by, null, scene, Clockwork.MomentAt(measure.Until, scene)) with { Text = measure.Text }), act.At);
    }

    /// <summary>Of the measures that lie on one person an act means the one it names, by the number of the duty.</summary>
    internal static bool IsMeant(Duty duty, Scene scene) => duty is { Pack: House.Id, Rule: "follow-measure" } && scene.Act?.With.Number("measure") == duty.No;
}
