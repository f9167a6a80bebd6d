using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Accountability;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Seals;

namespace Shouwen.Web.Journal;

/// <summary>Everything there is to verify in one picture of the database: every matter and every seal, and how many of each.</summary>
public sealed record Inspection(int Matters, int Seals, Seal? Last, IReadOnlyList<Breakage> Found)
{
    /// <param name="db">What is read; the caller has taken a <see cref="Verifying.Snapshot"/>.</param>
    /// <param name="files">Where attachments lie.</param>
    /// <param name="noted">Hashes of seals that somebody noted outside.</param>
    /// <param name="over">Goes over so many steps, showing progress or not.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<Inspection> Of(AppDb db, Files files, IReadOnlyCollection<string> noted, Func<int, Func<Action, Task<bool>>, Task<bool>> over, CancellationToken cancel)
    {
        var (verifying, check) = (new Verifying(db, files), new SealCheck(db));
        var (matters, seals) = (await verifying.Matters(), await check.Seals());
        var found = new List<Breakage>(await check.Chain(seals, noted));
        found.AddRange((await Caseload.Differences(db)).Select(what => new Breakage("caseloads", 0, what)));
        if (await db.Organisations.Select(one => one.Zone).SingleOrDefaultAsync(cancel) is { } zone)
            found.AddRange((await KeptMarks.Differences(db, TimeZoneInfo.FindSystemTimeZoneById(zone))).Select(what => new Breakage("marks", 0, what)));
        await over(matters.Count + seals.Count, async step =>
        {
            foreach (var matter in matters)
            {
                cancel.ThrowIfCancellationRequested();
                found.AddRange(await verifying.Look(matter));
                step();
            }
            foreach (var seal in seals)
            {
                found.AddRange(await check.Look(seal, cancel));
                step();
            }
            return true;
        });
        return new(matters.Count, seals.Count, seals.LastOrDefault(), [.. found.Distinct()]);
    }

    public static string Say(Breakage one) => $"{one.Matter}{(one.Seq == 0 ? "" : $" 第 {one.Seq} 条")}：{one.What}";
}
