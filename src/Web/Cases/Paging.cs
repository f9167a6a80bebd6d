using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>One page of cases, newest first, by key: turning a page costs the same however far back it lies.</summary>
public sealed record CasePage(IReadOnlyList<CaseRow> Rows, long? Newer, long? Older)
{
    public const int Size = 50;

    /// <param name="db">Where.</param>
    /// <param name="parts">Already narrowed to what may be seen and what was asked for. A case may be in several.</param>
    /// <param name="before">Only older than this key.</param>
    /// <param name="after">Only newer than this key; used when <paramref name="before"/> is null.</param>
    public static async Task<CasePage> Read(AppDb db, IReadOnlyList<IQueryable<long>> parts, long? before, long? after)
    {
        var forwards = before is null && after is not null;
        // Each part is asked for as much as a page needs, in the order of its own index; one question with "or" would look at all that is open.
        var keys = parts.Select(Page).Aggregate((one, other) => one.Union(other));
        var found = (forwards ? keys.Order() : keys.OrderDescending()).Take(Size + 1);
        var rows = await db.Cases.AsNoTracking().Where(one => found.Contains(one.Key)).OrderByDescending(one => one.Key).ToListAsync();
        var more = rows.Count > Size;
        if (more) rows.RemoveAt(forwards ? 0 : Size);
        if (rows.Count == 0) return new(rows, null, null);
        return new(rows, forwards ? more ? rows[0].Key : null : before is null ? null : rows[0].Key, !forwards && !more ? null : rows[^1].Key);

        IQueryable<long> Page(IQueryable<long> part)
        {
            var asked = before is { } older ? part.Where(key => key < older) : after is { } newer ? part.Where(key => key > newer) : part;
            // Grouped and not made distinct: that would be done for all of them before the first is given.
            var each = asked.GroupBy(key => key).Select(group => group.Key);
            return (forwards ? each.Order() : each.OrderDescending()).Take(Size + 1);
        }
    }
}
