using System.Text.Json;

namespace Shouwen.Calendar.Checking;

/// <summary>
/// Reads a file of facts: <c>{"calendars": {name: …}, "cases": [{"op": …, "calendar": name, "start": …, "expected": …}]}</c>. Goes on after a fault; a case that can't be
/// read, or whose calendar can't, is left out with its problem.
/// </summary>
internal sealed class FactsReader(string file)
{
    private static readonly string[] Told = ["id", "source", "name", "note", "convention", "reference_check", "about", "url", "comment", "op", "calendar", "expected"];
    private readonly Dictionary<string, FactCalendar?> _calendars = [];

    public List<Fact> Facts { get; } = [];
    public List<FactProblem> Problems { get; } = [];

    public void Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            ReadFile(new JsonNodeAt(document.RootElement, ""));
        }
        catch (JsonException wrong)
        {
            Problems.Add(new(file, $"第 {(wrong.LineNumber ?? 0) + 1} 行", "不是正确的 JSON：这里的括号、逗号、冒号或引号写错了。"));
        }
    }

    private void ReadFile(JsonNodeAt root) => Try(() =>
    {
        foreach (var (name, node) in root.Required("calendars").Entries())
        {
            _calendars[name] = null;
            Try(() => _calendars[name] = FactCalendarReader.Read(name, node));
        }

        foreach (var node in root.Required("cases").Items()) Try(() => Facts.Add(ReadFact(node)));
    });

    private Fact ReadFact(JsonNodeAt node)
    {
        var op = node.Required("op").Text();
        if (!FactOps.All.TryGetValue(op, out var kind)) throw node.At("op").Fault($"不认识的操作“{op}”，可用：{string.Join('、', FactOps.All.Keys)}。");
        var name = node.Required("calendar").Text();
        if (!_calendars.TryGetValue(name, out var calendar)) throw node.At("calendar").Fault($"没有日历“{name}”。");
        if (calendar is null) throw node.At("calendar").Fault($"日历“{name}”写错了，见上。");
        var id = node.Optional("id")?.Text() ?? node.Place;
        var flag = (string key) => node.Optional(key)?.Bool();
        return new Fact(id, op, calendar, Moment(node.Required("start")), Expected(node.Required("expected"), kind))
        {
            End = kind.NeedsEnd ? Moment(node.Required("end")) : null,
            Working = kind.Amount == FactAmount.Time ? Duration(node) : default,
            Days = kind.Amount == FactAmount.Days ? node.Required("days").Int() : 0,
            Ends = node.Optional("inclusive")?.Raw() is { } inclusive ? Ends(inclusive) : new(flag("include_start") ?? true, flag("include_end") ?? true),
            Roll = node.Optional("roll")?.Text(),
            Io = node.Optional("io_timezone") is { } zone ? FactCalendarReader.Zone(zone) : calendar.Io,
            // A file that says of a fact that its value hangs on a convention has declared it, even where it doesn't say which.
            Convention = node.Optional("convention")?.Text() ?? (node.Optional("reference_check")?.Raw() is { } check && check.Contains("convention", StringComparison.OrdinalIgnoreCase) ? check : null),
            Unread = [.. node.Unread(Told)],
        };
    }

    private static TimeSpan Duration(JsonNodeAt node)
    {
        (string Key, long Ticks)[] units = [("seconds", TimeSpan.TicksPerSecond), ("minutes", TimeSpan.TicksPerMinute), ("hours", TimeSpan.TicksPerHour), ("milliseconds", TimeSpan.TicksPerMillisecond)];
        var given = units.Where(unit => node.Optional(unit.Key) is not null).ToList();
        if (given.Count == 0) throw node.Fault("缺少 seconds（或 minutes、hours）。");
        var ticks = given.Sum(unit => node.Required(unit.Key).Number() * unit.Ticks);
        return Math.Abs(ticks) < 1e17m ? TimeSpan.FromTicks((long)ticks) : throw node.Fault("时长太大。");
    }

    private static object? Expected(JsonNodeAt node, FactOp kind) => node.IsNull ? null : kind.Result switch
    {
        FactValue.YesNo => node.Bool(),
        FactValue.Number => node.Number(),
        _ => Moment(node),
    };

    private static FactMoment Moment(JsonNodeAt node) => FactMoment.Read(node.Text()) is { Date.Year: >= 2 and <= 9990 } moment ? moment
        : throw node.Fault($"“{node.Text()}”不是存在的日期或时刻，应写作 2006-01-04 15:58:30 或 2006-01-04。");

    private static FactEnds Ends(string word) => word.ToLowerInvariant() switch
    {
        "true" or "both" => new(true, true),
        "left" or "start" => new(true, false),
        "right" or "end" => new(false, true),
        _ => new(false, false),
    };

    private void Try(Action read)
    {
        try
        {
            read();
        }
        catch (FactFault fault)
        {
            Problems.Add(new(file, fault.Place, fault.Message));
        }
    }
}
