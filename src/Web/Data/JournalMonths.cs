using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Shouwen.Web.Data;

/// <summary>
/// On PostgreSQL the journal has a part for each month in which entries were written, so that old months can be kept elsewhere and those of today stay small. Parts are
/// made ahead; an entry of a month without one lies in the part <c>journal_other</c> until its month is made. Each part has its own unique key of matter and number:
/// one of the whole would have to hold the month and so admit the same number twice in a month.
/// </summary>
public static class JournalMonths
{
    private const int Ahead = 3;

    /// <summary>Makes the journal that the migration has just created one of several parts.</summary>
    public const string Part = """
        CREATE TABLE journal_parted (LIKE journal INCLUDING DEFAULTS) PARTITION BY RANGE (recorded_at);
        DROP TABLE journal;
        ALTER TABLE journal_parted RENAME TO journal;
        CREATE TABLE journal_other PARTITION OF journal DEFAULT;
        CREATE UNIQUE INDEX ux_journal_other ON journal_other (matter, seq);
        """;

    /// <summary>A server's clock may be set back a little between the choice of an id and the first entry.</summary>
    private static readonly TimeSpan SetBack = TimeSpan.FromDays(1);

    /// <summary>A moment before the first entry of a case, which its id tells: it is a time-ordered UUID. Null for other matters and other ids.</summary>
    public static DateTimeOffset? Begun(string matter) =>
        matter.StartsWith("case:", StringComparison.Ordinal) && Guid.TryParseExact(matter.AsSpan(5), "N", out var id) && id.Version == 7
            ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(matter.AsSpan(5, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture)) - SetBack : null;

    /// <summary>Every month from the one of <paramref name="from"/> to the third after that of <paramref name="to"/>, in UTC, and those that lie in <c>journal_other</c>.</summary>
    public static async Task Make(AppDb db, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var here = await Here(db, cancel);
        var others = await Elsewhere(db, cancel);
        var months = others.ToHashSet();
        for (var month = FirstOf(from); month <= FirstOf(to).AddMonths(Ahead); month = month.AddMonths(1)) months.Add(month);
        foreach (var month in months.Where(month => !here.Contains(Name(month))).Order()) await Make(db, month, cancel);
    }

    /// <summary>The months from this one to the next that have no part, and those of entries that lie in the part for all others.</summary>
    public static async Task<IReadOnlyList<string>> Missing(AppDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var here = await Here(db, cancel);
        return [.. ((DateOnly[])[FirstOf(now), FirstOf(now).AddMonths(1), .. await Elsewhere(db, cancel)]).Distinct().Where(month => !here.Contains(Name(month))).Order().Select(month => month.ToString("yyyy-MM", CultureInfo.InvariantCulture))];
    }

    private static async Task<HashSet<string>> Here(AppDb db, CancellationToken cancel) => (await db.Database.SqlQuery<string>($"SELECT child.relname AS \"Value\" FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid WHERE inhparent = 'journal'::regclass").ToListAsync(cancel)).ToHashSet();

    private static async Task<IEnumerable<DateOnly>> Elsewhere(AppDb db, CancellationToken cancel) =>
        (await db.Database.SqlQuery<DateTime>($"SELECT DISTINCT date_trunc('month', recorded_at AT TIME ZONE 'UTC') AS \"Value\" FROM journal_other").ToListAsync(cancel)).Select(DateOnly.FromDateTime);

    private static DateOnly FirstOf(DateTimeOffset moment) => new(moment.UtcDateTime.Year, moment.UtcDateTime.Month, 1);

    private static string Name(DateOnly month) => "journal_" + month.ToString("yyyy_MM", CultureInfo.InvariantCulture);

    private static async Task Make(AppDb db, DateOnly month, CancellationToken cancel)
    {
        var (name, from, to) = (Name(month), Say(month), Say(month.AddMonths(1)));
        // Two processes may find the same month missing. The name and the days are made here and hold no sign of the language.
        var sql = $"""
            SELECT pg_advisory_xact_lock(hashtextextended('{name}', 0));
            LOCK TABLE journal_other IN ACCESS EXCLUSIVE MODE;
            CREATE TABLE IF NOT EXISTS {name} (LIKE journal INCLUDING DEFAULTS);
            CREATE UNIQUE INDEX IF NOT EXISTS ux_{name} ON {name} (matter, seq);
            DO $$ BEGIN
                IF NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = '{name}'::regclass) THEN
                    WITH gone AS (DELETE FROM journal_other WHERE recorded_at >= '{from}' AND recorded_at < '{to}' RETURNING *) INSERT INTO {name} SELECT * FROM gone;
                    ALTER TABLE journal ATTACH PARTITION {name} FOR VALUES FROM ('{from}') TO ('{to}');
                END IF;
            END $$;
            """;
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancel) : null;
        await db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), cancel);
        if (own is not null) await own.CommitAsync(cancel);
    }

    private static string Say(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + " 00:00:00+00";
}
