using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Search;
using Shouwen.Web.Data;
using Shouwen.Web.Reminders;
using Shouwen.Web.Sending;

namespace Shouwen.Web.Cases;

/// <summary>What a write needs of the organisation beside the regime; kept and read anew together with it.</summary>
/// <param name="Name">The organisation's.</param>
/// <param name="Watch">What it decided about reminding.</param>
/// <param name="Wording">Its own texts.</param>
/// <param name="Receivers">Those that are switched on.</param>
/// <param name="Words">The words by which it knows places and its work.</param>
/// <param name="Units">Those one may choose.</param>
/// <param name="People">Those who are here.</param>
/// <param name="UnitNames">What every unit is called, also those that are no more.</param>
/// <param name="Mail">The address of everybody who has one.</param>
public sealed record Surroundings(string Name, WatchSettings Watch, Wording Wording, IReadOnlyList<Receiver> Receivers, KnownWords Words, IReadOnlySet<string> Units, IReadOnlySet<string> People,
    IReadOnlyDictionary<string, string> UnitNames, IReadOnlyDictionary<string, string> Mail)
{
    /// <summary>The outside firms that the directory names.</summary>
    public IReadOnlyList<string> Vendors { get; init; } = [];

    public static async Task<Surroundings> Read(AppDb db, Regime regime)
    {
        var entries = await db.DirectoryEntries.AsNoTracking().Select(entry => new { entry.Matter, entry.Keywords, entry.IsVendor }).ToListAsync();
        var own = await db.Organisations.Select(one => new { one.Name, one.Watch }).SingleAsync();
        return new(own.Name, WatchSettings.Read(own.Watch), await Wording.Load(db), await db.Receivers.AsNoTracking().Where(one => one.Active).ToListAsync(),
            new(regime.Organisation.Units.SelectMany(unit => unit.Territory), entries.SelectMany(entry => entry.Keywords.Append(entry.Matter))),
            await db.Units.Where(unit => unit.Active).Select(unit => unit.Id).ToHashSetAsync(), await db.People.Where(person => person.Active).Select(person => person.Id).ToHashSetAsync(),
            await db.Units.ToDictionaryAsync(unit => unit.Id, unit => unit.Name),
            await db.People.Where(person => person.Email != null && person.Email != "").ToDictionaryAsync(person => person.Id, person => person.Email!))
        {
            Vendors = [.. entries.Where(entry => entry.IsVendor).Select(entry => entry.Matter).Order(StringComparer.Ordinal)],
        };
    }
}
