using System.CommandLine;
using Shouwen.Packs;

namespace Shouwen.Web.Commands;

/// <summary>Looks at policy packs. <c>packs check</c>: 0 nothing wrong · 1 errors · 2 a file can't be read. Warnings and open questions are shown and count for nothing.</summary>
public static class Packs
{
    public static Command Command()
    {
        var folder = CommandLine.PacksOption();
        var lines = new Option<FileInfo?>("--lines") { Description = "制度条目清单 (id, pack, clause, kind …)，核对每一条都有规则承载 / list of obligations to compare with", HelpName = "TSV" };
        var check = new Command("check", "采用之前检查制度包 / check packs before adopting them") { folder, lines };
        check.SetAction(parsed => Check(parsed.GetValue(folder), parsed.GetValue(lines), Console.Out));
        return new Command("packs", "制度包 / policy packs") { check };
    }

    private static int Check(DirectoryInfo? given, FileInfo? lines, TextWriter output)
    {
        var folder = PackFolder.Read(given);
        var obligations = new List<Obligation>();
        List<Problem> unreadable = [.. folder.Problems, .. Read(lines, obligations)];
        foreach (var problem in unreadable) output.WriteLine($"无法读取 {problem}");
        IReadOnlyList<Problem> problems = folder.Packs.Count == 0 ? [] : PackChecker.Check(folder.Packs, lines is null ? null : obligations);
        foreach (var problem in problems) output.WriteLine($"{Words(problem.Severity)} {problem}");
        var errors = problems.Count(problem => problem.Severity == Severity.Error);
        output.WriteLine($"制度包 {folder.Packs.Count} 个：错误 {errors}，提醒 {problems.Count(problem => problem.Severity == Severity.Warning)}，待定 {problems.Count(problem => problem.Severity == Severity.Note)}"
            + (unreadable.Count > 0 ? $"，无法读取 {unreadable.Count}" : ""));
        return unreadable.Count > 0 ? CommandLine.BadInput : errors > 0 ? CommandLine.Failed : CommandLine.Done;
    }

    /// <summary>Columns id, pack, clause, kind and more, with a heading.</summary>
    private static IEnumerable<Problem> Read(FileInfo? file, List<Obligation> obligations)
    {
        if (file is null) yield break;
        if (!file.Exists) { yield return new(file.FullName, 1, "没有这个文件"); yield break; }
        foreach (var (index, line) in File.ReadLines(file.FullName).Index())
        {
            if (index == 0 || line.Length == 0) continue;
            if (line.Split('\t') is [var id, var pack, _, var kind, ..]) obligations.Add(new(id, pack, kind));
            else yield return new(file.FullName, index + 1, "应有用制表符分开的四栏：id、pack、clause、kind");
        }
    }

    private static string Words(Severity severity) => severity switch { Severity.Error => "错误", Severity.Warning => "提醒", _ => "待定" };
}
