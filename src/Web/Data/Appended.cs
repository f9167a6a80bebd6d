using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Shouwen.Web.Data;

/// <summary>
/// Rows that a write adds and does not look at again: journal, state rows of what is new, notices, messages, search words. The next save puts them in behind what is
/// tracked, one prepared statement a table, on a server all in one round trip; nothing of them is tracked, compared or read back.
/// </summary>
public sealed class Appended(AppDb db)
{
    /// <summary>A statement that inserts a row of one type.</summary>
    private sealed record Insert(string Sql, IReadOnlyList<(IProperty Property, RelationalTypeMapping Mapping)> Columns);

    private static readonly ConditionalWeakTable<IEntityType, Insert> Inserts = [];

    private readonly List<(object? Row, string? Sql, object[] Values)> waiting = [];

    public bool Any => waiting.Count > 0;

    /// <summary>The rows that wait for the next save.</summary>
    public IEnumerable<object> Rows => waiting.Select(one => one.Row).OfType<object>();

    public void Add(object row) => waiting.Add((row, null, []));

    public void AddRange(IEnumerable<object> rows)
    {
        foreach (var row in rows) Add(row);
    }

    /// <summary>A row of a table that is no part of the model; <c>{0}</c>, <c>{1}</c> … stand for the values.</summary>
    public void Add(string sql, params object[] values) => waiting.Add((null, sql, values));

    public void Clear() => waiting.Clear();

    /// <summary>In the transaction that runs.</summary>
    public async Task<int> Write(CancellationToken cancel)
    {
        var rows = waiting.ToList();
        waiting.Clear();
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        try
        {
            if (connection.CanCreateBatch) await InOne(connection, transaction, rows, cancel);
            else await OneByOne(connection, transaction, rows, cancel);
        }
        catch (DbException failure)
        {
            throw new DbUpdateException("Rows could not be added.", failure);
        }
        return rows.Count;
    }

    private async Task InOne(DbConnection connection, DbTransaction transaction, List<(object? Row, string? Sql, object[] Values)> rows, CancellationToken cancel)
    {
        await using var batch = connection.CreateBatch();
        await using var parameters = connection.CreateCommand();
        batch.Transaction = transaction;
        foreach (var row in rows)
        {
            var command = batch.CreateBatchCommand();
            command.CommandText = Fill(parameters, command.Parameters, row, no => $"${no + 1}", positional: true);
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(cancel);
    }

    private async Task OneByOne(DbConnection connection, DbTransaction transaction, List<(object? Row, string? Sql, object[] Values)> rows, CancellationToken cancel)
    {
        var commands = new Dictionary<object, DbCommand>();
        try
        {
            foreach (var row in rows)
            {
                if (!commands.TryGetValue(row.Sql ?? (object)row.Row!.GetType(), out var command))
                {
                    commands[row.Sql ?? (object)row.Row!.GetType()] = command = connection.CreateCommand();
                    command.Transaction = transaction;
                }
                command.Parameters.Clear();
                var sql = Fill(command, command.Parameters, row, no => $"@p{no}", positional: false);
                // The same text keeps the statement prepared.
                if (command.CommandText != sql) command.CommandText = sql;
                await command.ExecuteNonQueryAsync(cancel);
            }
        }
        finally
        {
            foreach (var command in commands.Values) await command.DisposeAsync();
        }
    }

    /// <summary>Adds the parameters of a row; its statement.</summary>
    private string Fill(DbCommand maker, DbParameterCollection into, (object? Row, string? Sql, object[] Values) row, Func<int, string> sign, bool positional)
    {
        if (row.Row is null)
        {
            for (var i = 0; i < row.Values.Length; i++)
            {
                var parameter = maker.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (positional ? "" : sign(i), row.Values[i]);
                into.Add(parameter);
            }
            return string.Format(System.Globalization.CultureInfo.InvariantCulture, row.Sql!, [.. row.Values.Select((_, i) => sign(i))]);
        }
        var insert = Inserts.GetValue(db.Model.FindEntityType(row.Row.GetType())!, type => Of(type, sign));
        for (var i = 0; i < insert.Columns.Count; i++)
        {
            var (property, mapping) = insert.Columns[i];
            into.Add(mapping.CreateParameter(maker, positional ? "" : sign(i), property.GetGetter().GetClrValueUsingContainingEntity(row.Row), property.IsNullable));
        }
        return insert.Sql;
    }

    private static Insert Of(IEntityType type, Func<int, string> sign)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        List<IProperty> columns = [.. type.GetProperties()];
        return new($"INSERT INTO \"{table.Name}\" ({string.Join(", ", columns.Select(column => $"\"{column.GetColumnName(table)}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => sign(i)))})",
            [.. columns.Select(column => (column, column.GetRelationalTypeMapping()))]);
    }
}
