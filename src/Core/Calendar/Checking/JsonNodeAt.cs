using System.Globalization;
using System.Text.Json;

namespace Shouwen.Calendar.Checking;

/// <summary>A node that cannot be used, with its place; caught by the reader and told as a problem.</summary>
internal sealed class FactFault(string place, string reason) : FormatException(reason)
{
    public string Place { get; } = place;
}

/// <summary>A node of a JSON file that knows its place, such as <c>cases[3].start</c>. Keys are compared without case, _ and -.</summary>
internal sealed class JsonNodeAt(JsonElement element, string place)
{
    private readonly HashSet<string> _read = [];

    public string Place => place.Length > 0 ? place : "文件";

    public bool IsNull => element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public JsonNodeAt? Optional(string key)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Fault("这里应是 {…} 的一组。");
        foreach (var property in element.EnumerateObject())
            if (Plain(property.Name) == Plain(key))
            {
                _read.Add(property.Name);
                return property.Value.ValueKind == JsonValueKind.Null && key != "expected" ? null : new(property.Value, place.Length > 0 ? $"{place}.{property.Name}" : property.Name);
            }

        return null;
    }

    public JsonNodeAt Required(string key) => Optional(key) ?? throw Fault($"缺少 {key}。");

    /// <summary>The place of a key, for a fault about it.</summary>
    public JsonNodeAt At(string key) => new(default, $"{place}.{key}");

    /// <summary>Keys that neither were asked for nor are in the list.</summary>
    public IEnumerable<string> Unread(IEnumerable<string> told) => element.EnumerateObject().Select(property => property.Name)
        .Where(name => !_read.Contains(name) && !told.Any(key => Plain(key) == Plain(name)));

    public IEnumerable<(string Key, JsonNodeAt Value)> Entries() => element.ValueKind != JsonValueKind.Object ? throw Fault("这里应是 {…} 的一组。")
        : element.EnumerateObject().Select(property => (property.Name, new JsonNodeAt(property.Value, $"{place}[\"{property.Name}\"]")));

    public IEnumerable<JsonNodeAt> Items() => element.ValueKind != JsonValueKind.Array ? throw Fault("这里应是 […] 的列表。")
        : element.EnumerateArray().Select((item, i) => new JsonNodeAt(item, $"{place}[{i}]"));

    public bool IsList => element.ValueKind == JsonValueKind.Array;

    public bool IsGroup => element.ValueKind == JsonValueKind.Object;

    /// <summary>The value as it is written, without its quotes.</summary>
    public string Raw() => element.ToString();

    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Fault("这里应是加引号的文字。");

    public decimal Number() => element.ValueKind is JsonValueKind.Number or JsonValueKind.String && decimal.TryParse(element.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number : throw Fault($"这里应是数，不是“{element}”。");

    public int Int() => Number() is var number && number == decimal.Truncate(number) && Math.Abs(number) <= 1_000_000 ? (int)number : throw Fault($"这里应是整数，不是“{element}”。");

    public bool Bool() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Fault($"这里应是 true 或 false，不是“{element}”。"),
    };

    public FactFault Fault(string reason) => new(Place, reason);

    private static string Plain(string key) => key.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
