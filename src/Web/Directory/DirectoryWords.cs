using Microsoft.EntityFrameworkCore;
using Shouwen.Search;
using Shouwen.Web.Data;

namespace Shouwen.Web.Directory;

/// <summary>The full-text table beside the entries; the migration makes it, <see cref="SqliteDb"/> keeps it.</summary>
public static class DirectoryWords
{
    public const string CreateTable = "CREATE VIRTUAL TABLE directory_words USING fts5(words, content='', contentless_delete=1)";

    public static IReadOnlyList<(DirectoryEntry Entry, bool Gone)> Changed(DbContext db) =>
    [
        .. db.ChangeTracker.Entries<DirectoryEntry>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(e => (e.Entity, e.State == EntityState.Deleted)),
    ];

    public static async Task Write(DbContext db, IEnumerable<(DirectoryEntry Entry, bool Gone)> changed, CancellationToken cancel)
    {
        foreach (var (entry, gone) in changed)
        {
            await db.Database.ExecuteSqlAsync($"DELETE FROM directory_words WHERE rowid = {entry.Id}", cancel);
            if (gone) continue;
            var words = Tokens.Indexed(string.Join('\n', [entry.Matter, .. entry.Keywords, entry.Description ?? ""]));
            await db.Database.ExecuteSqlAsync($"INSERT INTO directory_words(rowid, words) VALUES ({entry.Id}, {words})", cancel);
        }
    }

    /// <summary>Ids of the best matches for a query of <see cref="Tokens"/>, best first.</summary>
    public static Task<List<long>> Match(AppDb db, string query, int most) => query.Length == 0
        ? Task.FromResult(new List<long>())
        : db.Database.SqlQuery<long>(
            $"SELECT rowid AS Value FROM directory_words WHERE directory_words MATCH {query} ORDER BY rank LIMIT {most}").ToListAsync();
}
