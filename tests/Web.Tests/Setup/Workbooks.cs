using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Shouwen.Tests.Setup;

/// <summary>Real .xlsx files, written for a test.</summary>
internal static class Workbooks
{
    /// <summary>One sheet; each cell by its place, such as <c>("B3", "李娟")</c>.</summary>
    public static byte[] Of(params (string Place, string Text)[] cells)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            var part = book.AddNewPart<WorksheetPart>();
            var rows = cells.GroupBy(cell => uint.Parse(cell.Place[1..], System.Globalization.CultureInfo.InvariantCulture)).OrderBy(row => row.Key);
            part.Worksheet = new Worksheet(new SheetData(rows.Select(row => new Row(row.Select(Cell)) { RowIndex = row.Key })));
            book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = "一" }));
        }
        return file.ToArray();
    }

    private static Cell Cell((string Place, string Text) cell) =>
        new() { CellReference = cell.Place, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(cell.Text)) };
}
