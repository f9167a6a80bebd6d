using Shouwen.Search;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>The words of the cases, for searching; the row of a case is its <see cref="CaseRow.Key"/>. Written in the transaction that changes the case.</summary>
public static class CaseWords
{
    public static readonly WordTable Table = new("case_words");

    public static string CreateTable => Table.InSqlite;

    public static Task Write(AppDb db, CaseRow row) => Table.Write(db, row.Key, TextOf(row));

    public static void Append(AppDb db, CaseRow row) => Table.Append(db, row.Key, TextOf(row));

    public static string TextOf(CaseRow row) =>
        string.Join('\n', ((string?[])[row.Number, row.CustomerName, row.CustomerPhone, row.CustomerUnit, row.CustomerAddress, row.Content]).OfType<string>());

    /// <summary>Whether everything typed occurs in the row as it stands; also when nothing searchable was typed.</summary>
    public static bool Says(CaseRow row, string? typed)
    {
        var text = $" {Tokens.Indexed(TextOf(row))} ";
        return Tokens.Phrases(typed ?? "").All(phrase => text.Contains($" {string.Join(' ', phrase.Words)}{(phrase.Unfinished ? "" : " ")}", StringComparison.Ordinal));
    }

    /// <summary>The cases in which everything typed occurs, as a query to join with; null when nothing searchable was typed.</summary>
    public static IQueryable<long>? Match(AppDb db, string? typed) => Table.All(db, typed);
}
