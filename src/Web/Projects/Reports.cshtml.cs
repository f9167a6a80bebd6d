using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shouwen.Cases;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Projects;

/// <summary>市场信息、调研报告: what was reported of the market in a year, the newest first, with its files. Read from that year of the organisation's own history.</summary>
public sealed class ReportsModel(AppDb db, Clock clock, Acting acting) : PageModel
{
    private static readonly string[] OfTheMarket = ["market-information", "market-survey"];

    public sealed record Line(string Kind, string Unit, string By, string? Period, DateTimeOffset At, string Report, string? Proposals, IReadOnlyList<Attached> Files);

    public static readonly IReadOnlyList<SelectListItem> Kinds = [.. OfTheMarket.Select(kind => new SelectListItem(Words.Value("report-kind", kind), kind))];

    public int Year { get; private set; }
    public string? Kind { get; private set; }
    public string? Wrong { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Clock Clock => clock;

    public Task OnGet(string? year, string? kind) => Load(year, kind);

    public async Task<IActionResult> OnGetExport(string? year, string? kind, string? format)
    {
        await Load(year, kind);
        return new Table($"市场信息和调研报告 {Year}", ["种类", "部门", "报送人", "期间", "时间", "主要情况", "建议和措施", "附件"], [.. Lines.Select(line => (IReadOnlyList<object?>)
            [line.Kind, line.Unit, line.By, line.Period, clock.Local(line.At).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), line.Report, line.Proposals, string.Join("、", line.Files.Select(file => file.Name))])]).File(format);
    }

    public async Task<IActionResult> OnGetFile(string? year, Guid file, [FromServices] Files store)
    {
        await Load(year, null);
        if (Lines.SelectMany(line => line.Files).All(one => one.File != file.ToString())) return NotFound();
        var found = await db.Attachments.AsNoTracking().SingleAsync(one => one.Id == file);
        return PhysicalFile(store.PathOf(found.Hash), found.Type, found.Name);
    }

    private async Task Load(string? year, string? kind)
    {
        Year = clock.Today.Year;
        if (int.TryParse(year?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 1999 and < 3000) Year = asked;
        else if (!string.IsNullOrWhiteSpace(year)) Wrong = $"看不懂年份“{year}”，请写成 2026";
        Kind = OfTheMarket.FirstOrDefault(one => one == kind);
        var (own, from, until) = ((await acting.Regime()).Organisation, clock.StartOf(new DateOnly(Year, 1, 1)), clock.StartOf(new DateOnly(Year + 1, 1, 1)));
        var standing = Acting.Standing.ToString();
        var entries = await db.Journal.AsNoTracking().Where(entry => entry.Matter == standing && entry.RecordedAt >= from && entry.RecordedAt < until && (entry.Kind == "acted" || entry.Kind == "attached")).OrderBy(entry => entry.Seq).ToListAsync();
        var (lines, last) = (new List<Line>(), (Acted?)null);
        foreach (var happened in entries.Select(entry => entry.Read()))
            if (happened is Acted acted)
            {
                last = acted is { Act: "submit-report" } && acted.With.Text("kind") is { } said && OfTheMarket.Contains(said) && (Kind is null || Kind == said) ? acted : null;
                if (last is not null) lines.Add(new(Words.Value("report-kind", last.With.Text("kind")!), own.Unit(own.Person(last.By)?.Unit ?? "")?.Name ?? "", own.Person(last.By)?.Name ?? last.By, last.With.Text("period"), last.At, last.With.Text("report") ?? "", last.With.Text("text"), []));
            }
            else if (happened is Attached file && last is not null && file.By == last.By) lines[^1] = lines[^1] with { Files = [.. lines[^1].Files, file] };
        lines.Reverse();
        Lines = lines;
    }
}
