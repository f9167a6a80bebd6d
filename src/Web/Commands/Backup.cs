using System.CommandLine;
using Shouwen.Web.Data;

namespace Shouwen.Web.Commands;

/// <summary>
/// Copies an installation on SQLite into a folder, consistently and while the site runs; the copy is a data folder itself. 0 copied · 2 nothing to copy, or no empty place for it · 3 the disk failed.
/// </summary>
public static class Backup
{
    public static Command Command()
    {
        var output = new Option<DirectoryInfo>("-o", "--output") { Description = "备份到这个文件夹（新建，或是空的）/ a new or empty folder", HelpName = "FOLDER", Required = true };
        var command = new Command("backup", "备份数据库、附件和密钥，网站可以照常运行 / back up while the site runs") { output };
        var place = new Place(command);
        command.SetAction((parsed, cancel) => Run(place.Of(parsed), parsed.GetValue(output)!, cancel));
        return command;
    }

    private static async Task<int> Run(SiteOptions options, DirectoryInfo output, CancellationToken cancel)
    {
        if (options.Postgres is not null) throw new FormatException("数据在 PostgreSQL 里：请用 pg_dump 备份数据库，并复制 files/，见 docs/operations.md");
        if (options.FileIsMissing) throw new FormatException($"{options.Data} 里没有数据库");
        var copied = await Copies.Copy(options.Data, output.FullName, cancel);
        Console.WriteLine($"已备份到 {output.FullName}：数据库 {copied.Database / 1024:N0} KB，附件 {copied.Files:N0} 个。\n核验这份备份：shouwen verify --data {output.FullName}");
        return CommandLine.Done;
    }
}

/// <summary>Puts a backup into a new data folder and verifies it there. 0 restored and verified · 1 restored, and something doesn't verify · 2 no backup, or a place that is not empty.</summary>
public static class Restore
{
    public static Command Command()
    {
        var from = new Option<DirectoryInfo>("--from") { Description = "备份所在的文件夹 / folder of the backup", HelpName = "FOLDER", Required = true };
        var to = new Option<DirectoryInfo>("--to") { Description = "新的数据目录（新建，或是空的）/ the new data folder", HelpName = "DIR", Required = true };
        var command = new Command("restore", "把备份恢复到新的数据目录并核验 / put a backup into a new data folder and verify it") { from, to };
        command.SetAction((parsed, cancel) => Run(parsed.GetValue(from)!, parsed.GetValue(to)!, cancel));
        return command;
    }

    private static async Task<int> Run(DirectoryInfo from, DirectoryInfo to, CancellationToken cancel)
    {
        if (new SiteOptions { Data = from.FullName }.FileIsMissing) throw new FormatException($"{from.FullName} 里没有备份（shouwen.db）");
        var copied = await Copies.Copy(from.FullName, to.FullName, cancel);
        Console.WriteLine($"已恢复到 {to.FullName}：附件 {copied.Files:N0} 个");
        // A backup of an older version is brought up to date first, as at the next start.
        var options = new SiteOptions { Data = to.FullName };
        await using (var site = Site.Build(options)) await Site.Prepare(site.Services);
        return await Verify.Run(options, [], progress: false, cancel);
    }
}
