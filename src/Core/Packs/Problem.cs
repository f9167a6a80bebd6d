namespace Shouwen.Packs;

/// <summary>An error stops a pack from being adopted; a warning is to be looked at first; a note only tells, such as a question left to the organisation.</summary>
public enum Severity { Error, Warning, Note }

/// <summary>
/// What is wrong in a file: its name, the line (from 1), the reason in 简体中文, and the key of the rule where it concerns one.
/// </summary>
public sealed record Problem(string File, int Line, string Reason, Severity Severity = Severity.Error, string? Rule = null)
{
    public override string ToString() => Rule is null ? $"{File}:{Line}: {Reason}" : $"{File}:{Line} [{Rule}]: {Reason}";
}

/// <summary>What reading a file gave: the value, or the problems that kept it from being read. Never both.</summary>
public sealed record Reading<T>(T? Value, IReadOnlyList<Problem> Problems) where T : class
{
    public bool Ok => Problems.Count == 0;
}
