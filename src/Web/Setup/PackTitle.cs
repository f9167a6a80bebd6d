namespace Shouwen.Web.Setup;

/// <summary>A pack as a line to tick: its folder's name, and title and issuer as its file begins.</summary>
public sealed record PackTitle(string Id, string Title, string Issuer)
{
    public static IReadOnlyList<PackTitle> All(string folder) => !System.IO.Directory.Exists(folder) ? [] :
    [
        .. System.IO.Directory.GetFiles(folder, "pack.yaml", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Select(file => new PackTitle(Path.GetFileName(Path.GetDirectoryName(file)!), Line(file, "title:"), Line(file, "issuer:")))
            .OrderBy(pack => pack.Id, StringComparer.Ordinal),
    ];

    private static string Line(string file, string key) =>
        File.ReadLines(file).Where(line => line.StartsWith(key, StringComparison.Ordinal)).Select(line => line[key.Length..].Trim().Trim('"', '\'')).FirstOrDefault("");
}
