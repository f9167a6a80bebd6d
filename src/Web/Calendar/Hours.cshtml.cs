using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using Shouwen.Calendar;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Setup;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Calendar;

public sealed class SeasonForm
{
    public string? Name { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }
    public string? Shifts { get; set; }
}

/// <summary>Hours of the organisation or of a unit, as they are typed.</summary>
public sealed class HoursForm
{
    public string? Shifts { get; set; }
    public string? Monday { get; set; }
    public string? Tuesday { get; set; }
    public string? Wednesday { get; set; }
    public string? Thursday { get; set; }
    public string? Friday { get; set; }
    public string? Saturday { get; set; }
    public string? Sunday { get; set; }
    public bool OpenOnFestivals { get; set; }
    public List<SeasonForm> Seasons { get; set; } = [];
    public string? Zone { get; set; }

    [StringLength(200, ErrorMessage = "说明最多 200 个字")]
    public string? Note { get; set; }
    public long Seen { get; set; }

    public static HoursForm Of(OwnHours hours, long seen)
    {
        string Day(DayOfWeek day) => Typed.Say(hours.Weekdays.GetValueOrDefault(day));
        return new()
        {
            Shifts = hours.Shifts.Count == 0 ? "" : Typed.Say(hours.Shifts), Monday = Day(DayOfWeek.Monday), Tuesday = Day(DayOfWeek.Tuesday), Wednesday = Day(DayOfWeek.Wednesday),
            Thursday = Day(DayOfWeek.Thursday), Friday = Day(DayOfWeek.Friday), Saturday = Day(DayOfWeek.Saturday), Sunday = Day(DayOfWeek.Sunday), OpenOnFestivals = !hours.KeepsFestivals, Zone = hours.Zone, Seen = seen,
            Seasons = [.. hours.Seasons.Select(season => new SeasonForm { Name = season.Name, From = season.From.Say, To = season.To.Say, Shifts = season.Shifts.Count == 0 ? "" : Typed.Say(season.Shifts) })],
        };
    }

    public (string Field, DayOfWeek Day, string? Typed)[] Days =>
    [
        ("Monday", DayOfWeek.Monday, Monday), ("Tuesday", DayOfWeek.Tuesday, Tuesday), ("Wednesday", DayOfWeek.Wednesday, Wednesday), ("Thursday", DayOfWeek.Thursday, Thursday),
        ("Friday", DayOfWeek.Friday, Friday), ("Saturday", DayOfWeek.Saturday, Saturday), ("Sunday", DayOfWeek.Sunday, Sunday),
    ];

    /// <summary>What was typed as hours; each thing that is wrong stands at its field. Closures stay, and a season's own weekdays where it keeps its name.</summary>
    public OwnHours Read(OwnHours before, ModelStateDictionary state)
    {
        IReadOnlyList<Shift>? Shifts(string field, string? typed)
        {
            var (shifts, error) = Typed.Shifts(typed);
            if (error is not null) state.AddModelError($"Form.{field}", error);
            return shifts;
        }

        var seasons = new List<Season>();
        foreach (var (i, typed) in Seasons.Index())
        {
            if (string.IsNullOrWhiteSpace(typed.Name + typed.From + typed.To + typed.Shifts)) continue;
            MonthDay? Day(string field, string? text)
            {
                var (day, error) = Typed.MonthDay(text);
                if (day is null) state.AddModelError($"Form.Seasons[{i}].{field}", error ?? "请填写日子，如 5-1");
                return day;
            }

            if (string.IsNullOrWhiteSpace(typed.Name)) state.AddModelError($"Form.Seasons[{i}].Name", "请填写名称，如 夏季");
            var (from, to, hours) = (Day("From", typed.From), Day("To", typed.To), Shifts($"Seasons[{i}].Shifts", typed.Shifts));
            if (from is null || to is null) continue;
            var season = new Season((typed.Name ?? "").Trim(), from.Value, to.Value) { Shifts = hours ?? [] };
            season = season with { Weekdays = before.Seasons.FirstOrDefault(one => one.Name == season.Name)?.Weekdays ?? season.Weekdays };
            if (seasons.Find(other => other.Contains(season.From) || season.Contains(other.From)) is { } other) state.AddModelError($"Form.Seasons[{i}].From", $"{season.Label}与{other.Label}有重叠的日子，同一天只能有一种作息");
            else if (season.Shifts.Count == 0 && season.Weekdays.Count == 0) state.AddModelError($"Form.Seasons[{i}].Shifts", "请填写这个季节的上班时间");
            seasons.Add(season);
        }
        var zone = string.IsNullOrWhiteSpace(Zone) ? null : Zone.Trim();
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) state.AddModelError("Form.Zone", $"没有“{zone}”这个时区，请写成 Asia/Shanghai 这样");
        var week = new Dictionary<DayOfWeek, IReadOnlyList<Shift>>();
        foreach (var (field, day, typed) in Days)
            if (Shifts(field, typed) is { } hours) week[day] = hours;
        return before with { Shifts = Shifts("Shifts", this.Shifts) ?? [], Weekdays = week, Seasons = seasons, KeepsFestivals = !OpenOnFestivals, Zone = zone };
    }
}

