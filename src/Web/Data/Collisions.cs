using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Shouwen.Web.Data;

/// <summary>When two write at the same moment a server may take one of them back; doing it once more is then right, because it decides anew on what is there.</summary>
public static class Collisions
{
    public static bool MayPass(Exception failure) => failure is DbUpdateConcurrencyException || (failure as PostgresException ?? failure.InnerException as PostgresException) switch
    {
        { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        // The same number of the same matter, in one of the journal's months, or an entry on its way when its month was made.
        { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: { } key } => key.StartsWith("ux_journal", StringComparison.Ordinal),
        { SqlState: PostgresErrorCodes.CheckViolation, TableName: { } table } => table.StartsWith("journal", StringComparison.Ordinal),
        _ => false,
    };
}
