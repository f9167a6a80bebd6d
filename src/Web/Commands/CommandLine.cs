using System.CommandLine;

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

    private static readonly IReadOnlyList<Func<Command>> All = [Serve.Command, Migrate.Command, DemoCommand.Command, Import.Command, Verify.Command, Rehearse.Command, Packs.Command, CalendarCommand.Command];

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand(
            "首问 Shouwen：首问责任平台 / service requests, answered for to the end\n" +
            "退出码 / exit codes: 0 完成 done · 1 有失败或被拒 something failed · 2 用法或输入有误 bad input · 3 运行环境故障 broken machine");
        foreach (var command in All) root.Subcommands.Add(command());
        var parsed = root.Parse(args);
        var code = await parsed.InvokeAsync();
        return parsed.Errors.Count > 0 ? BadInput : code;
    }

    /// <summary>Every command that looks at packs takes this option.</summary>
    public static Option<DirectoryInfo?> PacksOption() => new("--packs")
    {
        Description = "制度包文件夹；不给则用随附的 packs / folder of packs, default: those that ship",
        HelpName = "DIR",
    };

    /// <summary>Every command that works on an organisation's own data takes this option.</summary>
    public static Option<DirectoryInfo?> DataOption() => new("--data")
    {
        Description = "数据目录；不给则用演示数据 .cache/demo / data folder, default: the demo's",
        HelpName = "DIR",
    };
}
