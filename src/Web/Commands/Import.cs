using System.CommandLine;
using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Shouwen.Packs;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Importing;
using Shouwen.Web.Setup;

namespace Shouwen.Web.Commands;

/// <summary>Brings in requests of another system from a table.</summary>
public static class Import
{
    private const int Shown = 5;

    public static Command Command()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "表格 .csv 或 .xlsx / the table" };
        var map = new Option<string?>("--map") { Description = "列与字段的对照：列名=字段,… 或 YAML 文件；不给则按表头猜 / column mapping", HelpName = "MAP" };
        var preview = new Option<bool>("--preview") { Description = "只看，不导入 / look only" };
        var by = new Option<string?>("--by") { Description = "登记人的账号；不给则为客户服务部门负责人 / who registers", HelpName = "PERSON" };
        var channel = new Option<string>("--channel") { Description = "没写渠道的行用这个 / channel of rows that say none", HelpName = "CHANNEL", DefaultValueFactory = _ => "message-board" };
        var kind = new Option<string>("--kind") { Description = "没写类别的行用这个 / kind of rows that say none", HelpName = "KIND", DefaultValueFactory = _ => "request" };
        var scope = new Option<string?>("--scope") { Description = "职责范围；不给则留待判断 / scope, left open by default", HelpName = "SCOPE" };
        var source = new Option<string?>("--source") { Description = "来源名称，再次导入时凭它认出同一行；默认用文件名 / name of the source", HelpName = "NAME" };
        var errors = new Option<FileInfo?>("--errors") { Description = "未导入的行写到这里；默认 FILE.errors.csv / rows that failed", HelpName = "CSV" };
        channel.AcceptOnlyFromAmong([.. Vocabulary.Facts["channel"]]);
        kind.AcceptOnlyFromAmong([.. Vocabulary.Facts["kind"]]);
        scope.AcceptOnlyFromAmong([.. Vocabulary.Facts["scope"]]);
        var command = new Command("import", "从表格导入诉求，重复运行不会重复导入 / import requests from a table, each once")
            { file, map, preview, by, channel, kind, scope, source, errors };
        var place = new Place(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var table = parsed.GetValue(file)!;
            try
            {
                if (!table.Exists) throw new FormatException($"没有文件 {table.FullName}");
                await using var site = Site.Build(place.Of(parsed));
                await Site.Prepare(site.Services);
                await using var content = table.OpenRead();
                var rows = Sheet.Read(table.Name, content);
                if (rows.Count < 2) throw new FormatException("表里没有数据行；第一行应是表头");
                var mapping = parsed.GetValue(map) is { } written ? Mapping.Read(written, rows[0].Cells) : Mapping.Guess(rows[0].Cells);
                if (!mapping.Columns.ContainsKey("content")) throw new FormatException($"看不出哪一列是诉求内容，请用 --map 列名=content 指定；表头是：{string.Join("、", rows[0].Cells)}");
                var plan = new ImportPlan(parsed.GetValue(source) ?? Path.GetFileNameWithoutExtension(table.Name), await Person(site.Services, parsed.GetValue(by)),
                    parsed.GetValue(channel)!, parsed.GetValue(kind)!, parsed.GetValue(scope));
                var report = await Work(new Importer(site.Services.GetRequiredService<IServiceScopeFactory>()), [.. rows.Skip(1)], mapping, plan, parsed.GetValue(preview), cancel);
                foreach (var error in report.Errors.Take(Shown)) Console.WriteLine($"  第 {error.Row.Number} 行：{error.Reason}");
                if (!parsed.GetValue(preview)) Keep(report, rows[0], parsed.GetValue(errors)?.FullName ?? table.FullName + ".errors.csv");
                return report.Errors.Count == 0 ? CommandLine.Done : CommandLine.Failed;
            }
            catch (FormatException failure)
            {
                await Console.Error.WriteLineAsync(failure.Message);
                return CommandLine.BadInput;
            }
        });
        return command;
    }

    private static async Task<ImportReport> Work(Importer importer, IReadOnlyList<Sheet.Row> rows, Mapping mapping, ImportPlan plan, bool look, CancellationToken cancel)
    {
        var (fresh, report) = await importer.Look(rows, mapping, plan);
        Preview(rows, mapping, plan);
        if (look)
        {
            Console.WriteLine($"预览：{report.Rows} 行，可导入 {fresh.Count}，已导入过 {report.Already}，文件内重复 {report.Repeated}，有问题 {report.Errors.Count}");
            return report;
        }
        var watch = Stopwatch.StartNew();
        report = await Bar.Over("导入", fresh.Count, step => importer.Run(fresh, report, plan, step, cancel));
        Console.WriteLine($"{report.Rows} 行：导入 {report.Imported}，已导入过 {report.Already}，文件内重复 {report.Repeated}，有问题 {report.Errors.Count}；" +
            $"用时 {watch.Elapsed.TotalSeconds:0.0} 秒{(report.Imported == 0 ? "" : $"，每秒 {report.Imported / watch.Elapsed.TotalSeconds:0} 件")}");
        return report;
    }

    private static void Preview(IReadOnlyList<Sheet.Row> rows, Mapping mapping, ImportPlan plan)
    {
        // Plain lines: a terminal table breaks where it must wrap Chinese.
        var fields = Mapping.Fields.Where(mapping.Columns.ContainsKey).ToList();
        foreach (var field in fields) Console.WriteLine($"  {Mapping.Say(field)} ← {string.Join("、", mapping.Columns[field].Select(place => mapping.Header[place]))}");
        foreach (var row in rows.Take(Shown))
            Console.WriteLine($"第 {row.Number} 行：{string.Join(" | ", fields.Select(field => Cases.Notices.Short(string.Join(" ", mapping.Cells(field, row.Cells)))))}");
        if (mapping.Unused.ToList() is { Count: > 0 } unused) Console.WriteLine($"不导入的列：{string.Join("、", unused)}");
        Console.WriteLine($"来源 {plan.Source}，登记人 {plan.By}，渠道默认 {Roster.Channels.Say(plan.Channel)}，类别默认 {Shouwen.Cases.Words.Value("kind", plan.Kind)}");
    }

    /// <summary>The rows that failed, each with its number, the reason and its cells, to be put right and imported again. An old list of the same name goes.</summary>
    private static void Keep(ImportReport report, Sheet.Row header, string path)
    {
        File.Delete(path);
        if (report.Errors.Count == 0) return;
        // With a mark at its head, so that Excel reads it as UTF-8.
        File.WriteAllLines(path, [Csv.Write(["行号", "原因", .. header.Cells]), .. report.Errors.Select(error => Csv.Write([error.Row.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Reason, .. error.Row.Cells]))], new UTF8Encoding(true));
        Console.WriteLine($"未导入的行和原因：{path}");
    }

    /// <exception cref="FormatException">Nobody to register by, with a sentence for people.</exception>
    private static async Task<string> Person(IServiceProvider services, string? given)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (!await scope.ServiceProvider.GetRequiredService<Installed>().Check(db)) throw new FormatException("这个数据目录还没有设置，请先 shouwen serve --data 目录，在浏览器里完成设置");
        if (given is not null)
            return await db.People.Where(person => person.Active && (person.Id == given || person.UserName == given)).Select(person => person.Id).SingleOrDefaultAsync() ?? throw new FormatException($"没有在职人员“{given}”");
        var organisation = (await scope.ServiceProvider.GetRequiredService<Acting>().Regime()).Organisation;
        return organisation.HeadOf(organisation.Body("customer-service")?.Id) ?? throw new FormatException("没有设客户服务部门负责人，请用 --by 指定登记人");
    }
}
