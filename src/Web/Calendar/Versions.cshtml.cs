using Microsoft.AspNetCore.Mvc;
using Shouwen.Calendar;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Calendar;

/// <summary>Days in a row that one version has otherwise than another.</summary>
public sealed record DayChange(DateOnly First, DateOnly Last, string Before, string After);

/// <summary>版本: every calendar there was, who decided it and why, and what it changed; the text of one.</summary>
public sealed class VersionsModel(AppDb db, Regimes regimes, Acting acting, Actor actor, Clock clock) : CalendarPage(db, regimes, acting, actor, clock)
{
    private const int Longest = 60;

    public CalendarBook? One { get; private set; }
    public IReadOnlyList<DayChange> Days { get; private set; } = [];
    public IReadOnlyList<(string Sign, string Line)> Lines { get; private set; } = [];
    public IReadOnlyList<CalendarBook> Newest => [.. Books.Reverse()];

    /// <param name="id">One of them; all without it.</param>
    /// <param name="version">Or the one in which a calendar has this version, as a duty remembers it.</param>
    public async Task<IActionResult> OnGet(long? id, string? version)
    {
        await Load(null);
        if (version is not null) return Books.FirstOrDefault(book => book.All.Any(one => one.Version == version)) is { } of ? LocalRedirect($"/calendar/versions/{of.Row.Id}") : NotFound();
        if (id is null) return Page();
        if (Books.FirstOrDefault(book => book.Row.Id == id) is not { } one) return NotFound();
        One = one;
        if (Books.LastOrDefault(book => book.Row.Id < id) is not { } before) return Page();
        Days = [.. Changes(before.Calendar, one.Calendar).Take(Longest)];
        Lines = [.. Differing(before.Row.Own, one.Row.Own), .. Differing(before.Row.National, one.Row.National)];
        return Page();
    }

    public static string Act(CalendarVersion row) => row.Act == Changing.Announces ? "记入放假通知" : "改日历";

    /// <summary>Only what kind of day it is: other hours on every day of a year are said by the text.</summary>
    private static IEnumerable<DayChange> Changes(WorkCalendar before, WorkCalendar after)
    {
        DayChange? run = null;
        for (var day = new DateOnly(2015, 1, 1); day < new DateOnly(2045, 1, 1); day = day.AddDays(1))
        {
            var (was, now) = (before.On(day), after.On(day));
            if (was.Works == now.Works && was.Reason == now.Reason && was.Name == now.Name) continue;
            var change = new DayChange(day, day, DayWords.Say(was), DayWords.Say(now));
            if (run is not null && run.Last.AddDays(1) == day && run.After == change.After && run.Before == change.Before) run = run with { Last = day };
            else
            {
                if (run is not null) yield return run;
                run = change;
            }
        }
        if (run is not null) yield return run;
    }

    /// <summary>Lines that went and lines that came, each text's order kept.</summary>
    private static IEnumerable<(string, string)> Differing(string before, string after)
    {
        var (old, neu) = (before.ReplaceLineEndings("\n").Split('\n'), after.ReplaceLineEndings("\n").Split('\n'));
        return [.. old.Except(neu).Select(line => ("去掉", line)), .. neu.Except(old).Select(line => ("加上", line))];
    }
}
