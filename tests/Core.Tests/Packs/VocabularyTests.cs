using System.Reflection;
using System.Reflection.Emit;
using Shouwen.Packs;
using Shouwen.Tests.Cases;
using Xunit;

namespace Shouwen.Tests.Packs;

/// <summary>
/// No word of the language is dead: each key of a rule is read by the code that judges, each word that stands for something of its own is known to it.
/// Looked up in the compiled engine, so that a word that only the reader knows fails here.
/// </summary>
public class VocabularyTests
{
    private static readonly Assembly Core = typeof(Rule).Assembly;

    /// <summary>Keys that nothing judges by: they are told on the pack's page, in messages, or at the question to the organisation.</summary>
    private static readonly HashSet<string> Told =
    [
        "about.by", "about.from", "about.control", "about.copying", "about.number", "about.dates", "applies.services", "applies.service-lines",
        "set.unit", "set.ask", "set.type", "open.slot", "open.why", "guidance.terms", "retention.what", "retention.copies", "retention.by", "ledger.by",
    ];

    /// <summary>Keys whose property bears another name, or that become part of another.</summary>
    private static readonly Dictionary<string, string> Named = new()
    {
        ["duty.bearer"] = "Bearers", ["duty.breach"] = "BreachFinding", ["gate.act"] = "Acts", ["record.act"] = "Acts", ["duty.id"] = "Key", ["consequence.period"] = "Periods", ["consequence.amount"] = "Propose",
        ["about.control"] = "More", ["about.copying"] = "More", ["about.number"] = "More", ["about.dates"] = "More", ["applies.services"] = "More", ["applies.service-lines"] = "More",
    };

    public static TheoryData<string, string> Keys =>
        [.. Vocabulary.Sections.Values.SelectMany(kind => kind.Keys.Select(key => ($"{kind.Name}", key)))];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_key_of_a_rule_is_read_where_things_are_judged(string kind, string key)
    {
        var rule = RuleOf(kind);
        var property = rule.GetProperty(Named.GetValueOrDefault($"{kind}.{key}") ?? Pascal(key));
        Assert.True(property is not null, $"{rule.Name} has no {Pascal(key)} for the key {key}");
        var read = Judged.Value.Calls.Contains(property!.DeclaringType!.GetProperty(property.Name)!.GetMethod!);
        if (Told.Contains($"{kind}.{key}")) Assert.False(read && property.Name != "More", $"{kind}.{key} is judged by: it is no key that is only told");
        else Assert.True(read, $"{rule.Name}.{property.Name} is read by nothing that judges: the key {key} of {kind} has no effect");
    }

    [Fact]
    public void What_is_only_told_is_no_key_that_is_judged() =>
        Assert.Equal([], Told.Where(one => Keys.All(row => one != $"{row.Data.Item1}.{row.Data.Item2}")).Select(one => $"{one} is no key any more"));

    public static TheoryData<string, string> Words =>
    [
        .. Each("place", Vocabulary.Places), .. Each("by", Vocabulary.UnitsBy), .. Each("until", Vocabulary.Released), .. Each("until of a duty", Vocabulary.Until), .. Each("every", Vocabulary.Every),
        .. Each("event", Vocabulary.Events.Where(word => word is not ("flagged" or "outside"))), .. Each("role", Vocabulary.CaseRoles), .. Each("unit", Vocabulary.CaseUnits), .. Each("group", Vocabulary.Groups),
        .. Each("wrapper", Vocabulary.Wrappers.Where(word => word != "unit")), .. Each("limit", [.. Vocabulary.Limits, .. Vocabulary.LimitWords]), .. Each("seen", Vocabulary.Seen),
        .. Each("counted by", Vocabulary.CountedBy.Where(word => word != "person")), .. Each("weigh", Vocabulary.Weighs.Where(word => word != "heavier")), .. Each("choose", Vocabulary.Chooses.Where(word => word != "any")),
        .. Each("wording", ["must"]), .. Each("word is", ["form", "project-class"]), .. Each("fact", Vocabulary.DeclaredFacts.Where(word => word is not ("source" or "count"))), .. Each("number", ["round", "trips", "rank"]),
        .. Each("fact true or false", Vocabulary.TrueOrFalse.Where(fact => !OfTheAct.Contains(fact))),
    ];

    /// <summary>Facts that an act itself states, under their own name: any word would do for the code, so each is shown below.</summary>
    private static readonly HashSet<string> OfTheAct = ["granted", "consented", "ok", "demand", "observed"];

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_word_of_its_own_is_known_where_things_are_judged(string list, string word) =>
        Assert.True(Judged.Value.Strings.Contains(word), $"nothing that judges knows the {list} {word}");

