using Microsoft.EntityFrameworkCore;
using Shouwen.Archive;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Data;

namespace Shouwen.Web.Cases;

/// <summary>保存期限 in the rows of cases: the last day as a number, and whether it is over. The watch marks what is over, so that a list of it is read by an index that holds nothing else. Nothing is destroyed.</summary>
public static class Keeping
{
    /// <summary>Archived, and no rule says until when.</summary>
    public const int ForGood = 99991231;

    private const int Some = 200;

    /// <summary>Of an archived matter the last day it must be kept; null for every other.</summary>
    public static int? Of(Matter matter, Regime regime) => matter.Status != "archived" ? null : Number(Retention.KeptUntil(regime, matter));

    /// <summary>A day as the rows hold it: 20310331.</summary>
    public static int Number(DateOnly? day) => day is { } last ? last.Year * 10000 + last.Month * 100 + last.Day : ForGood;

    /// <summary>Marks what is over, a few at a look; and gives those archived before the day was kept theirs.</summary>
    public static async Task Look(AppDb db, Acting acting)
    {
        var regime = await acting.Regime();
        var today = Number(regime.Calendar.DayOf(acting.Now));
        var over = await db.Cases.Where(row => row.KeptUntil < today && !row.Disposable).OrderBy(row => row.KeptUntil).Select(row => row.Id).Take(Some).ToListAsync();
        // One opened anew meanwhile is kept no longer than that.
        if (over.Count > 0) await db.Cases.Where(row => over.Contains(row.Id) && row.KeptUntil < today).ExecuteUpdateAsync(set => set.SetProperty(row => row.Disposable, true));
        foreach (var id in await db.Cases.Where(row => row.Status == "archived" && row.KeptUntil == null).OrderBy(row => row.Key).Select(row => row.Id).Take(Some).ToListAsync())
        {
            var day = await acting.Load(Acting.Case(id)) is { } matter ? Of(matter, regime.For(matter)) ?? ForGood : ForGood;
            await db.Cases.Where(row => row.Id == id && row.Status == "archived" && row.KeptUntil == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.KeptUntil, day));
        }
    }
}
