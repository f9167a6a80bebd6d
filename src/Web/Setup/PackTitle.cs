namespace Shouwen.Web.Setup;

/// <summary>A pack as a line to tick: its folder's name and the title line of its file.</summary>
public sealed record PackTitle(string Id, string Title)
{
    public static IReadOnlyList<PackTitle> All(string folder) => !System.IO.Directory.Exists(folder) ? [] :
    [
        .. System.IO.Directory.GetFiles(folder, "pack.yaml", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(file => new PackTitle(Path.GetFileName(Path.GetDirectoryName(file)!), TitleOf(file)))
            .OrderBy(pack => pack.Id, StringComparer.Ordinal),
    ];

    private static string TitleOf(string file) =>
        File.ReadLines(file).Where(line => line.StartsWith("title:", StringComparison.Ordinal))
            .Select(line => line["title:".Length..].Trim().Trim('"', '\'')).FirstOrDefault("");
}
