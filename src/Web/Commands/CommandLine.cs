using System.CommandLine;
using System.Data.Common;
using Shouwen.Web.Data;

namespace Shouwen.Web.Commands;

/// <summary>
/// 命令行: <c>shouwen COMMAND</c>. Exit codes: 0 done · 1 the work was done and something in it failed or was refused ·
/// 2 wrong usage or an input that can't be read · 3 the machine failed (disk, port, database).
/// </summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int BadInput = 2;
    public const int Broken = 3;

    /// <summary>The site has limits of its own for stopping (<c>Stop:Drain</c>, <c>Stop:Limit</c>); this one is only for what hangs.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromHours(2.5);

    private static readonly IReadOnlyList<Func<Command>> All = [Serve.Command, Serve.Work, Migrate.Command, DemoCommand.Command, Import.Command, Verify.Command, SealCommand.Command, Move.Command, Rehearse.Command, Packs.Command, CalendarCommand.Command];

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand(
            "首问 Shouwen：首问责任平台 / service requests, answered for to the end\n" +
            "退出码 / exit codes: 0 完成 done · 1 有失败或被拒 something failed · 2 用法或输入有误 bad input · 3 运行环境故障 broken machine");
        foreach (var command in All) root.Subcommands.Add(command());
        var parsed = root.Parse(args);
        try
        {
            var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = LongestStop });
            return parsed.Errors.Count > 0 ? BadInput : code;
        }
        catch (FormatException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return BadInput;
        }
        catch (DbException failure)
        {
            await Console.Error.WriteLineAsync($"数据库用不了 / the database failed: {failure.Message}");
            return Broken;
        }
    }

    /// <summary>Every command that looks at packs takes this option.</summary>
    public static Option<DirectoryInfo?> PacksOption() => new("--packs")
    {
        Description = "制度包文件夹；不给则用随附的 packs / folder of packs, default: those that ship",
        HelpName = "DIR",
    };

}

/// <summary>Where an organisation's own data lies; every command that works on it takes these options.</summary>
public sealed class Place
{
    private const string Setting = "SHOUWEN_DATABASE";

    /// <summary>Connections to read replicas, with | between them.</summary>
    private const string Copies = "SHOUWEN_REPLICAS";

    private readonly Option<DirectoryInfo?> _data = new("--data")
    {
        Description = "数据目录；不给则用演示数据 .cache/demo / data folder, default: the demo's",
        HelpName = "DIR",
    };

    private readonly Option<string?> _database = new("--database")
    {
        Description = $"PostgreSQL 连接，如 \"Host=127.0.0.1;Database=shouwen;Username=shouwen\"；不给则取环境变量 {Setting}，都没有则用数据目录里的 SQLite 文件 / connection to PostgreSQL, default: the SQLite file of the data folder",
        HelpName = "CONNECTION",
    };

    public Place(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_database);
    }

    /// <exception cref="FormatException">The connection can't be read, or there is nowhere to put files, with a sentence for people.</exception>
    public SiteOptions Of(ParseResult parsed)
    {
        var (data, database) = (parsed.GetValue(_data), parsed.GetValue(_database) ?? Environment.GetEnvironmentVariable(Setting));
        if (string.IsNullOrWhiteSpace(database)) return new SiteOptions { Data = Folders.Data(data) };
        if (data is null) throw new FormatException("用 PostgreSQL 时也要用 --data 写明数据目录：附件和外发邮件放在那里");
        var replicas = (Environment.GetEnvironmentVariable(Copies) ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new SiteOptions { Data = data.FullName, Postgres = PostgresDb.Connection(database), Replicas = [.. replicas.Select(PostgresDb.Connection)] };
    }

    /// <summary>Whether the demo is meant: nothing of one's own was named.</summary>
    public bool IsDemo(ParseResult parsed) => parsed.GetValue(_data) is null;
}
