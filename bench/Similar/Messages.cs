using System.Globalization;
using Shouwen.Search;
using Shouwen.Tests;
using Shouwen.Web.Setup;

namespace Shouwen.Bench.Similar;

/// <summary>Real requests as the benchmark reads them beside the repository, with two sets of labels: the silver ones that came with them (a keyword each, noisy) and ours.</summary>
internal sealed record Message(string Id, DateTimeOffset At, string Text)
{
    public Signature Signature { get; } = Signature.Of(Text);

    public static string? Folder => Repo.Shared is { } shared && Path.Combine(shared, "data", "messages") is var path && System.IO.Directory.Exists(path) ? path : null;

    public static IReadOnlyList<Message> Hot() => [.. Rows("hot.csv").Select(row => new Message(row[0], new DateTimeOffset(DateTime.Parse(row[3], CultureInfo.InvariantCulture), TimeSpan.FromHours(8)), row[2] + "。" + row[4]))];

    public static IReadOnlyDictionary<string, string> Silver() => Rows("hot_silver.csv").ToDictionary(row => row[1], row => row[0]);

    /// <summary>Read by us: which of those messages, and others about the same, are one matter.</summary>
    public static IReadOnlyDictionary<string, string> Ours() => Labels("Search", "matters.csv").ToDictionary(row => row[0], row => row[1]);

    public static IReadOnlyList<(string Id, string Reply)> Replies() => [.. Rows("replies.csv").Select(row => (row[0], row[5]))];

    public static IEnumerable<string[]> Labels(string folder, string file) => Repo.Read("tests", "Core.Tests", folder, file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim().Split(','));

    private static IEnumerable<IReadOnlyList<string>> Rows(string file) => Csv.Read(File.ReadAllText(Path.Combine(Folder!, file))).Skip(1).Select(row => row.Cells).Where(cells => cells.Count > 1);
}
