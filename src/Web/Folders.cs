namespace Shouwen.Web;

/// <summary>Where things lie: <c>packs/</c> and <c>calendars/</c> beside the program or at the root of a checkout; data where told.</summary>
public static class Folders
{
    /// <summary>The nearest folder from the program upwards that holds <c>packs</c>; the program's own when none does.</summary>
    public static readonly string Home = FindHome();

    public static string Packs => Path.Combine(Home, "packs");

    public static string Calendar => Path.Combine(Home, "calendars", "cn.yaml");

    public static string Data(DirectoryInfo? given) => given?.FullName ?? Path.Combine(Home, ".cache", "demo");

    private static string FindHome()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.Directory.Exists(Path.Combine(folder.FullName, "packs")) || File.Exists(Path.Combine(folder.FullName, "Shouwen.slnx")))
                return folder.FullName;
        return AppContext.BaseDirectory;
    }
}
