using System.Globalization;
using Microsoft.Data.Sqlite;
using Shouwen.Tests;
using Shouwen.Tests.Cases;

namespace Shouwen.Bench.Watching;

/// <summary>Workers killed at random moments, as the test has it, for as many rounds as asked.</summary>
public static class WatchKillBench
{
    public static async Task<int> Run(string[] arguments)
    {
        string? Given(string name) => Array.IndexOf(arguments, name) is >= 0 and var i && i + 1 < arguments.Length ? arguments[i + 1] : null;
        var rounds = int.Parse(Given("--rounds") ?? "200", CultureInfo.InvariantCulture);
        var seed = int.Parse(Given("--seed") ?? $"{Environment.ProcessId}", CultureInfo.InvariantCulture);
        if (Given("--database") is not (null or "sqlite" or "postgres") and var other)
        {
            Console.Error.WriteLine($"watch-kills [--rounds N] [--database sqlite|postgres] [--seed N], not {other}");
            return 1;
        }
        var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-bench-");
        await using var server = Given("--database") == "postgres" ? await PostgresServer.Start() : null;
        try
        {
            var figures = await new WatchKills(folder.FullName, server?.Connection("bench"), seed).Run(rounds, CancellationToken.None);
            Console.WriteLine($"{(server is null ? "SQLite" : "PostgreSQL")} (seed {seed}): {figures}");
            return figures.Holds ? 0 : 1;
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }
}
