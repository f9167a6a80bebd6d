using Microsoft.EntityFrameworkCore;
using Shouwen.Calendar;
using Shouwen.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Calendar;

/// <summary>
/// Writes a new version of the calendar: an entry of the rulebook with the full text, and the row that is its copy for reading, in one transaction. It moves no deadline; whoever may decides that
/// afterwards. Who may, and what is too wrong to keep, the pages ask before.
/// </summary>
public static class Changing
{
    public const string Changes = "change-calendar";
    public const string Announces = "announce-holidays";

    /// <param name="db">Where to; a transaction of its own where the caller has none.</param>
    /// <param name="act"><see cref="Changes"/> or <see cref="Announces"/>.</param>
    /// <param name="national">The text of the national days.</param>
    /// <param name="own">The organisation's own calendar, without a problem.</param>
    /// <param name="by">Who decided it.</param>
    /// <param name="note">Why.</param>
    /// <param name="now">In force from now on.</param>
    /// <returns>The version in force now: the one before where nothing changed.</returns>
    public static async Task<CalendarVersion> Write(AppDb db, string act, string national, OwnCalendar own, string by, string? note, DateTimeOffset now)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync() : null;
        await db.Lock(Rulebook.Key.ToString());
        // Whoever waited compares with what the one before wrote.
        await db.Lock(Rulebook.Key.ToString());
        var days = NationalDays.Read(national, "national");
        var parents = await db.Units.AsNoTracking().ToDictionaryAsync(unit => unit.Id, unit => unit.ParentId);
        var units = UnitHours.Write(own.Units.Keys.Order(StringComparer.Ordinal).Select(Hours));
        var (version, text) = (new WorkCalendar(days, own.For()).Version, own.Write());
        if (await Last(db) is { } last && last.Version == version && last.National == national && last.Own == text && last.Units == units) return last;
        await Rulebook.Write(db, act, by, Fields.Of(Entry()), now);
        await db.SaveChangesAsync();
        var name = Rulebook.Key.ToString();
        var row = new CalendarVersion
        {
            Id = await db.Journal.Where(entry => entry.Matter == name).MaxAsync(entry => entry.Seq), Version = version, Units = units, National = national, Own = text,
            Act = act, ById = by, At = now, Note = note,
        };
        db.CalendarVersions.Add(row);
        await db.SaveChangesAsync();
        if (transaction is not null) await transaction.CommitAsync();
        return row;

        UnitHours Hours(string unit)
        {
            var above = Above(unit, parents);
            return new(unit, above, new WorkCalendar(days, own.For([unit, .. above])).Version);
        }

        Dictionary<string, string> Entry()
        {
            var with = new Dictionary<string, string> { ["version"] = version, ["units"] = units, ["national"] = national, ["own"] = text };
            if (note is not null) with["note"] = note;
            return with;
        }
    }

    /// <summary>The version in force; null before there is an organisation.</summary>
    public static Task<CalendarVersion?> Last(AppDb db) => db.CalendarVersions.AsNoTracking().OrderByDescending(one => one.Id).FirstOrDefaultAsync();

    /// <summary>What an organisation begins with: its shifts on the working days of the national calendar that ships.</summary>
    public static Task Begin(AppDb db, Organisation organisation, string by, string? note, DateTimeOffset now) => Write(db, Changes, File.ReadAllText(Folders.Calendar), new(new OwnHours
    {
        Zone = organisation.Zone, Shifts = [.. organisation.Shifts.Select(text => Shift.TryRead(text, out var shift) ? shift : throw new InvalidDataException($"班次“{text}”"))],
    }, new Dictionary<string, OwnHours>()), by, note, now);

    /// <summary>A database from before versions were kept has none: what was in force becomes the first. Does nothing where there is one, or no organisation yet.</summary>
    public static async Task CarryForward(AppDb db, DateTimeOffset now)
    {
        if (await db.CalendarVersions.AnyAsync() || await db.Organisations.AsNoTracking().SingleOrDefaultAsync() is not { } organisation) return;
        await Begin(db, organisation, Act.System, "由原有设置转入", now);
    }

    /// <summary>Where the rows say otherwise than the rulebook's entries, a sentence each.</summary>
    public static async Task<IReadOnlyList<string>> Differences(AppDb db, IEnumerable<(int Seq, Event Happened)> entries)
    {
        var rows = await db.CalendarVersions.AsNoTracking().ToDictionaryAsync(row => row.Id);
        var found = new List<string>();
        foreach (var (seq, happened) in entries)
            if (happened is Acted { Act: Changes or Announces } acted)
            {
                if (!rows.Remove(seq, out var row)) found.Add($"日历版本 {seq} 缺状态行");
                else
                {
                    (string What, string? Journal, string? Kept)[] parts =
                    [
                        ("版本号", Said("version"), row.Version), ("部门作息", Said("units"), row.Units), ("国家放假安排", Said("national"), row.National), ("本单位日历", Said("own"), row.Own),
                        ("说明", acted.With.Text("note"), row.Note), ("经手人", acted.By, row.ById), ("事由", acted.Act, row.Act), ("时间", $"{acted.At.ToUnixTimeMilliseconds()}", $"{row.At.ToUnixTimeMilliseconds()}"),
                    ];
                    found.AddRange(parts.Where(part => part.Journal != part.Kept).Select(part => $"日历版本 {seq} 的{part.What}与制度簿不符"));
                }

                string Said(string key) => acted.With.Root.TryGetProperty(key, out var text) ? text.GetString() ?? "" : "";
            }
        foreach (var id in rows.Keys.Order()) found.Add($"制度簿里没有日历版本 {id}");
        return found;
    }

    private static List<string> Above(string unit, Dictionary<string, string?> parents)
    {
        var above = new List<string>();
        for (var at = parents.GetValueOrDefault(unit); at is not null && above.Count < parents.Count; at = parents.GetValueOrDefault(at)) above.Add(at);
        return above;
    }
}
