using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Shouwen.Web.Data;

/// <summary>
/// Nothing is taken for written that may be lost. A server that gives up waiting for the standby that must have a commit too says so in a notice and answers as if all were well;
/// here it becomes <see cref="Unsettled"/>. A failure while a transaction is being ended is marked, because what it wrote may be kept or not.
/// </summary>
public sealed class Safety : DbConnectionInterceptor, IDbTransactionInterceptor, IDbCommandInterceptor
{
    private static readonly ConditionalWeakTable<DbConnection, StrongBox<string?>> Warnings = [];

    public override DbConnection ConnectionCreated(ConnectionCreatedEventData data, DbConnection result)
    {
        if (result is NpgsqlConnection server)
        {
            var heard = Warnings.GetOrCreateValue(server);
            // The routine's name is the same in every language.
            server.Notice += (_, said) => { if (said.Notice.Routine == "SyncRepWaitForLSN") heard.Value = said.Notice.MessageText; };
        }
        return result;
    }

    /// <summary>What the server said while another had the connection is no word about what is written now.</summary>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData data, CancellationToken cancel = default)
    {
        if (Warnings.TryGetValue(connection, out var heard)) heard.Value = null;
        return Task.CompletedTask;
    }

    /// <exception cref="Unsettled">The server said since that it did not wait for its standby.</exception>
    public static void Check(DbConnection connection)
    {
        if (!Warnings.TryGetValue(connection, out var heard) || heard.Value is not { } why) return;
        heard.Value = null;
        throw new Unsettled(why);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData data, CancellationToken cancel = default)
    {
        if (data.Context is { } context) Check(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(context.Database));
        return Task.CompletedTask;
    }

    /// <summary>A server that went took all the connections with it, and one that only reads now is another's standby: those that lie ready are of no use to whoever comes next.</summary>
    public Task CommandFailedAsync(DbCommand command, CommandErrorEventData data, CancellationToken cancel = default)
    {
        if (command.Connection is NpgsqlConnection server && Outage.Of(data.Exception) is Lack.Database or Lack.Writing) NpgsqlConnection.ClearPool(server);
        return Task.CompletedTask;
    }

    public Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData data, CancellationToken cancel = default)
    {
        // A file that could not be written was not committed.
        if (data.Action == "Commit" && transaction is NpgsqlTransaction) data.Exception.Data[Outage.WhileCommitting] = true;
        return Task.CompletedTask;
    }
}
