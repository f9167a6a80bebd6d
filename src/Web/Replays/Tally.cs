using System.Globalization;
using System.Text;
using Shouwen.Cases;
using Shouwen.Judging;
using Shouwen.Packs;
using Shouwen.Replays;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Replays;

/// <summary>One line of the table: by which pack (none for the platform's own rules) and clause, about what, how it would be otherwise, for how many, and the first of them by number.</summary>
public sealed record TallyRow(string? Pack, string Title, string Clause, string About, string Change, int Cases, IReadOnlyList<string> First);

/// <summary>Gathers what a replay finds: a table by pack and clause, and every difference on a line of its own where a file is asked for.</summary>
public sealed class Tally(Pack draft, Regime regime, TextWriter? lines) : IDisposable
{
    private const int Shown = 3;
    private const int Kept = 10;

    private sealed class Count
    {
        public int Cases { get; set; }
        public List<string> First { get; } = [];
    }

    private readonly Dictionary<(string? Pack, string? Clause, string About, Change Change), Count> _counts = [];

    public int Matters { get; private set; }

    /// <summary>How many would have been judged otherwise.</summary>
    public int Otherwise { get; private set; }

    /// <summary>How many do not come out as recorded even under their own packs, and the first of them.</summary>
    public int Drifted { get; private set; }
    public List<string> FirstDrifted { get; } = [];

    /// <summary>A mark at its head, so that Excel reads it as UTF-8.</summary>
    public static Tally Into(string? path, Pack draft, Regime regime)
    {
        var tally = new Tally(draft, regime, path is null ? null : new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)));
        tally.Line(["编号", "登记时间", "制度", "条款", "事项", "变化", "原判断", "按草案", "起因"]);
        return tally;
    }

    public void Add(string number, Replayed replayed)
    {
        Matters++;
        if (replayed.Differences.Count > 0) Otherwise++;
        if (replayed.Drift.Count > 0 && Drifted++ < Shown) FirstDrifted.Add(number);
        foreach (var key in replayed.Differences.Select(one => (one.Pack, one.Clause, one.About, one.Change)).Distinct())
        {
            if (!_counts.TryGetValue(key, out var count)) _counts[key] = count = new();
            if (count.Cases++ < Kept) count.First.Add(number);
        }
        if (lines is null) return;
        var opened = TimeZoneInfo.ConvertTime(replayed.OpenedAt, regime.Calendar.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        foreach (var (differences, cause) in new[] { (replayed.Differences, "草案"), (replayed.Drift, "名册、日历或参数后来变了") })
            foreach (var one in differences)
                Line([number, opened, Title(one.Pack), one.Clause ?? "", About(one.About, one.Change), Differences.Say(one.Change), one.Then, one.Now, cause]);
    }

    /// <summary>The table, the draft's own lines first, in the order of its clauses.</summary>
    public IReadOnlyList<TallyRow> Rows() =>
    [
        .. _counts.GroupBy(row => row.Key.Pack).OrderBy(rows => rows.Key != draft.Id).ThenBy(rows => rows.Key, StringComparer.Ordinal).SelectMany(pack =>
        {
            var order = (PackOf(pack.Key)?.Clauses ?? []).Select(clause => clause.Key).ToList();
            return pack.OrderBy(row => order.IndexOf(row.Key.Clause ?? "")).ThenBy(row => row.Key.About, StringComparer.Ordinal).ThenBy(row => row.Key.Change)
                .Select(row => new TallyRow(pack.Key, Title(pack.Key), row.Key.Clause ?? "", About(row.Key.About, row.Key.Change), Differences.Say(row.Key.Change), row.Value.Cases, row.Value.First));
        }),
    ];

    /// <summary>The table for a terminal, each line with the first cases.</summary>
    public IEnumerable<string> Table()
    {
        foreach (var pack in Rows().GroupBy(row => row.Title))
        {
            yield return pack.Key;
            var (clauses, abouts) = (pack.Max(row => Width(row.Clause)), pack.Max(row => Width(row.About)));
            foreach (var row in pack)
                yield return $"  {Padded(row.Clause, clauses)}  {Padded(row.About, abouts)}  {Padded(row.Change, 12)}  {row.Cases,7:N0} 件  {string.Join("、", row.First.Take(Shown))}{(row.Cases > Shown ? " 等" : "")}";
        }
    }

    /// <summary>What the draft stands for in the replay, and what of it does not take part; in a sentence each.</summary>
    public static IEnumerable<string> Announce(Pack draft, Regime regime)
    {
        var (inForce, known) = (regime.Packs.FirstOrDefault(pack => pack.Id == draft.Id), regime.Versions.Values.Any(pack => pack.Id == draft.Id));
        yield return inForce is null ? known ? "这部制度已不再采用；原来适用它的按草案，别的列在现行制度之后。" : "这部制度从未采用过，按新增重放，列在现行制度之后。"
            : inForce.Hash == draft.Hash ? "与现行版本相同。" : "代替现行的版本。";
        string[] pulled = [.. draft.Of<AboutRule>().Where(about => about.What != "uses").SelectMany(about => about.Packs).Where(id => regime.Packs.All(pack => pack.Id != id))];
        if (pulled.Length > 0) yield return $"草案还带入 {string.Join("、", pulled)}，现在没有采用；重放只放入草案本身。";
    }

    private static string About(string about, Change change) => about.Length == 0 ? change is Change.NewFinding or Change.NoFinding ? "问责" : "整部制度" : change == Change.Place ? Words.Body(about) : Words.Duty(about);

    private Pack? PackOf(string? id) => id == draft.Id ? draft : regime.Packs.FirstOrDefault(pack => pack.Id == id) ?? regime.Versions.Values.FirstOrDefault(pack => pack.Id == id);

    private string Title(string? pack) => pack is null ? "平台的规则" : PackOf(pack) is { } found ? $"《{found.Title}》" : pack;

    private void Line(IEnumerable<string> cells) => lines?.WriteLine(Csv.Write(cells.Select(Csv.Harmless)));

    /// <summary>Columns of a terminal: a Chinese sign takes two.</summary>
    private static int Width(string text) => text.Sum(sign => sign >= 0x2E80 ? 2 : 1);
    private static string Padded(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    public void Dispose() => lines?.Dispose();
}
