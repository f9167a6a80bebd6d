using Microsoft.Data.Sqlite;

namespace Shouwen.Web.Data;

/// <summary>
/// Copies a data folder on SQLite to another. The database is copied first, as it is at one moment, whoever goes on writing; files are copied afterwards, and since a file lies on disk
/// before any row names it, the copy has every file that its database names.
/// </summary>
public static class Copies
{
    /// <returns>The size of the copied database in bytes, and how many attachments.</returns>
    /// <exception cref="FormatException">The target holds something or can't be written, with a sentence for people.</exception>
    public static async Task<(long Database, int Files)> Copy(string from, string to, CancellationToken cancel)
    {
        if (File.Exists(to) || System.IO.Directory.Exists(to) && System.IO.Directory.EnumerateFileSystemEntries(to).Any()) throw new FormatException($"{to} 不是空的，没有改动；请给一个新的文件夹");
        var (source, target) = (new SiteOptions { Data = from }, new SiteOptions { Data = to });
        try
        {
            Site.OnlyOurs(to);
            await Database(source.Database, target.Database, cancel);
            var files = await Folder(source.Files, target.Files, cancel);
            await Folder(source.Keys, target.Keys, cancel);
            return (new FileInfo(target.Database).Length, files);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new FormatException($"没有做完，{to} 里的不能用：{failure.Message}", failure);
        }
    }

    private static async Task Database(string from, string to, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Pooling = false, DefaultTimeout = 60 }.ToString());
        await connection.OpenAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $to";
        command.Parameters.AddWithValue("$to", to);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<int> Folder(string from, string to, CancellationToken cancel)
    {
        Site.OnlyOurs(to);
        if (!System.IO.Directory.Exists(from)) return 0;
        var copied = 0;
        foreach (var file in System.IO.Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".part", StringComparison.Ordinal)))
        {
            cancel.ThrowIfCancellationRequested();
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await using var source = File.OpenRead(file);
            await using var copy = new FileStream(target, OperatingSystem.IsWindows() ? new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write }
                : new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            await source.CopyToAsync(copy, cancel);
            copied++;
        }
        return copied;
    }
}
