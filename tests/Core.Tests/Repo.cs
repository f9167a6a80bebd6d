namespace Shouwen.Tests;

/// <summary>Where tests and benches find the repository's own files, and the shared data beside it.</summary>
public static class Repo
{
    /// <summary>The repository: the folder, from the built assembly upwards, that holds Shouwen.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder ../shared with real data, or null where a machine has none: such a test skips with a word.</summary>
    public static string? Shared { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared")) is var path && Directory.Exists(path) ? path : null;

    /// <summary>The text of a file of the repository.</summary>
    public static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Shouwen.slnx")))
                return at.FullName;
        throw new DirectoryNotFoundException($"No Shouwen.slnx above {AppContext.BaseDirectory}");
    }
}
