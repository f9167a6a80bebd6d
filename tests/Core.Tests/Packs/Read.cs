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
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !root.EnumerateFiles("Shouwen.slnx").Any())
            root = root.Parent;
        if (root is null)
            return [];
        string[] folders = [Path.Combine(root.FullName, "packs"), Path.Combine(root.FullName, "..", "shared", "design", "drafts")];
        return [.. folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories))
            .Where(path => Path.GetFileName(path) == "pack.yaml" || Path.GetFileName(Path.GetDirectoryName(path)) == "drafts")
            .Order().Select(path => (path, File.ReadAllText(path)))];
    }
}
