using Microsoft.EntityFrameworkCore;
using Shouwen.Search;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>The full-text table beside the cases; the row of a case is its <see cref="CaseRow.Key"/>. Written in the transaction that changes the case.</summary>
public static class CaseWords
{
    public const string CreateTable = "CREATE VIRTUAL TABLE case_words USING fts5(words, content='', contentless_delete=1)";

    public static async Task Write(AppDb db, CaseRow row)
    {
        var words = Tokens.Indexed(string.Join('\n', ((string?[])[row.Number, row.CustomerName, row.CustomerPhone, row.CustomerUnit, row.CustomerAddress, row.Content]).OfType<string>()));
        await db.Database.ExecuteSqlAsync($"DELETE FROM case_words WHERE rowid = {row.Key}");
        await db.Database.ExecuteSqlAsync($"INSERT INTO case_words(rowid, words) VALUES ({row.Key}, {words})");
    }

    /// <summary>The cases in which everything typed occurs, as a query to join with; null when nothing searchable was typed.</summary>
    public static IQueryable<long>? Match(AppDb db, string? typed)
    {
        var query = Tokens.Query(typed ?? "");
        return query.Length == 0 ? null : db.Database.SqlQuery<long>($"SELECT rowid AS Value FROM case_words WHERE case_words MATCH {query}");
    }
}
