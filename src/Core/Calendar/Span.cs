namespace Shouwen.Calendar;

/// <summary>Why a stretch of time counts as working time or does not.</summary>
public enum SpanReason
{
    /// <summary>Counted: the business hours of an ordinary working day.</summary>
    Shift,

    /// <summary>Counted: the business hours of a weekend day worked by the national notice; the name is the festival's.</summary>
    MakeUpDay,

    /// <summary>Counted: the business hours of a day that the organisation opened itself or gave hours of its own.</summary>
    OwnExtraDay,

    /// <summary>Not counted: a working day outside its shifts (before opening, lunch, evening, night).</summary>
    OffShift,

    /// <summary>Not counted: a Saturday or Sunday.</summary>
    Weekend,

    /// <summary>Not counted: another weekday on which the organisation has no shifts.</summary>
    RestDay,

    /// <summary>Not counted: a statutory day off; the name is the festival's.</summary>
    Festival,

    /// <summary>Not counted: a day on which the organisation closed itself; the name is the one it gave.</summary>
    OwnClosure,
}

/// <summary>
/// A stretch of time, <paramref name="From"/> included and <paramref name="To"/> excluded, that counts or does not, for one reason.
/// <paramref name="Name"/> is that of the festival or own day, and empty otherwise.
/// </summary>
public readonly record struct Span(DateTimeOffset From, DateTimeOffset To, bool Counted, SpanReason Reason, string Name);
