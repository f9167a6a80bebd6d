using System.CommandLine;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Seals;

namespace Shouwen.Web.Commands;

/// <summary>Writes one case as a file that can be read and verified without this installation. 0 written · 2 no such case, or a place that can't be written to.</summary>
public static class Export
{
    public static Command Command()
    {
        var number = new Argument<string>("NUMBER") { Description = "诉求编号，如 20260303-0001 / number of the case" };
        var output = new Option<FileInfo>("-o", "--output") { Description = "写到这个文件 / where to", HelpName = "FILE.zip", Required = true };
        var command = new Command("export", "把一件诉求导出为可以独立核验的卷宗 / export one case as a file that verifies by itself") { number, output };
        var place = new Place(command);
        command.SetAction((parsed, cancel) => Run(place.Of(parsed), parsed.GetValue(number)!, parsed.GetValue(output)!, cancel));
        return command;
    }

    private static async Task<int> Run(SiteOptions options, string number, FileInfo output, CancellationToken cancel)
    {
        if (output.Exists) throw new FormatException($"{output.FullName} 已存在，没有改动");
        await using var site = await Opened.Site(options, cancel);
        await using var scope = site.Services.CreateAsyncScope();
        var file = await CaseExport.Of(scope.ServiceProvider.GetRequiredService<AppDb>(), scope.ServiceProvider.GetRequiredService<Acting>(), number, $"服务器上的 {Environment.UserName}")
            ?? throw new FormatException($"没有编号是 {number} 的诉求");
        try
        {
            await using (var to = output.Create()) await CaseExport.Write(file, scope.ServiceProvider.GetRequiredService<Files>(), to, cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"写不了 {output.FullName}：{failure.Message}", failure);
        }
        Console.WriteLine($"已导出 {output.FullName}：{file.Entries.Count} 条记录，{file.Files.Count} 个附件，{(file.Proofs is [.., var last] ? $"封存到第 {last.Seq} 条" : "尚未封存")}");
        return CommandLine.Done;
    }
}
