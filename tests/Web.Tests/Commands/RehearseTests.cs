using System.Diagnostics;
using Shouwen.Web;
using Shouwen.Web.Commands;
using Xunit;

namespace Shouwen.Tests.Commands;

/// <summary><c>shouwen rehearse</c> and <c>shouwen packs check</c>, run as a process of their own: what they print and how they end.</summary>
public sealed class RehearseTests : IDisposable
{
    private readonly DirectoryInfo folder = System.IO.Directory.CreateTempSubdirectory("shouwen-test-");

    public void Dispose() => folder.Delete(recursive: true);

    private const string Pack = """
        pack: demo
        title: 示例
        clauses: {一: 两小时内移交}
        duties:
          - {duty: transfer, bearer: first-contact, owed-to: customer, from: register, within: {working-hours: 2}, clause: 一, lines: [D.1]}
        """;

    private const string Story = """
        rehearsal: passed on within two hours
        packs: [demo]
        organisation:
          units: [{id: front, head: zhao}]
        steps:
          - at: 2026-03-03T09:00
            by: zhao
            do: register
            with: {channel: phone, content: 气压低}
            expect: {duties: [{duty: transfer, bearer: zhao, due: 2026-03-03T11:00}]}
        """;

    [Fact]
    public async Task Everything_that_ships_holds()
    {
        var (code, lines, _) = await Shouwen("rehearse", Folders.Packs);
        Assert.Equal(CommandLine.Done, code);
        Assert.Matches("^[1-9][0-9]* passed, 0 failed$", Assert.Single(lines));
    }

    [Fact]
    public async Task A_failure_is_printed_with_file_step_expected_and_got()
    {
        var file = Write("late.yaml", Story.Replace("T11:00", "T12:00", StringComparison.Ordinal));
        Write("packs/demo/pack.yaml", Pack);
        Write("more/good.yaml", Story);
        Write("more/notes.yaml", "notes: no rehearsal\n");
        var (code, lines, _) = await Shouwen("rehearse", file, Path.Combine(folder.FullName, "more"), "--packs", Path.Combine(folder.FullName, "packs"));
        Assert.Equal(CommandLine.Failed, code);
        Assert.Equal($"{file}:10 2026-03-03T09:00 zhao 登记", lines[0]);
        Assert.Contains("应为 duties: {duty: transfer, bearer: zhao, due: 2026-03-03T12:00}", lines[1], StringComparison.Ordinal);
        Assert.Contains("实为 transfer open bearer zhao owed-to customer due 2026-03-03T11:00 一", lines[2], StringComparison.Ordinal);
        Assert.Equal("1 passed, 1 failed", lines[^1]);
    }

    [Theory]
    [InlineData("    do: register", "    do: knit", ":6: 不认识的动作 knit")]
    [InlineData("packs: [demo]", "packs: [gone]", ":1: 没有制度包 gone")]
    [InlineData("steps:", "steps: [", "YAML 写法有误")]
    public async Task A_file_that_cannot_be_read_is_told_and_has_its_own_exit_code(string right, string wrong, string told)
    {
        Write("packs/demo/pack.yaml", Pack);
        var file = Write("story.yaml", Story.Replace(right, wrong, StringComparison.Ordinal));
        var (code, lines, _) = await Shouwen("rehearse", file, "--packs", Path.Combine(folder.FullName, "packs"));
        Assert.Equal(CommandLine.BadInput, code);
        Assert.StartsWith(file, lines[0], StringComparison.Ordinal);
        Assert.Contains(told, lines[0], StringComparison.Ordinal);
        Assert.Equal("0 passed, 1 failed", lines[^1]);
    }

    [Fact]
    public async Task Nothing_to_play_is_bad_input()
    {
        Assert.Equal(CommandLine.BadInput, (await Shouwen("rehearse")).Code);
        Assert.Equal(CommandLine.BadInput, (await Shouwen("rehearse", Path.Combine(folder.FullName, "none.yaml"))).Code);
        Assert.Equal(CommandLine.BadInput, (await Shouwen("rehearse", folder.FullName)).Code);
    }

    [Fact]
    public async Task A_sound_pack_passes_the_check_and_a_wrong_one_is_told_with_line_and_reason()
    {
        var packs = Path.Combine(folder.FullName, "packs");
        var list = Write("lines.tsv", "id\tpack\tclause\tkind\ttext\nD.1\tdemo\t一\tduty\t移交\n");
        var file = Write("packs/demo/pack.yaml", Pack);
        Assert.Equal(CommandLine.Done, (await Shouwen("packs", "check", "--packs", packs, "--lines", list)).Code);

        File.AppendAllText(list, "D.2\tdemo\t一\tduty\t答复\n");
        File.WriteAllText(file, Pack.Replace("clause: 一", "clause: 二", StringComparison.Ordinal));
        var (code, lines, _) = await Shouwen("packs", "check", "--packs", packs, "--lines", list);
        Assert.Equal(CommandLine.Failed, code);
        Assert.Contains(lines, line => line.StartsWith("错误", StringComparison.Ordinal) && line.Contains("pack.yaml:5 [", StringComparison.Ordinal) && line.Contains("clauses 里没有 二", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("D.2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_check_says_where_packs_together_differ_and_which_rules_no_rehearsal_looks_at()
    {
        var packs = Path.Combine(folder.FullName, "packs");
        Write("packs/demo/pack.yaml", Pack);
        Write("packs/other/pack.yaml", Pack.Replace("pack: demo", "pack: other", StringComparison.Ordinal).Replace("bearer: first-contact", "bearer: handler", StringComparison.Ordinal));
        var (code, lines, _) = await Shouwen("packs", "check", "--packs", packs, "--together", "demo,other", "--rehearsals");
        Assert.Equal(CommandLine.Done, code);
        Assert.Contains(lines, line => line.StartsWith("先后", StringComparison.Ordinal) && line.Contains("other", StringComparison.Ordinal) && line.Contains("各自承担", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("没有演练检验的规则 2 条", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("未见超期", StringComparison.Ordinal) && line.Contains("demo/pack.yaml", StringComparison.Ordinal));
        Assert.Equal(CommandLine.BadInput, (await Shouwen("packs", "check", "--packs", packs, "--together", "demo,none")).Code);
    }

    [Fact]
    public async Task What_the_check_cannot_read_has_its_own_exit_code()
    {
        var packs = Path.Combine(folder.FullName, "packs");
        Write("packs/demo/pack.yaml", Pack.Replace("bearer:", "bearers:", StringComparison.Ordinal));
        var (code, lines, _) = await Shouwen("packs", "check", "--packs", packs);
        Assert.Equal(CommandLine.BadInput, code);
        Assert.Contains(lines, line => line.Contains("pack.yaml:5", StringComparison.Ordinal) && line.Contains("bearers", StringComparison.Ordinal));
        Assert.Equal(CommandLine.BadInput, (await Shouwen("packs", "check", "--packs", Path.Combine(folder.FullName, "none"))).Code);
        Assert.Equal(CommandLine.BadInput, (await Shouwen("packs", "check", "--lines", Path.Combine(folder.FullName, "none.tsv"))).Code);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Code, string[] Lines, string Errors)> Shouwen(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "shouwen.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), await errors);
    }
}
