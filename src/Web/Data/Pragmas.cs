using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Shouwen.Web.Data;

/// <summary>
/// WAL lets readers go on while one writes; a full sync keeps a committed record through a power cut, which an accountability record
/// must survive; the busy timeout is SQLite's own wait under the provider's retries. All of it holds until a connection is closed for good, so one from the pool is not told again.
/// </summary>
public sealed class Pragmas : DbConnectionInterceptor
{
    private const string Patience = "PRAGMA busy_timeout=5000;";

    private static readonly ConditionalWeakTable<object, object> Told = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData data)
    {
        if (Handle(connection) is not { } handle) return;
        using var command = Command(connection);
        command.ExecuteNonQuery();
        Told.TryAdd(handle, handle);
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken cancel = default)
    {
        if (Handle(connection) is not { } handle) return;
        await using var command = Command(connection);
        await command.ExecuteNonQueryAsync(cancel);
        Told.TryAdd(handle, handle);
    }

    /// <summary>What lives in the pool behind the connection; null where it was told already.</summary>
    private static object? Handle(DbConnection connection) => ((SqliteConnection)connection).Handle is { } handle && !Told.TryGetValue(handle, out _) ? handle : null;

    /// <summary>Who only reads, as a process does that looks whether the file is there while another makes it, can't set how the file is written.</summary>
    private static DbCommand Command(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = connection.ConnectionString.Contains("Mode=ReadOnly", StringComparison.OrdinalIgnoreCase) ? Patience : $"{Patience} PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";
        return command;
    }
}
