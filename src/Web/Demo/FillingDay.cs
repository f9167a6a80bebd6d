using Shouwen.Calendar;

namespace Shouwen.Web.Demo;

/// <summary>A working day, or some of its cases, to be told.</summary>
/// <param name="Date">The day.</param>
/// <param name="Before">How many cases all days before have.</param>
/// <param name="Count">How many the day has.</param>
/// <param name="Working">For how much of its working time they come; less than the whole only on the last.</param>
/// <param name="Open">How likely a case of this day is never closed.</param>
/// <param name="First">From which one on, counted from 0.</param>
/// <param name="Until">Up to which one, not included.</param>
public sealed record FillingDay(DateOnly Date, int Before, int Count, TimeSpan Working, double Open, int First, int Until)
{
    private static readonly TimeOnly Begins = new(8, 30);
    private static readonly TimeSpan Whole = TimeSpan.FromMinutes(450);

    /// <summary>In how many working days what nobody closes has become a third.</summary>
    private const double Fading = 12;

    public IEnumerable<FillingDay> Chunks(int most) => Enumerable.Range(0, (Count + most - 1) / most).Select(part => this with { First = part * most, Until = Math.Min(Count, (part + 1) * most) });

    /// <summary>When that case of the day is registered; later ones never earlier.</summary>
    public DateTimeOffset At(WorkCalendar calendar, int no, Random random) =>
        calendar.AddWorkingTime(calendar.At(Date, Begins), TimeSpan.FromSeconds(Math.Floor(Working.TotalSeconds * (no + random.NextDouble()) / Count)));

    /// <summary>Every working day of the span with its share of the cases: more at the beginning of a week and in winter.</summary>
    public static IEnumerable<FillingDay> Of(WorkCalendar calendar, Fill fill)
    {
        var last = calendar.DayOf(fill.To);
        var random = new Random(fill.Seed);
        List<(DateOnly Date, TimeSpan Working, double Weight)> days = [.. Enumerable.Range(0, Math.Max(0, last.DayNumber - fill.From.DayNumber + 1)).Select(fill.From.AddDays).Where(calendar.IsWorkday)
            .Select(day => (day, Working: Passed(calendar, day, fill.To))).Where(one => one.Working > TimeSpan.Zero)
            .Select(one => (one.day, one.Working, one.Working / Whole * (1 + 0.15 * random.NextDouble()) * (one.day.DayOfWeek == DayOfWeek.Monday ? 1.3 : 1) * (one.day.Month is 11 or 12 or 1 or 2 ? 1.4 : 1)))];
        if (days.Count == 0) throw new FormatException("这段日期里没有工作日 / no working day between these days");
        var (sum, taken) = (days.Sum(day => day.Weight), 0);
        var counts = new int[days.Count];
        var weight = 0.0;
        for (var i = 0; i < days.Count; i++)
        {
            weight += days[i].Weight;
            counts[i] = (int)Math.Round(fill.Cases * weight / sum) - taken;
            taken += counts[i];
        }
        var scale = Scale(counts, fill.Cases * fill.OpenShare);
        taken = 0;
        for (var i = 0; i < days.Count; i++)
        {
            if (counts[i] > 0) yield return new(days[i].Date, taken, counts[i], days[i].Working, Math.Min(1, scale * Faded(counts.Length - i)), 0, counts[i]);
            taken += counts[i];
        }
    }

    private static double Faded(int daysAgo) => Math.Exp(-daysAgo / Fading) + 0.0005;

    /// <summary>By what the likelihoods must be multiplied for that many to be left open.</summary>
    private static double Scale(int[] counts, double open)
    {
        var (low, high) = (0.0, 4000.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (counts.Select((count, day) => count * Math.Min(1, middle * Faded(counts.Length - day))).Sum() < open) low = middle;
            else high = middle;
        }
        return high;
    }

    private static TimeSpan Passed(WorkCalendar calendar, DateOnly day, DateTimeOffset to)
    {
        var begins = calendar.At(day, Begins);
        var passed = Whole;
        while (passed > TimeSpan.Zero && calendar.AddWorkingTime(begins, passed) > to) passed -= TimeSpan.FromMinutes(1);
        return passed;
    }
}
