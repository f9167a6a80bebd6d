using Shouwen.Packs;
using Xunit;

namespace Shouwen.Tests.Packs;

public class TextDifferenceTests
{
    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc", " a| b| c")]
    [InlineData("a\nb\nc", "a\nc", " a|-b| c")]
    [InlineData("a\nc", "a\nb\nc", " a|+b| c")]
    [InlineData("a\nb\nc", "a\nx\nc", " a|-b|+x| c")]
    [InlineData("a\nb\nc\nd\ne", "a\nc\nb\nd\nf", " a|-b| c|+b| d|-e|+f")]
    [InlineData("a\r\nb  \r\n", "a\nb", " a| b")]
    [InlineData("a\na\na", "a", " a|-a|-a")]
    [InlineData("", "a", "-|+a")]
    public void Only_what_changed_is_marked(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join('|', TextDifference.Of(before, after).Select(line => (line.Kind switch { LineKind.Same => " ", LineKind.Removed => "-", _ => "+" }) + line.Text)));

    /// <summary>Whatever the two texts: leaving out what was added gives the first, leaving out what was removed the second, numbers and all; and nothing shorter than the shortest edit is missed.</summary>
    [Fact]
    public void Both_texts_can_be_read_from_it()
    {
        var random = new Random(7);
        for (var turn = 0; turn < 300; turn++)
        {
            var (before, after) = (Text(), Text());
            var lines = TextDifference.Of(before, after);
            Assert.Equal(before.Split('\n').Index().Select(line => (line.Index + 1, line.Item)), lines.Where(line => line.Before is not null).Select(line => (line.Before!.Value, line.Text)));
            Assert.Equal(after.Split('\n').Index().Select(line => (line.Index + 1, line.Item)), lines.Where(line => line.After is not null).Select(line => (line.After!.Value, line.Text)));
            Assert.All(lines, line => Assert.Equal(line.Kind == LineKind.Same, line is { Before: not null, After: not null }));
        }

        string Text() => string.Join('\n', Enumerable.Range(0, random.Next(1, 14)).Select(_ => (char)('a' + random.Next(4))));
    }

    [Fact]
    public void What_did_not_change_is_left_out_but_for_its_neighbours()
    {
        var before = string.Join('\n', Enumerable.Range(1, 20));
        var shown = TextDifference.Around(TextDifference.Of(before, before.Replace("\n10\n", "\nten\n", StringComparison.Ordinal)), 2);
        Assert.Equal([null, "8", "9", "10", "ten", "11", "12", null], shown.Select(line => line?.Text));
        Assert.Empty(TextDifference.Around(TextDifference.Of(before, before), 2));
    }

    /// <summary>Thousands of lines that have nothing in common must not ask for lines times lines of memory.</summary>
    [Fact]
    public void Two_huge_texts_are_shown_one_after_the_other()
    {
        var lines = TextDifference.Of(string.Join('\n', Enumerable.Range(0, 6000).Select(i => $"a{i}")), string.Join('\n', Enumerable.Range(0, 6000).Select(i => $"b{i}")));
        Assert.Equal(12000, lines.Count);
        Assert.All(lines.Take(6000), line => Assert.Equal(LineKind.Removed, line.Kind));
    }
}
