using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Packs;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>One duty with its clock, ready to be read.</summary>
public sealed record DutyClock(Duty Duty, string Verb, string Bearer, string? OwedTo, string? Due, string State, string Tone, string Icon)
{
    /// <summary>What the watch did about it and does next, as sentences; empty where there is nothing to say.</summary>
    public IReadOnlyList<string> Watched { get; init; } = [];

    public static DutyClock Of(Duty duty, Dossier dossier, Clock clock)
    {
        var calendar = dossier.Regime.CalendarOf(duty);
        var (state, tone, icon) = duty switch
        {
            { State: DutyState.Met } => (Words.State(duty.State), "green", "circle-check"),
            { State: DutyState.Late } => (Words.State(duty.State), "amber", "circle-check"),
            { State: DutyState.Waived } => (Words.State(duty.State), "grey", "x"),
            { State: DutyState.Breached } => (duty.Due is { } over ? Left(duty.Limit, calendar, clock.Now, over) : Words.State(duty.State), "red", "alert-triangle"),
            { State: DutyState.Paused } => (Words.State(duty.State), "grey", "hourglass"),
            { Due: null } => (duty.Limit is { } limit ? Words.Limit(limit) : "未定时限", "grey", "clock"),
            { Due: { } due } => (Left(duty.Limit, calendar, clock.Now, due), Alarms.Near(duty, dossier.Regime) <= clock.Now ? "amber" : "green", "clock"),
        };
        return new(duty, duty.Text ?? Words.Duty(duty.Name), dossier.Name(dossier.Bearer(duty)) + (duty.MissedBy is { } missed ? $"（{dossier.Name(missed)}逾期后接过）" : ""), dossier.OwedTo(duty) is { } owed ? dossier.Name(owed) : null,
            duty.Due is { } end ? clock.Say(end) : null, state, tone, icon) { Watched = [.. Ladders(duty, dossier, clock)] };
    }

    private static IEnumerable<string> Ladders(Duty duty, Dossier dossier, Clock clock)
    {
        string Names(IReadOnlyList<string> people) => string.Join("、", people.Select(person => dossier.Name(Party.Person(person))));
        if (duty.WarnedAt is { } warned) yield return $"{clock.Say(warned)} 提醒过{Names(dossier.History.OfType<DutyWarned>().LastOrDefault(one => one.No == duty.No)?.People ?? [])}{(duty.Stands && duty.BreachedAt is null && Alarms.Next(duty, dossier.Regime) is { } again && again < duty.Due ? $"，{clock.Say(again)} 再提醒" : "")}";
        foreach (var climbed in duty.Climbs ?? [])
            yield return climbed.People.Count == 0 ? $"{clock.Say(climbed.At)} 再往上没有可报的人" : $"{clock.Say(climbed.At)} 已报{Words.Level(climbed.Level)}{Names(climbed.People)}督促";
        if (duty.State == DutyState.Breached && Ladder.Next(duty, dossier.Regime) is { } next && Ladder.Ahead(duty, dossier.Scene).FirstOrDefault() is { People: { } people } rung)
            yield return $"再不办，{clock.Say(next)} 报{Words.Level(rung.Level)}{Names(people)}";
    }

    /// <summary>
    /// What is left in working time: 还有 42 分钟 while it is less than a day's work, then 还有 3 个工作日; once over 已超 ….
    /// In hours of the clock where the limit itself runs by the clock.
    /// </summary>
    public static string Left(string? limit, WorkCalendar calendar, DateTimeOffset now, DateTimeOffset due)
    {
        if (Limits.IsByTheClock(limit)) return Zh.Left(due - now);
        var (word, left) = now <= due ? ("还有", calendar.WorkingTimeBetween(now, due)) : ("已超", calendar.WorkingTimeBetween(due, now));
        var days = Math.Abs(calendar.WorkdaysBetween(calendar.DayOf(now), calendar.DayOf(due)));
        return days >= 2 && left > TimeSpan.FromHours(8) ? $"{word} {days} 个工作日" : left < TimeSpan.FromMinutes(1) ? $"{word}不到 1 分钟" : $"{word} {Words.Hours(left)}";
    }
}
