using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Shouwen.Web.Setup;

/// <summary>Rows of text from what people have: an .xlsx or .csv file (UTF-8 or the GB18030 that Chinese Excel writes), or typed lines.</summary>
public static partial class Sheet
{
    [GeneratedRegex("""\[[^\]]*\]|"[^"]*"|\\.""")]
    private static partial Regex Unsaid();

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
            ".csv" or ".txt" => File(Decode(bytes.ToArray())),
            _ => throw new FormatException("只能读 .xlsx 或 .csv 文件"),
        };
    }

    /// <summary>Comma separated; a full-width comma or a tab separates as well where a line has no plain comma.</summary>
    public static IReadOnlyList<Row> Text(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Contains(',') ? l : l.Replace('，', ',').Replace('\t', ','));
        return WithoutEmpty(Csv.Read(string.Join('\n', lines)));
    }

    /// <summary>A file is written by a program: one separator throughout, the one of its first line, and nothing in its cells is touched.</summary>
    private static IReadOnlyList<Row> File(string text)
    {
        var first = text.AsSpan().TrimStart().ToString().Split('\n', 2)[0];
        var separator = first.Contains(',') ? ',' : first.Contains('\t') ? '\t' : first.Contains('，') ? '，' : first.Contains(';') ? ';' : ',';
        return WithoutEmpty(Csv.Read(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'), separator));
    }

    private static string Decode(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(bytes).TrimStart('\uFEFF');
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
            var words = new Cells(book);
            return WithoutEmpty(Rows(sheet, words));
        }
        catch (Exception failure) when (failure is InvalidDataException or FileFormatException or OpenXmlPackageException or InvalidOperationException or System.Xml.XmlException)
        {
            throw new FormatException("文件打不开，可能已损坏或不是 .xlsx 格式", failure);
        }
    }

    /// <summary>Row by row, so that a sheet that claims sixty thousand rows costs only those it has.</summary>
    private static IEnumerable<Row> Rows(WorksheetPart sheet, Cells words)
    {
        using var reader = OpenXmlReader.Create(sheet);
        var number = 0;
        while (reader.Read())
        {
            if (reader.ElementType != typeof(DocumentFormat.OpenXml.Spreadsheet.Row) || !reader.IsStartElement) continue;
            var row = (DocumentFormat.OpenXml.Spreadsheet.Row)reader.LoadCurrentElement()!;
            number = (int)(row.RowIndex?.Value ?? (uint)number + 1);
            yield return new(number, CellsOf(row, words));
        }
    }

    private static List<string> CellsOf(DocumentFormat.OpenXml.Spreadsheet.Row row, Cells words)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements<Cell>())
        {
            // Empty cells are left out of the file; the reference says which column this one is in.
            var column = cell.CellReference?.Value is { } reference ? Column(reference) : cells.Count;
            while (cells.Count < column) cells.Add("");
            cells.Add(words.Text(cell).Trim());
        }
        return cells;
    }

    private static int Column(string reference) =>
        reference.TakeWhile(char.IsAsciiLetterUpper).Aggregate(0, (sum, letter) => (sum * 26) + letter - 'A' + 1) - 1;

    /// <summary>What a cell shows: shared strings without their phonetic hints, formulas by their value, dates as 2026-03-04 10:30:00 however they are styled.</summary>
    private sealed class Cells(WorkbookPart book)
    {
        private readonly List<string> shared = [.. book.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(Plain) ?? []];
        private readonly HashSet<int> dates = DateStyles(book);

        public string Text(Cell cell)
        {
            var value = cell.CellValue?.Text ?? "";
            if (cell.DataType?.Value == CellValues.SharedString) return int.TryParse(value, out var index) && index >= 0 && index < shared.Count ? shared[index] : "";
            if (cell.DataType?.Value == CellValues.InlineString) return cell.InlineString is { } inline ? string.Concat(inline.Descendants<Text>().Select(text => text.Text)) : "";
            var isDate = cell.DataType is null && cell.StyleIndex?.Value is { } style && dates.Contains((int)style);
            return isDate && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is > 0 and < 2958466
                ? DateTime.FromOADate(days).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : value;
        }

        /// <summary>Colours and words in a format say nothing: [Red] has a d.</summary>
        private static bool IsDate(string code) => Unsaid().Replace(code, "").AsSpan().IndexOfAny("ydhYDH") >= 0;

        private static string Plain(SharedStringItem item) => item.Text?.Text ?? string.Concat(item.Elements<Run>().Select(run => run.Text?.Text));

        /// <summary>The cell formats whose number format is one of the built-in dates (14–22, 27–36, 45–47, 50–58) or a custom one that says year, day or hour.</summary>
        private static HashSet<int> DateStyles(WorkbookPart book)
        {
            if (book.WorkbookStylesPart?.Stylesheet is not { CellFormats: { } formats } styles) return [];
            var custom = (styles.NumberingFormats?.Elements<NumberingFormat>() ?? []).Where(format => IsDate(format.FormatCode?.Value ?? "")).Select(format => format.NumberFormatId!.Value).ToHashSet();
            return [.. formats.Elements<CellFormat>().Select((format, index) => (Id: format.NumberFormatId?.Value ?? 0, index))
                .Where(one => one.Id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) || custom.Contains(one.Id)).Select(one => one.index)];
        }
    }

    private static IReadOnlyList<Row> WithoutEmpty(IEnumerable<Row> rows) => [.. rows.Where(r => r.Cells.Any(c => c.Length > 0))];
}
