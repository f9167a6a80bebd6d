using System.Text.Json.Serialization;
using Shouwen.Duties;

namespace Shouwen.Cases;

/// <summary>What a person (or the customer, or the system) wants to do. <see cref="By"/> is a person's id, <c>customer</c> or <c>system</c>.</summary>
public sealed record Act(string Name, string By, DateTimeOffset At, Fields With)
{
    public const string Customer = "customer";
    public const string System = "system";
}

/// <summary>
/// A fact of a matter's history, never changed. The journal holds these and nothing else; replaying them gives the state
/// without packs, calendar or directory, so that a change of any of them never changes the past.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Acted), "acted")]
[JsonDerivedType(typeof(CustomerTold), "told")]
[JsonDerivedType(typeof(Placed), "placed")]
[JsonDerivedType(typeof(DutyRaised), "duty-raised")]
[JsonDerivedType(typeof(DutyCounted), "duty-counted")]
[JsonDerivedType(typeof(DutyEnded), "duty-ended")]
[JsonDerivedType(typeof(DutyBreached), "duty-breached")]
[JsonDerivedType(typeof(DutyPaused), "duty-paused")]
[JsonDerivedType(typeof(DutyResumed), "duty-resumed")]
[JsonDerivedType(typeof(DutyMoved), "duty-moved")]
[JsonDerivedType(typeof(DutyWarned), "duty-warned")]
[JsonDerivedType(typeof(DutyClimbed), "duty-climbed")]
[JsonDerivedType(typeof(Notified), "notified")]
[JsonDerivedType(typeof(FindingOpened), "finding-opened")]
[JsonDerivedType(typeof(Posted), "posted")]
[JsonDerivedType(typeof(Gathered), "gathered")]
[JsonDerivedType(typeof(Separated), "separated")]
[JsonDerivedType(typeof(BatchSuspected), "batch-suspected")]
[JsonDerivedType(typeof(Deemed), "deemed")]
[JsonDerivedType(typeof(Attached), "attached")]
public abstract record Event
{
    public required DateTimeOffset At { get; init; }
}

/// <summary>A matter begins, under these packs in this order (id@version) and this version of the calendar.</summary>
public sealed record Opened(IReadOnlyList<string> Packs, string Calendar) : Event
{
    /// <summary>The number people say, given out as the case is written; null for other matters and in a history written before it was kept.</summary>
    public string? Number { get; init; }
}

public sealed record Acted(string Act, string By, Fields With) : Event
{
    /// <summary>Clauses of banned phrases the doer confirmed in spite of the warning.</summary>
    public IReadOnlyList<string>? Confirmed { get; init; }
}

/// <summary>From here on the customer counts as told.</summary>
public sealed record CustomerTold(string Act) : Event;

/// <summary>A person or unit takes a place (first-contact, handler, handling-unit, lead). Without pack it is the platform's own rule.</summary>
public sealed record Placed(string As, Party Who, string? Pack, string? Clause) : Event;

public sealed record DutyRaised(Duty Duty) : Event;

/// <summary>One of several acts that a duty asks for was done.</summary>
public sealed record DutyCounted(int No) : Event;

public sealed record DutyEnded(int No, DutyState State, Party? Holder, string Act) : Event;
public sealed record DutyBreached(int No, Party Holder) : Event;
public sealed record DutyPaused(int No, string Cause) : Event;

/// <summary>The end moved by the working time that stood still.</summary>
public sealed record DutyResumed(int No, DateTimeOffset? Due) : Event
{
    /// <summary>Whether the end rests on a year whose days off are not announced; null in a history written before it was kept: as it was.</summary>
    public bool? Provisional { get; init; }
}

/// <summary>The end was set anew: extension, urgent, amend, promise, instruct; or recompute, under another version of the calendar.</summary>
public sealed record DutyMoved(int No, DateTimeOffset? Due, string Why) : Event
{
    /// <summary>As in <see cref="DutyResumed"/>.</summary>
    public bool? Provisional { get; init; }

    /// <summary>Where it was before a recomputation; null for every other reason.</summary>
    public DateTimeOffset? Was { get; init; }

    /// <summary>The version of the calendar from here on, and the one before; null where the calendar stays.</summary>
    public string? Calendar { get; init; }
    public string? WasCalendar { get; init; }
}

/// <summary>The end is near; whoever bears it, or stands in for him, was reminded. Empty where nobody was there.</summary>
public sealed record DutyWarned(int No, IReadOnlyList<string> People) : Event;

/// <summary>A breach has climbed to a rung of the ladder (from 1): head, leader or body. Empty where nobody above was left to tell, which ends it.</summary>
public sealed record DutyClimbed(int No, int Step, string Level, IReadOnlyList<string> People) : Event;

public sealed record Notified(IReadOnlyList<string> People, string Send, string? Pack, string? Clause) : Event;

/// <summary>A question of responsibility is opened against somebody. In a case it names the finding's own matter; there it is the first fact.</summary>
public sealed record FindingOpened(string Finding, string Kind, string Pack, string Clause, Party Against, bool Main, string? Case, string? Duty, string? DutyPack, Fields With) : Event
{
    /// <summary>The rule of the breached duty, by its id in the pack.</summary>
    public string? DutyRule { get; init; }
}

/// <summary>Something landed in a ledger. Amounts in fen, minus for a fine; a deduction in hundredths of a per cent.</summary>
public sealed record Posted(string Ledger, string Pack, string Entry, Party Who, long Amount, string Period, string Clause) : Event
{
    /// <summary>It takes back an earlier entry of the same matter, with the other sign; null for an entry of its own.</summary>
    public bool? Reverses { get; init; }
}

/// <summary>Another request was put below this one (by that one's act), or taken away again.</summary>
public sealed record Gathered(string Child, string Number, string By) : Event;
public sealed record Separated(string Child, string Number, string By) : Event;

/// <summary>So many requests hang together here, this one among them, that the coordinating body is asked whether the matter is of wide impact.</summary>
public sealed record BatchSuspected(int Count) : Event;

/// <summary>The work is this party's by rule: its hand-over was not returned in time (<c>window</c>), or the coordinating body said so (<c>ruling</c>; <c>returned</c> where it goes back to the giver).</summary>
public sealed record Deemed(Party Who, string Why) : Event;

/// <summary>
/// A file was put to the matter: its own id, the name it came under, what its first bytes say it is, its size in bytes, the SHA-256 of its content in hex, and who brought it
/// (a person's id, <c>customer</c> or <c>system</c>).
/// </summary>
public sealed record Attached(string File, string Name, string Type, long Size, string Hash, string By) : Event;
