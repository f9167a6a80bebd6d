using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Announcements;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>What to read to the customer right after registering. It shows the code, so only whoever registered it or was asked first opens it.</summary>
public sealed class RegisteredModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public CaseRow Row { get; private set; } = null!;
    public string Promise { get; private set; } = "";
    public string Answers { get; private set; } = "";
    public string? Phone { get; private set; }
    public string? Passes { get; private set; }
    public Clock Clock => clock;

    /// <summary>What holds now about the matter: said here too, where no script showed it while it was typed.</summary>
    public IReadOnlyList<(AnnouncementRow Row, Fit Fit)> Announcements { get; private set; } = [];
    public bool IsMine => Row.HandlerId == actor.Id;

    public async Task<IActionResult> OnGet(string number)
    {
        if (await db.Cases.AsNoTracking().SingleOrDefaultAsync(row => row.Number == number) is not { } row) return NotFound();
        var matter = Acting.Case(row.Id).ToString();
        if (row.FirstContactId != actor.Id && await RegisteredBy(matter) != actor.Id) return NotFound();
        Row = row;
        var regime = await acting.Regime();
        var duties = await db.Duties.AsNoTracking().Where(duty => duty.Matter == matter && duty.Stands).ToListAsync();
        Promise = Promised.Say(duties.Where(duty => duty.OwedCustomer).Select(duty => (duty.Name, duty.Due)), clock);
        Answers = CaseLine.Name(regime, row.FirstContactId, row.FirstContactUnitId);
        Phone = await db.Units.Where(unit => unit.Id == row.FirstContactUnitId).Select(unit => unit.Phone).SingleOrDefaultAsync();
        if (duties.Any(duty => duty.Name == "transfer") || row.Status == "awaiting-transfer") Passes = regime.Organisation.Unit(row.MeantUnitId)?.Name ?? "承办部门";
        Announcements = await AnnouncementRows.Fitting(db, clock.Now, row.Content, row.CustomerAddress);
        return Page();
    }

    private async Task<string?> RegisteredBy(string matter) =>
        (await db.JournalOf(matter).AsNoTracking().Where(entry => entry.Kind == "acted").OrderBy(entry => entry.Seq).FirstOrDefaultAsync())?.Read() is Acted acted ? acted.By : null;
}
