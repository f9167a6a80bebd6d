using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Organisations;
using Shouwen.Packs;

namespace Shouwen.Judging;

/// <summary>
/// What is in force when something is decided: the organisation as it stands, its calendar, its packs in order of precedence,
/// and the parameters it has set. The whole input of a decision besides the matter and the act.
/// </summary>
public sealed record Regime(Organisation Organisation, WorkCalendar Calendar, IReadOnlyList<Pack> Packs, IReadOnlyDictionary<string, Node> Settings)
{
    /// <summary>The value of a parameter: the organisation's, else the pack's default, else null while it is open.</summary>
    public Node? Setting(Pack pack, string name) =>
        Settings.TryGetValue(name, out var own) ? own : pack.Parameter(name) is { Open: false, Default: { } value } ? value : null;

    /// <summary>The limit with its parameter filled in; null while the parameter is open.</summary>
    public Limit? Filled(Pack pack, Limit? limit) =>
        limit?.Set is not { } name ? limit : Setting(pack, name) is { } node ? Limits.Parse(node) : null;

    public string? Filled(Pack pack, Value value) => value.Set is { } name ? Setting(pack, name)?.Scalar : value.Text;

    /// <summary>Every version ever adopted that is known, by its mark: what matters opened under an earlier one are judged by.</summary>
    public IReadOnlyDictionary<string, Pack> Versions { get; init; } = new Dictionary<string, Pack>();

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
    public IEnumerable<Pack> Binding(Matter matter) => matter.Key.Kind == MatterKind.Organisation ? Packs
        : matter.Packs.Select(Pack.IdOf).Select(id => Packs.FirstOrDefault(pack => pack.Id == id)).OfType<Pack>();
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
