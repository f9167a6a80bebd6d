using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Access;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Cases;

/// <summary>One case with its whole history, loaded through what the actor may see, and the names in it.</summary>
public sealed class Dossier
{
    private IReadOnlyDictionary<string, string> _units = new Dictionary<string, string>();

    public required CaseRow Row { get; init; }
    public required Matter Matter { get; init; }
    public required Regime Regime { get; init; }
    public required IReadOnlyList<Event> History { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>What of it is kept from whoever reads; the row and the story are without it already.</summary>
    public required Withheld Withheld { get; init; }

    /// <summary>Whether the reader is on the side complained of: what was found out meanwhile is not for him.</summary>
    public required bool Accused { get; init; }

    /// <summary>Of a complaint the case it is about, where there is one: who handled that does not judge this.</summary>
    public required IReadOnlyList<Matter> Others { get; init; }

    /// <summary>Null when there is no such case or the actor may not see it: the two look the same.</summary>
    public static async Task<Dossier?> Load(AppDb db, Actor actor, Acting acting, string number)
    {
        var regime = await acting.Regime();
        var row = await db.Cases.VisibleTo(actor, db, actor.Led(regime.Organisation)).AsNoTracking().SingleOrDefaultAsync(one => one.Number == number);
        return row is null ? null : await Of(db, acting, regime, row, actor.Id);
    }

    /// <summary>Whole, with nothing kept from whoever reads; null when there is no such case. Who may read it so is decided before.</summary>
    public static async Task<Dossier?> Whole(AppDb db, Acting acting, string number) =>
        await db.Cases.AsNoTracking().SingleOrDefaultAsync(one => one.Number == number) is { } row ? await Of(db, acting, await acting.Regime(), row, null) : null;

    private static async Task<Dossier> Of(AppDb db, Acting acting, Regime regime, CaseRow row, string? reader)
    {
        var key = Acting.Case(row.Id);
        var around = await acting.Around(regime);
        var (history, matter, _) = await acting.Read(key);
        regime = regime.For(matter);
        var scene = new Scene(regime, matter, null, acting.Now);
        var withheld = reader is null ? Withheld.Nothing : Views.From(reader, scene);
        var about = Complaint.About(matter) is { } id ? await acting.Load(Acting.Case(id)) : null;
        Discretion.Apply(db, row, withheld);
        return new Dossier
        {
            Row = row, Matter = matter, Regime = regime, History = history, Now = acting.Now, Withheld = withheld, Accused = reader is not null && Complaint.IsParty(reader, scene), Others = about is null ? [] : [about],
            _units = around.UnitNames,
        };
    }

    public Scene Scene => new(Regime, Matter, null, Now) { Others = Others };

    /// <summary>A person's or unit's name. Acts may name a body of the vocabulary instead of a unit.</summary>
    public string Name(Party party) => party.Kind == PartyKind.Customer ? "客户"
        : party.IsPerson && Regime.Organisation.Person(party.Id) is { } person ? person.Name
        : _units.GetValueOrDefault(party.Id) ?? Regime.Organisation.Body(party.Id)?.Name ?? Words.Body(party.Id);

    public string UnitName(Party party) => party.IsPerson && Regime.Organisation.UnitOf(party) is { } unit ? _units.GetValueOrDefault(unit, "") : "";

    /// <summary>李娟（前台）.</summary>
    public string FullName(Party party) => UnitName(party) is { Length: > 0 } unit ? $"{Name(party)}（{unit}）" : Name(party);

    public Pack? PackOf(string? id) => Regime.Packs.FirstOrDefault(pack => pack.Id == id);

    /// <summary>A clause with the sentence it stands for; null when it is the platform's own rule.</summary>
    public ClauseChip? Clause(string? pack, string? clause) => ClauseChip.Of(Regime, pack, clause);

    public IReadOnlyList<StoryLine> Story() => [.. new Story(Regime.Calendar, Name, Regime.Title) { CalendarOf = Regime.CalendarOf }.Of(Matter.Key, Accused ? History.Select(Guarded) : History)
        .Select(line => line with { Sentence = Withheld.From(line.Sentence), Texts = [.. line.Texts.Select(text => (text.Label, Withheld.From(text.Text)))], Details = [.. line.Details.Select(Withheld.From)] })];

    /// <summary>Acts whose words the one complained of does not read: what was found out, and what the customer said of reprisals.</summary>
    private static readonly HashSet<string> Inquiries = ["investigate", "obstruct", "check-retaliation"];

    private Event Guarded(Event happened) => happened switch
    {
        Acted acted when Inquiries.Contains(acted.Act) && !Regime.Organisation.Belongs(acted.By, Row.AccusedUnitId ?? "") => acted with { With = Fields.None },
        Attached attached when Regime.Organisation.Person(attached.By)?.Unit != Row.AccusedUnitId => attached with { Name = Withheld.Blank },
        _ => happened,
    };

    public Party Bearer(Duty duty) => Clockwork.Bearer(duty, Scene with { Pack = PackOf(duty.Pack) });

    public Party? OwedTo(Duty duty) => Clockwork.OwedTo(duty, Scene with { Pack = PackOf(duty.Pack) });

    /// <summary>The duties that stand, what falls due first before the rest.</summary>
    public IEnumerable<Duty> Standing => Matter.Duties.Where(duty => duty.Stands).OrderBy(duty => duty.Due ?? DateTimeOffset.MaxValue).ThenBy(duty => duty.No);
}
