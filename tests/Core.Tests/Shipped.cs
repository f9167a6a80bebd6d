using Shouwen.Packs;

namespace Shouwen.Tests;

/// <summary>The packs that ship, and the rehearsals that must hold with them.</summary>
internal static class Shipped
{
    public static readonly IReadOnlyDictionary<string, Pack> Packs = Directory.EnumerateFiles(Path.Combine(Repo.Root, "packs"), "pack.yaml", SearchOption.AllDirectories)
        .Order().Select(path => PackReader.Read(File.ReadAllText(path), path).Value ?? throw new InvalidOperationException($"{path} can't be read."))
        .ToDictionary(pack => pack.Id);

    /// <summary>The packs that ship, and drafts of others where a machine has them.</summary>
    public static readonly IReadOnlyList<Pack> AndDrafts = [.. Tests.Packs.Read.RealPacks().Select(pack => PackReader.Read(pack.Text, pack.File).Value).OfType<Pack>().DistinctBy(pack => pack.Id)];

    /// <summary>Rehearsal files, as paths from the repository: those of the packs, and those of the shared design where a machine has it.</summary>
    public static IReadOnlyList<string> Rehearsals { get; } =
    [
        .. Files(Path.Combine(Repo.Root, "packs")).Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "rehearsals"),
        .. Repo.Shared is { } shared ? Files(Path.Combine(shared, "design", "rehearsals")) : [],
    ];

    private static IEnumerable<string> Files(string folder) => !Directory.Exists(folder) ? []
        : Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order().Select(path => Path.GetRelativePath(Repo.Root, path));
}
