using System.CommandLine;
using Shouwen.Calendar;
using Shouwen.Packs;
using Shouwen.Rehearsals;

namespace Shouwen.Web.Commands;

/// <summary>Plays rehearsals against packs. Exit codes: 0 all hold · 1 some expectation failed · 2 a file can't be read.</summary>
public static class Rehearse
{
    public static Command Command()
    {
        var paths = new Argument<string[]>("files") { Description = "演练文件或文件夹 / rehearsal files or folders", HelpName = "FILE-OR-FOLDER", Arity = ArgumentArity.OneOrMore };
        var packs = CommandLine.PacksOption();
        var command = new Command("rehearse", "按制度包演练，核对每一步 / play rehearsals against policy packs") { paths, packs };
        command.SetAction(parsed => Run(parsed.GetValue(paths)!, parsed.GetValue(packs), Console.Out));
        return command;
    }

    private static int Run(IEnumerable<string> paths, DirectoryInfo? packsGiven, TextWriter output)
    {
        var (passed, failed, unreadable) = (0, 0, false);
        var folder = PackFolder.Read(packsGiven);
        var national = NationalDays.Read(File.ReadAllText(Folders.Calendar), Folders.Calendar);
        foreach (var path in paths)
        {
            List<string> files = System.IO.Directory.Exists(path) ? [.. YamlFiles.Below(path).Where(file => YamlFiles.Has(file, "rehearsal"))] : [path];
            if (files.Count == 0) Unreadable([new(path, 1, "文件夹里没有演练（有 rehearsal: 的 YAML 文件）")]);
            foreach (var file in files) Play(file);
        }
        output.WriteLine($"{passed} passed, {failed} failed");
        return unreadable ? CommandLine.BadInput : failed > 0 ? CommandLine.Failed : CommandLine.Done;

        void Play(string file)
        {
            if (!File.Exists(file)) { Unreadable([new(file, 1, "没有这个文件")]); return; }
            var reading = RehearsalReader.Read(File.ReadAllText(file), file);
            if (reading.Value is not { } rehearsal) { Unreadable(reading.Problems); return; }
            if (Missing(rehearsal, folder) is { Count: > 0 } problems) { Unreadable(problems); return; }
            var failures = Rehearsing.Play(rehearsal, InForce.Of(rehearsal.Packs, id => folder.Packs.FirstOrDefault(pack => pack.IsCalled(id))), national);
            foreach (var failure in failures) output.WriteLine(failure);
            if (failures.Count == 0) passed++;
            else failed++;
        }

        void Unreadable(IEnumerable<Problem> problems)
        {
            foreach (var problem in problems) output.WriteLine(problem);
            (unreadable, failed) = (true, failed + 1);
        }
    }

    /// <summary>Packs the rehearsal names that the folder lacks; what kept packs of the folder from being read may be why.</summary>
    private static IReadOnlyList<Problem> Missing(Rehearsal rehearsal, PackFolder folder) => rehearsal.Packs.Where(id => !folder.Packs.Any(pack => pack.IsCalled(id))).ToList() is not { Count: > 0 } missing ? []
        : [.. missing.Select(id => new Problem(rehearsal.File, 1, $"没有制度包 {id}，现有：{string.Join("、", folder.Packs.Select(pack => pack.Id))}")), .. folder.Problems];
}
