using System.Text;

namespace Shouwen.Web.Setup;

/// <summary>Comma separated values as RFC 4180 has them: quotes hold commas and line breaks, two quotes are one.</summary>
public static class Csv
{
    /// <summary>Each record with the line it begins on, from 1; cells without white space at their ends.</summary>
    public static IEnumerable<Sheet.Row> Read(string text)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (line, start, quoted) = (1, 1, false);
        for (var i = 0; i <= text.Length; i++)
        {
            var sign = i < text.Length ? text[i] : '\n';
            if (sign == '\n') line++;
            if (quoted && i < text.Length)
            {
                if (sign != '"') cell.Append(sign);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else quoted = false;
            }
            else if (sign == '"' && string.IsNullOrWhiteSpace(cell.ToString())) quoted = true;
            else if (sign is ',' or '\n')
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
                if (sign == ',') continue;
                yield return new(start, cells);
                (cells, start) = ([], line);
            }
            else if (sign != '\r') cell.Append(sign);
        }
    }
}
