using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Packs;

/// <summary>Small packs as text, read in a line.</summary>
internal static class Read
{
    public const string Head = "pack: demo\ntitle: 示例\nclauses: {一: 甲, 二: 乙}\n";

    /// <summary>The first rule of a section, written as one flow mapping without its braces; clause and lines are added.</summary>
    public static T Rule<T>(string section, string rule) where T : Rule =>
        (T)Pack($"{section}:\n  - {{{rule}, clause: 一, lines: [D.1]}}\n").Rules[0];

    public static Pack Pack(string sections)
    {
        var reading = PackReader.Read(Head + sections, "demo.yaml");
        Assert.Equal([], reading.Problems.Select(problem => problem.ToString()));
        return reading.Value!;
    }

    /// <summary>The packs that ship with the repository and the design's drafts beside it: name of the file and its text.</summary>
    public static IReadOnlyList<(string File, string Text)> RealPacks()
    {
        string[] folders = [Path.Combine(Repo.Root, "packs"), Path.Combine(Repo.Shared ?? "", "design", "drafts")];
        return [.. folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories))
            .Where(path => Path.GetFileName(path) == "pack.yaml" || Path.GetFileName(Path.GetDirectoryName(path)) == "drafts")
            .Order().Select(path => (path, File.ReadAllText(path)))];
    }

    /// <summary>The list of lines beside the repository, or none.</summary>
    public static IReadOnlyList<Obligation>? Obligations()
    {
        var file = Path.Combine(Repo.Shared ?? "", "regulations", "obligations.tsv");
        return !File.Exists(file) ? null : [.. File.ReadLines(file).Skip(1).Select(line => line.Split('\t')).Select(line => new Obligation(line[0], line[1], line[3]))];
    }
}
