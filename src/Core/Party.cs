using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shouwen;

public enum PartyKind { Person, Unit, Customer }

/// <summary>
/// Whoever bears a duty, is owed one or holds a link: a person, a unit (until it names a person), or the customer.
/// Written <c>person:li</c>, <c>unit:ops</c>, <c>customer</c>.
/// </summary>
[JsonConverter(typeof(PartyConverter))]
public readonly record struct Party(PartyKind Kind, string Id)
{
    public static readonly Party Customer = new(PartyKind.Customer, "customer");
    public static Party Person(string id) => new(PartyKind.Person, id);
    public static Party Unit(string id) => new(PartyKind.Unit, id);

    public bool IsPerson => Kind == PartyKind.Person;
    public bool IsUnit => Kind == PartyKind.Unit;

    public static Party Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' names no person, unit or customer.");

    public static Party? TryParse(string text) => text.Split(':', 2) switch
    {
        ["person", var id] => Person(id),
        ["unit", var id] => Unit(id),
        ["customer"] => Customer,
        _ => null,
    };

    public override string ToString() => Kind switch
    {
        PartyKind.Person => $"person:{Id}",
        PartyKind.Unit => $"unit:{Id}",
        _ => "customer",
    };
}

internal sealed class PartyConverter : JsonConverter<Party>
{
    public override Party Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Party.Parse(reader.GetString()!);
    public override void Write(Utf8JsonWriter writer, Party value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
