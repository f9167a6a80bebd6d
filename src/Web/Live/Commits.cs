using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Health;
using Shouwen.Web.Journal;
using Shouwen.Web.People;

namespace Shouwen.Web.Live;

/// <summary>Tells <see cref="Broadcast"/> whom a write concerned, once it is through; what is rolled back nobody hears of.</summary>
public sealed class Commits(Broadcast live, Figures figures) : ISaveChangesInterceptor, IDbTransactionInterceptor
{
    private sealed class Pending(DbContextId lent)
    {
        /// <summary>As the context was lent; the next who has it knows nothing of it.</summary>
        public DbContextId Lent => lent;

        public HashSet<string> People { get; } = [];
        public HashSet<string> Units { get; } = [];

        /// <summary>Journal entries among it.</summary>
        public int Entries { get; set; }

        /// <summary>Whose rights may have changed.</summary>
        public HashSet<string> Rights { get; } = [];
    }

    private readonly ConditionalWeakTable<DbContext, Pending> waiting = [];

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData data, InterceptionResult<int> result, CancellationToken cancel = default)
    {
        foreach (var entry in data.Context!.ChangeTracker.Entries())
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted) Note(entry, data.Context);
        if (data.Context is AppDb { Appended: { Any: true } appended }) Note(appended.Rows, Of(data.Context));
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

    public Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken cancel = default)
    {
        if (data.Context is { } context) waiting.Remove(context);
        return Task.CompletedTask;
    }

    private void Note(EntityEntry entry, DbContext context)
    {
        if (entry.Entity is not (Notice or DutyRow or CaseRow or Person or Appointment)) return;
        var pending = Of(context);
        switch (entry.Entity)
        {
            case Notice notice:
                pending.People.Add(notice.PersonId);
                break;
            case DutyRow:
                Both(entry, pending, [nameof(DutyRow.BearerPersonId), nameof(DutyRow.OwedPersonId)], [nameof(DutyRow.BearerUnitId), nameof(DutyRow.OwedUnitId)]);
                break;
            case CaseRow:
                Both(entry, pending, [nameof(CaseRow.FirstContactId), nameof(CaseRow.HandlerId), nameof(CaseRow.PendingPersonId)],
                    [nameof(CaseRow.FirstContactUnitId), nameof(CaseRow.HandlerUnitId), nameof(CaseRow.PendingUnitId)]);
                break;
            case Person person:
                pending.Rights.Add(person.Id);
                break;
            case Appointment held:
                pending.Rights.Add(held.PersonId);
                break;
        }
    }

    private Pending Of(DbContext context)
    {
        if (waiting.TryGetValue(context, out var pending) && pending.Lent == context.ContextId) return pending;
        waiting.AddOrUpdate(context, pending = new(context.ContextId));
        return pending;
    }

    private static void Note(IEnumerable<object> appended, Pending pending)
    {
        foreach (var row in appended)
            switch (row)
            {
                case JournalEntry:
                    pending.Entries++;
                    break;
                case Notice notice:
                    pending.People.Add(notice.PersonId);
                    break;
                case DutyRow duty:
                    pending.People.UnionWith(Known(duty.BearerPersonId, duty.OwedPersonId));
                    pending.Units.UnionWith(Known(duty.BearerUnitId, duty.OwedUnitId));
                    break;
                case CaseRow one:
                    pending.People.UnionWith(Known(one.FirstContactId, one.HandlerId, one.PendingPersonId));
                    pending.Units.UnionWith(Known(one.FirstContactUnitId, one.HandlerUnitId, one.PendingUnitId));
                    break;
            }
    }

    private static IEnumerable<string> Known(params string?[] ids) => ids.OfType<string>();

    /// <summary>Whoever had it and whoever has it now.</summary>
    private static void Both(EntityEntry entry, Pending pending, string[] people, string[] units)
    {
        foreach (var (names, into) in new[] { (people, pending.People), (units, pending.Units) })
            foreach (var property in names.Select(entry.Property))
                foreach (var value in new[] { property.CurrentValue, entry.State == EntityState.Added ? null : property.OriginalValue })
                    if (value is string id) into.Add(id);
    }

    private void Tell(DbContext context)
    {
        if (!waiting.Remove(context, out var pending) || pending.Lent != context.ContextId) return;
        if (pending.Entries > 0) figures.Written(pending.Entries);
        if (pending.People.Count + pending.Units.Count + pending.Rights.Count > 0) live.Committed(new(pending.People, pending.Units) { Rights = pending.Rights });
    }
}
