using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.Roster;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Desk;

public sealed class IndexModel(AppDb db, Actor actor, Clock clock) : PageModel
{
    public Clock Clock => clock;
    public string Greeting => $"{actor.Name}，今天是{Zh.Day(clock.Today, clock.Today)}。";
    public IReadOnlyList<RosterShift> Shifts { get; private set; } = [];

    public async Task OnGet()
    {
        var until = clock.Now.AddDays(7);
        Shifts = await db.RosterShifts.Where(s => s.PersonId == actor.Id && s.To > clock.Now && s.From < until).OrderBy(s => s.From).ToListAsync();
    }
}
