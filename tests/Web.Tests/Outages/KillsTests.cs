using System.Globalization;
using Xunit;

namespace Shouwen.Tests.Outages;

/// <summary>A short turn of <c>bench kills</c>; SHOUWEN_ROUNDS says how many rounds, SHOUWEN_SEED repeats a run. The figures go to the terminal.</summary>
public sealed class KillsTests
{
    [Fact]
    public async Task Processes_killed_at_random_moments_lose_nothing_that_was_acknowledged()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-kills-");
        var server = TestDatabases.OnPostgres ? await PostgresServer.Start(keeps: true) : null;
        var seed = Number("SHOUWEN_SEED", Environment.ProcessId);
        try
        {
            var rounds = Number("SHOUWEN_ROUNDS", 10);
            await using var fleet = new Fleet(folder.FullName, server?.Connection("shouwen"), seed);
            await fleet.Begin(late: rounds * 4);
            var result = await fleet.Run(rounds, clerks: 3);
            Console.WriteLine($"   {(server is null ? "SQLite" : "PostgreSQL")} (seed {seed}): {result}");
            Assert.True(result.Right, result.ToString());
            Assert.True(result.Acknowledged > 0 && result.Carried > 0 && result.Lapsed > 0, result.ToString());
        }
        finally
        {
            if (server is not null) await server.DisposeAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    private static int Number(string name, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(name) ?? $"{otherwise}", CultureInfo.InvariantCulture);
}
