using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Mvc.Rendering;
using Shouwen.Cases;
using Shouwen.Web.Access;
using Shouwen.Web.Accountability;
using Shouwen.Web.Data;
using Shouwen.Web.People;
using Shouwen.Web.Sending;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>What lies with a case beside its history: files, findings that the actor may read, who had the customer's number shown, and who was told what.</summary>
public sealed record CasePapers(IReadOnlyList<Attachment> Files, int Hidden, IReadOnlyList<FindingRow> Findings, IReadOnlyList<Reveal>? Reveals, IReadOnlyList<Told> Told)
{
    public static async Task<CasePapers> Load(AppDb db, Actor actor, Dossier dossier, Clock clock)
    {
        var id = dossier.Row.Id;
        var all = await db.Attachments.AsNoTracking().Where(file => file.CaseId == id).OrderBy(file => file.Id).ToListAsync();
        var files = all.FindAll(file => Discretion.MayOpen(actor.Id, dossier.Regime, dossier.Row, file.ById));
        foreach (var file in files) file.Name = dossier.Withheld.From(file.Name);
        var mine = await db.Findings.Where(row => row.CaseId == id).VisibleTo(actor, dossier.Regime).AsNoTracking().OrderBy(row => row.OpenedAt).ToListAsync();
        var judges = actor.Is(Roles.Supervision) || actor.Is(Roles.Auditor);
        var reveals = judges ? await db.Reveals.AsNoTracking().Where(row => row.CaseId == id).OrderBy(row => row.Id).ToListAsync() : null;
        return new(files, all.Count - files.Count, mine, reveals, await Sending.Told.Of(db, dossier, clock));
    }
}

/// <summary>What the choices of the act forms offer in this case.</summary>
public sealed class ActChoices(Judging.Regime regime, Matter matter, DateTimeOffset now, Actor actor, Pickings pickings, ILookup<string, string> matters)
{
    public static async Task<ActChoices> Load(AppDb db, Acting acting, Dossier dossier, Actor actor)
    {
        var pickings = await Pickings.Load(acting, actor);
        // Where units are searched by name, what they do is searched too, and need not be on the page.
        var matters = pickings.Units.Pick is not null ? [] : await db.DirectoryEntries.AsNoTracking().OrderBy(entry => entry.Id).Select(entry => new { entry.UnitId, entry.Matter }).ToListAsync();
        return new(dossier.Regime, dossier.Matter, dossier.Now, actor, pickings, matters.ToLookup(entry => entry.UnitId, entry => entry.Matter));
    }

    /// <summary>Those of a matter that is no customer's request: units by their names alone.</summary>
    public static async Task<ActChoices> Of(Acting acting, Judging.Regime regime, Matter matter, DateTimeOffset now, Actor actor) => new(regime, matter, now, actor, await Pickings.Load(acting, actor), Enumerable.Empty<string>().ToLookup(one => one));

    private readonly Organisations.Organisation _organisation = regime.Organisation;
    private readonly Dictionary<ActControl, Offer> _offers = [];

    public Offer Of(ActField field)
    {
        if (field.Control is ActControl.Choice or ActControl.Several or ActControl.YesNo) return new(Words(field));
        if (!_offers.TryGetValue(field.Control, out var offer)) _offers[field.Control] = offer = Parties(field.Control);
        return offer;
    }

    private static IEnumerable<SelectListItem> Words(ActField field) => field.Control switch
    {
        ActControl.YesNo when field.Key == "ok" => [new("是", "true"), new("否", "false")],
        ActControl.YesNo => [new("同意", "true"), new("不同意", "false")],
        _ => field.Choices!.Value.Values.Select(value => new SelectListItem(Shouwen.Cases.Words.Value(field.Choices.Value.Fact, value), value)),
    };

    private Offer Parties(ActControl control) => control switch
    {
        ActControl.Unit or ActControl.Units => Told(pickings.Units),
        ActControl.Person => Told(pickings.People),
        ActControl.Anybody => Told(pickings.Everybody),
        ActControl.OwnPerson => Told(pickings.Among(Own)),
        _ => new([]),
    };

    /// <summary>A list that is read says besides what each unit does, so that the right one is found by what the customer wants, and whom to give it to instead of who is away.</summary>
    private Offer Told(Offer offer)
    {
        if (offer.Pick is not null) return offer;
        foreach (var item in offer) item.Text += matters.Contains(item.Value) ? $"（{string.Join("、", matters[item.Value])}）" : Away(item.Value);
        return offer;
    }

    /// <summary>Those the actor may name: of the unit that is to take over, else of his own and those he answers for.</summary>
    private bool Own(Organisations.Person person)
    {
        var unit = _organisation.UnitOf(matter.Chain.Pending?.To) ?? actor.UnitId;
        return _organisation.Belongs(person.Id, unit);
    }

    private string Away(string person) => _organisation.AbsenceOf(person, now) is not { } absence ? ""
        : _organisation.Person(absence.Substitute)?.Name is { } substitute ? $"，离岗，由{substitute}代" : "，离岗";
}
