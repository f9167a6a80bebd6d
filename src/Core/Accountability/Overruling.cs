using Shouwen.Cases;
using Shouwen.Judging;

namespace Shouwen.Accountability;

/// <summary>
/// 认定改变: a finding that followed from a verdict on a complaint loses its ground when another verdict takes the place of that one. The platform does not dismiss it: the finding's own history
/// tells of the change, the office and the accused are told, what was approved and not yet executed is void, and nothing is decided until the office has verified it anew. What was executed stands
/// until a person reverses it. The platform's own rule (<see cref="House"/>); regulations are silent on it.
/// </summary>
public static class Overruling
{
    /// <summary>The act by which a finding's history tells of the change; the platform's, never a person's.</summary>
    public const string Act = "verdict-changed";

    /// <summary>The verdict that a finding followed from; null where it followed from none: a late duty, or a person who cited a clause.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="about">The case it came from.</param>
    public static Done? VerdictOf(Matter finding, Matter about) => finding.Finding is not { Duty: null } || finding.Facts.Text("verdict") is null ? null
        : about.ActsNamed("determine").LastOrDefault(verdict => verdict.At == finding.OpenedAt);

    /// <summary>What the finding followed from and what holds now, in the words of <see cref="Complaint"/>; null while both are the same.</summary>
    public static (string Was, string Becomes)? Of(Matter finding, Matter about) => VerdictOf(finding, about) is { } ground && Complaint.Finding(about) is { } becomes && Complaint.Finding(ground) is var was && was != becomes ? (was, becomes) : null;

    /// <summary>The change that nobody has looked into since: the finding must be verified anew before anything else.</summary>
    public static Done? Open(Matter finding) => finding.Last(Act) is { } changed && (finding.Last("verify") is not { } verified || verified.Seq < changed.Seq) ? changed : null;

    /// <summary>Whether the change took back what was approved: it came before the execution.</summary>
    public static bool Voids(Matter finding, Done approved) => finding.Acts.Find(act => act.Seq > approved.Seq && act.Name is "execute" or Act) is { Name: Act };

    /// <summary>What a new verdict does to a finding that followed from an earlier one; null where it takes nothing from it, or the finding was dismissed anyway.</summary>
    /// <param name="regime">What is in force.</param>
    /// <param name="finding">The finding.</param>
    /// <param name="about">The case, with the new verdict.</param>
    /// <param name="at">The moment of that verdict.</param>
    public static Decision.Accepted? Follow(Regime regime, Matter finding, Matter about, DateTimeOffset at) =>
        finding.Status == "dismissed" || Of(finding, about) is not var (was, becomes) || finding.Last(Act)?.With.Text("becomes") == becomes ? null
        : Deciding.Do(regime, finding, new Act(Act, Cases.Act.System, at, Fields.Of(new { was, becomes })), [about]) as Decision.Accepted ?? throw new InvalidOperationException($"{finding.Key} refuses to hear of a verdict.");

    /// <summary>Whether the verdict is being looked at again: an appeal is open, or a review has asked for another verdict.</summary>
    public static bool IsInDoubt(Matter finding, Matter about) => VerdictOf(finding, about) is not null && Complaint.State(about) is "appealed" or "reopened";
}
