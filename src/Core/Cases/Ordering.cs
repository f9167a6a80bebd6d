using Shouwen.Calendar;
using Shouwen.Duties;
using Shouwen.Judging;

namespace Shouwen.Cases;

/// <summary>
/// 督办单: a supervising office presses a unit in writing, about one case, several, or a standing matter of that unit. It has a grade, a deadline, a reply that the issuer reviews, and an end:
/// closed or cancelled with the reason. An order is a matter of its own. The platform's own rule (<see cref="House"/>); packs that let somebody supervise a case let him order it as well.
/// </summary>
public static class Ordering
{
    /// <summary>一般, 黄, 红: from the mildest to the most severe.</summary>
    public static readonly IReadOnlyList<string> Grades = ["ordinary", "yellow", "red"];

    /// <summary>Those that can still be stepped up.</summary>
    public static readonly IReadOnlyList<string> Below = ["ordinary", "yellow"];

    /// <summary>Bodies whose business supervision is.</summary>
    private static readonly string[] Offices = ["supervision", "customer-service", "quality-inspection", "coordination", "service-leader", "general-manager", "committee"];

    /// <summary>The unit an order is for, and its grade now.</summary>
    public static string? UnitOf(Matter order) => order.Facts.Text("unit");
    public static string GradeOf(Matter order) => order.Facts.Text("grade") ?? Grades[0];

    /// <summary>Who presses for it: whoever issued it, or whom it was handed over to.</summary>
    public static string? IssuerOf(Matter order) => order.Acts.LastOrDefault(act => act.Name is "issue-order" or Taking.Act)?.By;

    /// <summary>Whether an order stands: neither closed nor cancelled.</summary>
    public static bool Stands(Matter order) => order.Status is "issued" or "answered";

    /// <summary>Whether the person's office lets him order that unit whatever the case: a supervising body, or a leader above the unit.</summary>
    public static bool HasOffice(Scene scene, string? unit) => scene.Actor is { } actor && (Offices.Any(body => Permissions.IsBody(scene, body))
        || scene.Organisation.Unit(unit) is { } ordered && (ordered.Leader == actor || scene.Organisation.HeadOf(ordered.Parent) == actor));

    /// <summary>The order with the grade it is stepped up to: the next one where none is named.</summary>
    internal static Act Settled(Act act, Matter matter) => act.Name == "step-up-order" && !act.With.Has("grade") && Next(matter) is { } next ? act with { With = act.With.With(Fields.Of(new { grade = next })) }
        : act.Name == "issue-order" && !act.With.Has("grade") ? act with { With = act.With.With(Fields.Of(new { grade = Grades[0] })) } : act;

    private static string? Next(Matter order) => Grades.Skip(Grades.ToList().IndexOf(GradeOf(order)) + 1).FirstOrDefault();

