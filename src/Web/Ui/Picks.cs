using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Shouwen.Organisations;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Ui;

/// <summary>What a form offers to choose from: everything, or in a large organisation what is near, while anything else is found by typing its name.</summary>
public sealed class Offer(IEnumerable<SelectListItem> items) : List<SelectListItem>(items)
{
    /// <summary>What is typed: unit, person or anybody; null where everything is offered.</summary>
    public string? Pick { get; init; }

    /// <summary>The name that stands for a value that was chosen; the value itself where it is none.</summary>
    public Func<string, string> Say { get; init; } = value => value;

    /// <summary>The same without one that is no choice here; typed all the same, the form says so.</summary>
    public Offer Without(string? value) => new(this.Where(item => item.Value != value)) { Pick = Pick, Say = Say };

    /// <summary>The id of the names that stand behind every field of the page of this kind.</summary>
    public string List => $"pick-{Pick}";

    /// <summary>What stands behind the field to type into: names to begin with, once a page, and the mark by which <see cref="Picks"/> finds the field.</summary>
    public IHtmlContent Behind(HttpContext context, string name)
    {
        var html = new HtmlContentBuilder();
        if (context.Items.TryAdd((typeof(Offer), Pick), true))
        {
            html.AppendHtml($"<datalist id=\"{List}\">");
            foreach (var item in this) html.AppendHtml(Option(Say(item.Value), null));
            html.AppendHtml("</datalist>");
        }
        return html.AppendHtml("<input type=\"hidden\" name=\"pick\" value=\"").Append($"{Pick} {name}").AppendHtml("\">");
    }

    public static string Option(string name, string? about) => $"<option value=\"{HtmlEncoder.Default.Encode(name)}\">{HtmlEncoder.Default.Encode(about ?? "")}</option>";
}

/// <summary>Units and people to choose from, for one who chooses.</summary>
public sealed class Pickings(Organisation organisation, Surroundings around, Actor actor)
{
    public const string Unit = "unit", Person = "person", Anybody = "anybody";

    /// <summary>A list of more than these is not read any more, it is searched.</summary>
    private const int Most = 40;
    private const int Near = 20;

    public static async Task<Pickings> Load(Acting acting, Actor actor)
    {
        var regime = await acting.Regime();
        return new(regime.Organisation, await acting.Around(regime), actor);
    }

    public Offer Units => Offered(Unit, [.. AllUnits.Select(unit => unit.Id)]);
    public Offer People => Offered(Person, [.. AllPeople.Select(person => person.Id)]);

    /// <summary>Some of the people.</summary>
    public Offer Among(Func<Person, bool> wanted) => Offered(Person, [.. AllPeople.Where(wanted).Select(person => person.Id)]);

    public Offer Everybody => Offered(Anybody, [.. AllPeople.Select(person => person.Id), .. AllUnits.Select(unit => $"unit:{unit.Id}")]);

    private IEnumerable<Unit> AllUnits => organisation.Units.Where(unit => around.Units.Contains(unit.Id)).OrderBy(unit => unit.Id, StringComparer.Ordinal);
    private IEnumerable<Person> AllPeople => organisation.People.Where(person => person.Active).OrderBy(person => person.Unit, StringComparer.Ordinal).ThenBy(person => person.Id, StringComparer.Ordinal);

    private Offer Offered(string kind, IReadOnlyList<string> values) => values.Count <= Most
        ? new(values.Select(value => new SelectListItem(Name(value), value))) { Say = Name }
        : new(values.Where(IsNear).Take(Near).Select(value => new SelectListItem(Name(value), value))) { Pick = kind, Say = Name };

    /// <summary>One's own unit, those of it, and the units beside it.</summary>
    private bool IsNear(string value) => UnitOf(value) is { } unit ? unit.Id == actor.UnitId || unit.Parent == organisation.Unit(actor.UnitId)?.Parent || unit.Parent == actor.UnitId : organisation.Person(value)?.Unit == actor.UnitId;

