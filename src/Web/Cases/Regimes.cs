using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Calendar;
using Shouwen.Web.Data;
using Shouwen.Web.Packs;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Cases;

/// <summary>
/// What is in force in this installation, read from the database, and kept until somebody changes it or what was decided for a later day begins.
/// </summary>
public sealed class Regimes(Stamps stamps)
{
    /// <summary>Kept beside the regime, as long as the process, for every write that brings a request needs both.</summary>
    public Signs Signs { get; } = new();

    /// <summary>Under which regime, on which day and at which version of the organisation's own matter nothing was found to begin.</summary>
    public (Regime, DateOnly, int)? Advanced
    {
        get { lock (_lock) return _advanced; }
        set { lock (_lock) _advanced = value; }
    }

    private (Regime, DateOnly, int)? _advanced;

    /// <summary>The organisation's own matter as it was read last: it has a history of years, and grows by a few entries a day.</summary>
    public Acting.Past? Standing { get; set; }

    private readonly Lock _lock = new();
    private (Regime Regime, Surroundings Around)? _around;
    private Regime? _kept;
    private DateTimeOffset _from, _until;
    private int _stamp;
    private Guid _seen;
    private readonly ConcurrentDictionary<string, Pack?> _versions = new();
    private readonly ConcurrentDictionary<long, CalendarBook> _books = new();

    /// <summary>Forgets what is kept; called when a row that a decision looks at has changed.</summary>
    public void Changed()
    {
        lock (_lock) (_kept, _stamp) = (null, _stamp + 1);
    }

    /// <summary>The regime of this moment. Roster and absences are read for the days around it, so it is read anew each hour.</summary>
    public async Task<Regime> Now(AppDb db, DateTimeOffset now)
    {
        int stamp;
        var elsewhere = await stamps.Regime(db);
        lock (_lock)
        {
            // Another process, or this one, has changed something since.
            if (elsewhere != _seen) (_kept, _stamp, _seen) = (null, _stamp + 1, elsewhere);
            if (_kept is not null && now < _until && now >= _from) return _kept;
            stamp = _stamp;
        }
        var (read, until) = await Read(db, now);
        lock (_lock)
        {
            if (stamp == _stamp) (_kept, _from, _until) = (read, now, until);
        }
        return read;
    }

    /// <summary>What belongs to a regime that <see cref="Now"/> gave.</summary>
    public async Task<Surroundings> Around(AppDb db, Regime regime)
    {
        lock (_lock)
            if (_around is var (known, around) && ReferenceEquals(known, regime)) return around;
        var read = await Surroundings.Read(db, regime);
        lock (_lock) _around = (regime, read);
        return read;
    }

    /// <summary>Every version of the calendar, the one in force last. Texts never change, so each is read once.</summary>
    public async Task<IReadOnlyList<CalendarBook>> Books(AppDb db)
    {
        var ids = await db.CalendarVersions.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync();
        foreach (var id in ids.Where(id => !_books.ContainsKey(id)))
            _books.TryAdd(id, new CalendarBook(await db.CalendarVersions.AsNoTracking().SingleAsync(row => row.Id == id)));
        return [.. ids.Select(id => _books[id])];
    }

