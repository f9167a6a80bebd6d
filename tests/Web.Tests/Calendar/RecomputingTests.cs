using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Web.Calendar;
using Shouwen.Web.Cases;
using Shouwen.Web.Journal;
using Xunit;
using Recomputing = Shouwen.Web.Calendar.Recomputing;

namespace Shouwen.Tests.Calendars;

/// <summary>Versions of the calendar: kept with their text, moving nothing by themselves, verified against the rulebook.</summary>
public sealed class RecomputingTests : IAsyncLifetime
{
    private readonly WorldSite site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private Task<CalendarVersion> Change(Func<OwnCalendar, OwnCalendar> change, string note = "盘点") => site.Db(async db =>
    {
        var last = (await Changing.Last(db))!;
        return await Changing.Write(db, Changing.Changes, last.National, change(OwnCalendar.Read(last.Own, "own").Value!), "fang", note, site.Clock.Now);
    });

    private static OwnCalendar Close(OwnCalendar own, string day) =>
        own with { Organisation = own.Organisation with { Days = [.. own.Organisation.Days, OwnDay.Closed(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), "盘点")] } };

    private Task<DutyRow> Duty(CaseRow row, string name) => site.Db(db => db.Duties.AsNoTracking().Where(duty => duty.CaseId == row.Id && duty.Name == name).OrderBy(duty => duty.No).FirstAsync());

    private Task<IReadOnlyList<string>> Candidates() => site.Acting(async acting => await site.Db(async db => await Recomputing.Candidates(db, await acting.Regime())));

    private async Task<Recomputation> Recompute(Func<bool>? until = null)
    {
        var begun = await site.Acting(async acting => await site.Db(async db => await Recomputing.Begin(db, await acting.Regime(), "fang", "盘点停业", site.Clock.Now)));
        await Recomputing.Continue(site.Services.GetRequiredService<IServiceScopeFactory>(), until, TestContext.Current.CancellationToken);
        return await site.Db(db => db.Recomputations.AsNoTracking().SingleAsync(one => one.Id == begun.Id));
    }

    private Task<IReadOnlyList<Breakage>> Verified() => site.Db(async db =>
    {
        var verifying = new Verifying(db, site.Services.GetRequiredService<Files>());
        var found = new List<Breakage>();
        foreach (var matter in await verifying.Matters()) found.AddRange(await verifying.Look(matter));
        return (IReadOnlyList<Breakage>)found;
    });

    [Fact]
    public async Task A_closure_moves_nothing_until_somebody_decides_it_and_then_says_both_ends()
    {
        var row = await site.Registered();
        var before = await Duty(row, "contact");
        await Change(own => Close(own, "2026-03-05"));
        Assert.Equal(before.Due, (await Duty(row, "contact")).Due);
        Assert.Equal([$"case:{row.Id}"], (await Candidates()).Where(matter => matter.StartsWith("case:", StringComparison.Ordinal)));

        var done = await Recompute();
        var after = await Duty(row, "contact");
        Assert.True(done is { FinishedAt: not null, Done: > 0 } && done.Done == done.Total && done.Moved > 0, $"{done.Done} of {done.Total}, {done.Moved} moved");
        Assert.True(after.Due > before.Due);
        Assert.NotEqual(before.Calendar, after.Calendar);
        var history = await site.Acting(acting => acting.History(Acting.Case(row.Id)));
        var moved = history.OfType<DutyMoved>().Single(one => one.No == after.No);
        Assert.Equal((before.Due, after.Due, before.Calendar, after.Calendar, "recompute"), (moved.Was?.ToUniversalTime(), moved.Due?.ToUniversalTime(), moved.WasCalendar, moved.Calendar, moved.Why));
        Assert.Equal("fang", history.OfType<Acted>().Last().By);
        Assert.Contains(await site.Db(db => db.Notices.Where(notice => notice.PersonId == "li").Select(notice => notice.Text).ToListAsync()), text => text.Contains("方圆按新的工作日历重新计算了", StringComparison.Ordinal) && text.Contains("改为", StringComparison.Ordinal));
        Assert.Empty(await Candidates());
        Assert.Empty(await Verified());
    }

    [Fact]
    public async Task It_may_stop_anywhere_and_goes_on_where_it_stopped()
    {
        for (var i = 0; i < 3; i++) await site.Registered();
        await Change(own => Close(own, "2026-03-05"));
        var asked = 0;
        var stopped = await Recompute(() => asked++ >= 1);
        Assert.Equal((1, null), (stopped.Done, stopped.FinishedAt));
        await Watch.Look(site.Services.GetRequiredService<IServiceScopeFactory>(), TestContext.Current.CancellationToken);
        var done = await site.Db(db => db.Recomputations.AsNoTracking().SingleAsync());
        Assert.Equal((done.Total, true), (done.Done, done.FinishedAt is not null));
        Assert.Equal(3, await site.Db(db => db.Journal.CountAsync(entry => entry.Kind == "acted" && entry.Matter.StartsWith("case:") && entry.Body.Contains("recompute"))));
    }

    [Fact]
    public async Task A_change_that_lies_outside_a_deadlines_days_does_not_ask_for_it()
    {
        await site.Registered();
        await Change(own => Close(own, "2026-09-09"));
        Assert.DoesNotContain(await Candidates(), matter => matter.StartsWith("case:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_unit_has_hours_of_its_own_and_its_people_are_measured_by_them()
    {
        var before = await Duty(await site.Registered(), "contact");
        await Change(own => own with { Units = new Dictionary<string, OwnHours> { ["front"] = new() { Shifts = [new(new(7, 0), new(15, 0))] } } }, "大厅提早");
        var row = await Duty(await site.Registered(), "contact");
        Assert.Equal(("front", 15), (row.HoursOf, site.Clock.Now.Offset is var offset ? row.Due!.Value.ToOffset(offset).Hour : 0));
        Assert.NotEqual(before.Calendar, row.Calendar);
        var book = (await site.Db(db => site.Services.GetRequiredService<Regimes>().Books(db)))[^1];
        Assert.Equal(row.Calendar, book.Units.Single().Version);
        Assert.Equal(["company"], book.Units.Single().Above);
    }

    [Fact]
    public async Task The_same_text_again_is_no_new_version()
    {
        var first = (await site.Db(Changing.Last))!;
        Assert.Equal(first.Id, (await Change(own => own)).Id);
        Assert.Equal(1, await site.Db(db => db.CalendarVersions.CountAsync()));
    }

    [Fact]
    public async Task A_database_from_before_versions_is_carried_forward_once()
    {
        await site.Db(async db =>
        {
            await db.CalendarVersions.ExecuteDeleteAsync();
            await db.Journal.Where(entry => entry.Matter == "organisation:rulebook" && entry.Body.Contains("change-calendar")).ExecuteDeleteAsync();
            await Changing.CarryForward(db, site.Clock.Now);
            await Changing.CarryForward(db, site.Clock.Now);
            return true;
        });
        var row = await site.Db(db => db.CalendarVersions.AsNoTracking().SingleAsync());
        Assert.Equal(("system", Changing.Changes), (row.ById, row.Act));
        Assert.Contains("13:30-17:30", row.Own);
    }

    [Fact]
    public async Task A_version_changed_behind_the_rulebooks_back_is_found()
    {
        await site.Db(db => db.CalendarVersions.ExecuteUpdateAsync(set => set.SetProperty(row => row.Own, row => row.Own.Replace("17:30", "18:30"))));
        Assert.Contains(await Verified(), one => one.What.Contains("本单位日历与制度簿不符", StringComparison.Ordinal));
    }
}
