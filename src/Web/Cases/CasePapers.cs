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
public sealed record CasePapers(IReadOnlyList<Attachment> Files, IReadOnlyList<FindingRow> Findings, IReadOnlyList<Reveal>? Reveals, IReadOnlyList<Told> Told)
{
    public static async Task<CasePapers> Load(AppDb db, Actor actor, Dossier dossier, Clock clock)
    {
        var id = dossier.Row.Id;
        var files = await db.Attachments.AsNoTracking().Where(file => file.CaseId == id).OrderBy(file => file.Id).ToListAsync();
        var mine = await db.Findings.Where(row => row.CaseId == id).VisibleTo(actor, db, dossier.Regime).AsNoTracking().OrderBy(row => row.OpenedAt).ToListAsync();
        var judges = actor.Is(Roles.Supervision) || actor.Is(Roles.Auditor);
        var reveals = judges ? await db.Reveals.AsNoTracking().Where(row => row.CaseId == id).OrderBy(row => row.Id).ToListAsync() : null;
        return new(files, mine, reveals, await Sending.Told.Of(db, dossier, clock));
    }
}

/// <summary>What the choices of the act forms offer in this case.</summary>
public sealed class ActChoices(Judging.Regime regime, Matter matter, DateTimeOffset now, Actor actor, ILookup<string, string> matters)
{
    public static async Task<ActChoices> Load(AppDb db, Dossier dossier, Actor actor) => new(dossier.Regime, dossier.Matter, dossier.Now, actor,
        (await db.DirectoryEntries.AsNoTracking().OrderBy(entry => entry.Id).Select(entry => new { entry.UnitId, entry.Matter }).ToListAsync()).ToLookup(entry => entry.UnitId, entry => entry.Matter));

    /// <summary>Those of a matter that is no customer's request: units by their names alone.</summary>
    public static ActChoices Of(Judging.Regime regime, Matter matter, DateTimeOffset now, Actor actor) => new(regime, matter, now, actor, Enumerable.Empty<string>().ToLookup(one => one));

    private readonly Organisations.Organisation _organisation = regime.Organisation;

    /// <summary>Each unit with what it does, so that the right one is found by what the customer wants.</summary>
    public IReadOnlyList<SelectListItem> Units => [.. _organisation.Units.Select(unit =>
        new SelectListItem(matters.Contains(unit.Id) ? $"{unit.Name}（{string.Join("、", matters[unit.Id])}）" : unit.Name, unit.Id))];

    public IReadOnlyList<SelectListItem> Of(ActField field) => field.Control switch
    {
        ActControl.Choice or ActControl.Several => [.. field.Choices!.Value.Values.Select(value => new SelectListItem(Shouwen.Cases.Words.Value(field.Choices.Value.Fact, value), value))],
        ActControl.YesNo when field.Key == "ok" => [new("是", "true"), new("否", "false")],
        ActControl.YesNo => [new("同意", "true"), new("不同意", "false")],
        ActControl.Unit or ActControl.Units => Units,
        ActControl.Person => [.. People(_ => true)],
        ActControl.OwnPerson => [.. People(Own)],
        ActControl.Anybody => [.. People(_ => true), .. _organisation.Units.Select(unit => new SelectListItem(unit.Name, $"unit:{unit.Id}"))],
        _ => [],
    };

    /// <summary>Those the actor may name: of the unit that is to take over, else of his own and those he answers for.</summary>
    private bool Own(Organisations.Person person)
    {
        var unit = _organisation.UnitOf(matter.Chain.Pending?.To) ?? actor.UnitId;
        return _organisation.Belongs(person.Id, unit);
    }

    private IEnumerable<SelectListItem> People(Func<Organisations.Person, bool> which) => _organisation.People
        .Where(person => person.Active && which(person)).OrderBy(person => person.Unit).ThenBy(person => person.Id)
        .Select(person => new SelectListItem(FullName(person) + Away(person.Id), person.Id));

    private string FullName(Organisations.Person person) => _organisation.Unit(person.Unit)?.Name is { Length: > 0 } unit ? $"{Named(person)}（{unit}）" : Named(person);

    private static string Named(Organisations.Person person) => person.Name.Length > 0 ? person.Name : person.Id;

    /// <summary>Whom to give it to instead is said where he is chosen.</summary>
    private string Away(string person) => _organisation.AbsenceOf(person, now) is not { } absence ? ""
        : _organisation.Person(absence.Substitute)?.Name is { } substitute ? $"，离岗，由{substitute}代" : "，离岗";
}
