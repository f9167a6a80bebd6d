using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;

namespace Shouwen.Web.Setup;

/// <summary>
/// 制度簿: what the organisation decided about its own rules, with the full text of what it decided on: packs adopted, parameters set, calendars changed. One history like
/// every other, each entry naming the hash of the one before, so that years later the rule that made a deadline is still there and can be shown to be the same.
/// </summary>
public static class Rulebook
{
    public static readonly MatterKey Key = new(MatterKind.Organisation, "rulebook");

    /// <summary>Adds an entry in the caller's transaction, which must have begun; the caller writes the rows that follow from it and saves.</summary>
    public static async Task Write(AppDb db, string act, string by, Fields with, DateTimeOffset now)
    {
        var name = Key.ToString();
        await db.Lock(name);
        var version = await db.Journal.Where(entry => entry.Matter == name).MaxAsync(entry => (int?)entry.Seq) ?? 0;
        await Appending.To(db, Key, version, [new Acted(act, by, with) { At = now }], now);
    }
}
