using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Shouwen.Web.Directory;

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

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    /// <summary>The words of a directory entry change in the same transaction as the entry.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancel = default)
    {
        var changed = DirectoryWords.Changed(this);
        if (changed.Count == 0) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);

        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancel) : null;
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        await DirectoryWords.Write(this, changed, cancel);
        if (own is not null) await own.CommitAsync(cancel);
        return rows;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        SaveChangesAsync(acceptAllChangesOnSuccess).GetAwaiter().GetResult();

    /// <summary>SQLite has no moments; whole milliseconds since 1970 in UTC compare and sort rightly.</summary>
    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        moment => moment.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
}
