using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Cases;
using Shouwen.Chain;
using Shouwen.Accountability;
using Shouwen.Duties;
using Shouwen.Web.Accountability;

namespace Shouwen.Web.Cases;

/// <summary>What is read to decide: the history of a matter, and of those it is judged beside.</summary>
public sealed partial class Acting
{
    /// <summary>The lock on all findings together, for acts that look at every one.</summary>
    private const string Findings = "findings";

    public Task<Regime> Regime() => regimes.Now(db, Now);

    /// <summary>What belongs to that regime.</summary>
    public Task<Surroundings> Around(Regime regime) => regimes.Around(db, regime);

    /// <summary>How rare each sign is among the requests here.</summary>
    public Signs Signs => regimes.Signs;

    public async Task<Matter?> Load(MatterKey key) => await Read(key) is { Events.Count: > 0 } read ? read.Matter : null;

    /// <summary>Everything that happened to a matter, in order; nothing for one there is not.</summary>
    public async Task<IReadOnlyList<Event>> History(MatterKey key) => (await Read(key)).Events;

    /// <summary>A history that was read, with the matter it makes and the hash of its last entry.</summary>
    public sealed record Past(IReadOnlyList<Event> Events, Matter Matter, string Last);

    /// <summary>What this request has read already. A history only grows, so what was read of it stands, and only what came since is asked for.</summary>
    private readonly Dictionary<MatterKey, Past> _read = [];
    private const int MostRead = 100;

    public async Task<Past> Read(MatterKey key)
    {
        var known = _read.GetValueOrDefault(key) ?? (key == Standing ? regimes.Standing : null);
        var now = (known is null ? null : await Since(known)) ?? (await Since(new Past([], new Matter(key), "")))!;
        if (_read.Count == MostRead) _read.Clear();
        if (key == Standing) regimes.Standing = now;
        return _read[key] = now;
    }

    /// <summary>A history with what came since it was read; null where it did not come to pass as it was read: a try that was taken back, or a server that was lost with what it had not handed on.</summary>
    private async Task<Past?> Since(Past known)
    {
        var read = known.Events.Count;
        var since = await db.JournalOf(known.Matter.Key.ToString()).AsNoTracking().Where(entry => entry.Seq >= read).OrderBy(entry => entry.Seq).ToListAsync();
        if (read > 0)
        {
            if (since is not [var last, ..] || last.Seq != read || last.Hash != known.Last) return null;
            since.RemoveAt(0);
        }
        if (since.Count == 0) return known;
        List<Event> events = [.. since.Select(entry => entry.Read())];
        return new([.. known.Events, .. events], events.Aggregate(known.Matter, (matter, happened) => matter.Apply(happened)), since[^1].Hash);
    }

    /// <summary>The hash of the last entry of a history that has so many; null where it was not read.</summary>
    private string? LastOf(MatterKey key, int version) => _read.GetValueOrDefault(key) is { } known && known.Events.Count == version ? known.Last : null;

    private async Task<IReadOnlyList<Acted>> Since(MatterKey key, int version)
    {
        var name = key.ToString();
        var entries = await db.JournalOf(name).AsNoTracking().Where(entry => entry.Seq > version && entry.Kind == "acted").OrderBy(entry => entry.Seq).ToListAsync();
        return [.. entries.Select(entry => (Acted)entry.Read())];
    }

