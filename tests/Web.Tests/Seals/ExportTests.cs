using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouwen.Seals;
using Shouwen.Web;
using Shouwen.Web.Cases;
using Shouwen.Web.Commands;
using Shouwen.Web.Seals;
using Xunit;

namespace Shouwen.Tests.Seals;

/// <summary>One case with everything, exported once; each test spoils a copy.</summary>
public sealed class ExportedSite : WorldSite
{
    public string Number { get; private set; } = "";
    public FileInfo Zip { get; private set; } = null!;

    protected override async Task Seed()
    {
        await base.Seed();
        await Registered(content: "别人的事");
        var row = await Registered(content: "燃气表不走字，<b>请</b>派人\r\n来看");
        await Done(row, "transfer", "li", new { unit = "ops", explained_to_customer = true });
        Number = row.Number;
        var path = Services.GetRequiredService<Files>().PathOf(Fingerprints.Of("%PDF-1.7 表"));
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, "%PDF-1.7 表");
        await Acting(async acting =>
        {
            await acting.Attach(Web.Cases.Acting.Case(row.Id), "li", [new Kept("检测:报告.pdf", "application/pdf", new FileInfo(path).Length, Fingerprints.Of("%PDF-1.7 表"))]);
            return true;
        });
        Clock.Now = Clock.Now.AddDays(1);
        await Seal();
        await Done(row, "urge", "li", new { to = "unit:ops", content = "请尽快" }, tolerated: true);
        Clock.Now = Clock.Now.AddDays(2);
        await Seal();
        await Registered(content: "封存以后的事");
        Zip = await Export("case.zip");
    }

    private Task<int> Seal() => Acting(async acting => await Db(async db => await Services.GetRequiredService<Sealing>().Make(db, (await acting.Regime()).Calendar, Clock.Now, 1000)));

    private Task Done(CaseRow row, string act, string by, object with, bool tolerated) => tolerated ? Try(row, act, by, with) : Done(row, act, by, with);

    public async Task<FileInfo> Export(string name)
    {
        var file = new FileInfo(Path.Combine(Data, name));
        Assert.Equal(CommandLine.Done, await CommandLine.Run(["export", Number, "-o", file.FullName, .. Place]));
        return file;
    }
}

public partial class ExportTests(ExportedSite site) : IClassFixture<ExportedSite>
{
    private static Task<(CaseFile File, CaseFileCheck Check)> Look(FileInfo file) => CaseArchive.Look(file, TestContext.Current.CancellationToken);

    private async Task<FileInfo> Spoilt(string entry, Func<byte[], byte[]?> spoil)
    {
        var copy = new FileInfo(Path.Combine(site.Data, $"{Guid.NewGuid():N}.zip"));
        await using var from = await ZipFile.OpenReadAsync(site.Zip.FullName, TestContext.Current.CancellationToken);
        await using var to = await ZipFile.OpenAsync(copy.FullName, ZipArchiveMode.Create, TestContext.Current.CancellationToken);
        foreach (var one in from.Entries)
        {
            using var content = new MemoryStream();
            await using (var stream = await one.OpenAsync(TestContext.Current.CancellationToken)) await stream.CopyToAsync(content, TestContext.Current.CancellationToken);
            if ((one.FullName == entry ? spoil(content.ToArray()) : content.ToArray()) is not { } bytes) continue;
            await using var target = await to.CreateEntry(one.FullName).OpenAsync(TestContext.Current.CancellationToken);
            await target.WriteAsync(bytes, TestContext.Current.CancellationToken);
        }
        return copy;
    }

    private Task<FileInfo> Edited(Action<JsonNode> edit) => Spoilt(CaseExport.Data, bytes =>
    {
        var json = JsonNode.Parse(bytes)!;
        edit(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString());
    });

