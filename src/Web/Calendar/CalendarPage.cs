using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Calendar;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Calendar;

/// <summary>What the pages of the calendar have in common: the version in force, the names of units and people, and how a new version is saved.</summary>
public abstract class CalendarPage(AppDb db, Regimes regimes, Acting acting, Actor actor, Clock clock) : PageModel
{
    private IReadOnlyDictionary<string, string> _names = new Dictionary<string, string>();

    protected AppDb Db => db;
    protected Acting Acting => acting;
    public Actor Actor => actor;
    public Clock Clock => clock;
    public CalendarBook Book { get; private set; } = null!;
    public IReadOnlyList<CalendarBook> Books { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];
    public IReadOnlyDictionary<string, string> UnitNames { get; private set; } = new Dictionary<string, string>();

    /// <summary>The unit whose calendar is looked at or changed; null for the whole organisation's.</summary>
    public string? Unit { get; private set; }
    public string Whose => Unit is null ? "全单位" : UnitNames[Unit];

    /// <summary>The version the form was opened on; another one in between is said.</summary>
    public long Seen => Book.Row.Id;

    /// <summary>False when there is no such unit.</summary>
    protected async Task<bool> Load(string? unit)
    {
        Books = await regimes.Books(db);
        Book = Books[^1];
        var units = await db.Units.AsNoTracking().OrderBy(one => one.Id).ToListAsync();
        UnitNames = units.ToDictionary(one => one.Id, one => one.Name);
        Units = [.. units.Where(one => one.Active).Select(one => new SelectListItem(one.Name + (Book.Own.Units.ContainsKey(one.Id) ? "（有自己的作息）" : ""), one.Id, one.Id == unit))];
        _names = await db.People.AsNoTracking().ToDictionaryAsync(person => person.Id, person => person.DisplayName);
        if (unit is { Length: > 0 }) Unit = unit;
        return Unit is null || UnitNames.ContainsKey(Unit);
    }

    public string Name(string person) => person == Shouwen.Cases.Act.System ? "平台" : _names.GetValueOrDefault(person, person);

    /// <summary>The calendar of the unit looked at, as the people in it are measured: the nearest with hours of its own.</summary>
    protected async Task<WorkCalendar> Calendar() => (await acting.Regime()).CalendarOf(Unit);

    /// <summary>Keeps it as a new version, unless it can't be or somebody was quicker; then the page again with the reason.</summary>
    protected async Task<IActionResult> Save(string act, string? national, OwnCalendar own, long seen, string? note, string done)
    {
        if (seen != Seen) return this.Refused("", $"{Name(Book.Row.ById)}刚改过日历（{clock.Say(Book.Row.At)}）。您填的内容还在，请看过再保存。");
        if (OwnCalendar.Read(own.Write(), "") is { Problems: { Count: > 0 } problems })
        {
            foreach (var problem in problems) ModelState.AddModelError("", problem.Reason);
            return this.Refused();
        }
        var written = await Changing.Write(db, act, national ?? Book.Row.National, own, actor.Id, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), clock.Now);
        if (written.Id == seen) return this.Done(Address(), "日历没有变化，没有生成新版本");
        var concerned = await Recomputing.Concerned(db, acting);
        return concerned == 0 ? this.Done(Address(), $"{done}新版本从现在起使用。") : this.Done("/calendar/recompute", $"{done}新版本从现在起使用，已有的时限没有动；请看下面受影响的时限，再决定是否重新计算。");
    }

    protected string Address() => Unit is null ? "/calendar" : $"/calendar?unit={Unit}";
}