/// <summary>改作息: shifts of the year, weekdays and seasons that differ, the zone; of the organisation or of one unit.</summary>
[Authorize(Roles = Roles.Administrator)]
public sealed class HoursModel(AppDb db, Regimes regimes, Acting acting, Actor actor, Clock clock, Installed installed) : CalendarPage(db, regimes, acting, actor, clock)
{
    public HoursForm Form { get; private set; } = new();

    private OwnHours Before => Unit is null ? Book.Own.Organisation : Book.Own.Units.GetValueOrDefault(Unit) ?? new OwnHours();

    public async Task<IActionResult> OnGet(string? unit)
    {
        if (!await Load(unit)) return NotFound();
        Form = HoursForm.Of(Before, Seen);
        Blank();
        return Page();
    }

    public async Task<IActionResult> OnPost(string? unit, HoursForm form)
    {
        if (!await Load(unit)) return NotFound();
        Form = form;
        var hours = form.Read(Before, ModelState);
        if (Unit is null && hours.Shifts.Count == 0 && hours.Weekdays.Values.All(shifts => shifts.Count == 0)) ModelState.TryAddModelError("Form.Shifts", "请填写上班时间，如 08:30-12:00 13:30-17:30");
        Blank();
        if (!ModelState.IsValid) return this.Refused();
        var units = new Dictionary<string, OwnHours>(Book.Own.Units);
        if (Unit is not null && !hours.HasHours && hours.Days.Count == 0 && hours.Zone is null) units.Remove(Unit);
        else if (Unit is not null) units[Unit] = hours;
        var own = Unit is null ? Book.Own with { Organisation = hours } : Book.Own with { Units = units };
        var answer = await Save(Changing.Changes, null, own, form.Seen, form.Note, $"{Whose}的作息已改。");
        if (Unit is null && ModelState.IsValid) await Zone(hours.Zone ?? Timetable.China.Id);
        return answer;
    }

    /// <summary>Times on every page are said in the organisation's zone.</summary>
    private async Task Zone(string zone)
    {
        var organisation = await Db.Organisations.SingleAsync();
        if (organisation.Zone == zone) return;
        await using var transaction = await Db.Database.BeginTransactionAsync();
        await Db.Lock("marks");
        organisation.Zone = zone;
        await Db.SaveChangesAsync();
        // A year ends at another moment now.
        await Accountability.KeptMarks.Make(Db, TimeZoneInfo.FindSystemTimeZoneById(zone));
        await transaction.CommitAsync();
        installed.Changed();
    }

    /// <summary>One more season may always be typed.</summary>
    private void Blank()
    {
        if (Form.Seasons.Count == 0 || !string.IsNullOrWhiteSpace(Form.Seasons[^1].Name)) Form.Seasons.Add(new());
    }
}
