using System.Text;

namespace Shouwen.Web.Setup;

/// <summary>Separated values as RFC 4180 has them: quotes hold separators and line breaks, two quotes are one.</summary>
public static class Csv
{
    /// <summary>Each record with the line it begins on, from 1; cells without white space at their ends.</summary>
    /// <exception cref="FormatException">A quote is never closed, with a sentence for people.</exception>
    public static IEnumerable<Sheet.Row> Read(string text, char separator = ',')
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (line, start, quoted, opened) = (1, 1, false, 1);
        for (var i = 0; i <= text.Length; i++)
        {
            var sign = i < text.Length ? text[i] : '\n';
            if (quoted && i == text.Length) throw new FormatException($"第 {opened} 行的引号没有收尾");
            if (sign == '\n') line++;
            if (quoted)
            {
                if (sign != '"') cell.Append(sign);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else quoted = false;
            }
            else if (sign == '"' && string.IsNullOrWhiteSpace(cell.ToString())) (quoted, opened) = (true, line);
            else if (sign == separator || sign == '\n')
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
                if (sign == separator) continue;
                yield return new(start, cells);
                (cells, start) = ([], line);
            }
            else if (sign != '\r') cell.Append(sign);
        }
    }

    /// <summary>A cell that a spreadsheet takes as text: what would begin a formula there gets an apostrophe before it.</summary>
    public static string Harmless(string cell) => cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + cell : cell;

    /// <summary>One record, quoted where it must be.</summary>
    public static string Write(IEnumerable<string> cells) =>
        string.Join(',', cells.Select(cell => cell.AsSpan().IndexOfAny("\",\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
}
