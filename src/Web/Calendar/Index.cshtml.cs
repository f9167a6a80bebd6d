using Microsoft.AspNetCore.Mvc;
using Shouwen.Calendar;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Calendar;

/// <summary>工作日历: which days and hours count here, and on whose word.</summary>
public sealed class IndexModel(AppDb db, Regimes regimes, Acting acting, Actor actor, Clock clock) : CalendarPage(db, regimes, acting, actor, clock)
{
    public int Year { get; private set; }
    public WorkCalendar Shown { get; private set; } = null!;
    public IReadOnlyList<MonthCells> Months { get; private set; } = [];
    public IReadOnlyList<HoursLine> Hours { get; private set; } = [];
    public bool Announced => Shown.Knows(Year);
    public IReadOnlyList<string> Sources => [.. Book.National.Festivals.Where(festival => festival.Year == Year).Select(festival => festival.Source).Distinct()];
    public bool MayChange => Actor.Administers;
    public bool HasOwn => Unit is not null && Book.Own.Units.ContainsKey(Unit);

    /// <summary>How many matters a change has left with deadlines of an earlier version.</summary>
    public int Concerned { get; private set; }

    public async Task<IActionResult> OnGet(int? year, string? unit)
    {
        if (!await Load(unit)) return NotFound();
        Year = Math.Clamp(year ?? Clock.Today.Year, WorkCalendar.FirstDay.Year + 1, WorkCalendar.LastDay.Year - 1);
        Shown = await Calendar();
        Months = YearPicture.Of(Shown, Year, Clock.Today);
        Hours = HoursTable.Of(Unit is null ? Book.Own.For() : Book.Units.FirstOrDefault(one => one.Version == Shown.Version) is { } own ? Book.Own.For([own.Unit, .. own.Above]) : Book.Own.For());
        if (MayChange) Concerned = await Recomputing.Concerned(Db, Acting);
        return Page();
    }
}
