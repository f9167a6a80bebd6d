namespace Shouwen.Calendar;

/// <content>The expansion into sorted arrays, and the searches in them.</content>
public sealed partial class WorkCalendar
{
    private readonly NationalDays _national;
    private readonly DayRules _rules;
    private readonly ZoneClock _clock;

    // Every interval of business hours in order, in UTC ticks: start included, end excluded. _worked[i] is the working time before interval i; one more entry holds the total.
    private readonly long[] _starts;
    private readonly long[] _ends;
    private readonly long[] _worked;

    // By day index (0 is the first day), with one more entry for the day after the last.
    private readonly int[] _firstInterval;
    private readonly int[] _workdaysBefore;

    // The day index of every workday, in order.
    private readonly int[] _workdays;

    private readonly DateOnly _first;
    private readonly DateOnly _last;

    /// <summary>Expands the two into a calendar: some milliseconds and about a megabyte, so build it once and keep it.</summary>
    /// <exception cref="ArgumentException">No calendar can be made of the timetable; the message is <see cref="Timetable.Problem"/>'s.</exception>
    public WorkCalendar(NationalDays national, Timetable timetable) : this(national, timetable, FirstDay, LastDay)
    {
    }

    /// <summary>A calendar for other years than the usual ones, both days included; not nearer than three days to the ends of all time.</summary>
    /// <exception cref="ArgumentException">No calendar can be made of the timetable; the message is <see cref="Timetable.Problem"/>'s.</exception>
    public WorkCalendar(NationalDays national, Timetable timetable, DateOnly first, DateOnly last)
    {
        if (timetable.Problem() is { } problem) throw new ArgumentException(problem, nameof(timetable));
        (Zone, _first, _last) = (timetable.Zone, first, last);
        _national = timetable.KeepsFestivals ? national : NationalDays.None;
        _rules = new DayRules(_national, timetable);
        _clock = new ZoneClock(Zone, _first, _last);

        var days = _last.DayNumber - _first.DayNumber + 1;
        List<long> starts = [], ends = [], worked = [0];
        List<int> workdays = [];
        _firstInterval = new int[days + 1];
        _workdaysBefore = new int[days + 1];
        for (var day = 0; day < days; day++)
        {
            var date = _first.AddDays(day);
            foreach (var shift in _rules.On(date).Shifts)
            {
                var (start, end) = Ends(date, shift);
                if (start == end) continue; // summer time skips it that day
                starts.Add(start);
                ends.Add(end);
                worked.Add(worked[^1] + (end - start));
            }

            _firstInterval[day + 1] = starts.Count;
            if (starts.Count > _firstInterval[day]) workdays.Add(day);
            _workdaysBefore[day + 1] = workdays.Count;
        }

        (_starts, _ends, _worked, _workdays) = ([.. starts], [.. ends], [.. worked], [.. workdays]);
    }

    private (long Start, long End) Ends(DateOnly date, Shift shift)
    {
        var midnight = date.DayNumber * TimeSpan.TicksPerDay;
        return (_clock.ToUtc(midnight + shift.FromTicks), _clock.ToUtc(midnight + shift.ToTicks));
    }

    /// <summary>The first interval that ends after the moment: the one it lies in, or the next; as many as there are when none is left.</summary>
    private int IntervalAt(long utc)
    {
        var i = _firstInterval[DayIndex(utc)];
        // A handful of steps at most: the shifts of one day, or of a night that summer time's end hands to the day before.
        while (i > 0 && _ends[i - 1] > utc) i--;
        while (i < _ends.Length && _ends[i] <= utc) i++;
        return i;
    }

    private long Worked(long utc) => WorkedBefore(IntervalAt(utc), utc);

    /// <summary>Working time before a moment, given its interval.</summary>
    private long WorkedBefore(int i, long utc) => _worked[i] + (i < _starts.Length ? Math.Max(0, utc - _starts[i]) : 0);

    /// <summary>The interval from <paramref name="low"/> on within or at whose end the working time reaches <paramref name="target"/>: strides that double, then halves.</summary>
    private int IntervalEnding(int low, long target)
    {
        var stride = 1;
        while (low + stride < _starts.Length && _worked[low + stride] < target)
        {
            low += stride;
            stride *= 2;
        }

        var high = Math.Min(low + stride, _starts.Length);
        while (high - low > 1)
        {
            var middle = (low + high) >>> 1;
            if (_worked[middle] < target) low = middle;
            else high = middle;
        }

        return low;
    }

    /// <summary>The interval up to <paramref name="high"/> within or at whose start the working time stands at <paramref name="target"/>.</summary>
    private int IntervalStarting(int high, long target)
    {
        var stride = 1;
        while (high - stride > 0 && _worked[high - stride] > target)
        {
            high -= stride;
            stride *= 2;
        }

        var low = Math.Max(high - stride, 0);
        high = Math.Min(high + 1, _starts.Length);
        while (high - low > 1)
        {
            var middle = (low + high) >>> 1;
            if (_worked[middle] <= target) low = middle;
            else high = middle;
        }

        return low;
    }

    private bool IsWorkdayAt(int day) => _workdaysBefore[day + 1] > _workdaysBefore[day];

    private long CloseAt(int day) => _ends[_firstInterval[day + 1] - 1];

    private DateTimeOffset CloseOfWorkday(long n) => (ulong)n < (ulong)_workdays.Length ? Moment(CloseAt(_workdays[n])) : throw OutOfRange();

    private int DayIndex(DateTimeOffset moment) => DayIndex(moment.UtcTicks);

    private int DayIndex(long utc) => InRange((utc + _clock.OffsetAt(utc)) / TimeSpan.TicksPerDay - _first.DayNumber);

    private int DayIndex(DateOnly day)
    {
        return (uint)(day.DayNumber - _first.DayNumber) <= (uint)(_last.DayNumber - _first.DayNumber)
            ? day.DayNumber - _first.DayNumber
            : throw OutOfRange();
    }

    private int InRange(long day) => (ulong)day <= (ulong)(_last.DayNumber - _first.DayNumber) ? (int)day : throw OutOfRange();

    private DateTimeOffset Moment(long utc)
    {
        var offset = _clock.OffsetAt(utc);
        return new DateTimeOffset(utc + offset, new TimeSpan(offset));
    }

    private static void NotNegative(long amount)
    {
        if (amount < 0) throw new ArgumentOutOfRangeException(nameof(amount), amount, "时限不能是负数；往前推算请用相应的减法。");
    }

    private ArgumentOutOfRangeException OutOfRange() =>
        new(null, $"日期超出工作日历的范围（{_first:yyyy-MM-dd} 至 {_last:yyyy-MM-dd}）。");
}
