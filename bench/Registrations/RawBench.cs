using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Shouwen.Search;

namespace Shouwen.Bench.Registrations;

/// <summary>Commits the rows of registrations that stand in one database into another of the same schema, a transaction a case.</summary>
public static class RawBench
{
    private static readonly (string Table, string Where)[] Tables =
        [("journal", "matter = 'case:' || $id"), ("cases", "id = $id"), ("duties", "case_id = $id"), ("sights", "case_id = $id"), ("notices", "case_id = $id")];

    /// <returns>Cases a second.</returns>
    public static double Run(string from, string to)
    {
        var cases = Read(from);
        using var target = RegistrationBench.Open(to);
        var statements = new Dictionary<string, SqliteCommand>();
        var watch = Stopwatch.StartNew();
        foreach (var rows in cases)
        {
            using var transaction = target.BeginTransaction();
            foreach (var (table, columns, values) in rows)
            {
                if (!statements.TryGetValue(table, out var insert))
                {
                    insert = target.CreateCommand();
                    insert.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"$v{i}"))})";
                    for (var i = 0; i < columns.Length; i++) insert.Parameters.Add(new SqliteParameter($"$v{i}", null));
                    insert.Prepare();
                    statements[table] = insert;
                }
                insert.Transaction = transaction;
                for (var i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i];
                insert.ExecuteNonQuery();
            }
            transaction.Commit();
        }
        return cases.Count / watch.Elapsed.TotalSeconds;
    }

    private static List<List<(string Table, string[] Columns, object[] Values)>> Read(string from)
    {
        using var source = RegistrationBench.Open(from);
        var ids = new List<(string Id, long Key, string Words)>();
        using (var all = source.CreateCommand())
        {
            all.CommandText = "SELECT id, key, number || ' ' || coalesce(customer_name, '') || ' ' || coalesce(customer_phone, '') || ' ' || coalesce(customer_address, '') || ' ' || content FROM cases ORDER BY key";
            using var reader = all.ExecuteReader();
            while (reader.Read()) ids.Add((reader.GetString(0), reader.GetInt64(1), Tokens.Indexed(reader.GetString(2))));
        }
        return [.. ids.Select(one => Rows(source, one.Id).Append(("case_words", ["rowid", "words"], [one.Key, one.Words])).ToList())];
    }

    private static IEnumerable<(string Table, string[] Columns, object[] Values)> Rows(SqliteConnection source, string id)
    {
        foreach (var (table, where) in Tables)
        {
            using var select = source.CreateCommand();
            select.CommandText = $"SELECT * FROM {table} WHERE {where}";
            select.Parameters.AddWithValue("$id", id);
            using var reader = select.ExecuteReader();
            var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
            while (reader.Read())
            {
                var values = new object[columns.Length];
                reader.GetValues(values);
                yield return (table, columns, values);
            }
        }
    }
}
