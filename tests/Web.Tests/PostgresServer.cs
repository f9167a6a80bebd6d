using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Shouwen.Tests;

/// <summary>A server of one's own on loopback, with its own data folder. For tests it may lose everything when the machine stops, and so is quick; one that is measured keeps what it acknowledged.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("shouwen-postgres-");
    private readonly int port;
    private Process process = null!;
    private string[] arguments = [];

    private PostgresServer()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public int Port => port;
    public string Archive => Path.Combine(folder.FullName, "archive");

    /// <summary>The folder with little room in which its tables lie, when it was started so.</summary>
    public string? Small { get; private set; }
    /// <summary>The process that begins all the others of the server.</summary>
    public int ProcessId => process.Id;

    public string Connection(string database) => $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Maximum Pool Size=40;Timeout=30";

    /// <param name="keeps">Whether what it acknowledged survives a power cut.</param>
    /// <param name="megabytes">So much room for its tables, on a file system of their own that only root can make; its log of writes lies elsewhere.</param>
    /// <param name="archives">Whether it puts its log of writes away, piece by piece, in <see cref="Archive"/>.</param>
    public static async Task<PostgresServer> Start(bool keeps = false, int? megabytes = null, bool archives = false)
    {
        var server = new PostgresServer();
        if (megabytes is not null)
        {
            server.Small = server.folder.CreateSubdirectory("small").FullName;
            await Run(Process("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m", "none", server.Small]));
        }
        var data = Path.Combine(server.Small ?? server.folder.FullName, "data");
        var programs = Programs();
        if (archives) System.IO.Directory.CreateDirectory(server.Archive);
        if (Environment.UserName == "root") await Run(Process("chown", ["postgres", server.folder.FullName, .. archives ? (string[])[server.Archive] : [], .. server.Small is { } small ? (string[])[small] : []]));
        await Run(Unprivileged(Path.Combine(programs, "initdb"), [.. server.Small is null ? (string[])[] : ["--waldir", Path.Combine(server.folder.FullName, "wal")], "-D", data, "-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]));
        server.arguments =
        [
            "-D", data, "-h", "127.0.0.1", "-p", $"{server.port}", "-k", "", "-c", "max_connections=300",
            .. keeps ? (string[])[] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "autovacuum=off"], "-c", "logging_collector=on", "-c", "log_directory=.", "-c", "log_filename=server.log",
            .. archives ? (string[])["-c", "archive_mode=on", "-c", $"archive_command=test ! -f {server.Archive}/%f && cp %p {server.Archive}/%f"] : [],
        ];
        await server.Begin();
        return server;
    }

    /// <summary>A streaming standby of this server, on a port of its own.</summary>
    public async Task<PostgresServer> Standby()
    {
        var standby = await Copy("-R");
        await standby.Begin();
        return standby;
    }

    /// <summary>This server as it is now, on a port of its own and not begun.</summary>
    public async Task<PostgresServer> Copy(params string[] options)
    {
        var copy = new PostgresServer();
        var data = Path.Combine(copy.folder.FullName, "data");
        if (Environment.UserName == "root") await Run(Process("chown", ["postgres", copy.folder.FullName]));
        await Run(Unprivileged(Path.Combine(Programs(), "pg_basebackup"), ["-D", data, "-h", "127.0.0.1", "-p", $"{port}", "-U", "postgres", "-X", "stream", "--checkpoint=fast", "--no-sync", .. options]));
        copy.arguments = ["-D", data, "-h", "127.0.0.1", "-p", $"{copy.port}", "-k", "", "-c", "max_connections=300", "-c", "logging_collector=on", "-c", "log_directory=.", "-c", "log_filename=server.log"];
        return copy;
    }

    /// <summary>Begins a <see cref="Copy"/> with what another has put away since, up to a moment as the server says it.</summary>
    public async Task Recover(string archive, string until)
    {
        var signal = Path.Combine(folder.FullName, "data", "recovery.signal");
        await Run(Unprivileged("touch", [signal]));
        arguments = [.. arguments, "-c", $"restore_command=cp {archive}/%f %p", "-c", $"recovery_target_time={until}", "-c", "recovery_target_action=promote"];
        await Begin();
        for (var tries = 0; await Ask("SELECT pg_is_in_recovery()::text") == "true"; tries++)
        {
            if (tries == 300) throw new InvalidOperationException($"The server is not back as of {until} after half a minute.");
            await Task.Delay(100);
        }
    }

    /// <summary>Waits until everything it has written by now is put away.</summary>
    public async Task PutAway()
    {
        var piece = await Ask("SELECT pg_walfile_name(pg_switch_wal())");
        for (var tries = 0; !File.Exists(Path.Combine(Archive, piece!)); tries++)
        {
            if (tries == 300) throw new InvalidOperationException($"{piece} was not put away within half a minute.");
            await Task.Delay(100);
        }
    }

    /// <summary>Waits until a standby has replayed what its primary has written by now.</summary>
    public async Task CaughtUp(PostgresServer primary)
    {
        var position = await primary.Ask("SELECT pg_current_wal_lsn()::text");
        for (var tries = 0; await Ask($"SELECT (pg_last_wal_replay_lsn() >= '{position}')::text") != "true"; tries++)
        {
            if (tries == 300) throw new InvalidOperationException($"The standby has not replayed {position} after half a minute.");
            await Task.Delay(100);
        }
    }

    public async Task<string?> Ask(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(Connection(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as string;
    }

    /// <summary>Starts it again after <see cref="Kill"/>, on the same port and data.</summary>
    public async Task Begin()
    {
        process = System.Diagnostics.Process.Start(Unprivileged(Path.Combine(Programs(), "postgres"), arguments))!;
        await Answers();
    }

    /// <summary>All sessions end at once and nothing is written down first, as when the machine goes.</summary>
    public async Task Kill()
    {
        await Run(Process("kill", ["-QUIT", $"{process.Id}"]));
        await process.WaitForExitAsync();
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
        if (Small is not null) await Run(Process("umount", ["-l", Small]));
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
    public static string Programs()
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
