using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.AspNetCore.Mvc;

namespace Shouwen.Web.Ui;

/// <summary>A table that people take along, as .csv or .xlsx: a head and rows of texts and numbers.</summary>
public sealed record Table(string Name, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>More rows nobody reads, and a request need not carry.</summary>
    public const int MostRows = 10_000;

    /// <summary>The file; anything but <c>xlsx</c> is .csv in UTF-8 with the mark that Excel asks for.</summary>
    public FileContentResult File(string? format) => format == "xlsx"
        ? new(Xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") { FileDownloadName = $"{Name}.xlsx" }
        : new(Encoding.UTF8.GetBytes(Csv()), "text/csv; charset=utf-8") { FileDownloadName = $"{Name}.csv" };

    private string Csv()
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in Rows.Prepend([.. Head])) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return text.ToString();
    }

    /// <summary>Quoted where it must be; what a spreadsheet would take for a formula begins with an apostrophe.</summary>
    private static string Cell(object? value)
    {
        var text = value is string said && said.Length > 0 && "=+-@\t\r".Contains(said[0]) ? "'" + said : Say(value);
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string Say(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private byte[] Xlsx()
    {
        using var bytes = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = file.AddWorkbookPart();
            var sheet = book.AddNewPart<WorksheetPart>();
            sheet.Worksheet = new Worksheet(new SheetData(Rows.Prepend([.. Head]).Select(row => new Row(row.Select(Written)))));
            book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(sheet), SheetId = 1, Name = Name.Length > 31 ? Name[..31] : Name }));
        }
        return bytes.ToArray();
    }

    private static Cell Written(object? value) => value is decimal or long or int
        ? new Cell { DataType = CellValues.Number, CellValue = new CellValue(Say(value)) }
        : new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(Clean(Say(value))) { Space = SpaceProcessingModeValues.Preserve }) };

    /// <summary>Without the signs that no XML can hold.</summary>
    private static string Clean(string text) => new([.. text.Where(sign => sign is '\t' or '\n' or '\r' || sign >= ' ')]);
}

/// <summary>Amounts as people read them; kept in fen.</summary>
public static class Money
{
    /// <summary>1,234.50.</summary>
    public static string Yuan(long fen) => (fen / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>2%, from hundredths of a per cent.</summary>
    public static string Percent(long hundredths) => (hundredths / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}
