using Shouwen.Packs;
using Shouwen.Rehearsals;
using Shouwen.Tests.Calendar;
using Xunit;

namespace Shouwen.Tests.TwentyFifth;

/// <summary>A regulation that nobody had in mind when the engine was written: a library's, in every kind of rule, adopted by its file alone.</summary>
public class TwentyFifthTests
{
    private static readonly string Folder = Path.Combine(Repo.Root, "tests", "Core.Tests", "TwentyFifth");
    private static readonly Pack Library = Sound(PackReader.Read(File.ReadAllText(Path.Combine(Folder, "pack.yaml")), "pack.yaml"));

    public static TheoryData<string> Stories => [.. Directory.GetFiles(Path.Combine(Folder, "rehearsals")).Select(Path.GetFileName).OfType<string>().Order()];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Its_rehearsals_hold(string file) => Assert.Equal("", string.Join('\n', Rehearsing.Play(Story(file), [Library], Calendars.China)));

    [Fact]
    public void It_uses_every_kind_of_rule_and_has_nothing_wrong()
    {
        Assert.Equal([], Vocabulary.Sections.Values.Select(kind => kind.Name).Except(Library.Rules.Select(Coverage.Mechanism)));
        Assert.True(Library.Rules.Count >= 25);
        Assert.DoesNotContain(PackChecker.Check([Library]), problem => problem.Severity != Severity.Note);
    }

    [Fact]
    public void Every_rule_that_binds_somebody_is_rehearsed() =>
        Assert.Equal([], Coverage.Untested([Library], [.. Stories.Select(row => Story(row.Data))]).Select(rule => $"{rule.Key} {rule.Clause}"));

    private static Rehearsal Story(string file) => Sound(RehearsalReader.Read(File.ReadAllText(Path.Combine(Folder, "rehearsals", file)), file));

    private static T Sound<T>(Reading<T> reading) where T : class => reading.Problems.Count == 0 ? reading.Value! : throw new InvalidOperationException(string.Join('\n', reading.Problems));
}
