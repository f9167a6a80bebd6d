using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Shouwen;

/// <summary>
/// What an act carries: a read-only JSON object. A path is a key, or keys joined by dots (<c>customer.phone</c>).
/// A blank text counts as not given. Equality is by JSON text.
/// </summary>
[JsonConverter(typeof(FieldsConverter))]
public sealed class Fields : IEquatable<Fields>
{
    /// <summary>Writes Chinese as it is, so that the journal can be read by a person, and leaves out what is computed.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static readonly Fields None = new(JsonSerializer.SerializeToElement(new { }));

    public Fields(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new ArgumentException("The fields of an act are an object.", nameof(root));
        Root = root;
    }

    public JsonElement Root { get; }

    /// <summary>Fields from an anonymous object or a dictionary; names stay as written.</summary>
    public static Fields Of(object value) => new(JsonSerializer.SerializeToElement(value, Verbatim));

    public static Fields Parse(string json) => new(JsonSerializer.Deserialize<JsonElement>(json));

    public bool Has(string path) => Find(path) is { } found && IsGiven(found);

    /// <summary>The text at the path, or null when nothing is given there. Numbers and truth values come as their JSON text.</summary>
    public string? Text(string path) => Find(path) is { } found && IsGiven(found) ? AsText(found) : null;

    /// <summary>One value or a list, as texts; empty when nothing is given.</summary>
    public IReadOnlyList<string> Texts(string path) => Find(path) is not { } found || !IsGiven(found) ? []
        : found.ValueKind == JsonValueKind.Array ? [.. found.EnumerateArray().Where(IsGiven).Select(AsText)] : [AsText(found)];

    public bool IsTrue(string path) => Find(path) is { ValueKind: JsonValueKind.True };

    public decimal? Number(string path) =>
        decimal.TryParse(Text(path), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    public IEnumerable<string> Keys => Root.EnumerateObject().Select(property => property.Name);

    /// <summary>These fields with those of <paramref name="over"/> laid on top, one level deep into objects.</summary>
    public Fields With(Fields over) => over.IsEmpty ? this : IsEmpty ? over : new(JsonSerializer.SerializeToElement(Merge(Root, over.Root)));

    public Fields Only(IReadOnlySet<string> keys) => !Keys.Any(keys.Contains) ? None
        : Of(Root.EnumerateObject().Where(property => keys.Contains(property.Name)).ToDictionary(property => property.Name, property => property.Value));

    public override string ToString() => JsonSerializer.Serialize(Root, Json);
    public bool Equals(Fields? other) => other is not null && ToString() == other.ToString();
    public override bool Equals(object? obj) => Equals(obj as Fields);
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private static readonly JsonSerializerOptions Verbatim = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static Dictionary<string, JsonElement> Merge(JsonElement below, JsonElement above)
    {
        var merged = below.EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
        foreach (var property in above.EnumerateObject())
            merged[property.Name] = property.Value.ValueKind == JsonValueKind.Object
                && merged.TryGetValue(property.Name, out var before) && before.ValueKind == JsonValueKind.Object
                ? JsonSerializer.SerializeToElement(Merge(before, property.Value)) : property.Value;
        return merged;
    }

    private bool IsEmpty => Root.GetPropertyCount() == 0;

    private JsonElement? Find(string path)
    {
        var here = Root;
        var keys = path.AsSpan();
        foreach (var key in keys.Split('.'))
            if (here.ValueKind != JsonValueKind.Object || !here.TryGetProperty(keys[key], out here))
                return null;
        return here;
    }

    private static bool IsGiven(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.String => !string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => true,
    };

    private static string AsText(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : value.GetRawText();
}

internal sealed class FieldsConverter : JsonConverter<Fields>
{
    public override Fields Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(JsonElement.ParseValue(ref reader));
    public override void Write(Utf8JsonWriter writer, Fields value, JsonSerializerOptions options) => value.Root.WriteTo(writer);
}
