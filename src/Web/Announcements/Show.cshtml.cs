using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Announcements;

/// <summary>One announcement: what is said, who has read it and who not, and every edition it had.</summary>
public sealed class ShowModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public sealed record Edition(Announcement Says, string By);

    public AnnouncementRow Row { get; private set; } = null!;
    public string By { get; private set; } = "";
    public Clock Clock => clock;
    public IReadOnlyList<Edition> Editions { get; private set; } = [];
    public IReadOnlyList<(string Name, DateTimeOffset At)> Read { get; private set; } = [];
    public IReadOnlyList<string> Unread { get; private set; } = [];

    /// <summary>It is meant for the one who looks, and he has not read this edition.</summary>
    public bool ToRead { get; private set; }
    public bool MayChange { get; private set; }
    public string To { get; private set; } = "";

    public async Task<IActionResult> OnGet(int id) => await Load(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostRead(int id)
    {
        if (!await Load(id)) return NotFound();
        await AnnouncementRows.MarkRead(db, Row, actor.Id, clock.Now);
        return this.Done($"/announcements/{id}", "已确认已阅");
    }

    public async Task<IActionResult> OnPostRemind(int id)
    {
        if (!await Load(id)) return NotFound();
        if (!MayChange) return Forbid();
        var unread = await Waiting().Select(person => person.Id).ToListAsync();
        var around = await acting.Around(await acting.Regime());
        foreach (var person in unread) Web.Cases.Notices.Tell(db, person, $"请阅读通报：{Row.Title}。还没有您的已阅确认。", around, clock.Now, $"/announcements/{id}");
        await db.SaveChangesAsync();
        return this.Done($"/announcements/{id}", unread.Count == 0 ? "大家都已阅，没有要提醒的" : $"已提醒 {unread.Count} 人");
    }

    public async Task<IActionResult> OnPostEnd(int id, string? reason)
    {
        if (!await Load(id)) return NotFound();
        if (!MayChange) return Forbid();
        var platform = actor.Administers && !EditModel.Opens(actor with { Holdings = [] }, (await acting.Regime()).Organisation);
        var with = Fields.Of(new Dictionary<string, object?> { ["reason"] = reason?.Trim(), ["entered-by"] = platform ? actor.Id : null }.Where(pair => pair.Value is not null and not "").ToDictionary());
        return await acting.Do(Announcement.Key(id), null, "end-announcement", platform ? Act.System : actor.Id, with) is Outcome.Refused refused
            ? this.Refused("", refused.Refusals[0].Sentence) : this.Done($"/announcements/{id}", "通报已结束，登记时不再显示");
    }

    private IQueryable<Web.People.Person> Waiting()
    {
        var (id, edition) = (Row.Id, Row.Edition);
        return AnnouncementRows.Readers(db, Row).Where(person => !db.AnnouncementReads.Any(read => read.AnnouncementId == id && read.PersonId == person.Id && read.Edition == edition));
    }

    private async Task<bool> Load(int id)
    {
        if (await db.Announcements.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id) is not { } row) return false;
        var organisation = (await acting.Regime()).Organisation;
        string Name(string person) => organisation.Person(person)?.Name ?? person;
        (Row, By, MayChange) = (row, AnnouncementRows.Author(organisation, row), row.EndedAt is null && EditModel.Opens(actor, organisation));
        To = row.Units.Count == 0 ? "没有指定部门" : string.Join("、", row.Units.Select(unit => organisation.Unit(unit)?.Name ?? unit));
        var matter = await acting.Load(Announcement.Key(id));
        Editions = [.. Announcement.Editions(matter!).Reverse().Select(edition => new Edition(edition, Name(edition.ChangedBy)))];
        Read = [.. (await db.AnnouncementReads.Where(read => read.AnnouncementId == id && read.Edition == row.Edition).OrderBy(read => read.At).ToListAsync()).Select(read => (Name(read.PersonId), read.At))];
        Unread = [.. (await Waiting().OrderBy(person => person.UnitId).ThenBy(person => person.Id).Take(500).Select(person => person.DisplayName).ToListAsync())];
        ToRead = row.EndedAt is null && await Waiting().AnyAsync(person => person.Id == actor.Id);
        return true;
    }
}
