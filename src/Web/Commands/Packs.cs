using System.CommandLine;
using Shouwen.Organisations;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Rehearsals;

namespace Shouwen.Web.Commands;

/// <summary>Looks at policy packs. <c>packs check</c>: 0 nothing wrong · 1 errors · 2 a file can't be read. Warnings and open questions are shown and count for nothing. <c>packs coverage</c>: 1 a line is carried nowhere.</summary>
public static class Packs
{
    public static Command Command()
    {
        var folder = CommandLine.PacksOption();
        var lines = new Option<FileInfo?>("--lines") { Description = "制度条目清单 (id, pack, clause, kind …)，核对每一条都有规则承载 / list of obligations to compare with", HelpName = "TSV" };
        var together = new Option<string?>("--together") { Description = "同时有效的制度包，按先后用逗号分开；说明它们在哪里说法不同、以谁为准 / packs in force together, in order: where they differ and whose word holds", HelpName = "ID,ID…" };
        var rehearsals = new Option<bool>("--rehearsals") { Description = "列出没有演练检验的规则，和只见通过、从未见拒绝或超期的规则 / list rules that no rehearsal looks at, and those never seen refusing or breached" };
        var within = new Option<FileInfo?>("--within") { Description = "一个演练文件：按它写的单位核对，哪些机构没有部门担任、没有负责人 / a rehearsal whose organisation must be able to carry the packs", HelpName = "YAML" };
        var check = new Command("check", "采用之前检查制度包 / check packs before adopting them") { folder, lines, together, rehearsals, within };
        check.SetAction(parsed => Check(parsed.GetValue(folder), parsed.GetValue(lines), parsed.GetValue(together), parsed.GetValue(rehearsals), parsed.GetValue(within), Console.Out));
        var coverage = new Command("coverage", "制度的每一条由哪条规则承载、哪些演练检验 / which rule carries each line, which rehearsals test it") { folder, lines };
        coverage.SetAction(parsed => Cover(parsed.GetValue(folder), parsed.GetValue(lines), Console.Out));
        var schema = new Command("schema", "制度包文件的 JSON Schema，供编辑器补全和检查 / JSON Schema of pack files, for editors");
        schema.SetAction(_ => Console.Out.Write(PackSchema.Write()));
        return new Command("packs", "制度包 / policy packs") { check, coverage, schema, Replay.Command() };
    }

    /// <summary>A table of lines, then how many lines of each pack each mechanism carries; 1 when a line is carried nowhere.</summary>
    private static int Cover(DirectoryInfo? given, FileInfo? lines, TextWriter output)
    {
        var folder = PackFolder.Read(given);
        var obligations = new List<Obligation>();
        var rehearsals = Rehearsals(given);
        List<Problem> unreadable = [.. folder.Problems, .. Read(lines, obligations), .. rehearsals.SelectMany(reading => reading.Problems)];
        foreach (var problem in unreadable) output.WriteLine($"无法读取 {problem}");
        var covered = Coverage.Of(folder.Packs, lines is null ? null : obligations, [.. rehearsals.Select(reading => reading.Value).OfType<Rehearsal>()]);
        output.WriteLine("id\tpack\tclause\tmechanism\trule\trule clause\trehearsals");
        foreach (var row in covered)
            output.WriteLine(string.Join('\t', row.Line.Id, row.Line.Pack, row.Line.Clause, row.Rule is null ? "—" : row.Mechanism, row.Rule?.Key ?? "—", row.Rule is null ? "—" : string.Join("、", row.Rule.Clauses),
                row.Rehearsals.Count == 0 ? "—" : string.Join("、", row.Rehearsals)));
        foreach (var pack in covered.GroupBy(row => row.Line.Pack))
            output.WriteLine($"{pack.Key}：共 {Lines(pack)} 条，{string.Join("，", pack.GroupBy(row => row.Rule is null ? "无规则" : row.Mechanism).Select(kind => $"{kind.Key} {Lines(kind)}"))}，有演练 {Lines(pack.Where(row => row.Rehearsals.Count > 0))}");
        output.WriteLine($"各类机制：{string.Join("，", covered.Where(row => row.Rule is not null).GroupBy(row => row.Mechanism).OrderByDescending(Lines).ThenBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => $"{kind.Key} {Lines(kind)}"))}");
        var nowhere = Lines(covered.Where(row => row.Rule is null));
        output.WriteLine($"共 {Lines(covered)} 条：有规则承载 {Lines(covered) - nowhere}，有演练检验 {Lines(covered.Where(row => row.Rehearsals.Count > 0))}，没有规则 {nowhere}");
        return unreadable.Count > 0 ? CommandLine.BadInput : nowhere > 0 ? CommandLine.Failed : CommandLine.Done;
    }

    private static int Lines(IEnumerable<Covered> rows) => rows.Select(row => (row.Line.Pack, row.Line.Id)).Distinct().Count();

    private static List<Reading<Rehearsal>> Rehearsals(DirectoryInfo? given) => System.IO.Directory.Exists(given?.FullName ?? Folders.Packs)
        ? [.. YamlFiles.Below(given?.FullName ?? Folders.Packs).Where(file => YamlFiles.Has(file, "rehearsal")).Select(file => RehearsalReader.Read(File.ReadAllText(file), file))] : [];

