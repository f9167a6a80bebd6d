namespace Shouwen.Calendar;

/// <summary>
/// The offsets of one zone over the years of the calendar, as sorted arrays, so that a conversion costs nanoseconds and no allocation.
/// All ticks are <see cref="DateTime.Ticks"/>, UTC or local wall clock as the names say.
/// </summary>
internal sealed class ZoneClock
{
    private readonly long[] _since; // UTC ticks from which the offset of the same index holds; the first is the beginning of time
    private readonly long[] _offset;

    /// <summary>Reads the zone's offsets from two days before <paramref name="first"/> to two days after <paramref name="last"/>.</summary>
    public ZoneClock(TimeZoneInfo zone, DateOnly first, DateOnly last)
    {
        long Offset(long utc) => zone.GetUtcOffset(new DateTime(utc, DateTimeKind.Utc)).Ticks;

        var at = (first.DayNumber - 2) * TimeSpan.TicksPerDay;
        var end = (last.DayNumber + 3) * TimeSpan.TicksPerDay;
        var since = new List<long> { long.MinValue };
        var offset = new List<long> { Offset(at) };
        for (; at < end; at += TimeSpan.TicksPerDay)
        {
            var (before, after) = (at, at + TimeSpan.TicksPerDay);
            var changed = Offset(after);
            if (changed == offset[^1]) continue;
            while (after - before > 1)
            {
                var middle = before + (after - before) / 2;
                if (Offset(middle) == changed) after = middle;
                else before = middle;
            }

            since.Add(after);
            offset.Add(changed);
        }

        (_since, _offset) = ([.. since], [.. offset]);
    }

    /// <summary>The zone's offset from UTC at a moment, in ticks.</summary>
    public long OffsetAt(long utc) => _offset[Segment(utc)];

    /// <summary>
    /// The first moment at which the zone's wall clock shows <paramref name="local"/> or more: of a time that occurs twice the first, of a time that is skipped
    /// the moment of the jump. Never decreases when <paramref name="local"/> grows, so shifts never overlap nor turn round on a day of change.
    /// </summary>
    public long ToUtc(long local)
    {
        for (var i = Segment(local - TimeSpan.TicksPerDay); ; i++)
        {
            var utc = Math.Max(_since[i], local - _offset[i]);
            if (i + 1 == _since.Length || utc < _since[i + 1]) return utc;
        }
    }

    private int Segment(long utc)
    {
        int low = 0, high = _since.Length;
        while (high - low > 1)
        {
            var middle = (low + high) >>> 1;
            if (_since[middle] <= utc) low = middle;
            else high = middle;
        }

        return low;
    }
}
