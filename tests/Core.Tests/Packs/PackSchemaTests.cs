using System.Text.Json;
using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Packs;

public class PackSchemaTests
{
    [Fact]
    public void The_schema_that_ships_is_the_one_the_vocabulary_makes() =>
        Assert.Equal(PackSchema.Write(), File.ReadAllText(Path.Combine(Repo.Root, "packs", "schema.json")));

    /// <summary>Every section, key and fact of the language stands in it.</summary>
    [Fact]
    public void It_knows_every_section_key_and_fact()
    {
        var schema = JsonDocument.Parse(PackSchema.Write()).RootElement;
        string[] Keys(JsonElement of) => [.. of.GetProperty("properties").EnumerateObject().Select(property => property.Name)];
        Assert.Equal([.. Vocabulary.Head, .. Vocabulary.Sections.Keys], Keys(schema));
        foreach (var (section, kind) in Vocabulary.Sections)
            Assert.Equal([.. kind.Keys, .. Vocabulary.EveryRule], Keys(schema.GetProperty("$defs").GetProperty(section)));
        Assert.Equal(["any", "all", "not", .. Vocabulary.EveryFact], Keys(schema.GetProperty("$defs").GetProperty("matcher")));
    }
}
