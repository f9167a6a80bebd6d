using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Shouwen.Judging;
using Shouwen.Web.Access;
using Shouwen.Web.Cases;
using Shouwen.Web.Data;
using Shouwen.Web.Ui;

namespace Shouwen.Web.Accountability;

/// <summary>部门考核扣分: what each unit's year loses, article by article, with the total.</summary>
public sealed class DeductionsModel(AppDb db, Actor actor, Clock clock, Acting acting) : PageModel
{
    /// <summary>One unit's year: by clause how often and how much, in hundredths of a per cent.</summary>
    public sealed record Line(string Unit, IReadOnlyList<(string Pack, string Clause, int Times, long Amount)> Clauses, long Sum, IReadOnlyList<LedgerRow> Entries);

    public int Year { get; private set; }
    public string? Wrong { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Tabs Tabs { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string? year)
    {
        var regime = await acting.Regime();
        if (!Tabs.SeesDeductions(actor, regime)) return Forbid();
        await Load(regime, year);
        return Page();
    }

    public async Task<IActionResult> OnGetExport(string? year, string? format)
    {
        var regime = await acting.Regime();
        if (!Tabs.SeesDeductions(actor, regime)) return Forbid();
        await Load(regime, year);
        return new Table($"部门考核扣分 {Year}", ["部门", "制度", "条款", "件数", "扣分（%）", "全年合计（%）"], [.. Lines.SelectMany(line => line.Clauses.Select(one => (IReadOnlyList<object?>)[line.Unit, one.Pack, one.Clause, one.Times, one.Amount / 100m, line.Sum / 100m]))]).File(format);
    }

    private async Task Load(Regime regime, string? year)
    {
        Tabs = Tabs.Of("/findings/deductions", actor, regime);
        Year = clock.Today.Year;
        if (int.TryParse(year?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is > 1999 and < 3000) Year = asked;
        else if (!string.IsNullOrWhiteSpace(year)) Wrong = $"看不懂年份“{year}”，请写成 2026";
        var name = Year.ToString(CultureInfo.InvariantCulture);
        var entries = db.Ledger.AsNoTracking().Where(row => row.Ledger == "deductions" && row.Period == name);
        if (!actor.KeepsLedgers(regime))
        {
            var led = actor.Answers(regime.Organisation);
            entries = entries.Where(row => led.Contains(row.UnitId!));
        }
        Lines = [.. (await entries.OrderBy(row => row.Pack).ThenBy(row => row.No).ToListAsync()).GroupBy(entry => (entry.PersonId, entry.UnitId)).Select(unit => new Line(CaseLine.Name(regime, unit.Key.PersonId, unit.Key.UnitId),
            [.. unit.GroupBy(entry => (entry.Pack, entry.Clause)).Select(clause => (regime.Title(clause.Key.Pack), clause.Key.Clause, clause.Sum(entry => entry.Reverses ? -1 : 1), clause.Sum(entry => entry.Amount)))],
            unit.Sum(entry => entry.Amount), [.. unit])).OrderByDescending(line => line.Sum).ThenBy(line => line.Unit, StringComparer.Ordinal)];
    }
}
