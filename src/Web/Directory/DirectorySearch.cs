using Microsoft.EntityFrameworkCore;
using Shouwen.Search;
using Shouwen.Web.Data;

namespace Shouwen.Web.Directory;

/// <summary>
/// Finds the right unit by what the customer says. Two ways meet: the words typed occur in an entry, and the keywords of an entry occur in what was
/// typed; so both 空调 and a whole sentence find their unit.
/// </summary>
public static class DirectorySearch
{
    private const int Candidates = 200;

    /// <summary>An entry with the words that led to it.</summary>
    public sealed record Hit(DirectoryEntry Entry, IReadOnlyList<string> Because);

    /// <summary>The best entries first; all of them by unit when nothing was typed.</summary>
    public static async Task<IReadOnlyList<Hit>> Find(AppDb db, string? typed, int most = 20)
    {
        var active = db.DirectoryEntries.AsNoTracking().Include(e => e.Unit).Where(e => e.Unit!.Active);
        if (string.IsNullOrWhiteSpace(typed))
            return [.. (await active.OrderBy(e => e.UnitId).ThenBy(e => e.Id).Take(Candidates).ToListAsync()).Select(e => new Hit(e, []))];

        var exact = DirectoryWords.Table.All(db, typed) is { } match ? await match.OrderBy(id => id).Take(Candidates).ToListAsync() : [];
        var ids = exact.Union(await DirectoryWords.Table.Any(db, typed, Candidates)).ToList();
        var pairs = Tokens.NeighboursIn(typed);
        var said = Tokens.Normalise(typed);
        var named = (await db.Units.Where(u => u.Active).Select(u => new { u.Id, u.Name }).ToListAsync())
            .Where(u => said.Contains(Tokens.Normalise(u.Name)) || Tokens.Normalise(u.Name).Contains(said)).Select(u => u.Id).ToList();
        var found = await active.Where(e => ids.Contains(e.Id) || named.Contains(e.UnitId)).ToListAsync();
        return
        [
            .. found.Select(e => (Hit: new Hit(e, Said(said, e)), Score: Score(said, e, exact, pairs, named)))
                .OrderByDescending(h => h.Score).ThenBy(h => h.Hit.Entry.Id).Take(most).Select(h => h.Hit),
        ];
    }

    /// <summary>The keywords of an entry, its matter among them, that occur in what was said.</summary>
    private static IReadOnlyList<string> Said(string said, DirectoryEntry entry) =>
        [.. entry.Keywords.Append(entry.Matter).Where(word => Tokens.Normalise(word) is { Length: > 1 } plain && said.Contains(plain)).Distinct()];

    /// <summary>
    /// A keyword that was said counts by its length, since 燃气表 says more than 燃气; then comes an entry that holds all that was typed, then
    /// one whose unit was named, then a ruling of whose words one was said, then how much of what was typed it says.
    /// </summary>
    private static double Score(string said, DirectoryEntry entry, List<long> exact, IReadOnlyList<string> pairs, List<string> named)
    {
        var says = Tokens.Grams(DirectoryWords.TextOf(entry));
        return Said(said, entry).Sum(word => 20.0 * word.Length)
            + (entry.RuledIn is not null && Said(said, entry).Count > 0 ? 25 : 0)
            + (exact.Contains(entry.Id) ? 30 : 0)
            + (named.Contains(entry.UnitId) ? 15 : 0)
            + (pairs.Count == 0 ? 0 : 10.0 * pairs.Count(says.Contains) / pairs.Count);
    }
}