    private static int Check(DirectoryInfo? given, FileInfo? lines, string? together, bool untested, FileInfo? within, TextWriter output)
    {
        var folder = PackFolder.Read(given);
        var obligations = new List<Obligation>();
        List<Problem> unreadable = [.. folder.Problems, .. Read(lines, obligations)];
        foreach (var problem in unreadable) output.WriteLine($"无法读取 {problem}");
        IReadOnlyList<Problem> problems = folder.Packs.Count == 0 ? [] : PackChecker.Check(folder.Packs, lines is null ? null : obligations);
        Tell(problems, output);
        if (together is not null) unreadable.AddRange(Together(together, folder.Packs, output));
        if (within is not null) unreadable.AddRange(Vacant(folder.Packs, within, output));
        if (untested) Untested(folder.Packs, given, output);
        var errors = problems.Count(problem => problem.Severity == Severity.Error);
        output.WriteLine($"制度包 {folder.Packs.Count} 个：错误 {errors}，提醒 {problems.Count(problem => problem.Severity == Severity.Warning)}，待定 {problems.Count(problem => problem.Severity == Severity.Note)}"
            + (unreadable.Count > 0 ? $"，无法读取 {unreadable.Count}" : ""));
        return unreadable.Count > 0 ? CommandLine.BadInput : errors > 0 ? CommandLine.Failed : CommandLine.Done;
    }

    /// <summary>Where packs in force together differ, and whose word holds. A pack that is not there is said.</summary>
    private static List<Problem> Together(string together, IReadOnlyList<Pack> packs, TextWriter output)
    {
        string[] named = [.. together.Split([',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        List<Problem> missing = [.. named.Where(id => packs.All(pack => !pack.IsCalled(id))).Select(id => new Problem("--together", 1, $"没有制度包 {id}"))];
        foreach (var problem in missing) output.WriteLine($"无法读取 {problem}");
        var conflicts = ConflictCheck.Of(InForce.Of(named, id => packs.FirstOrDefault(pack => pack.IsCalled(id))));
        foreach (var conflict in conflicts) output.WriteLine($"先后 {conflict.Later.File}:{conflict.Second.Line} {conflict}");
        output.WriteLine($"同时有效：不同的说法 {conflicts.Count} 处，都有先后可循");
        return missing;
    }

    /// <summary>What the organisation of a rehearsal lacks for the packs.</summary>
    private static List<Problem> Vacant(IReadOnlyList<Pack> packs, FileInfo file, TextWriter output)
    {
        var reading = file.Exists ? RehearsalReader.Read(File.ReadAllText(file.FullName), file.FullName) : new(null, [new(file.FullName, 1, "没有这个文件")]);
        foreach (var problem in reading.Problems) output.WriteLine($"无法读取 {problem}");
        if (reading.Value is not { Setting: var setting }) return [.. reading.Problems];
        // A story begins with its shifts: each is taken for one that is to come.
        var organisation = new Organisation(setting.Units, setting.People, setting.Roster.Select(shift => new RosterShift(shift.Channel, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, shift.Person)));
        foreach (var pack in packs)
            foreach (var vacancy in Vacancies.Of(pack, organisation, DateTimeOffset.UnixEpoch)) output.WriteLine($"缺位 {pack.File}:{vacancy.Rule.Line} [{vacancy.Rule.Key}]: {vacancy.Sentence}");
        return [];
    }

    private static void Untested(IReadOnlyList<Pack> packs, DirectoryInfo? given, TextWriter output)
    {
        var rehearsals = Rehearsals(given).Select(reading => reading.Value).OfType<Rehearsal>().ToList();
        var untested = Coverage.Untested(packs, rehearsals);
        var (refusing, breached, denied) = (Coverage.NeverRefusing(packs, rehearsals), Coverage.NeverBreached(packs, rehearsals), Coverage.NeverDenied(packs, rehearsals));
        foreach (var (word, rules) in new[] { ("未演练", untested), ("未见拒绝", refusing), ("未见超期", breached), ("未见拒与他人", denied) })
            foreach (var rule in rules) output.WriteLine($"{word} {packs.First(pack => pack.Id == rule.Pack).File}:{rule.Line} {rule.Key} {rule.Clause}");
        var steps = rehearsals.SelectMany(rehearsal => rehearsal.Steps).Where(step => step.Do is not null).ToList();
        output.WriteLine($"只见通过的：从未拒绝的关口、登记和禁语 {refusing.Count} 条，从未超期的期限 {breached.Count} 条，从未拒与他人的权利 {denied.Count} 条");
        output.WriteLine($"没有演练检验的规则 {untested.Count} 条；演练 {rehearsals.Count} 个，拒绝 {steps.Count(step => step.Refused is not null)} 步，接受 {steps.Count(step => step.Refused is null)} 步");
    }

    /// <summary>What a check says, one a line.</summary>
    internal static void Tell(IEnumerable<Problem> problems, TextWriter output)
    {
        foreach (var problem in problems) output.WriteLine($"{Words(problem.Severity)} {problem}");
    }

    /// <summary>Columns id, pack, clause, kind and more, with a heading.</summary>
    private static IEnumerable<Problem> Read(FileInfo? file, List<Obligation> obligations)
    {
        if (file is null) yield break;
        if (!file.Exists) { yield return new(file.FullName, 1, "没有这个文件"); yield break; }
        foreach (var (index, line) in File.ReadLines(file.FullName).Index())
        {
            if (index == 0 || line.Length == 0) continue;
            if (line.Split('\t') is [var id, var pack, var clause, var kind, ..]) obligations.Add(new(id, pack, kind, clause));
            else yield return new(file.FullName, index + 1, "应有用制表符分开的四栏：id、pack、clause、kind");
        }
    }

    private static string Words(Severity severity) => severity switch { Severity.Error => "错误", Severity.Warning => "提醒", _ => "待定" };
}
