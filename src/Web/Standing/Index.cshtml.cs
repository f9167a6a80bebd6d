using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Standing;

/// <summary>常设责任: what the rules ask of the house itself, month by month, and what of it lies on whoever looks.</summary>
public sealed class IndexModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    private const int MostMine = 12;

    public YearOfDuties Picture { get; private set; } = null!;
    public IReadOnlyList<StandingLine> Mine { get; private set; } = [];
    public Offer Units { get; private set; } = new([]);
    public int Year { get; private set; }
    public string? Unit { get; private set; }
    public DateOnly Today => clock.Today;

    /// <summary>Duties that stand and those that are late, of what is looked at.</summary>
    public int Late { get; private set; }
    public string? More { get; private set; }

    public async Task OnGet(int? year, string? unit)
    {
        var regime = await acting.Regime();
        Year = year is >= 2000 and <= 2100 ? year.Value : clock.Today.Year;
        Unit = regime.Organisation.Unit(unit)?.Id;
        Units = (await Pickings.Load(acting, actor)).Units;
        Picture = await YearOfDuties.Load(db, regime, clock, Year, Unit);
        Late = await YearOfDuties.Of(db, regime, Unit).CountAsync(row => row.Stands && row.State == "breached");
        var rows = await Owed(db, regime, actor.Id).OrderBy(row => row.Due ?? DateTimeOffset.MaxValue).ThenBy(row => row.No).Take(MostMine + 1).ToListAsync();
        if (rows.Count > MostMine) More = "/standing/list?mine=true&month=all";
        Mine = [.. rows.Take(MostMine).Select(row => StandingLine.Of(row, regime, clock, _ => true))];
    }

    /// <summary>What stands of the house's own duties on this person, or on a unit he heads or speaks for.</summary>
    public static IQueryable<DutyRow> Owed(AppDb db, Regime regime, string person)
    {
        var standing = Acting.Standing.ToString();
        List<string> units = [.. regime.Organisation.Units.Where(unit => unit.Head == person || unit.Liaison == person || unit.Contact == person).Select(unit => unit.Id)];
        return db.Duties.AsNoTracking().Where(row => row.CaseId == null && row.Matter == standing && row.Stands && (row.BearerPersonId == person || units.Contains(row.BearerUnitId!)));
    }
}
