using Shouwen.Packs;

namespace Shouwen.Duties;

/// <summary>One rung of the ladder.</summary>
/// <param name="Level">head (负责人), leader (分管领导) or body: whom the pack names by <c>notify: {at: breached}</c>, else the plan's own body.</param>
/// <param name="After">Minutes of working time since the rung before was told; for the first since the end that was missed.</param>
public sealed record Rung(string Level, int After);

/// <summary>Warning points that hold instead of the general ones: for one kind of duty, for one pack (or the house), or for one kind in one pack. No points at all: nobody is reminded before the end.</summary>
/// <param name="Pack">The pack's id; null for every pack.</param>
/// <param name="Duty">The duty's name; null for every kind.</param>
/// <param name="Warnings">As <see cref="WatchPlan.Warnings"/>.</param>
/// <param name="AtHalf">As <see cref="WatchPlan.AtHalf"/>.</param>
public sealed record OwnWarnings(string? Pack, string? Duty, IReadOnlyList<Limit> Warnings, bool AtHalf)
{
    public bool Fits(Duty duty) => (Pack is null || Pack == duty.Pack) && (Duty is null || Duty == duty.Name);

    /// <summary>The kind says more of a duty than the pack it comes from.</summary>
    internal int Closeness => (Duty is null ? 0 : 2) + (Pack is null ? 0 : 1);
}

/// <summary>
/// 守望: when people are reminded of what they owe, and to whom a breach climbs. The organisation's own decision; a pack adds who stands at the top.
/// </summary>
public sealed record WatchPlan
{
    public const string Head = "head";
    public const string Leader = "leader";
    public const string Body = "body";

    /// <summary>What holds until an organisation decides otherwise: a working day and an hour before the end; the head after half a working day, the leader a day later, supervision two days after that.</summary>
    public static readonly WatchPlan Usual = new()
    {
        Warnings = [new(LimitUnit.WorkingDays, 1), new(LimitUnit.WorkingHours, 1)],
        Ladder = [new(Head, 240), new(Leader, 480), new(Body, 960)],
    };

    /// <summary>How long before the end. A point earlier than half of the time there is becomes that half, so that a short limit is not warned of when it begins.</summary>
    public IReadOnlyList<Limit> Warnings { get; init; } = [];

    /// <summary>Also when half of the time there is has passed.</summary>
    public bool AtHalf { get; init; }

    /// <summary>Where other points hold: the closest of them for a duty (<see cref="For"/>).</summary>
    public IReadOnlyList<OwnWarnings> Own { get; init; } = [];

    /// <summary>The warning points of a duty: those of its kind in its pack, else of its kind, else of its pack, else the general ones.</summary>
    public (IReadOnlyList<Limit> Warnings, bool AtHalf) For(Duty duty) =>
        Own.Where(own => own.Fits(duty)).MaxBy(own => own.Closeness) is { } own ? (own.Warnings, own.AtHalf) : (Warnings, AtHalf);

    /// <summary>In the order in which they are told, one at a time.</summary>
    public IReadOnlyList<Rung> Ladder { get; init; } = [];

    /// <summary>The body at the top where the pack names none, as the packs' vocabulary calls it.</summary>
    public string Top { get; init; } = "supervision";
}
