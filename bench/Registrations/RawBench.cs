using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using Shouwen.Search;
using Shouwen.Tests;

namespace Shouwen.Bench.Registrations;

/// <summary>Commits the rows of registrations that stand in a database once more, a transaction a case, with the same durability and nothing else.</summary>
public static partial class RawBench
{
    private static readonly (string Table, string Where)[] Tables =
    [
        ("journal", "matter = 'case:' || @id"), ("cases", "id = @id"), ("duties", "case_id = @id"), ("sights", "case_id = @id"), ("notices", "case_id = @id"), ("outbox", "case_id = @id"),
        ("case_signs", "case_key = (SELECT key FROM cases WHERE id = @id)"),
    ];

    private sealed record Row(string Table, string[] Columns, object[] Values, string[] Types);

    /// <summary>Into another file of the same schema, with prepared statements.</summary>
    /// <returns>Cases a second.</returns>
    public static double Sqlite(string from, string to)
    {
        using var source = RegistrationBench.Open(from);
        List<(string Id, long Key, string Words)> ids = [];
        using (var all = source.CreateCommand())
        {
            all.CommandText = "SELECT id, key, number || ' ' || coalesce(customer_name, '') || ' ' || coalesce(customer_phone, '') || ' ' || coalesce(customer_address, '') || ' ' || content FROM cases ORDER BY key";
            using var reader = all.ExecuteReader();
            while (reader.Read()) ids.Add((reader.GetString(0), reader.GetInt64(1), Tokens.Indexed(reader.GetString(2))));
        }
        var cases = ids.Select(one => Rows(() => source.CreateCommand(), one.Id).Append(new("case_words", ["rowid", "words"], [one.Key, one.Words], [])).ToList()).ToList();
        using var target = RegistrationBench.Open(to);
        var statements = new Dictionary<string, SqliteCommand>();
        var watch = Stopwatch.StartNew();
        foreach (var rows in cases)
        {
            using var transaction = target.BeginTransaction();
            foreach (var row in rows)
            {
                if (!statements.TryGetValue(row.Table, out var insert))
                {
                    insert = target.CreateCommand();
                    insert.CommandText = $"INSERT INTO {row.Table} ({Names(row)}) VALUES ({string.Join(", ", row.Columns.Select((_, i) => $"$v{i}"))})";
                    for (var i = 0; i < row.Columns.Length; i++) insert.Parameters.Add(new SqliteParameter($"$v{i}", null));
                    insert.Prepare();
                    statements[row.Table] = insert;
                }
                insert.Transaction = transaction;
                for (var i = 0; i < row.Values.Length; i++) insert.Parameters[i].Value = row.Values[i];
                insert.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        return cases.Count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>By pgbench beside the rows that are there: prepared statements, one a table with all its rows; each transaction one of some cases, under keys of its own.</summary>
    /// <returns>Cases a second with so many clients.</returns>
    public static async Task<double> Postgres(PostgresServer server, string database, int clients, int seconds, string folder)
    {
        var scripts = new List<string>();
        await using (var source = new NpgsqlConnection(server.Connection(database)))
        {
            await source.OpenAsync();
            var ids = new List<string>();
            await using (var some = new NpgsqlCommand("SELECT id FROM cases WHERE length(id) = 32 ORDER BY key LIMIT 20", source))
            await using (var reader = await some.ExecuteReaderAsync())
                while (await reader.ReadAsync()) ids.Add(reader.GetString(0));
            foreach (var id in ids)
            {
                var rows = Rows(source.CreateCommand, id).Concat(Rows(source.CreateCommand, id, [("case_words", "key = (SELECT key FROM cases WHERE id = @id)")])).ToList();
                var script = new StringBuilder("\\set n random(1000000000000000, 9000000000000000000)\nBEGIN;\n");
                foreach (var table in rows.GroupBy(row => row.Table))
                    script.Append(CultureInfo.InvariantCulture, $"INSERT INTO {table.Key} ({Names(table.First())}) VALUES {string.Join(", ", table.Select(row => $"({string.Join(", ", row.Values.Select((value, i) => Literal(row.Columns[i], row.Types[i], value, id)))})"))};\n");
                var file = Path.Combine(folder, $"{id}.sql");
                await File.WriteAllTextAsync(file, script.Append("COMMIT;\n").ToString());
                scripts.Add(file);
            }
        }
        var start = new ProcessStartInfo(Path.Combine(PostgresServer.Programs(), "pgbench"),
            ["-h", "127.0.0.1", "-p", $"{server.Port}", "-U", "postgres", "-n", "-M", "prepared", "-c", $"{clients}", "-j", $"{Math.Min(clients, 2)}", "-T", $"{seconds}", .. scripts.SelectMany(script => (string[])["-f", script]), database])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return Rate().Match(said[0]) is { Success: true } rate && process.ExitCode == 0 ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException(string.Join('\n', said));
    }

    [GeneratedRegex(@"^tps = ([0-9.]+) \(without", RegexOptions.Multiline)]
    private static partial Regex Rate();

    private static string Names(Row row) => string.Join(", ", row.Columns.Select(column => $"\"{column}\""));

    /// <summary>A value as it stands, a key from the script's number; a colon is written as its code, for pgbench would take it for a variable.</summary>
    private static string Literal(string column, string type, object value, string id) => (column, type, value) switch
    {
        (_, _, DBNull) => "NULL",
        (_, "uuid", _) => "gen_random_uuid()",
        ("key" or "case_key", _, _) => "(:n)::bigint",
        ("number" or "imported_as" or "code", _, _) => ":n",
        (_, _, string text) when text == id => ":n",
        (_, _, string text) when text == $"case:{id}" => "U&'case\\003A' || :n",
        (_, _, string text) => Quoted(text),
        (_, _, string[] words) => $"ARRAY[{string.Join(",", words.Select(Quoted))}]",
        (_, _, DateTime moment) => $"{Quoted(moment.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture) + "+00")}",
        (_, _, bool flag) => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Quoted(string text) => $"U&'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal).Replace(":", "\\003A", StringComparison.Ordinal)}'";

    private static IEnumerable<Row> Rows(Func<System.Data.Common.DbCommand> command, string id, (string Table, string Where)[]? tables = null)
    {
        foreach (var (table, where) in tables ?? Tables)
        {
            using var select = command();
            select.CommandText = $"SELECT * FROM {table} WHERE {where}";
            var parameter = select.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@id", id);
            select.Parameters.Add(parameter);
            using var reader = select.ExecuteReader();
            var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
            var types = Enumerable.Range(0, reader.FieldCount).Select(reader.GetDataTypeName).ToArray();
            while (reader.Read())
            {
                var values = new object[columns.Length];
                reader.GetValues(values);
                yield return new(table, columns, values, types);
            }
        }
    }
}
