using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Shouwen.Web.Data;

/// <summary>
/// WAL lets readers go on while one writes; a full sync keeps a committed record through a power cut, which an accountability record
/// must survive; the busy timeout is SQLite's own wait under the provider's retries.
/// </summary>
public sealed class Pragmas : DbConnectionInterceptor
{
    private const string Patience = "PRAGMA busy_timeout=5000;";

    /// <summary>Who only reads, as a process does that looks whether the file is there while another makes it, can't set how the file is written.</summary>
    private static string Sql(DbConnection connection) => connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase)
        ? Patience : $"{Patience} PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData data)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken cancel = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Sql(connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
