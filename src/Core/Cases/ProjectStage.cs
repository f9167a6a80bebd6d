using Shouwen.Judging;

namespace Shouwen.Cases;

/// <summary>
/// 项目阶段: how far a project has come from a lead to an approved budget, as its acts tell it. Independent of any pack: which acts must come first, by whom and within what limit, the packs say.
/// A project stands still (<see cref="Matter.Paused"/>) at whatever stage it is.
/// </summary>
public static class ProjectStage
{
    public const string Lead = "lead";
    public const string Contacted = "contacted";

    /// <summary>No need yet: a file that is followed until there is one.</summary>
    public const string Dormant = "dormant";
    public const string Unclear = "need-unclear";
    public const string Clear = "need-clear";
    public const string Visited = "visited";
    public const string Scheduled = "scheduled";
    public const string Surveyed = "surveyed";
    public const string Design = "design";
    public const string Drawn = "drawn";
    public const string Costing = "costing";
    public const string Costed = "costed";
    public const string Approval = "approval";
    public const string Approved = "approved";
    public const string Closed = "closed";

    /// <summary>In the order in which a project passes them; not every project passes all.</summary>
    public static IReadOnlyList<string> All { get; } = [Lead, Contacted, Dormant, Unclear, Clear, Visited, Scheduled, Surveyed, Design, Drawn, Costing, Costed, Approval, Approved, Closed];

    public static string Of(Matter project)
    {
        bool Did(string act) => project.Last(act) is not null;
        if (project.IsClosed) return Closed;
        if (Did("approve-budget")) return Approved;
        if (Did("confirm-costing")) return Approval;
        if (Did("deliver-costing")) return Costed;
        if (Did("hand-to-costing")) return Costing;
        if (Did("deliver-drawings")) return Drawn;
        if (Did("materials-complete") && project.ActsNamed("survey-done").Any(done => done.With.Text("equipment") == "clear")) return Design;
        if (Did("survey-done")) return Surveyed;
        var need = project.Last("state-need")?.With.Text("need") ?? project.Facts.Text("need");
        if (need == "none") return Dormant;
        if (Did("schedule-review")) return Scheduled;
        if (Did("visit")) return Visited;
        return need switch { "clear" => Clear, "unclear" => Unclear, _ => Did("project-contact") ? Contacted : Lead };
    }

    /// <summary>Who hands over a project and does not say whose means its lead's.</summary>
    internal static Act Settled(Act act, Matter matter) => act.Name == "hand-over-desk" && matter.Key.Kind == MatterKind.Project && !act.With.Has("from") && matter.At("lead") is { IsPerson: true } lead
        ? act with { With = act.With.With(Fields.Of(new { from = lead.Id })) } : act;

    /// <summary>Another lead is named with a reason, and is another; a list of a hand-over has its own rules.</summary>
    internal static IEnumerable<Refusal> Judge(Scene scene)
    {
        if (scene.Act is not { Name: "hand-over-desk" } act || scene.Matter.Key.Kind != MatterKind.Project || act.With.Has("hand-over")) yield break;
        if (!act.With.Has("reason")) yield return new("field-missing", "还缺：原因。") { Fields = ["reason"], IsAboutData = true };
        if (Standing.To(act.With) is { } to && to == Party.Person(act.With.Text("from") ?? "")) yield return new("same-holder", "已经由他负责，请选另一个人。") { Fields = ["to"], IsAboutData = true };
    }

    /// <summary>The units that were asked to the review on the spot, by the last appointment.</summary>
    public static IReadOnlyList<string> Invited(Matter project) => project.Last("schedule-review")?.With.Texts("units") ?? [];
}
