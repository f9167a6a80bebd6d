using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;

namespace Shouwen.Web.Desk;

/// <summary>Duties in the order in which they fall due, those without a due last; continued from where a page ended.</summary>
public static class DutyQueue
{
    public const int Size = 25;

    public static IQueryable<DutyRow> ByDue(this IQueryable<DutyRow> duties) =>
        duties.OrderBy(one => one.Due == null).ThenBy(one => one.Due).ThenBy(one => one.Matter).ThenBy(one => one.No);

    /// <summary>What follows the row a <see cref="Mark"/> was made of; everything when the mark is none.</summary>
    public static IQueryable<DutyRow> After(this IQueryable<DutyRow> duties, string? mark)
    {
        if (mark?.Split('~') is not [var when, var number, var matter] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var no)) return duties;
        if (when.Length == 0) return duties.Where(one => one.Due == null && (one.Matter.CompareTo(matter) > 0 || one.Matter == matter && one.No > no));
        if (!long.TryParse(when, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) return duties;
        var due = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return duties.Where(one => one.Due == null || one.Due > due || one.Due == due && (one.Matter.CompareTo(matter) > 0 || one.Matter == matter && one.No > no));
    }

    /// <summary>One more than a page of the duties of one matter, in that order. Those with a due and those without are asked one after the other, each in the order of an index.</summary>
    public static async Task<List<DutyRow>> Page(IQueryable<DutyRow> duties, string? mark)
    {
        var (ended, no, due) = (false, 0, (DateTimeOffset?)null);
        if (mark?.Split('~') is [var when, var number, _] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out no))
        {
            ended = when.Length == 0;
            if (long.TryParse(when, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) due = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }
        var dated = duties.Where(one => one.Due != null);
        if (due is { } last) dated = dated.Where(one => one.Due >= last && (one.Due > last || one.No > no));
        var found = ended ? [] : await dated.OrderBy(one => one.Due).ThenBy(one => one.No).Take(Size + 1).ToListAsync();
        if (found.Count > Size) return found;
        var after = ended ? no : 0;
        return [.. found, .. await duties.Where(one => one.Due == null && one.No > after).OrderBy(one => one.No).Take(Size + 1 - found.Count).ToListAsync()];
    }

    public static string Mark(DutyRow row) => $"{row.Due?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}~{row.No}~{row.Matter}";
}
