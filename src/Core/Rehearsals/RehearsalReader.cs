using System.Globalization;
using System.Text.Json.Nodes;
using Shouwen.Judging;
using Shouwen.Organisations;
using Shouwen.Packs;

namespace Shouwen.Rehearsals;

/// <summary>Reads a rehearsal file. Unknown keys and acts are problems with their line.</summary>
public static class RehearsalReader
{
    private static readonly string[] Top = ["rehearsal", "packs", "organisation", "steps"];
    private static readonly string[] InOrganisation = ["shifts", "closed", "open", "units", "people", "duty-roster", "absences", "set"];
    private static readonly string[] InStep = ["at", "by", "do", "with", "expect", "refused", "note"];
    private static readonly string[] InUnit = ["id", "name", "head", "leader", "liaison", "contact", "role", "scope", "territory", "vendors", "kind", "parent"];
    private static readonly string[] InPerson = ["id", "name", "unit", "post", "employment", "superior", "phone", "party-member"];

    public static Reading<Rehearsal> Read(string yaml, string file)
    {
        var reading = Yaml.Read(yaml, file);
        if (reading.Value is not { } root) return new(null, reading.Problems);
        var problems = new List<Problem>(reading.Problems);
        var check = new RehearsalCheck(file, problems);
        check.Known(root, Top);
        if (root["rehearsal"]?.Scalar is null) problems.Add(new(file, root.Line, "缺少 rehearsal：用一句话说明演练什么"));
        var organisation = root["organisation"] ?? new Node(root.Line, Entries: []);
        check.Known(organisation, InOrganisation);
        foreach (var unit in organisation["units"]?.Items ?? []) check.Known(unit, InUnit);
        foreach (var person in organisation["people"]?.Items ?? []) check.Known(person, InPerson);
        check.Organisation(organisation);
        var steps = (root["steps"]?.Items ?? []).Select(node => Step(node, file, check, problems)).ToList();
        if (steps.Count == 0) problems.Add(new(file, root.Line, "缺少 steps：演练至少要有一步"));
        return new(problems.Count > 0 ? null : new Rehearsal(file, root["rehearsal"]!.Scalar!, Texts(root["packs"]), Setting(organisation), steps), problems);
    }

    private static Setting Setting(Node organisation)
    {
        var units = Units(organisation);
        var shifts = Texts(organisation["shifts"]);
        return new(shifts.Count > 0 ? shifts : ["08:30-12:00", "13:30-17:30"], Texts(organisation["closed"]), Texts(organisation["open"]), units, People(organisation, units),
            [.. (organisation["duty-roster"]?.Items ?? []).Select(node => (Text(node, "channel"), Text(node, "from"), Text(node, "to"), Text(node, "person")))],
            [.. (organisation["absences"]?.Items ?? []).Select(node => (Text(node, "person"), Text(node, "from"), Text(node, "to"), node["reason"]?.Scalar ?? "absent"))],
            (organisation["set"]?.Entries ?? []).ToDictionary(entry => entry.Key, entry => entry.Value));
    }

    private static Step Step(Node node, string file, RehearsalCheck check, List<Problem> problems)
    {
        check.Known(node, InStep);
        check.Step(node);
        var at = node["at"]?.Scalar;
        if (at is null) problems.Add(new(file, node.Line, "这一步缺少 at（时间）"));
        var act = node["do"]?.Scalar;
        if (act is not null && !Vocabulary.Acts.Contains(act) && !House.Acts.Contains(act)) problems.Add(new(file, node.Line, Slips.Unknown("动作", act, Vocabulary.Acts)));
        if (act is not null && node["by"]?.Scalar is null) problems.Add(new(file, node.Line, "这一步缺少 by（由谁）"));
        if (node["refused"] is not null && act is null) problems.Add(new(file, node.Line, "refused 之前要有 do"));
        return new(node.Line, at ?? "", node["by"]?.Scalar, act, node["with"] is { Entries: not null } with ? Fields.Parse(ToJson(with)!.ToJsonString()) : Fields.None, node["expect"], node["refused"]);
    }

    private static List<Unit> Units(Node organisation) => [.. (organisation["units"]?.Items ?? []).Select(node => new Unit(Text(node, "id"))
    {
        Name = node["name"]?.Scalar ?? Text(node, "id"), Head = node["head"]?.Scalar, Leader = node["leader"]?.Scalar, Liaison = node["liaison"]?.Scalar, Contact = node["contact"]?.Scalar,
        Role = node["role"]?.Scalar, Scope = Texts(node["scope"]), Territory = Texts(node["territory"]), Vendors = Texts(node["vendors"]), Kind = node["kind"]?.Scalar ?? "department", Parent = node["parent"]?.Scalar,
    })];

    /// <summary>A head or leader whom the list of people leaves out is a person all the same.</summary>
    private static List<Person> People(Node organisation, List<Unit> units)
    {
        List<Person> people = [.. (organisation["people"]?.Items ?? []).Select(node => new Person(Text(node, "id"))
        {
            Name = node["name"]?.Scalar ?? Text(node, "id"), Unit = node["unit"]?.Scalar ?? "", Post = node["post"]?.Scalar, Employment = node["employment"]?.Scalar ?? "regular",
            Superior = node["superior"]?.Scalar, Phone = node["phone"]?.Scalar, PartyMember = node["party-member"]?.Scalar == "true",
        })];
        foreach (var unit in units)
            foreach (var id in ((string?[])[unit.Head, unit.Liaison, unit.Contact, unit.Leader]).OfType<string>())
                if (people.All(person => person.Id != id))
                    people.Add(new Person(id) { Name = id, Unit = id == unit.Leader && id != unit.Head ? "" : unit.Id });
        return people;
    }

    private static string Text(Node node, string key) => node[key]?.Scalar ?? "";
    private static IReadOnlyList<string> Texts(Node? node) => node?.Items is { } items ? [.. items.Select(item => item.Scalar ?? "")] : node?.Scalar is { } one ? [one] : [];

    /// <summary>YAML as JSON: true and false are truth values; short numbers stay numbers, telephone numbers stay texts.</summary>
    private static JsonNode? ToJson(Node node)
    {
        if (node.Entries is { } entries) return new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, ToJson(entry.Value))));
        if (node.Items is { } items) return new JsonArray([.. items.Select(ToJson)]);
        return node.Scalar switch
        {
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            { Length: < 9 } text when !(text.Length > 1 && text[0] == '0') && decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            var text => JsonValue.Create(text),
        };
    }
}