    public static TheoryData<string> OfActs => [.. Vocabulary.EveryFact.Except(Vocabulary.RoleFacts).Except(["count"]).Where(fact => !Judged.Value.Strings.Contains(fact))];

    [Theory]
    [MemberData(nameof(OfActs))]
    public void A_fact_that_no_code_computes_is_what_the_act_says(string fact)
    {
        var value = Vocabulary.TrueOrFalse.Contains(fact) ? "true" : Vocabulary.Facts.GetValueOrDefault(fact)?[0] ?? "7";
        var pack = Story.Pack("said", $"duties:\n  - {{duty: inform, bearer: first-contact, from: {{when: progress, if: {{{fact}: {value}}}}}, clause: 一}}");
        var said = Shouwen.Fields.Parse($"{{\"text\":\"x\",\"{fact}\":{(value == "true" ? "true" : $"\"{value}\"")}}}");
        new Story(pack).Call().Does("li", "progress", new { text = "x" }).Expect("no-duties: [{duty: inform}]").Does("li", "progress", said).Expect("duties: [{duty: inform}]");
    }

    public static TheoryData<string> Bodies => [.. Vocabulary.Bodies];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Every_body_bears_what_it_is_given(string body)
    {
        var pack = Story.Pack("bodies", $"duties:\n  - {{duty: verify, bearer: {body}, from: register, clause: 一}}");
        var story = new Story(pack).Call();
        story.Expect($"duties: [{{duty: verify, bearer: {story.Regime.Organisation.Body(body)?.Id ?? body}}}]");
    }

    public static TheoryData<string, string> Sections => [.. Vocabulary.Sections.Select(section => (section.Key, section.Value.Name))];

    [Theory]
    [MemberData(nameof(Sections))]
    public void A_newcomer_finds_the_code_of_a_kind_of_rule_from_its_name(string section, string kind)
    {
        var record = RuleOf(kind).Name;
        var row = File.ReadLines(Path.Combine(Repo.Root, "docs", "words.md")).FirstOrDefault(line => line.StartsWith($"| `{section}` | `{record}` |", StringComparison.Ordinal));
        Assert.True(row is not null, $"docs/words.md does not say where {section} is judged");
        Assert.Contains(record, File.ReadAllText(Path.Combine(Repo.Root, row!.Split('`')[5])), StringComparison.Ordinal);
    }

    private static IEnumerable<(string, string)> Each(string list, IEnumerable<string> words) => words.Select(word => (list, word));

    private static Type RuleOf(string kind) => Core.GetType($"Shouwen.Packs.{Pascal(kind)}Rule", throwOnError: true)!;

    private static string Pascal(string key) => string.Concat(key.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private sealed record Used(IReadOnlySet<MethodBase> Calls, IReadOnlySet<string> Strings);

    /// <summary>What the engine calls and which words it knows: everything in Core but the reading of packs, the words for people, and the rehearsals.</summary>
    private static readonly Lazy<Used> Judged = new(() =>
    {
        var (calls, strings) = (new HashSet<MethodBase>(), new HashSet<string>());
        foreach (var type in Core.GetTypes().Where(IsOfTheEngine))
            foreach (var method in type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly).OfType<MethodBase>())
                Look(method, calls, strings);
        return new(calls, strings);
    });

    private static bool IsOfTheEngine(Type type) => type.Namespace is "Shouwen.Judging" or "Shouwen.Cases" or "Shouwen.Chain" or "Shouwen.Duties" or "Shouwen.Accountability" or "Shouwen.Archive"
            && !Outermost(type).Name.EndsWith("Words", StringComparison.Ordinal) && Outermost(type).Name != "ActPhrases"
        || Outermost(type).Name == "RuleIndex" || Outermost(type) == typeof(InForce) || Outermost(type) == typeof(Pack) || Outermost(type) == typeof(Limits) || Outermost(type) == typeof(Phrase);

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    private static void Look(MethodBase method, HashSet<MethodBase> calls, HashSet<string> strings)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il) return;
        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? Codes[(short)(0xFE00 | il[at + 1])] : Codes[il[at]];
            at += code.Size;
            if (code.OperandType == OperandType.InlineString) strings.Add(method.Module.ResolveString(BitConverter.ToInt32(il, at)));
            if (code.OperandType == OperandType.InlineMethod && Called(method, BitConverter.ToInt32(il, at)) is { } called) calls.Add(called);
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
        }
    }

    private static MethodBase? Called(MethodBase by, int token) => by.Module.ResolveMethod(token,
        by.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null, by is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericArguments() : null);
}
