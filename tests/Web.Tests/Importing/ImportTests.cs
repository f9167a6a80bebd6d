using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.EntityFrameworkCore;
using Shouwen.Web;
using Shouwen.Web.Commands;
using Shouwen.Web.Importing;
using Xunit;
using Sheet = Shouwen.Web.Setup.Sheet;

namespace Shouwen.Tests.Importing;

public sealed class ImportTests(RuledSite site) : IClassFixture<RuledSite>, IDisposable
{
    private static readonly ImportPlan Plan = new("旧系统", "zhou", "message-board", "request", null);
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("shouwen-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_table_comes_in_once_through_the_real_act_and_a_second_run_brings_nothing()
    {
        var file = Write("热线.csv", "工单号,来电时间,姓名,联系电话,渠道,诉求类型,内容,满意度\n" +
            "A1,2026/3/1 9:05,陈女士,139-1234-5678,服务热线,投诉,\"漏气，没人来\n\t\t　师傅电话也不接　\",好\nA2,2026年3月2日,,,12345,报修,表不走字,\nA1,2026/3/1 9:05,陈女士,139-1234-5678,服务热线,投诉,\"漏气，没人来\n师傅电话也不接\",好\n");
        Assert.Equal(CommandLine.Done, await Run(file));
        var rows = await site.Db(db => db.Cases.AsNoTracking().Where(row => row.ImportedAs!.StartsWith("热线:")).OrderBy(row => row.Key).ToListAsync());
        Assert.Equal(["热线:A1", "热线:A2"], rows.Select(row => row.ImportedAs));
        Assert.Equal(("hotline", "complaint", "陈女士", "13912345678", "漏气，没人来\n师傅电话也不接"), (rows[0].Channel, rows[0].Kind, rows[0].CustomerName, rows[0].CustomerPhone, rows[0].Content));
        Assert.Equal(("citizen-hotline", "repair", "zhou"), (rows[1].Channel, rows[1].Kind, rows[1].FirstContactId));
        var journal = await site.Db(db => db.Journal.AsNoTracking().Where(entry => entry.Matter == "case:" + rows[0].Id && entry.Kind == "acted").SingleAsync());
        Assert.Contains("\"received-at\":\"2026-03-01T09:05\"", journal.Body);

        Assert.Equal(CommandLine.Done, await Run(file));
        Assert.Equal(2, await site.Db(db => db.Cases.CountAsync(row => row.ImportedAs!.StartsWith("热线:"))));
    }

    [Fact]
    public async Task Rows_that_fail_are_kept_with_number_and_reason_and_come_in_when_put_right()
    {
        var file = Write("台账.csv", "编号,时间,渠道,内容\n1,前天下午,窗口,问发票\n2,2026-03-01,飞鸽,问过户\n3,2026-03-01,窗口,\n4,2026-03-01,窗口,问开户\n4,2026-03-02,窗口,另一件事\n");
        Assert.Equal(CommandLine.Failed, await Run(file));
        var kept = await File.ReadAllLinesAsync(file + ".errors.csv", TestContext.Current.CancellationToken);
        Assert.Equal(["行号,原因,编号,时间,渠道,内容", "2,看不懂时间“前天下午”,1,前天下午,窗口,问发票", "3,不认识的渠道“飞鸽”,2,2026-03-01,飞鸽,问过户", "4,没有诉求内容,3,2026-03-01,窗口,", "6,编号与第 5 行相同，内容不同,4,2026-03-02,窗口,另一件事"], kept);

        await File.WriteAllTextAsync(file, "编号,时间,渠道,内容\n1,2026-03-01 15:00,窗口,问发票\n4,2026-03-01,窗口,问开户\n", TestContext.Current.CancellationToken);
        Assert.Equal(CommandLine.Done, await Run(file));
        Assert.False(File.Exists(file + ".errors.csv"));
        Assert.Equal(2, await site.Db(db => db.Cases.CountAsync(row => row.ImportedAs!.StartsWith("台账:"))));
    }

    [Fact]
    public async Task A_preview_and_a_table_that_cannot_be_read_bring_nothing()
    {
        var file = Write("预览.csv", "甲,乙\n1,漏气\n");
        Assert.Equal(CommandLine.BadInput, await Run(file));
        Assert.Equal(CommandLine.BadInput, await Run(file, "--map", "丙=content"));
        Assert.Equal(CommandLine.BadInput, await Run(file, "--map", "乙=contents"));
        Assert.Equal(CommandLine.BadInput, await Run(Path.Combine(folder.FullName, "没有.csv")));
        Assert.Equal(CommandLine.BadInput, await Run(Write("坏.csv", "编号,内容\n1,\"没有收尾\n")));
        Assert.Equal(CommandLine.BadInput, await Run(Write("人.csv", "编号,内容\n1,漏气\n"), "--by", "nobody"));
        Assert.Equal(CommandLine.Done, await Run(file, "--map", "乙=content,甲=id", "--preview"));
        Assert.Equal(0, await site.Db(db => db.Cases.CountAsync(row => row.ImportedAs!.StartsWith("预览:"))));
        var map = Write("对照.yaml", "甲: id\n乙: content\n");
        Assert.Equal(CommandLine.Done, await Run(file, "--map", map));
        Assert.Equal(1, await site.Db(db => db.Cases.CountAsync(row => row.ImportedAs == "预览:1")));
    }

    [Theory]
    [InlineData("编号,留言主题,留言详情\n1,漏气,漏气，请快来\n", "漏气，请快来")]
    [InlineData("编号\t标题\t内容\n1\t发票\t三月的没开", "发票\n三月的没开")]
    [InlineData("内容，编号\n“喂”，请查表，1\n", "“喂”")]
    [InlineData("\uFEFF编号,内容,备注\n1,\t　漏气　\t,\n", "漏气")]
    public void Title_and_text_become_one_content_whatever_the_separator(string text, string content) => Assert.Equal(content, First("a.csv", Encoding.UTF8.GetBytes(text)).Fields!.Text("content"));

    [Fact]
    public void A_file_of_Chinese_Excel_is_read_in_its_own_encoding()
    {
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes("编号,内容\n1,燃气表走得快\n");
        Assert.Equal("燃气表走得快", First("a.csv", bytes).Fields!.Text("content"));
        Assert.Equal("燃气表走得快", First("a.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("编号\t内容\n1\t燃气表走得快\n")]).Fields!.Text("content"));
    }

    [Fact]
    public void A_row_without_a_number_is_known_by_what_it_says()
    {
        var (one, same, other) = (First("a.csv", "时间,内容\n2026-03-01,漏气\n"u8.ToArray()), First("a.csv", "内容,时间,备注\n漏气,2026-03-01,x\n"u8.ToArray()), First("a.csv", "时间,内容\n2026-03-02,漏气\n"u8.ToArray()));
        Assert.StartsWith("旧系统:#", one.Mark);
        Assert.Equal(one.Mark, same.Mark);
        Assert.NotEqual(one.Mark, other.Mark);
    }

    [Theory]
    [InlineData("2019-02-28 11:25:05", "2019-02-28T11:25")]
    [InlineData("04/18/2019 09:55:45 PM", "2019-04-18T21:55")]
    [InlineData("2020/1/6 12:09", "2020-01-06T12:09")]
    [InlineData("２０２６年３月４日", "2026-03-04T00:00")]
    [InlineData("43524.5", "2019-02-28T12:00")]
    public void Dates_are_read_as_they_are_written(string typed, string moment) =>
        Assert.Equal(moment, First("a.csv", Encoding.UTF8.GetBytes($"时间,内容\n{typed},漏气\n")).Fields!.Text("received-at"));

    /// <summary>What the originals do: far more rows claimed than there are, dates as dates and as text in one column, a formula, columns elsewhere.</summary>
    [Fact]
    public void A_workbook_that_claims_65203_rows_gives_the_496_it_has()
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
                new NumberingFormats(new NumberingFormat { NumberFormatId = 170, FormatCode = "yyyy\"年\"m\"月\"d\"日\" h:mm" }, new NumberingFormat { NumberFormatId = 171, FormatCode = "[Red]0.00" }),
                new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 170 }, new CellFormat { NumberFormatId = 171 }, new CellFormat { NumberFormatId = 22 }));
            var part = book.AddNewPart<WorksheetPart>();
            var data = new SheetData(new Row(Text("A1", "留言详情"), Text("B1", "留言时间"), Text("C1", "留言编号")) { RowIndex = 1 });
            for (var i = 2; i <= 497; i++)
                data.Append(new Row(Text($"A{i}", $"\n\t\t\t　第 {i} 件事　\n\t"), i % 3 == 0 ? Text($"B{i}", "2020/1/6 12:09:38") : Number($"B{i}", "43836.5", i % 3 == 1 ? 1u : 3u),
                    i == 2 ? new Cell { CellReference = "C2", CellFormula = new CellFormula("1000+2"), CellValue = new CellValue("1002") } : Number($"C{i}", $"{1000 + i}", 2)) { RowIndex = (uint)i });
            for (var i = 498; i <= 65204; i++) data.Append(new Row(new Cell { CellReference = $"A{i}", StyleIndex = 1 }) { RowIndex = (uint)i });
            part.Worksheet = new Worksheet(new SheetDimension { Reference = "A1:C65204" }, data);
            book.Workbook = new Workbook(new Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = book.GetIdOfPart(part), SheetId = 1, Name = "一" }));
        }
        file.Position = 0;
        var rows = Sheet.Read("a.xlsx", file);
        Assert.Equal(497, rows.Count);
        var mapping = Mapping.Guess(rows[0].Cells);
        var read = rows.Skip(1).Select(row => Incoming.Read(row, mapping, Plan)).ToList();
        Assert.Equal(("旧系统:1002", "第 2 件事", "2020-01-06T12:00"), (read[0].Mark, read[0].Fields!.Text("content"), read[0].Fields!.Text("received-at")));
        Assert.Equal(["2020-01-06T12:00", "2020-01-06T12:09"], read.Select(one => one.Fields!.Text("received-at")!).Distinct().Order());
        Assert.All(read, one => Assert.Null(one.Problem));

        static Cell Text(string place, string text) => new() { CellReference = place, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) };
        static Cell Number(string place, string number, uint style) => new() { CellReference = place, CellValue = new CellValue(number), StyleIndex = style };
    }

    [Fact]
    public async Task A_city_s_messages_come_in_whole_and_only_once()
    {
        var messages = Path.Combine(Folders.Home, "..", "shared", "data", "messages", "hot.csv");
        if (!File.Exists(messages)) Assert.Skip("The real messages are not beside the repository.");
        var errors = Path.Combine(folder.FullName, "errors.csv");
        Assert.Equal(CommandLine.Done, await Run(messages, "--errors", errors));
        Assert.Equal(2917, await site.Db(db => db.Cases.CountAsync(row => row.ImportedAs!.StartsWith("hot:"))));
        var some = await site.Db(db => db.Cases.AsNoTracking().SingleAsync(row => row.ImportedAs == "hot:188006"));
        Assert.Equal(some.Content.Trim(), some.Content);
        Assert.DoesNotContain('\t', some.Content);
        Assert.Equal(CommandLine.Done, await Run(messages, "--errors", errors));
        Assert.Equal(2917, await site.Db(db => db.Cases.CountAsync(row => row.ImportedAs!.StartsWith("hot:"))));
        Assert.False(File.Exists(errors));
    }

    private Task<int> Run(string file, params string[] more) => CommandLine.Run(["import", file, .. site.Place, .. more]);

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static Incoming First(string name, byte[] content)
    {
        var rows = Sheet.Read(name, new MemoryStream(content));
        return Incoming.Read(rows[1], Mapping.Guess(rows[0].Cells), Plan);
    }
}
