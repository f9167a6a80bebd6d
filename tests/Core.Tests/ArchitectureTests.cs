using System.Text.RegularExpressions;
using Xunit;

namespace Shouwen.Tests;

/// <summary>
/// Which folder of Core may know which. A using that is not needed stops the build, so what a file says it uses is what it knows;
/// names that spell their folder out are looked for as well.
/// </summary>
public partial class ArchitectureTests
{
    /// <summary>Calendar, organisations and search stand alone; packs can be read, checked and explained without a case; the decision is one knot of six; the rest looks on.</summary>
    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Calendar"] = [],
        ["Organisations"] = [],
        ["Search"] = [],
        ["Seals"] = [],
        ["Packs"] = ["Calendar"],
        ["Chain"] = ["Cases", "Judging", "Packs"],
        ["Duties"] = ["Accountability", "Calendar", "Cases", "Judging", "Packs"],
        ["Judging"] = ["Accountability", "Calendar", "Cases", "Chain", "Duties", "Organisations", "Packs"],
        ["Cases"] = ["Accountability", "Archive", "Calendar", "Chain", "Duties", "Judging", "Organisations", "Packs", "Search"],
        ["Accountability"] = ["Cases", "Duties", "Judging", "Packs"],
        ["Archive"] = ["Cases", "Judging", "Packs"],
        ["Replays"] = ["Cases", "Duties", "Judging", "Packs"],
        ["Rehearsals"] = ["Accountability", "Archive", "Calendar", "Cases", "Duties", "Judging", "Organisations", "Packs"],
    };

    [Fact]
    public void Nobody_knows_more_than_the_table_allows()
    {
        var known = Sources("src/Core").Where(file => Folder(file.Path) is not null).SelectMany(file => MayKnow.Keys
            .Where(other => other != Folder(file.Path) && Regex.IsMatch(file.Text, $@"using Shouwen\.{other};|(?<![\w.]){other}\.[A-Z]\w*\.\w|(?<!namespace )Shouwen\.{other}\."))
            .Select(other => (Folder: Folder(file.Path)!, Other: other, file.Path))).ToList();
        Assert.Equal([], known.Where(pair => !MayKnow.GetValueOrDefault(pair.Folder, []).Contains(pair.Other)).Select(pair => $"{pair.Path} knows {pair.Other}"));
        Assert.Equal([], MayKnow.SelectMany(row => row.Value.Where(other => !known.Any(pair => pair.Folder == row.Key && pair.Other == other)).Select(other => $"{row.Key} need not know {other}")));
    }

    [Fact]
    public void Core_stands_on_the_base_library_and_a_yaml_parser_alone()
    {
        string[] forbidden = ["System.IO.FileSystem", "System.Net", "System.Console", "System.Diagnostics.Process", "Microsoft."];
        var references = typeof(Party).Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToList();
        Assert.Equal([], references.Where(name => forbidden.Any(start => name.StartsWith(start, StringComparison.Ordinal))));
        Assert.Equal([], references.Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not "YamlDotNet"));
    }

    /// <summary>A regulation is data. The demo organisation has adopted a pack that ships, as any organisation would; its world says which.</summary>
    [Fact]
    public void No_source_names_a_pack_or_a_clause()
    {
        var packs = Directory.EnumerateDirectories(Path.Combine(Repo.Root, "packs")).Select(Path.GetFileName).ToList();
        Assert.NotEmpty(packs);
        var sources = Sources("src").Where(file => file.Path != "src/Web/Demo/World.cs").Select(file => (file.Path, Text: Comment().Replace(file.Text, ""))).ToList();
        Assert.Equal([], sources.SelectMany(file => packs.Where(id => file.Text.Contains(id!, StringComparison.Ordinal)).Select(id => $"{file.Path} names {id}")));
        Assert.Equal([], sources.SelectMany(file => Clause().Matches(file.Text).Select(found => $"{file.Path} names {found.Value}")));
    }

    private static string? Folder(string path) => path.Split('/') is ["src", "Core", var folder, _, ..] ? folder : null;

    private static IEnumerable<(string Path, string Text)> Sources(string under) => Directory.EnumerateFiles(Path.Combine(Repo.Root, under), "*.cs*", SearchOption.AllDirectories)
        .Select(path => (Path: Path.GetRelativePath(Repo.Root, path).Replace('\\', '/'), Text: path))
        .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal) && !file.Path.Contains("/bin/", StringComparison.Ordinal) && Path.GetExtension(file.Path) is ".cs" or ".cshtml")
        .Select(file => (file.Path, File.ReadAllText(file.Text)));

    [GeneratedRegex("第[〇零一二三四五六七八九十百0-9]+[条條]")]
    private static partial Regex Clause();

    /// <summary>Whole lines of comment may cite the Civil Code or show how a clause is spelt.</summary>
    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