    /// <summary>
    /// What a decision looks at besides its matter: at a finding the case it came from and the earlier findings against the same person or unit, at gathering the parent.
    /// </summary>
    private async Task<IReadOnlyCollection<Matter>> Others(Matter matter, Act act)
    {
        if (DeskHandOver.Takes(act.Name, act.With) && act.With.Text("hand-over") is { } list)
        {
            var key = new MatterKey(MatterKind.Organisation, list);
            if (!DeskHandOver.IsKey(key)) return [];
            await db.Lock(key.ToString());
            return await Load(key) is { } offered ? [offered] : [];
        }
        if (act.Name is "gather" or "separate")
        {
            if ((act.Name == "gather" ? act.With.Text("parent") : matter.Parent) is not { } into) return [];
            await db.Lock(Case(into).ToString());
            return await Load(Case(into)) is { } parent ? [parent] : [];
        }
        // Who handled what is complained of does not judge the complaint.
        if (Complaint.About(matter) is { } complainedOf && await Load(Case(complainedOf)) is { } handled) return [handled];
        // What the fund holds is decided on by one at a time.
        if (act.Name == "reward") return [await Ledgers.Held(db, Rewarding.Paying(await Regime()).Select(pack => pack.Id))];
        if (LooksAtFindings(matter.Key, act)) return await Graded(act);
        if (matter.Key.Kind is not MatterKind.Finding) return [];
        // Two findings against one party are decided one after the other: the second counts the first.
        if ((matter.Finding?.Against ?? (act.With.Text("against") is { } name ? Party.TryParse(name) ?? Party.Person(name) : null)) is { } against) await db.Lock($"against:{against}");
        List<Matter> others = [.. await Beside(matter, act.With.Text("case"))];
        if (act.Name is "reverse" or "decide-objection" && matter.Finding is { } finding) others.Add(await Ledgers.Held(db, [finding.Pack]));
        return others;
    }

    /// <summary>What a finding is judged beside: the case it came from, and, where its regulation counts, the other findings against the same party.</summary>
    public async Task<IReadOnlyCollection<Matter>> Beside(Matter finding, string? @case = null)
    {
        var (regime, others) = (await Regime(), new List<Matter>());
        if ((finding.Finding?.Case ?? @case) is { } behind && await Load(Case(behind)) is { } about) others.Add(about);
        if (finding.Finding is { Against.Id: var id } opened && regime.Packs.FirstOrDefault(pack => pack.Id == opened.Pack) is { } counting && counting.Of<Shouwen.Packs.CountRule>().Any())
            others.AddRange(await Found(db.Findings.Where(row => (row.AgainstPersonId == id || row.AgainstUnitId == id) && row.Id != finding.Key.Id)));
        return others;
    }

    /// <summary>A grade looks at what was found against the person in the period, and at what was found against units, which may mean him.</summary>
    private async Task<IReadOnlyCollection<Matter>> Graded(Act act)
    {
        if (act.With.Text("person") is not { } person) return [];
        return Period.Read(act.With.Text("period")) is { } period ? await FindingsAgainst([person], period) : await Found(db.Findings.Where(row => row.AgainstPersonId == person));
    }

    /// <summary>What was found against these people in the period, and against units.</summary>
    public async Task<IReadOnlyList<Matter>> FindingsAgainst(IReadOnlyCollection<string> people, Period period)
    {
        var zone = (await Regime()).Calendar;
        var (from, until) = (zone.At(period.First, TimeOnly.MinValue).ToUniversalTime(), zone.At(period.Last.AddDays(1), TimeOnly.MinValue).ToUniversalTime());
        return await Found(db.Findings.Where(row => row.OpenedAt >= from && row.OpenedAt < until && (row.AgainstUnitId != null || people.Contains(row.AgainstPersonId!))));
    }

    private async Task<IReadOnlyList<Matter>> Found(IQueryable<FindingRow> rows)
    {
        var names = (await rows.AsNoTracking().Select(row => row.Id).ToListAsync()).ConvertAll(id => new MatterKey(MatterKind.Finding, id).ToString());
        var found = new List<Matter>();
        foreach (var some in names.Chunk(200))
            found.AddRange((await db.Journal.AsNoTracking().Where(entry => some.Contains(entry.Matter)).OrderBy(entry => entry.Matter).ThenBy(entry => entry.Seq).ToListAsync())
                .GroupBy(entry => entry.Matter).Select(entries => Matter.Replay(MatterKey.Parse(entries.Key), entries.Select(entry => entry.Read()))));
        return found;
    }

    private static bool LooksAtFindings(MatterKey key, Act act) => key.Kind is MatterKind.Organisation && act.Name is "rate";
}
