using Microsoft.Data.Sqlite;
using Npgsql;

namespace Shouwen.Web.Data;

/// <summary>What the machine lacked when it failed.</summary>
public enum Lack
{
    /// <summary>The database does not answer.</summary>
    Database,

    /// <summary>There is no room left where it writes.</summary>
    Room,

    /// <summary>Others were at work for longer than one waits.</summary>
    Turn,

    /// <summary>It may be read and not written.</summary>
    Writing,

    /// <summary>Whether it was written is not known.</summary>
    Certainty,
}

/// <summary>A write that may have been kept or not: the server went, or gave up waiting for its standby, before it said so.</summary>
public sealed class Unsettled(string why, Exception? inner = null) : Exception(why, inner);

/// <summary>停摆: which failures are the machine's own and pass when it is mended, so that people are told that and not that the product is wrong.</summary>
public static class Outage
{
    /// <summary>Stands on a failure that came while a transaction was being ended.</summary>
    public const string WhileCommitting = "shouwen-commit";

    /// <summary>Linux: no space left, too large, quota exceeded, read-only file system.</summary>
    private static readonly HashSet<int> NoRoom = [28, 27, 122, 30];
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Null when it is no outage but a mistake.</summary>
    public static Lack? Of(Exception? failure)
    {
        for (var one = failure; one is not null; one = one.InnerException)
            if (one is AggregateException many) return many.InnerExceptions.Select(Of).FirstOrDefault(lack => lack is not null);
            else if (Here(one) is { } lack) return one.Data.Contains(WhileCommitting) ? Lack.Certainty : lack;
        return null;
    }

    /// <summary>Whether it is text that no database keeps: the sign U+0000.</summary>
    public static bool IsSign(Exception? failure) => failure is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } || failure?.InnerException is { } inner && IsSign(inner);

    private static Lack? Here(Exception failure) => failure switch
    {
        Unsettled => Lack.Certainty,
        PostgresException server => OfServer(server.SqlState),
        NpgsqlException when failure.InnerException is TimeoutException || failure.Message.Contains("pool has been exhausted", StringComparison.Ordinal) => Lack.Turn,
        NpgsqlException => Lack.Database,
        SqliteException file => OfFile(file.SqliteErrorCode),
        IOException when NoRoom.Contains(failure.HResult) || failure.HResult == WindowsDiskFull => Lack.Room,
        _ => null,
    };

    private static Lack? OfServer(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => Lack.Room,
        PostgresErrorCodes.IoError => Lack.Room,
        PostgresErrorCodes.ReadOnlySqlTransaction => Lack.Writing,
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.TooManyConnections => Lack.Turn,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => Lack.Database,
        // Connection exceptions; insufficient resources; system errors.
        _ when state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("58", StringComparison.Ordinal) => Lack.Database,
        _ => null,
    };

    /// <summary>https://sqlite.org/rescode.html</summary>
    private static Lack? OfFile(int code) => code switch
    {
        5 or 6 => Lack.Turn,
        8 => Lack.Writing,
        10 or 14 => Lack.Database,
        13 => Lack.Room,
        _ => null,
    };
}
