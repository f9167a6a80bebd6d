using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Projects;

/// <summary>A stretch of a bar in thousandths of the picture's width.</summary>
public sealed record Stretch(int From, int Width);

/// <summary>One duty on the picture: until when it was planned, how long it took, on whose watch, and when the user stopped it.</summary>
/// <param name="Planned">From its beginning to its end as set; null where it has none.</param>
/// <param name="Spent">From its beginning to what ended it, or to the present.</param>
public sealed record TimelineBar(string What, string Who, string Says, string State, string Tone, Stretch? Planned, Stretch Spent, IReadOnlyList<Stretch> Paused, ClauseChip? Clause, bool Inside);

/// <summary>时间图: the steps of a project one below the other, planned and spent, over the days between its first and its last.</summary>
public sealed record Timeline(IReadOnlyList<TimelineBar> Bars, IReadOnlyList<(int At, string Says)> Ticks, int? Now)
{
    /// <summary>What goes on besides, without being a step.</summary>
    private static readonly HashSet<string> Besides = ["close", "progress", "resolve", "coordinate", "survey", "submit-report", "submit-plan"];

    public static Timeline? Of(Regime regime, Matter project, IReadOnlyList<Event> history, Clock clock, Func<Party, string> name)
    {
        var now = project.IsClosed ? project.Acts[^1].At : clock.Now;
        var duties = project.Duties.Where(duty => !Besides.Contains(duty.Name) && duty.Pack != House.Id && !duty.Waived).ToList();
        if (duties.Count == 0) return null;
        // A file that slept for a year would press everything else together: the picture begins with the work that was done since.
        var from = duties.Min(duty => duty.Start);
        if (duties.Where(duty => duty.Start > now.AddDays(-120) || duty.Stands).ToList() is { Count: > 0 } lately && now - from > TimeSpan.FromDays(150)) (duties, from) = (lately, lately.Min(duty => duty.Start));
        var to = duties.Select(duty => duty.Due ?? now).Append(now).Max();
        if (to - from < TimeSpan.FromDays(1)) to = from.AddDays(1);
        int At(DateTimeOffset moment) => (int)Math.Clamp(1000 * ((moment - from) / (to - from)), 0, 1000);
        Stretch Over(DateTimeOffset begin, DateTimeOffset end) => new(At(begin), Math.Max(3, At(end) - At(begin)));
        var scene = new Scene(regime, project, null, clock.Now);
        var bars = duties.OrderBy(duty => duty.Start).ThenByDescending(duty => duty.Due ?? duty.Start).ThenBy(duty => duty.No).Select(duty =>
        {
            var end = duty.EndedAt ?? now;
            var pauses = Pauses(history, duty.No, now);
            var calendar = regime.CalendarOf(duty);
            var days = Math.Max(0, Days(duty.Start, end) - pauses.Sum(pause => Days(pause.From, pause.To)));
            int Days(DateTimeOffset begin, DateTimeOffset until) => calendar.WorkdaysBetween(calendar.DayOf(begin), calendar.DayOf(until));
            var (state, tone) = duty.State switch { DutyState.Met => ("按时", "green"), DutyState.Late => ("迟了", "red"), DutyState.Breached => ("逾期", "red"), DutyState.Paused => ("停着", "grey"), _ => duty.Due < now ? ("逾期", "red") : ("进行中", "teal") };
            if (duty is { Due: null, Stands: false }) (state, tone) = ("办了", "green");
            var inside = Clockwork.RuleOf(duty, regime)?.Rule.Inside is not null;
            return new TimelineBar(duty.Text ?? Words.Duty(duty.Name), name(Clockwork.Bearer(duty, scene with { Pack = regime.Packs.FirstOrDefault(pack => pack.Id == duty.Pack) })),
                $"{(duty.Limit?.Split(' ') is ["working-days", var limit] ? $"限 {limit} 个工作日，" : "")}{(days == 0 ? duty.Stands ? "今天起" : "当天" : $"{(duty.Stands ? "已用" : "用了")} {days} 个工作日")}{(pauses.Count > 0 ? "，停计的不算" : "")}{(duty.Due is { } due ? $"，应于 {clock.Say(due)} 前" : "")}", state, tone,
                duty.Due is { } planned ? Over(duty.Start, planned) : null, Over(duty.Start, end), [.. pauses.Select(pause => Over(pause.From, pause.To))], ClauseChip.Of(regime, duty.Pack, duty.Clause, duty.Version), inside);
        });
        return new([.. bars], [.. Marks(clock, from, to).Select(day => (At(clock.StartOf(day)), $"{day.Month}月{day.Day}日"))], project.IsClosed ? null : At(now));
    }

    /// <summary>When the clock of a duty stood still; the last stretch may still go on.</summary>
    private static List<(DateTimeOffset From, DateTimeOffset To)> Pauses(IReadOnlyList<Event> history, int no, DateTimeOffset now)
    {
        var (found, since) = (new List<(DateTimeOffset, DateTimeOffset)>(), (DateTimeOffset?)null);
        foreach (var happened in history)
        {
            if (happened is DutyPaused paused && paused.No == no) since = paused.At;
            if (since is not { } from || !(happened is DutyResumed resumed && resumed.No == no || happened is DutyEnded ended && ended.No == no)) continue;
            found.Add((from, happened.At));
            since = null;
        }
        if (since is { } still) found.Add((still, now));
        return found;
    }

    /// <summary>Days that are written below the picture: four or five of them.</summary>
    private static IEnumerable<DateOnly> Marks(Clock clock, DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (DateOnly.FromDateTime(clock.Local(from).DateTime), DateOnly.FromDateTime(clock.Local(to).DateTime));
        var step = Math.Max(1, (last.DayNumber - first.DayNumber) / 4);
        for (var day = first; day <= last; day = day.AddDays(step)) yield return day;
    }
}
