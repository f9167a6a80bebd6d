using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouwen.Tests;
using Shouwen.Web.Data;
using Xunit;

[assembly: AssemblyFixture(typeof(TestDatabases))]

namespace Shouwen.Tests;

/// <summary>
/// The tests run on SQLite, or on PostgreSQL when <c>SHOUWEN_TEST_DATABASE=postgres</c>: then on a server of their own on loopback, with its own data folder, which is
/// started when the first test asks and stopped after the last. Every site has a database of its own, copied from one that was migrated once.
/// </summary>
public sealed class TestDatabases : IAsyncDisposable
{
    public static bool OnPostgres { get; } = Environment.GetEnvironmentVariable("SHOUWEN_TEST_DATABASE") switch
    {
        null or "" or "sqlite" => false,
        "postgres" => true,
        var other => throw new InvalidOperationException($"SHOUWEN_TEST_DATABASE={other}: sqlite or postgres"),
    };

    private const string Template = "shouwen_template";
    private static readonly Lazy<Task<PostgresServer>> Server = new(Start);
    private static int made;

    /// <summary>The connection to a fresh, migrated database; null when the tests run on SQLite.</summary>
    public static async Task<string?> New() => OnPostgres ? await NewPostgres() : null;

    /// <summary>The same whatever the tests run on.</summary>
    public static async Task<string> NewPostgres()
    {
        var server = await Server.Value;
        var name = $"site_{Interlocked.Increment(ref made)}";
        await server.Execute($"CREATE DATABASE {name} TEMPLATE {Template}");
        return server.Connection(name);
    }

    /// <summary>The connection to a database that nobody has made yet.</summary>
    public static async Task<string> Unmade() => (await Server.Value).Connection($"unmade_{Interlocked.Increment(ref made)}");

    public static async Task Drop(string? connection)
    {
        if (connection is null) return;
        await using (var pool = new NpgsqlConnection(connection)) NpgsqlConnection.ClearPool(pool);
        await (await Server.Value).Execute($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)");
    }

    /// <summary>What the clock of a <see cref="EmptySite"/> says when it begins.</summary>
    public static readonly DateTimeOffset Then = new(2026, 3, 4, 10, 30, 0, TimeSpan.FromHours(8));

    private static async Task<PostgresServer> Start()
    {
        var server = await PostgresServer.Start();
        try
        {
            await using var db = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>()
                .UseNpgsql(server.Connection(Template) + ";Pooling=false", one => one.MigrationsHistoryTable("migrations")).Options);
            await db.Upgrade(Then, () => Task.CompletedTask);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await Server.Value).DisposeAsync();
    }
}

/// <summary>One server for the tests: it may lose everything when the machine stops, and so is quick.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("shouwen-postgres-");
    private readonly int port;
    private Process process = null!;

    private PostgresServer()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public string Connection(string database) => $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Maximum Pool Size=40;Timeout=30";

    public static async Task<PostgresServer> Start()
    {
        var server = new PostgresServer();
        var data = Path.Combine(server.folder.FullName, "data");
        var programs = Programs();
        if (Environment.UserName == "root") await Run(Process("chown", ["postgres", server.folder.FullName]));
        await Run(Unprivileged(Path.Combine(programs, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]));
        server.process = System.Diagnostics.Process.Start(Unprivileged(Path.Combine(programs, "postgres"),
        [
            "-D", data, "-h", "127.0.0.1", "-p", $"{server.port}", "-k", "", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=300",
            "-c", "autovacuum=off", "-c", "logging_collector=on", "-c", "log_directory=.", "-c", "log_filename=server.log",
        ]))!;
        await server.Answers();
        return server;
    }

    public async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>At once (SIGQUIT): there is nothing to keep.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await Run(Process("kill", ["-QUIT", $"{process.Id}"]));
            await process.WaitForExitAsync();
        }
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task Answers()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await Execute("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (tries < 300 && !process.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Where the newest PostgreSQL of this machine has its programs.</summary>
    private static string Programs()
    {
        const string debian = "/usr/lib/postgresql";
        var installed = System.IO.Directory.Exists(debian) ? System.IO.Directory.GetDirectories(debian).Select(path => (Path: path, Version: int.TryParse(Path.GetFileName(path), out var number) ? number : 0)) : [];
        var newest = installed.Where(one => one.Version >= 15).OrderBy(one => one.Version).LastOrDefault();
        return newest.Path is { } found ? Path.Combine(found, "bin") : throw new InvalidOperationException("PostgreSQL 15 or newer is missing: apt-get install postgresql");
    }

    /// <summary>The server refuses to run as root.</summary>
    private static ProcessStartInfo Unprivileged(string program, string[] arguments) =>
        Environment.UserName == "root" ? Process("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments]) : Process(program, arguments);

    private static ProcessStartInfo Process(string program, string[] arguments) => new(program, arguments) { WorkingDirectory = "/", RedirectStandardOutput = true, RedirectStandardError = true };

    private static async Task Run(ProcessStartInfo start)
    {
        using var process = System.Diagnostics.Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)}: {string.Join('\n', said)}");
    }
}
