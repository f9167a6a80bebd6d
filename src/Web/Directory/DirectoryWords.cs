using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;

namespace Shouwen.Web.Directory;

/// <summary>The words of the directory's entries, for searching; the migration makes the table, <see cref="AppDb"/> keeps it.</summary>
public static class DirectoryWords
{
    public static readonly WordTable Table = new("directory_words");

    public static string CreateTable => Table.InSqlite;

    public static IReadOnlyList<(DirectoryEntry Entry, bool Gone)> Changed(DbContext db) =>
    [
        .. db.ChangeTracker.Entries<DirectoryEntry>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(e => (e.Entity, e.State == EntityState.Deleted)),
    ];

    public static async Task Write(AppDb db, IEnumerable<(DirectoryEntry Entry, bool Gone)> changed, CancellationToken cancel)
    {
        foreach (var (entry, gone) in changed)
            await Table.Write(db, entry.Id, gone ? null : TextOf(entry), cancel);
    }

    public static string TextOf(DirectoryEntry entry) => string.Join('\n', [entry.Matter, .. entry.Keywords, entry.Description ?? ""]);
}
