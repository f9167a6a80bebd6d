using System.Globalization;
using Shouwen.Tests;

namespace Shouwen.Bench.Kills;

/// <summary>Kills the processes of an installation at random moments, as often as told, and looks whether anything acknowledged is missing (tests/Web.Tests/Outages/Fleet.cs).</summary>
internal static class KillBench
{
    public static async Task<int> Run(IReadOnlyList<string> options)
    {
        var rounds = int.Parse(Value(options, "--rounds") ?? "500", CultureInfo.InvariantCulture);
        var seed = int.Parse(Value(options, "--seed") ?? "1", CultureInfo.InvariantCulture);
        var folder = System.IO.Directory.CreateTempSubdirectory("shouwen-kills-");
        var server = Value(options, "--database") == "postgres" ? await PostgresServer.Start(keeps: true) : null;
        try
        {
            await using var fleet = new Fleet(folder.FullName, server?.Connection("shouwen"), seed);
            await fleet.Begin(late: Math.Min(rounds * 4, 2000));
            var result = await fleet.Run(rounds, clerks: 4, Console.WriteLine);
            Console.WriteLine($"{(server is null ? "SQLite, one process" : "PostgreSQL, two web and two worker processes")}, seed {seed}: {result}");
            return result.Right ? 0 : 1;
        }
        finally
        {
            if (server is not null) await server.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    private static string? Value(IReadOnlyList<string> options, string name) => options.Index().Where(one => one.Item == name && one.Index + 1 < options.Count).Select(one => options[one.Index + 1]).FirstOrDefault();
}