    /// <summary>Who may do what to an order, and when.</summary>
    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        var (act, order, own) = (scene.Act!, scene.Matter, scene.Organisation);
        if (act.Name == "issue-order")
        {
            var unit = act.With.Text("unit");
            if (own.Person(act.By)?.Unit == unit && unit is not null) yield return new("own-unit", "不能督办自己的部门。") { Fields = ["unit"], IsAboutData = true };
            if (!Grades.Contains(act.With.Text("grade"))) yield return new("unknown-grade", "督办等级只能是一般、黄色或红色。") { Fields = ["grade"], IsAboutData = true };
            foreach (var id in act.With.Texts("cases").Where(id => scene.Others.All(other => other.Key != new MatterKey(MatterKind.Case, id)))) yield return new("case-unknown", $"没有诉求“{id}”。") { Fields = ["cases"], IsAboutData = true };
            var cases = scene.Others.Where(other => other.Key.Kind == MatterKind.Case).ToList();
            if (!HasOffice(scene, unit) && (cases.Count == 0 || !cases.TrueForAll(about => MaySupervise(about, scene))))
                yield return new("not-issuer", "督办单由监督、客服等职能部门或分管领导下达；经手诉求的上游按制度有权督办的，可以就那件诉求下达。", "督办", House.Id);
            yield break;
        }
        if (!Stands(order)) { yield return new("order-ended", "这张督办单已经办结或撤销。"); yield break; }
        var issuer = IssuerOf(order) is { } by && (by == act.By || own.Person(by)?.Unit is { } office && own.Belongs(act.By, office) && HasOffice(scene, UnitOf(order)));
        if (act.Name == "answer-order" && !(UnitOf(order) is { } supervised && own.Belongs(act.By, supervised))) yield return new("not-supervised", "由被督办的部门回复。", "督办", House.Id);
        else if (act.Name != "answer-order" && !issuer) yield return new("not-issuer", "由下达督办单的人或其部门办理。", "督办", House.Id);
        else if (act.Name == "answer-order" && order.Status == "answered") yield return new("already-answered", "已经回复，等督办人审核；退回后可以再回复。");
        else if (act.Name is "return-order" or "close-order" && order.Status != "answered") yield return new("not-answered", "还没有回复，不能审核；不再需要督办的请撤销。");
        else if (act.Name == "step-up-order" && (Grades.ToList().IndexOf(act.With.Text("grade") ?? "") <= Grades.ToList().IndexOf(GradeOf(order)))) yield return new("highest-grade", "已经是红色督办，不能再升级。");
        else if (act.Name is not ("answer-order" or "return-order" or "close-order" or "cancel-order" or "step-up-order")) yield return new("wrong-matter", $"督办单上不能{Words.Act(act.Name)}。");
    }

    /// <summary>Whether the doer may supervise the case: as an upstream link, a creditor, or by a pack's right.</summary>
    private static bool MaySupervise(Matter about, Scene scene)
    {
        var regime = scene.Regime.For(about);
        var asked = new Scene(regime, about, new Done(about.Acts.Count + 1, "supervise", scene.Act!.By, scene.At, Fields.None, about.Round), scene.At);
        return !Permissions.Judge(asked, []).Any();
    }

    /// <summary>An order lays the reply on the unit, a reply its review on the issuer; who sends it back or steps it up sets a new end.</summary>
    internal static IEnumerable<Event> Raise(Scene scene)
    {
        var (act, order) = (scene.Act!, scene.Matter);
        if (order.Key.Kind != MatterKind.Order || UnitOf(order) is not { } unit || IssuerOf(order) is not { } issuer) return [];
        return act.Name switch
        {
            "issue-order" or "return-order" => House.Raised(order, [Answer()], act.At),
            "step-up-order" when order.Status == "issued" => order.Duties.LastOrDefault(duty => duty is { Rule: "answer-order", State: DutyState.Open }) is { } open
                ? Answer().Due is { } due && (act.With.Has("until") || due < open.Due) ? [new DutyMoved(open.No, due, "step-up-order") { At = act.At, Provisional = false }] : []
                : House.Raised(order, [Answer()], act.At),
            "answer-order" => House.Raised(order, [House.Raise("review-order", Party.Person(issuer), Party.Unit(unit), House.Limit(scene.Regime, "order-review"), scene)], act.At),
            _ => [],
        };

        Duty Answer() => House.Raise("answer-order", Party.Unit(unit), Party.Person(issuer), House.Limit(scene.Regime, $"order-{GradeOf(order)}"), scene, scene.Regime.Calendar.ReadMoment(act.With.Text("until")));
    }

    /// <summary>Who is told of it: the unit, and of a red order the leader above it; of a reply the issuer.</summary>
    internal static IEnumerable<Party> Concerned(Scene scene)
    {
        var order = scene.Matter;
        if (UnitOf(order) is not { } unit || IssuerOf(order) is not { } issuer) return [];
        return scene.Act!.Name == "answer-order" ? [Party.Person(issuer)]
            : [Party.Unit(unit), .. GradeOf(order) == Grades[^1] && scene.Organisation.Unit(unit)?.Leader is { } leader ? (Party[])[Party.Person(leader)] : []];
    }

    /// <summary>How an act moves an order.</summary>
    internal static Matter After(Matter order, Acted acted) => acted.Act switch
    {
        "issue-order" => order with { Status = "issued", Facts = order.Facts.With(acted.With) },
        "answer-order" => order with { Status = "answered" },
        "return-order" => order with { Status = "issued" },
        "step-up-order" => order with { Facts = order.Facts.With(acted.With.Only(Stepped)) },
        "close-order" => order with { Status = "closed" },
        "cancel-order" => order with { Status = "cancelled" },
        _ => order,
    };

    private static readonly HashSet<string> Stepped = ["grade"];

    /// <summary>
    /// An order that nobody answered in time steps up by itself, once with each breach, where the organisation lets its grade (<c>order-step-up</c>): in the platform's name and at the moment
    /// it is done, so that the unit has the whole limit of the new grade even after an outage.
    /// </summary>
    /// <param name="lapsed">What has just lapsed.</param>
    /// <param name="order">After it.</param>
    /// <param name="regime">As it binds the order.</param>
    /// <param name="now">When it is done.</param>
    internal static Acted? StepUp(IEnumerable<Event> lapsed, Matter order, Regime regime, DateTimeOffset now) =>
        order is { Key.Kind: MatterKind.Order, Status: "issued" } && lapsed.OfType<DutyBreached>().Any(breached => order.Duties[breached.No - 1].Rule == "answer-order")
            && House.List(regime, "order-step-up").Contains(GradeOf(order)) && Next(order) is { } next
            ? new Acted("step-up-order", Act.System, Fields.Of(new { grade = next, reason = "到期没有回复，按本单位设置自动升级" })) { At = now } : null;
}
