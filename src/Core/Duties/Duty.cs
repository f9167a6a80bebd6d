using Shouwen.Packs;

namespace Shouwen.Duties;

/// <summary>Open: not done, not yet due. Breached: due has passed, not done. Late: done after due. A duty is due at the stated moment inclusive.</summary>
public enum DutyState { Open, Met, Breached, Late, Paused, Waived }

/// <summary>
/// Something owed: a clause, a bearer, a creditor, a clock. A live bearer (<see cref="Bearer"/>) is looked up each time until the duty ends or is breached;
/// then <see cref="Holder"/> is whoever held it at that moment. A fixed bearer has <see cref="Holder"/> from the start.
/// </summary>
public sealed record Duty
{
    public required int No { get; init; }
    public required string Pack { get; init; }
    public required string Rule { get; init; }

    /// <summary>The hash of the pack's text that raised it; null in a history written before it was kept.</summary>
    public string? Version { get; init; }
    public required string Name { get; init; }
    public required string Clause { get; init; }
    public string? Text { get; init; }
    public required Role Bearer { get; init; }
    public Party? Holder { get; init; }
    public Role? OwedTo { get; init; }
    public Party? Creditor { get; init; }
    public required DateTimeOffset RaisedAt { get; init; }

    /// <summary>The moment the clock counts from and the limit in words of the pack: together with the calendar they say why this deadline.</summary>
    public required DateTimeOffset Start { get; init; }
    public string? Limit { get; init; }
    public DateTimeOffset? Due { get; init; }

    /// <summary>The end rests on a year whose days off are not announced yet.</summary>
    public bool Provisional { get; init; }

    /// <summary>The version of the calendar that the end was computed under.</summary>
    public string? Calendar { get; init; }

    /// <summary>Where the end was before the calendar was recomputed last; null where it never was, or when people have set the end anew since.</summary>
    public DateTimeOffset? Was { get; init; }

    /// <summary>The unit by whose hours the clock runs: the bearer's when it was raised. Null where the bearer had none, and in a history written before it was kept: the organisation's.</summary>
    public string? HoursOf { get; init; }
    public required int Round { get; init; }
    public string? Period { get; init; }
    public string? Segment { get; init; }
    public int Count { get; init; } = 1;
    public int Counted { get; init; }
    public DateTimeOffset? PausedSince { get; init; }
    public DateTimeOffset? BreachedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who held it when it was missed, where somebody else has taken it over since; null while that is <see cref="Holder"/>.</summary>
    public Party? MissedBy { get; init; }
    public bool Waived { get; init; }

    /// <summary>When its bearer was last reminded that the end is near; null while nobody was.</summary>
    public DateTimeOffset? WarnedAt { get; init; }

    /// <summary>The rungs of the ladder that its breach has reached, in order; null while there are none.</summary>
    public IReadOnlyList<Climbed>? Climbs { get; init; }

    public bool Stands => EndedAt is null;

    /// <summary>The same duty where <paramref name="to"/> stands in the place of <paramref name="from"/>, as who bears it or as whom it is owed to.</summary>
    public Duty Passed(Party from, Party to) => this with { Holder = Holder == from ? to : Holder, Creditor = Creditor == from ? to : Creditor };

    public DutyState State => (EndedAt, BreachedAt) switch
    {
        ({ }, _) when Waived => DutyState.Waived,
        ({ }, { }) => DutyState.Late,
        ({ }, null) => DutyState.Met,
        (null, { }) => DutyState.Breached,
        _ => PausedSince is null ? DutyState.Open : DutyState.Paused,
    };
}
