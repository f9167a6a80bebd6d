using System.Text;

namespace Shouwen.Tests;

/// <summary>Comma separated values with quotes, as the shared data has them; Core has no reader of its own.</summary>
internal static class Records
{
    public static IEnumerable<IReadOnlyList<string>> Read(string text)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var sign in text.TrimStart('\uFEFF') + "\n")
        {
            if (sign == '"') quoted = !quoted;
            else if (quoted || sign is not (',' or '\n' or '\r')) cell.Append(sign);
            else if (sign != '\r')
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
                if (sign == ',') continue;
                if (cells.Count > 1) yield return cells;
                cells = [];
            }
        }
    }
}
