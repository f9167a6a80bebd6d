using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Replays;

/// <summary>One recorded case or project with its whole history; the number people know it by.</summary>
public sealed record History(MatterKey Key, string Number, IReadOnlyList<Event> Events);

/// <summary>
/// The record as a replay reads it: history by history, a few hundred at a time, over a connection that cannot write. What others write meanwhile is later than the moment
/// up to which it reads.
/// </summary>
public sealed class Recorded(AppDb db, Regimes regimes)
{
    private const int Batch = 200;

    /// <summary>From here on the connection refuses to write; call it before anything is read.</summary>
    public static void ReadOnly(AppDb db)
    {
        if (db.Database.GetDbConnection() is SqliteConnection)
            db.Database.SetConnectionString(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        else
            db.Database.SetConnectionString(new DbConnectionStringBuilder { ConnectionString = db.Database.GetConnectionString(), ["Options"] = "-c default_transaction_read_only=on" }.ConnectionString);
    }

    /// <summary>What is in force now, with shifts and absences back to <paramref name="from"/>.</summary>
    public async Task<Regime> Regime(DateTimeOffset from, DateTimeOffset now) =>
        await regimes.Now(db, now) with { Organisation = await OrganisationRows.Load(db, from.AddDays(-2)) };

    /// <summary>From the beginning of a day to the end of another in the organisation's zone, or to now when that is earlier; both included.</summary>
    public async Task<(DateTimeOffset Since, DateTimeOffset Until)> Between(DateOnly from, DateOnly to, DateTimeOffset now)
    {
        var calendar = (await regimes.Now(db, now)).Calendar;
        var end = calendar.At(to.AddDays(1), TimeOnly.MinValue).AddMilliseconds(-1);
        return (calendar.At(from, TimeOnly.MinValue), end < now ? end : now);
    }

    /// <summary>Cases and projects begun between two moments, both included, in the order in which they began.</summary>
    public async Task<IReadOnlyList<string>> Begun(DateTimeOffset from, DateTimeOffset until) => await db.Journal.AsNoTracking()
        .Where(entry => entry.Seq == 1 && entry.At >= from && entry.At <= until && (entry.Matter.StartsWith("case:") || entry.Matter.StartsWith("project:")))
        .OrderBy(entry => entry.At).ThenBy(entry => entry.Matter).Select(entry => entry.Matter).ToListAsync();

    public async IAsyncEnumerable<History> Histories(IReadOnlyList<string> matters, DateTimeOffset until)
    {
        foreach (var batch in matters.Chunk(Batch))
        {
            var ids = batch.Select(name => MatterKey.Parse(name).Id).ToArray();
            var numbers = await db.Cases.AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Number);
            var entries = await db.Journal.AsNoTracking().Where(entry => batch.Contains(entry.Matter) && entry.At <= until)
                .OrderBy(entry => entry.Matter).ThenBy(entry => entry.Seq).Select(entry => new { entry.Matter, entry.Body }).ToListAsync();
            var histories = entries.ToLookup(entry => entry.Matter, entry => entry.Body);
            foreach (var key in batch.Select(MatterKey.Parse))
                yield return new(key, numbers.GetValueOrDefault(key.Id, key.Id), [.. histories[key.ToString()].Select(body => JsonSerializer.Deserialize<Event>(body, Fields.Json)!)]);
        }
    }
}
