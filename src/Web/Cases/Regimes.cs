using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Web.Calendar;
using Shouwen.Web.Data;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Cases;

/// <summary>
/// What is in force in this installation, read from the database, and the packs folder, and kept until somebody changes it.
/// </summary>
public sealed class Regimes(SiteOptions options)
{
    private readonly Lock _lock = new();
    private Regime? _kept;
    private DateTimeOffset _until;
    private int _stamp;
    private IReadOnlyList<Pack>? _packs;
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
        lock (_lock)
        {
            if (_kept is not null && now < _until && now >= _until.AddHours(-1)) return _kept;
            stamp = _stamp;
        }
        var read = await Read(db, now);
        lock (_lock)
        {
            if (stamp == _stamp) (_kept, _until) = (read, now.AddHours(1));
        }
        return read;
    }

    /// <summary>Every pack of the packs folder that reads without a problem, adopted or not.</summary>
    public IReadOnlyList<Pack> Shipped => _packs ??= [.. ReadPacks().OrderBy(pack => pack.Id, StringComparer.Ordinal)];

    private IEnumerable<Pack> ReadPacks()
    {
        if (!System.IO.Directory.Exists(options.Packs)) yield break;
        foreach (var file in System.IO.Directory.GetFiles(options.Packs, "pack.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var reading = PackReader.Read(File.ReadAllText(file), Path.GetRelativePath(options.Packs, file));
            yield return reading.Value ?? throw new InvalidDataException(string.Join('\n', reading.Problems));
        }
    }

    /// <summary>Every version of the calendar, the one in force last. Texts never change, so each is read once.</summary>
    public async Task<IReadOnlyList<CalendarBook>> Books(AppDb db)
    {
        var ids = await db.CalendarVersions.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync();
        foreach (var id in ids.Where(id => !_books.ContainsKey(id)))
            _books.TryAdd(id, new CalendarBook(await db.CalendarVersions.AsNoTracking().SingleAsync(row => row.Id == id)));
        return [.. ids.Select(id => _books[id])];
    }

    private async Task<Regime> Read(AppDb db, DateTimeOffset now)
    {
        var books = await Books(db);
        var adoptions = await db.PackAdoptions.AsNoTracking().OrderBy(adoption => adoption.Order).ToListAsync();
        if (adoptions.Find(adoption => Shipped.All(pack => pack.Id != adoption.PackId)) is { } missing) throw new InvalidDataException($"采用的制度包“{missing.PackId}”不在 {options.Packs}");
        return new Regime(await OrganisationRows.Load(db, now.AddDays(-2)),
            books[^1].Calendar, InForce.Of([.. adoptions.Select(adoption => adoption.PackId)], id => Shipped.FirstOrDefault(pack => pack.Id == id)),
            new Dictionary<string, Node>())
        {
            UnitCalendars = books[^1].UnitCalendars,
            Calendars = books.SelectMany(book => book.All).DistinctBy(one => one.Version).ToDictionary(one => one.Version, one => one.Calendar),
        };
    }
}

/// <summary>Tells <see cref="Regimes"/> when a row that decisions look at was written, and again when its transaction is through.</summary>
public sealed class Freshness(Regimes regimes) : ISaveChangesInterceptor, IDbTransactionInterceptor
{
    private static readonly HashSet<Type> Watched =
        [typeof(Units.Unit), typeof(People.Person), typeof(People.Absence), typeof(Web.Roster.RosterShift), typeof(Organisation), typeof(PackAdoption), typeof(CalendarVersion)];

    private int _pending;

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData data, InterceptionResult<int> result, CancellationToken cancel = default)
    {
        if (data.Context!.ChangeTracker.Entries().Any(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && Watched.Contains(entry.Metadata.ClrType)))
            Interlocked.Exchange(ref _pending, 1);
        return new(result);
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData data, int result, CancellationToken cancel = default)
    {
        if (data.Context!.Database.CurrentTransaction is null) Tell();
        return new(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken cancel = default)
    {
        Tell();
        return Task.CompletedTask;
    }

    private void Tell()
    {
        if (Interlocked.Exchange(ref _pending, 0) == 1) regimes.Changed();
    }
}
