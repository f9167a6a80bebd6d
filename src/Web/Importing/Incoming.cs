using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Shouwen.Cases;
using Shouwen.Packs;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Importing;

/// <summary>A row of another system as a request of ours: the mark it is known by, and what registering takes. Or why it can't be one.</summary>
public sealed record Incoming(Sheet.Row Row, string Mark, Fields? Fields, string? Problem)
{
    private static readonly string[] Moments =
    [
        "yyyy-M-d H:m:s", "yyyy-M-d H:m", "yyyy-M-d", "yyyy/M/d H:m:s", "yyyy/M/d H:m", "yyyy/M/d", "yyyy.M.d H:m:s", "yyyy.M.d H:m", "yyyy.M.d", "yyyy-M-d'T'H:m:s", "yyyy-M-d'T'H:m", "yyyy-M-d'T'H:m:s'Z'", "yyyy年M月d日 H:m:s", "yyyy年M月d日 H:m",
        "yyyy年M月d日H时m分", "yyyy年M月d日", "yyyyMMdd", "yyyyMMddHHmmss", "M/d/yyyy h:m:s tt", "M/d/yyyy h:m tt", "M/d/yyyy H:m:s", "M/d/yyyy H:m", "M/d/yyyy",
    ];

    /// <summary>Words of other systems for channels; what is unknown there comes in through the channel of the whole import.</summary>
    private static readonly Dictionary<string, string?> Channels = new()
    {
        ["online"] = "website", ["web"] = "website", ["网站"] = "website", ["mobile"] = "website", ["app"] = "website", ["tel"] = "phone", ["unknown"] = null, ["other"] = null, ["其他"] = null, ["未知"] = null, ["热线"] = "hotline", ["12345"] = "citizen-hotline",
    };

    private static readonly Dictionary<string, string?> Kinds = new() { ["complain"] = "complaint", ["complaints"] = "complaint", ["inquiry"] = "enquiry", ["问询"] = "enquiry", ["unknown"] = null, ["other"] = null, ["其他"] = null };

    public static Incoming Read(Sheet.Row row, Mapping mapping, ImportPlan plan)
    {
        var cells = row.Cells.Select(Clean).ToList();
        var content = Content(mapping.Cells("content", cells));
        var id = mapping.Cell("id", cells);
        var mark = $"{plan.Source}:{(id ?? "#" + Hash(mapping, cells))}";
        if (content.Length == 0) return new(row, mark, null, "没有诉求内容");
        if (!Word(mapping.Cell("channel", cells), "channel", Channels, plan.Channel, out var channel)) return new(row, mark, null, $"不认识的渠道“{channel}”");
        if (!Word(mapping.Cell("kind", cells), "kind", Kinds, plan.Kind, out var kind)) return new(row, mark, null, $"不认识的类别“{kind}”");
        var fields = new Dictionary<string, object> { ["channel"] = channel, ["kind"] = kind, ["urgency"] = "normal", ["content"] = content };
        if (mapping.Cell("received-at", cells) is { } when)
        {
            if (Moment(when) is not { } moment) return new(row, mark, null, $"看不懂时间“{when}”");
            fields["received-at"] = moment.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
        }
        if (mapping.Cell("subject", cells) is { } subject) fields["subject"] = subject;
        if (plan.Scope is { } scope) fields["scope"] = scope;
        var customer = ((string[])["name", "phone", "address", "unit"]).Select(key => (key, Value: mapping.Cell($"customer.{key}", cells))).Where(pair => pair.Value is not null).ToDictionary(pair => pair.key, pair => pair.Value!);
        if (customer.Count > 0) fields["customer"] = customer;
        return new(row, mark, Shouwen.Fields.Of(fields), null);
    }

    /// <summary>Lines without the tabs and full-width blanks at their ends, empty lines left out.</summary>
    private static string Clean(string cell) => string.Join('\n', cell.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    /// <summary>The parts one below the other; a title that the text already begins with is not said twice.</summary>
    private static string Content(IEnumerable<string> parts)
    {
        var said = new List<string>();
        foreach (var part in parts)
            if (said.FindIndex(one => part.StartsWith(one, StringComparison.Ordinal)) is var at and >= 0) said[at] = part;
            else if (!said.Contains(part)) said.Add(part);
        return string.Join('\n', said);
    }

    /// <summary>A row without a number of its own is known by what it says.</summary>
    private static string Hash(Mapping mapping, IReadOnlyList<string> cells) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\u001F', Mapping.Fields.SelectMany(field => mapping.Cells(field, cells).Prepend(field))))))[..24];

    private static bool Word(string? given, string fact, Dictionary<string, string?> others, string otherwise, out string word)
    {
        var typed = given?.ToLowerInvariant();
        var (known, found) = (Vocabulary.Facts[fact], (string?)null);
        if (typed is null) found = otherwise;
        else if (others.TryGetValue(typed, out var meant)) found = meant ?? otherwise;
        else found = known.FirstOrDefault(one => one == typed || Words.Value(fact, one) == given || fact == "channel" && Roster.Channels.Say(one) == given);
        word = found ?? given!;
        return found is not null;
    }

    /// <summary>Wall time as it was written down; a bare number is a day of a spreadsheet.</summary>
    internal static DateTime? Moment(string text)
    {
        var narrow = text.Normalize(NormalizationForm.FormKC).Replace("  ", " ", StringComparison.Ordinal);
        if (DateTime.TryParseExact(narrow, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var moment)) return moment;
        return double.TryParse(narrow, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is > 20000 and < 80000 ? DateTime.FromOADate(days) : null;
    }
}
