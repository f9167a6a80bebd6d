using System.Text;
using Microsoft.EntityFrameworkCore;
using Shouwen.Packs;
using Shouwen.Web.Commands;
using Shouwen.Web.Demo;
using Shouwen.Web.Setup;
using Xunit;

namespace Shouwen.Tests.Commands;

/// <summary>A draft is held against the record from the command line, and the record stays as it is.</summary>
public sealed class ReplayTests(WorldSite site) : IClassFixture<WorldSite>
{
    private const string Added = """
        pack: invented-rule
        title: 示例规定
        clauses: {一: 一小时内联系客户}
        duties:
          - {duty: contact, bearer: first-contact, owed-to: customer, from: register, within: {working-hours: 1}, clause: 一, lines: [X.1]}
        """;

    private string Written(string yaml, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var file = Path.Combine(site.Data, name + ".yaml");
        File.WriteAllText(file, yaml);
        return file;
    }

    private Task<int> Replay(string draft, params string[] more) =>
        CommandLine.Run(["packs", "replay", "--pack", draft, "--from", "2026-03-01", "--to", "2026-03-31", .. site.Place, .. more]);

    /// <summary>Every entry of the record by its hash, and how many rows follow from it. Not the bytes of a file: the site's own senders may write to their own tables meanwhile.</summary>
    private Task<string> Record() => site.Db(async db => string.Join('\n',
    [
        .. (await db.Journal.AsNoTracking().OrderBy(entry => entry.Matter).ThenBy(entry => entry.Seq).ToListAsync()).Select(entry => $"{entry.Matter} {entry.Seq} {entry.Hash}"),
        $"{await db.Cases.CountAsync()} {await db.Duties.CountAsync()} {await db.Findings.CountAsync()} {await db.PackVersions.CountAsync()} {await db.PackAdoptions.CountAsync()}",
    ]));

    [Fact]
    public async Task A_draft_is_replayed_into_a_table_and_a_file_and_nothing_is_written_to_the_record()
    {
        var row = await site.Registered();
        var before = await Record();
        var csv = Path.Combine(site.Data, "differences.csv");
        Assert.Equal(CommandLine.Done, await Replay(Written(Added), "--csv", csv));
        Assert.Equal(before, await Record());
        var bytes = await File.ReadAllBytesAsync(csv, TestContext.Current.CancellationToken);
        Assert.True(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        var lines = Csv.Read(Encoding.UTF8.GetString(bytes[Encoding.UTF8.Preamble.Length..])).Select(line => string.Join('|', line.Cells)).Where(line => line.StartsWith(row.Number, StringComparison.Ordinal));
        Assert.Equal(
        [
            $"{row.Number}|2026-03-04 10:30|《示例规定》||整部制度|新适用|不适用|适用|草案",
            $"{row.Number}|2026-03-04 10:30|《示例规定》|一|联系客户|新增责任|无|李娟，2026-03-04 11:30 截止，已逾期|草案",
        ], lines);
    }

    [Fact]
    public async Task The_version_in_force_makes_no_difference()
    {
        await site.Registered();
        var csv = Path.Combine(site.Data, "same.csv");
        Assert.Equal(CommandLine.Done, await Replay(Path.Combine(Web.Folders.Packs, World.Adopted(Web.Folders.Packs)[0], "pack.yaml"), "--csv", csv));
        Assert.Single(await File.ReadAllLinesAsync(csv, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("pack: invented-rule\ntitle: 甲\nbogus: 1\nclauses: {一: 甲}\n")]
    [InlineData("pack: invented-rule\ntitle: 甲\nclauses: {一: 甲}\nguidance:\n  - {clause: 九, lines: [X.1], text: 甲}\n")]
    public async Task A_draft_with_errors_is_refused(string yaml) => Assert.Equal(CommandLine.Failed, await Replay(Written(yaml)));

    [Theory]
    [InlineData("2026-13-01", "2026-12-31")]
    [InlineData("2026-03-31", "2026-03-01")]
    [InlineData("昨天", "2026-03-01")]
    public async Task Days_that_are_none_are_bad_input(string from, string to) =>
        Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["packs", "replay", "--pack", Written(Added), "--from", from, "--to", to, .. site.Place]));

    [Fact]
    public async Task What_cannot_be_found_is_bad_input()
    {
        Assert.Equal(CommandLine.BadInput, await Replay(Path.Combine(site.Data, "nowhere.yaml")));
        Assert.Equal(CommandLine.BadInput, await Replay(Written(Added), "--csv", Path.Combine(site.Data, "no", "such", "folder.csv")));
        Assert.Equal(CommandLine.BadInput, await CommandLine.Run(["packs", "replay", "--pack", Written(Added), "--from", "2026-03-01", "--to", "2026-03-02", "--data", Path.Combine(site.Data, "empty")]));
    }

    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+86", "'+86")]
    [InlineData("-1", "'-1")]
    [InlineData("@a", "'@a")]
    [InlineData("陈=女士", "陈=女士")]
    [InlineData("", "")]
    public void A_cell_is_no_formula(string cell, string written) => Assert.Equal(written, Csv.Harmless(cell));

    [Fact]
    public void The_invented_draft_is_sound() => Assert.DoesNotContain(PackChecker.Check([PackReader.Read(Added, "draft").Value!]), problem => problem.Severity == Severity.Error);
}
