namespace Shouwen.Packs;

/// <summary>What became of a line between two texts.</summary>
public enum LineKind { Same, Removed, Added }

/// <summary>A line with its number in either text, from 1; null where it does not stand there.</summary>
public sealed record DiffLine(LineKind Kind, int? Before, int? After, string Text);

/// <summary>Two texts line by line: the longest lines they have in common stay, what only the first has is removed, what only the second has is added. Line ends and blanks at the end of a line do not count.</summary>
public static class TextDifference
{
    /// <summary>Above this the middle of the two texts is shown as a whole, old before new: the table would need lines times lines of memory.</summary>
    private const long LargestTable = 16_000_000;

    /// <returns>Every line of both texts, in order; a removed one stands before the added one that took its place.</returns>
    public static IReadOnlyList<DiffLine> Of(string before, string after)
    {
        var (old, fresh) = (Lines(before), Lines(after));
        var head = 0;
        while (head < old.Length && head < fresh.Length && old[head] == fresh[head]) head++;
        var tail = 0;
        while (tail < old.Length - head && tail < fresh.Length - head && old[^(tail + 1)] == fresh[^(tail + 1)]) tail++;

        var lines = new List<DiffLine>();
        for (var i = 0; i < head; i++) lines.Add(new(LineKind.Same, i + 1, i + 1, old[i]));
        lines.AddRange(Middle(old[head..^tail], fresh[head..^tail], head));
        for (var i = tail; i > 0; i--) lines.Add(new(LineKind.Same, old.Length - i + 1, fresh.Length - i + 1, old[^i]));
        return lines;
    }

    /// <summary>The changed lines with so many lines around each; a null stands for lines left out.</summary>
    public static IReadOnlyList<DiffLine?> Around(IReadOnlyList<DiffLine> lines, int context)
    {
        var near = new bool[lines.Count];
        foreach (var (at, line) in lines.Index())
            if (line.Kind != LineKind.Same)
                for (var i = Math.Max(0, at - context); i <= Math.Min(lines.Count - 1, at + context); i++) near[i] = true;
        var shown = new List<DiffLine?>();
        foreach (var (at, line) in lines.Index())
            if (near[at]) shown.Add(line);
            else if (at == 0 || near[at - 1]) shown.Add(null);
        return near.Contains(true) ? shown : [];
    }

    private static List<DiffLine> Middle(string[] old, string[] fresh, int head)
    {
        var lines = new List<DiffLine>();
        var (i, j) = (0, 0);
        var common = (long)(old.Length + 1) * (fresh.Length + 1) > LargestTable ? null : Common(old, fresh);
        while (i < old.Length || j < fresh.Length)
            if (common is not null && i < old.Length && j < fresh.Length && old[i] == fresh[j]) lines.Add(new(LineKind.Same, head + ++i, head + ++j, old[i - 1]));
            else if (i < old.Length && (j == fresh.Length || common is null || common[i + 1, j] >= common[i, j + 1])) lines.Add(new(LineKind.Removed, head + ++i, null, old[i - 1]));
            else lines.Add(new(LineKind.Added, null, head + ++j, fresh[j - 1]));
        return lines;
    }

    /// <summary>How many lines the rests from i and j on have in common at most.</summary>
    private static int[,] Common(string[] old, string[] fresh)
    {
        var common = new int[old.Length + 1, fresh.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = fresh.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == fresh[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        return common;
    }

    private static string[] Lines(string text) => [.. text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];
}
