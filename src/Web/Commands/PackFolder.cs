using Shouwen.Packs;

namespace Shouwen.Web.Commands;

/// <summary>The packs of a folder, each in a <c>pack.yaml</c> or a file of its own, for the commands that look at packs without an organisation.</summary>
internal sealed record PackFolder(IReadOnlyList<Pack> Packs, IReadOnlyList<Problem> Problems)
{
    /// <summary>Reads every pack below the folder, in the order of their paths. A file without <c>pack:</c> is none, unless it is called pack.yaml.</summary>
    public static PackFolder Read(DirectoryInfo? given)
    {
        var root = given?.FullName ?? Folders.Packs;
        if (!System.IO.Directory.Exists(root)) return new([], [new(root, 1, "没有这个文件夹")]);
        var readings = YamlFiles.Below(root).Where(file => Path.GetFileName(file) == "pack.yaml" || YamlFiles.Has(file, "pack"))
            .Select(file => PackReader.Read(File.ReadAllText(file), Path.GetRelativePath(System.IO.Directory.GetCurrentDirectory(), file))).ToList();
        return new([.. readings.Select(reading => reading.Value).OfType<Pack>()], [.. readings.SelectMany(reading => reading.Problems)]);
    }
}

/// <summary>Files of the project's own YAML in a folder.</summary>
internal static class YamlFiles
{
    public static IEnumerable<string> Below(string folder) => System.IO.Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal);

    /// <summary>Whether the file has that key at its top; looked for in the text, so that a file that can't be read is still found and told.</summary>
    public static bool Has(string file, string key) => File.ReadLines(file).Any(line => line.TrimStart('\uFEFF').StartsWith(key + ":", StringComparison.Ordinal));
}
