using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Cases;
using Shouwen.Duties;

namespace Shouwen.Web.Cases;

/// <summary>The organisation's own matter: its periodic and standing duties, and what discharges them.</summary>
public sealed partial class Acting
{
    /// <summary>What an act discharges of the organisation's own duties, in the same write.</summary>
    private async Task Discharge(Regime regime, Decision.Accepted accepted, Act act)
    {
        if (accepted.Matter.Key == Standing || !Periods.MayRaise(regime, act.Name) || !await db.Duties.AnyAsync(duty => duty.Matter == Standing.ToString() && duty.Stands && duty.Name == act.Name)) return;
        await db.Lock(Standing.ToString());
        if (await Load(Standing) is not { } organisation) return;
        var events = Periods.Discharge(regime, organisation, new Done(0, act.Name, act.By, act.At, act.With, 1), accepted.Matter).ToList();
        if (events.Count > 0) await Put(regime, organisation, Happened(organisation, events));
    }

    /// <summary>The organisation's own matter: periodic and standing duties.</summary>
    public static readonly MatterKey Standing = new(MatterKind.Organisation, "organisation");

    /// <summary>
    /// Raises the periodic and standing duties that have begun since, from the first adoption of a pack on. It is asked every few seconds and seldom has
    /// anything to do, so it looks before it takes the write lock, and again under it.
    /// </summary>
    public async Task Advance()
    {
        var (standing, regime, now) = (Standing.ToString(), await Regime(), Now);
        var seen = (regime, regime.Calendar.DayOf(now), await db.Journal.Where(entry => entry.Matter == standing).MaxAsync(entry => (int?)entry.Seq) ?? 0);
        // The same day, the same directory and packs, and nothing has happened since it was found that nothing begins.
        if (regimes.Advanced == seen) return;
        if (await Begun() is null)
        {
            regimes.Advanced = seen;
            return;
        }
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Lock(Standing.ToString());
        if (await Begun() is not var (_, before, events)) return;
        await Put(regime, before, Happened(before, events));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private async Task<(Regime Regime, Matter Before, IReadOnlyList<Event> Events)?> Begun()
    {
        var regime = await Regime();
        if (await db.PackAdoptions.MinAsync(adoption => (DateTimeOffset?)adoption.From) is not { } began || began > Now) return null;
        var before = await Load(Standing) ?? new Matter(Standing);
        IReadOnlyList<Event> opening = before.Version == 0 ? [new Opened(Scopes.All(regime), regime.Calendar.Version) { At = began }] : [];
        var opened = opening.Aggregate(before, (matter, happened) => matter.Apply(happened));
        IReadOnlyList<Event> events = [.. opening, .. Periods.Advance(regime, opened, began, Now)];
        return events.Count == 0 ? null : (regime, before, events);
    }
}
