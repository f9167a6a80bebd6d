using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Shouwen.Search;
using Shouwen.Web.Cases;
using Shouwen.Web.Directory;
using Shouwen.Web.People;
using Shouwen.Web.Units;

namespace Shouwen.Web.Data;

/// <summary>
/// 搬库: copies everything from one file into an empty PostgreSQL database, in one transaction: all of it or nothing. Stamps and keys stay behind: the one says something of the
/// processes, the others only who is signed in. The words for searching are made anew from the rows.
/// </summary>
public sealed class Moving(AppDb from, AppDb to)
{
    private static readonly Type[] LeftBehind = [typeof(Stamp), typeof(ProtectionKey)];

    /// <summary>Units and people name one another; all else follows them.</summary>
    private IReadOnlyList<IEntityType> Tables { get; } =
        [.. to.Model.GetEntityTypes().Where(table => !LeftBehind.Contains(table.ClrType)).OrderBy(table => table.ClrType == typeof(Unit) ? 0 : table.ClrType == typeof(Person) ? 1 : 2).ThenBy(table => table.Name, StringComparer.Ordinal)];

    /// <summary>How many rows there are to copy, with the words of those that are searched.</summary>
    public async Task<int> Count() => (await Counts(from)).Sum(one => one.Value) + await from.Cases.CountAsync() + await from.DirectoryEntries.CountAsync();

    /// <summary>The tables of the target that hold a row.</summary>
    public async Task<IReadOnlyList<string>> Filled() => [.. (await Counts(to)).Where(one => one.Value > 0).Select(one => one.Key)];

    /// <summary>Tables in which the two differ in their number of rows, a sentence each.</summary>
    public async Task<IReadOnlyList<string>> Differences()
    {
        var (before, after) = (await Counts(from), await Counts(to));
        return [.. before.Where(one => after[one.Key] != one.Value).Select(one => $"{one.Key}：原库 {one.Value} 行，新库 {after[one.Key]} 行")];
    }

    /// <summary>Copies in the target's transaction, which the caller has begun and ends; <paramref name="step"/> is told after each row.</summary>
    public async Task Copy(Action step, CancellationToken cancel)
    {
        if (await from.Journal.AnyAsync(cancel))
            await to.MakeMonths(await from.Journal.MinAsync(entry => entry.RecordedAt, cancel), await from.Journal.MaxAsync(entry => entry.RecordedAt, cancel), cancel);
        var copied = new HashSet<IEntityType>();
        foreach (var table in Tables)
        {
            // Named before it is there: written afterwards.
            var later = table.GetForeignKeys().Where(key => key.PrincipalEntityType != table && !copied.Contains(key.PrincipalEntityType)).SelectMany(key => key.Properties).ToHashSet();
            await Copy(table, later, step, cancel);
            copied.Add(table);
        }
        await Place(cancel);
        await Words(CaseWords.Table, from.Cases.AsNoTracking().AsAsyncEnumerable(), row => (row.Key, CaseWords.TextOf(row)), step, cancel);
        await Words(DirectoryWords.Table, from.DirectoryEntries.AsNoTracking().AsAsyncEnumerable(), row => (row.Id, DirectoryWords.TextOf(row)), step, cancel);
        await Count(cancel);
    }

    private NpgsqlConnection Target => (NpgsqlConnection)to.Database.GetDbConnection();

    private async Task Copy(IEntityType table, HashSet<IProperty> later, Action step, CancellationToken cancel)
    {
        var columns = table.GetProperties().Where(property => !later.Contains(property)).ToList();
        await using var writer = await Target.BeginBinaryImportAsync($"COPY {table.GetTableName()} ({string.Join(", ", columns.Select(Column))}) FROM STDIN (FORMAT BINARY)", cancel);
        await foreach (var row in Rows(table.ClrType).WithCancellation(cancel))
        {
            await writer.StartRowAsync(cancel);
            foreach (var column in columns)
            {
                var value = column.PropertyInfo!.GetValue(row);
                if (column.GetTypeMapping().Converter is { } converter && value is not null) value = converter.ConvertToProvider(value);
                if (value is null) await writer.WriteNullAsync(cancel);
                else await writer.WriteAsync(value, column.GetColumnType(), cancel);
            }
            step();
        }
        await writer.CompleteAsync(cancel);
    }

    private static string Column(IProperty property) => $"\"{property.GetColumnName()}\"";

    private IAsyncEnumerable<object> Rows(Type type) =>
        (IAsyncEnumerable<object>)typeof(Moving).GetMethod(nameof(RowsOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.MakeGenericMethod(type).Invoke(this, null)!;

    private IAsyncEnumerable<object> RowsOf<T>() where T : class => from.Set<T>().AsNoTracking().AsAsyncEnumerable();

    /// <summary>Who heads, leads, and answers for which unit, once the people are there.</summary>
    private async Task Place(CancellationToken cancel)
    {
        foreach (var unit in await from.Units.AsNoTracking().ToListAsync(cancel))
            await to.Units.Where(one => one.Id == unit.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.HeadId, unit.HeadId).SetProperty(one => one.LeaderId, unit.LeaderId)
                .SetProperty(one => one.LiaisonId, unit.LiaisonId).SetProperty(one => one.ContactId, unit.ContactId), cancel);
    }

    private async Task Words<T>(WordTable table, IAsyncEnumerable<T> rows, Func<T, (long Key, string Text)> words, Action step, CancellationToken cancel)
    {
        await using var writer = await Target.BeginBinaryImportAsync($"COPY {table.Name} (key, grams, words) FROM STDIN (FORMAT BINARY)", cancel);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            var (key, text) = words(row);
            await writer.WriteRowAsync(cancel, key, Tokens.Grams(text).ToArray(), WordTable.Said(text));
            step();
        }
        await writer.CompleteAsync(cancel);
    }

    /// <summary>What the database counts by itself goes on behind what was copied.</summary>
    private async Task Count(CancellationToken cancel)
    {
        foreach (var table in Tables)
            foreach (var column in table.GetProperties().Where(property => property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType is { IsPrimitive: true } && property.IsPrimaryKey()))
            {
                var sql = $"SELECT setval(pg_get_serial_sequence('{table.GetTableName()}', '{column.GetColumnName()}'), (SELECT COALESCE(MAX({Column(column)}), 0) + 1 FROM {table.GetTableName()}), false)";
                await to.Database.ExecuteSqlRawAsync(sql, cancel);
            }
    }

    private async Task<Dictionary<string, int>> Counts(AppDb db)
    {
        var counts = new Dictionary<string, int>();
        foreach (var name in Tables.Select(table => table.GetTableName()!))
        {
            var sql = $"SELECT CAST(COUNT(*) AS int) AS \"Value\" FROM {name}";
            counts[name] = (await db.Database.SqlQueryRaw<int>(sql).ToListAsync()).Single();
        }
        return counts;
    }
}