    /// <summary>The regime and the moment from which on another may hold: an hour later, or when an adoption or a parameter begins or ends.</summary>
    private async Task<(Regime, DateTimeOffset Until)> Read(AppDb db, DateTimeOffset now)
    {
        var books = await Books(db);
        var adoptions = await db.PackAdoptions.AsNoTracking().OrderBy(adoption => adoption.Place).ThenBy(adoption => adoption.Id).ToListAsync();
        var parameters = await db.PackParameters.AsNoTracking().ToListAsync();
        var own = await db.Organisations.Select(one => new { one.BatchFrom, one.Watch }).SingleAsync();
        await ReadVersions(db);
        var current = adoptions.Where(adoption => adoption.InForce(now)).ToList();
        var packs = InForce.Of([.. current.Where(adoption => adoption.PulledBy is null).Select(adoption => adoption.PackId)],
            id => current.Find(adoption => adoption.PackId == id) is { } adoption ? _versions[adoption.Mark] ?? throw new InvalidDataException($"在用的制度包“{adoption.PackId}”读不出来") : null);
        var regime = new Regime(await OrganisationRows.Load(db, now.AddDays(-2)), books[^1].Calendar, packs,
            parameters.Where(parameter => parameter.Value is not null && parameter.Holds(now)).ToDictionary(parameter => $"{parameter.PackId}/{parameter.Name}", parameter => Yaml.Read(parameter.Value!, parameter.Name).Value!))
        {
            BatchFrom = own.BatchFrom,
            Plan = Reminders.WatchSettings.Read(own.Watch).Plan,
            Versions = adoptions.Select(adoption => _versions[adoption.Mark]).OfType<Pack>().DistinctBy(pack => pack.Mark).ToDictionary(pack => pack.Mark),
            UnitCalendars = books[^1].UnitCalendars,
            Calendars = books.SelectMany(book => book.All).DistinctBy(one => one.Version).ToDictionary(one => one.Version, one => one.Calendar),
            Since = packs.ToDictionary(pack => pack.Id, pack => Since(adoptions, current.Find(adoption => adoption.PackId == pack.Id)!)),
        };
        var next = adoptions.SelectMany(adoption => (DateTimeOffset?[])[adoption.From, adoption.Until]).Concat(parameters.SelectMany(parameter => (DateTimeOffset?[])[parameter.From, parameter.Until]))
            .Where(moment => moment > now).Append(now.AddHours(1)).Min()!.Value;
        return (regime, next);
    }

    /// <summary>Texts never change, so each is parsed once. One that this version of the product can no longer read is known as null.</summary>
    private async Task ReadVersions(AppDb db)
    {
        foreach (var key in await db.PackVersions.Select(version => new { version.PackId, version.Hash }).ToListAsync())
            if (!_versions.ContainsKey($"{key.PackId}@{key.Hash}"))
            {
                var text = await db.PackVersions.Where(version => version.PackId == key.PackId && version.Hash == key.Hash).Select(version => version.Text).SingleAsync();
                _versions[$"{key.PackId}@{key.Hash}"] = PackReader.Read(text, $"{key.PackId}@{key.Hash}").Value;
            }
    }

    /// <summary>Since when the pack is in force without a gap, and since when in this version.</summary>
    private static (DateTimeOffset First, DateTimeOffset Version) Since(List<PackAdoption> adoptions, PackAdoption current)
    {
        var first = current;
        while (adoptions.Find(one => one.PackId == first.PackId && one.Until == first.From && one.From < first.From) is { } before) first = before;
        return (first.From, current.From);
    }
}

/// <summary>Tells <see cref="Regimes"/> when a row that decisions look at was written, and again when its transaction is through.</summary>
public sealed class Freshness(Regimes regimes, Stamps stamps) : ISaveChangesInterceptor, IDbTransactionInterceptor
{
    private static readonly HashSet<Type> Watched =
        [typeof(Units.Unit), typeof(People.Person), typeof(People.Appointment), typeof(People.Absence), typeof(Web.Roster.RosterShift), typeof(Organisation), typeof(PackAdoption), typeof(PackParameter), typeof(CalendarVersion),
        typeof(Sending.OwnText), typeof(Sending.Receiver), typeof(Directory.DirectoryEntry)];

    /// <summary>The contexts that wrote such a row and are not through, as they were lent then.</summary>
    private readonly ConditionalWeakTable<DbContext, object> _pending = [];

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData data, InterceptionResult<int> result, CancellationToken cancel = default)
    {
        if (data.Context!.ChangeTracker.Entries().Any(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && Watched.Contains(entry.Metadata.ClrType)))
        {
            _pending.AddOrUpdate(data.Context, data.Context.ContextId);
            Stamps.Change(data.Context);
        }
        return new(result);
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData data, int result, CancellationToken cancel = default)
    {
        if (data.Context!.Database.CurrentTransaction is null) Tell(data.Context);
        return new(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken cancel = default)
    {
        if (data.Context is { } context) Tell(context);
        return Task.CompletedTask;
    }

    private void Tell(DbContext context)
    {
        if (!_pending.Remove(context, out var lent) || !context.ContextId.Equals(lent)) return;
        regimes.Changed();
        stamps.Changed();
    }
}
