using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;

namespace Shouwen.Web.Commands;

/// <summary>Carries an organisation from its SQLite file into an empty PostgreSQL database. 0 everything is there and verified · 1 something doesn't verify, nothing was kept · 2 wrong usage, or a target that isn't empty.</summary>
public static class Move
{
    public static Command Command()
    {
        var from = new Option<FileInfo>("--from") { Description = "原来的数据库文件，如 /srv/shouwen/shouwen.db / the SQLite file", HelpName = "FILE", Required = true };
        var to = new Option<string>("--to") { Description = "空的 PostgreSQL 数据库 / connection to an empty PostgreSQL database", HelpName = "CONNECTION", Required = true };
        var progress = new Option<bool>("--progress") { Description = "不在终端上也显示进度 / show progress in any case" };
        var command = new Command("move", "把全部数据从 SQLite 搬到 PostgreSQL，两边逐件核验；请先停止服务 / move everything to PostgreSQL; stop the site before") { from, to, progress };
        command.SetAction((parsed, cancel) => Run(parsed.GetValue(from)!, PostgresDb.Connection(parsed.GetValue(to)!), parsed.GetValue(progress), cancel));
        return command;
    }

    private static async Task<int> Run(FileInfo file, string connection, bool progress, CancellationToken cancel)
    {
        if (!file.Exists) throw new FormatException($"没有文件 {file.FullName}");
        var data = file.DirectoryName!;
        var files = new Files(new SiteOptions { Data = data });
        await using var from = new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite(SqliteDb.Connection(file.FullName), one => one.MigrationsHistoryTable("migrations")).AddInterceptors(new Pragmas()).Options);
        await using var to = new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(connection, one => one.MigrationsHistoryTable("migrations")).Options);
        if ((await from.Database.GetPendingMigrationsAsync(cancel)).Any()) throw new FormatException("原数据库是旧版本，请先 shouwen migrate");
        var moving = new Moving(from, to);
        await to.Upgrade(TimeProvider.System.GetUtcNow(), () => Task.CompletedTask);
        if (await moving.Filled() is { Count: > 0 } filled) throw new FormatException($"{PostgresDb.Place(connection)} 里已有数据（{string.Join("、", filled.Take(3))}），没有改动；请给一个空的数据库");

        await using var picture = await new Verifying(from, files).Snapshot();
        if (await Verified("核验原库", from, files, progress, cancel) > 0) return Refuse("原库核验不符，没有搬；逐件见上");
        await using var transaction = await to.Database.BeginTransactionAsync(cancel);
        to.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        var rows = await moving.Count();
        await Bar.Over("复制", rows, async step =>
        {
            await moving.Copy(step, cancel);
            return true;
        }, progress);
        if (await moving.Differences() is { Count: > 0 } differences) return Refuse(string.Join('\n', differences));
        if (await Verified("核验新库", to, files, progress, cancel) > 0) return Refuse("新库核验不符，没有留下任何改动");
        await transaction.CommitAsync(cancel);
        Console.WriteLine($"已搬到 {PostgresDb.Place(connection)}：{rows:N0} 行，两边核验相符。\n启动时请用 --data {data} --database …；附件仍在 {data}/files，大家需要重新登录。");
        return CommandLine.Done;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return CommandLine.Failed;
    }

    private static async Task<int> Verified(string label, AppDb db, Files files, bool progress, CancellationToken cancel)
    {
        var seen = await Inspection.Of(db, files, [], (total, work) => Bar.Over(label, total, work, progress), cancel);
        foreach (var one in seen.Found) Console.WriteLine(Inspection.Say(one));
        Console.WriteLine($"{label}：{seen.Matters:N0} 件，封存 {seen.Seals:N0} 份");
        return seen.Found.Count;
    }
}
