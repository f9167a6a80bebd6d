using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Shouwen.Seals;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Journal;
using Shouwen.Web.Seals;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Commands;

/// <summary>Checks the whole record: hash chains, seals, state rows, attachments. 0 everything agrees · 1 something doesn't · 2 nothing to check, or a noted seal that can't be read.</summary>
public static class Verify
{
    public static Command Command()
    {
        var seal = new Option<string[]>("--seal") { Description = "与在外面记下的封存哈希核对，可以多个 / compare with a seal noted outside", HelpName = "HASH", AllowMultipleArgumentsPerToken = false };
        var seals = new Option<FileInfo?>("--seals") { Description = "与一份记着封存的文件核对，如 seal --list 的输出 / compare with a file of noted seals", HelpName = "FILE" };
        var exported = new Argument<FileInfo[]>("FILE") { Description = "导出的卷宗（zip、case.json 或 case.html）；给了就只核验它们，不需要数据库 / exported cases to verify, without any database", Arity = ArgumentArity.ZeroOrMore };
        var progress = new Option<bool>("--progress") { Description = "不在终端上也显示进度 / show progress in any case" };
        var command = new Command("verify", "核验日志、封存、状态和附件，逐件列出不符之处 / verify journal, seals, state rows and attachments") { exported, seal, seals, progress };
        var place = new Place(command);
        command.SetAction((parsed, cancel) => parsed.GetValue(exported) is { Length: > 0 } given ? Given(given, Noted(parsed.GetValue(seal) ?? [], parsed.GetValue(seals)), cancel) : Run(place.Of(parsed), Noted(parsed.GetValue(seal) ?? [], parsed.GetValue(seals)), parsed.GetValue(progress), cancel));
        return command;
    }

    /// <exception cref="FormatException">A hash or a file without one, with a sentence for people.</exception>
    private static List<string> Noted(string[] typed, FileInfo? file)
    {
        List<string> noted = [.. typed.Select(one => Fingerprints.Read(one) ?? throw new FormatException($"“{one}”不是封存的哈希，应是 64 位十六进制数字，可以分组"))];
        if (file is null) return noted;
        if (!file.Exists) throw new FormatException($"没有文件 {file.FullName}");
        List<string> read = [.. SealCommand.HashesIn(File.ReadAllText(file.FullName))];
        return read.Count > 0 ? [.. noted, .. read] : throw new FormatException($"{file.FullName} 里没有封存的哈希");
    }

    private static async Task<int> Given(FileInfo[] given, List<string> noted, CancellationToken cancel)
    {
        var failed = 0;
        foreach (var one in given)
        {
            var (file, check) = await CaseArchive.Look(one, cancel);
            List<string> problems = [.. check.Problems, .. noted.Count > 0 && !file.Seals.Any(seal => noted.Contains(seal.Hash)) ? ["外面记下的封存哈希都不在这个文件里"] : Array.Empty<string>()];
            foreach (var problem in problems) Console.WriteLine($"{one.Name}：{problem}");
            if (problems.Count > 0) failed++;
            Console.WriteLine($"{one.Name}：{file.Organisation} {file.Number}，{check.Entries} 条记录，{file.Files.Count} 个附件，{(problems.Count > 0 ? "被改动" : "已验证")}；"
                + (file.Seals is [.., var last] ? $"封存到第 {check.SealedTo} 条，最后一份封存是第 {last.Number} 号 {Fingerprints.Grouped(last.Hash)}" : "尚未封存"));
        }
        Console.WriteLine($"{given.Length - failed} passed, {failed} failed");
        return failed == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    internal static async Task<int> Run(SiteOptions options, IReadOnlyCollection<string> noted, bool progress, CancellationToken cancel)
    {
        await using var site = await Opened.Site(options, cancel);
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        await using var picture = await new Verifying(db, scope.ServiceProvider.GetRequiredService<Files>()).Snapshot();
        var seen = await Inspection.Of(db, scope.ServiceProvider.GetRequiredService<Files>(), noted, (total, work) => Bar.Over("核验", total, work, progress), cancel);
        foreach (var one in seen.Found) Console.WriteLine(Inspection.Say(one));
        var zone = TimeZoneInfo.FindSystemTimeZoneById(await db.Organisations.Select(own => own.Zone).SingleOrDefaultAsync(cancel) ?? new Organisation { Name = "" }.Zone);
        Console.WriteLine(seen.Last is { } last
            ? $"封存 {seen.Seals} 份，最后一份（第 {last.Number} 号）封到 {TimeZoneInfo.ConvertTime(last.To, zone):yyyy-MM-dd HH:mm}；之后写的记录还没有封存。{(noted.Count > 0 ? $"与外面记下的 {noted.Count} 个哈希核对过。" : "")}"
            : "还没有封存。");
        var failed = seen.Found.Select(one => one.Matter).Distinct().Count();
        Console.WriteLine($"{Math.Max(0, seen.Matters + seen.Seals - failed)} passed, {failed} failed");
        return failed == 0 ? CommandLine.Done : CommandLine.Failed;
    }
}
