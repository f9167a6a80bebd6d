using System.Globalization;

namespace Shouwen.Calendar.Checking;

/// <summary>A moment as a file writes it: a wall clock, with an offset or without, or a date alone.</summary>
internal readonly record struct FactMoment(DateTime Local, TimeSpan? Offset, bool IsDate)
{
    private static readonly string[] Times = ["yyyy-MM-dd H:mm", "yyyy-MM-dd H:mm:ss", "yyyy-MM-dd H:mm:ss.FFFFFFF"];

    public DateOnly Date => DateOnly.FromDateTime(Local);

    /// <summary>Reads 2006-01-04, 2006-01-04 15:58[:30[.5]], the same with T, with Z or +02:00 behind; 24:00 is the end of the day. Null for anything else.</summary>
    public static FactMoment? Read(string text)
    {
        var plain = text.Trim().Replace('T', ' ').Replace('/', '-');
        if (DateTime.TryParseExact(plain, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return new(date, null, true);
        TimeSpan? offset = null;
        if (plain.EndsWith('Z')) (plain, offset) = (plain[..^1], TimeSpan.Zero);
        else if (plain.Length > 16 && plain.LastIndexOfAny(['+', '-']) is > 10 and var sign
            && TimeSpan.TryParseExact(plain[(sign + 1)..].Replace(":", "", StringComparison.Ordinal), ["hhmm", "hh"], CultureInfo.InvariantCulture, out var ahead))
            (plain, offset) = (plain[..sign].TrimEnd(), plain[sign] == '-' ? -ahead : ahead);
        var midnight = plain.Contains(" 24:00", StringComparison.Ordinal);
        return DateTime.TryParseExact(midnight ? plain.Replace(" 24:00", " 00:00", StringComparison.Ordinal) : plain, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new(midnight ? local.AddDays(1) : local, offset, false) : null;
    }
}

/// <summary>Which ends of a stretch of days count.</summary>
internal sealed record FactEnds(bool Start, bool End);

/// <summary>
/// One fact of another product: on this calendar, from this start, the operation gives that. <see cref="Expected"/> is a bool, a decimal (seconds or days), a
/// <see cref="FactMoment"/>, or null where nothing comes of it.
/// </summary>
internal sealed record Fact(string Id, string Op, FactCalendar Calendar, FactMoment Start, object? Expected)
{
    public FactMoment? End { get; init; }

    /// <summary>Working time to add; may be negative.</summary>
    public TimeSpan Working { get; init; }

    /// <summary>Days to add; may be negative.</summary>
    public int Days { get; init; }
    public FactEnds Ends { get; init; } = new(true, true);

    /// <summary>How a day off is moved to a working day before counting, in the words of the library that has it: forward, backward and so on.</summary>
    public string? Roll { get; init; }
    public TimeZoneInfo? Io { get; init; }

    /// <summary>What the file says of the product's own way, in its words.</summary>
    public string? Convention { get; init; }

    /// <summary>Keys of the case that nothing here reads.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];
}

/// <summary>What came of a fact: right by this platform's arithmetic, right by the convention its product has, or wrong.</summary>
/// <param name="Id">The fact.</param>
/// <param name="Passed">Right, or right by a convention that the fact itself declares.</param>
/// <param name="Expected">What the product gives.</param>
/// <param name="Got">What this platform gives.</param>
/// <param name="Convention">The convention by which the fact is right, where it is not ours; in Chinese, with what ours is and why.</param>
/// <param name="Said">The convention as the file says it.</param>
/// <param name="Unread">Keys of the case that were not looked at.</param>
public sealed record FactResult(string Id, bool Passed, string Expected, string Got, string? Convention, string? Said, IReadOnlyList<string> Unread);

/// <summary>What is wrong in a file of facts, and where: a line of the text, or a place such as <c>cases[3].start</c>.</summary>
public sealed record FactProblem(string File, string Place, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File} {Place}：{Reason}";
}
