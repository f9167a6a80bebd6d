using System.Text.Json;
using System.Text.Json.Nodes;

namespace Shouwen.Packs;

/// <summary>
/// The language of packs as a JSON Schema (2020-12), for editors that complete and check while one writes. Made from <see cref="Vocabulary"/>;
/// what a schema can't say (declared names, contradictions) is left to the checker.
/// </summary>
public static class PackSchema
{
    public static string Write() => Root().ToJsonString(Indented) + "\n";

    private static readonly JsonSerializerOptions Indented = new(Fields.Json) { WriteIndented = true, IndentSize = 1, NewLine = "\n" };

    private static JsonObject Root() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "首问制度包 / Shouwen policy pack",
        ["type"] = "object",
        ["required"] = new JsonArray("pack", "title", "clauses"),
        ["additionalProperties"] = false,
        ["properties"] = Properties([.. Vocabulary.Head.Select(key => (key, Head(key))), .. Vocabulary.Sections.Select(section => (section.Key, Many(Ref(section.Key))))]),
        ["$defs"] = Properties([.. Shapes(), .. Lists.Select(list => (list.Key, Words(list.Value))), .. Vocabulary.Sections.Select(section => (section.Key, Rule(section.Key, section.Value)))]),
    };

    private static JsonObject Head(string key) => key switch
    {
        "clauses" => new() { ["type"] = "object", ["additionalProperties"] = Ref("text") },
        "script" => Enum(["zh-Hans", "zh-Hant"]),
        "effective" => Value(Ref("text")),
        "also" => Many(Ref("text")),
        _ => Ref("text"),
    };

    private static JsonObject Rule(string section, Vocabulary.Kind kind) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. kind.Required.Append("clause").Select(key => JsonValue.Create(key))]),
        ["additionalProperties"] = false,
        ["properties"] = Properties([.. kind.Keys.Concat(Vocabulary.EveryRule).Select(key => (key, Key(section, key)))]),
    };

    private static JsonObject Key(string section, string key) => (section, key) switch
    {
        (_, "clause" or "lines" or "cites" or "factors" or "terms" or "phrases" or "packs" or "rate" or "subjects" or "services" or "service-lines") => Many(Ref("text")),
        (_, "if") => Ref("matcher"),
        ("about", _) => key == "over" ? Enum(["sanctions"]) : Many(Ref("text")),
        ("duties" or "ownership" or "findings", "from") or (_, "met-by" or "waived-by") or ("notify", "at") => Ref("element"),
        (_, "at") => Many(Enum([.. Vocabulary.Acts, "always"])),
        (_, "act" or "may") => Many(Enum(Vocabulary.Acts)),
        ("ownership", "by") => Many(Enum(Vocabulary.UnitsBy)),
        ("counts", "by") => Enum(Vocabulary.CountedBy),
        (_, "who" or "bearer" or "owed-to" or "owes" or "only" or "towards" or "to" or "owner" or "against" or "approve" or "for" or "copies" or "by") => Many(Ref("role")),
        (_, "within") => Ref("limit"),
        ("ownership", "until") => Enum(Vocabulary.Released),
        (_, "until") => Enum(Vocabulary.Until),
        (_, "every" or "window") => Value(Enum(Vocabulary.Every)),
        (_, "keep") => Enum(Vocabulary.States),
        (_, "per") => Enum(Vocabulary.Per),
        (_, "pauses") => Many(Enum(Vocabulary.PauseCauses)),
        (_, "extends" or "shortens" or "never" or "open" or "closed" or "main" or "similar" or "show") => new() { ["type"] = "boolean" },
        (_, "breach") => Object([("finding", Ref("text"))], ["finding"]),
        ("duties", "count") => Object([("share", Value(Ref("text"))), ("of", Enum(["population", "sample"])), ("round", Enum(["up"]))], ["share", "of"]),
        ("duties", "duty") => Enum(Vocabulary.Duties),
        (_, "needs") => Many(Ref("need")),
        (_, "fields") => Many(Enum(Vocabulary.Given)),
        (_, "send") => Enum(Vocabulary.Sends),
        (_, "propose" or "catalogue") => Many(Effect(Vocabulary.Sanctions)),
        (_, "reward") => Many(Effect(Vocabulary.Rewards)),
        (_, "weigh") => Enum(Vocabulary.Weighs),
        (_, "choose") => Enum(Vocabulary.Chooses),
        (_, "wording") => Enum(Vocabulary.Wordings),
        (_, "deduct" or "years") => Value(new() { ["type"] = "number" }),
        (_, "amount") => Ref("amount"),
        (_, "period") => Many(Enum(Vocabulary.Every)),
        ("words", "of") => Many(Value(Ref("text"))),
        ("counts", "of") => Many(Enum([.. Vocabulary.Elements, "sanction"])),
        (_, "in" or "out") => Many(Enum(Vocabulary.Flows)),
        ("ledgers", "ledger") => Enum(Vocabulary.Ledgers),
        ("visibility", "what") => Enum(Vocabulary.Seen),
        (_, "as") => Enum(Vocabulary.Places),
        (_, "is") => Enum(Vocabulary.WordIs),
        (_, "type") => Enum(Vocabulary.SetTypes),
        (_, "default") => [],
        (_, "bound" or "leaves-out") => Many(Enum(Vocabulary.Bound)),
        (_, "customers") => Many(Enum(Vocabulary.Facts["customer"])),
        (_, "channels") => Many(Enum(Vocabulary.Facts["channel"])),
        (_, "kinds") => Many(Enum(Vocabulary.Facts["kind"])),
        (_, "segments") => Many(Enum(Vocabulary.Facts["segment"])),
        _ => Ref("text"),
    };

    private static IEnumerable<(string, JsonObject)> Shapes() =>
    [
        ("text", new() { ["type"] = new JsonArray("string", "number") }),
        ("parameter", Object([("set", new() { ["type"] = "string" })], ["set"])),
        ("role", AnyOf(Enum(Vocabulary.Roles), One(Vocabulary.Wrappers, Ref("role")))),
        ("limit", AnyOf(Enum(Vocabulary.LimitWords), Ref("parameter"), One(Vocabulary.Limits, new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 9999 }))),
        ("amount", AnyOf(new() { ["type"] = "number" }, Ref("parameter"), Object([("from", new() { ["type"] = "number" }), ("to", new() { ["type"] = "number" })], ["from"]))),
        ("element", AnyOf(Enum(Vocabulary.Elements), Object([("when", Enum(Vocabulary.Elements)), ("if", Ref("matcher")), ("by", Ref("role"))], ["when"]),
            Object([("all", Many(Ref("element")))], ["all"]), List(Ref("element")))),
        ("need", Object([("done", Ref("element")), ("in-order", new() { ["type"] = "boolean" }), ("given", Many(Enum(Vocabulary.Given))), ("holds", Ref("matcher")), ("ahead", Ref("limit")), ("of", Enum(Vocabulary.Duties))], [])),
        ("comparison", Object([.. ((string[])["at-least", "at-most", "over"]).Select(word => (word, Value(new() { ["type"] = "number" })))], [])),
        ("test-boolean", Test(new() { ["type"] = "boolean" })), ("test-number", Test(AnyOf(new() { ["type"] = "number" }, Ref("comparison")))), ("test-role", Test(Ref("role"))), ("test-text", Test(Ref("text"))),
        ("matcher", Object([("any", Many(Ref("matcher"))), ("all", Many(Ref("matcher"))), ("not", Ref("matcher")), .. Vocabulary.EveryFact.Select(fact => (fact, Fact(fact)))], [])),
    ];

    private static JsonObject Fact(string fact)
    {
        if (fact == "count") return new() { ["type"] = "object", ["additionalProperties"] = Test(AnyOf(new() { ["type"] = "number" }, Ref("comparison"))) };
        return Vocabulary.Facts.TryGetValue(fact, out var words) ? Test(Enum(words))
            : Vocabulary.TrueOrFalse.Contains(fact) ? Ref("test-boolean")
            : Vocabulary.Numbers.Contains(fact) ? Ref("test-number")
            : Vocabulary.RoleFacts.Contains(fact) ? Ref("test-role")
            : fact == "sanction" ? Test(Enum(Vocabulary.Sanctions)) : Ref("test-text");
    }

    /// <summary>A value, a parameter, the opposite of either, or a list of them.</summary>
    private static JsonObject Test(JsonObject value)
    {
        JsonObject One() => AnyOf((JsonObject)value.DeepClone(), Ref("parameter"));
        JsonObject Either() => AnyOf(One(), List(One()));
        return AnyOf(Either(), Object([("not", Either())], ["not"]));
    }

    private static JsonObject Effect(IReadOnlyList<string> words) => AnyOf(Enum(words), One([.. words.Where(Vocabulary.Money.Contains)], Ref("amount")));
    private static JsonObject One(IReadOnlyList<string> keys, JsonObject value) => new()
    {
        ["type"] = "object", ["minProperties"] = 1, ["maxProperties"] = 1, ["propertyNames"] = Enum(keys), ["additionalProperties"] = value,
    };

    private static JsonObject Value(JsonObject value) => AnyOf(value, Ref("parameter"));
    private static JsonObject Many(JsonObject value) => AnyOf(value, List((JsonObject)value.DeepClone()));
    private static JsonObject List(JsonObject value) => new() { ["type"] = "array", ["items"] = value };
    private static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    /// <summary>The long lists of words, written once.</summary>
    private static readonly IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Lists =
    [
        new("acts", Vocabulary.Acts), new("elements", Vocabulary.Elements), new("duty-names", Vocabulary.Duties), new("role-names", Vocabulary.Roles), new("fields", Vocabulary.Given),
        new("sanctions", Vocabulary.Sanctions), new("flows", Vocabulary.Flows), .. Vocabulary.Facts.Select(fact => new KeyValuePair<string, IReadOnlyList<string>>($"fact-{fact.Key}", fact.Value)),
    ];

    private static JsonObject Enum(IReadOnlyList<string> words) =>
        Lists.FirstOrDefault(list => ReferenceEquals(list.Value, words)).Key is { } name ? Ref(name) : Words(words);

    private static JsonObject Words(IReadOnlyList<string> words) => new() { ["enum"] = new JsonArray([.. words.Distinct().Select(word => JsonValue.Create(word))]) };
    private static JsonObject AnyOf(params JsonObject[] of) => new() { ["anyOf"] = new JsonArray([.. of]) };

    private static JsonObject Object(IReadOnlyList<(string Key, JsonObject Value)> properties, string[] required) => new()
    {
        ["type"] = "object", ["additionalProperties"] = false, ["properties"] = Properties(properties), ["required"] = new JsonArray([.. required.Select(key => JsonValue.Create(key))]),
    };

    private static JsonObject Properties(IEnumerable<(string Key, JsonObject Value)> properties) => new(properties.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
