using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Shouwen.Web.Setup;

/// <summary>Rows of text from what people have: an .xlsx or .csv file (UTF-8 or the GB18030 that Chinese Excel writes), or typed lines.</summary>
public static class Sheet
{
    /// <summary>A row with its number in the source, from 1.</summary>
    public sealed record Row(int Number, IReadOnlyList<string> Cells);

    /// <exception cref="FormatException">The file is neither, with a sentence for people.</exception>
    public static IReadOnlyList<Row> Read(string fileName, Stream content)
    {
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return Path.GetExtension(fileName).ToLowerInvariant() switch
        {
            ".xlsx" => Xlsx(bytes),
            ".csv" or ".txt" => Text(Decode(bytes.ToArray())),
            _ => throw new FormatException("只能读 .xlsx 或 .csv 文件"),
        };
    }

    /// <summary>Comma separated; a full-width comma or a tab separates as well where a line has no plain comma.</summary>
    public static IReadOnlyList<Row> Text(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Contains(',') ? l : l.Replace('，', ',').Replace('\t', ','));
        return WithoutEmpty(Csv.Read(string.Join('\n', lines)));
    }

    private static string Decode(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(bytes);
        }
    }

    private static IReadOnlyList<Row> Xlsx(Stream file)
    {
        try
        {
            file.Position = 0;
            using var document = SpreadsheetDocument.Open(file, isEditable: false);
            var book = document.WorkbookPart!;
            var first = book.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().First();
            var sheet = (WorksheetPart)book.GetPartById(first.Id!.Value!);
            var shared = book.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(s => s.InnerText).ToList() ?? [];
            return WithoutEmpty(sheet.Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Row>()
                .Select((row, i) => new Row((int)(row.RowIndex?.Value ?? (uint)i + 1), Cells(row, shared))));
        }
        catch (Exception failure) when (failure is InvalidDataException or FileFormatException or OpenXmlPackageException or InvalidOperationException)
        {
            throw new FormatException("文件打不开，可能已损坏或不是 .xlsx 格式", failure);
        }
    }

    private static List<string> Cells(DocumentFormat.OpenXml.Spreadsheet.Row row, List<string> shared)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements<Cell>())
        {
            // Empty cells are left out of the file; the reference says which column this one is in.
            var column = cell.CellReference?.Value is { } reference ? Column(reference) : cells.Count;
            while (cells.Count < column) cells.Add("");
            var text = cell.DataType?.Value == CellValues.SharedString && int.TryParse(cell.InnerText, out var index) ? shared[index] : cell.InnerText;
            cells.Add(text.Trim());
        }
        return cells;
    }

    private static int Column(string reference) =>
        reference.TakeWhile(char.IsAsciiLetterUpper).Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1) - 1;

    private static IReadOnlyList<Row> WithoutEmpty(IEnumerable<Row> rows) => [.. rows.Where(r => r.Cells.Any(c => c.Length > 0))];
}