    private Unit? UnitOf(string value) => value.StartsWith("unit:", StringComparison.Ordinal) ? organisation.Unit(value[5..]) : organisation.Person(value) is null ? organisation.Unit(value) : null;

    /// <summary>What somebody reads who chooses it; as typed where it is none.</summary>
    public string Name(string value) => UnitOf(value) is { } unit ? unit.Name : organisation.Person(value) is { } person ? $"{person.Name}（{organisation.Unit(person.Unit)?.Name}）" : value;

    /// <summary>The value that a typed name means; what is none, or could be several, stays as it was typed, and the form says that there is no such choice.</summary>
    public string Meant(string kind, string typed)
    {
        typed = typed.Trim();
        if (typed.Length == 0 || organisation.Unit(typed) is not null && kind == Unit || organisation.Person(typed) is not null && kind != Unit || typed.StartsWith("unit:", StringComparison.Ordinal)) return typed;
        List<string> meant = [.. kind == Unit ? [] : AllPeople.Where(person => Name(person.Id) == typed || person.Name == typed).Select(person => person.Id),
            .. kind == Person ? [] : AllUnits.Where(unit => unit.Name == typed).Select(unit => kind == Unit ? unit.Id : $"unit:{unit.Id}")];
        return meant is [var one] ? one : meant.FirstOrDefault(value => Name(value) == typed && meant.Count(other => Name(other) == typed) == 1) ?? typed;
    }

    /// <summary>Options whose name, or for a unit what it does, has what was typed.</summary>
    public async Task<string> Matching(AppDb db, string kind, string typed)
    {
        typed = typed.Trim();
        if (typed.Length is 0 or > 40) return "";
        var people = kind == Unit ? [] : AllPeople.Where(person => person.Name.Contains(typed, StringComparison.OrdinalIgnoreCase) || Name(person.Id).Contains(typed, StringComparison.OrdinalIgnoreCase)).Take(Near);
        if (kind == Person) return string.Concat(people.Select(person => Offer.Option(Name(person.Id), null)));
        var matters = (await db.DirectoryEntries.AsNoTracking().Where(entry => entry.Matter.Contains(typed)).OrderBy(entry => entry.Id).Take(Near).Select(entry => new { entry.UnitId, entry.Matter }).ToListAsync()).ToLookup(entry => entry.UnitId, entry => entry.Matter);
        var units = AllUnits.Where(unit => unit.Name.Contains(typed, StringComparison.OrdinalIgnoreCase) || matters.Contains(unit.Id)).Take(Near);
        return string.Concat([.. people.Select(person => Offer.Option(Name(person.Id), null)), .. units.Select(unit => Offer.Option(unit.Name, string.Join("、", matters[unit.Id])))]);
    }
}

/// <summary>Puts the value for the name in each field that a form marks as typed, before the page has it.</summary>
public sealed class Picks : IAsyncPageFilter
{
    private const string Mark = "pick";

    public async Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context)
    {
        if (context.HttpContext.Features.Get<Actor>() is not { } actor) return;
        var request = context.HttpContext.Request;
        if (request.HasFormContentType && await request.ReadFormAsync() is var form && form.ContainsKey(Mark))
            request.Form = new FormCollection(await Meant(context.HttpContext, actor, form.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase), form[Mark]), form.Files);
        else if (request.Query.ContainsKey(Mark))
            request.Query = new QueryCollection(await Meant(context.HttpContext, actor, request.Query.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase), request.Query[Mark]));
    }

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next) => next();

    private static async Task<Dictionary<string, StringValues>> Meant(HttpContext context, Actor actor, Dictionary<string, StringValues> given, StringValues marks)
    {
        var pickings = await Pickings.Load(context.RequestServices.GetRequiredService<Acting>(), actor);
        foreach (var mark in marks.OfType<string>().Distinct())
            if (mark.Split(' ', 2) is [Pickings.Unit or Pickings.Person or Pickings.Anybody, var name] && given.TryGetValue(name, out var typed))
                given[name] = new([.. typed.OfType<string>().Select(one => pickings.Meant(mark.Split(' ')[0], one))]);
        return given;
    }
}
