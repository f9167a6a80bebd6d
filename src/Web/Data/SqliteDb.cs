using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Shouwen.Web.Data;

/// <summary>One file below the data folder: the default for one organisation on one machine.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : AppDb(options)
{
    public static string Connection(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        ForeignKeys = true,
        // Seconds a writer waits for another one before it gives up.
        DefaultTimeout = 15,
    }.ToString();

    /// <summary>The journal without a column that no hash covered: its entries are known by matter and number.</summary>
    public const string JournalByMatter = """
        CREATE TABLE journal_by_matter (
            matter TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, kind TEXT NOT NULL, body TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL,
            CONSTRAINT pk_journal PRIMARY KEY (matter, seq));
        INSERT INTO journal_by_matter SELECT matter, seq, at, recorded_at, kind, body, previous, hash FROM journal ORDER BY rowid;
        DROP TABLE journal;
        ALTER TABLE journal_by_matter RENAME TO journal;
        """;

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    /// <summary>SQLite has no moments; whole milliseconds since 1970 in UTC compare and sort rightly.</summary>
    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        moment => moment.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
}
