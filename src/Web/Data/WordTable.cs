using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Shouwen.Search;

namespace Shouwen.Web.Data;

/// <summary>
/// The words of rows, for searching, in a table beside theirs under the row's own key; written in the transaction that changes the row. The same words are found on
/// either database: SQLite looks phrases up in a full-text table, PostgreSQL looks <see cref="Tokens.Grams(string)"/> up in a set and looks again at the words in their order
/// where grams alone don't settle it.
/// </summary>
public sealed class WordTable(string name)
{
    /// <summary>How many of the newest rows are ranked when a whole sentence is looked up.</summary>
    private const int Ranked = 2000;

    /// <summary>What every search in a set of grams says.</summary>
    public const string Asked = "grams @> ";

    public string Name => name;

    /// <summary>The words in their order with a space before, between and behind, so that a whole word is found with its spaces.</summary>
    public static string Said(string text) => $" {Tokens.Indexed(text)} ";

    public string InSqlite => $"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', contentless_delete=1)";

    public string InPostgres => $"CREATE TABLE {name} (key bigint CONSTRAINT pk_{name} PRIMARY KEY, grams text[] NOT NULL, words text COLLATE \"C\" NOT NULL); CREATE INDEX ix_{name}_grams ON {name} USING gin (grams);";

    /// <summary>Writes a row's words anew; none when it is gone.</summary>
    public async Task Write(AppDb db, long key, string? text, CancellationToken cancel = default)
    {
        if (db is PostgresDb && text is not null)
            await db.Database.ExecuteSqlAsync(Sql($"INSERT INTO {name} (key, grams, words) VALUES ({{0}}, {{1}}, {{2}}) ON CONFLICT (key) DO UPDATE SET grams = excluded.grams, words = excluded.words",
                key, Tokens.Grams(text).ToArray(), Said(text)), cancel);
        else if (db is PostgresDb) await db.Database.ExecuteSqlAsync(Sql($"DELETE FROM {name} WHERE key = {{0}}", key), cancel);
        else
        {
            await db.Database.ExecuteSqlAsync(Sql($"DELETE FROM {name} WHERE rowid = {{0}}", key), cancel);
            if (text is not null) await db.Database.ExecuteSqlAsync(Sql($"INSERT INTO {name}(rowid, words) VALUES ({{0}}, {{1}})", key, Tokens.Indexed(text)), cancel);
        }
    }

    /// <summary>Puts a new row's words in with the next save.</summary>
    public void Append(AppDb db, long key, string text)
    {
        if (db is PostgresDb) db.Appended.Add($"INSERT INTO {name} (key, grams, words) VALUES ({{0}}, {{1}}, {{2}})", key, Tokens.Grams(text).ToArray(), Said(text));
        else db.Appended.Add($"INSERT INTO {name}(rowid, words) VALUES ({{0}}, {{1}})", key, Tokens.Indexed(text));
    }

    /// <summary>The keys of the rows in which everything typed occurs, as a query to join with; null when nothing searchable was typed.</summary>
    public IQueryable<long>? All(AppDb db, string? typed)
    {
        var phrases = Tokens.Phrases(typed ?? "");
        if (phrases.Count == 0) return null;
        if (db is not PostgresDb) return db.Database.SqlQuery<long>(Sql($"SELECT rowid AS \"Value\" FROM {name} WHERE {name} MATCH {{0}}", Tokens.Query(typed ?? "")));
        List<object> values = [phrases.SelectMany(Tokens.Grams).Distinct().ToArray()];
        var again = "";
        foreach (var phrase in phrases.Where(phrase => !Tokens.GramsSettle(phrase)))
        {
            again += $" AND words LIKE {{{values.Count}}}";
            values.Add($"% {string.Join(' ', phrase.Words)}{(phrase.Unfinished ? "" : " ")}%");
        }
        return db.Database.SqlQuery<long>(Sql($"SELECT key AS \"Value\" FROM {name} WHERE {Asked}{{0}}{again}", [.. values]));
    }

    /// <summary>Rows in which any pair of neighbouring words of a sentence occurs, the best matches first: candidates for whoever looks at them more closely.</summary>
    public Task<List<long>> Any(AppDb db, string sentence, int most)
    {
        var pairs = Tokens.NeighboursIn(sentence).ToArray();
        if (pairs.Length == 0) return Task.FromResult(new List<long>());
        return db.Database.SqlQuery<long>(db is PostgresDb
            ? Sql($"SELECT key AS \"Value\" FROM (SELECT key, grams FROM {name} WHERE grams && {{0}} ORDER BY key DESC LIMIT {Ranked}) newest ORDER BY (SELECT count(*) FROM unnest(grams) gram WHERE gram = ANY({{0}})) DESC, key DESC LIMIT {{1}}", pairs, most)
            : Sql($"SELECT rowid AS \"Value\" FROM {name} WHERE {name} MATCH {{0}} ORDER BY rank LIMIT {{1}}", Tokens.AnyPair(sentence), most)).ToListAsync();
    }

    /// <summary>The name is ours, the values are parameters.</summary>
    private static FormattableString Sql(string text, params object[] values) => FormattableStringFactory.Create(text, values);
}
