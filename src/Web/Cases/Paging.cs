using Microsoft.EntityFrameworkCore;

namespace Shouwen.Web.Cases;

/// <summary>One page of cases, newest first, by key: turning a page costs the same however far back it lies.</summary>
public sealed record CasePage(IReadOnlyList<CaseRow> Rows, long? Newer, long? Older)
{
    public const int Size = 50;

    /// <param name="cases">Already narrowed to what may be seen and what was asked for.</param>
    /// <param name="before">Only older than this key.</param>
    /// <param name="after">Only newer than this key; used when <paramref name="before"/> is null.</param>
    public static async Task<CasePage> Read(IQueryable<CaseRow> cases, long? before, long? after)
    {
        var forwards = before is null && after is not null;
        var asked = before is { } older ? cases.Where(one => one.Key < older) : after is { } newer ? cases.Where(one => one.Key > newer) : cases;
        var rows = await (forwards ? asked.OrderBy(one => one.Key) : asked.OrderByDescending(one => one.Key)).AsNoTracking().Take(Size + 1).ToListAsync();
        var more = rows.Count > Size;
        if (more) rows.RemoveAt(Size);
        if (forwards) rows.Reverse();
        if (rows.Count == 0) return new(rows, null, null);
        return new(rows, forwards ? more ? rows[0].Key : null : before is null ? null : rows[0].Key, !forwards && !more ? null : rows[^1].Key);
    }
}
