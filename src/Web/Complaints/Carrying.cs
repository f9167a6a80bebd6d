using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;

namespace Shouwen.Web.Complaints;

/// <summary>Complaints from before the register had them: each is looked at once, at the start after the upgrade.</summary>
public static class Carrying
{
    private const int Some = 200;

    public static async Task Forward(Acting acting, AppDb db)
    {
        while (await db.Cases.Where(row => row.Kind == "complaint" && row.Complaint == null).OrderBy(row => row.Key).Take(Some).ToListAsync() is { Count: > 0 } rows)
        {
            var regime = await acting.Regime();
            foreach (var row in rows)
                // One without a history is nobody's; verifying names it.
                if (await acting.Load(Acting.Case(row.Id)) is { } matter) Projection.Complained(row, matter, regime.For(matter));
                else row.Complaint = "closed";
            await db.SaveChangesAsync();
            db.Forget();
        }
    }
}
