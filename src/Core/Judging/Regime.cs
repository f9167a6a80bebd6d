using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Duties;
using Shouwen.Organisations;
using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>
/// What is in force when something is decided: the organisation as it stands, its calendar, its packs in order of precedence,
/// and the parameters it has set (by <c>pack/name</c>, or by <c>name</c> for every pack that declares it). The whole input of a decision besides the matter and the act.
/// </summary>
public sealed record Regime(Organisation Organisation, WorkCalendar Calendar, IReadOnlyList<Pack> Packs, IReadOnlyDictionary<string, Node> Settings)
{
    /// <summary>The value of a parameter: the organisation's, else the pack's default, else null while it is open.</summary>
    public Node? Setting(Pack pack, string name) =>
        Settings.TryGetValue($"{pack.Id}/{name}", out var own) || Settings.TryGetValue(name, out own) ? own : pack.Parameter(name) is { Open: false, Default: { } value } ? value : null;

    /// <summary>The limit with its parameter filled in; null while the parameter is open.</summary>
    public Limit? Filled(Pack pack, Limit? limit) =>
        limit?.Set is not { } name ? limit : Setting(pack, name) is { } node ? Limits.Parse(node) : null;

    public string? Filled(Pack pack, Value value) => value.Set is { } name ? Setting(pack, name)?.Scalar : value.Text;

    /// <summary>What the pack in force under this id is called; the id itself where none is.</summary>
    public string Title(string pack) => Packs.FirstOrDefault(one => one.Id == pack)?.Title ?? pack;

    /// <summary>From how many requests about one matter on it is laid before the coordinating body.</summary>
    public int BatchFrom { get; init; } = Gathering.DefaultFrom;

    /// <summary>When people are reminded, and to whom a breach climbs.</summary>
    public WatchPlan Plan { get; init; } = WatchPlan.Usual;

    /// <summary>The calendars of units that have hours or days of their own, by the unit's id; what stands below such a unit follows it unless it has its own.</summary>
    public IReadOnlyDictionary<string, WorkCalendar> UnitCalendars { get; init; } = new Dictionary<string, WorkCalendar>();

    /// <summary>Every calendar there ever was, by its version, expanded when it is first asked for: what earlier deadlines were computed under.</summary>
    public IReadOnlyDictionary<string, Lazy<WorkCalendar>> Calendars { get; init; } = new Dictionary<string, Lazy<WorkCalendar>>();

    /// <summary>The calendar in force for whoever belongs to the unit: its own, else that of the nearest unit above it, else the organisation's.</summary>
    public WorkCalendar CalendarOf(string? unit)
    {
        if (UnitCalendars.Count > 0)
            for (var (at, depth) = (unit, 0); at is not null && depth < 32; (at, depth) = (Organisation.Unit(at)?.Parent, depth + 1))
                if (UnitCalendars.TryGetValue(at, out var own)) return own;
        return Calendar;
    }

    /// <summary>The calendar in force for a bearer: that of the unit he belongs to now.</summary>
    public WorkCalendar CalendarOf(Party bearer) => CalendarOf(Organisation.UnitOf(bearer));

    /// <summary>The calendar a duty was computed under, whatever has changed since. One that is not known (a history from elsewhere) gives way to the one in force.</summary>
    public WorkCalendar CalendarOf(Duty duty) => duty.Calendar == Calendar.Version ? Calendar
        : duty.Calendar is not null && Calendars.TryGetValue(duty.Calendar, out var then) ? then.Value : CalendarOf(duty.HoursOf);

    /// <summary>Every version ever adopted that is known, by its mark: what matters opened under an earlier one are judged by.</summary>
    public IReadOnlyDictionary<string, Pack> Versions { get; init; } = new Dictionary<string, Pack>();

    /// <summary>
    /// Since when a pack (by id) is in force without a gap, and since when in its present version. A pack that is not in it has been in force from the beginning of the story.
    /// </summary>
    public IReadOnlyDictionary<string, (DateTimeOffset First, DateTimeOffset Version)> Since { get; init; } = new Dictionary<string, (DateTimeOffset, DateTimeOffset)>();

    /// <summary>
    /// The regime as it binds a matter: each pack in the version the matter was opened under, also one that is no longer in force. A version that is not known
    /// (the text was changed outside of the product) gives way to the one in force. The organisation's own matter has no end and follows what is in force.
    /// </summary>
    public Regime For(Matter matter)
    {
        if (matter.Key.Kind == MatterKind.Organisation || matter.Packs.All(mark => Packs.Any(pack => pack.Mark == mark))) return this;
        var own = matter.Packs.Select(mark => Versions.GetValueOrDefault(mark)).OfType<Pack>().ToList();
        return own.Count == 0 ? this : this with
        {
            Packs = [.. Packs.Select(pack => own.Find(version => version.Id == pack.Id) ?? pack), .. own.Where(version => Packs.All(pack => pack.Id != version.Id))],
        };
    }

    /// <summary>The packs that bind a matter, in order: those it was opened under. Asked of the regime as it binds the matter (<see cref="For"/>).</summary>
    public IReadOnlyList<Pack> Binding(Matter matter)
    {
        if (matter.Key.Kind == MatterKind.Organisation) return Packs;
        if (_bound is { } kept && ReferenceEquals(kept.Marks, matter.Packs) && ReferenceEquals(kept.Among, Packs)) return kept.Packs;
        IReadOnlyList<Pack> packs = [.. matter.Packs.Select(Pack.IdOf).Select(id => Packs.FirstOrDefault(pack => pack.Id == id)).OfType<Pack>()];
        _bound = new(matter.Packs, Packs, packs);
        return packs;
    }

    /// <summary>What <see cref="Binding"/> found last: a decision asks the same many times.</summary>
    private sealed record Bound(IReadOnlyList<string> Marks, IReadOnlyList<Pack> Among, IReadOnlyList<Pack> Packs);

    private Bound? _bound;
}

/// <summary>One look at a matter: under which pack, at which act (done or about to be done), at which moment.</summary>
public sealed record Scene(Regime Regime, Matter Matter, Done? Act, DateTimeOffset At, Pack? Pack = null)
{
    /// <summary>Other matters a decision may look at.</summary>
    public IReadOnlyCollection<Matter> Others { get; init; } = [];

    /// <summary>Upstream and downstream mean whoever has a link below or above him, not those seen from the doer: asked when it is to be told who may.</summary>
    public bool Anybody { get; init; }
    public Organisation Organisation => Regime.Organisation;
    public string? Actor => Act?.By;
}
