using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Accountability;
using Shouwen.Web.Announcements;
using Shouwen.Web.Calendar;
using Shouwen.Web.Callbacks;
using Shouwen.Web.Cases;
using Shouwen.Web.Directory;
using Shouwen.Web.HandOvers;
using Shouwen.Web.Journal;
using Shouwen.Web.Orders;
using Shouwen.Web.Projects;
using Shouwen.Web.Packs;
using Shouwen.Web.People;
using Shouwen.Web.Reminders;
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
    public DbSet<ProjectRow> Projects => Set<ProjectRow>();
    public DbSet<LedgerRow> Ledger => Set<LedgerRow>();
    public DbSet<GradeRow> Grades => Set<GradeRow>();
    public DbSet<RewardRow> Rewards => Set<RewardRow>();
    public DbSet<OrderRow> Orders => Set<OrderRow>();
    public DbSet<OrderCase> OrderCases => Set<OrderCase>();
    public DbSet<Notice> Notices => Set<Notice>();
    public DbSet<Reminder> Reminders => Set<Reminder>();
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
    public DbSet<Receiver> Receivers => Set<Receiver>();
    public DbSet<OwnText> Texts => Set<OwnText>();
    public DbSet<Attachment> Attachments => Set<Attachment>();
    public DbSet<Reveal> Reveals => Set<Reveal>();
    public DbSet<SavedView> SavedViews => Set<SavedView>();
    public DbSet<CaseSign> CaseSigns => Set<CaseSign>();
    public DbSet<Caseload> Caseloads => Set<Caseload>();
    public DbSet<KeptMarks> Marks => Set<KeptMarks>();
    public DbSet<CallbackDraw> CallbackDraws => Set<CallbackDraw>();
    public DbSet<CallbackCall> CallbackCalls => Set<CallbackCall>();
    public DbSet<HandOverRow> HandOvers => Set<HandOverRow>();
    public DbSet<HandOverItem> HandOverItems => Set<HandOverItem>();
    public DbSet<AnnouncementRow> Announcements => Set<AnnouncementRow>();
    public DbSet<AnnouncementRead> AnnouncementReads => Set<AnnouncementRead>();
    public DbSet<Series> Series => Set<Series>();
    public DbSet<Stamp> Stamps => Set<Stamp>();
    public DbSet<Portal.Tried> Tries => Set<Portal.Tried>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    /// <summary>Rows that the next save adds without tracking them. A context is lent to one after the other; what one left unsaved is not the next one's.</summary>
    public Appended Appended
    {
        get
        {
            if (_appended is null || _lent != ContextId) (_appended, _lent) = (new(this), ContextId);
            return _appended;
        }
    }

    private Appended? _appended;
    private DbContextId _lent;

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
    /// The matters that the watch has something to do with by now, those it should have done first before the rest; until the transaction ends no other process is given the same. One file
    /// has one writer, so there nobody else asks.
    /// </summary>
    public virtual Task<List<string>> Alarmed(DateTimeOffset now, int most) =>
        Duties.Where(duty => duty.Alarm <= now).OrderBy(duty => duty.Alarm).Select(duty => duty.Matter).Take(most).ToListAsync();

    /// <summary>What is read here is going to be told as done: it must be as safe as what one writes oneself, also when whoever wrote it was never told that it was.</summary>
    /// <exception cref="Unsettled">The server is gone or did not wait for its standby: what was read may be lost.</exception>
    public virtual Task<T> Settled<T>(Func<Task<T>> read) => read();

    /// <summary>The last of the next <paramref name="count"/> numbers of a series, which begins with 1; they are given back when the transaction fails.</summary>
    public async Task<int> Next(string series, int count = 1) =>
        (await Database.SqlQuery<int>($"INSERT INTO series (name, last) VALUES ({series}, {count}) ON CONFLICT (name) DO UPDATE SET last = series.last + {count} RETURNING last AS \"Value\"").ToListAsync()).Single();

    /// <summary>Brings the database to the shape this version needs, makes it when there is none, and does what comes <paramref name="after"/> that. On a server
    /// several processes may begin at once: one does it, the others wait for it. The migrations it applied.</summary>
    public virtual async Task<IReadOnlyList<string>> Upgrade(DateTimeOffset now, Func<Task> after)
    {
        // Asked for migrations, a database that has none yet answers with an error, which would be the first thing an operator reads.
        var creator = this.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync()) await creator.CreateAsync();
        await this.GetService<IHistoryRepository>().CreateIfNotExistsAsync();
        var pending = (await Database.GetPendingMigrationsAsync()).ToList();
        // An index over many million rows takes longer than any page may.
        var patience = Database.GetCommandTimeout();
        Database.SetCommandTimeout(0);
        await Database.MigrateAsync();
        Database.SetCommandTimeout(patience);
        await after();
        return pending;
    }

    /// <summary>The entries of one matter's journal, as <see cref="Shouwen.Cases.MatterKey"/> writes its name; nothing else of the journal is looked at.</summary>
    public virtual IQueryable<JournalEntry> JournalOf(string matter) => Journal.Where(entry => entry.Matter == matter);

    /// <summary>Makes room for journal entries written between these moments; nothing to do where the journal is one table.</summary>
    public virtual Task MakeMonths(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel = default) => Task.CompletedTask;

    /// <summary>What the server's own clock says; null where the database has none of its own.</summary>
    public virtual Task<DateTimeOffset?> ServerTime() => Task.FromResult<DateTimeOffset?>(null);

    /// <summary>Months of the journal that should have a part of their own by now and have none.</summary>
    public virtual Task<IReadOnlyList<string>> MissingMonths(DateTimeOffset now, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<string>>([]);

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