    [Fact]
    public async Task An_exported_case_verifies_by_command_without_a_database()
    {
        var (file, check) = await Look(site.Zip);
        Assert.Empty(check.Problems);
        Assert.Equal((site.Number, true), (file.Number, check.SealedTo > 0));
        Assert.Equal("检测:报告.pdf", Assert.Single(file.Files).Name);
        Assert.Contains(file.Readable.Facts, fact => fact.Text == "燃气表不走字，<b>请</b>派人\r\n来看");
        Assert.Equal(CommandLine.Done, await CommandLine.Run(["verify", site.Zip.FullName, "--seal", file.Seals[^1].Hash]));
        Assert.Equal(CommandLine.Failed, await CommandLine.Run(["verify", site.Zip.FullName, "--seal", Fingerprints.Of("anders")]));
        Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["export", "20990101-0001", "-o", Path.Combine(site.Data, "no.zip"), .. site.Place]));
        Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["export", site.Number, "-o", site.Zip.FullName, .. site.Place]));
        Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["verify", Path.Combine(site.Data, "nowhere.zip")]));
    }

    /// <summary>Every value of the data, one after the other, except what says who exported when and the sentences of the program.</summary>
    [Fact]
    public async Task Any_value_of_the_data_that_is_changed_is_found()
    {
        var whole = JsonNode.Parse((await Look(site.Zip)).File.Write())!;
        var paths = Leaves(whole).Where(path => path[0] is not ("organisation" or "zone" or "exportedAt" or "exportedBy") && !(path[0] == "readable" && !path.Contains("said")) && !(path.Contains("said") && path[^1] == "label")).ToList();
        Assert.True(paths.Count > 100);
        foreach (var path in paths)
        {
            var changed = whole.DeepClone();
            var (parent, last) = (path.SkipLast(1).Aggregate(changed, (node, key) => node is JsonArray list ? list[int.Parse(key, null)]! : node[key]!), path[^1]);
            var value = parent[last]!.AsValue();
            parent[last] = value.TryGetValue<long>(out var number) ? number + 1 : value.TryGetValue<bool>(out var truth) ? !truth : Other(value.GetValue<string>());
            var found = path is ["format"] || CaseFileCheck.Of(CaseFile.Read(changed.ToJsonString()), one => site.Services.GetRequiredService<Files>() is var files && one == whole["files"]![0]!["path"]!.GetValue<string>() ? File.ReadAllBytes(files.PathOf(whole["files"]![0]!["hash"]!.GetValue<string>())) : null).Problems.Count > 0;
            Assert.True(found, $"{string.Join('.', path)} can be changed unnoticed");
        }
        foreach (var list in (string[])["entries", "files", "seals", "proofs"])
            for (var i = 0; i < whole[list]!.AsArray().Count; i++)
            {
                // An entry or a seal at the end is only missed where the other says that it was there.
                var changed = whole.DeepClone();
                changed[list]!.AsArray().RemoveAt(i);
                var found = CaseFileCheck.Of(CaseFile.Read(changed.ToJsonString()), null).Problems.Count > 0;
                Assert.True(found || list == "seals" && i == whole[list]!.AsArray().Count - 1 && whole["proofs"]!.AsArray().All(proof => proof!["seal"]!.GetValue<int>() < i + whole["seals"]![0]!["number"]!.GetValue<int>()), $"{list} {i} can be left out unnoticed");
            }
    }

    private static string Other(string text) => text.Length == 0 ? "0" : char.IsAsciiHexDigit(text[^1]) ? text[..^1] + (text[^1] == '0' ? '1' : '0') : text + "。";

    private static IEnumerable<string[]> Leaves(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => Leaves(pair.Value).Select(path => (string[])[pair.Key, .. path])),
        JsonArray list => list.SelectMany((one, i) => Leaves(one).Select(path => (string[])[$"{i}", .. path])),
        null => [],
        _ => [[]],
    };

    [Fact]
    public async Task A_page_an_attachment_or_a_file_that_is_not_what_it_was_is_found()
    {
        Assert.Contains("页面上的文字与数据不符", (await Look(await Spoilt(CaseExport.Page, bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("燃气表不走字，&lt;", "燃气表走字，&lt;"))))).Check.Problems);
        Assert.Contains("页面里的数据与 case.json 不同", (await Look(await Edited(json => json["exportedBy"] = "别人"))).Check.Problems);
        var path = (await Look(site.Zip)).File.Files[0].Path;
        Assert.Contains("附件“检测:报告.pdf”被改动", (await Look(await Spoilt(path, bytes => [.. bytes, 0]))).Check.Problems);
        Assert.Contains("附件“检测:报告.pdf”不在文件里", (await Look(await Spoilt(path, _ => null))).Check.Problems);
        await Assert.ThrowsAsync<FormatException>(async () => await Look(await Spoilt(CaseExport.Data, _ => null)));
        await Assert.ThrowsAsync<FormatException>(async () => await Look(await Spoilt(CaseExport.Data, _ => "{}"u8.ToArray())));
    }

    /// <summary>The program in docs/integrity.md knows nothing of this code.</summary>
    [Fact]
    public async Task Somebody_else_s_program_verifies_it_by_the_description_alone()
    {
        var program = Python().Match(await File.ReadAllTextAsync(Path.Combine(Folders.Home, "docs", "integrity.md"), TestContext.Current.CancellationToken)).Groups[1].Value;
        var script = Path.Combine(site.Data, "verify.py");
        await File.WriteAllTextAsync(script, program, TestContext.Current.CancellationToken);
        var (code, said) = await Run(script, site.Zip);
        if (code is null) Assert.Skip("python3 is not installed");
        Assert.True(code == 0, said);
        Assert.Contains($"verified {site.Number}", said);
        (code, said) = await Run(script, await Edited(json => json["entries"]![1]!["body"] = json["entries"]![1]!["body"]!.GetValue<string>().Replace("不走字", "走字")));
        Assert.Equal(1, code);
        Assert.Contains("entry 2: altered", said);
    }

    private static async Task<(int? Code, string Said)> Run(string script, FileInfo zip)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", [script, zip.FullName]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, string.Join('\n', said));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "");
        }
    }

    [Fact]
    public async Task Who_supervises_takes_it_from_the_case_s_page_and_that_is_remembered()
    {
        Assert.DoesNotContain("导出卷宗", (await Opened("li")).Text);
        var visitor = await Opened("jian");
        await visitor.Press("导出卷宗");
        Assert.Equal(1, await site.Db(db => db.Reveals.CountAsync(reveal => reveal.PersonId == "jian")));
    }

    private async Task<Visitor> Opened(string account)
    {
        var visitor = await site.As(account);
        await visitor.Open($"/cases/{site.Number}");
        return visitor;
    }

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Python();
}
