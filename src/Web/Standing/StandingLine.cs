using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Cases;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Standing;

/// <summary>A duty of the organisation's own as a line: what, whose, for which period, by when, how it stands.</summary>
public sealed record StandingLine(int No, string What, string Owner, string? Period, string? Due, string? Left, string State, string Tone, string Icon, ClauseChip? Clause, bool Mine)
{
    public string Link => $"/standing/{No}";

    public static StandingLine Of(DutyRow row, Regime regime, Clock clock, Func<DutyRow, bool> mine)
    {
        var (state, tone, icon) = Say(row is { State: "open", Due: { } passed } && passed < clock.Now ? "breached" : row.State, row.Near <= clock.Now);
        return new(row.No, row.Text ?? Words.Duty(row.Name), CaseLine.Name(regime, row.BearerPersonId, row.BearerUnitId ?? regime.Organisation.Person(row.BearerPersonId)?.Unit), SayPeriod(row.Period),
            row.Due is { } due ? clock.Say(due) : null, row is { Stands: true, Due: { } end } ? DutyClock.Left(row.Limit, regime.CalendarOf(row.HoursOf), clock.Now, end) : row.EndedAt is { } ended ? $"{clock.Say(ended)} 办了" : null,
            state, tone, icon, ClauseChip.Of(regime, row.Pack, row.Clause, row.Version), row.Stands && mine(row));
    }

    /// <summary>The word, the tone and the sign of a state.</summary>
    public static (string Word, string Tone, string Icon) Say(string state, bool near) => state switch
    {
        "met" => ("已办", "green", "circle-check"),
        "late" => ("迟办", "amber", "circle-check"),
        "waived" => ("不再需要", "grey", "ban"),
        "breached" => ("逾期未办", "red", "alert-triangle"),
        "planned" => ("未到期间", "grey", "calendar"),
        _ when near => ("快到期", "amber", "clock"),
        _ => ("待办", "teal", "hourglass"),
    };

    /// <summary>2026-03 → 2026年3月, 2026-Q1 → 2026年一季度.</summary>
    public static string? SayPeriod(string? period) => Shouwen.Duties.Period.Read(period) is not { } read ? period : read.Length switch
    {
        "month" => $"{read.First.Year}年{read.First.Month}月",
        "quarter" => $"{read.First.Year}年{"一二三四"[(read.First.Month - 1) / 3]}季度",
        "half-year" => $"{read.First.Year}年{(read.First.Month == 1 ? "上" : "下")}半年",
        "year" => $"{read.First.Year}年",
        _ => $"{read.First.Year}年{read.First.Month}月{read.First.Day}日",
    };
}
