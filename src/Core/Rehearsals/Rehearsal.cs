using Shouwen.Cases;
using Shouwen.Organisations;
using Shouwen.Packs;

namespace Shouwen.Rehearsals;

/// <summary>A story 演练 that is played against packs with a fake clock, and what must be true at each of its steps.</summary>
public sealed record Rehearsal(string File, string Title, IReadOnlyList<string> Packs, Setting Setting, IReadOnlyList<Step> Steps);

/// <summary>The organisation of the story, as written.</summary>
public sealed record Setting(IReadOnlyList<string> Shifts, IReadOnlyList<string> Closed, IReadOnlyList<string> Open, IReadOnlyList<Unit> Units, IReadOnlyList<Person> People,
    IReadOnlyList<(string Channel, string From, string To, string Person)> Roster, IReadOnlyList<(string Person, string From, string To, string Reason)> Absences, IReadOnlyDictionary<string, Node> Set);

/// <summary>One step: an act, a look, or both. <see cref="Refused"/> is set when the act must be refused.</summary>
public sealed record Step(int Line, string At, string? By, string? Do, Fields With, Node? Expect, Node? Refused)
{
    public string Name => Do is null ? At : $"{At} {By} {Words.Act(Do)}";
}

/// <summary>An expectation that did not hold.</summary>
public sealed record Failure(string File, int Line, string Step, string Expected, string Got)
{
    public override string ToString() => $"{File}:{Line} {Step}\n  应为 {Expected}\n  实为 {Got}";
}
