using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Calendar;
using Shouwen.Web.Cases;
using Shouwen.Web.Directory;
using Shouwen.Web.Journal;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Shouwen.Web.Roster;
using Shouwen.Web.Seals;
using Shouwen.Web.Sending;
using Shouwen.Web.Setup;
using Shouwen.Web.Units;

namespace Shouwen.Web.Data;

/// <summary>The model, the same for every database; each database adds its conventions and its own migrations.</summary>
public abstract class AppDb(DbContextOptions options) : IdentityUserContext<Person>(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<PackVersion> PackVersions => Set<PackVersion>();
    public DbSet<PackAdoption> PackAdoptions => Set<PackAdoption>();
    public DbSet<PackParameter> PackParameters => Set<PackParameter>();
    public DbSet<PackDraft> PackDrafts => Set<PackDraft>();
    public DbSet<CalendarVersion> CalendarVersions => Set<CalendarVersion>();
    public DbSet<Recomputation> Recomputations => Set<Recomputation>();
    public DbSet<Unit> Units => Set<Unit>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Appointment> Appointments => Set<Appointment>();
    public DbSet<Absence> Absences => Set<Absence>();
    public DbSet<DirectoryEntry> DirectoryEntries => Set<DirectoryEntry>();
    public DbSet<RosterShift> RosterShifts => Set<RosterShift>();
    public DbSet<JournalEntry> Journal => Set<JournalEntry>();
    public DbSet<Seal> Seals => Set<Seal>();
    public DbSet<SealedHead> SealedHeads => Set<SealedHead>();
    public DbSet<CaseRow> Cases => Set<CaseRow>();
    public DbSet<DutyRow> Duties => Set<DutyRow>();
    public DbSet<Sight> Sights => Set<Sight>();
    public DbSet<FindingRow> Findings => Set<FindingRow>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<Receiver> Receivers => Set<Receiver>();
    public DbSet<OwnText> Texts => Set<OwnText>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<Reveal> Reveals => Set<Reveal>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<CaseSign> CaseSigns => Set<CaseSign>();
    public DbSet<Series> Series => Set<Series>();
    public DbSet<Stamp> Stamps => Set<Stamp>();
    public DbSet<Portal.Tried> Tries => Set<Portal.Tried>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    /// <summary>Rows that the next save adds without tracking them.</summary>
    public Appended Appended => _appended ??= new(this);

    private Appended? _appended;

    /// <summary>Drops what waits to be saved.</summary>
    public void Forget()
    {
        ChangeTracker.Clear();
        Appended.Clear();
    }

    /// <summary>
    /// Until the transaction ends nobody else decides on what bears this name; whoever waited sees what the one before wrote. One file has one writer at a time, so only
    /// a server needs it.
    /// </summary>
    public virtual Task Lock(string name) => Task.CompletedTask;

    /// <summary>The same beside others who only look; it waits for a <see cref="Lock"/> of that name and a lock waits for it.</summary>
    public virtual Task LockShared(string name) => Task.CompletedTask;

    /// <summary>The same without waiting; false when somebody else has it.</summary>
    public virtual Task<bool> TryLock(string name) => Task.FromResult(true);

    /// <summary>
    /// Lets others go on as soon as this transaction is committed and before it is safe on disk: nobody waits for the disk while he holds what everybody needs. Nothing may be
    /// acknowledged before <see cref="Settle"/>. One file commits and is safe at once.
    /// </summary>
    public virtual Task SettleLater() => Task.CompletedTask;

    /// <summary>Waits until what was committed after <see cref="SettleLater"/> would survive a power cut of the server that took it.</summary>
    /// <exception cref="Unsettled">That server is gone or did not wait: what was written may be kept or not.</exception>
    public virtual Task Settle() => Task.CompletedTask;

    /// <summary>What is read here may be told as done: whoever wrote it may not have been told so yet, and it must not be lost either.</summary>
    public virtual Task<T> Settled<T>(Func<Task<T>> read) => read();

    /// <summary>The next number of a series, from 1; it is given back when the transaction fails.</summary>
    public async Task<int> Next(string series) =>
        (await Database.SqlQuery<int>($"INSERT INTO series (name, last) VALUES ({series}, 1) ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last AS \"Value\"").ToListAsync()).Single();

    /// <summary>Brings the database to the shape this version needs, makes it when there is none, and does what comes <paramref name="after"/> that. On a server
    /// several processes may begin at once: one does it, the others wait for it. The migrations it applied.</summary>
    public virtual async Task<IReadOnlyList<string>> Upgrade(DateTimeOffset now, Func<Task> after)
    {
        var pending = (await Database.GetPendingMigrationsAsync()).ToList();
        await Database.MigrateAsync();
        await after();
        return pending;
    }

    /// <summary>Makes room for journal entries written between these moments; nothing to do where the journal is one table.</summary>
    public virtual Task MakeMonths(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel = default) => Task.CompletedTask;

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.ApplyConfigurationsFromAssembly(typeof(AppDb).Assembly);
        SnakeCase.Apply(model);
    }

    /// <summary>In one transaction: what is tracked, the words of the directory's entries among it, and then what is <see cref="Appended"/>.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancel = default)
    {
        var changed = DirectoryWords.Changed(this);
        if (changed.Count == 0 && !Appended.Any) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);

        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancel) : null;
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        await DirectoryWords.Write(this, changed, cancel);
        if (Appended.Any) rows += await Appended.Write(cancel);
        if (own is not null) await own.CommitAsync(cancel);
        return rows;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        SaveChangesAsync(acceptAllChangesOnSuccess).GetAwaiter().GetResult();
}
