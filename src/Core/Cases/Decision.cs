namespace Shouwen.Cases;

/// <summary>
/// Why an act is not done: a code for machines, a sentence for people, the clause and pack that ask for it (none when it is the platform's own rule),
/// and the fields that are missing or wrong.
/// </summary>
public sealed record Refusal(string Code, string Sentence, string? Clause = null, string? Pack = null)
{
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Whether more or other data would lift it; else it is a matter of who acts, or when.</summary>
    public bool IsAboutData { get; init; }
}

/// <summary>The answer of a decision: what happened, or why nothing did.</summary>
public abstract record Decision
{
    /// <summary>The events in order, the matter after them, and the findings opened as matters of their own.</summary>
    public sealed record Accepted(Matter Matter, IReadOnlyList<Event> Events, IReadOnlyList<Opening> Openings) : Decision;

    /// <summary>Nothing changes. All failing rules are told at once.</summary>
    public sealed record Refused(IReadOnlyList<Refusal> Refusals) : Decision;
}

/// <summary>A matter that begins together with another's act.</summary>
public sealed record Opening(Matter Matter, IReadOnlyList<Event> Events);
