using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Shouwen.Web.Data;

/// <summary>
/// Rows that a write adds and does not look at again: journal, state rows of what is new, notices, messages, search words. The next save puts them in behind what is
/// tracked, a table after the other, several rows a statement, on a server all in one round trip; nothing of them is tracked, compared or read back.
/// </summary>
public sealed class Appended(AppDb db)
{
    /// <summary>The most rows of a statement, a power of two: so many rows go in as few prepared statements as their number has ones in binary.</summary>
    private const int Most = 16;

    /// <summary>How rows of one type are inserted; the statement for one row, two, four, …</summary>
    private sealed record Table(string Into, IReadOnlyList<(IProperty Property, RelationalTypeMapping Mapping)> Columns)
    {
        public ConcurrentDictionary<int, string> Statements { get; } = [];
    }

    private static readonly ConditionalWeakTable<IEntityType, Table> Tables = [];

    private readonly List<object> rows = [];
    private readonly List<(string Sql, object[] Values)> others = [];

    public bool Any => rows.Count > 0 || others.Count > 0;

    /// <summary>The rows that wait for the next save.</summary>
    public IReadOnlyList<object> Rows => rows;

    public void Add(object row) => rows.Add(row);

    public void AddRange(IEnumerable<object> added) => rows.AddRange(added);

    /// <summary>A row of a table that is no part of the model, behind all others; <c>{0}</c>, <c>{1}</c> … stand for the values.</summary>
    public void Add(string sql, params object[] values) => others.Add((sql, values));

    public void Clear()
    {
        rows.Clear();
        others.Clear();
    }

    /// <summary>In the transaction that runs.</summary>
    public async Task<int> Write(CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        var count = rows.Count + others.Count;
        try
        {
            if (connection.CanCreateBatch) await InOne(connection, transaction, cancel);
            else await OneByOne(connection, transaction, cancel);
        }
        catch (DbException failure)
        {
            throw new DbUpdateException("Rows could not be added.", failure);
        }
        finally
        {
            Clear();
        }
        return count;
    }

    private async Task InOne(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        await using var batch = connection.CreateBatch();
        await using var maker = connection.CreateCommand();
        batch.Transaction = transaction;
        foreach (var statement in Statements(maker, no => $"${no + 1}", named: false))
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = statement.Sql;
            foreach (var parameter in statement.Parameters) command.Parameters.Add(parameter);
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private async Task OneByOne(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        // A command that stays with its text stays prepared.
        var commands = new Dictionary<string, DbCommand>();
        await using var maker = connection.CreateCommand();
        try
        {
            foreach (var statement in Statements(maker, no => $"@p{no}", named: true))
            {
                if (!commands.TryGetValue(statement.Sql, out var command))
                {
                    commands[statement.Sql] = command = connection.CreateCommand();
                    (command.Transaction, command.CommandText) = (transaction, statement.Sql);
                }
                command.Parameters.Clear();
                foreach (var parameter in statement.Parameters) command.Parameters.Add(parameter);
                await command.ExecuteNonQueryAsync(cancel);
            }
        }
        finally
        {
            foreach (var command in commands.Values) await command.DisposeAsync();
        }
    }

    private IEnumerable<(string Sql, IReadOnlyList<DbParameter> Parameters)> Statements(DbCommand maker, Func<int, string> sign, bool named)
    {
        foreach (var ofType in rows.GroupBy(row => row.GetType()))
        {
            var table = Tables.GetValue(db.Model.FindEntityType(ofType.Key)!, Of);
            var (waiting, from) = (ofType.ToList(), 0);
            for (var size = Most; from < waiting.Count; )
            {
                if (size > waiting.Count - from)
                {
                    size /= 2;
                    continue;
                }
                var parameters = new List<DbParameter>(size * table.Columns.Count);
                for (var i = from; i < from + size; i++)
                    foreach (var (property, mapping) in table.Columns)
                        parameters.Add(mapping.CreateParameter(maker, named ? sign(parameters.Count) : "", property.GetGetter().GetClrValueUsingContainingEntity(waiting[i]), property.IsNullable));
                yield return (table.Statements.GetOrAdd(size, size => $"{table.Into} {string.Join(", ", Enumerable.Range(0, size).Select(i => $"({string.Join(", ", table.Columns.Select((_, k) => sign(i * table.Columns.Count + k)))})"))}"), parameters);
                from += size;
            }
        }
        foreach (var (sql, values) in others)
            yield return (string.Format(CultureInfo.InvariantCulture, sql, [.. values.Select((_, i) => sign(i))]), [.. values.Select((value, i) =>
            {
                var parameter = maker.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (named ? sign(i) : "", value);
                return parameter;
            })]);
    }

    private static Table Of(IEntityType type)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        List<IProperty> columns = [.. type.GetProperties()];
        return new($"INSERT INTO \"{table.Name}\" ({string.Join(", ", columns.Select(column => $"\"{column.GetColumnName(table)}\""))}) VALUES", [.. columns.Select(column => (column, column.GetRelationalTypeMapping()))]);
    }
}
