using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Announcements;

/// <summary>通报: those that hold now, those to come, those that are over. Everybody may read them; they are what is said to customers.</summary>
public sealed class IndexModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    private const int Size = 50;

    public sealed record Line(AnnouncementRow Row, string By, bool Unread);

    public Clock Clock => clock;
    public string? When { get; private set; }
    public bool MayAnnounce { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public int? More { get; private set; }

    public async Task OnGet(string? when, int? before)
    {
        When = when is "coming" or "over" ? when : null;
        var (organisation, now) = ((await acting.Regime()).Organisation, clock.Now);
        MayAnnounce = EditModel.Opens(actor, organisation);
        var rows = db.Announcements.AsNoTracking();
        rows = When switch
        {
            "coming" => rows.Where(row => row.EndedAt == null && row.From > now),
            "over" => rows.Where(row => row.EndedAt != null || row.Until <= now),
            _ => AnnouncementRows.Now(db, now),
        };
        var found = await rows.Where(row => before == null || row.Id < before).OrderByDescending(row => row.Id).Take(Size + 1).ToListAsync();
        More = found.Count > Size ? found[Size - 1].Id : null;
        var unread = await AnnouncementRows.Unread(db, actor.Id, actor.UnitId, now).Select(row => row.Id).ToListAsync();
        Lines = [.. found.Take(Size).Select(row => new Line(row, AnnouncementRows.Author(organisation, row), unread.Contains(row.Id)))];
    }

    /// <summary>Read, from the desk.</summary>
    public async Task<IActionResult> OnPostRead(int id)
    {
        if (await db.Announcements.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id) is not { } row) return NotFound();
        await AnnouncementRows.MarkRead(db, row, actor.Id, clock.Now);
        return this.Done("/desk", $"已阅“{row.Title}”");
    }
}
