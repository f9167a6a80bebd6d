using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Journal;

/// <summary>Puts events at the end of a matter's history, each naming the hash of the one before; the caller saves.</summary>
public static class Appending
{
    /// <param name="db">Where to.</param>
    /// <param name="key">Whose history.</param>
    /// <param name="version">How many events it has already; another number than it has breaks the unique key on saving.</param>
    /// <param name="events">In order.</param>
    /// <param name="now">When they are written, which may be later than they happened.</param>
    /// <param name="last">The hash of its last entry, where that was read.</param>
    public static async Task To(AppDb db, MatterKey key, int version, IReadOnlyList<Event> events, DateTimeOffset now, string? last = null)
    {
        var name = key.ToString();
        var previous = version == 0 ? "" : last ?? await db.JournalOf(name).OrderByDescending(entry => entry.Seq).Select(entry => entry.Hash).FirstOrDefaultAsync() ?? "";
        foreach (var happened in events)
        {
            var entry = JournalEntry.Of(key, ++version, happened, previous, now);
            db.Appended.Add(entry);
            previous = entry.Hash;
        }
    }
}
