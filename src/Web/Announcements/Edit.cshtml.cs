using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;
using Shouwen.Web.Units;

namespace Shouwen.Web.Announcements;

public sealed class AnnouncementForm
{
    private const string TooLong = "最多 {1} 个字";

    [StringLength(60, ErrorMessage = TooLong)]
    public string? Title { get; set; }

    [StringLength(1000, ErrorMessage = TooLong)]
    public string? Wording { get; set; }

    [StringLength(300, ErrorMessage = TooLong)]
    public string? Forbidden { get; set; }

    [StringLength(300, ErrorMessage = TooLong)]
    public string? Areas { get; set; }

    [StringLength(300, ErrorMessage = TooLong)]
    public string? Keywords { get; set; }
    public List<string> Units { get; set; } = [];

    /// <summary>All units, where they are too many to be ticked one by one.</summary>
    public bool Everybody { get; set; }
    public DateTime? From { get; set; }
    public DateTime? Until { get; set; }
    public DateTime? Recovery { get; set; }

    public static AnnouncementForm Of(AnnouncementRow row, Clock clock) => new()
    {
        Title = row.Title, Wording = row.Wording, Forbidden = row.Forbidden, Areas = string.Join('、', row.Areas), Keywords = string.Join('、', row.Keywords), Units = row.Units,
        From = clock.Local(row.From).DateTime, Until = row.Until is { } until ? clock.Local(until).DateTime : null, Recovery = row.Recovery is { } recovery ? clock.Local(recovery).DateTime : null,
    };

    public Fields With(string? enteredBy)
    {
        static string? Moment(DateTime? wall) => wall?.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        List<string> areas = UnitForm.Words(Areas), keywords = UnitForm.Words(Keywords);
        return Fields.Of(new Dictionary<string, object?>
        {
            ["title"] = Title?.Trim(), ["wording"] = Wording?.Trim(), ["forbidden"] = Forbidden?.Trim(), ["area"] = areas.Count == 0 ? null : areas, ["keywords"] = keywords.Count == 0 ? null : keywords,
            ["to"] = Units.Count == 0 ? null : Units.Select(unit => $"unit:{unit}"), ["from"] = Moment(From), ["until"] = Moment(Until), ["recovery"] = Moment(Recovery), ["entered-by"] = enteredBy,
        }.Where(pair => pair.Value is not null and not "").ToDictionary());
    }
}

/// <summary>Makes an announcement, or its next edition.</summary>
public sealed class EditModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    public AnnouncementForm Form { get; private set; } = new();
    public AnnouncementRow? Row { get; private set; }
    public bool Emergency { get; private set; }
    public Offer Units { get; private set; } = new([]);

    /// <summary>Whether the person may announce; Core says the same of each press.</summary>
    public static bool Opens(Actor actor, Organisations.Organisation organisation) => actor.Administers || actor.Is(Web.People.Roles.CustomerService) || organisation.IsLeader(actor.Id)
        || organisation.Body("customer-service") is { } service && organisation.Belongs(actor.Id, service.Id) || organisation.Units.Any(unit => unit.Liaison == actor.Id || unit.Contact == actor.Id);

    public async Task<IActionResult> OnGet(int? id, string? kind)
    {
        if (await Load(id, kind) is { } refused) return refused;
        Form = Row is null ? new AnnouncementForm { Units = Units.Pick is null ? [.. Units.Select(unit => unit.Value)] : [], From = clock.Local(clock.Now).DateTime, Everybody = true } : AnnouncementForm.Of(Row, clock);
        if (Row is not null) Form.Everybody = active.All(Row.Units.Contains);
        return Page();
    }

    public async Task<IActionResult> OnPost(int? id, string? kind, AnnouncementForm form)
    {
        Form = form;
        if (await Load(id, kind) is { } refused) return refused;
        form.Units = form.Everybody && Units.Pick is not null ? [.. active.Order(StringComparer.Ordinal)] : [.. form.Units.Where(unit => !string.IsNullOrWhiteSpace(unit)).Distinct()];
        if (form.Units.Find(unit => organisation.Unit(unit) is null) is { } unknown) ModelState.AddModelError("Form.Units", $"没有“{unknown}”这个部门，请重新选择");
        if (!ModelState.IsValid) return this.Refused();
        var (by, entered) = ByPlatform() ? (Act.System, actor.Id) : (actor.Id, null);
        var with = form.With(entered);
        var outcome = Row is null ? await acting.Begin("announcement", Announcement.Key, Emergency ? "announce-emergency" : "announce-change", by, with)
            : await acting.Do(Announcement.Key(Row.Id), Row.Version, "amend", by, with);
        switch (outcome)
        {
            case Outcome.Done done:
                var number = done.Matter.Key.Id.Split('-')[^1];
                return this.Done($"/announcements/{number}", Row is null ? "已发布，通报范围内的人已收到通知；登记时说到这件事会显示口径" : "已更新，通报范围内的人已收到通知，要重新确认已阅");
            case Outcome.Refused refusal:
                foreach (var one in refusal.Refusals)
                    ModelState.AddModelError(one.Fields is [var field, ..] && Names.TryGetValue(field, out var name) ? "Form." + name : "", one.Clause is null ? one.Sentence : $"{one.Sentence}（{one.Clause}）");
                return this.Refused();
            default:
                return this.Refused("", "刚才有人更新了这份通报，请看过再改；您填的内容还在下面。");
        }
    }

    private static readonly Dictionary<string, string> Names = new()
    {
        ["title"] = nameof(AnnouncementForm.Title), ["wording"] = nameof(AnnouncementForm.Wording), ["recovery"] = nameof(AnnouncementForm.Recovery), ["from"] = nameof(AnnouncementForm.From),
        ["until"] = nameof(AnnouncementForm.Until),
    };

    private Organisations.Organisation organisation = null!;
    private IReadOnlySet<string> active = new HashSet<string>();

    /// <summary>An administrator who is none of those who announce enters it in the platform's name.</summary>
    private bool ByPlatform() => actor.Administers && !organisation.IsLeader(actor.Id) && !organisation.Units.Any(unit => unit.Liaison == actor.Id || unit.Contact == actor.Id);

    private async Task<IActionResult?> Load(int? id, string? kind)
    {
        organisation = (await acting.Regime()).Organisation;
        if (!Opens(actor, organisation)) return Forbid();
        Units = (await Pickings.Load(acting, actor)).Units;
        active = (await acting.Around(await acting.Regime())).Units;
        if (id is not null && (Row = await db.Announcements.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.EndedAt == null)) is null) return NotFound();
        Emergency = Row?.Emergency ?? kind == "emergency";
        return null;
    }
}
