using Shouwen.Web.Setup;
using Xunit;

namespace Shouwen.Tests.Setup;

public class SheetTests
{
    [Theory]
    [InlineData("a,b\n\n c , d ", "1:a|b;3:c|d")]
    [InlineData("\"a,\n\"\"b\"\"\",c\nd", "1:a,\n\"b\"|c;3:d")]
    [InlineData("前台，李娟，li", "1:前台|李娟|li")]
    [InlineData("前台\t李娟\r\n", "1:前台|李娟")]
    [InlineData("", "")]
    public void Lines_become_cells(string text, string rows) =>
        Assert.Equal(rows, string.Join(';', Sheet.Text(text).Select(r => $"{r.Number}:{string.Join('|', r.Cells)}")));

    [Fact]
    public void A_workbook_gives_its_first_sheet_with_empty_cells_in_their_place()
    {
        using var file = new MemoryStream(Workbooks.Of(("A1", "部门"), ("C1", "账号"), ("B3", "李娟")));
        var rows = Sheet.Read("人员.xlsx", file);
        Assert.Equal(["1:部门||账号", "3:|李娟"], rows.Select(r => $"{r.Number}:{string.Join('|', r.Cells)}"));
    }

    [Theory]
    [InlineData("8:30-12:00 13:30-17:30", "08:30-12:00|13:30-17:30")]
    [InlineData("08：30—17：30", "08:30-17:30")]
    [InlineData("", null)]
    [InlineData("8-12", null)]
    [InlineData("12:00-08:30", null)]
    [InlineData("08:30-12:00 11:59-17:00", null)]
    public void Shifts_are_read_or_refused_with_a_sentence(string typed, string? shifts)
    {
        var (read, error) = Shifts.Read(typed);
        Assert.Equal((shifts, shifts is null), (read is null ? null : string.Join('|', read), error is not null));
    }
}
